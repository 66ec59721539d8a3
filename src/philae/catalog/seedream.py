"""ByteDance's pictures: Seedream draws and edits, SeedEdit edits (platform reference, 3.5 and 3.6; volcengine.com/docs/82379/1541523).

They are documented in OpenAI's form, so a size of its clients is meant exactly. Where documents disagree on a size word or a
range, the wider one holds.
"""

import math
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage
from philae.core.params import Params
from philae.core.request import Operation, Wish
from philae.core.size import is_ratio, size_of

PRICES = "docs.apiyi.com/en/api-capabilities/seedream-image/historical-versions"
PRICE_3 = "docs.dev.xavier.icvr.xyz/models/byteplus/seedream-4-5-251128.html"
PRICE_EDIT = "muapi.ai/comparison/bytedance-seededit-v3"
AS_OF = "2026-11"
SERIES = 15
"""References and results of one request, together."""
Prompt = Annotated[str, Field(min_length=1, max_length=8000, description="What the picture should show.")]
Mark = Annotated[
    bool | None, Field(description="Whether it is marked as generated; ByteDance does so unless told not to.")
]
Seed = Annotated[int | None, Field(ge=-1, le=2_147_483_647, description="-1 is a random one.")]
Guidance = Annotated[float | None, Field(ge=1, le=10, description="How closely the prompt is followed.")]


class Sizes(Params):
    """Sizes as ByteDance writes them: pixels, or one of `words`. `least` are the fewest pixels of a picture."""

    vendor: ClassVar[str] = "bytedance"
    renamed: ClassVar[dict[str, str]] = {"format": "output_format"}
    area: ClassVar[int] = 2048 * 2048
    most: ClassVar[int] = 4096 * 4096
    least: ClassVar[int] = 3_686_400
    words: ClassVar[tuple[str, ...]] = ()

    size: Annotated[str, Field(description="Width and height in pixels, or a word such as 2K.")] = "2048x2048"

    @field_validator("size")
    @classmethod
    def _within(cls, size: str) -> str:
        width, _, height = size.partition("x")
        if size in cls.words:
            return size
        if not (width.isdecimal() and height.isdecimal() and len(width + height) < 11):  # noqa: PLR2004
            message = f"size must be WIDTHxHEIGHT in pixels, or one of {', '.join(cls.words)}"
            raise ValueError(message)
        w, h = int(width), int(height)
        if not (cls.least <= w * h <= cls.most and max(w, h) <= 16 * min(w, h)):
            message = f"size must have {cls.least:,} to {cls.most:,} pixels, and sides of at most 16:1"
            raise ValueError(message)
        return size

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """OpenAI's clients mean their size exactly."""
        width, height = wish.common.get("width"), wish.common.get("height")
        if wish.vendor == "openai" and width and height:
            common = {k: v for k, v in wish.common.items() if k not in ("width", "height")}
            wish = replace(wish, common=common, own=wish.own | {"size": f"{width}x{height}"})
        return super().fit(wish)

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Other vendors' sizes and shapes become pixels within the limits, in the same shape."""
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        if is_ratio(aspect):
            width, height = size_of(str(aspect), cls.area)
        if not (
            isinstance(width, int) and isinstance(height, int) and 0 < max(width, height) <= 16 * min(width, height)
        ):
            return rest
        scale = max(1.0, math.sqrt(cls.least / (width * height))) * min(1.0, math.sqrt(cls.most / (width * height)))
        sides = (
            (math.ceil(width * scale), math.ceil(height * scale))
            if scale > 1
            else (int(width * scale), int(height * scale))
        )
        return rest | {"size": "{}x{}".format(*sides)}

    def canonical(self) -> dict[str, Any]:
        """The size as width and height; a random seed is none."""
        found = super().canonical()
        width, _, height = self.size.partition("x")
        sides = {"width": int(width), "height": int(height)} if height else {}
        return found | sides | {"seed": found["seed"] if (found["seed"] or 0) >= 0 else None}


class Series(BaseModel):
    """How many pictures a series may have."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    max_images: Annotated[int, Field(ge=1, le=SERIES)] = SERIES


class Seedream(Sizes):
    """Seedream 4.5: from text, and from up to fourteen pictures."""

    words: ClassVar[tuple[str, ...]] = ("2K", "4K")

    prompt: Prompt
    image: Annotated[
        list[str] | None, Media("reference"), Field(max_length=14, description="Pictures to go by: base64 or URLs.")
    ] = None
    watermark: Mark = None
    sequential_image_generation: Annotated[
        Literal["auto", "disabled"], Field(description="auto draws a series of pictures where the prompt asks for one.")
    ] = "disabled"
    sequential_image_generation_options: Annotated[Series | None, Field(description="Of how many at most.")] = None

    @model_validator(mode="after")
    def _no_longer_series(self) -> Self:
        asked = self.sequential_image_generation_options
        if self.sequential_image_generation == "auto" and asked and asked.max_images + len(self.image or ()) > SERIES:
            message = f"max_images and the pictures given may be {SERIES} at most"
            raise ValueError(message)
        return self

    def bound(self, n: int) -> Usage:
        """A series may have as many as are allowed."""
        asked = self.sequential_image_generation_options or Series()
        each = (
            min(asked.max_images, SERIES - len(self.image or ())) if self.sequential_image_generation == "auto" else 1
        )
        return {"image": n * each}


class V4(Seedream):
    """Seedream 4.0: smaller ones too."""

    least: ClassVar[int] = 1280 * 720
    words: ClassVar[tuple[str, ...]] = ("1K", "2K", "4K")


class V5(Seedream):
    """Seedream 5.0 Lite: PNG too."""

    words: ClassVar[tuple[str, ...]] = ("2K", "3K", "4K")

    output_format: Annotated[Literal["jpeg", "png"], Field(description="File format of the result.")] = "jpeg"

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """What it cannot write becomes a JPEG."""
        other = wish.common.get("format", "png") not in ("jpeg", "png")
        return super().fit(replace(wish, common=wish.common | {"format": "jpeg"}) if other else wish)


class V3(Sizes):
    """Seedream 3.0: from text alone."""

    least: ClassVar[int] = 512 * 512
    most: ClassVar[int] = 2048 * 2048
    area: ClassVar[int] = 1024 * 1024

    prompt: Prompt
    size: Annotated[str, Field(description="Width and height in pixels.")] = "1024x1024"
    seed: Seed = None
    guidance_scale: Guidance = None
    watermark: Mark = None


class SeedEdit(Sizes):
    """SeedEdit 3.0: one picture, changed as the prompt says, in its own shape."""

    words: ClassVar[tuple[str, ...]] = ("adaptive",)

    prompt: Prompt
    image: Annotated[str, Media("reference"), Field(description="The picture: base64 or a URL.")]
    size: Annotated[Literal["adaptive"], Field(description="As the picture given.")] = "adaptive"
    seed: Seed = None
    guidance_scale: Guidance = None
    watermark: Mark = None

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """There is no size to be asked."""
        return super().fit(replace(wish, common={k: v for k, v in wish.common.items() if k not in ("width", "height")}))

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """No shape either."""
        return {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}

    @model_validator(mode="after")
    def _no_flatter(self) -> Self:
        if any(max(r.blob.width, r.blob.height) > 3 * min(r.blob.width, r.blob.height) for r in self.given):
            message = "image must have sides of at most 3:1"
            raise ValueError(message)
        return self

    def bound(self, n: int) -> Usage:
        """One each."""
        return {"image": n}


def _row(name: str, dated: str, params: type[Params], title: str, price: str, *aliases: str, source: str = PRICES,
         operation: Operation = "image.generate") -> Model:  # fmt: skip
    there = f"doubao-{name}-{dated}"
    return Model(f"doubao-{name}", operation, params, source, AS_OF, (Rate("image", Decimal(price)),), (Route("bytedance", there),),
                 (there, f"{name}-{dated}", *aliases), "bytedance", title)  # fmt: skip


ROWS = (
    _row("seedream-5-0", "260128", V5, "Seedream 5.0 Lite", "0.035", "doubao-seedream-5-0-lite",
         "doubao-seedream-5-0-lite-260128", "seedream-5-0-lite-260128"),
    _row("seedream-4-5", "251128", Seedream, "Seedream 4.5", "0.04"),
    _row("seedream-4-0", "250828", V4, "Seedream 4.0", "0.03"),
    _row("seedream-3-0-t2i", "250415", V3, "Seedream 3.0", "0.03", source=PRICE_3),
    _row("seededit-3-0-i2i", "250628", SeedEdit, "SeedEdit 3.0", "0.03", "bytedance-seededit-3.0-i2i", source=PRICE_EDIT,
         operation="image.edit"),
)  # fmt: skip
