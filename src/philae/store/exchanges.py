"""Bodies of calls in their table: sealed, for their account alone, as long as their key's owner said."""

import asyncio
import zlib
from typing import NamedTuple
from uuid import UUID

import structlog

from philae.core.exchange import Exchange
from philae.store.db import Connection, Database
from philae.store.group import Group
from philae.store.seal import Seal
from philae.store.tasks import columns

log = structlog.get_logger()
BATCH, FORGET = 16, 1_000
PENDING = 64 << 20
"""Bytes that wait for the database at most; what comes while it is away beyond that is not kept."""
INSERT = (
    "insert into exchange (id, account, until, request, answer) select id, account, now() + make_interval(secs => life), "
    "request, answer from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::bytea[], $5::bytea[]) "
    "as d (id, account, life, request, answer) on conflict (id) do nothing"
)
SWEEP = "delete from exchange where id in (select id from exchange where until < now() limit $1) returning id"
Row = tuple[UUID, UUID, float, bytes | None, bytes | None]


class Said(NamedTuple):
    """The bodies of one call; None: too large, or gone."""

    request: bytes | None
    answer: bytes | None


class Exchanges:
    """One for a worker."""

    def __init__(self, database: Database, seal: Seal) -> None:
        """Nothing waits."""
        self._database, self._seal = database, seal
        self._pending = 0
        self._group: Group[Row, None] = Group(database, self._write, limit=BATCH, durable=False)

    async def keep(self, exchange: Exchange) -> None:
        """Seal and store it; a call never waits for this, and is not undone if it fails."""
        if self._pending + exchange.size > PENDING:
            log.warning("exchange.dropped", call=str(exchange.id))
            return
        self._pending += exchange.size
        try:
            await self._group(await asyncio.to_thread(self._row, exchange))
        except Exception as error:  # noqa: BLE001  the answer has left, and its record does not depend on this
            log.warning("exchange.lost", call=str(exchange.id), error=repr(error))
        finally:
            self._pending -= exchange.size

    def _row(self, exchange: Exchange) -> Row:
        name = str(exchange.id)
        sealed = [None if b is None else self._seal.wrap(zlib.compress(b, 1), name) for b in _both(exchange)]
        return (exchange.id, exchange.account, exchange.life, sealed[0], sealed[1])

    async def _write(self, connection: Connection, batch: list[Row], _: bool) -> "list[BaseException | None]":  # noqa: FBT001
        await connection.execute(INSERT, *columns(batch, 5))
        return [None] * len(batch)

    async def find(self, account: UUID, identity: UUID) -> Said | None:
        """What the account's call said, None if it is not kept. Raises `ValueError` for what another secret sealed."""
        sql = "select request, answer from exchange where account = $1 and id = $2 and until > now()"
        row = await self._database.row(sql, account, identity)
        return await asyncio.to_thread(self._said, identity, row["request"], row["answer"]) if row else None

    def _said(self, identity: UUID, *sealed: bytes | None) -> Said:
        return Said(*(None if s is None else zlib.decompress(self._seal.unwrap(s, str(identity))) for s in sealed))

    async def erase(self, account: UUID, identity: UUID) -> bool:
        """Remove them; whether there were any."""
        sql = "delete from exchange where account = $1 and id = $2 returning id"
        return bool(await self._database.fetch(sql, account, identity))

    async def sweep(self) -> int:
        """Remove those whose time is over; how many."""
        return len(await self._database.fetch(SWEEP, FORGET))


def _both(exchange: Exchange) -> tuple[bytes | None, bytes | None]:
    return exchange.request, exchange.answer
