"""Whatever order transactions come in, however many at once, and whichever are rolled back: ledger and figures agree."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from philae.core.ids import uuid7
from philae.ledger import accounts, posting
from philae.ledger.posting import Payer, Posting
from philae.ledger.write import lock, write
from philae.store import keys
from philae.store.db import Database

PEOPLE = 3
MONEY = 1000

deed = st.fixed_dictionaries(
    {
        "who": st.integers(0, PEOPLE - 1),
        "kind": st.sampled_from(["topup", "hold", "settle", "lost"]),
        "amount": st.integers(0, 700),
        "part": st.integers(0, 700),
        "crash": st.booleans(),
    }
)


class Crash(Exception):
    """The process went away before its COMMIT."""


class Book:
    """What was held and not yet settled, and the deeds as postings."""

    def __init__(self, payers: list[Payer]) -> None:
        self.payers = payers
        self.open: list[tuple[UUID, Payer, int]] = []

    def postings(self, deed: dict[str, Any]) -> tuple[list[Posting], Any]:
        """The deed's postings, and what to do once they are committed."""
        payer, amount, task = self.payers[deed["who"]], deed["amount"], uuid7()
        match deed["kind"]:
            case "topup":
                return [posting.topup(task, payer.account, "live", amount - 300)], None
            case "hold":
                return [posting.hold(task, payer, amount)], lambda: self.open.append((task, payer, amount))
            case "settle" if self.open:
                held = self.open.pop(0)
                captured = min(deed["part"], held[2])
                return posting.settle(*held, captured, deed["part"] - captured), ("undo", held)
        return [posting.house(task, 5, "live", "house:lost", amount, "lost")], None


async def one(database: Database, book: Book, deed: dict[str, Any]) -> None:
    """Try it in a transaction of its own; a crash or a refusal leaves no trace."""
    postings, after = book.postings(deed)
    try:
        async with database.transaction() as connection:
            await lock(connection, postings)
            await write(connection, postings)
            if deed["crash"]:
                raise Crash  # noqa: TRY301  what the test is about
    except (Crash, asyncpg.CheckViolationError):
        if isinstance(after, tuple):
            book.open.append(after[1])
    else:
        if callable(after):
            after()


async def story(dsn: str, deeds: list[dict[str, Any]]) -> None:
    """Three at a time; then ledger, balances and keys are compared."""
    database = Database(dsn, size=4)
    await database.open()
    try:
        payers = []
        for _ in range(PEOPLE):
            account = await accounts.create(database, f"a-{uuid7()}")
            await accounts.topup(database, account, "live", MONEY)
            key, _text = await keys.create(database, account, "k", keys.KeyLimits())
            payers.append(Payer(account, key, "live"))
        book = Book(payers)
        for start in range(0, len(deeds), 3):
            await asyncio.gather(*(one(database, book, d) for d in deeds[start : start + 3]))
        await agree(database, book)
    finally:
        await database.close()


async def agree(database: Database, book: Book) -> None:
    """No fault but tasks that this test does not write; each key's figures are its open holds."""
    faults = [f for f in await accounts.proof(database) if "task" not in f["fault"]]
    assert faults == []
    for payer in book.payers:
        mine = [amount for _, who, amount in book.open if who == payer]
        standing = await accounts.standing(database, payer.account, "live")
        key = await database.row("select held, running, spent from key where id = $1", payer.key)
        assert key is not None
        assert (key["held"], key["running"]) == (sum(mine), len(mine))
        assert standing.held == sum(mine)
        assert standing.available >= 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deed, max_size=24))
def test_any_interleaving_agrees(migrated: str, deeds: list[dict[str, Any]]) -> None:
    """Sums are zero; balances and keys are what the entries say."""
    asyncio.run(story(migrated, deeds))


def test_the_same_charge_is_written_once(migrated: str) -> None:
    """A second settlement of a task is refused by its number, whatever it says."""

    async def twice() -> None:
        database = Database(migrated, size=2)
        await database.open()
        account = await accounts.create(database, "once")
        await accounts.topup(database, account, "live", MONEY)
        payer, task = Payer(account, None, "live"), uuid7()
        for postings in ([posting.hold(task, payer, 10)], posting.settle(task, payer, 10, 4)):
            async with database.transaction() as connection:
                await write(connection, postings)
        try:
            with pytest.raises(asyncpg.UniqueViolationError):
                async with database.transaction() as connection:
                    await write(connection, posting.settle(task, payer, 10, 4))
            assert (await accounts.standing(database, account, "live")).available == MONEY - 4
        finally:
            await database.close()

    asyncio.run(twice())
