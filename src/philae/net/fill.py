"""Fills the `Inline` leaves of a call's body with bytes: base64, data URIs, multipart files."""

import asyncio
import base64
import secrets
from collections.abc import Awaitable
from typing import Any, Protocol

import aiohttp
import msgspec
from aiohttp.abc import AbstractStreamWriter

from philae.core.blob import Blob, Inline
from philae.net.mask import transparent

SLICE = 3 << 16
"""Bytes of a file at a time: whole groups of three, so that what becomes of them in base64 can be joined."""


class Load(Protocol):
    """Gives a blob's bytes, or some of them."""

    def __call__(self, blob: Blob, start: int = 0, end: int | None = None) -> Awaitable[bytes]:
        """From `start` to `end`."""


class JsonStream(aiohttp.Payload):
    """The tree as JSON that is made while it is sent: of each file a slice at a time is in memory."""

    def __init__(self, tree: Any, load: Load) -> None:
        """Files are loaded when their turn comes; how long it all is, is known before."""
        super().__init__(None, content_type="application/json")
        leaves, mark = _leaves(tree), secrets.token_hex(16)
        self._load = load
        self._files = [leaf.blob for leaf in leaves]
        texts = msgspec.json.encode(_marked(tree, mark)).split(mark.encode())
        self._first, self._texts = texts[0], texts[1:]
        self._size = sum(map(len, texts)) + sum(-(-_length(blob) // 3) * 4 for blob in self._files)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send it."""
        await writer.write(self._first)
        for blob, text in zip(self._files, self._texts, strict=True):
            size = _length(blob)
            for start in range(0, size, SLICE):
                await writer.write(base64.b64encode(await self._load(blob, start, min(start + SLICE, size))))
            await writer.write(text)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """What stands around the files."""
        return b"".join((self._first, *self._texts)).decode(encoding, errors)


def _length(blob: Blob) -> int:
    return len(blob.data) if blob.data is not None else blob.size


def _marked(tree: Any, mark: str) -> Any:
    """The tree with the mark where the base64 of its blobs goes."""
    if isinstance(tree, Inline):
        return f"data:{tree.blob.mime or 'image/png'};base64,{mark}" if tree.form == "data-uri" else mark
    if isinstance(tree, dict):
        return {key: _marked(value, mark) for key, value in tree.items()}
    return [_marked(value, mark) for value in tree] if isinstance(tree, list | tuple) else tree


def filled(tree: Any, load: Load) -> bytes | JsonStream:
    """The tree as the body of a call."""
    return JsonStream(tree, load) if _leaves(tree) else msgspec.json.encode(tree)


async def json_body(tree: Any, load: Load) -> bytes:
    """The tree as JSON, its blobs in place; encoded in a thread, since pictures are large."""
    blobs = {id(leaf): await load(leaf.blob) for leaf in _leaves(tree)}
    if not blobs:
        return msgspec.json.encode(tree)
    return await asyncio.to_thread(lambda: msgspec.json.encode(_filled(tree, blobs)))


async def form_body(fields: tuple[tuple[str, Any], ...], load: Load) -> aiohttp.FormData:
    """The fields as multipart, `Inline` leaves as files."""
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields:
        if isinstance(value, Inline):
            data, mime = await load(value.blob), value.blob.mime or "application/octet-stream"
            if value.form == "alpha-file":
                data, mime = await asyncio.to_thread(transparent, data), "image/png"
            form.add_field(name, data, filename=f"{value.name}.{mime.split('/')[-1]}", content_type=mime)
        else:
            form.add_field(name, str(value))
    return form


def _leaves(tree: Any) -> list[Inline]:
    if isinstance(tree, Inline):
        return [tree]
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list | tuple) else ()
    return [leaf for child in children for leaf in _leaves(child)]


def _filled(tree: Any, blobs: dict[int, bytes]) -> Any:
    if isinstance(tree, Inline):
        text = base64.b64encode(blobs[id(tree)]).decode()
        return f"data:{tree.blob.mime or 'image/png'};base64,{text}" if tree.form == "data-uri" else text
    if isinstance(tree, dict):
        return {key: _filled(value, blobs) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_filled(value, blobs) for value in tree]
    return tree
