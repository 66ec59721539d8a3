"""A load generator on raw connections: light enough that what is measured is the server."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httptools
import uvloop

Make = Callable[[], bytes | None]
"""The next request's bytes, None when there is no more."""


@dataclass
class Load:
    """What came of a run; times in seconds."""

    took: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.took if self.took else 0.0

    def at(self, share: float) -> float:
        """That quantile of the times."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0

    def add(self, other: "Load") -> None:
        """What came of another run."""
        self.took += other.took
        self.times += other.times
        self.bytes += other.bytes
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count

    @property
    def errors(self) -> int:
        """Answers that were not 2xx."""
        return sum(n for status, n in self.statuses.items() if not 200 <= status < 300)


class _Connection(asyncio.Protocol):
    def __init__(self, make: Make, load: Load, over: Callable[[], None], sink: Callable[[bytes], None] | None) -> None:
        self._make, self._load, self._over, self._sink = make, load, over, sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._next()

    def connection_lost(self, _: Exception | None) -> None:
        self._over()

    def _next(self) -> None:
        request = self._make()
        if request is None:
            self._transport.close()
            return
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._begun = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._load.bytes += len(data)
        self._parser.feed_data(data)

    def on_body(self, data: bytes) -> None:
        if self._sink:
            self._body.append(data)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        self._load.times.append(time.perf_counter() - self._begun)
        self._load.statuses[status] = self._load.statuses.get(status, 0) + 1
        if self._sink:
            self._sink(b"".join(self._body))
        self._next()


async def drive(url: str, make: Make, clients: int, sink: Callable[[bytes], None] | None = None) -> Load:
    """Send what `make` gives over `clients` connections until it gives no more."""
    parts, loop, load, left = urlsplit(url), asyncio.get_running_loop(), Load(), clients
    done: asyncio.Future[None] = loop.create_future()

    def over() -> None:
        nonlocal left
        left -= 1
        if not left and not done.done():
            done.set_result(None)

    begun = time.perf_counter()
    for _ in range(clients):
        await loop.create_connection(
            lambda: _Connection(make, load, over, sink), parts.hostname or "", parts.port or 80
        )
    await done
    load.took = time.perf_counter() - begun
    return load


def run(url: str, make: Make, clients: int, sink: Callable[[bytes], None] | None = None) -> Load:
    """As `drive`, on a loop of its own."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(drive(url, make, clients, sink))


def times(request: bytes, count: int) -> Make:
    """The same request so many times."""
    left = count

    def make() -> bytes | None:
        nonlocal left
        left -= 1
        return request if left >= 0 else None

    return make


def within(request: bytes, count: int, seconds: float) -> Make:
    """The same request so many times, or as often as there is time for."""
    left, until = times(request, count), time.perf_counter() + seconds
    return lambda: left() if time.perf_counter() < until else None


def get(url: str, path: str, key: str = "") -> bytes:
    """A GET as bytes."""
    return f"GET {path} HTTP/1.1\r\nhost: {urlsplit(url).netloc}\r\n{_auth(key)}\r\n".encode()


def post(url: str, path: str, key: str, body: bytes) -> bytes:
    """A POST of JSON as bytes."""
    head = f"POST {path} HTTP/1.1\r\nhost: {urlsplit(url).netloc}\r\n{_auth(key)}content-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def _auth(key: str) -> str:
    return f"authorization: Bearer {key}\r\n" if key else ""
