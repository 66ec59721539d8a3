"""Writes ledger transactions inside the caller's database transaction, and keeps the projections in step."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from philae.ledger.posting import Posting
from philae.store.db import Connection
from philae.store.sql import load
from philae.store.tasks import columns

LOCK, WRITE = load("ledger_lock"), load("ledger_write")


async def lock(connection: Connection, postings: list[Posting]) -> None:
    """Take the rows that the postings change, always in id order, so that two transactions cannot wait for each other."""
    accounts = sorted({p.account for p in postings if p.account})
    keys = sorted({p.key for p in postings if p.key})
    await connection.execute(LOCK, accounts, keys)


async def write(connection: Connection, postings: list[Posting]) -> None:
    """Append the entries and move balances and keys. Raises a check violation if a balance would fall below zero."""
    if not postings:
        return
    rows = [(p.txn, p.n, a, p.book, p.kind, v, p.note) for p in postings for a, v in p.lines]
    await connection.execute(WRITE, *columns(rows, 7), *columns(_balances(postings), 4), *columns(_keys(postings), 4))


def _balances(postings: list[Posting]) -> list[tuple[Any, ...]]:
    """What the postings add to each balance: (account, book, available, held)."""
    sums: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0])
    for p in postings:
        if p.account and (p.available or p.held):
            total = sums[p.account, p.book]
            total[0] += p.available
            total[1] += p.held
    return [(account, book, *total) for (account, book), total in sorted(sums.items())]


def _keys(postings: list[Posting]) -> list[tuple[Any, ...]]:
    """What the postings add to each key: (id, held, spent, running)."""
    sums: dict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0])
    for p in postings:
        if p.key:
            total = sums[p.key]
            total[0] += p.key_held
            total[1] += p.key_spent
            total[2] += p.key_running
    return [(key, *total) for key, total in sorted(sums.items())]
