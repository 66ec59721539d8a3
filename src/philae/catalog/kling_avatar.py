"""Kling's avatar: a portrait speaks (reference video-midjourney, 7.7)."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from philae.catalog.clip import Clip
from philae.catalog.kling import AS_OF, Mode
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate

PRICES = "inference.sh/apps/klingai, which lists Kling's developer prices"


class Avatar(Clip):
    """A portrait and a voice, which is 2 to 60 seconds long."""

    longest: ClassVar[int] = 60
    vendor: ClassVar[str] = "kling"

    image: Annotated[str, Media("first"), Field(description="The portrait: base64 or a URL.")]
    sound_file: Annotated[str | None, Media("voice", "audio"), Field(description="What is said: base64 or a URL.")] = (
        None
    )
    audio_id: Annotated[str | None, Field(description="What is said: an earlier task's sound.")] = None
    prompt: Annotated[str, Field(max_length=2500, description="How it is said.")] = ""
    mode: Mode = "std"

    @model_validator(mode="after")
    def _one_voice(self) -> Self:
        if bool(self.sound_file) == bool(self.audio_id):
            message = "exactly one of audio_id and sound_file is needed"
            raise ValueError(message)
        return self


ROWS = (
    Model("kling-avatar", "video.generate", Avatar, PRICES, AS_OF,
          tuple(Rate("second", Decimal(price), when=(("mode", mode),)) for mode, price in (("std", "0.056"), ("pro", "0.112"))),
          (Route("kling", "kling-avatar", "avatar"),), owner="kling", title="Kling avatar", max_n=1, deadline=3600.0),
)  # fmt: skip
