"""Bytes that are too many for the memory lie in a file without a name, which is gone when nobody holds it any more."""

import asyncio
import os
import tempfile
from collections.abc import Sequence

from philae.core.errors import StorageFull


class Spill:
    """A file that only grows; it is closed, and with that erased, when the last reference to it goes."""

    def __init__(self) -> None:
        """An empty one, where temporary files are kept. Raises `StorageFull`."""
        try:
            with tempfile.TemporaryFile("w+b", buffering=0) as file:
                self.fd = os.dup(file.fileno())
        except OSError as error:
            raise _full(error) from error

    def __del__(self) -> None:
        """Give the room back."""
        if hasattr(self, "fd"):
            os.close(self.fd)

    async def add(self, chunks: Sequence[bytes]) -> None:
        """Append, in a thread: a slow disk must not stop the loop. Raises `StorageFull`."""
        try:
            await asyncio.to_thread(self._add, chunks)
        except OSError as error:
            raise _full(error) from error

    def _add(self, chunks: Sequence[bytes]) -> None:
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[os.write(self.fd, left) :]

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from `start`; the kernel gives at most 2 GB at once, far more than a request may have."""
        return os.pread(self.fd, size, start)


def _full(error: OSError) -> StorageFull:
    message = "there is no room left to take the request in"
    return StorageFull(message, detail=repr(error))
