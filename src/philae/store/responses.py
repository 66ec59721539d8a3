"""Responses in their table: kept in batches, found again for their account alone, forgotten when nobody goes on."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import structlog

from philae.core.kept import Earlier, Kept
from philae.store.db import Connection, Database
from philae.store.group import Group
from philae.store.sql import load
from philae.store.tasks import columns, text

log = structlog.get_logger()
INSERT, FINISH, THREAD, FAIL, SWEEP = (load(f"responses_{n}") for n in ("insert", "finish", "thread", "fail", "sweep"))
CHANNEL = "philae_response"
"""Where workers hear the ids of responses that are no longer wanted."""
BATCH, FORGET = 32, 500
ITEM = re.compile(r"[\w-]{1,128}", re.ASCII)
ENDED = {
    "code": "server_error",
    "message": "the process that made this response ended before it was done; nothing was charged",
}


class Responses:
    """What the relay does with responses. `worker` makes those in the background; it beats, else they fail."""

    def __init__(self, database: Database, worker: UUID) -> None:
        """Nothing is asked yet."""
        self._database = database
        self._worker = worker
        # Each statement is a transaction of its own, which spares two trips to the database.
        self._group: Group[Kept, bool] = Group(database, self._write, limit=BATCH, durable=False)

    async def keep(self, kept: Kept) -> bool:
        """Make it durable; False for an open one that ended otherwise meanwhile. Raises `Unavailable`."""
        return await self._group(kept)

    async def _write(self, connection: Connection, batch: list[Kept], _: bool) -> "list[bool | BaseException]":  # noqa: FBT001
        fresh = [self._row(k) for k in batch if not k.open]
        if fresh:
            await connection.execute(INSERT, *columns(fresh, 11))
        ended = [(k.id, k.status, k.head, k.output, _listed(k.items)) for k in batch if k.open]
        rows = await connection.fetch(FINISH, *columns(ended, 5)) if ended else []
        there = {row["id"] for row in rows}
        return [not k.open or k.id in there for k in batch]

    def _row(self, kept: Kept) -> tuple[Any, ...]:
        worker = self._worker if kept.background else None
        return (
            kept.id, kept.account, kept.thread, kept.previous, kept.status, kept.background, worker, kept.head,
            kept.input, kept.output, _listed(kept.items),
        )  # fmt: skip

    async def thread(self, account: UUID, last: UUID) -> list[Earlier]:
        """The response and what it goes on from, the first one first; as far back as it is still there."""
        return await thread(self._database, account, last)

    async def outputs(self, account: UUID, items: Sequence[str]) -> list[bytes]:
        """The outputs of the account that hold items with these ids."""
        known = [item for item in items if ITEM.fullmatch(item)]
        sql = "select output from response where account = $1 and items && $2::text[] order by id"
        return [row["output"] for row in await self._database.fetch(sql, account, known)] if known else []

    async def fail(self, identity: UUID, problem: dict[str, Any]) -> None:
        """An open response ends with this error."""
        sql = "update response set status = 'failed', failure = $2::jsonb where id = $1 and status = 'in_progress'"
        await self._database.fetch(sql, identity, text(problem))

    async def rescue(self, lease: float) -> int:
        """End those whose worker has not beaten for `lease` seconds; how many."""
        rows = await self._database.fetch(FAIL, lease, text(ENDED))
        if rows:
            log.warning("responses.lost", responses=[str(row["id"]) for row in rows])
        return len(rows)

    async def sweep(self, life: float) -> int:
        """Forget conversations that were not gone on with for `life` seconds; how many responses."""
        return len(await self._database.fetch(SWEEP, life, FORGET))


class Found(NamedTuple):
    """A stored response as it is told; `problem` is an error that its head does not know of."""

    status: str
    background: bool
    head: bytes
    output: bytes
    problem: bytes | None


async def find(database: Database, account: UUID, identity: UUID) -> Found | None:
    """The account's response of that id."""
    sql = "select status, background, head, output, failure from response where account = $1 and id = $2"
    row = await database.row(sql, account, identity)
    if row is None:
        return None
    failure = row["failure"]
    return Found(row["status"], row["background"], row["head"], row["output"], failure.encode() if failure else None)


async def thread(database: Database, account: UUID, last: UUID) -> list[Earlier]:
    """The account's response and what it goes on from, the first one first; as far back as it is still there."""
    return [Earlier(**dict(row)) for row in await database.fetch(THREAD, account, last)]


async def erase(database: Database, account: UUID, identity: UUID) -> bool:
    """Remove it, and end its work if it is still open; whether it was there."""
    sql = "delete from response where account = $1 and id = $2 returning pg_notify($3, id::text)"
    return bool(await database.fetch(sql, account, identity, CHANNEL))


async def cancel(database: Database, account: UUID, identity: UUID) -> None:
    """End it, if it is made in the background and still open."""
    sql = (
        "update response set status = 'cancelled' where account = $1 and id = $2 and background and status = 'in_progress' "
        "returning pg_notify($3, id::text)"
    )
    await database.fetch(sql, account, identity, CHANNEL)


def _listed(items: Iterable[str]) -> str:
    """Ids as one text; those that are none are not found by their ids."""
    return " ".join(item for item in items if ITEM.fullmatch(item))
