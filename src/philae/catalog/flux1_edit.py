"""FLUX.1 on a given picture: fill, expand, canny and depth."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from philae.catalog.flux import (
    AS_OF,
    COSTMAP,
    PRICES,
    SENT,
    SPEC,
    FreePrompt,
    MaybeUpsampling,
    Prompt,
    Seeded,
    Tolerance6,
    Tuned,
    Upsampling,
    credit,
    needs_one,
)  # fmt: skip
from philae.core.errors import InvalidRequest
from philae.core.media import Media
from philae.core.model import Model, Route

STEPS = "Denoising steps: more is finer and slower."
GUIDANCE = "How closely the prompt is followed."
Steps = Annotated[int | None, Field(ge=15, le=50, description=STEPS)]
Guidance = Annotated[float | None, Field(ge=1.5, le=100, description=GUIDANCE)]
Margin = Annotated[int | None, Field(ge=0, le=2048)]
Threshold = Annotated[int | None, Field(ge=0, le=500)]
Source = Annotated[str, Media("source"), Field(description=f"The picture to work on: {SENT}.")]
Mask = Annotated[
    str | None, Media("mask"),
    Field(description="As large as the image, white where it is repainted; else the image's alpha channel is used."),
]  # fmt: skip


class Fill(Seeded):
    """flux-pro-1.0-fill."""

    image: Source
    mask: Mask = None
    prompt: FreePrompt = ""
    steps: Steps = 50
    guidance: Guidance = 60.0
    prompt_upsampling: MaybeUpsampling = False
    safety_tolerance: Tolerance6 = 2


class FillTuned(Seeded, Tuned):
    """flux-pro-1.0-fill-finetuned: as fill, but nothing of it nullable except the mask."""

    image: Source
    mask: Mask = None
    prompt: Annotated[str, Field(description="What the repainted part should show; may be left empty.")] = ""
    finetune_strength: Annotated[float, Field(ge=0, le=2, description="How much the fine-tune counts.")] = 1.1
    steps: Annotated[int, Field(ge=15, le=50, description=STEPS)] = 50
    guidance: Annotated[float, Field(ge=1.5, le=100, description=GUIDANCE)] = 60.0
    prompt_upsampling: Upsampling = False
    safety_tolerance: Tolerance6 = 2


class Expand(Seeded):
    """flux-pro-1.0-expand."""

    image: Source
    top: Annotated[Margin, Field(description="Pixels to add above.")] = 0
    bottom: Annotated[Margin, Field(description="Pixels to add below.")] = 0
    left: Annotated[Margin, Field(description="Pixels to add on the left.")] = 0
    right: Annotated[Margin, Field(description="Pixels to add on the right.")] = 0
    prompt: FreePrompt = ""
    steps: Steps = 50
    guidance: Guidance = 60.0
    prompt_upsampling: MaybeUpsampling = False
    safety_tolerance: Tolerance6 = 2

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.top or self.bottom or self.left or self.right):
            message = "one of top, bottom, left or right must be over 0"
            raise InvalidRequest(message, param="top")
        return self


class Depth(Seeded):
    """flux-pro-1.0-depth."""

    prompt: Prompt
    control_image: Annotated[
        str | None, Media("control"), Field(description=f"The picture whose structure is kept: {SENT}.")
    ] = None
    preprocessed_image: Annotated[
        str | None, Media("control"), Field(description="That structure drawn as a map, in place of a control image.")
    ] = None
    steps: Steps = 50
    guidance: Annotated[float | None, Field(ge=1, le=100, description=GUIDANCE)] = 30.0
    prompt_upsampling: MaybeUpsampling = False
    safety_tolerance: Tolerance6 = 2

    @model_validator(mode="after")
    def _structure(self) -> Self:
        needs_one(self, "control_image", "preprocessed_image")
        return self


class Canny(Depth):
    """flux-pro-1.0-canny."""

    canny_low_threshold: Annotated[Threshold, Field(description="Edges weaker than this are ignored.")] = 50
    canny_high_threshold: Annotated[Threshold, Field(description="Edges stronger than this are always kept.")] = 200


ROWS = (
    Model("flux-pro-1.0-fill", "image.edit", Fill, PRICES, AS_OF, (credit("5"),),
          (Route("bfl", "flux-pro-1.0-fill"), Route("replicate", "black-forest-labs/flux-fill-pro")),
          owner="bfl", title="FLUX.1 fill [pro]"),
    Model("flux-pro-1.0-fill-finetuned", "image.edit", FillTuned, SPEC, AS_OF,
          routes=(Route("bfl", "flux-pro-1.0-fill-finetuned"),), owner="bfl", title="FLUX.1 fill [pro], fine-tuned"),
    Model("flux-pro-1.0-expand", "image.edit", Expand, COSTMAP, AS_OF, (credit("5"),),
          (Route("bfl", "flux-pro-1.0-expand"),), owner="bfl", title="FLUX.1 expand [pro]"),
    Model("flux-pro-1.0-canny", "image.edit", Canny, "docs.bfl.ai, 2025 specification; price unknown", AS_OF,
          routes=(Route("bfl", "flux-pro-1.0-canny"), Route("replicate", "black-forest-labs/flux-canny-pro")),
          owner="bfl", title="FLUX.1 canny [pro]", deprecated=True),
    Model("flux-pro-1.0-depth", "image.edit", Depth, "BFL's Python SDK; price unknown", AS_OF,
          routes=(Route("bfl", "flux-pro-1.0-depth"), Route("replicate", "black-forest-labs/flux-depth-pro")),
          owner="bfl", title="FLUX.1 depth [pro]", deprecated=True),
)  # fmt: skip
