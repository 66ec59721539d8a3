"""Google's models that draw, "Nano Banana" (platform reference, 3.4; ai.google.dev/gemini-api/docs/image-generation).

Prices are those of a picture. The prompt's own tokens, and $0.0011 or less for a picture given, are not charged.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage
from philae.core.params import Params, choices

BLOG = "blog.laozhang.ai/en/posts/gemini-image-model-comparison"
POSTS = "aifreeapi.com/en/posts"
PIXELS = {"512": 1 << 18, "1K": 1 << 20, "2K": 4 << 20, "4K": 16 << 20}


class Flash(Params):
    """gemini-2.5-flash-image."""

    vendor: ClassVar[str] = "gemini"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspectRatio"}

    prompt: Annotated[str, Field(min_length=1, max_length=32_000, description="What the picture should show.")]
    image: Annotated[
        list[str] | None, Media("reference"), Field(max_length=14, description="Pictures to go by: base64 or URLs.")
    ] = None
    aspectRatio: Annotated[  # noqa: N815  the vendor's name
        Literal["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"] | None,
        Field(description="Shape of the picture; that of the picture given unless said, else a square."),
    ] = None

    def bound(self, n: int) -> Usage:
        """Pictures."""
        return {"image": n}


class Sized(Flash):
    """gemini-3.1-flash-image-preview."""

    imageSize: Annotated[  # noqa: N815
        Literal["512", "1K", "2K", "4K"], Field(description="How large it is; the price follows it.")
    ] = "1K"

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Pixels say the size too: that which is nearest."""
        width, height = given.get("width"), given.get("height")
        if not (isinstance(width, int) and isinstance(height, int)):
            return super().translate(given)
        sizes = [str(size) for size in choices(cls.model_fields["imageSize"].annotation)]
        return super().translate(given) | {"imageSize": min(sizes, key=lambda s: abs(PIXELS[s] - width * height))}


class Large(Sized):
    """gemini-3-pro-image-preview, which has no small size."""

    imageSize: Annotated[  # noqa: N815
        Literal["1K", "2K", "4K"], Field(description="How large it is; the price follows it.")
    ] = "1K"


def _row(name: str, params: type[Flash], title: str, source: str, rates: tuple[Rate, ...], *aliases: str) -> Model:
    return Model(
        name, "image.generate", params, source, "2026-11", rates, (Route("gemini", name),), aliases, "google", title
    )


def _sizes(**prices: str) -> tuple[Rate, ...]:
    return tuple(Rate("image", Decimal(p), when=(("imageSize", k.removeprefix("s")),)) for k, p in prices.items())


ROWS = (
    _row("gemini-3-pro-image-preview", Large, "Gemini 3 Pro Image", f"{POSTS}/gemini-3-pro-image-preview-pricing",
         _sizes(s1K="0.134", s2K="0.134", s4K="0.24"), "gemini-3-pro-image", "nano-banana-pro"),
    _row("gemini-3.1-flash-image-preview", Sized, "Gemini 3.1 Flash Image", f"{POSTS}/gemini-flash-image-generation-pricing",
         _sizes(s512="0.045", s1K="0.067", s2K="0.101", s4K="0.151"), "gemini-3.1-flash-image", "nano-banana-2"),
    _row("gemini-2.5-flash-image", Flash, "Gemini 2.5 Flash Image", BLOG,
         (Rate("image", Decimal("0.039")),), "gemini-2.5-flash-image-preview", "nano-banana"),
)  # fmt: skip
