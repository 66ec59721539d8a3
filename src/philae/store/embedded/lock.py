"""One `philae serve` per data folder: a lock that the kernel lets go when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EmbeddedError
from .trouble import told

NAME = "lock"


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Hold the data folder, which is made if absent. Raises `EmbeddedError` naming the other holder's pid."""
    with told(data):
        data.mkdir(mode=0o755, parents=True, exist_ok=True)
        handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        with told(data):
            _take(data, handle)
        yield
    finally:
        os.close(handle)


def _take(data: Path, handle: int) -> None:
    if not taken(handle):
        pid = os.pread(handle, 20, 0).decode(errors="replace").strip() or "unknown"
        message = f"another philae serve (pid {pid}) uses the data folder {data}: stop it, or choose another folder"
        raise EmbeddedError(message)
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def taken(handle: int) -> bool:
    """Try to take the lock on an open file; never waits."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
