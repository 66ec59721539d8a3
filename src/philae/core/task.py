"""A task: one durable unit of work, as every dialect, the engine and our own API see it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, field

from philae.core.errors import BY_CODE, GatewayError, Internal
from philae.core.money import Book, Usage

State = Literal["queued", "running", "awaiting_input", "succeeded", "failed", "canceled"]
FINAL: frozenset[str] = frozenset({"succeeded", "failed", "canceled"})


class Asset(Struct, frozen=True, omit_defaults=True):
    """A file that we keep. `differs` names what was delivered otherwise than asked; `url` is set for a reader.

    `name` is what the vendor calls the file, for requests that refer to it; never shown.
    """

    id: UUID
    kind: str
    key: str
    mime: str
    size: int
    width: int = 0
    height: int = 0
    duration: float = 0.0
    sha256: str = ""
    part: int = 0
    differs: tuple[str, ...] = ()
    seed: int | None = None
    prompt: str | None = None
    expires_at: datetime | None = None
    url: str = ""
    name: str = ""


class Failure(Struct, frozen=True, omit_defaults=True):
    """A stored error: enough to word it again in any dialect."""

    code: str
    message: str
    param: str | None = None
    retryable: bool = False
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: GatewayError) -> "Failure":
        """Keep what may be shown."""
        return cls(error.code, error.public, error.param, error.retryable, error.reasons)

    def error(self) -> GatewayError:
        """The error again."""
        kind = BY_CODE.get(self.code, Internal)
        return kind(self.message, param=self.param, retryable=self.retryable, reasons=self.reasons)


class Receipt(Struct, frozen=True, omit_defaults=True):
    """What it cost, in nano-USD. `quoted` is the price's upper bound, `captured` what was charged in the end."""

    book: Book
    quoted: int
    held: int = 0
    captured: int = 0
    usage: Usage = {}
    served_by: str = ""
    estimated: bool = False


class Notify(Struct, frozen=True, omit_defaults=True):
    """Who is told: the URL, the dialect whose form it has, the events wanted, the secret (sealed when stored)."""

    url: str
    dialect: str
    secret: str = ""
    events: tuple[str, ...] = ("done",)


class Task(Struct, frozen=True):
    """The task as it stands. `base` is the public origin that the caller used; links are made from it.

    `wish` keeps what a dialect needs to answer in its own words: the client's names and its input as it was given.
    """

    id: UUID
    account: UUID
    key: UUID | None
    dialect: str
    operation: str
    model: str
    state: State
    book: Book
    params: dict[str, Any]
    n: int
    base: str
    created_at: datetime
    progress: float = 0.0
    receipt: Receipt = field(default_factory=lambda: Receipt("live", 0))
    outputs: tuple[Asset, ...] = ()
    error: Failure | None = None
    warnings: tuple[str, ...] = ()
    details: dict[str, Any] = {}
    wish: dict[str, Any] = {}
    notify: Notify | None = None
    parent: UUID | None = None
    actions: tuple[str, ...] = ()
    started_at: datetime | None = None
    finished_at: datetime | None = None
    seq: int = 0

    @property
    def final(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in FINAL

    @property
    def by_studio(self) -> bool:
        """Whether the offline twin drew it."""
        return self.receipt.served_by.startswith("studio")


class Event(Struct, frozen=True):
    """One transition: its place in the task's sequence, what kind, when, and what it carries."""

    task: UUID
    seq: int
    kind: Literal["state", "progress", "preview", "done"]
    at: datetime
    data: dict[str, Any]
