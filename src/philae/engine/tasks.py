"""Tasks as their owners see them: read, listed, waited for, canceled, erased."""

import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from philae.core.errors import Conflict, NotFound
from philae.core.task import FINAL, Event, Task
from philae.engine import previews
from philae.engine.forget import forget
from philae.engine.hub import Hub
from philae.store.assets import Assets
from philae.store.db import Connection, Database
from philae.store.group import Group
from philae.store.tasks import COLUMNS, of_row, read, text

CATCH_UP = 1.0


class Wanted(Struct, frozen=True):
    """Which tasks are listed, newest first unless `oldest`; None leaves open. `row`: the endpoint that made it.

    `skip` so many of them; `ids` are the only ones; `since` is the least id; `said` is what they were asked with, as a part
    of `store.tasks.Doc`.
    """

    limit: int
    after: UUID | None = None
    state: str | None = None
    model: str | None = None
    dialect: str | None = None
    idem: str | None = None
    operation: str | None = None
    oldest: bool = False
    row: str | None = None
    skip: int = 0
    ids: tuple[UUID, ...] | None = None
    since: UUID | None = None
    said: dict[str, Any] = {}


class Tasks:
    """A task is visible to its account alone; `account` None is the id as a capability."""

    def __init__(self, database: Database, hub: Hub, assets: Assets) -> None:
        """Reads the database; the hub tells when it is worth reading again."""
        self._database = database
        self._hub = hub
        self._assets = assets
        self._read: Group[UUID, Task | None] = Group(database, together, lanes=1, durable=False)

    async def get(self, task: UUID, account: UUID | None) -> Task:
        """Raises `NotFound` for an absent one and for another account's."""
        found = await self._read(task)
        if found is None or (account is not None and found.account != account):
            message = "no such task"
            raise NotFound(message)
        return found

    async def holding(self, file: UUID, account: UUID | None) -> Task:
        """The task that made this file, with that file alone. Raises `NotFound`."""
        row = await self._database.row("select task from asset where id = $1 and task is not null", file)
        if row is None:
            message = "no such file"
            raise NotFound(message)
        task = await self.get(row["task"], account)
        return msgspec.structs.replace(task, outputs=tuple(a for a in task.outputs if a.id == file))

    async def some(self, tasks: list[UUID], account: UUID) -> list[Task]:
        """Those that there are for the account."""
        found = await read(self._database.fetch, tasks)
        return [found[i] for i in tasks if i in found and found[i].account == account]

    async def called(self, external: str, account: UUID, dialect: str) -> UUID | None:
        """The task that the account's client calls by an id of its own, None if there is none."""
        sql = "select id from task where account = $1 and dialect = $2 and external = $3"
        row = await self._database.row(sql, account, dialect, external)
        return row["id"] if row else None

    async def page(self, account: UUID, wanted: Wanted) -> list[Task]:
        """Those of the account's tasks, one more than `limit` if there are more."""
        order = "asc" if wanted.oldest else "desc"
        sql = f"select {COLUMNS} from task where {_where(wanted)} order by id {order} limit $12 offset $13"  # noqa: S608
        given = (*_given(wanted), wanted.limit + 1, wanted.skip)
        return [of_row(row) for row in await self._database.fetch(sql, account, *given)]

    async def count(self, account: UUID, wanted: Wanted) -> int:
        """How many those are, on all pages."""
        sql = f"select count(*) as n from task where {_where(wanted)}"  # noqa: S608
        row = await self._database.row(sql, account, *_given(wanted))
        return int(row["n"]) if row else 0

    async def wait(self, task: UUID, seconds: float) -> Task:
        """The task when it is over or waits for its client, or as it stands when the time is."""
        until = time.monotonic() + seconds
        with self._hub.watch(task) as watch:
            while True:
                found = await self.get(task, None)
                left = until - time.monotonic()
                if found.final or found.state == "awaiting_input" or left <= 0:
                    return found
                await watch.changed(min(CATCH_UP, left))

    async def events(self, task: UUID, after: int = 0) -> list[Event]:
        """The stored transitions behind that place in the sequence."""
        sql = "select task, seq, kind, at, data from event where task = $1 and seq > $2 order by seq"
        rows = await self._database.fetch(sql, task, after)
        return [Event(r["task"], r["seq"], r["kind"], r["at"], msgspec.json.decode(r["data"])) for r in rows]

    async def follow(self, task: UUID, after: int, ping: float) -> AsyncIterator[Event | float | None]:
        """Events as they come, previews among them; between them progress, and None when nothing came for `ping` s.

        Ends behind the event `done`.
        """
        with self._hub.watch(task) as watch:
            for key in await previews.there(self._assets, task):
                watch.preview(key)
            quiet, progress = time.monotonic(), -1.0
            while True:
                for event in await self.events(task, after):
                    quiet, after = time.monotonic(), event.seq
                    yield event
                    if event.kind == "done":
                        return
                for key in watch.previews():
                    quiet = time.monotonic()
                    yield previews.event(key)
                now = (await self.get(task, None)).progress
                if now != progress and 0 < now < 1:
                    quiet, progress = time.monotonic(), now
                    yield now
                if time.monotonic() - quiet >= ping:
                    quiet = time.monotonic()
                    yield None
                await watch.changed(CATCH_UP)

    async def cancel(self, task: UUID, account: UUID) -> Task:
        """Ask its worker to end it; an ended one stays as it is."""
        found = await self.get(task, account)
        if not found.final:
            sql = "update task set cancel = true where id = $1 and finished_at is null returning pg_notify('philae_cancel', id::text)"
            await self._database.fetch(sql, task)
        return found

    async def erase(self, task: UUID, account: UUID) -> None:
        """Remove the task and its files: the rows first, then the objects. Raises `Conflict` while it runs."""
        found = await self.get(task, account)
        if found.state not in FINAL:
            message = "this task is not finished: cancel it first"
            raise Conflict(message)
        await forget(self._database, self._assets, [task])


def _where(wanted: Wanted) -> str:
    """The condition, whose parameters are the account and what `_given` says."""
    beyond = ">" if wanted.oldest else "<"
    return (
        f"account = $1 and ($2::uuid is null or id {beyond} $2) "
        "and ($3::text is null or state = $3) and ($4::text is null or model = $4) "
        "and ($5::text is null or dialect = $5) and ($6::text is null or idem = $6) "
        "and ($7::text is null or operation = $7) and ($8::text is null or doc->'wish'->>'row' = $8) "
        "and ($9::uuid[] is null or id = any($9)) and ($10::uuid is null or id >= $10) "
        "and ($11::jsonb = '{}' or doc @> $11)"
    )


def _given(wanted: Wanted) -> tuple[Any, ...]:
    w = wanted
    return (w.after, w.state, w.model, w.dialect, w.idem, w.operation, w.row, w.ids, w.since, text(w.said))


async def together(  # the shape of a group's work
    connection: Connection,
    ids: list[UUID],
    again: bool,  # noqa: ARG001, FBT001
) -> list[Task | BaseException | None]:
    """The tasks of those who ask at the same moment, in one statement."""
    found = await read(connection.fetch, ids)
    return [found.get(i) for i in ids]
