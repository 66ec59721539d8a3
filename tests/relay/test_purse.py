"""The purse: nothing is promised twice, nothing lies idle while somebody waits, everything comes back."""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from philae.core.errors import InsufficientFunds, Unavailable
from philae.gate.policy import Policy
from philae.ledger import accounts, leases
from philae.relay.pocket import Slice
from philae.relay.purse import TURN
from philae.store.db import Database
from tests.spool.counter import Clock, Counter, client, figures, house, key

NANO = 10**9


class Street:
    """Some processes over one database, which hear of one another's recalls."""

    def __init__(self, database: Database, root: Path, clock: Any) -> None:
        """Nobody is there yet."""
        self.database, self.root, self.clock = database, root, clock
        self.open: list[Counter] = []
        self._recalls: set[asyncio.Task[None]] = set()

    def counter(self) -> Counter:
        """One more process."""
        self.open.append(Counter(self.database, self.root, self.clock))
        return self.open[-1]

    def hear(self, *said: Any) -> None:
        """What the composition root does with a notification."""
        recall = leases.news(said[3])
        for counter in self.open:
            if counter.process != recall.process:
                task = asyncio.create_task(counter.purse.recalled(recall.account, recall.book))
                self._recalls.add(task)
                task.add_done_callback(self._recalls.discard)

    async def close(self) -> None:
        """Everybody goes down in order."""
        while self._recalls:
            await asyncio.gather(*self._recalls)
        for counter in self.open:
            await counter.close()


def played(dsn: str, story: Callable[[Street], Awaitable[None]], clock: Any = time.monotonic) -> None:
    """Play it; at its end all leases are closed, and the ledger is proved."""

    async def play() -> None:
        database = Database(dsn, size=12)
        await database.open()
        with tempfile.TemporaryDirectory() as folder:
            street = Street(database, Path(folder), clock)
            listener = await asyncpg.connect(dsn)
            await listener.add_listener(leases.CHANNEL, street.hear)
            try:
                await story(street)
                await street.close()
            finally:
                await listener.close()
            assert os.listdir(folder) == []  # noqa: PTH208  what is left is the question
        assert await database.fetch("select id from lease where closed_at is null") == []
        assert await accounts.proof(database) == []
        await database.close()

    asyncio.run(play())


def test_calls_are_paid_from_memory(migrated: str) -> None:
    """After the first, none of a busy client's calls waits for the database; all of them are charged."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 100 * NANO)
        waited = 0
        for _ in range(2000):
            made = counter.purse.reserve(policy, 1_000_000)
            if made is None:
                waited += 1
                made = await counter.purse.fetch(policy, 1_000_000)
            counter.end(policy, made, 400_000)
            await asyncio.sleep(0)
        assert waited < 20
        await counter.flusher.flush()
        _, _, _, spent = await figures(street.database, policy)
        assert spent == 2000 * 400_000

    played(migrated, story)


def test_a_busy_lease_is_topped_up_before_it_runs_out(migrated: str) -> None:
    """Once its pace is known, nobody waits."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000 * NANO)
        late = 0
        for n in range(300):
            made = counter.purse.reserve(policy, 1000)
            late += made is None and n > 150
            counter.end(policy, made or await counter.purse.fetch(policy, 1000), 1000)
            await asyncio.sleep(0.005)
        assert late <= 1

    played(migrated, story)


@pytest.mark.parametrize("processes", [1, 3])
def test_a_nearly_empty_account_is_spent_to_the_end_and_never_beyond(migrated: str, processes: int) -> None:
    """64 clients at once, on several processes: whatever can be bought is bought, and not a nano-dollar more."""

    async def story(street: Street) -> None:
        counters = [street.counter() for _ in range(processes)]
        policy = await client(street.database, 100_000)
        other = await key(street.database, policy.account)
        dice = random.Random(7)
        bought = 0

        async def buy(n: int) -> None:
            nonlocal bought
            counter, mine = counters[n % processes], (policy, other)[n // processes % 2]
            while True:
                try:
                    made = counter.purse.reserve(mine, 1000) or await counter.purse.fetch(mine, 1000)
                except InsufficientFunds:
                    return
                await asyncio.sleep(dice.uniform(0, 0.01))
                amount = dice.randint(100, 1000)
                counter.end(mine, made, amount)
                bought += amount

        await asyncio.gather(*(buy(n) for n in range(64)))
        assert 99_000 < bought <= 100_000
        for counter in counters:
            await counter.flusher.flush()
            await counter.purse.recalled(policy.account, "live")
        available, held, _, _ = await figures(street.database, policy)
        assert (available, held) == (100_000 - bought, 0)
        assert await house(street.database, "house:overrun") == 0

    played(migrated, story)


def test_what_others_hold_idle_is_recalled(migrated: str) -> None:
    """Of another key, of another process: a call that needs all of it waits a moment, and has it."""

    async def story(street: Street) -> None:
        here, there = street.counter(), street.counter()
        policy = await client(street.database, 100)
        other = await key(street.database, policy.account)
        for counter, whose in ((here, other), (there, policy)):
            await counter.call(whose, 30, 0)  # which holds 30, idle now
        assert (await figures(street.database, policy))[:2] == (40, 60)

        began = time.monotonic()
        made = await here.purse.fetch(policy, 100)
        assert time.monotonic() - began < 1
        here.end(policy, made, 100)

    played(migrated, story)


def test_two_that_each_hold_half_do_not_starve(migrated: str) -> None:
    """Both need what the other has: one of them gets it."""

    async def story(street: Street) -> None:
        one, two, policy = street.counter(), street.counter(), await client(street.database, 100)
        await one.call(policy, 50, 0)
        await two.call(policy, 50, 0)
        made = await asyncio.gather(*(c.purse.fetch(policy, 80) for c in (one, two)), return_exceptions=True)
        assert sorted(type(m).__name__ for m in made) == ["InsufficientFunds", "Slice"]
        for counter, slice_ in zip((one, two), made, strict=True):
            if isinstance(slice_, Slice):
                counter.end(policy, slice_, 80)

    played(migrated, story)


def test_a_refusal_says_how_much_is_missing(migrated: str) -> None:
    """After a moment, not sooner: the account's words, and the key's."""

    async def story(street: Street) -> None:
        counter = street.counter()
        poor = await client(street.database, NANO // 2)
        bounded = await client(street.database, 100 * NANO, budget=NANO // 4)
        began = time.monotonic()
        with pytest.raises(InsufficientFunds, match=r"insufficient credits: 0\.50 USD left, 2\.00 USD needed"):
            await counter.purse.fetch(poor, 2 * NANO)
        assert 0.2 <= time.monotonic() - began < 1
        with pytest.raises(InsufficientFunds, match=r"budget is used up: 0\.25 USD left, 2\.00 needed"):
            await counter.purse.fetch(bounded, 2 * NANO)
        nobody = Policy(poor.account, poor.account, "sandbox", "")
        with pytest.raises(InsufficientFunds, match=r"0\.00 USD left"):
            await counter.purse.fetch(nobody, 2 * NANO)

    played(migrated, story)


def test_all_who_are_refused_wait_side_by_side(migrated: str) -> None:
    """A hundred at once take no longer than one."""

    async def story(street: Street) -> None:
        counter, poor = street.counter(), await client(street.database, 10)
        began = time.monotonic()
        made = await asyncio.gather(*(counter.purse.fetch(poor, 20) for _ in range(100)), return_exceptions=True)
        assert all(isinstance(m, InsufficientFunds) for m in made)
        assert time.monotonic() - began < 1

    played(migrated, story)


def test_what_comes_back_in_time_saves_a_call(migrated: str) -> None:
    """A call under way costs less than was set aside for it: the next, which waits for it, is served."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 100)
        first = await counter.purse.fetch(policy, 80)
        second = asyncio.create_task(counter.purse.fetch(policy, 80))
        await asyncio.sleep(0.1)
        counter.end(policy, first, 20)
        counter.end(policy, await second, 80)
        with pytest.raises(InsufficientFunds):
            await counter.purse.fetch(policy, 1)

    played(migrated, story)


def test_a_call_without_a_cap_takes_what_is_there(migrated: str) -> None:
    """At once, if that is enough to begin with."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 100)
        began = time.monotonic()
        made = await counter.purse.fetch(policy, 5000, least=60)
        assert made.amount == 100
        assert time.monotonic() - began < 0.2
        with pytest.raises(InsufficientFunds, match="needed"):
            await counter.purse.fetch(policy, 5000, least=60)
        counter.end(policy, made, 70)
        made = await counter.purse.fetch(policy, 5000, least=30)
        assert made.amount == 30
        counter.end(policy, made, 30)

    played(migrated, story)


def test_the_house_pays_what_exceeds_a_slice(migrated: str) -> None:
    """And the other calls of the lease are not touched."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 100)
        one, two = await counter.purse.fetch(policy, 50), await counter.purse.fetch(policy, 50)
        assert counter.purse.settle(Slice(None, 10), 20) == 10
        counter.end(policy, one, 70)
        counter.end(policy, two, 50)
        assert counter.purse.settle(two, 50) == 50  # again: it changes nothing
        await counter.flusher.flush()
        assert await figures(street.database, policy) == (0, 0, 0, 100)
        assert await house(street.database, "house:overrun") == -20

    played(migrated, story)


def test_who_is_unmetered_never_waits(migrated: str) -> None:
    """Nor does a call that costs nothing."""

    async def story(street: Street) -> None:
        counter = street.counter()
        owner, poor = await client(street.database, 0, unmetered=True), await client(street.database, 0)
        made = counter.purse.reserve(owner, 500)
        assert made is not None
        assert made.lease is None
        counter.end(owner, made, 300)
        free = counter.purse.reserve(poor, 0)
        assert free is not None
        counter.end(poor, free, 0)
        await counter.flusher.flush()
        assert await figures(street.database, owner) == (-300, 0, 0, 300)

    played(migrated, story)


def test_what_nobody_needs_goes_back(migrated: str) -> None:
    """After a while an idle lease is closed; of a busy one goes back what was never touched."""
    clock = Clock()

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        await counter.call(policy, 400, 10)
        clock.now += TURN
        await counter.purse.tend()
        assert (await figures(street.database, policy))[1] == 400  # what was touched
        await counter.call(policy, 90, 0)
        clock.now += TURN
        await counter.purse.tend()
        assert (await figures(street.database, policy))[1] == 400 - 300 // 2
        clock.now += TURN
        await counter.flusher.flush()
        await counter.purse.tend()
        assert (await figures(street.database, policy))[:2] == (990, 0)
        assert await street.database.fetch("select 1 from lease where closed_at is null") == []
        await counter.call(policy, 990, 990)

    played(migrated, story, clock)


def test_a_lease_is_renewed_while_it_is_used(migrated: str) -> None:
    """And not spent from in its last seconds if it was not."""
    clock = Clock()

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        long = await counter.purse.fetch(policy, 400)
        await counter.call(policy, 100, 0)
        clock.now += counter.bank.life - 4
        assert counter.purse.reserve(policy, 50) is None
        clock.now -= 2
        again = counter.purse.reserve(policy, 50)
        assert again is not None
        counter.end(policy, again, 50)
        await counter.purse.tend()
        clock.now += counter.bank.life / 2
        counter.end(policy, await counter.purse.fetch(policy, 50), 50)
        counter.end(policy, long, 400)

    played(migrated, story, clock)


def test_a_lease_that_ran_out_is_renewed_by_the_next_call(migrated: str) -> None:
    """Though there is enough in it."""
    clock = Clock()

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        long = await counter.purse.fetch(policy, 400)
        await counter.call(policy, 100, 0)
        clock.now += 2 * counter.bank.life
        counter.end(policy, await counter.purse.fetch(policy, 50), 50)
        counter.end(policy, long, 400)

    played(migrated, story, clock)


def test_who_was_taken_for_dead_begins_anew(migrated: str) -> None:
    """The lease was closed over its head: nothing more is spent from it, the house pays for the call under way."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        under_way = await counter.purse.fetch(policy, 100)
        await leases.bury(street.database, counter.process)
        counter.end(policy, await counter.purse.fetch(policy, 200), 150)
        counter.end(policy, under_way, 60)
        await counter.flusher.flush()
        assert (await figures(street.database, policy))[3] == 150
        assert await house(street.database, "house:overrun") == -60

    played(migrated, story)


class Flaky:
    """A bank whose answers get lost when a test says so, after it did what it was asked."""

    def __init__(self, bank: Any) -> None:
        """All is well."""
        self._bank = bank
        self.life = bank.life
        self.lost = False

    def __getattr__(self, name: str) -> Any:
        deed = getattr(self._bank, name)

        async def done(*given: Any, **named: Any) -> Any:
            result = await deed(*given, **named)
            if self.lost:
                raise Unavailable("the answer was lost")
            return result

        return done


def test_an_answer_that_was_lost_costs_nobody(migrated: str) -> None:
    """Perhaps the lease got more, perhaps it was trimmed: the next question makes it certain."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        flaky = counter.purse._bank = Flaky(counter.bank)
        flaky.lost = True
        for held in (300, 0, 0):
            with pytest.raises(Unavailable):
                await counter.purse.fetch(policy, 300)
            assert (await figures(street.database, policy))[1] == held
        flaky.lost = False
        counter.end(policy, await counter.purse.fetch(policy, 1000), 200)
        flaky.lost = True
        with pytest.raises(Unavailable):
            await counter.purse.recalled(policy.account, "live")
        flaky.lost = False
        counter.end(policy, await counter.purse.fetch(policy, 800), 800)
        assert (await figures(street.database, policy))[0] == 0

    played(migrated, story)


def test_a_client_that_goes_away_leaves_nothing_behind(migrated: str) -> None:
    """While it waits for money: what was granted for it serves the next."""

    async def story(street: Street) -> None:
        counter, policy = street.counter(), await client(street.database, 1000)
        gone = asyncio.create_task(counter.purse.fetch(policy, 1000))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        counter.end(policy, await counter.purse.fetch(policy, 1000), 1000)

    played(migrated, story)
