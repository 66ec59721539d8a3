"""The desk: where calls that are to last become tasks, and what comes of them is asked for."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Raw, Struct

from philae.core.blob import Blob
from philae.core.durable import Asked, Ended, Ticket
from philae.core.errors import Conflict, NotFound
from philae.core.task import Receipt, Task
from philae.engine import meters
from philae.engine.admission import IDEM_READ, same
from philae.engine.engine import Engine
from philae.engine.inputs import Input
from philae.engine.order import Order
from philae.engine.tasks import Tasks
from philae.engine.transition import now
from philae.engine.work import Part, Work

LARGE = 1 << 20
"""Bytes of a body from which it is hashed beside the loop."""
SHORT = 200
"""Bytes of a field that a task shows among its parameters."""
JSON = "application/json"
_fields = msgspec.json.Decoder(dict[str, Raw])
Mark = Callable[[str, bytes], bytes]


class Desk(Struct, frozen=True):
    """`life` is the seconds after which a call's task fails, `public` our origin if it is set.

    `mark(url, body)` is a request's fingerprint, `document(task)` the task as clients see it.
    """

    engine: Engine
    tasks: Tasks
    life: float
    public: str
    mark_of: Mark
    document: Callable[[Task], bytes]

    async def mark(self, url: str, body: bytes) -> bytes:
        """The request's fingerprint."""
        return await asyncio.to_thread(self.mark_of, url, body) if len(body) > LARGE else self.mark_of(url, body)

    async def known(self, account: UUID, idem: str, mark: bytes) -> Ticket | None:
        """The task of an earlier request with that key. Raises `Conflict` if that was another request."""
        rows = await self.engine.database.fetch(IDEM_READ, [account], [idem])
        if not rows:
            return None
        same(rows[0]["fingerprint"], mark)
        return await self._earlier(rows[0]["task"])

    async def admit(self, asked: Asked) -> Ticket:
        """The durable task for it, or for an earlier request with its key. A refusal stores nothing."""
        kept = await self._kept(asked)
        task, work, deadline = self._task(asked, kept.blob), Work((Part(0),)), time.time() + self.life
        order = Order(task, work, deadline, asked.idem or None, asked.mark, (kept,), response=asked.response)
        admitted = await self.engine.admit(order)
        if not admitted.fresh:
            return await self._earlier(admitted.id)
        meters.accepted(task.model, task.dialect).inc()
        self.engine.worker.start(self.engine, task, work, deadline)
        return self._ticket(task, fresh=True)

    async def ended(self, task: UUID, seconds: float) -> Ended | None:
        """How the task ended, None if it did not within that many seconds."""
        found = await self.tasks.wait(task, seconds)
        if not found.final:
            return None
        receipt = found.receipt
        if found.error or not found.outputs:
            error = found.error.error() if found.error else Conflict("this call has no answer")
            return Ended(error, cost=receipt.captured)
        dropped = ", ".join(found.details.get("dropped", ()))
        return Ended(None, found.outputs[0].key, receipt.captured, receipt.served_by, dropped)

    async def read(self, answer: Ended) -> bytes:
        """The answer's bytes. Raises `Conflict` if they had their time."""
        try:
            return await self.engine.keeper.assets.get(answer.key)
        except NotFound as error:
            message = "the answer to this Idempotency-Key is no longer kept"
            raise Conflict(message, param="Idempotency-Key") from error

    async def _earlier(self, identity: UUID) -> Ticket:
        """Raises `Conflict` for an erased one."""
        try:
            return self._ticket(await self.tasks.get(identity, None), fresh=False)
        except NotFound as error:
            message = "the task of this Idempotency-Key was erased"
            raise Conflict(message, param="Idempotency-Key") from error

    def _ticket(self, task: Task, *, fresh: bool) -> Ticket:
        where = f"{task.base}/v1/tasks/{task.id}"
        return Ticket(task.id, fresh, task.by_studio, self.document(task), where, task.final)

    async def _kept(self, asked: Asked) -> Input:
        """The client's own body, kept as an input: a worker that comes later sends the very same."""
        digest = await asyncio.to_thread(lambda: hashlib.sha256(asked.body).digest())
        key = f"in/{asked.account}/{digest.hex()}"
        await self.engine.keeper.assets.put(key, asked.body)
        return Input(asked.account, digest, Blob(key=key, mime=JSON, size=len(asked.body)))

    def _task(self, asked: Asked, blob: Blob) -> Task:
        wish = {"model": asked.model, "url": asked.url, "headers": asked.headers, "body": blob.key}
        receipt = Receipt(asked.book, asked.bound, served_by="studio" if asked.studio else "")
        return Task(
            id=asked.id, account=asked.account, key=asked.key, dialect=asked.dialect, operation=asked.operation,
            model=asked.model, state="queued", book=asked.book, params=_shown(asked.body), n=1,
            base=self.public or asked.base, created_at=now(), receipt=receipt, wish=wish, seq=1,
        )  # fmt: skip


def _shown(body: bytes) -> dict[str, Any]:
    """The request's short texts, numbers and choices: what was said is in its body."""
    found: dict[str, Any] = {}
    for name, raw in _fields.decode(body).items():
        value = bytes(raw)
        if name != "model" and len(value) <= SHORT and value[:1] not in b"[{":
            with suppress(msgspec.DecodeError):  # a number out of all bounds; it is the vendor's to refuse
                found[name] = msgspec.json.decode(value)
    return found
