"""One whole exchange over the pool: a request of known bytes, a reply of bounded size.

A poll so costs a third of what it does through a general client, and thousands of them are under way all the time.
"""

import asyncio
import zlib
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from philae.core.errors import UpstreamError
from philae.core.http import HttpReply
from philae.net.connection import Broken, Connection, Headers
from philae.net.pool import Origin, Pool

PATIENCE = 5.0
"""Seconds beyond an exchange's own time until the pool cuts its connection off."""


class Exchange:
    """Listens to a connection until the reply is whole."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes of the reply's body, at most."""
        self.reply: asyncio.Future[HttpReply] = asyncio.get_running_loop().create_future()
        self._limit, self._size = limit, 0
        self._body: list[bytes] = []

    def on_reply(self, status: int, headers: Headers) -> None:
        """The head."""
        self._status = status
        self._headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in headers}

    def on_bytes(self, data: bytes) -> None:
        """Some of the body. What exceeds the limit is refused, and no more of it is read."""
        self._size += len(data)
        if self._size > self._limit:
            self._fail(UpstreamError("the vendor's answer is too large"))
        else:
            self._body.append(data)

    def on_end(self) -> None:
        """All of it."""
        if self.reply.done():
            return
        try:
            body = self._plain(b"".join(self._body))
        except zlib.error as error:
            self._fail(UpstreamError("the vendor's answer cannot be unpacked", detail=repr(error)))
        else:
            self.reply.set_result(HttpReply(self._status, self._headers, body))

    def _plain(self, body: bytes) -> bytes:
        """Nobody was asked to pack anything; some do all the same."""
        if self._headers.get("content-encoding") not in ("gzip", "deflate"):
            return body
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, self._limit)

    def on_break(self, error: Broken) -> None:
        """It broke off."""
        self._fail(error)

    def late(self) -> None:
        """Its time is up."""
        self._fail(TimeoutError())

    def _fail(self, error: Exception) -> None:
        if not self.reply.done():
            self.reply.set_exception(error)


async def exchange(pool: Pool, url: str, request: bytes, *, fresh: bool, limit: int, until: float) -> HttpReply:
    """The reply to the request's bytes. `fresh`: on a new connection. `until`: on the loop's clock, when it must be whole.

    Raises `Broken`, `TimeoutError`, `UpstreamError`.
    """
    origin = origin_of(url)
    kept = None if fresh else pool.kept(origin)
    if kept:
        try:
            return await _ask(pool, kept, request, limit, until)
        except Broken as broken:
            if not broken.stale:
                raise
    return await _ask(pool, await pool.open(origin), request, limit, until)


async def _ask(pool: Pool, connection: Connection, request: bytes, limit: int, until: float) -> HttpReply:
    """A timer of its own in place of `asyncio.timeout`, at a third of the price. Behind `until` nothing is sent."""
    loop, listener = asyncio.get_running_loop(), Exchange(limit)
    now = loop.time()
    timer = loop.call_at(until, listener.late)
    try:
        if now < until:
            connection.send(request, listener, until - now + PATIENCE, until - now + PATIENCE, now)
        return await listener.reply
    except BaseException:
        connection.abandon()
        raise
    finally:
        timer.cancel()
        pool.done(connection)


def written(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes | None) -> bytes:
    """A request as bytes. Raises `ValueError` for a header that would break out of its line."""
    length = (("content-length", str(len(body))),) if body is not None else ()
    return opening(method, url, (*headers, *length)) + b"\r\n" + (body or b"")


def opening(method: str, url: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """A request's head but for the blank line, so that more headers may follow. Raises `ValueError`."""
    host, target = _where(url)
    lines = [
        f"{method} {target} HTTP/1.1",
        f"host: {host}",
        "accept: */*",
        "accept-encoding: identity",
        "user-agent: philae",
    ]
    lines += [f"{name}: {value}" for name, value in headers]
    if any("\n" in line or "\r" in line for line in lines):
        message = "a header holds a line break"
        raise ValueError(message)
    return "\r\n".join((*lines, "")).encode("latin-1")


def led(opening: bytes, url: str) -> bytes:
    """The same head, for another address of that origin."""
    return b"POST %b HTTP/1.1%b" % (_where(url)[1].encode("latin-1"), opening[opening.index(b"\r\n") :])


def _where(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    target = parts.path or "/"
    return parts.netloc.rpartition("@")[2], f"{target}?{parts.query}" if parts.query else target


def origin_of(url: str) -> Origin:
    """Where the URL's connections lead."""
    parts = urlsplit(url)
    return _origin(f"{parts.scheme}://{parts.netloc}")


_origin = lru_cache(1024)(Origin.of)
