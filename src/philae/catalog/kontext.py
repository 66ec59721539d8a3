"""FLUX.1 Kontext: edits a picture as the prompt says, or draws one."""

from typing import Annotated

from pydantic import Field

from philae.catalog.flux import (
    AS_OF,
    PRICES,
    SENT,
    Aspect,
    FileFormat,
    Prompt,
    Seeded,
    Tolerance6,
    Upsampling,
    at_fal,
    credit,
)
from philae.core.media import Media
from philae.core.model import Model, Route

First = Annotated[
    str | None, Media("source"), Field(description=f"The picture to edit: {SENT}. Without one, a new one is drawn.")
]
Further = Annotated[str | None, Media("reference"), Field(description="One more picture to draw on (experimental).")]


class Kontext(Seeded):
    """flux-kontext-pro and flux-kontext-max."""

    prompt: Annotated[Prompt, Field(description="What to change, or what to draw.")]
    input_image: First = None
    input_image_2: Further = None
    input_image_3: Further = None
    input_image_4: Further = None
    aspect_ratio: Annotated[
        Aspect | None, Field(description="Shape of the result, from 21:9 to 9:21; left out, it is the input picture's.")
    ] = None
    prompt_upsampling: Upsampling = False
    safety_tolerance: Tolerance6 = 2
    output_format: FileFormat = "png"


ROWS = tuple(
    Model(f"flux-kontext-{size}", "image.edit", Kontext, PRICES, AS_OF, (credit(price),),
          (Route("bfl", f"flux-kontext-{size}"), Route("replicate", f"black-forest-labs/flux-kontext-{size}"),
           at_fal(f"flux-pro/kontext{more}", dollars)),
          owner="bfl", title=f"FLUX.1 Kontext [{size}]")
    for size, price, more, dollars in (("pro", "4", "", "0.04"), ("max", "8", "/max", "0.08"))
)  # fmt: skip
