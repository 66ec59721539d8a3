"""The files that we keep, in a folder or an object store; rows elsewhere say what they are."""

import asyncio
import errno
from collections.abc import AsyncIterator
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from philae.core.errors import NotFound, StorageFull, Unavailable


class Assets:
    """Objects under keys such as `out/<account>/<task>/0.jpeg`; whole ones, written once, replaced never."""

    def __init__(self, url: str) -> None:
        """`url` is an absolute folder, or what obstore understands: s3://…, gs://…, az://…."""
        self.folder = None if "://" in url else Path(url)
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._store: ObjectStore = LocalStore(prefix=url, mkdir=True) if self.folder else from_url(url)

    async def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; done again with the same key it changes nothing. Raises `StorageFull`, `Unavailable`."""
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

    async def delete(self, keys: list[str]) -> None:
        """Remove the objects; absent ones are no error."""
        for key in keys:
            try:
                await asyncio.to_thread(obstore.delete, self._store, key)
            except (NotFoundError, FileNotFoundError):
                continue

    async def keys(self, prefix: str) -> AsyncIterator[tuple[str, float]]:
        """Every object's key and the time of its last change, in epoch seconds."""
        pages = iter(obstore.list(self._store, prefix=prefix))
        while (page := await asyncio.to_thread(next, pages, None)) is not None:
            for meta in page:
                yield meta["path"], meta["last_modified"].timestamp()

    async def probe(self) -> None:
        """Whether the storage takes a file at the moment. Raises `StorageFull`, `Unavailable`."""
        await self.put("probe", b"philae")


def _trouble(error: Exception) -> StorageFull | Unavailable:
    text = repr(error).lower()
    if getattr(error, "errno", None) == errno.ENOSPC or "no space left" in text or "storagefull" in text:
        message = "there is no room left to keep files"
        return StorageFull(message, detail=repr(error))
    message = "the file storage cannot be reached at the moment"
    return Unavailable(message, detail=repr(error), retry_after=5)
