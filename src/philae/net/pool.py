"""The pool of connections to vendors: by origin, kept alive, opened through a proxy where one is set."""

import asyncio
import ssl
from collections import defaultdict, deque
from collections.abc import Callable
from typing import NamedTuple, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from philae.net.connection import Broken, Connection
from philae.net.tunnel import tunnel

CONNECT = 5.0
"""Seconds to reach a vendor, TLS included."""
KEPT = 25.0
"""Seconds that an idle connection is kept: less than vendors keep theirs, so that few requests meet a closed one."""
MOST_IDLE = 512


Make = Callable[[], Connection]


class Origin(NamedTuple):
    """Where connections lead. `tls` and the host's name; `proxy` is its URL, `socket` a Unix socket's path, "" for none."""

    host: str
    port: int
    tls: bool
    proxy: str = ""
    socket: str = ""

    @classmethod
    def of(cls, url: str, socket: str | None = None) -> "Origin":
        """The origin of a channel's base URL, and the proxy that the environment names for it; a socket needs none."""
        parts = urlsplit(url)
        host, tls = parts.hostname or "", parts.scheme == "https"
        proxy = "" if socket or proxy_bypass(host) else getproxies().get(parts.scheme, "")
        return cls(host, parts.port or (443 if tls else 80), tls, proxy, socket or "")


class Pool:
    """One for a worker."""

    def __init__(self) -> None:
        """Nothing is open."""
        self._idle: dict[Origin, deque[Connection]] = defaultdict(deque)
        self._busy: set[Connection] = set()
        self._tls = ssl.create_default_context()

    def kept(self, origin: Origin) -> Connection | None:
        """An open connection that nobody uses, the one last used."""
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if connection.usable:
                self._busy.add(connection)
                return connection
        return None

    async def open(self, origin: Origin) -> Connection:
        """A new connection. Raises `Broken`: nothing was sent."""
        loop = asyncio.get_running_loop()

        def make() -> Connection:
            return Connection(lambda c: self._freed(origin, c, loop.time()), self._busy.discard)

        try:
            async with asyncio.timeout(CONNECT):
                connection = await self._connect(loop, origin, make)
        except (OSError, TimeoutError, ValueError) as error:
            message = f"no connection to {origin.socket or f'{origin.host}:{origin.port}'}: {error!r}"
            raise Broken(message, sent=False) from error
        self._busy.add(connection)
        return connection

    async def _connect(self, loop: asyncio.AbstractEventLoop, origin: Origin, make: Make) -> Connection:
        tls = self._tls if origin.tls else None
        if origin.socket:
            _, connection = await loop.create_unix_connection(make, origin.socket)
            return connection
        if not origin.proxy:
            _, connection = await loop.create_connection(make, origin.host, origin.port, ssl=tls)
            return connection
        transport = await tunnel(loop, origin.proxy, f"{origin.host}:{origin.port}")
        connection = make()
        transport.set_protocol(connection)
        if tls:
            upgraded = await loop.start_tls(transport, connection, tls, server_hostname=origin.host)
            transport = cast("asyncio.Transport", upgraded)
        connection.connection_made(transport)
        return connection

    def done(self, connection: Connection) -> None:
        """Its exchange is over in another way than by a whole reply."""
        self._busy.discard(connection)

    def _freed(self, origin: Origin, connection: Connection, now: float) -> None:
        self._busy.discard(connection)
        connection.since = now
        if len(self._idle[origin]) < MOST_IDLE:
            self._idle[origin].append(connection)
        else:
            connection.abandon()

    async def tend(self) -> None:
        """Cut off vendors that are silent for too long, and connections that idled for too long; called every second."""
        now = asyncio.get_running_loop().time()
        for connection in [c for c in self._busy if c.overdue(now)]:
            self._busy.discard(connection)
            connection.expire()
        for idle in self._idle.values():
            while idle and (not idle[0].usable or idle[0].since < now - KEPT):
                idle.popleft().abandon()

    def close(self) -> None:
        """Cut everything off."""
        for idle in self._idle.values():
            for connection in idle:
                connection.abandon()
            idle.clear()
