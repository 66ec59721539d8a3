"""Responses in their table: kept in batches, found again for their account alone, forgotten when nobody goes on."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import structlog
from msgspec import Raw

from philae.core.kept import Broken, Earlier, Ending, Kept
from philae.store.db import Connection, Database
from philae.store.group import Group
from philae.store.sql import load
from philae.store.tasks import columns, text

log = structlog.get_logger()
INSERT, FINISH, FAIL = (load(f"responses_{n}") for n in ("insert", "finish", "fail"))
THREAD, ORPHANS, SWEEP = (load(f"responses_{n}") for n in ("thread", "orphans", "sweep"))
BATCH, FORGET = 32, 500
ITEM = re.compile(r"[\w-]{1,128}", re.ASCII)
_fields = msgspec.json.Decoder(dict[str, Raw])
ENDED = {
    "code": "server_error",
    "message": "the process that made this response ended before it was done; nothing was charged",
}


async def insert(connection: Connection, batch: Iterable[Kept], worker: UUID | None = None) -> None:
    """New rows; `worker` made those in the background known."""
    rows = [
        (
            k.id, k.account, k.thread, k.previous, k.status, k.background, worker, k.head, k.input, k.output,
            _listed(k.items),
        )
        for k in batch
    ]  # fmt: skip
    if rows:
        await connection.execute(INSERT, *columns(rows, 11))


async def end(connection: Connection, batch: Sequence[Ending]) -> None:
    """How responses ended; one in the background that was ended or erased meanwhile stays as it is."""
    kept = [k for k in batch if isinstance(k, Kept)]
    await insert(connection, [k for k in kept if not k.background])
    ended = [(k.id, k.status, k.head, k.output, _listed(k.items)) for k in kept if k.background]
    failed = [(b.id, b.status, b.problem.decode()) for b in batch if isinstance(b, Broken)]
    for sql, rows, width in ((FINISH, ended, 5), (FAIL, failed, 3)):
        if rows:
            await connection.execute(sql, *columns(rows, width))


class Responses:
    """What the relay does with responses."""

    def __init__(self, database: Database) -> None:
        """Nothing is asked yet."""
        self._database = database
        # Each statement is a transaction of its own, which spares two trips to the database.
        self._group: Group[Kept, None] = Group(database, self._write, limit=BATCH, durable=False)

    async def keep(self, kept: Kept) -> None:
        """Make it durable. Raises `Unavailable`."""
        await self._group(kept)

    async def _write(self, connection: Connection, batch: list[Kept], _: bool) -> "list[BaseException | None]":  # noqa: FBT001
        await insert(connection, batch)
        return [None for _ in batch]

    async def thread(self, account: UUID, last: UUID) -> list[Earlier]:
        """The response and what it goes on from, the first one first; as far back as it is still there."""
        return await thread(self._database, account, last)

    async def outputs(self, account: UUID, items: Sequence[str]) -> list[bytes]:
        """The outputs of the account that hold items with these ids."""
        known = [item for item in items if ITEM.fullmatch(item)]
        sql = "select output from response where account = $1 and items && $2::text[] order by id"
        return [row["output"] for row in await self._database.fetch(sql, account, known)] if known else []

    async def told(self, account: UUID, identity: UUID) -> bytes | None:
        """The account's response object as it stands."""
        found = await find(self._database, account, identity)
        return found.told if found else None

    async def rescue(self, lease: float) -> int:
        """End open ones that no task makes, nor a worker of an earlier version that beat within `lease` seconds; how many."""
        rows = await self._database.fetch(ORPHANS, lease, text(ENDED))
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

    @property
    def told(self) -> bytes:
        """The response object: the head's fields as they were told, with what is known better."""
        fields: dict[str, Any] = dict(_fields.decode(self.head))
        fields |= {"status": self.status, "output": Raw(self.output)}
        fields |= {"error": Raw(self.problem)} if self.problem else {}
        return msgspec.json.encode(fields)


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
    """Remove it; whether it was there."""
    return bool(
        await database.fetch("delete from response where account = $1 and id = $2 returning id", account, identity)
    )


async def cancel(database: Database, account: UUID, identity: UUID) -> None:
    """End it, if it is made in the background and still open."""
    sql = (
        "update response set status = 'cancelled' "
        "where account = $1 and id = $2 and background and status = 'in_progress'"
    )
    await database.fetch(sql, account, identity)


def _listed(items: Iterable[str]) -> str:
    """Ids as one text; those that are none are not found by their ids."""
    return " ".join(item for item in items if ITEM.fullmatch(item))
