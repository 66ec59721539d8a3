"""Finds the earlier task that a request goes on from: the caller's own, finished, and where it ran."""

from uuid import UUID

import msgspec

from philae.core import ids
from philae.core.errors import Conflict, NotFound
from philae.core.request import Origin
from philae.core.task import Task
from philae.engine.work import Part, Work
from philae.store.db import Database
from philae.store.tasks import COLUMNS, of_row

SQL = (
    f"select {COLUMNS}, work from task where account = $1 "  # noqa: S608  constant columns
    "and id = coalesce((select task from asset where id = $2 and account = $1), $2)"
)
_work = msgspec.json.Decoder(Work)


async def find(database: Database, account: UUID, text: str) -> tuple[Task, Origin]:
    """The task that `text` names, by its own id or a file's. Raises `NotFound`, also for another account's; `Conflict`."""
    named = ids.parse(text)
    row = await database.row(SQL, account, named) if named else None
    if row is None:
        message = "there is no such task or file to go on from"
        raise NotFound(message)
    task, work = of_row(row), _work.decode(row["work"])
    if task.state != "succeeded":
        message = "the task to go on from is not finished"
        raise Conflict(message)
    part = next((p for p in work.parts if any(a.id == named for a in p.outputs)), None)
    return task, origin(task, part or next(p for p in work.parts if p.failure is None))


async def asked(database: Database, account: UUID, text: str) -> tuple[Task, Work]:
    """The task that waits for this client's choice. Raises `NotFound`, `Conflict`."""
    named = ids.parse(text)
    row = await database.row(SQL, account, named) if named else None
    if row is None:
        message = "there is no such task"
        raise NotFound(message)
    if row["state"] != "awaiting_input":
        message = "this task does not wait for a choice"
        raise Conflict(message)
    return of_row(row), _work.decode(row["work"])


def origin(task: Task, part: Part) -> Origin:
    """Where that part of the task ran, and what is called how there."""
    ref = part.ref or {}
    files = {name: a.name for a in part.outputs if a.name for name in (str(a.id), ids.digits(a.id))}
    names = files | task.details.get("names", {})
    if known := ref.get("id") or task.details.get("id"):
        names |= dict.fromkeys((str(task.id), ids.digits(task.id)), str(known))
    return Origin(task.id, part.attempt.channel if part.attempt else "", ref, names)
