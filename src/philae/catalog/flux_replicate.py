"""FLUX models that only Replicate hosts, in its words."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from philae.catalog.flux import AS_OF
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate
from philae.core.params import Params

INPUTS = "replicate.com model pages"
Shape = Literal["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"]
Side = Annotated[int | None, Field(ge=256, le=1440, json_schema_extra={"x-step": 32})]


def jpg(value: Any) -> Any:
    """Replicate's word for JPEG."""
    return "jpg" if value == "jpeg" else value


class Hosted(Params):
    """What both models take."""

    vendor: ClassVar[str] = "replicate"
    count: ClassVar[str] = "num_outputs"

    prompt: Annotated[str, Field(description="What the picture should show.")]
    seed: Annotated[int | None, Field(description="The same seed and parameters give the same picture again.")] = None
    go_fast: Annotated[bool, Field(description="Faster at slightly lower quality.")] = True
    output_format: Annotated[
        Literal["webp", "jpg", "png"], BeforeValidator(jpg), Field(description="File format of the result.")
    ] = "webp"
    output_quality: Annotated[int, Field(ge=0, le=100, description="Quality of a lossy file, 100 is best.")] = 80
    disable_safety_checker: Annotated[bool, Field(description="Skip the check of the finished picture.")] = False

    def canonical(self) -> dict[str, Any]:
        """`jpg` is `jpeg` to everyone else."""
        own = super().canonical()
        return own | {"format": "jpeg"} if own["format"] == "jpg" else own


class Schnell(Hosted):
    """flux-schnell."""

    aspect_ratio: Annotated[Shape, Field(description="Shape of the picture, about one megapixel.")] = "1:1"


class Flux2Dev(Hosted):
    """flux-2-dev: open weights, with up to four pictures to draw on."""

    input_images: Annotated[
        list[str] | None, Media("reference"), Field(max_length=4, description="Pictures to draw on: URLs or data URIs.")
    ] = None
    width: Annotated[Side, Field(description="Width in pixels, a multiple of 32; or the model chooses.")] = None
    height: Annotated[Side, Field(description="Height in pixels, a multiple of 32; or the model chooses.")] = None


ROWS = (
    Model("flux-schnell", "image.generate", Schnell,
          f"{INPUTS}; price: workflowlab.dev/cost/flux-schnell-replicate, which cites replicate.com/pricing", "2026-05",
          (Rate("image", Decimal("0.003")),), (Route("replicate", "black-forest-labs/flux-schnell"),),
          owner="bfl", title="FLUX.1 [schnell]", max_n=4),
    Model("flux-2-dev", "image.generate", Flux2Dev, f"{INPUTS}; price unknown", AS_OF,
          routes=(Route("replicate", "black-forest-labs/flux-2-dev"),), owner="bfl", title="FLUX.2 [dev]"),
)  # fmt: skip
