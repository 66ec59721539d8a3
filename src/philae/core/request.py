"""Requests in canonical form: what a client wished, what a provider is asked, what came back."""

from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, field

from philae.core.blob import Blob
from philae.core.money import Usage

Operation = Literal[
    "image.generate", "image.edit", "video.generate", "audio.generate", "mesh.generate", "describe", "assist"
]
"""`describe` answers with text, `assist` with data that a later request refers to; both at once, without a file."""
PICTURES: tuple[Operation, ...] = ("image.generate", "image.edit")
"""Those that draw."""
Kind = Literal["image", "video", "audio", "mesh", "file"]


class Wish(Struct, frozen=True):
    """What a client asked, decoded but not yet validated.

    `common` uses the canonical names prompt, n, width, height, aspect, seconds, seed, format; `media` holds (the client's
    field name, the raw string or a Blob) in order; `own` is the rest in the words of `vendor`.
    """

    model: str
    vendor: str
    common: dict[str, Any]
    media: tuple[tuple[str, str | Blob], ...] = ()
    own: dict[str, Any] = {}


class Reference(Struct, frozen=True):
    """An input file and the part it plays: `reference`, `source`, `control`, `mask`, `person`, `garment`, `first`, `last`."""

    role: str
    blob: Blob
    field: str = ""


class Origin(Struct, frozen=True, omit_defaults=True):
    """The earlier task that a request goes on from: where it ran, and what its vendor calls it and its results.

    Without a `task` it goes on from none, and only names what is there. `ref` is its provider's; `names` are the vendor's
    names of our ids: the task's own, its files', a session's.
    """

    task: UUID | None
    channel: str
    ref: dict[str, Any] = {}
    names: dict[str, str] = {}
    params: dict[str, Any] = {}


class Request(Struct, frozen=True):
    """A validated request, as a provider reads it; each operation has its own kind.

    `params` are all of the model's own parameters by their vendor's names, defaults included, media as blob handles.
    """

    model: str
    operation: Operation
    vendor: str
    prompt: str = ""
    n: int = 1
    seed: int | None = None
    images: tuple[Reference, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    origin: Origin | None = None


class Output(Struct, frozen=True):
    """One result of a provider, not yet kept: where its bytes are, and what the vendor says of it.

    `name` is what the vendor calls the file, if later requests can refer to it.
    """

    blob: Blob
    mime: str = ""
    seed: int | None = None
    prompt: str | None = None
    kind: Kind = "image"
    name: str = ""


class Result(Struct, frozen=True):
    """What a vendor job delivered. `usage` only where the vendor reports it, else it is measured from the files.

    `actions` are what a later request can do with it.
    """

    outputs: tuple[Output, ...]
    usage: Usage | None = None
    details: dict[str, Any] = {}
    actions: tuple[str, ...] = ()
