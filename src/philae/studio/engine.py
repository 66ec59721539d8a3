"""The server's handle on a render process: started when needed, replaced when it dies, never waited for by blocking."""

import asyncio
import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from philae.studio import easel
from philae.studio.request import Refused

CANCEL_SECONDS = 3.0
"""How long a drawing may take to notice that it was cancelled before its process is ended."""


class Died(Exception):
    """The render process ended in the middle of a job."""


class Engine:
    """One render process; paints one order at a time."""

    def __init__(self, warmed: Callable[[float], None] = lambda _: None) -> None:
        """`warmed` is called with 0..1 while a fresh process compiles its engines in the background."""
        self._warmed = warmed
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._answer: asyncio.Future[dict[str, Any]] | None = None
        self._progress: Callable[[float], None] = warmed

    @property
    def pid(self) -> int | None:
        """The process's id, if there is one."""
        return self._process.pid if self._process else None

    def start(self, *, warm: bool = False) -> None:
        """Start the process unless it runs; with `warm` it rehearses while it has no order."""
        if self._process and self._process.is_alive():
            return
        self.stop()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=easel.serve, args=(theirs,), kwargs={"warm": warm}, daemon=True, name="philae-studio"
        )
        self._process.start()
        theirs.close()
        asyncio.get_running_loop().add_reader(self._pipe.fileno(), self._read)

    async def paint(self, order: dict[str, str], progress: Callable[[float], None]) -> dict[str, Any]:
        """Have one order painted; raises Died, or Refused with the drawing's own reason."""
        self.start()
        self._answer, self._progress = asyncio.get_running_loop().create_future(), progress
        try:
            self._send(order)
            return await self._answer
        finally:
            self._answer = None

    def cancel(self) -> None:
        """Ask the drawing to stop; if it does not soon, end its process."""
        if self._answer is None:
            return
        self._send({"cancel": True})
        asyncio.get_running_loop().call_later(CANCEL_SECONDS, self._kill_if_still, self._answer)

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._pipe:
            asyncio.get_running_loop().remove_reader(self._pipe.fileno())
            self._pipe.close()
            self._pipe = None
        if self._process:
            self._process.kill()
            self._process.join(1)
            self._process = None

    def _kill_if_still(self, answer: "asyncio.Future[dict[str, Any]]") -> None:
        if self._answer is answer and self._process:
            self._process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        """A pipe that is broken already tells so through `_read`."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if self._pipe:
                self._pipe.send(message)

    def _read(self) -> None:
        try:
            message = self._pipe.recv() if self._pipe else {}
        except (EOFError, ConnectionResetError):
            self.stop()
            self._settle(Died())
            return
        if "warm" in message:
            self._warmed(message["warm"])
        elif "progress" in message:
            self._progress(message["progress"])
        elif "failed" in message:
            self._settle(Refused(**message["failed"]))
        elif "done" in message:
            self._settle(message["done"])

    def _settle(self, outcome: dict[str, Any] | Exception) -> None:
        if self._answer is None or self._answer.done():
            return
        if isinstance(outcome, Exception):
            self._answer.set_exception(outcome)
        else:
            self._answer.set_result(outcome)
