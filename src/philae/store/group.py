"""Grouped commits: what arrives while a commit is under way becomes one transaction, answered after its COMMIT."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from philae.store.db import BAD_DATA, CONFLICT, LOST, Connection, Database, away

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Connection, list[Item], bool], Awaitable[list[Result | BaseException]]]
"""Writes a batch and gives a result or an error for each item. True as third argument: an earlier try at this very
batch lost its connection, so its items may already be there; the work has to look."""


TURN = 16
"""Callers that go on in one turn of the loop: each works for up to 0.3 ms, and whoever polls beside them is to be heard."""


class Group(Generic[Item, Result]):
    """Calling it enqueues an item and waits until the transaction that holds it is durable.

    A data error bisects the batch, so that only the item at fault fails. A conflict repeats the batch. A lost
    connection is waited for, `patience` seconds at most, then `Unavailable`.
    """

    def __init__(
        self,
        database: Database,
        work: "Work[Item, Result]",
        *,
        lanes: int = 2,
        limit: int = 200,
        patience: float = 8,
        durable: bool = True,
    ) -> None:
        """`lanes` transactions at a time, of at most `limit` items each; not `durable`: reads, which need none.

        One lane where a second gains nothing: admissions of an account wait for its balance in any case, and reads are over
        at once. Its groups are larger: a quarter less of PostgreSQL's time for an accepted task, a third for a poll.
        """
        self._scope = database.transaction if durable else database.connection
        self._work = work
        self._limit = limit
        self._patience = patience
        self._idle = lanes
        self._queue: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._lanes: set[asyncio.Task[None]] = set()

    async def __call__(self, item: Item) -> Result:
        """The result for this item, durable."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._queue.append((item, future))
        if self._idle:
            self._idle -= 1
            lane = asyncio.create_task(self._drain())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        return await future

    async def _drain(self) -> None:
        """Commit batches until nothing is left; a turn of the loop first, so that what arrives together goes together."""
        try:
            await asyncio.sleep(0)
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(self._limit, len(self._queue)))]
                results = await self._commit([item for item, _ in batch])
                _answer([(future, result) for (_, future), result in zip(batch, results, strict=True)])
        finally:
            self._idle += 1

    async def _commit(self, items: list[Item]) -> "list[Result | BaseException]":
        again, until = False, time.monotonic() + self._patience
        while True:
            try:
                async with self._scope() as connection:
                    results = await self._work(connection, items, again)
            except CONFLICT:
                await asyncio.sleep(random.uniform(0.001, 0.02))  # noqa: S311
            except BAD_DATA as error:
                if len(items) == 1:
                    return [error]
                half = len(items) // 2
                return await self._commit(items[:half]) + await self._commit(items[half:])
            except LOST as error:
                if time.monotonic() > until:
                    return [away(error)] * len(items)
                again = True
                await asyncio.sleep(0.25)
            except Exception as error:  # noqa: BLE001  a fault of the work itself must reach its callers, not the lane
                return [error] * len(items)
            else:
                return results


def _answer(answers: "list[tuple[asyncio.Future[Result], Result | BaseException]]") -> None:
    """Hand the results over, except to callers that went away; a few in each turn of the loop."""
    for future, result in answers[:TURN]:
        if future.done():
            continue
        if isinstance(result, BaseException):
            future.set_exception(result)
        else:
            future.set_result(result)
    if rest := answers[TURN:]:
        asyncio.get_running_loop().call_soon(_answer, rest)
