"""A dialect: a vendor's API as we serve it, a table of endpoints over pure functions."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from philae.core.blob import Blob
from philae.core.errors import GatewayError, InvalidRequest
from philae.core.request import Wish
from philae.core.task import Asset, Event, Notify, State, Task


class Inbound(Struct, frozen=True):
    """A client's request.

    `path` are the path's parameters; `form` is set for multipart, files as Blobs; header names are in lower case.
    `query` has the last of each name, `pairs` all. `origin` is the base URL the caller used, without a trailing slash.
    """

    method: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""
    form: tuple[tuple[str, str | Blob], ...] | None = None
    origin: str = ""
    pairs: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """What the query says under that name, however often."""
        return tuple(value for key, value in self.pairs if key == name)

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises `InvalidRequest`."""
        try:
            value = msgspec.json.decode(self.body or b"{}")
        except msgspec.MsgspecError as error:
            message = "the body is not valid JSON"
            raise InvalidRequest(message) from error
        if not isinstance(value, dict):
            message = "the body must be a JSON object"
            raise InvalidRequest(message)
        return value


class Submission(Struct, frozen=True):
    """What a create endpoint decodes. `renamed`: our parameter → the client's own name for it, for error messages.

    `backs`: fields whose words must be the earlier task's; `refers`: fields, and the ids of more tasks or files in them.

    `wait` is how many seconds the line is held for a result; `stream` asks for the frames instead. `parent` is the id of
    an earlier task, or of a file of one, that this goes on from; `external` the client's own id for the new one.
    `resumes`: that task waits for its client, and this is the answer.
    """

    wish: Wish
    n: int = 1
    notify: Notify | None = None
    renamed: dict[str, str] = {}
    wait: float = 0.0
    stream: bool = False
    echo: dict[str, Any] = {}
    parent: str = ""
    external: str = ""
    resumes: bool = False
    backs: tuple[tuple[str, str], ...] = ()
    refers: tuple[tuple[str, str], ...] = ()


class Reply(Struct, frozen=True):
    """An answer: `body` is JSON unless it is bytes."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


class Page(Struct, frozen=True):
    """Some tasks, newest first, and where the next page starts; `total` where it was asked how many there are at all."""

    tasks: tuple[Task, ...]
    next: str | None = None
    total: int | None = None


class Create(Struct, frozen=True):
    """POST, or GET, that makes a task: `decode` the request, `encode` the task, at once or when it is done.

    `frames(event, task)` words an event of a streamed answer, b"" for nothing; `linked`: it needs no file itself.
    """

    path: str
    decode: Callable[[Inbound], Submission]
    encode: Callable[[Task], Reply]
    frames: Callable[[Event, Task], bytes] | None = None
    method: Literal["POST", "GET"] = "POST"
    linked: bool = False


class Get(Struct, frozen=True):
    """GET, or POST, of one task by `id(inbound)`; `missing(id)` words an absent one.

    `public`: no credential is needed. `external`: a client's own id is one too. `wrapped` is the answer to keys that want the
    form of older documents. `file`: the id is a file's, and the task is shown with that file alone. `query`: where the path
    has no id, the name under which the query has it, "" for a body.
    """

    path: str
    id: Callable[[Inbound], str]
    encode: Callable[[Task], Reply]
    missing: Callable[[str], Reply]
    public: bool = False
    external: bool = False
    file: bool = False
    query: str = "id"
    wrapped: Callable[[Task], Reply] | None = None
    method: Literal["GET", "POST"] = "GET"


class Acts(Struct, frozen=True):
    """POST whose `header` says which of several endpoints is meant."""

    path: str
    header: str
    acts: Mapping[str, Create | Get]
    method: Literal["POST"] = "POST"


class Several(Struct, frozen=True):
    """POST that asks for several tasks at once by `ids(inbound)`; what is absent is left out."""

    path: str
    ids: Callable[[Inbound], tuple[str, ...]]
    encode: Callable[[tuple[Task, ...]], Reply]
    method: Literal["POST"] = "POST"


class Cancel(Struct, frozen=True):
    """POST that cancels one task; of another `operation` than this, unless it is "", it is not there."""

    path: str
    id: Callable[[Inbound], str]
    encode: Callable[[Task], Reply]
    missing: Callable[[str], Reply]
    operation: str = ""
    method: Literal["POST"] = "POST"


class Delete(Struct, frozen=True):
    """DELETE of one finished task with its files; in the states of `stops` it is stopped instead, in others refused."""

    path: str
    id: Callable[[Inbound], str]
    encode: Callable[[Task], Reply]
    missing: Callable[[str], Reply]
    stops: tuple[State, ...] = ()
    operation: str = ""
    method: Literal["DELETE"] = "DELETE"


class Still(Struct, frozen=True):
    """A picture of a film of ours: one, or a sheet of many."""

    film: Asset
    form: Literal["thumbnail", "spritesheet"]


class Content(Struct, frozen=True):
    """GET of a task's file itself: `choose(task, inbound)` says which, raising for what is not there.

    `public`: no credential is needed.
    """

    path: str
    id: Callable[[Inbound], str]
    choose: Callable[[Task, Inbound], Asset | Still]
    missing: Callable[[str], Reply]
    operation: str = ""
    public: bool = False
    method: Literal["GET"] = "GET"


class Listing(Struct, frozen=True):
    """Which of the caller's tasks are listed. `skip` so many; `counted`: how many there are at all is asked too.

    `ids` are the only ones, `days` how old they may be; `asked` is what they were asked with: parts of `Task.wish` and
    `Task.params` by those names.
    """

    after: str = ""
    limit: int = 100
    oldest: bool = False
    skip: int = 0
    counted: bool = False
    state: State | None = None
    ids: tuple[str, ...] | None = None
    days: int | None = None
    asked: dict[str, dict[str, Any]] = {}


def by_cursor(inbound: Inbound) -> Listing:
    """A hundred at a time, from `?cursor=` on."""
    return Listing(inbound.query.get("cursor", ""))


class List(Struct, frozen=True):
    """GET of the caller's tasks made in this dialect, of that `operation` and by that `row` of it unless these are ""."""

    path: str
    encode: Callable[[Page, str], Reply]
    asked: Callable[[Inbound], Listing] = by_cursor
    operation: str = ""
    row: str = ""
    method: Literal["GET"] = "GET"


class Balance(Struct, frozen=True):
    """GET of what the account has left, in nano-USD; None: unmetered."""

    path: str
    encode: Callable[[int | None], Reply]
    method: Literal["GET"] = "GET"


Endpoint = Create | Get | Acts | Several | Cancel | Delete | Content | List | Balance


class Webhook(Struct, frozen=True):
    """How this dialect tells a client: the body of an event, and the headers that sign the raw bytes.

    `body(task, event)` gives None where the vendor would not tell. `sign(secret, id, timestamp, body)`. `challenge` is the
    field of a word that a receiver has to give back before it is told of a task, "" where none is asked for.
    """

    body: Callable[[Task, str], dict[str, Any] | None]
    sign: Callable[[str, str, int, bytes], tuple[tuple[str, str], ...]]
    challenge: str = ""


class Dialect(Struct, frozen=True):
    """A vendor's API as we serve it. `error(e, request_id)` words any error of the tree as the vendor would.

    `paths` are prefixes that belong to it, so that unknown paths below them are answered in its words.
    """

    name: str
    endpoints: tuple[Endpoint, ...]
    error: Callable[[GatewayError, str], Reply]
    webhook: Webhook | None = None
    paths: tuple[str, ...] = ()
