"""An inside service that must not be reached, a client whose resolver answers by script, and the ways to ask somewhere."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from msgspec import Struct

from philae.core.blob import Blob
from philae.core.http import HttpCall
from philae.core.provider import Provider, bearer
from philae.net.channel import Channel
from philae.net.client import Client
from philae.net.pool import Pool
from tests.scripted.server import Asked, Said, listen

INSIDE = "127.0.0.1"
OUTSIDE = "3ffe::1"
"""A public address that nobody has: this block went back to IANA in 2006 and was not given out again (RFC 3701)."""
ANSWERS = {
    "flips.test": [[OUTSIDE], [INSIDE]],
    "mixed.test": [[OUTSIDE, INSIDE]],
    "mixed-too.test": [[INSIDE, OUTSIDE]],
    "inside.test": [[INSIDE]],
}
"""Name → what it leads to when asked for the first time, the second, …; the last answer stays."""
PATIENCE, LONG = 0.4, 3.0
"""Seconds for an exchange that is to fail, and for one that is to come through on a busy machine."""


class Names(ThreadedResolver):
    """A resolver that answers for the names of `ANSWERS` by their script, for all others as the system does."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The next answer."""
        self.asked[host] += 1
        if host not in ANSWERS:
            return await super().resolve(host, port, family)
        script = ANSWERS[host]
        return [_answer(host, a, port) for a in script[min(self.asked[host], len(script)) - 1]]


class World(Struct):
    """A client with its resolver, and the port of the inside with what it was asked."""

    client: Client
    names: Names
    port: int
    seen: list[Asked]


@asynccontextmanager
async def world(*, allow_private: bool = False) -> AsyncIterator[World]:
    """An inside service that listens on both loopback addresses, and the client as the gateway has it."""
    seen: list[Asked] = []

    def inside(asked: Asked) -> Said:
        seen.append(asked)
        return Said(200, b"secret")

    server = await listen(inside, 0)
    port = server.sockets[0].getsockname()[1]
    servers = [server]
    with suppress(OSError):  # a machine without IPv6
        servers.append(await listen(inside, port, "::1"))
    names, pool = Names(), Pool()
    client = Client("test", pool, allow_private=allow_private, resolver=names)
    try:
        yield World(client, names, port, seen)
    finally:
        await client.close()
        pool.close()
        await asyncio.sleep(0.01)  # a closed socket is gone a turn of the loop later
        for made in servers:
            made.close()


def _answer(name: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=name, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


def vendor(url: str) -> Channel:
    """A channel of that origin."""
    return Channel("v", Provider("v", url, bearer, {}), url, secret="ours")


async def fetch(client: Client, url: str, patience: float = PATIENCE) -> object:
    """A file that a stranger names."""
    return await client.fetch(url, None, limit=1 << 20, timeout=patience)


async def post(client: Client, url: str) -> object:
    """A webhook."""
    return await client.post(url, b"{}", {}, timeout=PATIENCE)


async def poll(client: Client, url: str) -> object:
    """A polling address that a vendor names."""
    call = HttpCall("GET", url, timeout=PATIENCE)
    return await client.send(call, vendor("http://vendor.test"), no_blob)


async def no_blob(blob: Blob, start: int = 0, end: int | None = None) -> bytes:
    """A load for calls that carry no file."""
    raise AssertionError(blob, start, end)


WAYS = (fetch, post, poll)
Way = Callable[[Client, str], Awaitable[object]]


@asynccontextmanager
async def sender(to: str, hops: int) -> AsyncIterator[str]:
    """A server that sends whoever asks on to itself, and at the last hop to `to`; its URL."""

    def sent(asked: Asked) -> Said:
        left = int(asked.query.get("left", hops)) - 1
        return Said(302, b"", (("location", f"/x?left={left}" if left else to),))

    server = await listen(sent, 0)
    try:
        yield f"http://{INSIDE}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
