"""A process of our own for work on files that would stop a loop, or that a hostile file might kill."""

import asyncio
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Callable

IDLE = 30.0
"""Seconds without work after which the process ends."""
PATIENCE = 60.0
"""Seconds for one piece of work; to take 20 MB apart needs a tenth of one."""
MAPPED = "1048576"
"""Bytes from which the process gives memory back at once, also when pieces follow one another."""
POLITE = 10
"""The niceness of the process: other calls come first."""
MOST = 4
"""Open files in one piece of work."""


class Aide:
    """One piece of work after the other; the process is a child of ours, begun when it is needed, and ends with us."""

    def __init__(self, module: str, idle: float = IDLE) -> None:
        """`module` is run with the number of its socket, and calls `serve`. No process yet."""
        self._module = module
        self._idle = idle
        self._turn = asyncio.Lock()
        self._child: _Child | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def ask(self, *files: int) -> bytes:
        """What it says of the open files. Raises `OSError` or `EOFError` if it did not get to an answer."""
        async with self._turn:
            if self._timer:
                self._timer.cancel()
            try:
                if self._child and not self._child.alive():
                    self._end()
                child = self._child
                if child is None:
                    child = self._child = await asyncio.to_thread(_Child, self._module)
                answer = await asyncio.to_thread(child.ask, files)
            except BaseException:
                self._end()  # an answer that nobody waits for any more would be taken for the next one's
                raise
            self._timer = asyncio.get_running_loop().call_later(self._idle, self._end)
        return answer

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()


class _Child:
    """The process, and our end of the socket to it."""

    def __init__(self, module: str) -> None:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(PATIENCE)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=os.environ | {"MALLOC_MMAP_THRESHOLD_": MAPPED},
            )  # fmt: skip

    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(self, files: tuple[int, ...]) -> bytes:
        """Have them looked at."""
        socket.send_fds(self._line, [b"."], list(files))
        return self._read(int.from_bytes(self._read(4)))

    def _read(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._line.recv(size - len(parts))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def end(self) -> None:
        """Let it go; a thread that waits for its answer is told so."""
        self._process.kill()
        self._process.wait()
        self._line.close()


def serve(work: Callable[..., bytes]) -> None:
    """The process's side: answer each set of open files with four bytes of length and what `work(*files)` says of them."""
    os.nice(POLITE)
    with socket.socket(fileno=int(sys.argv[1])) as line:
        while True:
            _, files, *_ = socket.recv_fds(line, 1, MOST)
            if not files:
                return
            try:
                answer = work(*files)
            finally:
                for file in files:
                    os.close(file)
            line.sendall(len(answer).to_bytes(4) + answer)
            gc.collect()
