"""The transactions of the line: repeated without doubling, refused for who does not own the task, one fault alone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from philae.core.errors import Conflict, InsufficientFunds
from philae.core.ids import uuid7
from philae.core.task import Receipt, Task
from philae.engine.admission import Admission
from philae.engine.order import Order
from philae.engine.transition import Transition, Transitions, now
from philae.engine.work import Part, Work
from philae.ledger import accounts, posting
from philae.store.db import Database
from philae.store.group import Group
from tests.migrated import migrated as migrated
from tests.migrated import template as template

OWNER, OTHER = uuid7(), uuid7()
WORK = Work((Part(0),))


def order(account: UUID, price: int = 10, idem: str | None = None, fingerprint: bytes = b"") -> Order:
    """An order for one picture."""
    task = Task(
        id=uuid7(), account=account, key=None, dialect="bfl", operation="image.generate", model="flux-2-pro",
        state="queued", book="live", params={}, n=1, base="http://here", created_at=now(), receipt=Receipt("live", price), seq=1,
    )  # fmt: skip
    return Order(task, WORK, time.time() + 60, idem, fingerprint)


def ended(task: Task, captured: int) -> Transition:
    """Its end, paid for."""
    payer = posting.Payer(task.account, None, "live")
    receipt = Receipt("live", task.receipt.quoted, task.receipt.quoted, captured)
    over = msgspec.structs.replace(task, state="succeeded", seq=task.seq + 1, finished_at=now(), receipt=receipt)
    postings = tuple(posting.settle(task.id, payer, task.receipt.quoted, captured))
    return Transition(over, WORK, now(), event=("done", {"state": "succeeded"}), postings=postings)


def told(dsn: str, story: Callable[[Database, UUID], Awaitable[None]], money: int = 100) -> None:
    """Run the story with a database and an account, then prove the ledger."""

    async def run() -> None:
        database = Database(dsn, size=4)
        await database.open()
        try:
            account = await accounts.create(database, "bob")
            await accounts.topup(database, account, "live", money)
            await story(database, account)
            assert await accounts.proof(database) == []
        finally:
            await database.close()

    asyncio.run(run())


async def once(database: Database, work: Any, items: list[Any], *, again: bool = False) -> list[Any]:
    """One batch in one transaction."""
    async with database.transaction() as connection:
        return list(await work(connection, items, again))


def test_a_batch_whose_commit_was_not_answered_is_not_admitted_twice(migrated: str) -> None:
    """The second try finds its tasks there, and accepts what was not."""

    async def story(database: Database, account: UUID) -> None:
        admit, first = Admission(OWNER, 1), [order(account), order(account, idem="k", fingerprint=b"f")]
        await once(database, admit, first)
        verdicts = await once(database, admit, [*first, order(account)], again=True)

        assert [v.fresh for v in verdicts] == [True, True, True]
        assert (await accounts.standing(database, account, "live")).held == 30

    told(migrated, story)


def test_a_batch_is_decided_in_order_of_arrival(migrated: str) -> None:
    """Money for three of five; within the batch one idempotency key is one task, and another body a conflict."""

    async def story(database: Database, account: UUID) -> None:
        orders = [
            order(account, idem="k", fingerprint=b"f"), order(account, idem="k", fingerprint=b"f"),
            order(account, idem="k", fingerprint=b"g"), *(order(account) for _ in range(4)),
        ]  # fmt: skip
        verdicts = await once(database, Admission(OWNER, 1), orders)

        assert verdicts[1].id == verdicts[0].id
        assert not verdicts[1].fresh
        assert isinstance(verdicts[2], Conflict)
        assert [isinstance(v, InsufficientFunds) for v in verdicts[3:]] == [False, False, True, True]

    told(migrated, story, money=30)


def test_who_does_not_own_a_task_cannot_move_it(migrated: str) -> None:
    """Another worker, another epoch, another step: nothing is written, no money moves."""

    async def story(database: Database, account: UUID) -> None:
        wanted = order(account)
        await once(database, Admission(OWNER, 1), [wanted])
        end = ended(wanted.task, 7)
        skipped = ended(msgspec.structs.replace(wanted.task, seq=2), 7)

        assert await once(database, Transitions(OTHER, 1), [end]) == [False]
        assert await once(database, Transitions(OWNER, 2), [end]) == [False]
        assert await once(database, Transitions(OWNER, 1), [skipped]) == [False]
        assert (await accounts.standing(database, account, "live")).held == 10

    told(migrated, story)


def test_an_end_is_written_once_however_often_it_is_tried(migrated: str) -> None:
    """A COMMIT that was not answered: the second try sees that it holds; a third, as news, is refused."""

    async def story(database: Database, account: UUID) -> None:
        wanted = order(account)
        await once(database, Admission(OWNER, 1), [wanted])
        move, end = Transitions(OWNER, 1), ended(wanted.task, 7)

        assert await once(database, move, [end]) == [True]
        assert await once(database, move, [end], again=True) == [True]
        assert await once(database, move, [end]) == [False]
        assert (await accounts.standing(database, account, "live")).available == 93

    told(migrated, story)


def test_one_bad_item_fails_alone(migrated: str) -> None:
    """What the database cannot keep is found by halving the batch; its neighbours are kept."""

    async def story(database: Database, account: UUID) -> None:
        group: Group[Order, Any] = Group(database, Admission(OWNER, 1))
        orders = [order(account) for _ in range(7)]
        orders[3] = msgspec.structs.replace(orders[3], task=msgspec.structs.replace(orders[3].task, dialect="\0"))
        found = await asyncio.gather(*(group(o) for o in orders), return_exceptions=True)

        assert [isinstance(f, asyncpg.DataError) for f in found] == [n == 3 for n in range(7)]
        assert (await accounts.standing(database, account, "live")).held == 60

    told(migrated, story)


@pytest.mark.parametrize("lanes", [1, 3])
def test_many_at_once_through_several_lanes(migrated: str, lanes: int) -> None:
    """Two hundred orders and their ends, in whatever batches: exact money."""

    async def story(database: Database, account: UUID) -> None:
        admit: Group[Order, Any] = Group(database, Admission(OWNER, 1), lanes=lanes)
        move: Group[Transition, bool] = Group(database, Transitions(OWNER, 1), lanes=lanes)

        async def whole(number: int) -> bool:
            wanted = order(account)
            await admit(wanted)
            return await move(ended(wanted.task, number % 11))

        assert all(await asyncio.gather(*(whole(n) for n in range(200))))
        standing = await accounts.standing(database, account, "live")
        assert (standing.held, standing.available) == (0, 5000 - sum(n % 11 for n in range(200)))

    told(migrated, story, money=5000)
