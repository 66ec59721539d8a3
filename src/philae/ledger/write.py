"""Writes ledger transactions inside the caller's database transaction, and keeps the projections in step."""

from collections import defaultdict
from uuid import UUID

from philae.ledger.posting import Posting
from philae.store.db import Connection
from philae.store.sql import load

ENTRIES = load("entries_insert")
BALANCES = load("balances_move")
KEYS = load("keys_move")


async def lock(connection: Connection, postings: list[Posting]) -> None:
    """Take the rows that the postings change, always in id order, so that two transactions cannot wait for each other."""
    accounts = sorted({p.account for p in postings if p.account})
    keys = sorted({p.key for p in postings if p.key})
    await connection.execute(
        "select 1 from balance where account = any($1) order by account, book for update", accounts
    )
    await connection.execute("select 1 from key where id = any($1) order by id for update", keys)


async def write(connection: Connection, postings: list[Posting]) -> None:
    """Append the entries and move balances and keys. Raises a check violation if a balance would fall below zero."""
    if not postings:
        return
    rows = [(p.txn, p.n, a, p.book, p.kind, v, p.note) for p in postings for a, v in p.lines]
    await connection.execute(ENTRIES, *map(list, zip(*rows, strict=True)))
    await _move_balances(connection, postings)
    await _move_keys(connection, postings)


async def _move_balances(connection: Connection, postings: list[Posting]) -> None:
    sums: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0])
    for p in postings:
        if p.account and (p.available or p.held):
            total = sums[p.account, p.book]
            total[0] += p.available
            total[1] += p.held
    if sums:
        rows = [(account, book, *total) for (account, book), total in sorted(sums.items())]
        await connection.execute(BALANCES, *map(list, zip(*rows, strict=True)))


async def _move_keys(connection: Connection, postings: list[Posting]) -> None:
    sums: dict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0])
    for p in postings:
        if p.key:
            total = sums[p.key]
            total[0] += p.key_held
            total[1] += p.key_spent
            total[2] += p.key_running
    if sums:
        rows = [(key, *total) for key, total in sorted(sums.items())]
        await connection.execute(KEYS, *map(list, zip(*rows, strict=True)))
