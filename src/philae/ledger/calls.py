"""Finished calls: written once, with the money that they move; one ledger transaction per lease and flush."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from msgspec import Struct

from philae.core.lease import Lease
from philae.core.money import Usage
from philae.core.record import Record
from philae.ledger import lending, posting
from philae.ledger.leases import ENDLESS
from philae.ledger.posting import Posting
from philae.ledger.transact import transact
from philae.ledger.write import write
from philae.store.db import BAD_DATA, Connection, Database
from philae.store.sql import load
from philae.store.tasks import columns, text

log = structlog.get_logger()
FIGURES, INSERT, SHORT, USAGE = (load(n) for n in ("figures_lock", "calls_insert", "calls_short", "usage_insert"))
ROOM = "select id, amount - spent as room, n from lease where id = any($1) and closed_at is null order by id for update"
SPEND = (
    "update lease l set spent = l.spent + d.paid, n = d.n from unnest($1::uuid[], $2::bigint[], $3::int[]) as d (id, paid, n) "
    "where l.id = d.id"
)


class Written(NamedTuple):
    """What came of some records: those that the database will never take, and what the house paid, in nano-USD."""

    refused: list[Record]
    overrun: int


async def commit(database: Database, records: Sequence[Record]) -> Written:
    """Make the records durable, each once however often it is given. Raises `Unavailable` if none may be.

    A record that cannot be written is looked for by halves, so that it alone is refused.
    """
    try:
        return Written([], await transact(database, lambda c: write_calls(c, records)))
    except BAD_DATA:
        if len(records) == 1:
            log.exception("call.refused", call=str(records[0].id))
            return Written(list(records), 0)
    half = len(records) // 2
    one, two = await commit(database, records[:half]), await commit(database, records[half:])
    return Written(one.refused + two.refused, one.overrun + two.overrun)


async def write_calls(connection: Connection, records: Sequence[Record]) -> int:
    """Write calls, usage and entries of those records that are not there yet; what the house paid for them."""
    accounts, keys = sorted({r.account for r in records}), sorted({r.key for r in records})
    figures = await connection.fetch(FIGURES, accounts, keys)
    fresh: list[UUID] | None = await connection.fetchval(INSERT, text(records), len(records))
    new = records if fresh is None else _among(records, set(fresh))
    if not new:
        return 0
    leases = await connection.fetch(ROOM, sorted({r.lease for r in new if r.lease}))
    bills = _bills(new, {r["id"]: (r["room"], r["n"]) for r in leases}, _funds(figures))
    await write(connection, [p for bill in bills for p in bill.postings()])
    spent = [(b.payer.id, b.paid, b.last) for b in bills if b.leased and b.last > b.n]
    if spent:
        await connection.execute(SPEND, *columns(spent, 3))
    short = [row for bill in bills for row in bill.short]
    if short:
        await connection.execute(SHORT, *columns(short, 2))
    if used := _usage(bills):
        await connection.execute(USAGE, *columns(used, 7))
    return sum(b.overrun for b in bills)


async def note_calls(connection: Connection, records: Sequence[Record]) -> None:
    """Write calls alone, once each: their money and their usage are written with what they are a part of."""
    if records:
        await connection.fetchval(INSERT, text(records), len(records))


def _among(records: Sequence[Record], fresh: set[UUID]) -> list[Record]:
    return [r for r in {r.id: r for r in records}.values() if r.id in fresh]


class Bill(Struct):
    """What the calls of one lease come to, or of one key that needs none: what is paid, and what the house pays."""

    payer: Lease
    leased: bool
    n: int
    room: int
    paid: int = 0
    overrun: int = 0
    calls: list[tuple[Record, int]] = []
    short: list[tuple[UUID, int]] = []

    def add(self, record: Record) -> None:
        """One more call, as far as there is room."""
        paid = min(record.due, self.room)
        if paid < record.due:
            self.short.append((record.id, paid))
        self.calls.append((record, paid))
        self.room -= paid
        self.paid += paid
        self.overrun += record.amount - paid

    def postings(self) -> list[Posting]:
        """The ledger transactions."""
        found, n = [], self.n
        if self.paid:
            n += 1
            found.append(
                lending.collect(self.payer, n, self.paid)
                if self.leased
                else lending.charge(self.payer.id, self.payer, self.paid)
            )
        if self.overrun:
            note = "usage above the hold"
            found.append(posting.house(self.payer.id, n + 1, self.payer.book, "house:overrun", self.overrun, note))
        return found

    @property
    def last(self) -> int:
        """The number of the last of them."""
        return self.n + bool(self.paid) + bool(self.overrun)


def _bills(
    records: Sequence[Record], rooms: dict[UUID, tuple[int, int]], funds: dict[tuple[UUID, str], int]
) -> list[Bill]:
    """Calls by what they are paid from. Of a lease that is closed nothing can be paid."""
    bills: dict[Any, Bill] = {}
    for r in records:
        bill = bills.get(r.lease or r.key)
        if bill is None:
            open_ = r.lease in rooms
            room, n = rooms[r.lease] if r.lease and open_ else (0 if r.lease else funds.get((r.account, r.book), 0), 0)
            payer = Lease(r.lease if r.lease and open_ else r.id, r.account, r.key, r.book)
            bill = bills[r.lease or r.key] = Bill(payer, open_, n, room)
        bill.add(r)
    return list(bills.values())


def _funds(figures: list[Any]) -> dict[tuple[UUID, str], int]:
    """What may be paid without a lease: everything by who is unmetered, else what is there."""
    return {(r["id"], r["book"]): ENDLESS if r["unmetered"] else r["available"] for r in figures if r["book"]}


def _usage(bills: list[Bill]) -> list[tuple[Any, ...]]:
    """A row for each key and model: who used what."""
    sums: dict[tuple[UUID, str], tuple[Record, Usage, list[int]]] = {}
    for bill in bills:
        for record, paid in bill.calls:
            if record.usage or paid:
                _, meters, amounts = sums.setdefault((record.key, record.model), (record, {}, []))
                for meter, count in record.usage.items():
                    meters[meter] = meters.get(meter, 0) + count
                amounts.append(paid)
    return [(r.id, r.account, r.key, r.book, r.model, text(m), sum(a)) for r, m, a in sums.values()]
