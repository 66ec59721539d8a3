"""A small HTTP/1.1 server for scripted vendors: one handler, real sockets, faults on purpose."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import httptools
import msgspec
import uvloop


class Asked(NamedTuple):
    """A request; header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Said(NamedTuple):
    """An answer; `status` 0 closes the connection without a word, -1 never answers."""

    status: int
    body: object = b""
    headers: tuple[tuple[str, str], ...] = ()
    after: float = 0.0


Handler = Callable[[Asked], Said | Awaitable[Said]]


class _Protocol(asyncio.Protocol):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._url = b""
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._running: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._url, self._headers, self._body = b"", {}, bytearray()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode().lower()] = value.decode()

    def on_body(self, data: bytes) -> None:
        self._body += data

    def on_message_complete(self) -> None:
        parts = urlsplit(self._url.decode())
        method = self._parser.get_method().decode()
        asked = Asked(method, parts.path, dict(parse_qsl(parts.query)), self._headers, bytes(self._body))
        said = self._handler(asked)
        if isinstance(said, Said) and not said.after:
            self._write(said)
        else:
            running = asyncio.ensure_future(self._later(said))
            self._running.add(running)
            running.add_done_callback(self._running.discard)

    async def _later(self, said: Said | Awaitable[Said]) -> None:
        done = said if isinstance(said, Said) else await said
        if done.after:
            await asyncio.sleep(done.after)
        self._write(done)

    def _write(self, said: Said) -> None:
        transport = self._transport
        if transport is None or transport.is_closing() or said.status < 0:
            return
        if said.status == 0:
            transport.abort()
            return
        body = said.body if isinstance(said.body, bytes) else msgspec.json.encode(said.body)
        kind = "" if any(n == "content-type" for n, _ in said.headers) else "content-type: application/json\r\n"
        extra = "".join(f"{n}: {v}\r\n" for n, v in said.headers)
        head = f"HTTP/1.1 {said.status} X\r\ncontent-length: {len(body)}\r\n{kind}{extra}\r\n"
        transport.write(head.encode() + body)
        if not self._parser.should_keep_alive():
            transport.close()


async def listen(handler: Handler, port: int, host: str = "127.0.0.1") -> asyncio.Server:
    """Serve the handler; the port it got is in `server.sockets`."""
    return await asyncio.get_running_loop().create_server(lambda: _Protocol(handler), host, port, backlog=1024)


def run(handler: Handler, port: int) -> None:
    """Serve until the process ends; prints the port once it listens."""

    async def forever() -> None:
        server = await listen(handler, port)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(forever())
