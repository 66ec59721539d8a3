"""The studio's handle on a model's process: started at first use, one call at a time, ended when it was idle for long."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp

from philae.studio.request import Refused
from philae.studio.text.llama import READY

ROOM = 64
"""Calls that wait or are under way, at most."""
LOAD_SECONDS = 600.0
IDLE_SECONDS = 600.0
"""How long an unused model stays in memory."""
TELL_SECONDS = 2.0


class Model:
    """One model. `find` gives its file; raises Refused where there is none. `folder` is the studio's own."""

    def __init__(self, name: str, find: Callable[[], Path], folder: Path, *, vectors: bool = False) -> None:
        """Nothing is loaded yet."""
        self.name, self.state = name, "cold"
        self._find, self._socket, self._vectors = find, folder / f"{name}.sock", vectors
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self._turn = asyncio.Lock()
        self._callers = 0
        self._idle: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None

    @property
    def file(self) -> Path:
        """Where its weights are. Raises Refused."""
        return self._find()

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """The model for oneself, loaded. Raises Refused where it is not there, or too many wait."""
        path = self.file
        if self._callers >= ROOM:
            raise Refused("queue_full", "too many calls are waiting")
        self._callers += 1
        try:
            async with self._turn:
                await self._ready(path)
                yield
        finally:
            self._callers -= 1
            self._rest()

    @contextlib.asynccontextmanager
    async def ask(self, path: str, body: dict[str, Any]) -> AsyncIterator[aiohttp.ClientResponse]:
        """A reply of the process, inside of a turn. One that is left early is no longer worked on."""
        if self._session is None:
            raise Refused("engine_crashed", "the model's process is gone")
        try:
            async with self._session.post(f"http://llama{path}", json=body) as reply:
                yield reply
        except (aiohttp.ClientError, OSError) as wrong:
            raise Refused("engine_crashed", "the model's process ended while it answered") from wrong

    async def close(self) -> None:
        """End the process, if there is one."""
        if self._idle:
            self._idle.cancel()
        session, process = self._session, self._process
        self._session = self._process = None
        self.state = "cold"
        if session:
            await session.close()
        if process and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ready(self, path: Path) -> None:
        if self._process and self._process.returncode is None and self.state == "ready":
            return
        await self.close()
        begun, what = time.monotonic(), _described(path)
        loading = asyncio.create_task(self._load(path))
        try:
            while not (await asyncio.wait({loading}, timeout=TELL_SECONDS))[0]:
                tell(f"the offline twin loads {what}, {time.monotonic() - begun:.0f} s")
            await loading
        except BaseException:
            loading.cancel()
            await self.close()
            raise
        tell(f"the offline twin has loaded {what} in {time.monotonic() - begun:.1f} s")

    async def _load(self, path: Path) -> None:
        self.state = "loading"
        command = ["-m", "philae.studio.text.llama", "--model", str(path), "--socket", str(self._socket)]
        command += ["--vectors"] if self._vectors else []
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=pipe, stdout=pipe)
        said = await asyncio.wait_for(self._process.stdout.readline(), LOAD_SECONDS) if self._process.stdout else b""
        if said != READY:
            await self.close()
            raise Refused("no_model", f"{path.name} cannot be loaded; the gateway's console says why")
        # A connection of its own for each call: llama.cpp closes one behind a stream without a word.
        connector = aiohttp.UnixConnector(str(self._socket), force_close=True)
        self._session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=None))
        self.state = "ready"

    def _rest(self) -> None:
        """Nobody uses it now: after a while it goes out of memory."""
        if self._idle:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._unload)

    def _unload(self) -> None:
        if not self._callers:
            self._ending = asyncio.create_task(self.close())


def _described(path: Path) -> str:
    return f"{path.stem} ({path.stat().st_size / 1e6:,.0f} MB)"


def tell(text: str) -> None:
    """A line on the gateway's console."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - it is for a person
