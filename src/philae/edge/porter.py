"""Has big bodies taken apart by a process of its own, which is there from the first one until there has been none for a while."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import msgspec

from philae.core.errors import Unavailable
from philae.edge.spill import Spill
from philae.edge.unpack import Taken, Unpacked
from philae.engine.inputs import Arrived

IDLE = 30.0
"""Seconds without a body after which the process ends."""
PATIENCE = 60.0
"""Seconds for one body; 20 MB take a tenth of one."""
MAPPED = "1048576"
"""Bytes from which the process gives memory back at once, also when bodies follow one another."""


class Porter:
    """One body after the other; the process is a child of ours and ends with us."""

    def __init__(self, idle: float = IDLE) -> None:
        """No process yet."""
        self._idle = idle
        self._turn = asyncio.Lock()
        self._child: _Child | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def unpack(self, body: Spill) -> tuple[bytes, dict[str, Arrived]]:
        """The JSON without its files, and the files by what stands for them in it.

        Raises what is wrong with the body, or `Unavailable` if it cannot be taken apart.
        """
        out = Spill()
        async with self._turn:
            if self._timer:
                self._timer.cancel()
            try:
                if self._child and not self._child.alive():
                    self._end()
                child = self._child
                if child is None:
                    child = self._child = await asyncio.to_thread(_Child)
                answer = await asyncio.to_thread(child.ask, body.fd, out.fd)
            except BaseException as error:
                self._end()  # an answer that nobody waits for any more would be taken for the next one's
                if isinstance(error, OSError | EOFError | msgspec.MsgspecError):
                    message = "the request could not be taken in"
                    raise Unavailable(message, detail=repr(error)) from error
                raise
            self._timer = asyncio.get_running_loop().call_later(self._idle, self._end)
        if answer.fault:
            raise answer.fault.error()
        return answer.rest.encode(), {t.token: _arrived(t, out) for t in answer.taken}

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()


class _Child:
    """The process, and our end of the socket to it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(PATIENCE)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "philae.edge.unpack", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=os.environ | {"MALLOC_MMAP_THRESHOLD_": MAPPED},
            )  # fmt: skip

    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(self, body: int, out: int) -> Unpacked:
        """Have it taken apart. Raises `OSError` or `EOFError` if the process is gone or does not answer."""
        socket.send_fds(self._line, [b"."], [body, out])
        return msgspec.json.decode(self._read(int.from_bytes(self._read(4))), type=Unpacked)

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


def _arrived(taken: Taken, out: Spill) -> Arrived:
    read: Callable[[], bytes] = partial(out.read, taken.start, taken.size)
    return Arrived(taken.token, read, taken.seen, bytes.fromhex(taken.digest), taken.fault)
