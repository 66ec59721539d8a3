"""Kept responses: written in batches, ended once, forgotten with their conversation."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec

from philae.core.ids import uuid7
from philae.core.kept import Broken, Kept
from philae.store import responses
from philae.store.db import Database
from philae.store.responses import Responses
from tests.migrated import migrated as migrated
from tests.migrated import template as template
from tests.postgres import admin_dsn as admin_dsn

ALICE, BOB = uuid7(), uuid7()


def kept(previous: Kept | None = None, status: str = "completed", **more: object) -> Kept:
    """A response of Alice's."""
    identity = uuid7()
    thread = previous.thread if previous else identity
    fields = {"items": (f"msg_{identity.hex}",), "output": b'[{"id":"x\\u0000"}]', **more}
    return Kept(
        identity,
        ALICE,
        thread,
        previous.id if previous else None,
        status,
        b'{"a":"\\u0000"}',
        b"[]",
        **fields,  # type: ignore[arg-type]
    )


def run(dsn: str, work: Callable[[Database, Responses], Awaitable[None]]) -> None:
    """Do it with a store of a worker that does not beat."""

    async def whole() -> None:
        database = Database(dsn, size=3)
        await database.open()
        try:
            await work(database, Responses(database))
        finally:
            await database.close()

    asyncio.run(whole())


def test_a_conversation_is_read_from_its_beginning(migrated: str) -> None:
    """Many at once, each found for its account alone, with what it goes on from."""

    async def work(database: Database, store: Responses) -> None:
        first = kept()
        second = kept(first)
        others = [kept() for _ in range(100)]
        await asyncio.gather(*(store.keep(k) for k in (first, second, *others)))
        assert [turn.id for turn in await store.thread(ALICE, second.id)] == [first.id, second.id]
        assert await store.thread(BOB, second.id) == []
        assert await store.outputs(ALICE, [second.items[0], "no such", "a b"]) == [second.output]
        assert await store.outputs(BOB, second.items) == []
        found = await responses.find(database, ALICE, first.id)
        assert found
        assert (found.head, found.output) == (first.head, first.output)

    run(migrated, work)


def test_an_open_one_ends_once(migrated: str) -> None:
    """Whoever is first; one that was cancelled or erased stays so; one that no task makes fails."""

    async def work(database: Database, store: Responses) -> None:
        one, two, three = (kept(status="in_progress", background=True) for _ in range(3))
        for k in (one, two, three):
            await store.keep(k)

        async def end(k: Kept | Broken) -> None:
            async with database.transaction() as connection:
                await responses.end(connection, [k])

        await end(kept_as(one, "completed"))
        await end(Broken(one.id, "failed", b"{}"))
        await responses.cancel(database, ALICE, one.id)
        await responses.cancel(database, BOB, two.id)
        assert (await status(database, one.id), await status(database, two.id)) == ("completed", "in_progress")
        await responses.cancel(database, ALICE, two.id)
        await end(kept_as(two, "completed"))
        assert await store.rescue(1.0) == 1
        assert (await status(database, two.id), await status(database, three.id)) == ("cancelled", "failed")
        assert await responses.erase(database, ALICE, three.id)
        await end(kept_as(three, "completed"))
        assert await responses.find(database, ALICE, three.id) is None

    run(migrated, work)


def kept_as(k: Kept, status: str) -> Kept:
    """The end of an open one."""
    return msgspec.structs.replace(k, status=status)


async def status(database: Database, identity: UUID) -> str:
    """How Alice's response stands."""
    found = await responses.find(database, ALICE, identity)
    return found.status if found else ""


def test_a_conversation_is_forgotten_with_its_latest(migrated: str) -> None:
    """An old beginning stays as long as somebody goes on from it."""

    async def work(database: Database, store: Responses) -> None:
        first, old = kept(), kept()
        second = kept(first)
        for k in (first, second, old):
            await store.keep(k)
        sql = "update response set created_at = now() - interval '1 hour' where id = any($1)"
        await database.fetch(sql, [first.id, old.id])
        assert await store.sweep(1800) == 1
        assert [turn.id for turn in await store.thread(ALICE, second.id)] == [first.id, second.id]
        await database.fetch(sql, [second.id])
        assert await store.sweep(1800) == 2

    run(migrated, work)
