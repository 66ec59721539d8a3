"""Who waits for a task: wake-ups from commits here and in other processes, and a catch-up read in case one is missed."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID


class Watch:
    """One waiter: `changed` wakes when the task moved, or when there is a new preview."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._event = asyncio.Event()
        self._previews: dict[str, bool] = {}  # key → whether it was taken

    def wake(self) -> None:
        """Something happened."""
        self._event.set()

    def preview(self, key: str) -> None:
        """An early picture lies there."""
        if self._previews.setdefault(key, False) is False:
            self._event.set()

    def previews(self) -> list[str]:
        """The keys of early pictures that were not taken yet, in the order of their coming."""
        fresh = [key for key, taken in self._previews.items() if not taken]
        self._previews |= dict.fromkeys(fresh, True)
        return fresh

    async def changed(self, timeout: float) -> bool:  # noqa: ASYNC109
        """Whether something happened within that many seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Hub:
    """Watches by task."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._watches: dict[UUID, set[Watch]] = defaultdict(set)

    @contextmanager
    def watch(self, task: UUID) -> Iterator[Watch]:
        """Be woken while inside."""
        watch = Watch()
        self._watches[task].add(watch)
        try:
            yield watch
        finally:
            self._watches[task].discard(watch)
            if not self._watches[task]:
                del self._watches[task]

    def wake(self, task: UUID) -> None:
        """The task moved."""
        for watch in self._watches.get(task, ()):
            watch.wake()

    def preview(self, task: UUID, key: str) -> None:
        """There is an early picture of it."""
        for watch in self._watches.get(task, ()):
            watch.preview(key)
