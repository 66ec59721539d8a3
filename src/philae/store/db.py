"""The connection pool, and which of PostgreSQL's errors mean that one should try again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg

from philae.core.errors import Unavailable

if TYPE_CHECKING:
    Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record] | asyncpg.Connection[asyncpg.Record]"
else:
    Connection = Any

LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
)
"""The server is away, or went away: whether a COMMIT in flight took effect is not known.

A connection that dies at the wrong moment makes asyncpg's own state machine complain (`InternalClientError`).
"""
CONFLICT = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
"""Two transactions met; the whole batch may be repeated."""
BAD_DATA = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)
"""One item of a batch cannot be written."""


OPEN = 6
"""Connections that stay open from the start: two each for admissions, transitions and reads.

To prove the password (SCRAM) keeps the loop busy for 20 ms: opened in the middle of a load, they were its slowest answers.
"""
FOR_EVER = 1 << 62


class Database:
    """A pool of connections to one PostgreSQL, which may be away for a while."""

    def __init__(self, dsn: str, *, size: int = 10) -> None:
        """Nothing is opened yet."""
        self.dsn = dsn
        self.size = size
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def open(self) -> None:
        """Connect. Raises one of `LOST` if the server cannot be reached."""
        self._pool = await asyncpg.create_pool(
            self.dsn, min_size=min(OPEN, self.size), max_size=self.size, max_queries=FOR_EVER, reset=_as_it_is,
            command_timeout=30, server_settings={"application_name": "philae"},
        )  # fmt: skip

    async def close(self) -> None:
        """Close every connection, at most five seconds long."""
        if self._pool:
            pool, self._pool = self._pool, None
            try:
                async with asyncio.timeout(5):
                    await pool.close()
            except TimeoutError:
                pool.terminate()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection for some reads. Raises one of `LOST`."""
        if self._pool is None:
            message = "the database is closed"
            raise asyncpg.InterfaceError(message)
        async with self._pool.acquire(timeout=10) as connection:
            yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside a transaction that commits at the end."""
        async with self.connection() as connection, connection.transaction():
            yield connection

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """All rows. Raises `Unavailable` when the server is away."""
        try:
            async with self.connection() as connection:
                return await connection.fetch(sql, *args)
        except LOST as error:
            raise away(error) from error

    async def row(self, sql: str, *args: Any) -> asyncpg.Record | None:
        """The first row, or None. Raises `Unavailable` when the server is away."""
        return next(iter(await self.fetch(sql, *args)), None)


async def _as_it_is(_: object) -> None:
    """Leave a used connection as it is; asyncpg has ended its transaction.

    Nothing here changes a session beyond its transaction, so there is nothing to reset, and no round trip to be spent on it:
    it was one of the two that a read costs.
    """


def away(error: BaseException) -> Unavailable:
    """What a client is told while the server is away."""
    message = "the database cannot be reached at the moment; try again shortly"
    return Unavailable(message, detail=repr(error), retry_after=2)
