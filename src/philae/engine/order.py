"""An order: a validated request on its way into the database, and what became of it."""

from uuid import UUID

from msgspec import Struct

from philae.core.kept import Kept
from philae.core.task import Task
from philae.engine.inputs import Input
from philae.engine.work import Work


class Order(Struct, frozen=True):
    """A task that wants to be admitted, with its hold in `task.receipt.quoted`.

    `idem` is the client's idempotency key and `fingerprint` the request's hash.
    `inputs` are the kept files, whose rows are written together with the task; `external` is the client's own id for it.
    `resumes`: the task is there, and waited for its client; its `seq` is the next one. `response` is the row
    of one that is made in the background.
    """

    task: Task
    work: Work
    deadline: float
    idem: str | None = None
    fingerprint: bytes = b""
    inputs: tuple[Input, ...] = ()
    external: str = ""
    resumes: bool = False
    response: Kept | None = None


class Admitted(Struct, frozen=True):
    """The id of the task that now stands for the order; not `fresh`: an earlier request had the same idempotency key."""

    id: UUID
    fresh: bool
