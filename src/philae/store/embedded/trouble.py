"""The disk's refusals in words: read-only, full, not ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EmbeddedError

WORDS = {
    errno.EROFS: "is on a read-only file system: mount it writable, or choose another data folder",
    errno.EACCES: "may not be written by this user: change its owner, or choose another data folder",
    errno.EPERM: "may not be changed by this user: change its owner, or choose another data folder",
    errno.ENOSPC: "is on a full disk: free some space and start again",
    errno.EDQUOT: "is over its owner's disk quota: free some space and start again",
    errno.ENOTDIR: "is not a folder, or lies below something that is not: choose another data folder",
    errno.EEXIST: "is not a folder: choose another data folder",
    errno.ENOLCK: "is on a file system without locks: choose another data folder",
    errno.ENAMETOOLONG: "has too long a path: choose another data folder",
}


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals about `folder` into an `EmbeddedError`; other errors pass."""
    try:
        yield
    except OSError as error:
        words = WORDS.get(error.errno or 0)
        if words is None:
            raise
        message = f"{folder} {words} ({error.strerror}: {error.filename or folder})"
        raise EmbeddedError(message) from error
