"""The files that we keep, in a folder or an object store; rows elsewhere say what they are."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from philae.core.errors import NotFound, StorageFull, Unavailable

NEAR = 128 << 10
"""Bytes at a time from a disk: small enough that many readers need little memory."""
FAR = 1 << 20
"""Bytes at a time from an object store."""
NOWAIT: int | None = getattr(os, "RWF_NOWAIT", None)


class Assets:
    """Objects under keys such as `out/<account>/<task>/0.jpeg`; whole ones, written once, replaced never."""

    def __init__(self, url: str) -> None:
        """`url` is an absolute folder, or what obstore understands: s3://…, gs://…, az://…."""
        self.folder = None if "://" in url else Path(url)
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._store: ObjectStore = LocalStore(prefix=url, mkdir=True) if self.folder else from_url(url)

    async def put(self, key: str, data: bytes | IO[bytes]) -> None:
        """Keep the bytes, or what is in the file; done again with the same key it changes nothing. Raises `StorageFull`, `Unavailable`."""
        try:
            await asyncio.to_thread(obstore.put, self._store, key, data)
        except (BaseError, OSError) as error:
            raise _trouble(error) from error

    async def get(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """The bytes from `start` to `end`. Raises `NotFound`, `Unavailable`."""
        try:
            if start == 0 and end is None:
                return await asyncio.to_thread(lambda: bytes(obstore.get(self._store, key).bytes()))
            return await asyncio.to_thread(lambda: bytes(obstore.get_range(self._store, key, start=start, end=end)))
        except (NotFoundError, FileNotFoundError) as error:
            message = "the file is no longer there"
            raise NotFound(message, detail=key) from error
        except (BaseError, OSError) as error:
            raise _trouble(error) from error

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes | memoryview]:
        """The bytes from `start` to `end`, some at a time. Raises `NotFound`, `Unavailable` before the first."""
        if self.folder is None:
            for at in range(start, end, FAR):
                yield await self.get(key, at, min(end, at + FAR))
            return
        try:
            file = await asyncio.to_thread(os.open, self.folder / key, os.O_RDONLY)
        except FileNotFoundError as error:
            message = "the file is no longer there"
            raise NotFound(message, detail=key) from error
        try:
            while start < end:
                size = min(NEAR, end - start)
                piece: bytes | memoryview | None = _cached(file, start, size)
                piece = piece or await asyncio.to_thread(os.pread, file, size, start)
                if not piece:
                    return
                start += len(piece)
                yield piece
        finally:
            os.close(file)

    async def delete(self, keys: list[str]) -> None:
        """Remove the objects; absent ones are no error. Raises `Unavailable`."""
        for key in keys:
            try:
                await asyncio.to_thread(obstore.delete, self._store, key)
            except (NotFoundError, FileNotFoundError):
                continue
            except (BaseError, OSError) as error:
                raise _trouble(error) from error

    async def keys(self, prefix: str) -> AsyncIterator[tuple[str, float]]:
        """Every object's key and the time of its last change, in epoch seconds. Raises `Unavailable`."""
        pages = iter(obstore.list(self._store, prefix=prefix))
        try:
            while (page := await asyncio.to_thread(next, pages, None)) is not None:
                for meta in page:
                    yield meta["path"], meta["last_modified"].timestamp()
        except (BaseError, OSError) as error:
            raise _trouble(error) from error

    async def changed(self, key: str) -> float | None:
        """When the object was last written, in epoch seconds; None if it is not there. Raises `Unavailable`."""
        try:
            meta = await asyncio.to_thread(obstore.head, self._store, key)
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            raise _trouble(error) from error
        return float(meta["last_modified"].timestamp())

    async def probe(self) -> None:
        """Whether the storage takes a file at the moment. Raises `StorageFull`, `Unavailable`."""
        await self.put("probe", b"philae")


def _cached(file: int, start: int, size: int) -> memoryview | None:
    """What the kernel has in memory, read without leaving the loop; None if it would have to go to the disk."""
    if NOWAIT is None:
        return None
    buffer = bytearray(size)
    try:
        got = os.preadv(file, [buffer], start, NOWAIT)
    except OSError:
        return None
    return memoryview(buffer)[:got] if got else None


def _trouble(error: Exception) -> StorageFull | Unavailable:
    text = repr(error).lower()
    if getattr(error, "errno", None) == errno.ENOSPC or "no space left" in text or "storagefull" in text:
        message = "there is no room left to keep files"
        return StorageFull(message, detail=repr(error))
    message = "the file storage cannot be reached at the moment"
    return Unavailable(message, detail=repr(error), retry_after=5)
