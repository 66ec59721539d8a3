"""Leases: what is taken, captured and given back is the ledger's to the last nano-dollar, whoever dies."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from philae.core.errors import Unavailable
from philae.core.ids import uuid7
from philae.core.lease import Grant, Lease
from philae.gate.policy import Policy
from philae.ledger import accounts, calls, leases
from philae.ledger.leases import Leases, Left
from philae.store.db import Database
from tests.spool.counter import client, figures, house, key, of

Story = Callable[[Database], Awaitable[None]]


def told(dsn: str, story: Story) -> None:
    """Play it over a database; the ledger is proved at its end."""

    async def play() -> None:
        database = Database(dsn, size=8)
        await database.open()
        try:
            await story(database)
            assert await accounts.proof(database) == []
        finally:
            await database.close()

    asyncio.run(play())


def lease_of(policy: Policy) -> Lease:
    """A lease that is not taken yet."""
    return Lease(uuid7(), policy.account, policy.id, policy.book)


@pytest.mark.parametrize(
    ("left", "asked", "granted"),
    [
        (Left(100, None), (10, 10, 0), 10),
        (Left(100, None), (10, 10, 500), 10 + 11),  # an eighth of what is left, at most
        (Left(100, None), (10, 10, 5), 15),
        (Left(50, None), (10, 10, 500), 10),  # a small balance is not taken ahead
        (Left(100, 12), (10, 10, 500), 10),  # nor a small budget
        (Left(None, 100), (10, 10, 500), 21),
        (Left(9, None), (10, 10, 0), 0),
        (Left(9, None), (5, 10, 0), 9),
        (Left(0, None), (0, 10, 0), 0),
        (Left(100, None), (0, 0, 5), 5),
        (Left(None, None), (10, 10, 5), 15),
    ],
)
def test_how_much_is_granted(left: Left, asked: tuple[int, int, int], granted: int) -> None:
    """The need, if it is there; more only where it is a small part of what is left."""
    assert left.grant(*asked) == granted


def test_a_lease_from_its_beginning_to_its_end(migrated: str) -> None:
    """Taken, topped up, spent, trimmed, closed: balance and key follow each step."""

    async def story(database: Database) -> None:
        policy = await client(database, 1000, budget=600)
        bank = Leases(database, uuid7())
        lease = lease_of(policy)

        assert await bank.take(lease, 100, 100) == Grant(100, 900, 500)
        assert await figures(database, policy) == (900, 100, 100, 0)
        assert await bank.take(lease, 300, 300) == Grant(300, 600, 200)
        done = await calls.commit(database, [of(policy, n, n, lease.id) for n in (30, 20)])
        assert done == ([], 0)
        assert await figures(database, policy) == (600, 350, 350, 50)
        assert await accounts.proof(database) == []
        assert await bank.trim({lease: 120}) == set()
        assert await figures(database, policy) == (880, 70, 70, 50)
        assert await bank.trim({lease: 50}, done=True) == {lease.id}
        assert await figures(database, policy) == (950, 0, 0, 50)
        assert await bank.take(lease, 1, 1) == Grant(0, 950, 550, closed=True)
        assert await bank.trim({lease: 0}, done=True) == {lease.id}

    told(migrated, story)


def test_a_lease_is_not_closed_before_its_calls_are_written(migrated: str) -> None:
    """What was promised to them stays in it."""

    async def story(database: Database) -> None:
        policy = await client(database, 100)
        bank, lease = Leases(database, uuid7()), lease_of(policy)
        await bank.take(lease, 50, 50)
        assert await bank.trim({lease: 30}, done=True) == set()
        assert await figures(database, policy) == (70, 30, 30, 0)
        await calls.commit(database, [of(policy, 30, 30, lease.id)])
        assert await bank.trim({lease: 30}, done=True) == {lease.id}
        assert await figures(database, policy) == (70, 0, 0, 30)

    told(migrated, story)


def test_calls_are_written_once(migrated: str) -> None:
    """The same records again, alone, with others, twice in a batch and at the same time: money moves once."""

    async def story(database: Database) -> None:
        policy = await client(database, 1000)
        bank, lease = Leases(database, uuid7()), lease_of(policy)
        await bank.take(lease, 500, 500)
        records = [of(policy, 10, 10, lease.id) for _ in range(20)]
        await calls.commit(database, records[:5] * 2)
        await asyncio.gather(*(calls.commit(database, records[n : n + 10]) for n in (0, 5, 10, 3)))
        assert await figures(database, policy) == (500, 300, 300, 200)
        rows = await database.fetch("select count(*) as n, sum(amount)::bigint as paid from call")
        assert (rows[0]["n"], rows[0]["paid"]) == (20, 200)
        used = await database.fetch("select meters, amount from usage")
        assert sum(r["amount"] for r in used) == 200
        entries = await database.row(
            "select count(distinct n) as n from entry where txn = $1 and kind = 'capture'", lease.id
        )
        assert entries is not None
        assert entries["n"] <= 5

    told(migrated, story)


def test_a_call_as_people_read_it(migrated: str) -> None:
    """The row says what the record said, and what was paid."""

    async def story(database: Database) -> None:
        policy = await client(database, 1000)
        bank, lease = Leases(database, uuid7()), lease_of(policy)
        await bank.take(lease, 500, 500)
        record = of(policy, 12, 10, lease.id)
        assert await calls.commit(database, [record]) == ([], 2)
        row = await database.row("select *, extract(epoch from started_at)::float8 as at from call")
        assert row is not None
        assert (row["amount"], row["overrun"]) == (10, 2)
        assert row["at"] == pytest.approx(record.started, abs=1e-3)
        for name in ("id", "account", "key", "book", "model", "channel", "provider", "wire", "lease", "status", "took"):
            assert row[name] == getattr(record, name)
        assert row["error"] is None
        assert await house(database, "house:overrun") == -2

    told(migrated, story)


def test_what_a_lease_does_not_cover_the_house_pays(migrated: str) -> None:
    """Its own account pays as far as the lease goes, in order; nobody else is asked."""

    async def story(database: Database) -> None:
        policy = await client(database, 1000)
        bank, lease = Leases(database, uuid7()), lease_of(policy)
        await bank.take(lease, 25, 25)
        records = [of(policy, 10, 10, lease.id) for _ in range(4)]
        assert await calls.commit(database, records) == ([], 15)
        assert await figures(database, policy) == (975, 0, 0, 25)
        rows = {
            r["id"]: (r["amount"], r["overrun"]) for r in await database.fetch("select id, amount, overrun from call")
        }
        assert [rows[r.id] for r in records] == [(10, 0), (10, 0), (5, 5), (0, 10)]
        await bank.trim({lease: 40}, done=True)
        assert await calls.commit(database, [of(policy, 10, 10, lease.id)]) == ([], 10)  # it is closed
        assert await calls.commit(database, [of(policy, 10, 10, uuid7())]) == ([], 10)  # nobody knows it
        assert await house(database, "house:overrun") == -35

    told(migrated, story)


def test_who_is_unmetered_needs_no_lease(migrated: str) -> None:
    """Calls are charged all the same; a metered account is never charged below zero."""

    async def story(database: Database) -> None:
        owner, poor = await client(database, 0, unmetered=True), await client(database, 15)
        assert await calls.commit(database, [of(owner, 10, 10) for _ in range(3)]) == ([], 0)
        assert await figures(database, owner) == (-30, 0, 0, 30)
        assert await calls.commit(database, [of(poor, 10, 10) for _ in range(3)]) == ([], 15)
        assert await figures(database, poor) == (0, 0, 0, 15)
        assert await house(database, "house:sales") == 45

    told(migrated, story)


def test_an_unmetered_account_keeps_its_keys_budget(migrated: str) -> None:
    """Only the budget bounds what a process may take."""

    async def story(database: Database) -> None:
        policy = await client(database, 0, unmetered=True, budget=50)
        bank, lease = Leases(database, uuid7()), lease_of(policy)
        assert await bank.take(lease, 40, 40) == Grant(40, None, 10)
        assert await bank.take(lease, 40, 40) == Grant(0, None, 10)
        assert await figures(database, policy) == (-40, 40, 40, 0)

    told(migrated, story)


def test_many_processes_never_take_more_than_there_is(migrated: str) -> None:
    """Forty at once, two keys, one balance."""

    async def story(database: Database) -> None:
        one = await client(database, 100)
        two = await key(database, one.account, budget=30)
        asked = [Leases(database, uuid7()).take(lease_of(policy), 3, 7, 2) for policy in (one, two) * 20]
        grants = await asyncio.gather(*asked)
        assert sum(g.amount for g in grants) >= 98  # less than the least is left
        assert sum(g.amount for g in grants[1::2]) <= 30
        assert (await figures(database, one))[0] == 100 - sum(g.amount for g in grants)

    told(migrated, story)


def test_the_dead_are_buried(migrated: str) -> None:
    """What their leases hold comes back; a living process's, and what was captured, stays."""

    async def story(database: Database) -> None:
        policy = await client(database, 100)
        dead, alive = uuid7(), uuid7()
        lost, kept = lease_of(policy), lease_of(policy)
        await Leases(database, dead).take(lost, 60, 60)
        await Leases(database, alive).take(kept, 20, 20)
        await calls.commit(database, [of(policy, 10, 10, lost.id)])
        assert await leases.bury(database, dead) == 1
        assert await leases.bury(database, dead) == 0
        assert await figures(database, policy) == (70, 20, 20, 10)
        assert await Leases(database, dead).renew([lost.id]) == set()
        assert await Leases(database, alive).renew([kept.id, lost.id]) == {kept.id}

    told(migrated, story)


def test_nobody_else_can_trim_a_lease(migrated: str) -> None:
    """Only its process knows what is promised."""

    async def story(database: Database) -> None:
        policy = await client(database, 100)
        lease = lease_of(policy)
        await Leases(database, uuid7()).take(lease, 60, 60)
        await Leases(database, uuid7()).trim({lease: 0})
        assert await figures(database, policy) == (40, 60, 60, 0)

    told(migrated, story)


def test_a_bad_record_is_refused_alone(migrated: str) -> None:
    """The others of its batch are written."""

    async def story(database: Database) -> None:
        policy = await client(database, 0, unmetered=True)
        records = [of(policy, 10, 10) for _ in range(9)]
        bad = of(policy, 1 << 70, 1 << 70)
        done = await calls.commit(database, [*records[:4], bad, *records[4:]])
        assert done.refused == [bad]
        assert (await figures(database, policy))[3] == 90

    told(migrated, story)


def test_a_recall_is_heard(migrated: str) -> None:
    """With whose it is, by every process that listens."""

    async def story(database: Database) -> None:
        policy, process = await client(database, 0), uuid7()
        heard: asyncio.Queue[str] = asyncio.Queue()
        async with database.connection() as connection:
            hear: Any = lambda *said: heard.put_nowait(said[3])  # noqa: E731
            await connection.add_listener(leases.CHANNEL, hear)
            await Leases(database, process).recall(policy.account, "sandbox")
            said = leases.news(await asyncio.wait_for(heard.get(), 5))
            await connection.remove_listener(leases.CHANNEL, hear)
        assert said == leases.Recall(process, policy.account, "sandbox")

    told(migrated, story)


def test_a_database_that_is_away_is_said_to_be(migrated: str) -> None:
    """Nothing else is raised."""

    async def story(database: Database) -> None:
        policy = await client(database, 10)
        closed = Database(migrated)
        with pytest.raises(Unavailable):
            await Leases(closed, uuid7()).take(lease_of(policy), 1, 1)
        with pytest.raises(Unavailable):
            await calls.commit(closed, [of(policy, 1, 1)])

    told(migrated, story)


FAULTS = {
    "held without an open task or lease": "update lease set closed_at = now(), spent = amount",
    "key holds without an open task or lease": "update key set held = held + 1",
    "lease differs from ledger": "update lease set amount = amount + 1",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_proof_sees_what_leases_hold(migrated: str, fault: str) -> None:
    """Each way to disagree is found."""

    async def story(database: Database) -> None:
        policy = await client(database, 100)
        await Leases(database, uuid7()).take(lease_of(policy), 60, 60)
        async with database.connection() as connection:
            undone = connection.transaction()
            await undone.start()
            await connection.execute(FAULTS[fault])
            found = {r["fault"] for r in await connection.fetch(accounts.PROOF)}
            await undone.rollback()
        assert fault in found

    told(migrated, story)
