"""Our own API: tasks, quotes, events."""

import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from philae.core import ids
from philae.core.dialect import Dialect, Inbound, Reply, Submission
from philae.core.errors import InvalidRequest, NotFound
from philae.core.money import dollars
from philae.core.request import Wish
from philae.core.task import Event, Notify
from philae.edge.answer import guarded, respond
from philae.edge.dialects import PING, Edge, accepted
from philae.edge.inbound import understood
from philae.engine.tasks import Wanted
from philae.vendors.philae.dialect import task_document

STATES = ("queued", "running", "awaiting_input", "succeeded", "failed", "canceled")
MOST = 100
TOLD = ("running", "done")
LIMIT = re.compile("[0-9]{1,3}")
SEQUENCE = re.compile("[0-9]{1,9}")


class Own:
    """Tasks and quotes of any model, in its own names."""

    def __init__(self, edge: Edge, dialect: Dialect) -> None:
        """The edge does the work; this words it."""
        self._edge = edge
        self._dialect = dialect

    def routes(self) -> list[Route]:
        """Every endpoint of ours."""
        table = (
            ("POST", "/v1/tasks", self.create),
            ("GET", "/v1/tasks", self.page),
            ("GET", "/v1/tasks/{id}", self.get),
            ("DELETE", "/v1/tasks/{id}", self.erase),
            ("POST", "/v1/tasks/{id}/cancel", self.cancel),
            ("GET", "/v1/tasks/{id}/events", self.events),
            ("POST", "/v1/quote", self.quote),
        )
        return [Route(path, guarded(self._dialect, deed), methods=[method]) for method, path, deed in table]

    async def create(self, request: Request) -> Response:
        """Any model's body with `model`, in its own names: 202 and the task."""
        policy = await self._edge.policy(request)
        async with self._edge.scales.room(request.headers):
            inbound = await self._edge.doorway.read(request)
            task = await self._edge.admit("philae", understood(self._submission, inbound), policy, inbound, request)
        return accepted(self._edge.links.task(task))

    async def page(self, request: Request) -> Response:
        """The account's tasks, newest first."""
        policy = await self._edge.policy(request)
        query = request.query_params
        limit = query.get("limit", "20")
        if not LIMIT.fullmatch(limit) or not 1 <= int(limit) <= MOST:
            message = f"limit must be a whole number from 1 to {MOST}"
            raise InvalidRequest(message, param="limit")
        after = query.get("after")
        if after and not ids.parse(after):
            message = "after must be the id of a task"
            raise InvalidRequest(message, param="after")
        if query.get("state") and query["state"] not in STATES:
            message = f"state must be one of {', '.join(STATES)}"
            raise InvalidRequest(message, param="state")
        wanted = Wanted(
            int(limit), ids.parse(after) if after else None, query.get("state") or None, query.get("model") or None,
            idem=query.get("idempotency_key") or None,
        )  # fmt: skip
        found = await self._edge.tasks.page(policy.account, wanted)
        shown = found[: int(limit)]
        more = len(found) > len(shown)
        body = {"data": [task_document(self._edge.links.task(t)) for t in shown], "has_more": more}
        return respond(Reply(200, body | ({"next": str(shown[-1].id)} if more else {})))

    async def get(self, request: Request) -> Response:
        """One task."""
        policy = await self._edge.policy(request)
        task = self._edge.links.task(await self._edge.tasks.get(_id(request), policy.account))
        return respond(Reply(200, task_document(task)), task)

    async def cancel(self, request: Request) -> Response:
        """Ask for its end; the task as it then stands."""
        policy = await self._edge.policy(request)
        asked = await self._edge.tasks.cancel(_id(request), policy.account)
        task = self._edge.links.task(await self._edge.tasks.wait(asked.id, 3.0))
        return respond(Reply(200, task_document(task)), task)

    async def erase(self, request: Request) -> Response:
        """Remove a finished task with its files."""
        policy = await self._edge.policy(request)
        await self._edge.tasks.erase(_id(request), policy.account)
        return Response(status_code=204)

    async def events(self, request: Request) -> Response:
        """Server-sent events, from `Last-Event-ID` on."""
        policy = await self._edge.policy(request)
        task = await self._edge.tasks.get(_id(request), policy.account)
        last = request.headers.get("last-event-id", "0")
        after = int(last) if SEQUENCE.fullmatch(last) else 0

        async def body() -> AsyncIterator[bytes]:
            async for item in self._edge.tasks.follow(task.id, after, PING):
                yield await self._frame(task.id, item)

        return StreamingResponse(body(), media_type="text/event-stream", headers={"cache-control": "no-store"})

    async def _frame(self, task: Any, item: Event | float | None) -> bytes:
        if item is None:
            return b": ping\n\n"
        if isinstance(item, float):
            return _sse("progress", {"progress": round(item, 4)})
        if item.kind == "preview":
            shown = await self._edge.shown(item)
            return _sse("preview", shown.data) if shown else b""
        data = item.data
        if item.kind == "done":
            data = task_document(self._edge.links.task(await self._edge.tasks.get(task, None)))
        return b"id: %d\n" % item.seq + _sse(item.kind, data)

    async def quote(self, request: Request) -> Response:
        """What a request would cost and how it is understood; nothing is stored."""
        policy = await self._edge.policy(request)
        inbound = await self._edge.doorway.read(request)
        quote = await self._edge.intake.quote(understood(self._submission, inbound), policy)
        body = {
            "object": "quote", "model": quote.model.id, "operation": quote.model.operation, "price": dollars(quote.price),
            "currency": "USD", "book": quote.book, "n": quote.n, "params": _shown(quote.params.model_dump(mode="json", exclude_none=True)),
            "served_by": "studio" if quote.studio else "vendor", "warnings": list(quote.warnings),
        }  # fmt: skip
        return respond(Reply(200, body))

    def _submission(self, inbound: Inbound) -> Submission:
        """A body in a model's own names, with `model`, perhaps `n` or what the vendor calls it, and whom to tell."""
        body = inbound.json()
        model = body.pop("model", None)
        if not isinstance(model, str) or not model:
            message = "a model is required"
            raise InvalidRequest(message, param="model")
        row = self._edge.intake.engine.find(model)
        n = body.pop("n", body.pop(row.params.count, 1))
        n = int(n) if isinstance(n, float) and n.is_integer() else n  # an integer, says JSON Schema
        if not isinstance(n, int) or isinstance(n, bool):
            message = "n must be a whole number"
            raise InvalidRequest(message, param="n")
        notify = _notify(body)
        media = tuple((k, v) for k, v in body.items() if k in row.params.media() and isinstance(v, str) and v)
        names = {k for k, _ in media}
        own = {k: v for k, v in body.items() if k not in names and (v != "" or k == "prompt")}
        return Submission(Wish(model, row.params.vendor, {}, media, own), n, notify)


def _notify(body: dict[str, Any]) -> Notify | None:
    """Take `webhook_url`, `webhook_secret` and `webhook_events` out of the body. Raises `InvalidRequest`."""
    url, secret, events = (body.pop(f"webhook_{name}", None) for name in ("url", "secret", "events"))
    for name, value in (("webhook_url", url), ("webhook_secret", secret)):
        if not isinstance(value, str | None):
            message = f"{name} must be a string"
            raise InvalidRequest(message, param=name)
    events = ["done"] if events is None else events
    if not isinstance(events, list) or not events or not all(e in TOLD for e in events):
        message = f"webhook_events must be a list of {' or '.join(TOLD)}"
        raise InvalidRequest(message, param="webhook_events")
    return Notify(url, "philae", secret or "", tuple(events)) if url else None


def _id(request: Request) -> Any:
    task = ids.parse(request.path_params["id"])
    if task is None:
        message = "no such task"
        raise NotFound(message)
    return task


def _shown(params: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in params.items() if not (isinstance(v, str) and v.startswith("blob:"))}


def _sse(kind: str, data: Any) -> bytes:
    return b"event: " + kind.encode() + b"\ndata: " + msgspec.json.encode(data) + b"\n\n"
