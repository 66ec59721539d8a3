"""A process's folder in the spool: its lock tells whether the process lives, however it died."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from philae.core import ids
from philae.spool.segment import SUFFIX

LOCK = "lock"


class Folder:
    """Held, as long as the process lives or until it is let go."""

    def __init__(self, path: Path, handle: int) -> None:
        """`handle` has the lock."""
        self.path = path
        self._handle = handle

    @classmethod
    def own(cls, root: Path, process: UUID) -> "Folder":
        """Make this process's folder. Raises `OSError`."""
        path = root / str(process)
        while True:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder := cls._take(path, os.O_CREAT):
                return folder
            time.sleep(0.01)  # somebody saw it before it was locked, and is about to remove it

    @classmethod
    def left(cls, root: Path, own: UUID) -> Iterator["Folder"]:
        """The folders of processes that are dead, each held until it is let go or removed."""
        for path in sorted(root.iterdir()):
            process = ids.parse(path.name)
            if process and process != own and (folder := cls._take(path)):
                yield folder

    @classmethod
    def _take(cls, path: Path, make: int = 0) -> "Folder | None":
        """Lock it, unless somebody holds it, or has removed it meanwhile."""
        try:
            handle = os.open(path / LOCK, os.O_RDWR | os.O_CLOEXEC | make, 0o600)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        if not os.fstat(handle).st_nlink:
            os.close(handle)
            return None
        return cls(path, handle)

    @property
    def process(self) -> UUID:
        """Whose it is."""
        return UUID(self.path.name)

    def segments(self) -> list[Path]:
        """The segments' files, oldest first."""
        return sorted(self.path.glob(f"*{SUFFIX}"))

    def release(self) -> None:
        """Let it go; whoever finds it looks after what is in it."""
        os.close(self._handle)

    def remove(self) -> None:
        """Nothing is left to look after."""
        (self.path / LOCK).unlink()
        with suppress(OSError):  # its owner came just now
            self.path.rmdir()
        self.release()
