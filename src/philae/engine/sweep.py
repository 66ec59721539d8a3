"""Clears away what has had its time: files, tasks, old idempotency keys, workers long silent, objects without a row."""

import time
from datetime import UTC, datetime, timedelta

import structlog

from philae.core import ids
from philae.engine import meters
from philae.engine.forget import discard, forget, unnamed
from philae.ledger import accounts
from philae.store.assets import Assets
from philae.store.db import Database

log = structlog.get_logger()
PARTITIONED = ("event", "delivery", "usage", "call")
ORPHAN_AGE = 24 * 3600.0
ORPHANS_EVERY = PROOF_EVERY = 6 * 3600.0
BATCH = 500


class Sweeper:
    """One run is bounded; what is left comes next time."""

    def __init__(self, database: Database, assets: Assets, task_life: float | None) -> None:
        """`task_life`: seconds that finished tasks are kept, None for ever."""
        self._database = database
        self._assets = assets
        self._task_life = task_life
        self._orphans_at = time.monotonic() + ORPHANS_EVERY
        self._proof_at = time.monotonic()

    async def run(self) -> None:
        """Everything once."""
        await self.partitions()
        await self._database.fetch("delete from idempotency where created_at < now() - interval '24 hours'")
        await self._database.fetch("delete from worker where beat < now() - interval '1 day'")
        await self._expired()
        if self._task_life:
            await self._old_tasks(self._task_life)
        if time.monotonic() > self._orphans_at:
            self._orphans_at = time.monotonic() + ORPHANS_EVERY
            await self.orphans()
        if time.monotonic() > self._proof_at:
            self._proof_at = time.monotonic() + PROOF_EVERY
            await self.prove()

    async def partitions(self) -> None:
        """A partition for this month and the next, so that retention can drop whole ones."""
        start = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        for _ in range(2):
            end = (start + timedelta(days=32)).replace(day=1)
            for table in PARTITIONED:
                await self._partition(table, start, end)
            start = end

    async def _partition(self, table: str, start: datetime, end: datetime) -> None:
        low, high = (ids.floor(int(t.timestamp() * 1000)) for t in (start, end))
        name = f"{table}_{start:%Y_%m}"
        if await self._database.row("select 1 from pg_class where relname = $1", name) is None:
            sql = f"create table if not exists {name} partition of {table} for values from ('{low}') to ('{high}')"
            async with self._database.transaction() as connection:
                await connection.execute("select pg_advisory_xact_lock(hashtext('philae partition'))")
                await connection.execute(sql)

    async def _expired(self) -> None:
        sql = "delete from asset where id in (select id from asset where expires_at < now() limit $1) returning key"
        rows = await self._database.fetch(sql, BATCH)
        await self._assets.delete([r["key"] for r in rows])

    async def _old_tasks(self, life: float) -> None:
        sql = "select id from task where finished_at < now() - make_interval(secs => $1) limit $2"
        old = [r["id"] for r in await self._database.fetch(sql, life, BATCH)]
        if old:
            await forget(self._database, self._assets, old)

    async def prove(self) -> None:
        """Prove the ledger, and tell what is wrong with it."""
        faults = await accounts.proof(self._database)
        meters.FAULTS.set(len(faults))
        for fault in faults:
            log.error("ledger.fault", **dict(fault))

    async def _inputs(self) -> None:
        sql = (
            "select i.account, i.sha256 from input i where i.used_at < now() - make_interval(secs => $1) and not exists "
            "(select 1 from task_input t where t.account = i.account and t.sha256 = i.sha256) "
            "order by i.account, i.sha256 limit $2"
        )
        while found := await self._database.fetch(sql, ORPHAN_AGE, BATCH):
            async with self._database.transaction() as connection:
                gone = await unnamed(connection, [(r["account"], r["sha256"]) for r in found])
            await discard(self._assets, gone)

    async def orphans(self) -> int:
        """Remove inputs that no task names, and objects that no row names, older than a day; how many objects.

        A preview has no row; it is here still if a process died at its task's end.
        """
        await self._inputs()
        before, gone = time.time() - ORPHAN_AGE, 0
        for prefix, table in (("out", "asset"), ("in", "input"), ("preview", None)):
            old = [key async for key, changed in self._assets.keys(prefix) if changed < before]
            for start in range(0, len(old), BATCH):
                batch = old[start : start + BATCH]
                sql = f"select key from {table} where key = any($1)"  # noqa: S608  constant names
                rows = await self._database.fetch(sql, batch) if table else []
                orphans = list(set(batch) - {r["key"] for r in rows})
                await self._assets.delete(orphans)
                gone += len(orphans)
        return gone
