"""The offline twin's own model: a procedural renderer, never any vendor's."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from philae.catalog.flux import FileFormat, Seed
from philae.core.media import Media
from philae.core.model import Model
from philae.core.money import Rate
from philae.core.params import Params

Side = Annotated[int, Field(ge=64, le=4096)]


class Picture(Params):
    """studio/picture, in BFL's words."""

    vendor: ClassVar[str] = "bfl"
    step: ClassVar[int] = 1
    most: ClassVar[int] = 1 << 24

    prompt: Annotated[str, Field(description="What the picture should show.")] = ""
    images: Annotated[
        list[str] | None, Media("reference"), Field(max_length=10, description="Pictures to work on: base64 or URLs.")
    ] = None
    mask: Annotated[str | None, Media("mask"), Field(description="White where the first picture is repainted.")] = None
    width: Annotated[Side, Field(description="Width in pixels.")] = 1024
    height: Annotated[Side, Field(description="Height in pixels.")] = 1024
    steps: Annotated[int | None, Field(ge=1, le=50, description="More is finer and slower.")] = None
    guidance: Annotated[float | None, Field(ge=0, le=100, description="How closely the prompt is followed.")] = None
    strength: Annotated[
        float | None, Field(ge=0, le=1, description="How far the result may leave the first picture; 1 is all the way.")
    ] = None
    seed: Seed = None
    output_format: FileFormat = "jpeg"


ROWS = (
    Model("studio/picture", "image.generate", Picture, "play money: our own choice", "2026-11",
          (Rate("image", Decimal("0.01")),), owner="philae", title="Studio picture"),
)  # fmt: skip
