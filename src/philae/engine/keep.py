"""Keeps what a vendor delivered: fetches it before its link dies, checks that it is what it should be, stores it."""

import asyncio
import hashlib
import io
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from typing import NamedTuple

from msgspec import Struct
from PIL import Image, UnidentifiedImageError

from philae.core.errors import StorageFull, Unavailable, UpstreamError
from philae.core.ids import uuid7
from philae.core.image import ImageRequest, Output
from philae.core.task import Asset, Task
from philae.engine.provenance import stamp
from philae.net.channel import Channel
from philae.net.client import Client
from philae.store.assets import Assets

LIMIT = 96 << 20
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
SUFFIX = {"image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


class Seen(NamedTuple):
    """What a picture really is."""

    mime: str
    width: int
    height: int


class Keeper(Struct, frozen=True):
    """Keeps outputs for `lifetime` seconds, None for ever."""

    client: Client
    assets: Assets
    lifetime: float | None = None

    async def keep(
        self, task: Task, part: int, outputs: tuple[Output, ...], channel: Channel, request: ImageRequest
    ) -> tuple[Asset, ...]:
        """All outputs of a vendor job, stored. Raises `UpstreamError`, `StorageFull`."""
        first = part * len(outputs)
        return tuple([await self._one(task, first + i, o, channel, request) for i, o in enumerate(outputs)])

    async def _one(self, task: Task, no: int, output: Output, channel: Channel, request: ImageRequest) -> Asset:
        data = output.blob.data if output.blob.data is not None else await self._fetch(output.blob.url or "", channel)
        label = {"model": task.model, "task": str(task.id), "served_by": channel.provider.name}
        data, seen, digest = await asyncio.to_thread(_proved, data, label)
        key = f"out/{task.account}/{task.id}/{no}-{digest[:12]}.{SUFFIX[seen.mime]}"
        await self._store(key, data)
        expires = datetime.now(UTC) + timedelta(seconds=self.lifetime) if self.lifetime else None
        return Asset(
            id=uuid7(), kind="image", key=key, mime=seen.mime, size=len(data), width=seen.width, height=seen.height,
            sha256=digest, part=no, differs=tuple(differences(request, seen)), seed=output.seed, prompt=output.prompt,
            expires_at=expires,
        )  # fmt: skip

    async def _fetch(self, url: str, channel: Channel) -> bytes:
        """The bytes behind the vendor's link; a passing fault is tried again."""
        for pause in (*PAUSES[:3], None):
            try:
                return (await self.client.fetch(channel.absolute(url), channel, limit=LIMIT)).data
            except UpstreamError as error:
                if pause is None or not error.retryable:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError

    async def _store(self, key: str, data: bytes) -> None:
        """Write the file. It is paid for: an absent storage is waited for, until the task's deadline; a full one a while."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                return await self.assets.put(key, data)
            except Unavailable:
                await asyncio.sleep(pause)
            except StorageFull:
                if pause == PAUSES[-1]:
                    raise
                await asyncio.sleep(pause)
        return None


def _proved(data: bytes, label: dict[str, str]) -> tuple[bytes, Seen, str]:
    """The labelled picture, what it really is, and its hash."""
    seen = look(data)
    stamped = stamp(data, seen.mime, label)
    return stamped, seen, hashlib.sha256(stamped).hexdigest()


def look(data: bytes, side: int | None = None) -> Seen:
    """Open the picture, every pixel of it. Raises `UpstreamError` if it is none, or larger than `side` pixels."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if side and max(image.size) > side:
                raise UpstreamError("the picture is larger than it may be")
            image.load()
            return Seen(MIMES[image.format or ""], *image.size)
    except (UnidentifiedImageError, OSError, KeyError, ValueError, Image.DecompressionBombError) as error:
        message = "the vendor delivered something that is not an image"
        raise UpstreamError(message, detail=repr(error)) from error


def differences(request: ImageRequest, seen: Seen) -> list[str]:
    """What was delivered otherwise than asked, in words."""
    told = []
    if request.width and request.height and (seen.width, seen.height) != (request.width, request.height):
        told.append(f"size: asked {request.width}x{request.height}, delivered {seen.width}x{seen.height}")
    if request.format and seen.mime != f"image/{request.format}":
        told.append(f"format: asked {request.format}, delivered {seen.mime.removeprefix('image/')}")
    return told
