"""Kling's omni film model, told what is in its prompt by pictures, elements and films (reference video-midjourney, 7.10)."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from philae.catalog.clip import Clip, Worded
from philae.catalog.kling import AS_OF, Mode, Part, Shape
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import GIVEN, Rate

PRICES = "inference.sh/apps/klingai, which lists Kling's developer prices"


class Picture(Part):
    """A picture that the prompt speaks of as <<<image_1>>>, or a frame."""

    image_url: Annotated[str, Media("reference")]
    type: Literal["first_frame", "end_frame"] | None = None


class Element(Part):
    """Something kept at the vendor."""

    element_id: str | int


class Source(Part):
    """A film to go by, or to change."""

    video_url: Annotated[str, Media("source", "video")]
    refer_type: Literal["feature", "base"] | None = None
    keep_original_sound: Literal["yes", "no"] | None = None


class Omni(Clip):
    """kling-video-o1."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio", "seconds": "duration"}

    prompt: Annotated[str, Field(min_length=1, max_length=2500, description="With <<<image_1>>> and the like.")]
    image_list: Annotated[list[Picture] | None, Field(max_length=7, description="Pictures.")] = None
    element_list: Annotated[list[Element] | None, Field(description="Elements.")] = None
    video_list: Annotated[list[Source] | None, Field(max_length=1, description="A film.")] = None
    mode: Mode = "pro"
    aspect_ratio: Shape = None
    duration: Annotated[Literal["3", "4", "5", "6", "7", "8", "9", "10"], Worded, Field(description="Seconds.")] = "5"


def _second(price: str, mode: str, films: object) -> Rate:
    return Rate("second", Decimal(price), when=(("mode", mode), ("video_list", films)))


ROWS = (
    Model("kling-video-o1", "video.generate", Omni, PRICES, AS_OF,
          (_second("0.084", "std", None), _second("0.112", "pro", None), _second("0.126", "std", GIVEN),
           _second("0.168", "pro", GIVEN)),
          (Route("kling", "kling-video-o1", "omni"),), owner="kling", title="Kling O1", max_n=1, deadline=3600.0),
)  # fmt: skip
