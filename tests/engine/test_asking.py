"""A task that asks its client something holds no money while it waits, goes on when it is answered, and ends when it is not."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest

from philae.core.errors import Conflict, NotFound
from philae.core.ids import uuid7
from philae.core.task import Task
from philae.gate.policy import Policy
from philae.ledger import accounts
from philae.store import keys
from philae.store.db import Database
from tests.engine.stage import PRICE, Hand, Shop, channels
from tests.migrated import migrated as migrated
from tests.migrated import template as template
from tests.scripted.server import listen

Story = Callable[[Hand, Policy, Database], Awaitable[None]]


def told(dsn: str, folder: Path, story: Story) -> None:
    """Run the story with a worker, before a vendor that asks, then prove the ledger."""

    async def run() -> None:
        database = Database(dsn, size=4)
        await database.open()
        server = await listen(Shop(), 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        hand = Hand(database, channels(url, "key"), folder)
        try:
            bob = await shown(database, "bob")
            await accounts.topup(database, bob.account, "live", 3 * PRICE)
            await hand.begin()
            hand.gate.open = True
            await story(hand, bob, database)
            assert await accounts.proof(database) == []
            assert not await database.fetch("select 1 from key where running <> 0 or held <> 0")
        finally:
            await hand.die()
            server.close()
            await database.close()

    asyncio.run(run())


async def shown(database: Database, name: str) -> Policy:
    """A new account's key."""
    account = await accounts.create(database, name)
    key, _ = await keys.create(database, account, name, keys.KeyLimits())
    return Policy(key, account, "live", name)


async def until(hand: Hand, task: UUID, state: str) -> Task:
    """The task in that state."""
    for _ in range(1000):
        found = await hand.tasks.get(task, None)
        if found.state == state:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError(found)


def test_what_waits_holds_nothing_and_goes_on_when_answered(migrated: str, tmp_path: Path) -> None:
    """The same id: asked, answered at a new price, asked again, answered, delivered and paid once."""

    async def story(hand: Hand, policy: Policy, database: Database) -> None:
        task = await hand.order(policy, ["aaa/kk"], None)
        asked = await until(hand, task.id, "awaiting_input")
        assert (asked.actions, asked.details) == (("yes", "no"), {"question": "sure?"})
        standing = await accounts.standing(database, policy.account, "live")
        assert (standing.available, standing.held) == (3 * PRICE, 0)

        for state in ("awaiting_input", "succeeded"):
            await hand.answer(policy, task.id, "as before")
            await until(hand, task.id, state)
        done = await hand.tasks.get(task.id, policy.account)
        assert (done.receipt.captured, len(done.outputs)) == (PRICE, 1)
        assert (await accounts.standing(database, policy.account, "live")).available == 2 * PRICE

    told(migrated, tmp_path, story)


def test_what_is_not_answered_ends_clearly(migrated: str, tmp_path: Path) -> None:
    """After a day it fails for want of an answer, or is canceled before; nothing was paid for."""

    async def story(hand: Hand, policy: Policy, database: Database) -> None:
        first = await hand.order(policy, ["a/k"], None)
        second = await hand.order(policy, ["a/k"], None)
        for task in (first, second):
            await until(hand, task.id, "awaiting_input")
        await database.fetch(
            "update task set deadline = now(), created_at = now() - interval '1 day' where id = $1", first.id
        )
        await database.fetch("update task set created_at = now() - interval '1 day' where id = $1", second.id)
        await hand.tasks.cancel(second.id, policy.account)
        assert await hand.worker.rescue(hand.engine) == 2

        late = await until(hand, first.id, "failed")
        assert late.error
        assert (late.error.code, late.receipt.captured) == ("timeout", 0)
        assert "was not made in time" in late.error.message
        await until(hand, second.id, "canceled")

    told(migrated, tmp_path, story)


def test_only_what_waits_for_its_own_client_can_be_answered(migrated: str, tmp_path: Path) -> None:
    """Not twice, not by others, not what is finished."""

    async def story(hand: Hand, policy: Policy, database: Database) -> None:
        task = await hand.order(policy, ["a/k"], None)
        await until(hand, task.id, "awaiting_input")
        other = await shown(database, "eve")
        with pytest.raises(NotFound):
            await hand.answer(other, task.id, "a/d")
        await hand.answer(policy, task.id, "a/d")
        for named in (task.id, uuid7()):
            with pytest.raises((Conflict, NotFound)):
                await hand.answer(policy, named, "a/d")
        await until(hand, task.id, "succeeded")

    told(migrated, tmp_path, story)
