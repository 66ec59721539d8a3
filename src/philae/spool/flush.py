"""Hands records to PostgreSQL: our own every 200 ms, and those that dead processes left."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from uuid import UUID

import structlog

from philae.core.record import Record
from philae.spool.folder import Folder
from philae.spool.frame import pack
from philae.spool.segment import Segment
from philae.spool.spool import Spool

log = structlog.get_logger()
REFUSED = "refused.records"
"""The file in the spool for records that the database will never take: kept for the operator."""

Write = Callable[[Sequence[Record]], Awaitable[Sequence[Record]]]
"""Makes records durable, each once however often it is given; what it returns can never be written. Raises if none is."""
Bury = Callable[[UUID], Awaitable[object]]
"""Returns what a dead process's leases still hold, now that all of its records are written."""


class Flusher:
    """One for a process."""

    def __init__(self, spool: Spool, write: Write, bury: Bury) -> None:
        """The spool need not be open yet."""
        self._spool = spool
        self._write = write
        self._bury = bury
        self._busy = asyncio.Lock()

    async def flush(self) -> int:
        """Write everything that was appended by now; how many records. Raises what the database raises.

        What comes meanwhile waits for the next time: else a busy process would write a few records again and again, and
        a transaction costs it as much as 400 records.
        """
        count = 0
        async with self._busy:
            left = self._spool.pending
            while left > 0 and (segment := self._spool.oldest):
                before = segment.done
                count += await self._some(segment)
                left -= segment.done - before
            await self._spool.discard()
        return count

    async def adopt(self) -> int:
        """Write what dead processes left, close their leases, remove their folders; how many records."""
        count = 0
        for folder in Folder.left(self._spool.root, self._spool.process):
            try:
                count += await self._finish(folder)
            except BaseException:
                folder.release()
                raise
        return count

    async def _finish(self, folder: Folder) -> int:
        count = 0
        for path in folder.segments():
            segment = Segment.left(path)
            try:
                while segment.done < segment.end:
                    count += await self._some(segment)
            except BaseException:
                segment.close()
                raise
            segment.remove()
        await self._bury(folder.process)
        folder.remove()
        log.info("spool.adopted", process=str(folder.process), records=count)
        return count

    async def _some(self, segment: Segment) -> int:
        """Write the segment's next records."""
        batch = await asyncio.to_thread(segment.read)
        if batch.lost:
            log.error("spool.damaged", segment=str(segment.path), at=segment.done, bytes=batch.lost)
        refused = await self._write(batch.records) if batch.records else ()
        if refused:
            log.error("spool.refused", records=[str(r.id) for r in refused], kept_in=REFUSED)
            await asyncio.to_thread(_keep, self._spool.root / REFUSED, refused)
        segment.done += batch.used
        return len(batch.records)


def _keep(path: Path, records: Sequence[Record]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, b"".join(pack(r) for r in records))
    finally:
        os.close(handle)
