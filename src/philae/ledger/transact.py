"""A piece of work in one transaction, repeated when it met another one."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from philae.store.db import CONFLICT, LOST, Connection, Database, away

T = TypeVar("T")
TRIES = 5


async def transact(database: Database, work: Callable[[Connection], Awaitable[T]]) -> T:
    """What `work` returns, durable. Raises `Unavailable` if the server is away: then it may be durable or not."""
    for _ in range(TRIES):
        try:
            async with database.transaction() as connection:
                return await work(connection)
        except CONFLICT as error:
            met = error
            await asyncio.sleep(random.uniform(0.001, 0.02))  # noqa: S311
        except LOST as error:
            raise away(error) from error
    raise away(met) from met
