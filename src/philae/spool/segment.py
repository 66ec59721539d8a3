"""A segment: a file of frames that one process appends to, and whoever has its lock reads."""

import os
import time
from pathlib import Path

from philae.spool.frame import MOST, Batch, unpack

SUFFIX = ".segment"
CHUNK = 2 * MOST
"""Bytes read at a time: some hundred records, and certainly a whole one."""
PROBE = 4096


class Segment:
    """Bytes up to `end` are written, up to `synced` safe from a power cut, up to `done` in PostgreSQL."""

    def __init__(self, path: Path, handle: int, end: int = 0) -> None:
        """`handle` is open for reading, and for appending if the segment is our own."""
        self.path = path
        self.handle = handle
        self.end = end
        self.synced = self.done = 0
        self.born = time.monotonic()

    @classmethod
    def make(cls, path: Path) -> "Segment":
        """A new, empty one. Raises `OSError`."""
        return cls(path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600))

    @classmethod
    def left(cls, path: Path) -> "Segment":
        """One that a dead process left. Raises `OSError`."""
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        return cls(path, handle, os.fstat(handle).st_size)

    def append(self, frame: bytes) -> None:
        """One write, whole or not at all. Raises `OSError`."""
        written = os.write(self.handle, frame)
        self.end += written
        if written < len(frame):
            os.ftruncate(self.handle, self.end - written)
            self.end -= written
            message = f"only {written} of {len(frame)} bytes could be written"
            raise OSError(message)

    def probe(self) -> None:
        """See whether an empty segment can be written to. Raises `OSError`."""
        os.write(self.handle, bytes(PROBE))
        os.ftruncate(self.handle, 0)

    def read(self) -> Batch:
        """The next records that are not `done`; the caller moves `done` on by what was used."""
        data = os.pread(self.handle, min(CHUNK, self.end - self.done), self.done)
        return unpack(data, last=self.done + len(data) >= self.end)

    def sync(self) -> None:
        """Make what is written by now safe from a power cut, the file's name too."""
        end = self.end
        os.fdatasync(self.handle)
        if not self.synced:
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        self.synced = end

    def remove(self) -> None:
        """PostgreSQL has all of it."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the file as it is."""
        os.close(self.handle)
