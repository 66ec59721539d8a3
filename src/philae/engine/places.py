"""A channel's places for jobs, where several workers of one machine share its limit.

Each place is a byte of one file, and who has locked it has the place. Splitting the limit among the workers instead would
leave some without any where there are more workers than places, and places idle at one worker while another's tasks wait.
Locks are exact, need no server and cost microseconds; and the kernel returns a worker's places however it ends. (Its jobs
may go on at the vendor until another worker takes them over; a vendor that then has too many says 429, which is waited for.)
"""

import asyncio
import fcntl
import hashlib
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

POLL = 0.004
EACH = 6e-5
"""Seconds between two looks, and more for each place: looking costs half a microsecond a place, so at most a hundredth."""


class Places(Protocol):
    """What a job needs of them; those of a single worker are an `asyncio.Semaphore`."""

    def locked(self) -> bool:
        """Whether one would have to wait for a place."""

    async def acquire(self) -> object:
        """Take a place, as soon as there is one."""

    def release(self) -> None:
        """Give it back."""


class SharedPlaces:
    """`count` places; a worker that has its `share` or more of them leaves the next free one to others for a moment.

    `freed()` is called when a place may have become free elsewhere.
    """

    def __init__(self, file: int, name: str, count: int, share: int, freed: Callable[[], object]) -> None:
        """`file` is open for writing, in this process once only: closing any other handle of it would return all locks."""
        first = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") << 24
        self._file = file
        self._all = range(first, first + count)
        self._share = share
        self._freed = freed
        self._held: set[int] = set()
        self._turn = asyncio.Lock()
        self._full = False  # as the last look found; while it stands, the timer looks anew
        self._timer: asyncio.TimerHandle | None = None
        self._pause = POLL + count * EACH

    def locked(self) -> bool:
        """Whether one would have to wait for a place."""
        return self._turn.locked() or not self._free()

    async def acquire(self) -> None:
        """Take a place; in this worker first come, first served, among the workers by chance."""
        async with self._turn:
            while (place := None if self._full else self._lock()) is None:
                self._wait()
                await asyncio.sleep(self._pause * random.uniform(0.5, 1))  # noqa: S311
        self._held.add(place)
        self._look_soon()

    def release(self) -> None:
        """Give a place back; all are alike."""
        self._unlock(self._held.pop())
        if len(self._held) >= self._share:
            self._wait()

    def _free(self) -> bool:
        if self._full or (place := self._lock()) is None:
            self._wait()
            return False
        self._unlock(place)
        return True

    def _wait(self) -> None:
        """Until the timer has looked, there is none for us."""
        self._full = True
        self._look_soon()

    def _look_soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause * 1.5, self._look)

    def _look(self) -> None:
        self._timer, self._full = None, False
        if self._free():
            self._freed()

    def _lock(self) -> int | None:
        start = random.randrange(len(self._all))  # noqa: S311  not to try all that others have, one after another
        for n in range(len(self._all)):
            place = self._all[start - n]
            if place not in self._held and _taken(self._file, place):
                return place
        return None

    def _unlock(self, place: int) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)


def shared(file: Path) -> int:
    """The file whose bytes are the places."""
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _taken(file: int, place: int) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except (BlockingIOError, PermissionError):
        return False
    return True
