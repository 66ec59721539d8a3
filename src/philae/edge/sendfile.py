"""Sends files by the kernel, from its cache to the socket, with not a byte of them in this process."""

import asyncio
import os
from functools import partial
from weakref import ref

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from philae.edge.cork import Cork

SENDFILE = "philae.sendfile"
"""Where a request's scope has `sendfile(file, start, end)`, a coroutine to be called once the headers are sent."""
AT_ONCE = 1 << 20
"""Bytes in one call, so that other connections get their turns."""
NOWAIT: int | None = getattr(os, "RWF_NOWAIT", None)


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol; its requests can be answered with files, and short answers go out in one piece."""

    def on_headers_complete(self) -> None:
        """Begin the request."""
        super().on_headers_complete()
        cork = self.cycle.transport = Cork(self.transport)
        if self.scheme == "http" and hasattr(os, "sendfile"):
            # Held weakly: the cycle holds the scope, and what holds itself is left to the collector, 16 objects a request.
            self.scope[SENDFILE] = partial(_send, ref(self.cycle), cork, self.transport)  # type: ignore[literal-required]


async def _send(
    answered: ref[RequestResponseCycle], cork: Cork, transport: asyncio.Transport, file: int, start: int, end: int
) -> None:
    """Send the bytes from `start` to `end`; ends early where the reader or the rest of the file is gone."""
    cycle = answered()
    if cycle is None or cycle.disconnected or transport.is_closing():
        return
    cork.flush()
    transfer = Transfer(transport, file, start, end)
    try:
        cycle.expected_content_length -= await transfer.done
    except OSError:
        cycle.disconnected = True
        transport.abort()
    finally:
        transfer.close()


class Transfer:
    """A file on its way: as much at a time as the socket takes, whenever it takes some.

    The socket is used under a number of its own, since the loop lets nobody else wait for its transport's.
    """

    def __init__(self, transport: asyncio.Transport, file: int, start: int, end: int) -> None:
        """Begin at once; `done` tells how many bytes went, or raises `OSError`."""
        self._loop = asyncio.get_running_loop()
        self._transport = transport
        self._file, self._start, self._at, self._end = file, start, start, end
        self._warm = start
        self._socket = os.dup(transport.get_extra_info("socket").fileno())
        self._waits = False
        self.done: asyncio.Future[int] = self._loop.create_future()
        self._more()

    def close(self) -> None:
        """Stop, wherever it is."""
        self._wait(on=False)
        os.close(self._socket)

    def _more(self) -> None:
        """One turn; the headers go first."""
        if self._transport.is_closing():
            self._over(ConnectionResetError())
        elif self._transport.get_write_buffer_size():
            self._wait(on=True)
        elif self._at >= self._warm and not _cached(self._file, self._at, self._next() - 1):
            self._wait(on=False)
            reading = self._loop.run_in_executor(None, os.pread, self._file, self._next() - self._at, self._at)
            reading.add_done_callback(self._read)
        else:
            self._warm = max(self._warm, self._next())
            self._sent()

    def _next(self) -> int:
        """Where the piece ends that is being sent."""
        return self._warm if self._warm > self._at else min(self._at + AT_ONCE, self._end)

    def _sent(self) -> None:
        try:
            sent = os.sendfile(self._socket, self._file, self._at, self._warm - self._at)
        except BlockingIOError:
            self._wait(on=True)
            return
        except OSError as error:
            self._over(error)
            return
        self._at += sent
        if sent == 0 or self._at == self._end:
            self._over(None)
        else:
            self._wait(on=True)

    def _read(self, reading: "asyncio.Future[bytes]") -> None:
        """What had to come from the disk is in the kernel's cache now."""
        error = None if reading.cancelled() else reading.exception()
        if self.done.done():
            return
        if isinstance(error, OSError):
            self._over(error)
        else:
            self._warm = self._next()
            self._sent()

    def _over(self, error: OSError | None) -> None:
        self._wait(on=False)
        if self.done.done():
            return
        if error:
            self.done.set_exception(error)
        else:
            self.done.set_result(self._at - self._start)

    def _wait(self, *, on: bool) -> None:
        if on and not self._waits:
            self._loop.add_writer(self._socket, self._more)
        elif self._waits and not on:
            self._loop.remove_writer(self._socket)
        self._waits = on


def _cached(file: int, first: int, last: int) -> bool:
    """Whether the kernel has both ends of a piece in memory, so that sending it does not wait for a disk."""
    if NOWAIT is None:
        return True
    try:
        return all(os.preadv(file, [bytearray(1)], at, NOWAIT) == 1 for at in (first, last))
    except BlockingIOError:
        return False
    except OSError:
        return True
