"""The studio at work: takes orders in, has them painted by its engines, applies the faults that a prompt asks for."""

import asyncio
import contextlib
import shutil
from pathlib import Path
from typing import Any

from philae.studio.engine import Died, Engine
from philae.studio.jobs import Job, Jobs
from philae.studio.label import NOTE
from philae.studio.request import Refused, Request
from philae.studio.words.faults import seconds

ATTEMPTS = 2
PREVIEWS = 3
LIMIT_SECONDS = 600.0
SWEEP_SECONDS = 5.0
NOT_AN_IMAGE = b"<html><body>503 Service Temporarily Unavailable</body></html>\n"


class Studio:
    """Jobs, their files under `folder`, and `workers` render processes."""

    def __init__(self, folder: Path, workers: int = 1, *, warm: bool = True) -> None:
        """`folder` is the studio's own and is emptied at the start."""
        self.jobs = Jobs(self._forget, workers)
        self.folder, self.warm, self.warmed = folder, warm, 0.0
        self._engines = [Engine(self._note_warmth) for _ in range(workers)]
        self._painting: dict[str, Engine] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Empty the folder, let the engines wait for work; the first warms itself meanwhile."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, mode=0o700)
        if self.warm:
            self._engines[0].start(warm=True)
        for engine in self._engines:
            self._spawn(self._work(engine))
        self._spawn(self._sweep())

    def close(self) -> None:
        """End all processes and drop all files."""
        for task in self._tasks:
            task.cancel()
        for engine in self._engines:
            engine.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def take(self, request: Request, body: bytes, faults: dict[str, str], key: str | None) -> Job:
        """Accept an order: its body goes to disk, the job into the line (after the delay that it asks for)."""
        job = self.jobs.add(request, faults, key)
        await asyncio.to_thread(self._path(job.id, "body").write_bytes, body)
        if faults.get("fault") == "silent":
            job.start()
        elif "delay" in faults:
            self._spawn(self._enqueue_later(job, seconds(faults["delay"])))
        else:
            self.jobs.enqueue(job)
        return job

    def cancel(self, job: Job) -> None:
        """Cancel a job wherever it is; one that is over is dropped with its picture."""
        if job.over:
            self.jobs.drop(job)
            return
        self.jobs.cancel(job)
        if engine := self._painting.get(job.id):
            engine.cancel()

    def content(self, job: Job) -> Path:
        """Where its picture lies."""
        return self._path(job.id, "picture")

    def previews(self, job: Job) -> list[Path]:
        """Where its early pictures lie, as far as there are any yet."""
        return [path for path in self._previews(job.id) if path.exists()]

    def health(self) -> dict[str, Any]:
        """What a supervisor wants to know."""
        return {
            "status": "ok",
            "engine": "ready" if self.warmed >= 1 else "warming" if self.warm else "cold",
            "warm": self.warmed,
            "unfinished": self.jobs.unfinished,
            "processes": [engine.pid for engine in self._engines if engine.pid],
            "note": NOTE,
        }

    async def _work(self, engine: Engine) -> None:
        while True:
            job = await self.jobs.take()
            self._painting[job.id] = engine
            try:
                await self._paint(job, engine)
            finally:
                del self._painting[job.id]
            self.jobs.learn(job)

    async def _paint(self, job: Job, engine: Engine) -> None:
        """Paint it, a second time if the process died; every way out ends the job."""
        while not job.over:
            job.start()
            try:
                async with asyncio.timeout(LIMIT_SECONDS):
                    job.finish(await self._outcome(job, engine))
            except Refused as refused:
                job.fail(refused.code, refused.message)
            except TimeoutError:
                engine.stop()
                job.fail("timeout", f"the picture took longer than {LIMIT_SECONDS:.0f} s")
            except Died:
                if job.attempts >= ATTEMPTS:
                    job.fail("engine_crashed", "the render process died twice while it drew this picture")

    async def _outcome(self, job: Job, engine: Engine) -> dict[str, Any]:
        fault = job.faults.get("fault")
        if fault == "moderated":
            raise Refused("moderated", "the content was moderated, as the prompt asked for")
        names = {"body": "body", "out": "picture", "preview": "preview"}
        order = {name: str(self._path(job.id, suffix)) for name, suffix in names.items()}
        outcome = await engine.paint(order, lambda share: setattr(job, "progress", max(share, job.progress)))
        self._path(job.id, "body").unlink(missing_ok=True)
        if fault == "not_an_image":
            self.content(job).write_bytes(NOT_AN_IMAGE)
            outcome |= {"mime": "text/html", "bytes": len(NOT_AN_IMAGE)}
        return outcome

    async def _enqueue_later(self, job: Job, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.jobs.enqueue(job)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.jobs.sweep()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _note_warmth(self, share: float) -> None:
        self.warmed = share

    def _path(self, id: str, suffix: str) -> Path:  # noqa: A002 - it is the id
        return self.folder / f"{id}.{suffix}"

    def _forget(self, id: str) -> None:  # noqa: A002 - it is the id
        for path in (self._path(id, "body"), self._path(id, "picture"), *self._previews(id)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _previews(self, id: str) -> list[Path]:  # noqa: A002 - it is the id
        return [self._path(id, f"preview{number}") for number in range(1, PREVIEWS + 1)]
