"""ByteDance's films (reference video-midjourney, 6.1 and 6.2). Sold by tokens, which follow from pixels and seconds.

Prices are those of Volcengine's models in US dollars: 2.0 as 46 yuan at 7 to the dollar and so on. Where documents disagree
on a range the wider one holds.
"""

import math
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec.structs import replace
from pydantic import Field, model_validator

from philae.catalog.clip import Clip
from philae.catalog.hosts import fal, lined, replicate, second
from philae.core.errors import InvalidRequest
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import GIVEN, Rate, Usage, video_tokens
from philae.core.request import Wish
from philae.core.size import is_ratio, nearest_ratio, ratio_of

PRICES = "doc-en.302.ai/344157192e0"
PRICES_1 = "302ai-en.apifox.cn/305958132e0"
PRICES_2 = "crazyrouter.com/en/blog/seedance-2-0-actual-output-token-billing-explained, which quotes Volcengine's yuan"
AS_OF = "2026-11"
Sizes = dict[str, dict[str, tuple[int, int]]]
SHAPES = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")


def _sizes(**lines: str) -> Sizes:
    """Resolution → shape → pixels, of texts like `864x480 736x544`, in the order of `SHAPES`."""
    pairs = {name: [(int(w), int(h)) for w, h in (s.split("x") for s in text.split())] for name, text in lines.items()}
    return {name.removeprefix("p") + "p": dict(zip(SHAPES, found, strict=True)) for name, found in pairs.items()}


OLD = _sizes(
    p480="864x480 736x544 640x640 544x736 480x864 960x416",
    p720="1248x704 1120x832 960x960 832x1120 704x1248 1504x640",
    p1080="1920x1088 1664x1248 1440x1440 1248x1664 1088x1920 2176x928",
)
NEW = _sizes(
    p480="864x496 752x560 640x640 560x752 496x864 992x432",
    p720="1280x720 1112x834 960x960 834x1112 720x1280 1470x630",
    p1080="1920x1080 1664x1248 1440x1440 1248x1664 1080x1920 2206x946",
)
"""Of Seedance 1.0, and of what came later (apidoc.cometapi.com/api/video/seedance/create)."""

Shape = Annotated[
    Literal["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"] | None,
    Field(description="Shape of the film; adaptive follows the picture or the prompt."),
]
Lines = Annotated[Literal["480p", "720p", "1080p"], Field(description="Lines of the film; the price follows them.")]
Tier = Annotated[Literal["default", "flex"], Field(description="flex is done when there is room, for half the price.")]
Expiry = Annotated[int, Field(ge=3600, le=259_200, description="Seconds after which it is given up.")]
Seed = Annotated[int, Field(ge=-1, le=4_294_967_295, description="-1 is a random one.")]
Sound = Annotated[bool, Field(description="Whether the film has sound.")]
Still = Annotated[bool | None, Field(description="Whether the camera stands still.")]
Link = Annotated[str, Field(pattern=r"^(https?|asset)://\S+$", max_length=2048)]
POINT = 64
"""Sides below are no pixels but a shape: 16x9."""
LISTENS = 900
"""Seconds beyond the vendor's own expiry in which its end is heard of."""
SOURCE = 15
"""The most seconds of all films that are gone by (docs.powertokens.ai, seedance-video)."""


class Seedance(Clip):
    """What all models take."""

    vendor: ClassVar[str] = "bytedance"
    renamed: ClassVar[dict[str, str]] = {"aspect": "ratio", "seconds": "duration"}
    sizes: ClassVar[Sizes] = NEW

    prompt: Annotated[str, Field(max_length=8000, description="What the film should show.")] = ""
    first_frame: Annotated[str | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    last_frame: Annotated[str | None, Media("last"), Field(description="The last frame: base64 or a URL.")] = None
    resolution: Lines = "720p"
    ratio: Shape = None
    seed: Seed = -1
    watermark: Annotated[bool | None, Field(description="Whether it is marked as generated.")] = None
    return_last_frame: Annotated[bool | None, Field(description="Whether the last frame comes as a picture too.")] = (
        None
    )
    framespersecond: Annotated[Literal[24] | None, Field(description="There is but one.")] = None
    execution_expires_after: Expiry = 172_800
    safety_identifier: Annotated[str | None, Field(max_length=64, description="An opaque id of your end user.")] = None
    draft: Annotated[Literal[False], Field(description="Drafts are not served.")] = False

    @model_validator(mode="after")
    def _something_to_film(self) -> Self:
        if not (self.prompt or self.given or getattr(self, "reference_video", None)):
            message = "prompt or first_frame is required"
            raise ValueError(message)
        if self.last_frame and not self.first_frame:
            message = "last_frame needs a first_frame"
            raise ValueError(message)
        return self

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """OpenAI's form is documented for these models too: there seconds are meant exactly, and pictures are references."""
        if wish.vendor == "openai":
            common = {"aspect": "16:9"} | cls.translate(wish.common)
            own = {"resolution": common.pop("resolution", "720p")} | wish.own
            media = tuple((cls.referred(name), item) for name, item in wish.media)
            wish = replace(wish, vendor=cls.vendor, common=common, own=own, media=media)
        return super().fit(wish)

    @classmethod
    def referred(cls, name: str) -> str:
        """The field of a picture that OpenAI's clients send. Raises `InvalidRequest`, as CometAPI words it (reference, 6.1)."""
        message = f"the specified task_type r2v does not support this model: it takes no {name}, but a first_frame in its own form"
        raise InvalidRequest(message, param=name)

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Pixels become the nearest shape, and of that the nearest resolution."""
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        if not (isinstance(width, int) and isinstance(height, int) and min(width, height) > 0):
            return rest | ({"aspect": nearest_ratio(str(aspect), SHAPES)} if is_ratio(aspect) else {})
        shape = nearest_ratio(ratio_of(width, height), SHAPES)
        if max(width, height) < POINT:
            return rest | {"aspect": shape}
        areas = {lines: math.prod(sizes[shape]) for lines, sizes in cls.sizes.items()}
        return rest | {"aspect": shape, "resolution": min(areas, key=lambda name: abs(areas[name] - width * height))}

    def canonical(self) -> dict[str, Any]:
        """The pixels too, where the shape says them; a random seed is none."""
        width, height = self.sizes[self.resolution].get(self.ratio or "", (None, None))
        return super().canonical() | {"width": width, "height": height, "seed": self.seed if self.seed >= 0 else None}

    def deadline(self, usual: float) -> float:
        """What may wait for room may wait long."""
        return self.execution_expires_after + LISTENS if getattr(self, "service_tier", "") == "flex" else usual

    def lasts(self) -> int:
        """Seconds that are billed, at most."""
        return int(self.common["seconds"])

    def bound(self, n: int) -> Usage:
        """Films have a frame more than their seconds; a shape that is left open may be the largest."""
        sizes = self.sizes[self.resolution]
        width, height = sizes.get(self.ratio or "") or max(sizes.values(), key=math.prod)
        return super().bound(n) | {"video_token": n * video_tokens(width, height, self.lasts() + 1)}


class V1(Seedance):
    """Seedance 1.0 Pro."""

    sizes: ClassVar[Sizes] = OLD

    duration: Annotated[int, Field(ge=2, le=12, description="Seconds.")] = 5
    frames: Annotated[
        int | None, Field(ge=29, le=289, description="Frames in place of seconds: 25 and a multiple of 4.")
    ] = None
    resolution: Lines = "1080p"
    camera_fixed: Still = None
    service_tier: Tier = "default"

    @model_validator(mode="after")
    def _whole_frames(self) -> Self:
        if self.frames is not None and (self.frames - 25) % 4:
            message = "frames must be 25 and a multiple of 4"
            raise ValueError(message)
        return self

    def lasts(self) -> int:
        """By its frames, where those are asked."""
        return -(-self.frames // 24) if self.frames else super().lasts()


class V15(Seedance):
    """Seedance 1.5 Pro: with sound."""

    duration: Annotated[int, Field(ge=4, le=12, description="Seconds.")] = 5
    camera_fixed: Still = None
    generate_audio: Sound = True
    service_tier: Tier = "default"


class V2(Seedance):
    """Seedance 2.0: goes by pictures, films and sounds. Films and sounds are fetched by the vendor itself."""

    sizes: ClassVar[Sizes] = {lines: NEW[lines] for lines in ("480p", "720p")}

    duration: Annotated[int, Field(ge=4, le=15, description="Seconds.")] = 5
    resolution: Annotated[Literal["480p", "720p"], Field(description="Lines of the film.")] = "720p"
    reference_image: Annotated[
        list[str] | None, Media("reference"), Field(max_length=9, description="Pictures to go by: base64 or URLs.")
    ] = None
    reference_video: Annotated[list[Link] | None, Field(max_length=3, description="URLs of films to go by.")] = None
    reference_audio: Annotated[list[Link] | None, Field(max_length=3, description="URLs of sounds to go by.")] = None
    generate_audio: Sound = True
    service_tier: Annotated[Literal["default"], Field(description="There is but one.")] = "default"
    priority: Annotated[int | None, Field(ge=0, le=9, description="Which of yours go first.")] = None

    @model_validator(mode="after")
    def _frames_or_references(self) -> Self:
        if self.first_frame and (self.reference_image or self.reference_video or self.reference_audio):
            message = "first_frame and references exclude one another"
            raise ValueError(message)
        if self.reference_audio and not (self.reference_image or self.reference_video):
            message = "reference_audio needs a picture or a film beside it"
            raise ValueError(message)
        return self

    @classmethod
    def referred(cls, name: str) -> str:  # noqa: ARG003  they are taken under any name
        """As the prompt counts them."""
        return "reference_image"

    def lasts(self) -> int:
        """What is gone by is billed too."""
        return super().lasts() + (SOURCE if self.reference_video else 0)


def _rate(dollars: str, **when: Any) -> Rate:
    return Rate("video_token", Decimal(dollars), 1_000_000, tuple(when.items()))


def _yuan(plain: int, filmed: int) -> tuple[Rate, ...]:
    """From yuan for a million tokens, without and with films that are gone by."""
    prices = zip((plain, filmed), (None, GIVEN), strict=True)
    return tuple(_rate(f"{yuan / 7:.3f}", reference_video=given) for yuan, given in prices)


def _row(
    name: str, dated: str, params: type[Seedance], source: str, title: str, *rates: Rate, hosts: tuple[Route, ...] = ()
) -> Model:
    name = f"doubao-seedance-{name}"
    return Model(name, "video.generate", params, source, AS_OF, rates, (Route("bytedance", f"{name}-{dated}"), *hosts),
                 (f"{name}-{dated}",), "bytedance", title, max_n=1, deadline=3600.0)  # fmt: skip


def _heard(silent: str, sounding: str, lines: str) -> tuple[Rate, ...]:
    """Dollars a second without sound and with it."""
    prices = zip((silent, sounding), (False, True), strict=True)
    return tuple(second(price, generate_audio=sound, resolution=lines) for price, sound in prices)


ROWS = (
    _row("2-0", "260128", V2, PRICES_2, "Seedance 2.0", *_yuan(46, 28), hosts=(
        fal("bytedance/seedance-2.0", _rate("14")),
        replicate("bytedance/seedance-2.0", *lined("0.08", "480p"), *lined("0.18", "720p"), source="read by others on 2026-04-23"))),
    _row("2-0-fast", "260128", V2, PRICES_2, "Seedance 2.0 Fast", *_yuan(37, 22), hosts=(
        fal("bytedance/seedance-2.0/fast", _rate("11.2")), replicate("bytedance/seedance-2.0-fast", *lined("0.15", "720p")))),
    _row("1-5-pro", "251215", V15, PRICES, "Seedance 1.5 Pro",
         _rate("2.4", generate_audio=True, service_tier="default"), _rate("1.2", generate_audio=False, service_tier="default"),
         _rate("1.2", generate_audio=True, service_tier="flex"), _rate("0.6", generate_audio=False, service_tier="flex"),
         hosts=(fal("fal-ai/bytedance/seedance/v1.5/pro", _rate("2.4", generate_audio=True), _rate("1.2", generate_audio=False)),
                replicate("bytedance/seedance-1.5-pro", *_heard("0.013", "0.025", "480p"), *_heard("0.06", "0.12", "1080p"),
                          second("0.026", generate_audio=False, resolution="720p")))),
    _row("1-0-pro", "250528", V1, PRICES_1, "Seedance 1.0 Pro", _rate("2.2", service_tier="default"),
         hosts=(fal("fal-ai/bytedance/seedance/v1/pro", _rate("2.5")),
                replicate("bytedance/seedance-1-pro", *lined("0.03", "480p"), *lined("0.06", "720p"), *lined("0.15", "1080p")))),
)  # fmt: skip
"""Seedance 1.0 Pro has no known price as `flex`, so that is refused."""
