"""Streams read over raw connections: how many came to their end, and how late each stamped piece was."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

STAMP = re.compile(rb"@(\d+\.\d+)@")
LAST = b"0\r\n\r\n"


@dataclass
class Flow:
    """What came of many streams; delays in seconds, with the moment of each."""

    over: "asyncio.Future[None]"
    left: int = 0
    whole: int = 0
    refused: int = 0
    heard: int = 0
    delays: list[tuple[float, float]] = field(default_factory=list)
    lines: list[asyncio.Transport] = field(default_factory=list)

    def close(self) -> None:
        """Hang up."""
        for line in self.lines:
            line.abort()

    def at(self, share: float, since: float = 0.0, until: float = 1e18) -> float:
        """That quantile of the delays between two moments."""
        ordered = sorted(late for moment, late in self.delays if since <= moment < until)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class _Stream(asyncio.Protocol):
    def __init__(self, request: bytes, flow: Flow, *, stamped: bool) -> None:
        self._request, self._flow, self._stamped = request, flow, stamped
        self._began = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._flow.lines.append(self._transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        flow = self._flow
        if not self._began:
            self._began = True
            flow.heard += 1
            flow.refused += not data.startswith(b"HTTP/1.1 200")
        if self._stamped:
            now = time.monotonic()
            flow.delays += [(now, now - float(stamp)) for stamp in STAMP.findall(data)]
        if data.endswith(LAST):
            flow.whole += 1
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        self._flow.left -= 1
        if not self._flow.left and not self._flow.over.done():
            self._flow.over.set_result(None)


async def begin(url: str, request: bytes, count: int, spread: float = 0.0, *, stamped: bool = False) -> Flow:
    """Open `count` streams within `spread` seconds; `flow.over` is done when all have ended."""
    parts, loop = urlsplit(url), asyncio.get_running_loop()
    flow = Flow(loop.create_future(), count)
    make: Callable[[], _Stream] = lambda: _Stream(request, flow, stamped=stamped)  # noqa: E731
    for _ in range(count):
        await loop.create_connection(make, parts.hostname or "", parts.port or 80)
        await asyncio.sleep(spread / count)
    return flow
