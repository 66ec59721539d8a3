"""Kling's films from films and several pictures: references, longer ones, effects, edits, lips (reference video-midjourney, 7.5 to 7.11)."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from philae.catalog.clip import Clip, Worded
from philae.catalog.kling import Mode, Part, Shape, Text, by_mode, row, usd
from philae.core.media import Media
from philae.core.money import Rate, Usage

Lasting = Annotated[Literal["5", "10"], Worded, Field(description="Seconds.")]
Negative = Annotated[str | None, Field(max_length=2500, description="What it should not show.")]
Earlier = Annotated[str | None, Field(description="An earlier film, by its id.")]
Given = Annotated[str | None, Media("source", "video"), Field(description="A film: base64 or a URL.")]


class Picture(Part):
    """One of several."""

    image: Annotated[str, Media("reference")]


class Multi(Clip):
    """A film of two to four pictures of things in it."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio", "seconds": "duration"}

    prompt: Annotated[Text, Field(min_length=1)]
    negative_prompt: Negative = None
    image_list: Annotated[list[Picture], Field(min_length=1, max_length=4, description="What is to be seen.")]
    mode: Mode = "std"
    duration: Lasting = "5"
    aspect_ratio: Shape = None


class Extend(Clip):
    """Four or five more seconds. What it costs follows the earlier film's mode."""

    vendor: ClassVar[str] = "kling"
    longest: ClassVar[int] = 180
    inherits: ClassVar[tuple[str, ...]] = ("mode",)

    video_id: Annotated[str, Field(description="The earlier film, by its id.")]
    prompt: Text = ""
    negative_prompt: Negative = None
    cfg_scale: Annotated[float | None, Field(ge=0, le=1, description="How closely the prompt is followed.")] = None
    mode: Annotated[Literal["std", "pro"], Field(description="The earlier film's.")] = "std"

    def bound(self, n: int) -> Usage:
        """Sold by the piece."""
        return {"video": n}


class Single(Part):
    """What an effect of one picture takes."""

    model_name: str | None = None
    mode: Mode = "std"
    duration: Lasting = "5"
    image: Annotated[str, Media("first")]


class Pair(Part):
    """What an effect of two people takes."""

    model_name: Literal["kling-v1", "kling-v1-5", "kling-v1-6"] = "kling-v1"
    mode: Mode = "std"
    duration: Lasting = "5"
    images: Annotated[list[Annotated[str, Media("reference")]], Media("reference"), Field(min_length=2, max_length=2)]


class Effect(Clip):
    """A picture made to do something, sold by the piece."""

    vendor: ClassVar[str] = "kling"

    effect_scene: Annotated[
        Literal["fuzzyfuzzy", "squish", "expansion", "dizzydizzy", "bloombloom"], Field(description="What happens.")
    ]
    input: Annotated[Single, Field(description="To whom.")]

    def bound(self, n: int) -> Usage:
        """Sold by the piece."""
        return {"video": n}


class Effects(Clip):
    """Two people do something together."""

    vendor: ClassVar[str] = "kling"

    effect_scene: Annotated[Literal["hug", "kiss", "heart_gesture"], Field(description="What happens.")]
    input: Annotated[Pair, Field(description="Who does it.")]


OLD = {"replace": "swap", "remove": "removal", "add": "addition"}
"""What older documents call an edit."""


class Elements(Clip):
    """A film changed where its session says: something added, swapped or removed."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {"seconds": "duration"}

    session_id: Annotated[str, Field(description="The session of `init-selection`.")]
    edit_mode: Annotated[
        Literal["addition", "swap", "removal"], BeforeValidator(lambda v: OLD.get(v, v) if isinstance(v, str) else v),
        Field(description="What is done."),
    ]  # fmt: skip
    prompt: Annotated[Text, Field(min_length=1)]
    negative_prompt: Negative = None
    image_list: Annotated[list[Picture] | None, Field(max_length=2, description="What comes in.")] = None
    mode: Mode = "std"
    duration: Lasting = "5"

    @model_validator(mode="after")
    def _pictures(self) -> Self:
        count, wanted = len(self.image_list or ()), {"addition": (1, 2), "swap": (1,), "removal": (0,)}[self.edit_mode]
        if count not in wanted:
            message = f"{self.edit_mode} takes {' or '.join(map(str, wanted))} pictures in image_list"
            raise ValueError(message)
        return self


class Voice(Part):
    """What a face says, and when, in milliseconds."""

    face_id: str
    sound_file: Annotated[str | None, Media("voice", "audio")] = None
    audio_id: str | None = None
    sound_start_time: Annotated[str | None, Worded] = None
    sound_end_time: Annotated[str | None, Worded] = None
    sound_insert_time: Annotated[str | None, Worded] = None
    sound_volume: Annotated[float | None, Field(ge=0, le=2)] = None
    original_audio_volume: Annotated[float | None, Field(ge=0, le=2)] = None

    @model_validator(mode="after")
    def _one_sound(self) -> Self:
        if bool(self.sound_file) == bool(self.audio_id):
            message = "exactly one of audio_id and sound_file is needed"
            raise ValueError(message)
        return self


class Lips(Clip):
    """A face of a film says something; the film keeps its length, at most a minute."""

    vendor: ClassVar[str] = "kling"
    longest: ClassVar[int] = 60

    session_id: Annotated[str, Field(description="The session of `identify-face`.")]
    face_choose: Annotated[list[Voice], Field(min_length=1, max_length=1, description="Whose lips move, and to what.")]

    def sold(self, usage: Usage) -> Usage:
        """Five seconds at a time."""
        return usage | {"second": -(-usage.get("second", 0) // 5) * 5}


class Motion(Clip):
    """A picture moves as a film does. How long it lasts follows the film, at most half a minute."""

    vendor: ClassVar[str] = "kling"
    longest: ClassVar[int] = 30

    model_name: Annotated[Literal["kling-v2-6", "kling-v3"], Field(description="Which model moves it.")] = "kling-v2-6"
    image_url: Annotated[str, Media("first"), Field(description="Who moves: base64 or a URL.")]
    video_url: Annotated[str, Media("source", "video"), Field(description="The movement: base64 or a URL.")]
    prompt: Text = ""
    keep_original_sound: Annotated[Literal["yes", "no"], Field(description="Whether the film's sound stays.")] = "yes"
    character_orientation: Annotated[Literal["image", "video"], Field(description="Whose way to stand is taken.")]
    mode: Mode = "std"


COMFY = "github.com/Comfy-Org/docs, tutorials/api-nodes/pricing.mdx of 2025, which lists Kling's prices"


def _piece(units: str, **when: str) -> Rate:
    return Rate("video", usd(units), when=tuple(when.items()))


def _pair() -> tuple[Rate, ...]:
    units = {"kling-v1": ("0.2", "0.7"), "kling-v1-5": ("0.4", "0.7"), "kling-v1-6": ("0.4", "0.7")}
    return tuple(
        Rate("second", usd(cost), when=(("input.model_name", model), ("input.mode", mode)))
        for model, costs in units.items()
        for mode, cost in zip(("std", "pro"), costs, strict=True)
    )


ROWS = (
    row("kling-v1-6-multi", Multi, *by_mode("0.4", "0.7"), wire="multi-film", at="kling-v1-6", title="Kling 1.6, several pictures"),
    row("kling-extend", Extend, _piece("2", mode="std"), _piece("3.5", mode="pro"), wire="extend", title="Kling, longer films"),
    row("kling-effect", Effect, *(_piece("2", effect_scene=e) for e in ("fuzzyfuzzy", "squish", "expansion")),
        *(_piece("3.5", effect_scene=e) for e in ("dizzydizzy", "bloombloom")), wire="effects", source=COMFY, title="Kling effects"),
    row("kling-effect-pair", Effects, *_pair(), wire="effects", source=COMFY, title="Kling effects of two people"),
    row("kling-elements", Elements, *by_mode("0.6", "1"), wire="elements", at="kling-v1-6", title="Kling 1.6, films edited"),
    row("kling-lip-sync", Lips, Rate("second", usd("0.5"), 5), wire="lips", title="Kling lip-sync"),
    row("kling-motion", Motion, *by_mode("0.5", "0.8", ("model_name", "kling-v2-6")),
        *by_mode("0.9", "1.2", ("model_name", "kling-v3")), wire="motion", title="Kling motion control"),
)  # fmt: skip
