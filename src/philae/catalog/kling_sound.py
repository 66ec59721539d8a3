"""Kling's sounds, and what it answers at once: speech, faces, segments, selections (reference video-midjourney, 7.8, 7.11 to 7.13)."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from philae.catalog.clip import lasting
from philae.catalog.kling import Part, row, usd
from philae.catalog.kling_edit import Earlier, Given
from philae.core.media import Media
from philae.core.model import Model
from philae.core.money import Rate, Usage
from philae.core.params import Params
from philae.core.request import Operation


def heard(text: str | None) -> str | None:
    """Checks a sample of a voice once it is kept."""
    return lasting(5, 30)(text) if text else text


class Called(Params):
    """Sold by the call."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {}

    def bound(self, n: int) -> Usage:
        """Calls."""
        return {"call": n}


class Noise(Called):
    """A sound from text."""

    renamed: ClassVar[dict[str, str]] = {"seconds": "duration"}

    prompt: Annotated[str, Field(min_length=1, max_length=200, description="What is to be heard.")]
    duration: Annotated[float, Field(ge=3, le=10, description="Seconds.")]


class OfFilm(Called):
    """What is asked of a film: an earlier one, or one that is given."""

    video_id: Earlier = None
    video_url: Given = None

    @model_validator(mode="after")
    def _one_film(self) -> Self:
        if bool(self.video_id) == bool(self.video_url):
            message = "exactly one of video_id and video_url is needed"
            raise ValueError(message)
        return self


class Dubbed(OfFilm):
    """A film's sound."""

    sound_effect_prompt: Annotated[str | None, Field(max_length=200, description="Which sounds.")] = None
    bgm_prompt: Annotated[str | None, Field(max_length=200, description="Which music.")] = None
    asmr_mode: Annotated[bool | None, Field(description="Whether small sounds come out strongly.")] = None


class Sample(Called):
    """A voice of one's own: a sample of it, or an earlier film in which it speaks."""

    twin: ClassVar[str | None] = None

    voice_name: Annotated[str, Field(min_length=1, max_length=20, description="What it is called.")]
    voice_url: Annotated[
        str | None, Media("voice", "audio"), AfterValidator(heard),
        Field(description="Somebody who speaks for 5 to 30 seconds: base64 or a URL."),
    ] = None  # fmt: skip
    video_id: Earlier = None

    @model_validator(mode="after")
    def _one_sample(self) -> Self:
        if bool(self.voice_url) == bool(self.video_id):
            message = "exactly one of voice_url and video_id is needed"
            raise ValueError(message)
        return self


class Forgotten(Called):
    """A voice that is wanted no more."""

    voice_id: Annotated[str, Field(description="A voice of one's own.")]


class Speech(Called):
    """Text that is spoken."""

    renamed: ClassVar[dict[str, str]] = {"prompt": "text"}
    twin: ClassVar[str | None] = "speech"

    text: Annotated[str, Field(min_length=1, max_length=1000, description="What is said.")]
    voice_id: Annotated[str, Field(min_length=1, max_length=100, description="Who says it: a voice of Kling's.")]
    voice_language: Annotated[Literal["zh", "en"], Field(description="The voice's language.")] = "zh"
    voice_speed: Annotated[float, Field(ge=0.8, le=2, description="How fast.")] = 1.0


class Recognised(Called):
    """What is to be seen in a picture."""

    image: Annotated[str, Media("source"), Field(description="The picture: base64 or a URL.")]


class Point(Part):
    """A place in a frame, as shares of its sides."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]


class Session(Called):
    """What is done in a session."""

    session_id: Annotated[str, Field(description="The session of `init-selection`.")]


class Selection(Session):
    """What is chosen in one frame, or no more."""

    frame_index: Annotated[int, Field(ge=0, description="Which frame.")]
    points: Annotated[list[Point], Field(min_length=1, max_length=10, description="Where.")]


def _row(
    name: str, params: type[Params], units: str, operation: Operation = "assist", deadline: float = 120.0
) -> Model:
    """Seconds until it fails are few where Kling answers at once: it cannot be asked for a lost answer."""
    price = Rate("call", usd(units))
    return row(f"kling-{name}", params, price, wire=name, operation=operation, deadline=deadline, title=f"Kling {name}")


ROWS = (
    _row("text-to-audio", Noise, "0.25", "audio.generate", 3600.0),
    _row("video-to-audio", Dubbed, "0.25", "audio.generate", 3600.0),
    _row("tts", Speech, "0.05", "audio.generate"),
    _row("voice", Sample, "0.05", "audio.generate", 3600.0),
    _row("delete-voice", Forgotten, "0"),
    _row("identify-face", OfFilm, "0.05"),
    _row("image-recognize", Recognised, "0.1"),
    _row("init-selection", OfFilm, "0"),
    _row("add-selection", Selection, "0"),
    _row("delete-selection", Selection, "0"),
    _row("clear-selection", Session, "0"),
    _row("preview-selection", Session, "0"),
)
"""The list has no price for selections and for what is deleted: what is made of them is what costs."""
