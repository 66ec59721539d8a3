"""The spool of one process: a record is on disk with one write, before the call's last byte leaves."""

import asyncio
import os
import time
from collections import deque
from pathlib import Path
from uuid import UUID

import structlog

from philae.core.errors import Unavailable
from philae.core.record import Record
from philae.spool.folder import Folder
from philae.spool.frame import pack
from philae.spool.segment import SUFFIX, Segment

log = structlog.get_logger()
SIZE, AGE = 8 << 20, 60.0
"""A segment is followed by the next at that many bytes, or seconds: what a crash leaves to be read again is bounded."""
ROOM = 64 << 20
"""Bytes that must be free on the disk for calls to be admitted; those under way are still written."""


class Spool:
    """`root` is shared by the machine's processes, each has a folder there, named for its id, which its leases name too."""

    def __init__(self, root: Path, process: UUID, *, size: int = SIZE, age: float = AGE, room: int = ROOM) -> None:
        """Nothing is opened yet."""
        self.root, self.process = root, process
        self._size, self._age, self._room = size, age, room
        self._segments: deque[Segment] = deque()
        self._number = 0
        self._fault = "it is not open"
        self._files = asyncio.Lock()

    def open(self) -> None:
        """Make the folder and the first segment. To be called before any lease is taken. Raises `OSError`."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = Folder.own(self.root, self.process)
        self._turn()
        self._fault = self._trouble()

    def ready(self) -> None:
        """Raise `Unavailable` while records cannot be written: then no call is begun."""
        if self._fault:
            message = "usage cannot be recorded at the moment; try again shortly"
            raise Unavailable(message, detail=f"spool: {self._fault}", retry_after=5)

    def append(self, record: Record) -> None:
        """Write the record; once this returns, it survives the process. Raises `Unavailable`."""
        frame = pack(record)
        try:
            if self._segments[-1].end + len(frame) > self._size:
                self._turn()
            self._segments[-1].append(frame)
        except OSError as error:
            self._fault = repr(error)
            self.ready()

    @property
    def pending(self) -> int:
        """Bytes that PostgreSQL does not have yet."""
        return sum(s.end - s.done for s in self._segments)

    @property
    def oldest(self) -> Segment | None:
        """The oldest segment with records that PostgreSQL does not have yet."""
        return next((s for s in self._segments if s.done < s.end), None)

    async def sync(self) -> None:
        """Make what was written safe from a power cut; see whether there is room. To be called every 100 ms."""
        self._look()
        dirty = [s for s in self._segments if s.synced < s.end]
        if dirty:
            async with self._files:
                await asyncio.to_thread(_sync, [s for s in dirty if s in self._segments])

    async def discard(self) -> None:
        """Remove segments that PostgreSQL has in whole, all but the one that is written to."""
        while len(self._segments) > 1 and self._segments[0].done >= self._segments[0].end:
            async with self._files:
                self._segments.popleft().remove()

    async def close(self, *, over: bool) -> None:
        """Let go. `over`: all leases are closed; if all records are in PostgreSQL too, nothing is left on the disk."""
        self._fault = "it is closed"
        async with self._files:
            remove = over and not self.pending
            for segment in self._segments:
                segment.remove() if remove else segment.close()
            self._segments.clear()
        self._folder.remove() if remove else self._folder.release()

    def _turn(self) -> None:
        self._number += 1
        self._segments.append(Segment.make(self._folder.path / f"{self._number:08d}{SUFFIX}"))

    def _look(self) -> None:
        """Begin a new segment when its time has come, or when the last could not be written."""
        last = self._segments[-1]
        try:
            if last.end and (self._fault or time.monotonic() - last.born > self._age):
                self._turn()
            if self._fault:
                self._segments[-1].probe()
            trouble = self._trouble()
        except OSError as error:
            trouble = repr(error)
        if trouble != self._fault:
            log.warning("spool.trouble", error=trouble) if trouble else log.info("spool.well")
        self._fault = trouble

    def _trouble(self) -> str:
        disk = os.statvfs(self.root)
        free = disk.f_bavail * disk.f_frsize
        return "" if free >= self._room else f"only {free >> 20} MiB are free in {self.root}"


def _sync(segments: list[Segment]) -> None:
    for segment in segments:
        segment.sync()
