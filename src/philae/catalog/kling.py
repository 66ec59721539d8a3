"""Kling's films: one model each for text and pictures (reference video-midjourney, 7.3 and 7.4).

Where documents disagree on a length, the longer one holds: CometAPI's pages say 500 characters, Kling's own 2500.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from philae.catalog.clip import Clip, Worded
from philae.catalog.flux import FAL
from philae.catalog.hosts import fal, replicate, second
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import GIVEN, Rate
from philae.core.params import Params

LIST = "in a public copy of its list prices of 2026-07-17"
AS_OF = "2026-07"
PRICES = (
    "klingai.com/document-api/pricing/base/video in units, of $0.14 each (docs.klingai2.org/prepaid-resource-packs)"
)
UNIT = Decimal("0.14")
"""A unit's price abroad; the list is the one that was quoted in July 2026."""
Axis = Annotated[float | None, Field(ge=-10, le=10)]
Text = Annotated[str, Field(max_length=2500, description="What the film should show.")]
Mode = Annotated[Literal["std", "pro"], Field(description="Standard, or finer and dearer.")]
Shape = Annotated[
    Literal["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3"] | None, Field(description="Shape of the picture.")
]
Sound = Annotated[Literal["on", "off"], Field(description="Whether the film has sound; the price may follow it.")]


class Part(BaseModel):
    """An object among the parameters; what it does not know is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Movement(Part):
    """How the camera moves in `simple`: exactly one of these is not 0."""

    horizontal: Axis = None
    vertical: Axis = None
    pan: Axis = None
    tilt: Axis = None
    roll: Axis = None
    zoom: Axis = None


class Camera(Part):
    """A camera's way."""

    type: Literal["simple", "down_back", "forward_up", "right_turn_forward", "left_turn_forward"]
    config: Movement | None = None

    @model_validator(mode="after")
    def _one_movement(self) -> Self:
        moved = [v for v in self.config.model_dump().values() if v] if self.config else []
        if self.type == "simple" and len(moved) != 1:
            message = "camera_control of type simple needs exactly one movement that is not 0"
            raise ValueError(message)
        if self.type != "simple" and moved:
            message = f"camera_control of type {self.type} takes no config"
            raise ValueError(message)
        return self


class Point(Part):
    """A place in a picture, in pixels."""

    x: int
    y: int


class Brush(Part):
    """What moves, and along which way."""

    mask: Annotated[str, Media("mask")]
    trajectories: Annotated[list[Point], Field(min_length=2, max_length=77)]


class Film(Clip):
    """What text2video and image2video take, whatever the model."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio", "seconds": "duration"}

    prompt: Text = ""
    negative_prompt: Annotated[str | None, Field(max_length=2500, description="What it should not show.")] = None
    image: Annotated[str | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    image_tail: Annotated[str | None, Media("last"), Field(description="The last frame: base64 or a URL.")] = None
    mode: Mode = "std"
    aspect_ratio: Shape = None
    cfg_scale: Annotated[float | None, Field(ge=0, le=1, description="How closely the prompt is followed.")] = None
    camera_control: Annotated[Camera | None, Field(description="How the camera moves.")] = None
    static_mask: Annotated[str | None, Media("mask"), Field(description="What does not move.")] = None
    dynamic_masks: Annotated[list[Brush] | None, Field(max_length=6, description="What moves, and how.")] = None

    @model_validator(mode="after")
    def _something_to_film(self) -> Self:
        if not (self.prompt or self.image or self.image_tail):
            message = "prompt is required"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _one_guide(self) -> Self:
        guides = (self.image_tail, self.static_mask or self.dynamic_masks, self.camera_control)
        if sum(bool(g) for g in guides) > 1:
            message = "image_tail, masks and camera_control exclude one another"
            raise ValueError(message)
        return self


class Kling(Film):
    """Models of 5 or 10 seconds."""

    duration: Annotated[Literal["5", "10"], Worded, Field(description="Seconds.")] = "5"


class Shot(Part):
    """One of several shots."""

    index: int
    prompt: Annotated[str, Field(max_length=2500)]
    duration: Annotated[str, Worded]


class Speaker(Part):
    """A voice of one's own, of which the prompt speaks as <<<voice_1>>>."""

    voice_id: str


class Sounding(Kling):
    """kling-v2-6: with sound, and with voices in it (github.com/vercel/ai, packages/klingai)."""

    sound: Sound = "off"
    voice_list: Annotated[list[Speaker] | None, Field(min_length=1, max_length=2, description="Who speaks.")] = None

    @model_validator(mode="after")
    def _voices_are_heard(self) -> Self:
        if self.voice_list and self.sound == "off":
            message = "voice_list needs sound on"
            raise ValueError(message)
        return self


class V3(Film):
    """kling-v3: 3 to 15 seconds, several shots."""

    longest: ClassVar[int] = 15

    sound: Sound = "off"
    duration: Annotated[
        Literal["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"],
        Worded,
        Field(description="Seconds."),
    ] = "5"
    multi_shot: Annotated[bool | None, Field(description="Whether the film has several shots.")] = None
    shot_type: Annotated[str | None, Field(description="How its shots are told.")] = None
    multi_prompt: Annotated[list[Shot] | None, Field(description="Its shots.")] = None


def usd(units: str) -> Decimal:
    """What so many of Kling's units cost."""
    return Decimal(units) * UNIT


def by_mode(std: str, pro: str, *more: tuple[str, Any]) -> tuple[Rate, ...]:
    """Units a second in either mode."""
    return tuple(Rate("second", usd(n), when=(("mode", mode), *more)) for mode, n in (("std", std), ("pro", pro)))


def _heard(mode: str, off: str, on: str) -> tuple[Rate, ...]:
    """Dollars a second in that mode, without sound and with it."""
    return second(off, mode=mode, sound="off"), second(on, mode=mode, sound="on")


def _at_fal(name: str, *rates: Rate, source: str = "") -> Route:
    return fal(f"fal-ai/kling-video/{name}", *rates, source=source)


def row(name: str, params: type[Params], *rates: Rate, wire: str = "", **more: Any) -> Model:
    """A model of Kling's; `at` is what Kling calls it."""
    at, operation = more.pop("at", name), more.pop("operation", "video.generate")
    routes = (Route("kling", at, wire), *more.pop("hosts", ()))
    return Model(name, operation, params, more.pop("source", PRICES), AS_OF, rates, routes, owner="kling",
                 max_n=more.pop("max_n", 1), deadline=more.pop("deadline", 3600.0), **more)  # fmt: skip


ROWS = (
    row("kling-v3", V3, *by_mode("0.6", "0.8", ("sound", "off")), *by_mode("0.9", "1.2", ("sound", "on")), title="Kling 3.0",
        hosts=(_at_fal("v3", *_heard("std", "0.084", "0.126"), *_heard("pro", "0.112", "0.168")),
               replicate("kwaivgi/kling-v3-video", *_heard("std", "0.168", "0.252"), *_heard("pro", "0.224", "0.336")))),
    row("kling-v2-6", Sounding, *by_mode("0.3", "0.5", ("sound", "off")),
        Rate("second", usd("1"), when=(("mode", "pro"), ("sound", "on"), ("voice_list", None))),
        Rate("second", usd("1.2"), when=(("mode", "pro"), ("sound", "on"), ("voice_list", GIVEN))), title="Kling 2.6",
        hosts=(_at_fal("v2.6", *_heard("pro", "0.07", "0.14")),
               replicate("kwaivgi/kling-v2.6", *_heard("pro", "0.07", "0.14")))),
    row("kling-v2-5-turbo", Kling, *by_mode("0.3", "0.5"), title="Kling 2.5 Turbo",
        hosts=(_at_fal("v2.5-turbo", second("0.042", mode="std"), second("0.07", mode="pro")),
               replicate("kwaivgi/kling-v2.5-turbo-pro", second("0.07", mode="pro")))),
    row("kling-v2-1", Kling, *by_mode("0.4", "0.7"), title="Kling 2.1",
        hosts=(_at_fal("v2.1", second("0.056", mode="std"), second("0.098", mode="pro")),
               replicate("kwaivgi/kling-v2.1", second("0.05", mode="std"), second("0.09", mode="pro"), source=LIST))),
    row("kling-v2-1-master", Kling, Rate("second", usd("2")), title="Kling 2.1 Master",
        hosts=(_at_fal("v2.1/master", second("0.28")),
               replicate("kwaivgi/kling-v2.1-master", second("0.28"), source="read by others in 2025"))),
    row("kling-v2-master", Kling, Rate("second", usd("2")), title="Kling 2.0 Master", hosts=(_at_fal("v2/master", second("0.28")),)),
    row("kling-v1-6", Kling, *by_mode("0.4", "0.7"), title="Kling 1.6",
        hosts=(_at_fal("v1.6", second("0.045", mode="std"), source=FAL),)),
    row("kling-v1-5", Kling, *by_mode("0.4", "0.7"), title="Kling 1.5"),
    row("kling-v1", Kling, *by_mode("0.2", "0.7"), title="Kling 1.0"),
)  # fmt: skip
"""kling-v2-6 in `std` has no sound on the list, so that is refused."""
