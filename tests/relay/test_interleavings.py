"""Any order of calls, crashes, replays, recalls and ends, on several processes: the proof is clean, nothing is overspent."""

import asyncio
import os
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from philae.core.errors import InsufficientFunds
from philae.gate.policy import Policy
from philae.ledger import accounts
from philae.relay.pocket import Slice
from philae.relay.purse import TURN
from philae.store.db import Database
from tests.spool.counter import Clock, Counter, client, figures, house, key

T = TypeVar("T")
MONEY, BUDGET = 1000, 300
TABLES = ("call", "lease", "usage", "entry", "key", "balance", "account")
processes, keys, amounts = st.integers(0, 2), st.integers(0, 2), st.integers(0, 400)


class Interleaved(RuleBasedStateMachine):
    """Three processes over one database; a crashed one's place is taken by a new one."""

    dsn = ""

    def __init__(self) -> None:
        """A loop, and what has to be closed at the end."""
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.clock = Clock()
        self.under_way: list[tuple[Counter, Policy, Slice]] = []
        self.charged: dict[UUID, int] = {}
        self.lost = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run it on the machine's loop."""
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        """An empty database; an account with two keys, one of them bounded, and one that is unmetered."""
        self.run(self._begin())

    async def _begin(self) -> None:
        self.database = Database(self.dsn, size=4)
        await self.database.open()
        self.stack.push_async_callback(self.database.close)
        for table in TABLES:
            await self.database.fetch(f"delete from {table}")
        one = await client(self.database, MONEY)
        two = await key(self.database, one.account, budget=BUDGET)
        self.keys = [one, two, await client(self.database, 0, unmetered=True)]
        self.root = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.counters = [self._counter() for _ in range(3)]

    def _counter(self) -> Counter:
        return Counter(self.database, self.root, self.clock, patience=0, size=600)

    # --- what may happen ------------------------------------------------------------------------------------------

    @rule(process=processes, whose=keys, amount=amounts, least=st.integers(0, 400))
    def start(self, process: int, whose: int, amount: int, least: int) -> None:
        """A call begins, if it can be paid for."""
        counter, policy = self.counters[process], self.keys[whose]
        try:
            made = counter.purse.reserve(policy, amount) or self.run(counter.purse.fetch(policy, amount, least))
        except InsufficientFunds:
            return
        assert min(least, amount) <= made.amount <= amount
        self.under_way.append((counter, policy, made))

    @rule(which=st.integers(0, 20), amount=st.one_of(st.none(), amounts))
    def finish(self, which: int, amount: int | None) -> None:
        """A call is over; with no amount it bought nothing, and leaves no record."""
        if self.under_way:
            counter, policy, made = self.under_way.pop(which % len(self.under_way))
            if amount is not None:
                self.charged[counter.end(policy, made, amount).id] = min(amount, made.amount)
                self.lost += max(0, amount - made.amount)
            else:
                counter.purse.settle(made, 0)

    @rule(process=processes)
    def flush(self, process: int) -> None:
        """Records go to the database."""
        self.run(self.counters[process].flusher.flush())

    @rule(process=processes)
    def tend(self, process: int) -> None:
        """Time passes, and leases are looked after."""
        self.clock.now += TURN
        self.run(self.counters[process].purse.tend())

    @rule(process=processes)
    def recall(self, process: int) -> None:
        """Somebody wants what is idle."""
        self.run(self.counters[process].purse.recalled(self.keys[0].account, "live"))

    @rule(process=processes)
    def crash(self, process: int) -> None:
        """Its calls are never heard of again; a new process takes its place."""
        dead = self.counters[process]
        dead.crash()
        self.under_way = [w for w in self.under_way if w[0] is not dead]
        self.counters[process] = self._counter()

    @rule(process=processes)
    def adopt(self, process: int) -> None:
        """What the dead left is replayed, their leases closed."""
        self.run(self.counters[process].flusher.adopt())

    @rule(process=processes)
    def replace(self, process: int) -> None:
        """One goes down in order, when its calls are over."""
        old = self.counters[process]
        if all(w[0] is not old for w in self.under_way):
            self.run(old.close())
            self.counters[process] = self._counter()

    # --- what is always so ----------------------------------------------------------------------------------------

    @invariant()
    def proved(self) -> None:
        """Ledger, balances, keys and leases agree; no more is set aside or spent than there is."""
        if hasattr(self, "counters"):
            self.run(self._proved())

    async def _proved(self) -> None:
        assert await accounts.proof(self.database) == []
        available, held, _, spent = await figures(self.database, self.keys[0])
        _, _, bounded_held, bounded_spent = await figures(self.database, self.keys[1])
        assert available >= 0
        assert available + held + spent + bounded_spent == MONEY
        assert bounded_held + bounded_spent <= BUDGET

    def teardown(self) -> None:
        """In the end every call that was recorded is charged once, and nothing is held."""
        try:
            if hasattr(self, "counters"):
                self.run(self._end())
        finally:
            self.run(self.stack.aclose())
            self.runner.close()

    async def _end(self) -> None:
        for counter, _, made in self.under_way:
            counter.purse.settle(made, 0)
        await self.counters[0].flusher.adopt()
        for counter in self.counters:
            await counter.close()
        await self._proved()
        rows = await self.database.fetch("select id, amount from call")
        assert {r["id"]: r["amount"] for r in rows} == self.charged
        assert await house(self.database, "house:sales") == sum(self.charged.values())
        assert await house(self.database, "house:overrun") == -self.lost
        assert (await figures(self.database, self.keys[0]))[1] == 0
        assert await self.database.fetch("select 1 from lease where closed_at is null") == []
        assert os.listdir(self.root) == []  # noqa: PTH208  what is left is the question


@pytest.mark.parametrize("examples", [15, pytest.param(300, marks=pytest.mark.long)])
def test_any_interleaving_keeps_the_ledger_balanced(migrated: str, examples: int) -> None:
    """Whatever the order."""
    calm = settings(
        max_examples=examples, stateful_step_count=40, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(type("Machine", (Interleaved,), {"dsn": migrated}), settings=calm)
