"""Any order of calls, crashes, replays, recalls and ends, on several processes: the proof is clean, nothing is overspent."""

import asyncio
import os
import random
import tempfile
from pathlib import Path
from uuid import UUID

import pytest

from philae.core.errors import InsufficientFunds
from philae.gate.policy import Policy
from philae.ledger import accounts
from philae.relay.pocket import Slice
from philae.relay.purse import TURN
from philae.store.db import Database
from tests.spool.counter import Clock, Counter, client, figures, house, key

pytestmark = pytest.mark.long

MONEY, BUDGET = 3000, 900
STEPS = 120
DEEDS = {"start": 30, "finish": 26, "flush": 6, "tend": 4, "recall": 3, "crash": 3, "adopt": 3, "replace": 2}
"""What may happen, and how often one thing as against another."""


class Walk:
    """Three processes over one database, and dice; a crashed one's place is taken by a new one."""

    def __init__(self, database: Database, root: Path, seed: int) -> None:
        """Nothing has happened."""
        self.database, self.root = database, root
        self.dice = random.Random(seed)
        self.clock = Clock()
        self.under_way: list[tuple[Counter, Policy, Slice]] = []
        self.charged: dict[UUID, int] = {}
        self.lost = self.refused = 0

    async def walk(self) -> None:
        """An account with two keys, one of them bounded, and one that is unmetered; then whatever the dice say."""
        one = await client(self.database, MONEY)
        two = await key(self.database, one.account, budget=BUDGET)
        self.keys = [one, two, await client(self.database, 0, unmetered=True)]
        self.counters = [self._counter() for _ in range(3)]
        for deed in self.dice.choices(list(DEEDS), list(DEEDS.values()), k=STEPS):
            await getattr(self, deed)(self.dice.randrange(3))
            await self.proved()
        await self.end()

    def _counter(self) -> Counter:
        return Counter(self.database, self.root, self.clock, patience=0, size=600)

    # --- what may happen ------------------------------------------------------------------------------------------

    async def start(self, process: int) -> None:
        """A call begins, if it can be paid for."""
        counter, policy = self.counters[process], self.dice.choices(self.keys, (5, 3, 1))[0]
        amount = self.dice.randint(1, 300)
        least = self.dice.choice((None, self.dice.randint(1, 300)))
        try:
            made = counter.purse.reserve(policy, amount) or await counter.purse.fetch(policy, amount, least)
        except InsufficientFunds:
            self.refused += 1
            return
        assert min(amount if least is None else least, amount) <= made.amount <= amount
        self.under_way.append((counter, policy, made))

    async def finish(self, _: int) -> None:
        """A call is over; one in eight bought nothing, and leaves no record."""
        if not self.under_way:
            return
        counter, policy, made = self.under_way.pop(self.dice.randrange(len(self.under_way)))
        if not self.dice.randrange(8):
            counter.purse.settle(made, 0)
            return
        amount = self.dice.randint(0, made.amount + made.amount // 8)
        self.charged[counter.end(policy, made, amount).id] = min(amount, made.amount)
        self.lost += max(0, amount - made.amount)

    async def flush(self, process: int) -> None:
        """Records go to the database."""
        await self.counters[process].flusher.flush()

    async def tend(self, process: int) -> None:
        """Time passes, and leases are looked after."""
        self.clock.now += self.dice.choice((1.0, TURN, 100.0))
        await self.counters[process].purse.tend()

    async def recall(self, process: int) -> None:
        """Somebody wants what is idle."""
        await self.counters[process].purse.recalled(self.keys[0].account, "live")

    async def crash(self, process: int) -> None:
        """Its calls are never heard of again; a new process takes its place."""
        dead = self.counters[process]
        dead.crash()
        self.under_way = [w for w in self.under_way if w[0] is not dead]
        self.counters[process] = self._counter()

    async def adopt(self, process: int) -> None:
        """What the dead left is replayed, their leases closed."""
        await self.counters[process].flusher.adopt()

    async def replace(self, process: int) -> None:
        """One goes down in order; its last calls bought nothing."""
        old = self.counters[process]
        for counter, _, made in self.under_way:
            if counter is old:
                counter.purse.settle(made, 0)
        self.under_way = [w for w in self.under_way if w[0] is not old]
        await old.close()
        self.counters[process] = self._counter()

    # --- what is always so ----------------------------------------------------------------------------------------

    async def proved(self) -> None:
        """Ledger, balances, keys and leases agree; no more is set aside or spent than there is."""
        assert await accounts.proof(self.database) == []
        available, held, _, spent = await figures(self.database, self.keys[0])
        _, _, bounded_held, bounded_spent = await figures(self.database, self.keys[1])
        promised = [m.amount for c, p, m in self.under_way if p is not self.keys[2]]
        assert available >= 0
        assert held >= sum(promised)
        assert available + held + spent + bounded_spent == MONEY
        assert bounded_held + bounded_spent <= BUDGET

    async def end(self) -> None:
        """Every call that was recorded is charged once, to the amount, and nothing is held any more."""
        for counter, _, made in self.under_way:
            counter.purse.settle(made, 0)
        self.under_way.clear()
        await self.counters[0].flusher.adopt()
        for counter in self.counters:
            await counter.close()
        await self.proved()
        rows = await self.database.fetch("select id, amount from call")
        assert {r["id"]: r["amount"] for r in rows} == self.charged
        assert await house(self.database, "house:sales") == sum(self.charged.values())
        assert await house(self.database, "house:overrun") == -self.lost
        assert (await figures(self.database, self.keys[0]))[1] == 0
        assert await self.database.fetch("select 1 from lease where closed_at is null") == []
        assert os.listdir(self.root) == []  # noqa: PTH208  what is left is the question
        assert len(self.charged) >= STEPS // 12


@pytest.mark.parametrize("seed", [*range(8), *(pytest.param(n, marks=pytest.mark.long) for n in range(8, 120))])
def test_any_interleaving_keeps_the_ledger_balanced(migrated: str, seed: int) -> None:
    """Whatever the order."""

    async def play() -> None:
        database = Database(migrated, size=4)
        await database.open()
        try:
            with tempfile.TemporaryDirectory() as folder:
                await Walk(database, Path(folder), seed).walk()
        finally:
            await database.close()

    asyncio.run(play())
