"""What the FLUX families of Black Forest Labs have in common: shared fields, sources, and how a row is made."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from msgspec.structs import replace
from pydantic import AfterValidator, Field

from philae.core.errors import InvalidRequest
from philae.core.media import Media
from philae.core.model import Route
from philae.core.money import Rate
from philae.core.params import Params
from philae.core.request import Wish
from philae.core.size import is_ratio, shape_of

SPEC = "BFL OpenAPI, mirrored in github.com/tryAGI/BlackForestLabs"
PRICES = "docs.bfl.ai/quick_start/pricing"
COSTMAP = "a public cost map: github.com/BerriAI/litellm, model_prices_and_context_window.json"
AS_OF = "2026-11"
FAL = "oauth.openai-hk.com/docs/en/lab/fal-ai.html, which sells on at fal's prices"

SENT = "base64, or an http(s) URL"
TOLERANCE = "How much the filter lets through: 0 is strictest, {} laxest."

Format = Literal["jpeg", "png", "webp"] | None
Prompt = Annotated[str, Field(description="What the picture should show.")]
FreePrompt = Annotated[str | None, Field(description="What the picture should show; may be left empty.")]
Upsampling = Annotated[bool, Field(description="Let the model enrich the prompt before it draws.")]
MaybeUpsampling = Annotated[bool | None, Field(description="Let the model enrich the prompt before it draws.")]
ImagePrompt = Annotated[
    str | None, Media("reference"), Field(description=f"A picture to take subject and mood from: {SENT}.")
]
Tolerance6 = Annotated[int, Field(ge=0, le=6, description=TOLERANCE.format(6))]
Tolerance5 = Annotated[int, Field(ge=0, le=5, description=TOLERANCE.format(5))]
Tolerance4 = Annotated[int, Field(ge=0, le=4, description=TOLERANCE.format(4))]
FileFormat = Annotated[Format, Field(description="File format of the result.")]
Seed = Annotated[int | None, Field(description="The same seed and parameters give the same picture again.")]


def wide_enough(aspect: str) -> str:
    """Refuse what is no ratio between 21:9 and 9:21, the range that BFL's documentation names."""
    if not is_ratio(aspect):
        message = f"must be an aspect ratio like 16:9, not {aspect[:40]!r}"
        raise ValueError(message)
    left, right = shape_of(aspect)
    if not (left * 9 <= right * 21 and right * 9 <= left * 21):
        message = "must lie between 21:9 and 9:21"
        raise ValueError(message)
    return aspect


Aspect = Annotated[str, AfterValidator(wide_enough)]


class Flux(Params):
    """Parameters of every FLUX model, in BFL's words; unknown ones are ignored, as BFL does."""

    vendor: ClassVar[str] = "bfl"

    output_format: FileFormat = "jpeg"

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """`custom`, a word of resellers' forms, says that width and height decide."""
        if wish.vendor == cls.vendor and wish.common.get("aspect") == "custom":
            sized = {k: v for k, v in wish.common.items() if k != "aspect"}
            wish = replace(wish, common=sized if "width" in cls.model_fields else cls.translate(sized))
        return super().fit(wish)


class Seeded(Flux):
    """Those that take a seed."""

    seed: Seed = None


class Tuned(Params):
    """What a fine-tuned variant takes beside its base model's parameters."""

    finetune_id: Annotated[str, Field(description="The fine-tune to use, as its training returned it.")]


def needs_one(params: Params, *names: str) -> None:
    """Raise `InvalidRequest` unless one of these fields has a value."""
    if not any(getattr(params, name) for name in names):
        message = f"one of {' or '.join(names)} is required"
        raise InvalidRequest(message, param=names[0], reasons=("missing",))


def credit(amount: str, meter: str = "image", **when: Any) -> Rate:
    """A rate in BFL's unit: a credit is one US cent."""
    return Rate(meter, Decimal(amount) / 100, when=tuple(when.items()))


def by_area(first: str, step: str) -> tuple[Rate, ...]:
    """FLUX.2: `first` for the first megapixel out, `step` for each further one and for each of the inputs."""
    return (credit(str(Decimal(first) - Decimal(step))), credit(step, "megapixel"))


def at_fal(name: str, price: str, meter: str = "image") -> Route:
    """The model at fal, and what fal charges."""
    return Route("fal", f"fal-ai/{name}", rates=(Rate(meter, Decimal(price)),), source=FAL)
