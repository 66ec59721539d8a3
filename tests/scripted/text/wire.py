"""An HTTP/1.1 server whose answers are bytes made before: what it does on the wire is a `Play`."""

import asyncio
import os
import socket
import struct
import time
from collections.abc import Callable
from typing import Literal, NamedTuple

import httptools
import uvloop

STAMP = b"@00000000000.000000@"
"""Stands in a piece where the moment belongs at which it is sent: seconds of the machine's monotonic clock."""
End = Literal["keep", "close", "half", "reset", "hang"]


class Asked(NamedTuple):
    """A request; header names in lower case."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Play(NamedTuple):
    """Bytes, piece by piece, `pause` seconds apart, the first after `wait`; and what becomes of the connection.

    `half`: our side is closed, theirs stays open; `hang`: nothing more comes, for ever.
    """

    pieces: tuple[bytes, ...]
    pause: float = 0.0
    wait: float = 0.0
    end: End = "keep"
    stamped: bool = False


class House:
    """What connections share: who answers, which are open, and how many were closed in the middle of a play."""

    def __init__(self, answer: Callable[[Asked], Play]) -> None:
        """Nobody came yet."""
        self.answer = answer
        self.open: set[Stage] = set()
        self.broken = 0


class Stage(asyncio.Protocol):
    """One connection. Requests that come while a play is on wait for its end."""

    def __init__(self, house: House) -> None:
        """Not connected yet."""
        self._house = house
        self._parser = httptools.HttpRequestParser(self)
        self._waiting: list[Play] = []
        self._timer: asyncio.TimerHandle | None = None
        self._playing = self._full = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody came."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._loop = asyncio.get_running_loop()
        self._house.open.add(self)

    def connection_lost(self, _: Exception | None) -> None:
        """Somebody left."""
        if self._timer:
            self._timer.cancel()
        self._house.broken += self._playing
        self._house.open.discard(self)

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def pause_writing(self) -> None:
        """Whoever listens has enough for now."""
        self._full = True

    def resume_writing(self) -> None:
        """And wants more."""
        self._full = False
        if self._playing and self._at < len(self._play.pieces):
            self._timer = self._loop.call_later(self._play.pause, self._next)

    def eof_received(self) -> bool:
        """Whoever stops sending wants no more."""
        return False

    def data_received(self, data: bytes) -> None:
        """Some of a request."""
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._target = b""
        self._body: list[bytes] = []
        self._headers: list[tuple[str, str]] = []

    def on_url(self, url: bytes) -> None:
        """Its target."""
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """One of its headers."""
        self._headers.append((name.decode("latin-1").lower(), value.decode("latin-1")))

    def on_body(self, data: bytes) -> None:
        """Some of its body."""
        self._body.append(data)

    def on_message_complete(self) -> None:
        """It is whole."""
        method = self._parser.get_method().decode()
        play = self._house.answer(Asked(method, self._target.decode(), tuple(self._headers), b"".join(self._body)))
        if self._playing:
            self._waiting.append(play)
        else:
            self._begin(play)

    def _begin(self, play: Play) -> None:
        if not play.wait and len(play.pieces) == 1 and play.end == "keep":
            self._transport.write(play.pieces[0])
            return
        self._playing = True
        self._play, self._at = play, 0
        if play.wait:
            self._timer = self._loop.call_later(play.wait, self._next)
        else:
            self._next()

    def _next(self) -> None:
        pieces = self._play.pieces
        if self._at < len(pieces):
            piece = pieces[self._at]
            self._transport.write(
                piece.replace(STAMP, b"@%018.6f@" % time.monotonic()) if self._play.stamped else piece
            )
            self._at += 1
        if self._at == len(pieces):
            self._finish(self._play.end)
        elif not self._full:
            self._timer = self._loop.call_later(self._play.pause, self._next)

    def _finish(self, end: End) -> None:
        if end == "hang":
            return
        self._playing = False
        if end == "half":
            self._transport.write_eof()
        elif end == "reset":
            self._loop.call_later(0.02, self._reset)  # what was written should arrive first
        elif end == "close":
            self._transport.close()
        elif self._waiting:
            self._begin(self._waiting.pop(0))

    def _reset(self) -> None:
        """An end without a good-bye: the peer is told RST."""
        handle = os.dup(self._transport.get_extra_info("socket").fileno())
        with socket.socket(fileno=handle) as copy:
            copy.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()


class Server:
    """Listens on the same port again after a time of refusing."""

    def __init__(self, house: House, port: int) -> None:
        """Not listening yet."""
        self._house, self.port = house, port

    async def open(self) -> None:
        """Listen; `port` is then the one it got."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Stage(self._house), "127.0.0.1", self.port, backlog=4096)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self, seconds: float) -> None:
        """Let nobody connect for so long."""
        loop = asyncio.get_running_loop()
        self._server.close()
        for stage in list(self._house.open):
            stage.close()
        self._again = loop.call_later(seconds, lambda: loop.create_task(self.open()))


def run(house: House, port: int, ready: Callable[[Server], None]) -> None:
    """Serve until the process ends; prints the port once it listens."""

    async def forever() -> None:
        server = Server(house, port)
        await server.open()
        ready(server)
        print(server.port, flush=True)
        await asyncio.Event().wait()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(forever())
