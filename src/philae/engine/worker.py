"""A worker: a row that beats. It owns tasks, moves them, and takes over those whose owner no longer beats."""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
import structlog

from philae.core.durable import OPERATIONS
from philae.core.errors import GatewayError
from philae.core.ids import uuid7
from philae.core.params import Params
from philae.core.task import Task
from philae.engine import meters
from philae.engine.call import CallLine
from philae.engine.engine import Engine
from philae.engine.hub import Hub
from philae.engine.line import Line
from philae.engine.parking import Parking
from philae.engine.work import Work
from philae.store.db import Database
from philae.store.sql import load
from philae.store.tasks import columns, of_row

log = structlog.get_logger()
RESCUE = load("tasks_rescue")
BATCH = 500
FLUSH = 2.0
TICK, ENDING = 0.05, 2.0
_work = msgspec.json.Decoder(Work)


class Worker:
    """`lease` seconds without a beat, and others may take its tasks; after half of them it stops sending by itself."""

    def __init__(self, database: Database, hub: Hub, *, lease: float = 30.0) -> None:
        """A new identity: a process that comes back is another worker."""
        self.id: UUID = uuid7()
        self.epoch = 1
        self.lease = lease
        self.lines: dict[UUID, Line] = {}
        self._database = database
        self._hub = hub
        self._beat = 0.0
        self._progress: dict[UUID, float] = {}
        self._parking: Parking | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._draining = False

    @property
    def may_send(self) -> bool:
        """Whether the lease is fresh enough to begin something that costs money."""
        return time.monotonic() - self._beat < self.lease / 2 and not self._draining

    async def enlist(self) -> None:
        """Write the row."""
        began = time.monotonic()
        sql = "insert into worker (id, epoch, host) values ($1, $2, $3)"
        async with self._database.connection() as connection:
            await connection.execute(sql, self.id, self.epoch, socket.gethostname())
        self._beat = began

    async def beat(self) -> None:
        """One beat keeps all tasks. A row that is gone (a sweep, a restore) makes this worker begin anew, owning nothing."""
        began = time.monotonic()
        sql = "update worker set beat = now() where id = $1 and epoch = $2 returning id"
        if await self._database.row(sql, self.id, self.epoch):
            self._beat = began
            return
        if self._draining:
            return
        log.warning("worker.forgotten", worker=str(self.id))
        await self.enlist()

    def start(self, engine: Engine, task: Task, work: Work, deadline: float, params: Params | None = None) -> None:
        """Move that task from now on; `deadline` in epoch seconds."""
        if task.id in self.lines or self._draining:
            return
        until = asyncio.get_running_loop().time() + max(0.0, deadline - time.time())
        kind = CallLine if task.operation in OPERATIONS else Line
        line = kind(engine, task, work, until, params)
        self.lines[task.id] = line
        if not self._park(engine).keeps(line):
            self._begin(line)

    def _park(self, engine: Engine) -> Parking:
        if self._parking is None:
            self._parking = Parking(engine.router, self._begin)
            engine.router.freed = self._parking.freed
        return self._parking

    def _begin(self, line: Line) -> None:
        running = asyncio.create_task(self._run(line))
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    def cancel(self, task: UUID) -> None:
        """Somebody asked to cancel that task."""
        if (line := self.lines.get(task)) and not line.canceled.is_set():
            line.cancel()
            if self._parking:
                self._parking.canceled(line)

    async def _run(self, line: Line) -> None:
        """A fault of ours leaves the task as it stands: the next rescue takes it up again, until its deadline."""
        try:
            await line.run()
        except Exception:
            log.exception("line.fault", task=str(line.task.id))
        finally:
            self.lines.pop(line.task.id, None)
            self._progress.pop(line.task.id, None)

    async def rescue(self, engine: Engine) -> int:
        """Take over open tasks that nobody alive moves, until there are none; how many.

        Own ones without a line are among them: their line had a fault, or the answer to a COMMIT was lost.
        """
        await self.beat()  # with a stale beat, our own tasks would look like a dead worker's
        found = took = await self._rescue(engine)
        while took == BATCH:
            took = await self._rescue(engine)
            found += took
        if found:
            log.info("worker.rescued", tasks=found)
        return found

    async def _rescue(self, engine: Engine) -> int:
        if self._draining:
            return 0
        rows = await self._database.fetch(RESCUE, self.id, self.epoch, self.lease, BATCH, list(self.lines))
        for row in rows:
            self.start(engine, of_row(row), _work.decode(row["work"]), row["deadline"].timestamp())
            if row["cancel"]:
                self.cancel(row["id"])
        return len(rows)

    def progress(self, task: UUID, value: float) -> None:
        """Remember how far a task is; written soon, with others."""
        self._progress[task] = value

    async def flush(self) -> None:
        """Write all changed progress in one statement, and tell those who watch."""
        meters.OPEN.set(len(self.lines))
        changed, self._progress = self._progress, {}
        if not changed:
            return
        sql = (
            "update task t set progress = d.progress from unnest($1::uuid[], $2::real[]) as d (id, progress) "
            "where t.id = d.id and t.owner = $3 and t.epoch = $4 and t.finished_at is null"
        )
        try:
            await self._database.fetch(sql, *columns(changed.items(), 2), self.id, self.epoch)
        except GatewayError:
            self._progress = changed | self._progress
            raise
        for task in changed:
            self._hub.wake(task)

    async def canceled(self) -> None:
        """Find own tasks that somebody asked to cancel, in case the notification was missed; see who need not wait any more."""
        sql = "select id from task where owner = $1 and epoch = $2 and cancel and finished_at is null"
        for row in await self._database.fetch(sql, self.id, self.epoch):
            self.cancel(row["id"])
        if self._parking:
            self._parking.look(asyncio.get_running_loop().time())

    async def drain(self, patience: float) -> None:
        """Begin nothing new, see submits that are under way to their end, leave the rest to whoever beats."""
        self._draining = True
        until = time.monotonic() + patience
        while any(line.at_stake for line in self.lines.values()) and time.monotonic() < until:  # noqa: ASYNC110  nobody tells a drain
            await asyncio.sleep(TICK)
        for running in self._running:
            running.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=ENDING)
        sql = "delete from worker where id = $1 and epoch = $2"
        await self._database.fetch(sql, self.id, self.epoch)

    def chores(self, engine: Engine) -> dict[str, tuple[float, Callable[[], Awaitable[object]]]]:
        """What has to be done again and again: name → (seconds between, the deed)."""
        return {
            "beat": (self.lease / 6, self.beat),
            "rescue": (self.lease / 3, lambda: self.rescue(engine)),
            "flush": (FLUSH, self.flush),
            "canceled": (1.0, self.canceled),
        }
