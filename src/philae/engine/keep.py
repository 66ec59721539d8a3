"""Keeps what a vendor delivered: fetches it before its link dies, checks that it is what it should be, stores it."""

import asyncio
import hashlib
import io
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from typing import IO

import msgspec
from msgspec import Struct

from philae.core.errors import StorageFull, Unavailable, UpstreamError
from philae.core.ids import uuid7
from philae.core.request import Kind, Output, Request
from philae.core.task import Asset, Task
from philae.engine.look import HEAD, SUFFIX, Prober, Seen, known, look
from philae.engine.provenance import stamp, tail
from philae.net.channel import Channel
from philae.net.client import Client, Fetched
from philae.store.assets import Assets

LIMIT = 96 << 20
LARGE: dict[Kind, int] = {"video": 1 << 30, "audio": 128 << 20, "mesh": 256 << 20, "file": 256 << 20}
"""The most bytes of files that never are in memory as a whole."""
PATIENCE = 600.0
"""Seconds for one of those to arrive."""
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
SLACK = 0.5
"""Seconds by which a film may miss the duration that was asked: encoders end on whole frames."""
ANSWERS = {"application/json": "json", "text/event-stream": "txt"}
"""The forms of calls' answers, and what their files' names end with."""


class Keeper(Struct, frozen=True):
    """Keeps outputs for `lifetime` seconds, None for ever."""

    client: Client
    assets: Assets
    lifetime: float | None = None
    prober: Prober = msgspec.field(default_factory=Prober)

    async def keep(
        self, task: Task, part: int, outputs: tuple[Output, ...], channel: Channel, request: Request
    ) -> tuple[Asset, ...]:
        """All outputs of a vendor job, stored. Raises `UpstreamError`, `StorageFull`."""
        first = part * len(outputs)
        return tuple([await self._one(task, first + i, o, channel, request) for i, o in enumerate(outputs)])

    async def _one(self, task: Task, no: int, output: Output, channel: Channel, request: Request) -> Asset:
        label = {"model": task.model, "task": str(task.id), "served_by": channel.provider.name}
        where = f"out/{task.account}/{task.id}/{no}"
        keep = self._picture if output.kind == "image" else self._large
        seen, size, digest = await keep(where, output, channel, label)
        return Asset(
            id=uuid7(), kind=output.kind, key=_key(where, digest, seen), mime=seen.mime, size=size, width=seen.width,
            height=seen.height, duration=seen.duration, sha256=digest, part=no, differs=_differs(output, request, seen),
            seed=output.seed, prompt=output.prompt, name=output.name, expires_at=self._expiry,
        )  # fmt: skip

    async def answer(self, task: Task, data: bytes, mime: str) -> Asset:
        """A call's answer, stored as its client got it. Raises `StorageFull`."""
        digest = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        key = f"out/{task.account}/{task.id}/0-{digest[:12]}.{ANSWERS.get(mime, 'bin')}"
        await self._store(key, data)
        return Asset(uuid7(), "answer", key, mime, len(data), sha256=digest, expires_at=self._expiry)

    @property
    def _expiry(self) -> datetime | None:
        return datetime.now(UTC) + timedelta(seconds=self.lifetime) if self.lifetime else None

    async def _picture(
        self, where: str, output: Output, channel: Channel, label: dict[str, str]
    ) -> tuple[Seen, int, str]:
        """A picture, stored: what it is, its bytes, its hash."""
        data = output.blob.data if output.blob.data is not None else (await self._fetch(output, channel)).data
        data, seen, digest = await asyncio.to_thread(_proved, data, label)
        await self._store(_key(where, digest, seen), data)
        return seen, len(data), digest

    async def _large(
        self, where: str, output: Output, channel: Channel, label: dict[str, str]
    ) -> tuple[Seen, int, str]:
        """Any other file, which only passes through the memory."""
        with tempfile.TemporaryFile() as file:
            mime = await self._save(output, channel, file)
            if output.kind in ("video", "audio"):
                seen = await self.prober.look(file.fileno(), output.kind)
            else:
                file.seek(0)
                seen = known(file.read(HEAD), output.mime or mime)
            size, digest = await asyncio.to_thread(_labelled, file, seen.mime, label)
            await self._store(_key(where, digest, seen), file)
        return seen, size, digest

    async def _save(self, output: Output, channel: Channel, file: IO[bytes]) -> str:
        """Bring the bytes into the file; the type that their sender names."""
        if output.blob.data is None:
            return (await self._fetch(output, channel, LARGE[output.kind], file)).mime
        file.write(output.blob.data)
        file.flush()
        return output.mime

    async def _fetch(
        self, output: Output, channel: Channel, limit: int = LIMIT, into: IO[bytes] | None = None
    ) -> Fetched:
        """What is behind the vendor's link; a passing fault is tried again."""
        url = channel.absolute(output.blob.url or "")
        seconds = PATIENCE if into else 60.0
        for pause in (*PAUSES[:3], None):
            try:
                return await self.client.fetch(url, channel, limit=limit, timeout=seconds, into=into)
            except UpstreamError as error:
                if pause is None or not error.retryable:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError

    async def _store(self, key: str, data: bytes | IO[bytes]) -> None:
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


def _key(where: str, digest: str, seen: Seen) -> str:
    return f"{where}-{digest[:12]}.{SUFFIX[seen.mime]}"


def _proved(data: bytes, label: dict[str, str]) -> tuple[bytes, Seen, str]:
    """The labelled picture, what it really is, and its hash."""
    seen = look(data)
    stamped = stamp(data, seen.mime, label)
    return stamped, seen, hashlib.sha256(stamped).hexdigest()


def _labelled(file: io.BufferedRandom, mime: str, label: dict[str, str]) -> tuple[int, str]:
    """Label the file, where its format has a place at the end; its size and hash."""
    file.seek(0, io.SEEK_END)
    file.write(tail(mime, label))
    file.flush()
    return measured(file)


def measured(file: io.BufferedRandom) -> tuple[int, str]:
    """Bytes and hash of a file, which is at its beginning afterwards."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return size, digest


def _differs(output: Output, request: Request, seen: Seen) -> tuple[str, ...]:
    """Of what was asked for; what comes beside it, as a shape's picture, was not."""
    return tuple(differences(request, seen)) if request.operation.startswith(output.kind) else ()


def differences(request: Request, seen: Seen) -> list[str]:
    """What was delivered otherwise than asked, in words."""
    width, height = getattr(request, "width", None), getattr(request, "height", None)
    form, seconds = getattr(request, "format", None), getattr(request, "seconds", None)
    told = []
    if width and height and seen.width and (seen.width, seen.height) != (width, height):
        told.append(f"size: asked {width}x{height}, delivered {seen.width}x{seen.height}")
    if form and SUFFIX[seen.mime] != form:
        told.append(f"format: asked {form}, delivered {SUFFIX[seen.mime]}")
    if seconds and seen.duration and abs(seen.duration - seconds) > SLACK:
        told.append(f"duration: asked {seconds} s, delivered {seen.duration:g} s")
    return told
