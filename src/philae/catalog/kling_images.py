"""Kling's pictures (reference video-midjourney, 7.13). What a model costs follows what it is given: each way is a row.

Kling calls them by the names of its film models; ours have `image` in them.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from philae.catalog.kling import AS_OF, Part, row
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate
from philae.core.params import Params

PRICES = "inference.sh/apps/klingai, which lists Kling's developer prices"
LISTED = "klingai.com/document-api/pricing/base/image in units, of $0.0035 each, $0.07 for a try-on"
Share = Annotated[float, Field(ge=0, le=2, description="How much more, as a share of that side.")]
Side = Literal["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"]


class Drawn(Params):
    """From text alone."""

    vendor: ClassVar[str] = "kling"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio"}
    count: ClassVar[str] = "n"

    prompt: Annotated[str, Field(min_length=1, max_length=2500, description="What to show.")]
    aspect_ratio: Annotated[Side | None, Field(description="Shape of the picture.")] = None


class Worded(Drawn):
    """With what not to show."""

    negative_prompt: Annotated[str | None, Field(max_length=2500, description="What not to show.")] = None


class Referring(Drawn):
    """After a picture."""

    image: Annotated[str, Media("reference"), Field(description="The picture to go by: base64 or a URL.")]
    image_reference: Annotated[str | None, Field(max_length=20, description="What to take from it.")] = None
    image_fidelity: Annotated[float | None, Field(ge=0, le=1, description="How closely it is followed.")] = None


class Subject(Part):
    """One of several things to show."""

    subject_image: Annotated[str, Media("reference")]


class Several(Drawn):
    """Two to four things in one picture."""

    prompt: Annotated[str, Field(max_length=2500, description="What to show.")] = ""
    subject_image_list: Annotated[list[Subject], Field(min_length=2, max_length=4, description="What is to be seen.")]
    scence_image: Annotated[str | None, Media("reference"), Field(description="The scene (spelt so).")] = None
    scene_image: Annotated[str | None, Media("reference"), Field(description="The scene.")] = None
    style_image: Annotated[str | None, Media("reference"), Field(description="The style.")] = None


class Expanded(Drawn):
    """A picture with more around it: shares of its own sides."""

    prompt: Annotated[str, Field(max_length=2500, description="What to show there.")] = ""
    image: Annotated[str, Media("reference"), Field(description="The picture: base64 or a URL.")]
    up_expansion_ratio: Share = 0
    down_expansion_ratio: Share = 0
    bottom_expansion_ratio: Annotated[Share | None, Field(description="The same as down.")] = None
    left_expansion_ratio: Share = 0
    right_expansion_ratio: Share = 0


class Dressed(Params):
    """A person in a garment."""

    vendor: ClassVar[str] = "kling"

    model_name: Annotated[
        Literal["kolors-virtual-try-on-v1", "kolors-virtual-try-on-v1-5"], Field(description="Which version.")
    ] = "kolors-virtual-try-on-v1"
    human_image: Annotated[str, Media("person"), Field(description="The person: base64 or a URL.")]
    cloth_image: Annotated[str, Media("garment"), Field(description="The garment: base64 or a URL.")]


def _row(name: str, given: str, params: type[Params], price: str, wire: str = "pictures") -> Model:
    return Model(f"kling-image-{name}{given}", "image.generate", params, PRICES, AS_OF, (Rate("image", Decimal(price)),),
                 (Route("kling", f"kling-{name}", wire),), owner="kling", title=f"Kling image {name}{given}".replace("-", " "),
                 max_n=9)  # fmt: skip


ROWS = (
    _row("v1", "", Worded, "0.0035"),
    _row("v1", "-reference", Referring, "0.0035"),
    *(_row(name, "", Worded, "0.014") for name in ("v1-5", "v2", "v2-1")),
    *(_row(name, "-reference", Referring, "0.028") for name in ("v1-5", "v2", "v2-1")),
    *(_row(name, "-multi", Several, "0.056", "multi") for name in ("v2", "v2-1")),
    row("kling-expand", Expanded, Rate("image", Decimal("0.028")), wire="expand", operation="image.edit", source=LISTED,
        max_n=9, title="Kling expand"),
    row("kling-try-on", Dressed, Rate("image", Decimal("0.07")), wire="try-on", operation="image.edit", source=LISTED,
        title="Kolors virtual try-on"),
)  # fmt: skip
