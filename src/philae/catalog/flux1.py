"""FLUX.1 text to image: pro 1.1 and its ultra mode, pro, dev."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from philae.catalog.flux import (
    AS_OF,
    COSTMAP,
    PRICES,
    SPEC,
    Aspect,
    FreePrompt,
    ImagePrompt,
    Seeded,
    Tolerance6,
    Tuned,
    Upsampling,
    at_fal,
    credit,
    needs_one,
)  # fmt: skip
from philae.core.model import Model, Route

Side = Annotated[int, Field(ge=256, le=1440, multiple_of=32)]
Guidance = Annotated[float | None, Field(ge=1.5, le=5, description="How closely the prompt is followed.")]
Steps = Annotated[int | None, Field(ge=1, le=50, description="Denoising steps: more is finer and slower.")]


class Pro11(Seeded):
    """flux-pro-1.1."""

    prompt: FreePrompt = ""
    image_prompt: ImagePrompt = None
    width: Annotated[Side, Field(description="Width in pixels, a multiple of 32.")] = 1024
    height: Annotated[Side, Field(description="Height in pixels, a multiple of 32.")] = 768
    prompt_upsampling: Upsampling = False
    safety_tolerance: Tolerance6 = 2


class Dev(Pro11):
    """flux-dev."""

    prompt: Annotated[str, Field(description="What the picture should show; may be left empty.")] = ""
    steps: Steps = 28
    guidance: Guidance = 3.0


class Pro(Pro11):
    """flux-pro, the first of the line."""

    steps: Steps = 40
    guidance: Guidance = 2.5
    interval: Annotated[float | None, Field(ge=1, le=4, description="How varied the pictures of one prompt are.")] = 2.0

    @model_validator(mode="after")
    def _something_to_draw(self) -> Self:
        needs_one(self, "prompt", "image_prompt")
        return self


class UltraBase(Seeded):
    """What ultra and its fine-tuned variant share."""

    prompt: FreePrompt = ""
    aspect_ratio: Annotated[Aspect, Field(description="Shape of the picture, 21:9 to 9:21; about 4 megapixels.")] = (
        "16:9"
    )
    image_prompt: ImagePrompt = None
    image_prompt_strength: Annotated[
        float, Field(ge=0, le=1, description="How much the image prompt counts beside the text.")
    ] = 0.1
    prompt_upsampling: Upsampling = False
    safety_tolerance: Tolerance6 = 2


class Ultra(UltraBase):
    """flux-pro-1.1-ultra."""

    raw: Annotated[bool, Field(description="A less processed, more natural look.")] = False


class UltraTuned(UltraBase, Tuned):
    """flux-pro-1.1-ultra-finetuned."""

    finetune_strength: Annotated[float, Field(ge=0, le=2, description="How much the fine-tune counts.")] = 1.2


ROWS = (
    Model("flux-pro-1.1", "image.generate", Pro11, PRICES, AS_OF, (credit("4"),),
          (Route("bfl", "flux-pro-1.1"), Route("replicate", "black-forest-labs/flux-1.1-pro"), at_fal("flux-pro/v1.1", "0.04")),
          owner="bfl", title="FLUX 1.1 [pro]"),
    Model("flux-pro-1.1-ultra", "image.generate", Ultra, PRICES, AS_OF, (credit("6"),),
          (Route("bfl", "flux-pro-1.1-ultra"), Route("replicate", "black-forest-labs/flux-1.1-pro-ultra"),
           at_fal("flux-pro/v1.1-ultra", "0.06")),
          owner="bfl", title="FLUX 1.1 [pro] ultra"),
    Model("flux-pro-1.1-ultra-finetuned", "image.generate", UltraTuned, SPEC, AS_OF,
          routes=(Route("bfl", "flux-pro-1.1-ultra-finetuned"),),
          owner="bfl", title="FLUX 1.1 [pro] ultra, fine-tuned"),
    Model("flux-pro", "image.generate", Pro, COSTMAP, AS_OF, (credit("5"),),
          (Route("bfl", "flux-pro"), Route("replicate", "black-forest-labs/flux-pro")),
          owner="bfl", title="FLUX.1 [pro]", deprecated=True),
    Model("flux-dev", "image.generate", Dev, COSTMAP, AS_OF, (credit("2.5"),),
          (Route("bfl", "flux-dev"), Route("replicate", "black-forest-labs/flux-dev"), at_fal("flux/dev", "0.025", "megapixel")),
          owner="bfl", title="FLUX.1 [dev]"),
)  # fmt: skip
