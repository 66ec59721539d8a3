"""FLUX tools: one task each on a given picture, all below flux-tools/."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from philae.catalog.flux import AS_OF, SENT, SPEC, FileFormat, Flux, Prompt, Seeded, Tolerance5
from philae.core.media import Media
from philae.core.model import Model, Route

Source = Annotated[str, Media("source"), Field(description=f"The picture to work on: {SENT}.")]
Side = Annotated[int, Field(ge=64)]


class Outpaint(Flux):
    """outpainting-v1: strict, without seed."""

    strict: ClassVar[bool] = True
    step: ClassVar[int] = 1

    input_image: Source
    width: Annotated[Side, Field(description="Width of the new canvas in pixels.")]
    height: Annotated[Side, Field(description="Height of the new canvas in pixels.")]
    auto_crop: Annotated[bool, Field(description="Cut plain borders off the picture first.")] = False
    reference_offset_x: Annotated[
        int | None, Field(description="Where the picture's left edge lies on the canvas; left out, it is centred.")
    ] = None
    reference_offset_y: Annotated[
        int | None, Field(description="Where the picture's upper edge lies on the canvas; left out, it is centred.")
    ] = None
    prompt: Annotated[str | None, Field(description="What the new surroundings should show.")] = None
    mode: Annotated[Literal["high", "fast"], Field(description="Quality first, or speed first.")] = "high"
    safety_tolerance: Tolerance5 = 2
    output_format: FileFormat = "png"


class Erase(Seeded):
    """erase-v1."""

    image: Source
    mask: Annotated[str, Media("mask"), Field(description="As large as the image, white where things are removed.")]
    dilate_pixels: Annotated[int, Field(ge=0, le=25, description="By how many pixels the mask is widened.")] = 10
    safety_tolerance: Tolerance5 = 2
    output_format: FileFormat = "png"


class Deblur(Seeded):
    """deblur-v1."""

    image: Annotated[Source, Field(description=f"The picture to sharpen, at most 4 megapixels: {SENT}.")]
    safety_tolerance: Tolerance5 = 2
    output_format: FileFormat = "png"


class TryOn(Seeded):
    """vto-v1 and vto-v2: a person in a garment."""

    prompt: Annotated[Prompt, Field(description="How the person should wear it.")]
    person: Annotated[str, Media("person"), Field(description=f"The person: {SENT}.")]
    garment: Annotated[str, Media("garment"), Field(description=f"The garment: {SENT}.")]
    user: Annotated[str | None, Field(min_length=1, max_length=256, description="An opaque id of your end user.")] = (
        None
    )
    safety_tolerance: Tolerance5 = 2


ROWS = tuple(
    Model(f"flux-tools/{name}", "image.edit", params, f"{SPEC}; price unknown", AS_OF,
          routes=(Route("bfl", f"flux-tools/{name}"),), owner="bfl", title=title)
    for name, params, title in (
        ("outpainting-v1", Outpaint, "FLUX outpainting"),
        ("erase-v1", Erase, "FLUX erase"),
        ("deblur-v1", Deblur, "FLUX deblur"),
        ("vto-v1", TryOn, "FLUX virtual try-on v1"),
        ("vto-v2", TryOn, "FLUX virtual try-on v2"),
    )
)  # fmt: skip
