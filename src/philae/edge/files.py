"""Serves kept files behind signed links: whole or in part, cacheable, without a query after the first."""

import asyncio
import os
import re
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, NamedTuple
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from philae.core import ids
from philae.core.dialect import Still
from philae.core.errors import NotFound
from philae.edge.links import Links
from philae.edge.sendfile import SENDFILE
from philae.engine.photographer import Photographer
from philae.store.assets import Assets
from philae.store.db import Database

KNOWN = 10_000
STILLS = {"thumbnail": "image/webp", "spritesheet": "image/jpeg"}
Stream = AsyncIterator[bytes | memoryview]
PLACES = re.compile("[0-9]{1,36}")


class File(NamedTuple):
    """A kept file."""

    key: str
    mime: str
    size: int


class Files:
    """`GET /files/{id}/{name}`."""

    def __init__(self, database: Database, assets: Assets, links: Links) -> None:
        """Rows say what a file is, the storage has its bytes."""
        self._database = database
        self._assets = assets
        self._links = links
        self._known: OrderedDict[UUID, File] = OrderedDict()
        self._photographer = Photographer()

    async def serve(self, request: Request) -> Response:
        """The file, or the range of it that was asked for."""
        identity = ids.parse(request.path_params["id"])
        if identity is None:
            message = "no such file"
            raise NotFound(message)
        self._links.check(identity, request.query_params.get("exp", ""), request.query_params.get("sig", ""))
        return await self.send(identity, request)

    async def lend(self, request: Request) -> Response:
        """`GET /lent/{token}/{name}`: a client's file, for the vendor that it was given to."""
        blob = self._links.lent(request.path_params["token"])
        key = blob.key or ""
        return await self._sent(File(key, blob.mime, blob.size), key.rpartition("/")[2], request)

    async def send(self, identity: UUID, request: Request) -> Response:
        """The file, or the range of it, for one who may have it."""
        return await self._sent(await self._find(identity), identity.hex, request)

    async def _sent(self, file: File, tag: str, request: Request) -> Response:
        headers = {
            "content-type": file.mime, "etag": f'"{tag}"', "accept-ranges": "bytes",
            "cache-control": "private, max-age=86400, immutable", "content-disposition": "inline",
            "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox",
        }  # fmt: skip
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        start, end = _range(request.headers.get("range", ""), file.size)
        if start >= end:
            return Response(status_code=416, headers={**headers, "content-range": f"bytes */{file.size}"})
        partial = end - start < file.size
        if partial:
            headers["content-range"] = f"bytes {start}-{end - 1}/{file.size}"
        headers["content-length"] = str(end - start)
        if request.method == "HEAD":
            return Response(status_code=200, headers=headers)
        if self._assets.folder and SENDFILE in request.scope:
            opened = await _opened(self._assets.folder / file.key)
            return Direct(opened, start, end, 206 if partial else 200, headers)
        body = self._assets.stream(file.key, start, end)
        first = await anext(body, b"")
        return StreamingResponse(_chained(first, body), 206 if partial else 200, headers)

    async def still(self, wanted: Still) -> Response:
        """A picture of a film, taken when it is asked for. Raises `NotFound`, `UpstreamError`."""
        file = await self._find(wanted.film.id)
        async with self._film(file) as opened:
            taken = await self._photographer.take(opened.fileno())
        headers = {"cache-control": "private, max-age=86400, immutable", "x-content-type-options": "nosniff"}
        return Response(getattr(taken, wanted.form), media_type=STILLS[wanted.form], headers=headers)

    @asynccontextmanager
    async def _film(self, file: File) -> AsyncIterator[IO[bytes]]:
        """The film, opened: where it is, or a copy of it."""
        if self._assets.folder:
            with os.fdopen(await _opened(self._assets.folder / file.key), "rb") as film:
                yield film
            return
        with tempfile.TemporaryFile() as copy:
            async for piece in self._assets.stream(file.key, 0, file.size):
                copy.write(piece)
            copy.flush()
            yield copy

    async def _find(self, identity: UUID) -> File:
        if identity not in self._known:
            row = await self._database.row("select key, mime, size from asset where id = $1", identity)
            if row is None:
                message = "no such file, or it was erased"
                raise NotFound(message)
            self._known[identity] = File(row["key"], row["mime"], row["size"])
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)
        return self._known[identity]


class Direct(Response):
    """An opened file's bytes from `start` to `end`, sent by the kernel."""

    def __init__(self, file: int, start: int, end: int, status: int, headers: dict[str, str]) -> None:
        """The file is closed afterwards."""
        super().__init__(None, status, headers)
        self._file, self._start, self._end = file, start, end

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer with it."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await scope[SENDFILE](self._file, self._start, self._end)
            await send({"type": "http.response.body"})
        finally:
            os.close(self._file)


async def _opened(path: Path) -> int:
    try:
        return await asyncio.to_thread(os.open, path, os.O_RDONLY)
    except FileNotFoundError as error:
        message = "the file is no longer there"
        raise NotFound(message, detail=path.name) from error


async def _chained(first: bytes | memoryview, rest: Stream) -> Stream:
    """The first piece, which proved that the file is there, and what follows."""
    yield first
    async for piece in rest:
        yield piece


def _range(header: str, size: int) -> tuple[int, int]:
    """One range of bytes as (start, end); the whole file for none, several, or what cannot be read."""
    unit, _, spec = header.partition("=")
    first, dash, last = spec.strip().partition("-")
    if unit.strip() != "bytes" or not dash or not PLACES.fullmatch(first + last):
        return 0, size
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size
