"""Images in canonical form: what a client wished, what a provider is asked, what came back."""

from typing import Any, Literal

from msgspec import Struct, field

from philae.core.blob import Blob
from philae.core.money import Usage

Operation = Literal["image.generate", "image.edit"]
Format = Literal["jpeg", "png", "webp"]


class Wish(Struct, frozen=True):
    """What a client asked, decoded but not yet validated.

    `common` uses the canonical names prompt, n, width, height, aspect, seed, format; `media` holds (the client's
    field name, the raw string or a Blob) in order; `own` is the rest in the words of `vendor`.
    """

    model: str
    vendor: str
    common: dict[str, Any]
    media: tuple[tuple[str, str | Blob], ...] = ()
    own: dict[str, Any] = {}


class Reference(Struct, frozen=True):
    """An input picture and the part it plays: `reference`, `source`, `control`, `mask`, `person` or `garment`."""

    role: str
    blob: Blob
    field: str = ""


class ImageRequest(Struct, frozen=True):
    """A validated request, as a provider reads it.

    Sizes are pixels; `aspect` is "W:H"; None means that the client left it to the model. `params` are all of the
    model's own parameters by their vendor's names, defaults included, media as blob handles.
    """

    model: str
    operation: Operation
    vendor: str
    prompt: str = ""
    n: int = 1
    width: int | None = None
    height: int | None = None
    aspect: str | None = None
    seed: int | None = None
    format: Format | None = None
    images: tuple[Reference, ...] = ()
    mask: Blob | None = None
    params: dict[str, Any] = field(default_factory=dict)


class Output(Struct, frozen=True):
    """One result of a provider, not yet kept: where its bytes are, and what the vendor says of it."""

    blob: Blob
    mime: str = ""
    seed: int | None = None
    prompt: str | None = None


class Result(Struct, frozen=True):
    """What a vendor job delivered. `usage` only where the vendor reports it, else it is measured from the files."""

    outputs: tuple[Output, ...]
    usage: Usage | None = None
    details: dict[str, Any] = {}
