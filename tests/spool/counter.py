"""A process of the relay without its sockets: a purse, a spool, and what brings both to PostgreSQL."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from msgspec import structs

from philae.core.ids import uuid7
from philae.core.record import Record
from philae.gate.policy import Policy
from philae.ledger import accounts, calls, leases
from philae.ledger.leases import Leases
from philae.relay.pocket import Slice
from philae.relay.purse import PATIENCE, Purse
from philae.spool.flush import Flusher
from philae.spool.spool import Spool
from philae.store import keys
from philae.store.db import Database


class Clock:
    """Time passes when a test says so."""

    def __init__(self) -> None:
        """Some moment."""
        self.now = 1000.0

    def __call__(self) -> float:
        """That moment."""
        return self.now


class Counter:
    """One process. `crash` leaves behind what SIGKILL leaves: its folder without a lock, and its leases."""

    def __init__(
        self, database: Database, root: Path, clock: Any = time.monotonic, patience: float = PATIENCE, **spool: Any
    ) -> None:
        """It begins at once."""
        self.database = database
        self.process = uuid7()
        self.bank = Leases(database, self.process)
        self.purse = Purse(self.bank, clock, patience)
        self.spool = Spool(root, self.process, **spool)
        self.flusher = Flusher(self.spool, self.write, lambda process: leases.bury(database, process))
        self.spool.open()

    async def write(self, records: Sequence[Record]) -> Sequence[Record]:
        """What the composition root injects."""
        return (await calls.commit(self.database, records)).refused

    def end(self, policy: Policy, made: Slice, amount: int, **fields: Any) -> Record:
        """A call is over: its record is written, its slice settled."""
        record = structs.replace(of(policy, amount, made.amount, made.lease), **fields)
        self.spool.append(record)
        self.purse.settle(made, amount)
        return record

    async def call(self, policy: Policy, bound: int, amount: int, **fields: Any) -> Record:
        """A whole call, which takes no time."""
        made = self.purse.reserve(policy, bound) or await self.purse.fetch(policy, bound)
        return self.end(policy, made, amount, **fields)

    async def close(self) -> None:
        """Go down in order."""
        await self.flusher.flush()
        over = await self.purse.close()
        await self.spool.close(over=over)

    def crash(self) -> None:
        """The kernel closes what a dead process had open."""
        os.close(self.spool._folder._handle)
        for segment in self.spool._segments:
            segment.close()


def of(policy: Policy, amount: int, held: int, lease: UUID | None = None) -> Record:
    """A record of a call that cost so much."""
    return Record(
        id=uuid7(), account=policy.account, key=policy.id, book=policy.book, model="m-1", channel="main", provider="openai",
        wire="chat", lease=lease, usage={"input_token": 7, "output_token": 3}, amount=amount, held=held, status=200,
        started=time.time(), took=0.5, first=0.1, stream=True,
    )  # fmt: skip


async def client(database: Database, money: int, *, unmetered: bool = False, budget: int | None = None) -> Policy:
    """A new account with so much money, and a key of its."""
    account = await accounts.create(database, f"a-{uuid7()}", unmetered=unmetered)
    if money:
        await accounts.topup(database, account, "live", money)
    return await key(database, account, unmetered=unmetered, budget=budget)


async def key(database: Database, account: UUID, *, unmetered: bool = False, budget: int | None = None) -> Policy:
    """A further key of that account."""
    made, _ = await keys.create(database, account, "k", keys.KeyLimits(budget=budget))
    return Policy(made, account, "live", "k", unmetered=unmetered, budget=budget)


async def figures(database: Database, policy: Policy) -> tuple[int, int, int, int]:
    """What the account has and holds, what the key holds and has spent."""
    standing = await accounts.standing(database, policy.account, "live")
    row = await database.row("select held, spent from key where id = $1", policy.id)
    assert row is not None
    return standing.available, standing.held, row["held"], row["spent"]


async def house(database: Database, account: str) -> int:
    """What a house account has."""
    row = await database.row("select coalesce(sum(amount), 0)::bigint as n from entry where account = $1", account)
    assert row is not None
    return int(row["n"])
