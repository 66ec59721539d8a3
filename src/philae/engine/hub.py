"""Who waits for a task: wake-ups from commits here and in other processes, and a catch-up read in case one is missed."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID


class Watch:
    """One waiter: `changed` wakes when the task moved; previews come along in memory only."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._event = asyncio.Event()
        self.previews: list[bytes] = []

    def wake(self) -> None:
        """Something happened."""
        self._event.set()

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

    def preview(self, task: UUID, picture: bytes) -> None:
        """An early picture for those who watch in this process."""
        for watch in self._watches.get(task, ()):
            watch.previews.append(picture)
            watch.wake()
