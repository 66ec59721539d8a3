"""Google's films (reference video-midjourney, 5; ai.google.dev/gemini-api/docs/video). They have sound."""

from typing import Annotated, Any, ClassVar, Literal

from msgspec.structs import replace
from pydantic import BeforeValidator, Field

from philae.catalog.clip import Clip
from philae.catalog.hosts import fal, lined, replicate
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate
from philae.core.request import Wish
from philae.core.size import is_ratio, nearest_ratio, ratio_of

PRICES = "reapi.ai/docs/veo3-1 and its model page, which quote Google's prices; docs.krea.ai asks 5 % more throughout"
SHAPES = ("16:9", "9:16")
LONG = {"720p": 1280, "1080p": 1920, "4k": 3840}
"""The longer side of a film."""
POINT = 64
"""Sides below are no pixels but a shape: 16x9."""


def as_number(value: Any) -> Any:
    """A number that a form or another vendor writes as text."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4 else value  # noqa: PLR2004


class Veo(Clip):
    """Veo 3.1."""

    vendor: ClassVar[str] = "gemini"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspectRatio", "seconds": "durationSeconds"}
    longest: ClassVar[int] = 8

    prompt: Annotated[
        str, Field(min_length=1, max_length=8000, description="What the film should show, and sound like.")
    ]
    image: Annotated[str | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    lastFrame: Annotated[str | None, Media("last"), Field(description="The last frame: base64 or a URL.")] = None  # noqa: N815
    referenceImages: Annotated[  # noqa: N815  the vendor's name
        list[str] | None, Media("reference"), Field(max_length=3, description="Pictures to go by: base64 or URLs.")
    ] = None
    aspectRatio: Annotated[Literal["16:9", "9:16"], Field(description="Shape of the film.")] = "16:9"  # noqa: N815
    durationSeconds: Annotated[Literal[4, 6, 8], BeforeValidator(as_number), Field(description="Seconds.")] = 8  # noqa: N815
    resolution: Annotated[
        Literal["720p", "1080p", "4k"], Field(description="Lines of the film; the price may follow them.")
    ] = "720p"
    negativePrompt: Annotated[str | None, Field(max_length=8000, description="What it should not show.")] = None  # noqa: N815
    personGeneration: Annotated[  # noqa: N815
        Literal["allow_all", "allow_adult", "dont_allow"] | None, Field(description="Whether it may show people.")
    ] = None
    seed: Annotated[int | None, Field(ge=0, le=4_294_967_295, description="The same seed gives a like film.")] = None

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """In OpenAI's form a film of Veo has 4 seconds unless said."""
        return super().fit(replace(wish, common={"seconds": 4} | wish.common) if wish.vendor == "openai" else wish)

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Pixels become a shape and the nearest resolution."""
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        if not (isinstance(width, int) and isinstance(height, int) and min(width, height) > 0):
            return rest | ({"aspect": nearest_ratio(str(aspect), SHAPES)} if is_ratio(aspect) else {})
        shape, long = {"aspect": nearest_ratio(ratio_of(width, height), SHAPES)}, max(width, height)
        lines = min(LONG, key=lambda name: abs(LONG[name] - long))
        return rest | shape | ({"resolution": lines} if long >= POINT else {})

    @classmethod
    def lasting(cls, seconds: Any) -> Any:
        """The nearest of three."""
        return min((4, 6, 8), key=lambda s: abs(s - int(seconds))) if str(seconds).isdecimal() else seconds

    def canonical(self) -> dict[str, Any]:
        """The pixels too."""
        long = LONG[self.resolution]
        sides = (long, long * 9 // 16)
        width, height = sides if self.aspectRatio == SHAPES[0] else sides[::-1]
        return super().canonical() | {"width": width, "height": height}


def _row(name: str, title: str, rates: tuple[Rate, ...], hosts: tuple[Route, ...], *aliases: str) -> Model:
    return Model(name, "video.generate", Veo, PRICES, "2026-11", rates, (Route("gemini", name), *hosts), aliases, "google",
                 title, max_n=1, deadline=3600.0)  # fmt: skip


ROWS = (
    _row("veo-3.1-generate-preview", "Veo 3.1", lined("0.40", "720p", "1080p") + lined("0.60", "4k"),
         (fal("fal-ai/veo3.1", *lined("0.40", "720p", "1080p"), *lined("0.60", "4k")),
          replicate("google/veo-3.1", *lined("0.40", "720p", "1080p"))),
         "veo3.1", "veo3.1-pro", "veo3", "veo3-pro", "veo-3.1"),
    _row("veo-3.1-fast-generate-preview", "Veo 3.1 Fast", lined("0.10", "720p") + lined("0.12", "1080p") + lined("0.30", "4k"),
         (fal("fal-ai/veo3.1/fast", *lined("0.15", "720p", "1080p"), *lined("0.35", "4k")),
          replicate("google/veo-3.1-fast", *lined("0.15", "720p", "1080p"))),
         "veo3.1-fast", "veo3-fast", "veo-3.1-fast"),
)  # fmt: skip
"""The aliases are the product's names; what it sold as Veo 3 is served by its successor."""
