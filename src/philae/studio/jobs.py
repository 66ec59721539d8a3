"""The jobs of a studio: who waits, who runs, what is kept, and for how long. In memory, one event loop, no I/O."""

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from philae.studio.request import Request

State = Literal["queued", "running", "done", "failed"]
ROOM = 500
KEPT = 200
KEEP_SECONDS = 600.0
SILENT_SECONDS = 3600.0
SECONDS_PER_MEGAPIXEL = 3.0
FILMED = 1.5
"""Pictures of the same size that take as long as a second of film."""


@dataclass(slots=True, eq=False)
class Job:
    """One order on its way; `outcome` is what the render process told when it was done."""

    operation: str
    megapixels: float
    faults: dict[str, str] = field(default_factory=dict)
    key: str | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: State = "queued"
    progress: float = 0.0
    attempts: int = 0
    created: float = field(default_factory=time.monotonic)
    started: float | None = None
    ended: float | None = None
    outcome: dict[str, Any] = field(default_factory=dict)
    error: dict[str, str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "failed"}

    @property
    def seconds(self) -> float:
        """How long it has been worked on, or was."""
        return 0.0 if self.started is None else (self.ended or time.monotonic()) - self.started

    def start(self) -> None:
        """It is being painted now, perhaps for the second time."""
        self.state, self.progress, self.attempts = "running", 0.0, self.attempts + 1
        self.started = time.monotonic()

    def finish(self, outcome: dict[str, Any]) -> None:
        """Its picture is there; a job that was already failed (cancelled) stays so."""
        if not self.over:
            self.state, self.progress, self.outcome, self.ended = "done", 1.0, outcome, time.monotonic()

    def fail(self, code: str, message: str) -> None:
        """No picture will come; the first reason stays."""
        if not self.over:
            self.state, self.error, self.ended = "failed", {"code": code, "message": message}, time.monotonic()


class Jobs:
    """All jobs by id and by idempotency key, and the order of those that wait."""

    def __init__(self, forget: Callable[[str], None], workers: int = 1) -> None:
        """`forget` is called with the id of each job that is dropped, so that its files can go."""
        self._forget, self._workers = forget, workers
        self._all: dict[str, Job] = {}
        self._keys: dict[str, str] = {}
        self._waiting: deque[Job] = deque()
        self._news = asyncio.Event()
        self._pace = SECONDS_PER_MEGAPIXEL

    @property
    def full(self) -> bool:
        """Whether no further job is taken in."""
        return self.unfinished >= ROOM

    @property
    def unfinished(self) -> int:
        """How many jobs are not over yet."""
        return sum(not job.over for job in self._all.values())

    def find(self, id: str) -> Job | None:  # noqa: A002 - it is the id
        """The job of that id, if it is still kept."""
        return self._all.get(id)

    def same(self, key: str | None) -> Job | None:
        """The job that this idempotency key already made."""
        return self._all.get(self._keys.get(key or "", ""))

    def add(self, request: Request, faults: dict[str, str], key: str | None) -> Job:
        """Note a new job; it waits nowhere until `enqueue`."""
        job = Job(request.operation, _megapixels(request), faults, key)
        self._all[job.id] = job
        if key:
            self._keys[key] = job.id
        return job

    def enqueue(self, job: Job) -> None:
        """Let it wait for a worker, unless it was cancelled meanwhile."""
        if not job.over:
            self._waiting.append(job)
            self._news.set()

    async def take(self) -> Job:
        """The job that has waited longest; waits until there is one."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()

    def cancel(self, job: Job) -> None:
        """End it as cancelled and take it out of the line."""
        job.fail("canceled", "the job was cancelled")
        if job in self._waiting:
            self._waiting.remove(job)

    def position(self, job: Job) -> int:
        """How many jobs come before it, running ones included; 0 for one that runs or is over."""
        if job.state != "queued":
            return 0
        ahead = self._waiting.index(job) if job in self._waiting else len(self._waiting)
        return ahead + len(self._running())

    def ahead_seconds(self, job: Job) -> float:
        """A guess, from the pace of recent jobs, of how long those before it will take."""
        if job.state != "queued":
            return 0.0
        line = list(self._waiting)
        before = line[: line.index(job)] if job in line else line
        rest = [max(self._pace * each.megapixels - each.seconds, 0.2) for each in self._running()]
        return (sum(self._pace * each.megapixels for each in before) + sum(rest)) / self._workers

    def learn(self, job: Job) -> None:
        """Let the pace follow what this job took."""
        self._pace += 0.2 * (job.seconds / max(job.megapixels, 0.05) - self._pace)

    def sweep(self) -> None:
        """Drop finished jobs that are too old or too many, and silent ones after an hour."""
        now = time.monotonic()
        over = sorted((job for job in self._all.values() if job.over), key=lambda job: job.ended or now)
        late = [job for job in over if now - (job.ended or now) > KEEP_SECONDS]
        silent = [j for j in self._all.values() if "silent" in j.faults.values() and now - j.created > SILENT_SECONDS]
        for job in dict.fromkeys([*late, *over[: max(len(over) - KEPT, 0)], *silent]):
            self.drop(job)

    def drop(self, job: Job) -> None:
        """Forget it, its key and its files."""
        self._all.pop(job.id, None)
        if job.key:
            self._keys.pop(job.key, None)
        self._forget(job.id)

    def _running(self) -> list[Job]:
        return [job for job in self._all.values() if job.state == "running" and "silent" not in job.faults.values()]


def _megapixels(request: Request) -> float:
    """What there is to do, in megapixels of a picture."""
    size = (request.width or 1024) * (request.height or 1024) / 1e6
    return size * (1 + FILMED * (request.seconds or 5.0)) if request.operation == "film" else size
