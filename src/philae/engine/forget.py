"""Forgets tasks: everything that names them but the ledger, and the inputs that only they named; rows first, then objects."""

from uuid import UUID

from philae.store.assets import Assets
from philae.store.db import Connection, Database
from philae.store.tasks import columns

Named = tuple[UUID, bytes]
"""An input: whose it is, and its hash."""
LOCK = (
    "select 1 from input i join unnest($1::uuid[], $2::bytea[]) as d (account, sha256) using (account, sha256) "
    "order by i.account, i.sha256 for update of i"
)
DELETE = (
    "delete from input i using unnest($1::uuid[], $2::bytea[]) as d (account, sha256) "
    "where i.account = d.account and i.sha256 = d.sha256 "
    "and not exists (select 1 from task_input t where t.account = i.account and t.sha256 = i.sha256) "
    "returning i.key, extract(epoch from i.used_at)::float8 as used"
)
TASKS = (
    "with gone as (delete from task where id = any($1) returning id, account, idem) delete from idempotency i "
    "using gone where i.account = gone.account and i.key = gone.idem and i.task = gone.id"
)


async def forget(database: Database, assets: Assets, tasks: list[UUID]) -> None:
    """Erase those finished tasks with their files."""
    async with database.transaction() as connection:
        outputs = await connection.fetch("delete from asset where task = any($1) returning key", tasks)
        for table in ("event", "delivery", "attempt"):
            await connection.execute(f"delete from {table} where task = any($1)", tasks)  # noqa: S608  constant names
        links = await connection.fetch("delete from task_input where task = any($1) returning account, sha256", tasks)
        await connection.execute(TASKS, tasks)
        inputs = await unnamed(connection, sorted({(r["account"], r["sha256"]) for r in links}))
    await assets.delete([r["key"] for r in outputs])
    await discard(assets, inputs)


async def unnamed(connection: Connection, inputs: list[Named]) -> list[tuple[str, float]]:
    """Erase the rows of those inputs that no task names; their objects' keys, and when they were last used.

    An admission writes such a row and its link in one transaction. Two statements see it all the same: the first waits
    for its lock, so that the second reads what it wrote.
    """
    if not inputs:
        return []
    await connection.execute(LOCK, *columns(inputs, 2))
    return [(r["key"], r["used"]) for r in await connection.fetch(DELETE, *columns(inputs, 2))]


async def discard(assets: Assets, inputs: list[tuple[str, float]]) -> None:
    """Erase the objects of erased rows.

    One that was written anew after its row's last use belongs to a request that is being admitted at this moment; if it
    does not come to a task, the sweep of objects without a row takes it.
    """
    for key, used in inputs:
        changed = await assets.changed(key)
        if changed is not None and changed <= used:
            await assets.delete([key])
