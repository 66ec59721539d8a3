"""Bria's pictures, vector graphics and edits (reference 3.8; docs.bria.ai, image-generation and image-editing)."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage
from philae.core.params import Params
from philae.core.size import shape_of

DRAWN = "runware.ai/docs/models/bria-3-2.md"
TRACED = "segmind.com/models/bria-text-to-vector-graphics/api"
EDITS = "inference.sh/apps/bria.md of 2026-11-11, which lists Bria's prices"
AS_OF = "2026-11"
LARGEST = 12 << 20
"""Bytes of a picture."""
Ratio = Literal["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9"]
Source = Annotated[str, Media("source"), Field(description="The picture to work on: base64 or a URL, at most 12 MB.")]
Mask = Annotated[str, Media("mask"), Field(description="White where the picture is changed: base64 or a URL.")]
Seed = Annotated[int | None, Field(ge=0, description="The same seed gives the same result again.")]
Negative = Annotated[str | None, Field(description="What not to show.")]
Check = Annotated[bool | None, Field(description="Whether the vendor's filter looks at it.")]
Pair = Annotated[list[int], Field(min_length=2, max_length=2)]


class Made(Params):
    """From a text."""

    vendor: ClassVar[str] = "bria"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio"}
    count: ClassVar[str] = "num_results"

    prompt: Annotated[str, Field(min_length=1, description="What to show, in English.")]
    aspect_ratio: Annotated[Ratio, Field(description="Shape of the picture.")] = "1:1"
    seed: Seed = None
    negative_prompt: Negative = None
    steps_num: Annotated[int | None, Field(ge=20, le=50, description="More is finer and slower.")] = None
    text_guidance_scale: Annotated[
        float | None, Field(ge=1, le=10, description="How closely the prompt is followed.")
    ] = None
    medium: Annotated[Literal["photography", "art"] | None, Field(description="What it should look like.")] = None
    prompt_enhancement: Annotated[bool | None, Field(description="Let the vendor write the prompt anew.")] = None
    enhance_image: Annotated[bool | None, Field(description="Richer detail.")] = None
    content_moderation: Check = None
    prompt_content_moderation: Check = None
    ip_signal: Annotated[bool | None, Field(description="Mark what may belong to someone.")] = None


class Traced(Made):
    """As vectors: a file of SVG."""

    twin: ClassVar[str | None] = None

    guidance_method_2_scale: Annotated[float | None, Field(ge=0, le=1, description="How much a guidance counts.")] = (
        None
    )

    def bound(self, n: int) -> Usage:
        """Each is a file, not a picture of pixels."""
        return {"call": n}


class Edit(Params):
    """One action on a picture."""

    vendor: ClassVar[str] = "bria"
    count: ClassVar[str] = "num_results"

    image: Source
    preserve_alpha: Annotated[bool | None, Field(description="Keep what is transparent.")] = None
    visual_input_content_moderation: Check = None
    visual_output_content_moderation: Check = None

    @model_validator(mode="after")
    def _small_enough(self) -> Self:
        if any((r.blob.size or 0) > LARGEST for r in self.given):
            message = "image may have at most 12 MB"
            raise ValueError(message)
        return self


class Masked(Edit):
    """On a part of it."""

    mask: Mask
    mask_type: Annotated[Literal["manual", "automatic"] | None, Field(description="Who made the mask.")] = None


class Erase(Masked):
    """erase."""

    twin: ClassVar[str | None] = "erase"


class Worded(Edit):
    """By a prompt."""

    negative_prompt: Negative = None
    seed: Seed = None
    prompt_content_moderation: Check = None


class Fill(Masked, Worded):
    """gen_fill."""

    twin: ClassVar[str | None] = "fill"

    prompt: Annotated[str, Field(min_length=1, description="What stands there instead.")]


class Expand(Worded):
    """expand: to a canvas in pixels, or to a shape around the picture."""

    twin: ClassVar[str | None] = "outpaint"

    prompt: Annotated[str, Field(description="What the new surroundings should show.")] = ""
    aspect_ratio: Annotated[Ratio | None, Field(description="Shape of the result, around the picture.")] = None
    canvas_size: Annotated[Pair | None, Field(description="Width and height of the result.")] = None
    original_image_size: Annotated[Pair | None, Field(description="How large the picture is in it.")] = None
    original_image_location: Annotated[Pair | None, Field(description="Where its upper left corner is.")] = None

    @model_validator(mode="after")
    def _some_room(self) -> Self:
        if any(not 1 <= side <= 5000 for side in self.canvas_size or ()):  # noqa: PLR2004
            message = "canvas_size is 1 to 5000 pixels a side"
            raise ValueError(message)
        return self

    def canonical(self) -> dict[str, Any]:
        """The canvas as width and height."""
        width, height = self.canvas_size or self._around() or (1000, 1000)
        return super().canonical() | {"width": width, "height": height, "aspect": None}

    def _around(self) -> tuple[int, int] | None:
        """The least canvas of the shape that is asked which holds the picture."""
        blob = next((r.blob for r in self.given), None)
        if not self.aspect_ratio or blob is None or not blob.width:
            return None
        across, down = shape_of(self.aspect_ratio)
        times = max(blob.width / across, blob.height / down)
        return round(across * times), round(down * times)


class Enhance(Edit):
    """enhance: richer detail."""

    twin: ClassVar[str | None] = "deblur"

    seed: Seed = None
    resolution: Annotated[Literal["1MP", "2MP", "4MP"] | None, Field(description="How large the result is.")] = None
    steps_num: Annotated[int | None, Field(ge=10, le=50, description="More is finer and slower.")] = None


class Larger(Edit):
    """increase_resolution."""

    twin: ClassVar[str | None] = "enlarge"

    desired_increase: Annotated[Literal[2, 4], Field(description="How many times as long its sides become.")] = 2


class Replace(Worded):
    """replace_background."""

    twin: ClassVar[str | None] = "background"

    prompt: Annotated[str, Field(min_length=1, description="What stands behind it instead.")]
    mode: Annotated[Literal["base", "high_control", "fast"] | None, Field(description="Quality or speed.")] = None
    refine_prompt: Annotated[bool | None, Field(description="Let the vendor write the prompt anew.")] = None
    original_quality: Annotated[bool | None, Field(description="Keep the size of the picture.")] = None
    force_background_detection: Annotated[bool | None, Field(description="Look for it even if there is alpha.")] = None


class Remove(Edit):
    """remove_background: a picture with alpha."""

    twin: ClassVar[str | None] = None


def _made(name: str, params: type[Params], source: str, meter: str, wire: str, title: str) -> Model:
    return Model(f"bria-{name}", "image.generate", params, source, AS_OF, (Rate(meter, Decimal("0.04")),),
                 (Route("bria", f"bria-{name}", wire),), owner="bria", title=title, max_n=4)  # fmt: skip


def _edit(action: str, params: type[Params], price: str, title: str) -> Model:
    name = f"bria-{action.replace('_', '-')}"
    rates = (Rate("image", Decimal(price)),) if price else ()
    return Model(name, "image.edit", params, EDITS if price else f"{EDITS}; not this one's", AS_OF, rates,
                 (Route("bria", name, action),), owner="bria", title=title, max_n=1)  # fmt: skip


ROWS = (
    _made("text-to-image", Made, DRAWN, "image", "drawn", "Bria 3.2"),
    _made("text-to-vector", Traced, TRACED, "call", "traced", "Bria vector graphics"),
    _edit("erase", Erase, "0.02", "Bria eraser"),
    _edit("gen_fill", Fill, "0.03", "Bria generative fill"),
    _edit("expand", Expand, "0.02", "Bria expand"),
    _edit("enhance", Enhance, "", "Bria enhance"),
    _edit("increase_resolution", Larger, "0.02", "Bria increase resolution"),
    _edit("replace_background", Replace, "0.03", "Bria replace background"),
    _edit("remove_background", Remove, "0.018", "Bria remove background"),
)
