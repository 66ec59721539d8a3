"""Outgoing webhooks: each message is sent in its dialect's form until it is taken; every try is on record.

A message that is under way holds up the later ones of its task: what it says may be old when it arrives.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog

from philae.core.dialect import Dialect
from philae.core.errors import GatewayError
from philae.core.task import Notify, Task
from philae.engine import meters
from philae.engine.challenge import unproved
from philae.net.client import Client
from philae.store.db import Database
from philae.store.sql import load
from philae.store.tasks import read, text

log = structlog.get_logger()
CLAIM = load("deliveries_claim")
PAUSES = (1, 5, 30, 120, 600, 3600, 10800, 28800, 86400)
TIMEOUT = 30.0
AT_ONCE = 128
AT_ONE_HOST = 8
"""So many of them to one host, lest one that never answers keeps everybody else's messages waiting."""
BREATH = 0.02
"""Seconds after which one looks for more, while there is some: a quick receiver is not to wait for the next run."""


class Notifier:
    """Claims due messages, sends them, writes down what came of it. `link` puts our signed links into a task."""

    def __init__(
        self, database: Database, client: Client, dialects: Mapping[str, Dialect], link: Callable[[Task], Task],
        unseal: Callable[[str, UUID], str],
    ) -> None:  # fmt: skip
        """`unseal(secret, task)` opens the stored webhook secret."""
        self._database = database
        self._client = client
        self._dialects = dialects
        self._link = link
        self._unseal = unseal
        self._running: set[asyncio.Task[None]] = set()
        self._busy: Counter[str] = Counter()

    async def run(self) -> int:
        """Begin to send what is due, as far as there is room, and do not wait for slow receivers; how many messages."""
        count = 0
        while begun := await self._begin():
            count += begun
            await asyncio.sleep(BREATH)
        return count

    async def _begin(self) -> int:
        room = AT_ONCE - len(self._running)
        rows = await self._claim(room) if room else []
        tasks = await read(self._database.fetch, list({r["task"] for r in rows})) if rows else {}
        for row in rows:
            self._busy[row["host"]] += 1
            running = asyncio.create_task(self._guarded(row, tasks.get(row["task"])))
            self._running.add(running)
            running.add_done_callback(self._running.discard)
        return len(rows)

    async def _claim(self, room: int) -> list[asyncpg.Record]:
        """Messages for as many places as are left, each with the host that it goes to."""
        self._busy = +self._busy
        hosts, counts = list(self._busy.keys()), list(self._busy.values())
        return await self._database.fetch(CLAIM, TIMEOUT * 2, room, AT_ONE_HOST, hosts, counts)

    async def _guarded(self, row: asyncpg.Record, task: Task | None) -> None:
        """What was not written down is sent again when its claim runs out."""
        try:
            await self._deliver(row, task)
        except GatewayError as error:
            log.warning("notify.not_recorded", delivery=str(row["id"]), error=error.detail)
        except Exception:
            log.exception("notify.fault", delivery=str(row["id"]))
        finally:
            self._busy[row["host"]] -= 1

    async def _deliver(self, row: asyncpg.Record, task: Task | None) -> None:
        tries: list[dict[str, Any]] = msgspec.json.decode(row["tries"])
        began = time.monotonic()
        notify = msgspec.json.decode(row["notify"], type=Notify)
        answer = await self._post(row, notify, task)
        taken = answer is None or 200 <= answer.get("status", 0) < 300  # noqa: PLR2004
        last = len(tries) >= len(PAUSES) or bool(answer and answer.pop("final", False))
        if answer is not None:
            seconds = round(time.monotonic() - began, 3)
            tries.append({"at": datetime.now(UTC).isoformat(), "seconds": seconds, **answer})
        state = "sent" if taken else "dead" if last else "pending"
        if answer is not None:
            meters.delivered({"pending": "failed"}.get(state, state)).inc()
        pause = PAUSES[min(len(tries), len(PAUSES)) - 1] * random.uniform(1, 1.2)  # noqa: S311
        sql = (
            "update delivery set state = $2, tries = $3::jsonb, due = now() + make_interval(secs => $4), claimed = null "
            "where id = $1"
        )
        await self._database.fetch(sql, row["id"], state, text(tries), pause)

    async def _post(self, row: asyncpg.Record, notify: Notify, task: Task | None) -> dict[str, Any] | None:
        """What the receiver answered, `final` if it is not to be asked again; None if there is nothing to say of the event."""
        webhook = self._dialects[notify.dialect].webhook
        if webhook is None or task is None or (body := webhook.body(self._link(task), row["event"])) is None:
            return None
        data = msgspec.json.encode(body)
        try:
            secret = self._unseal(notify.secret, task.id) if notify.secret else ""
        except ValueError as error:
            return {"error": "the stored secret cannot be opened", "detail": str(error)}
        signed = dict(webhook.sign(secret, f"msg_{row['id'].hex}", int(time.time()), data))
        headers = {"content-type": "application/json", "user-agent": "philae-webhooks", **signed}
        try:
            if webhook.challenge and (
                why := await unproved(self._database, self._client, row, notify.url, webhook.challenge)
            ):
                return why | {"final": True}
            reply = await self._client.post(notify.url, data, headers, timeout=TIMEOUT)
        except GatewayError as error:
            return {"error": error.public, "detail": error.detail[:200]}
        return {"status": reply.status}
