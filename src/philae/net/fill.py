"""Fills the `Inline` leaves of a call's body with bytes: base64, data URIs, multipart files."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import msgspec

from philae.core.blob import Blob, Inline
from philae.net.mask import transparent

Load = Callable[[Blob], Awaitable[bytes]]


async def json_body(tree: Any, load: Load) -> bytes:
    """The tree as JSON, its blobs in place; encoded in a thread, since pictures are large."""
    blobs = {id(leaf): await load(leaf.blob) for leaf in _leaves(tree)}
    if not blobs:
        return msgspec.json.encode(tree)
    return await asyncio.to_thread(lambda: msgspec.json.encode(_filled(tree, blobs)))


async def form_body(fields: tuple[tuple[str, Any], ...], load: Load) -> aiohttp.FormData:
    """The fields as multipart, `Inline` leaves as files."""
    form = aiohttp.FormData()
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
