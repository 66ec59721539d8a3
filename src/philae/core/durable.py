"""A call that its client wants to last: what the relay hands to the task line, and what the line asks of the relay."""

from collections.abc import Awaitable, Callable
from typing import Protocol
from uuid import UUID

from msgspec import Struct

from philae.core.errors import GatewayError
from philae.core.kept import Kept
from philae.core.money import Book
from philae.core.record import Record
from philae.core.task import Task

OPERATIONS = frozenset({"chat", "complete", "embed", "rerank"})
"""What a call does, as its task names it."""


class Asked(Struct, frozen=True):
    """A call that may be admitted as the task `id`.

    `url` is its path with what of the query matters, `headers` those that vendors see; both are free of credentials.
    `bound` is what it costs at most, in nano-USD. `idem` is the client's key and `mark` the request's
    fingerprint. `response`: the row of one in the background.
    """

    id: UUID
    account: UUID
    key: UUID
    book: Book
    dialect: str
    operation: str
    model: str
    url: str
    headers: dict[str, str]
    body: bytes
    bound: int
    studio: bool
    base: str = ""
    idem: str = ""
    mark: bytes = b""
    response: Kept | None = None


class Ticket(Struct, frozen=True):
    """The task that stands for a call; not `fresh`: an earlier request with the same key began it. `over`: it has ended.

    `document` is the task as JSON, `location` where it is found. `studio`: the offline twin answers.
    """

    id: UUID
    fresh: bool
    studio: bool
    document: bytes
    location: str
    over: bool = False


class Ended(Struct, frozen=True):
    """How the task of a call ended: with `error`, or with an answer that lies under `key`. `cost` in nano-USD."""

    error: GatewayError | None
    key: str = ""
    cost: int = 0
    served_by: str = ""
    dropped: str = ""


class Heard(Struct, frozen=True):
    """What became of a call. `error` None: `body` is the whole answer, in the form of `mime`, as its client gets it.

    `certain`: nothing can have been bought. `response` is the end of a response that is kept.
    """

    error: GatewayError | None
    certain: bool
    body: bytes = b""
    mime: str = ""
    record: Record | None = None
    response: Kept | None = None
    dropped: tuple[str, ...] = ()


Intend = Callable[[str, float, str], Awaitable[str]]
"""`intend(channel, timeout, why)`: the attempt at that channel is durable before a byte of it leaves; its key. `why` the
one before it was refused. Raises `Unavailable` where nothing may be sent now."""


class Ongoing(Protocol):
    """One call under way."""

    async def run(self) -> Heard:
        """What became of it."""

    def cancel(self, error: GatewayError) -> None:
        """Nobody wants it any more; `run` ends."""


class Speech(Protocol):
    """How the task line makes calls: the relay's, injected."""

    def begin(self, task: Task, body: bytes, intend: Intend, only: str = "") -> Ongoing:
        """A call of that task's, with the client's own body; `only` at the channel of that name."""

    def told(self, record: Record) -> None:
        """The call is in the books."""

    def over(self, task: UUID) -> None:
        """The task is over, or another worker's."""

    def words(self, error: GatewayError) -> bytes:
        """How a response tells that error, as JSON."""


class Desk(Protocol):
    """Where calls become tasks: the engine's, injected into the relay. Its methods raise from the error tree."""

    @property
    def life(self) -> float:
        """Seconds after which such a task has ended, one way or the other."""

    async def mark(self, url: str, body: bytes) -> bytes:
        """The request's fingerprint."""

    async def known(self, account: UUID, idem: str, mark: bytes) -> Ticket | None:
        """The task of an earlier request with that key. Raises `Conflict` if that was another request."""

    async def admit(self, asked: Asked) -> Ticket:
        """The durable task for it, or for an earlier request with its key. A refusal stores nothing."""

    async def ended(self, task: UUID, seconds: float) -> Ended | None:
        """How the task ended, None if it did not within that many seconds."""

    async def read(self, answer: Ended) -> bytes:
        """The answer's bytes."""
