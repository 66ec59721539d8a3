"""Early pictures of what is still being drawn: small files that live until their task's end, and are told to who watches.

They lie in the storage as `preview/<task>/<part>-<number>.<suffix>`, so that every process and machine finds them; no row
names them, nobody is billed for them, and a task fares the same with and without.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import PurePosixPath
from uuid import UUID

import structlog

from philae.core.errors import GatewayError
from philae.core.task import Event
from philae.engine.look import SUFFIX, look
from philae.net.channel import Channel
from philae.net.client import Client
from philae.store.assets import Assets
from philae.store.db import Database

log = structlog.get_logger()
Kept = dict[str, str | None]
"""What one task has: a preview's address at the vendor → its key, None if it could not be kept."""
CHANNEL = "philae_preview"
"""The notification that names a new one's key."""
MOST = 3
"""For each part of a task."""
LIMIT = 128 << 10
"""Bytes of one."""
SIDE = 1024
"""Pixels of one's longer side."""
PATIENCE = 2.0
"""Seconds that fetching one may hold up the task."""
MIMES = {suffix: mime for mime, suffix in SUFFIX.items()}


class Previews:
    """Keeps them, tells of them, and clears them away."""

    def __init__(self, database: Database, client: Client, assets: Assets) -> None:
        """`client` fetches, `assets` keeps, the database tells."""
        self._database = database
        self._client = client
        self._assets = assets

    async def see(self, kept: Kept, task: UUID, part: int, urls: tuple[str, ...], channel: Channel) -> None:
        """Keep a part's new ones and tell of them; each is tried once, and what fails is left out."""
        for number, url in enumerate(urls[:MOST]):
            if url in kept:
                continue
            kept[url] = None
            try:
                fetched = await self._client.fetch(channel.absolute(url), channel, limit=LIMIT, timeout=PATIENCE)
                seen = await asyncio.to_thread(look, fetched.data, SIDE)
                key = f"preview/{task}/{part}-{number}.{SUFFIX[seen.mime]}"
                await self._assets.put(key, fetched.data)
                kept[url] = key
                await self._database.fetch("select pg_notify($1, $2)", CHANNEL, key)
            except GatewayError as error:
                log.info("preview.missed", task=str(task), error=repr(error))

    async def clear(self, kept: Kept, task: UUID, *, taken_over: bool) -> None:
        """The task is over. What a process that died has kept of it is found in the storage."""
        try:
            keys = await there(self._assets, task) if taken_over else [key for key in kept.values() if key]
            await self._assets.delete(keys)
        except GatewayError as error:
            log.info("preview.left", task=str(task), error=repr(error))


async def there(assets: Assets, task: UUID) -> list[str]:
    """The keys of the task's previews, in their order."""
    return sorted([key async for key, _ in assets.keys(f"preview/{task}")])


def owner(key: str) -> UUID:
    """The task of a preview."""
    return UUID(key.split("/")[1])


def event(key: str) -> Event:
    """A preview as an event beside the task's sequence: `part` and `index` count from 0, `key` says where it lies."""
    path = PurePosixPath(key)
    part, _, index = path.stem.partition("-")
    data = {"part": int(part), "index": int(index), "mime": MIMES[path.suffix[1:]], "key": key}
    return Event(owner(key), 0, "preview", datetime.now(UTC), data)
