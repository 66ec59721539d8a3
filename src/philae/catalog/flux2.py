"""FLUX.2: draws and edits, with up to eight pictures to draw on, priced by the megapixel."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from philae.catalog.flux import (
    AS_OF,
    PRICES,
    SENT,
    SPEC,
    MaybeUpsampling,
    Prompt,
    Seeded,
    Tolerance5,
    by_area,
)  # fmt: skip
from philae.catalog.hosts import fal
from philae.core.errors import InvalidRequest
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import GIVEN, Rate

STEP = 16
FAL_PRO = "fal.ai/models/fal-ai/flux-2-pro, as skillspool.org quotes it"
FAL_KLEIN = "fal.ai/models/fal-ai/flux-2/klein/9b/llms.txt; the price with pictures: lumenfall.ai/models/black-forest-labs/flux.2-klein-9b"


def down(side: int | None) -> int | None:
    """The live service rounds sides down to multiples of 16 and does not reject (seen on 2026-09-15)."""
    return side // STEP * STEP if side else side


Side = Annotated[int | None, Field(ge=64, json_schema_extra={"x-step": STEP}), AfterValidator(down)]
First = Annotated[str | None, Media("source"), Field(description=f"A picture to edit or to draw on: {SENT}.")]
Further = Annotated[str | None, Media("reference"), Field(description="One more picture to draw on.")]


class Flux2(Seeded):
    """What every FLUX.2 model takes; flux-2-klein takes no more.

    BFL's default for the sides is 0 under a minimum of 64: it means "left out", as None does here.
    """

    step: ClassVar[int] = STEP

    prompt: Prompt
    input_image: First = None
    input_image_2: Further = None
    input_image_3: Further = None
    input_image_4: Further = None
    width: Annotated[
        Side, Field(description="Width in pixels, rounded down to a multiple of 16; left out, the model chooses.")
    ] = None
    height: Annotated[
        Side, Field(description="Height in pixels, rounded down to a multiple of 16; left out, the model chooses.")
    ] = None
    safety_tolerance: Tolerance5 = 2

    @model_validator(mode="after")
    def _four_megapixels(self) -> Self:
        if (self.width or 0) * (self.height or 0) > self.most:
            message = "width and height together must not be over 4 megapixels (2048 by 2048)"
            raise InvalidRequest(message, param="width", reasons=("less_than_equal",))
        return self


class Eight(Flux2):
    """Those that take eight pictures."""

    input_image_5: Further = None
    input_image_6: Further = None
    input_image_7: Further = None
    input_image_8: Further = None


class Pro(Eight):
    """flux-2-pro, its preview, and flux-2-max."""

    disable_pup: Annotated[bool, Field(description="Use the prompt as it is; otherwise the model enriches it.")] = False


class Flex(Eight):
    """flux-2-flex."""

    input_image_blob_path: Annotated[
        str | None, Field(description="A file in BFL's own store; not reachable from here, send the picture.")
    ] = None
    prompt_upsampling: MaybeUpsampling = True
    steps: Annotated[int | None, Field(ge=1, le=50, description="Denoising steps: more is finer and slower.")] = 50
    guidance: Annotated[float | None, Field(ge=1.5, le=10, description="How closely the prompt is followed.")] = 5.0

    @model_validator(mode="after")
    def _own_files_only(self) -> Self:
        # The vendor's store is one for all of our users: a path could name another's file.
        if self.input_image_blob_path:
            message = "files in the vendor's store cannot be named here; send the picture itself"
            raise InvalidRequest(message, param="input_image_blob_path")
        return self


def _row(
    name: str, params: type[Flux2], price: tuple[Rate, ...], title: str, *hosts: Route, resold: bool = False
) -> Model:
    replicate = (Route("replicate", f"black-forest-labs/{name}"),) if resold else ()
    return Model(name, "image.generate", params, PRICES if price else f"{SPEC}; price unknown", AS_OF, price,
                 (Route("bfl", name), *replicate, *hosts), owner="bfl", title=title)  # fmt: skip


def _at_fal(name: str, price: tuple[Rate, ...], source: str = "") -> Route:
    """Counted there as BFL does: of `flux-2-max/edit` fal says that pictures given are processed megapixels too."""
    return fal(f"fal-ai/{name}", *price, source=source)


def _klein(price: str, picture: Any) -> Rate:
    return Rate("megapixel", Decimal(price), when=(("input_image", picture),))


ROWS = (
    _row("flux-2-pro", Pro, by_area("3", "1.5"), "FLUX.2 [pro]", _at_fal("flux-2-pro", by_area("3", "1.5"), FAL_PRO), resold=True),
    _row("flux-2-max", Pro, by_area("7", "3"), "FLUX.2 [max]", _at_fal("flux-2-max", by_area("7", "3")), resold=True),
    _row("flux-2-pro-preview", Pro, (), "FLUX.2 [pro] preview"),
    _row("flux-2-flex", Flex, by_area("5", "5"), "FLUX.2 [flex]", _at_fal("flux-2-flex", by_area("5", "5")), resold=True),
    _row("flux-2-klein-4b", Flux2, by_area("1.4", "0.1"), "FLUX.2 [klein] 4B", resold=True),
    _row("flux-2-klein-9b", Flux2, by_area("1.5", "0.2"), "FLUX.2 [klein] 9B",
         _at_fal("flux-2/klein/9b", (_klein("0.006", None), _klein("0.011", GIVEN)), FAL_KLEIN), resold=True),
    _row("flux-2-klein-9b-preview", Flux2, (), "FLUX.2 [klein] 9B preview"),
)  # fmt: skip
