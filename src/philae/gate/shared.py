"""Cells in memory that the workers of a machine share, so that limits are exact among them.

A cell is a slot of one mapped file, found by its subject's id, and who has locked the slot's byte of the file may change
it. The kernel gives a dead worker's locks back, and what it had running is forgotten when its number serves again.
"""

import fcntl
import mmap
import os
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from philae.gate.cells import Cell, OwnCells

T = TypeVar("T")
SLOTS = 16_384
WORKERS = 64
ID, TIME, COUNT = 16, 8, 4
TIMES = SLOTS * ID
COUNTS = TIMES + 2 * SLOTS * TIME
SIZE = COUNTS + WORKERS * SLOTS * COUNT
NEAR = 64
"""Slots that are looked at for a subject, from the one its id says on."""
PATIENCE = 0.005
"""Seconds that a slot is waited for: whoever has it for longer was stopped, and must not stop the others."""


def made() -> int:
    """A file without a name, for all workers to be; its pages are only there once they are used."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("philae-limits", os.MFD_CLOEXEC)
    else:
        with tempfile.TemporaryFile() as held:
            file = os.dup(held.fileno())
    os.ftruncate(file, SIZE)
    return file


class SharedCells:
    """`worker` is this process's number, from 1 to `workers`."""

    def __init__(self, file: int, worker: int, workers: int) -> None:
        """`file` is open in this process once only: closing any other handle of it would return all locks."""
        self._file = file
        whole = memoryview(mmap.mmap(file, SIZE))
        self._ids = whole[:TIMES]
        self._times = whole[TIMES:COUNTS].cast("d")
        columns = [whole[COUNTS + n * SLOTS * COUNT :][: SLOTS * COUNT].cast("i") for n in range(workers)]
        self._own = columns.pop(worker - 1)
        self._others = columns
        self._own[:] = memoryview(bytes(SLOTS * COUNT)).cast("i")
        self._slots: dict[UUID, int] = {}
        self._spare = OwnCells()

    def turn(self, subject: UUID, deed: Callable[[Cell], T]) -> T:
        """Do it with the slot locked."""
        slot = self._slot(subject)
        if slot < 0:
            return self._spare.turn(subject, deed)
        locked = self._lock(slot)
        cell = self._read(slot)
        before = cell.running
        try:
            return deed(cell)
        finally:
            self._times[2 * slot], self._times[2 * slot + 1] = cell.requests, cell.tokens
            if cell.running != before:
                self._own[slot] += cell.running - before
            if locked:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, slot)

    def look(self, subject: UUID) -> Cell:
        """A copy; each of its figures is whole, whoever changes it meanwhile."""
        slot = self._slot(subject)
        return self._spare.look(subject) if slot < 0 else self._read(slot)

    def left(self, subject: UUID) -> None:
        """What this process has running is in a column that it alone writes, so no lock is needed."""
        slot = self._slot(subject)
        if slot < 0:
            self._spare.left(subject)
        else:
            self._own[slot] -= 1

    def _read(self, slot: int) -> Cell:
        running = self._own[slot] + sum([column[slot] for column in self._others])
        return Cell(self._times[2 * slot], self._times[2 * slot + 1], running)

    def _slot(self, subject: UUID) -> int:
        """Where the subject's cell is; -1 where there is no room: then each worker counts it alone."""
        slot = self._slots.get(subject)
        if slot is None:
            slot = self._slots[subject] = self._found(subject)
        return slot

    def _found(self, subject: UUID) -> int:
        locked = self._lock(SLOTS)
        try:
            for n in range(NEAR):
                slot = (subject.int + n) % SLOTS
                there = self._ids[slot * ID : (slot + 1) * ID]
                if there == bytes(ID):
                    there[:] = subject.bytes
                if there == subject.bytes:
                    return slot
            return -1
        finally:
            if locked:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, SLOTS)

    def _lock(self, byte: int) -> bool:
        until = 0.0
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
            except (BlockingIOError, PermissionError):
                now = time.monotonic()
                until = until or now + PATIENCE
                if now > until:
                    return False
                os.sched_yield()
            else:
                return True
