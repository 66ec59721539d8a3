"""One handler for each kind of endpoint, whatever the dialect."""

import base64
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from philae.core import ids
from philae.core.dialect import (
    Acts,
    Balance,
    Cancel,
    Content,
    Create,
    Delete,
    Dialect,
    Endpoint,
    Get,
    Inbound,
    List,
    Page,
    Reply,
    Several,
    Still,
    Submission,
)
from philae.core.errors import Forbidden, GatewayError, InvalidRequest, NotFound, NotImplementedYet, Unauthenticated
from philae.core.task import Event, Task
from philae.edge.answer import as_error, guarded, request_id, respond
from philae.edge.files import Files
from philae.edge.inbound import Doorway, credential, fingerprint, understood
from philae.edge.links import Links
from philae.edge.scales import Scales
from philae.engine.intake import Intake
from philae.engine.tasks import Tasks, Wanted
from philae.gate.keyring import Keyring
from philae.gate.policy import Policy
from philae.ledger import accounts
from philae.vendors.philae.dialect import task_document

PREFER = re.compile(r"\bwait\s*(?:=\s*(\d+))?")
LONGEST = 600.0
IDEM_LIMIT = 255
PING = 15.0
DAY = 86_400


class Edge(Struct, frozen=True):
    """What handlers need. `fill` puts bytes in the place of `Inline` leaves."""

    doorway: Doorway
    scales: Scales
    keyring: Keyring
    intake: Intake
    tasks: Tasks
    links: Links
    files: Files
    fill: Callable[[Any], Awaitable[bytes]]
    bytes_of: Callable[[str], Awaitable[bytes]]

    async def policy(self, request: Request) -> Policy:
        """Who asks. Raises `Unauthenticated`, `Forbidden`."""
        key = credential(request)
        if not key:
            message = "no API key was given; send it as Authorization: Bearer …"
            raise Unauthenticated(message)
        policy = await self.keyring.policy(key)
        policy.admit(self.doorway.ip(request))
        return policy

    def routes(self, dialect: Dialect) -> list[Route]:
        """The dialect's endpoints as routes."""
        return [
            Route(e.path, guarded(dialect, self._handler(dialect, e)), methods=[e.method]) for e in dialect.endpoints
        ]

    def _handler(self, dialect: Dialect, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        deeds: dict[type[Endpoint], Any] = {
            Create: self.create, Get: self.get, Acts: self.act, Several: self.several, Cancel: self.cancel, Delete: self.delete,
            Content: self.content, List: self.list, Balance: self.balance,
        }  # fmt: skip
        deed = deeds[type(endpoint)]

        async def handle(request: Request) -> Response:
            response: Response = await deed(dialect, endpoint, request)
            return response

        return handle

    async def act(self, dialect: Dialect, endpoint: Acts, request: Request) -> Response:
        """What the header says. Raises `InvalidRequest`, `NotImplementedYet`."""
        name = request.headers.get(endpoint.header, "")
        if not name:
            raise InvalidRequest(f"the header {endpoint.header} is required", param=endpoint.header)
        if name not in endpoint.acts:
            raise NotImplementedYet(f"{name[:80]} is not built yet")
        return await self._handler(dialect, endpoint.acts[name])(request)

    # --- make ---------------------------------------------------------------------------------------------------

    async def create(self, dialect: Dialect, endpoint: Create, request: Request) -> Response:
        """Admit a task; answer at once, when it is done, or with its frames."""
        policy = await self.policy(request)
        async with self.scales.room(request.headers):
            inbound = await self.doorway.read(request)
            submission = understood(endpoint.decode, inbound)
            task = await self.admit(dialect.name, submission, policy, inbound, request)
            stream, wanted = submission.stream, submission.wait
            del inbound, submission
        prefer = request.headers.get("prefer", "")
        if "respond-async" in prefer:
            return accepted(self.links.task(task))
        if stream and endpoint.frames:
            return self._stream(endpoint.frames, task, linked=endpoint.linked)
        wait = _wait(prefer, wanted)
        if wait and not task.final:
            task = await self.tasks.wait(task.id, min(wait, LONGEST))
        return await self._encoded(dialect, endpoint.encode, task, request)

    async def admit(
        self, dialect: str, submission: Submission, policy: Policy, inbound: Inbound, request: Request
    ) -> Task:
        """The durable task for this submission, with the caller's idempotency key."""
        idem = request.headers.get("idempotency-key") or None
        if idem and len(idem) > IDEM_LIMIT:
            idem = idem[:IDEM_LIMIT]
        mark = fingerprint(request.url.path, inbound) if idem else b""
        task, _ = await self.intake.submit(dialect, submission, policy, inbound.origin, idem, mark)
        return task

    async def _encoded(
        self, dialect: Dialect, encode: Callable[[Task], Reply], task: Task, request: Request
    ) -> Response:
        """The task in the dialect's words; a dialect that has none for a failed task raises its error."""
        linked = self.links.task(task)
        try:
            reply = encode(linked)
        except GatewayError as error:
            error.retryable = False
            return respond(dialect.error(error, request_id(request)), linked)
        body = await self.fill(reply.body) if isinstance(reply.body, dict | list) else reply.body
        return respond(Reply(reply.status, body, (("content-type", "application/json"), *reply.headers)), linked)

    def _stream(self, frames: Callable[[Event, Task], bytes], task: Task, *, linked: bool) -> StreamingResponse:
        """The dialect's frames as they come, progress and, unless `linked`, previews included."""

        async def body() -> AsyncIterator[bytes]:
            async for item in self.tasks.follow(task.id, 0, PING):
                if item is None:
                    yield b": ping\n\n"
                elif isinstance(item, float):
                    yield frames(Event(task.id, 0, "progress", datetime.now(UTC), {"progress": item}), task)
                elif item.kind != "preview":
                    now = self.links.task(await self.tasks.get(task.id, None))
                    yield frames(item if linked else await self._with_files(item, now), now)
                elif not linked and (shown := await self.shown(item)):
                    yield frames(shown, task)

        headers = {"cache-control": "no-store", "x-philae-task-id": str(task.id)}
        headers |= {"x-philae-engine": "studio"} if task.by_studio else {}
        return StreamingResponse(body(), media_type="text/event-stream", headers=headers)

    async def shown(self, preview: Event) -> Event | None:
        """The preview with its picture as `b64` in the place of its key; None if it has gone: its task is over."""
        data = dict(preview.data)
        try:
            data["b64"] = base64.b64encode(await self.bytes_of(data.pop("key"))).decode()
        except NotFound:
            return None
        return msgspec.structs.replace(preview, data=data)

    async def _with_files(self, event: Event, task: Task) -> Event:
        """The last event carries the files, since a stream's end does."""
        if event.kind != "done":
            return event
        files = [base64.b64encode(await self.bytes_of(a.key)).decode() for a in task.outputs]
        return msgspec.structs.replace(event, data={**event.data, "b64": files})

    # --- read ---------------------------------------------------------------------------------------------------

    async def get(self, dialect: Dialect, endpoint: Get, request: Request) -> Response:
        """One task; without a credential where the id is the capability."""
        policy = None
        if credential(request) or not endpoint.public:
            policy = await self._poller(request, public=endpoint.public)
        account = policy.account if policy else None
        inbound = await self.doorway.read(request)
        text = endpoint.id(inbound)
        task = ids.parse(text)
        if task is None and account and endpoint.external:
            task = await self.tasks.called(text, account, dialect.name)
        seek = self.tasks.holding if endpoint.file else self.tasks.get
        try:
            found = await seek(task, account) if task else None
        except NotFound:
            found = None
        if found is None:
            return respond(endpoint.missing(text))
        wrapped = endpoint.wrapped if policy and policy.era == "wrapped" else None
        return await self._encoded(dialect, wrapped or endpoint.encode, found, request)

    async def several(self, _: Dialect, endpoint: Several, request: Request) -> Response:
        """Those of the caller's tasks that are named, in the order in which they are."""
        policy = await self.policy(request)
        named = endpoint.ids(await self.doorway.read(request))
        wanted = dict.fromkeys(found for text in named if (found := ids.parse(text)))
        tasks = await self.tasks.some(list(wanted), policy.account)
        return respond(endpoint.encode(tuple(map(self.links.task, tasks))))

    async def _poller(self, request: Request, *, public: bool) -> Policy:
        """Where the id suffices, a wrong key is worse than none: 403."""
        try:
            return await self.policy(request)
        except Unauthenticated as error:
            if public:
                raise Forbidden(error.public) from error
            raise

    async def cancel(self, dialect: Dialect, endpoint: Cancel, request: Request) -> Response:
        """Ask for the end, and wait a moment for it."""
        found, text = await self._own(endpoint, request)
        if found is None:
            return respond(endpoint.missing(text))
        return await self._encoded(dialect, endpoint.encode, await self._stopped(found), request)

    async def delete(self, dialect: Dialect, endpoint: Delete, request: Request) -> Response:
        """Erase it with its files, or stop it in the states in which the vendor would."""
        found, text = await self._own(endpoint, request)
        if found is None:
            return respond(endpoint.missing(text))
        if found.state in endpoint.stops:
            found = await self._stopped(found)
        else:
            await self.tasks.erase(found.id, found.account)
        return await self._encoded(dialect, endpoint.encode, found, request)

    async def content(self, _: Dialect, endpoint: Content, request: Request) -> Response:
        """A task's file, or a picture of it."""
        found, text = await self._own(endpoint, request)
        if found is None:
            return respond(endpoint.missing(text))
        chosen = endpoint.choose(found, await self.doorway.read(request))
        if isinstance(chosen, Still):
            return await self.files.still(chosen)
        return await self.files.send(chosen.id, request)

    async def _own(self, endpoint: Cancel | Delete | Content, request: Request) -> tuple[Task | None, str]:
        """The caller's task, None if there is none, and what the client called it."""
        public = isinstance(endpoint, Content) and endpoint.public and not credential(request)
        account = None if public else (await self.policy(request)).account
        text = endpoint.id(await self.doorway.read(request))
        task = ids.parse(text)
        try:
            found = await self.tasks.get(task, account) if task else None
        except NotFound:
            return None, text
        return (found if found and endpoint.operation in ("", found.operation) else None), text

    async def _stopped(self, task: Task) -> Task:
        await self.tasks.cancel(task.id, task.account)
        return await self.tasks.wait(task.id, 3.0)

    async def list(self, dialect: Dialect, endpoint: List, request: Request) -> Response:
        """The account's tasks of this dialect, a page at a time."""
        policy = await self.policy(request)
        inbound = await self.doorway.read(request)
        asked = endpoint.asked(inbound)
        named = None if asked.ids is None else tuple(i for text in asked.ids if (i := ids.parse(text)))
        since = None if asked.days is None else ids.floor(int((time.time() - asked.days * DAY) * 1000))
        wanted = Wanted(
            asked.limit, ids.parse(asked.after), asked.state, dialect=dialect.name, operation=endpoint.operation or None,
            oldest=asked.oldest, row=endpoint.row or None, skip=asked.skip, ids=named, since=since, said=asked.asked,
        )  # fmt: skip
        found = await self.tasks.page(policy.account, wanted)
        total = await self.tasks.count(policy.account, wanted) if asked.counted else None
        tasks = tuple(self.links.task(t) for t in found[: asked.limit])
        page = Page(tasks, str(tasks[-1].id) if len(found) > asked.limit else None, total)
        return respond(endpoint.encode(page, inbound.origin))

    async def balance(self, _: Dialect, endpoint: Balance, request: Request) -> Response:
        """What is left, in the book that the key posts to."""
        policy = await self.policy(request)
        standing = await accounts.standing(self.intake.engine.database, policy.account, policy.book)
        return respond(endpoint.encode(None if standing.unmetered else standing.available))


def accepted(task: Task) -> Response:
    """202: the task, and where it is found."""
    where = (("location", f"{task.base}/v1/tasks/{task.id}"), ("preference-applied", "respond-async"))
    return respond(Reply(202, task_document(task), where), task)


def _wait(prefer: str, default: float) -> float:
    """Seconds to hold the line: what the caller prefers, else what the endpoint does."""
    found = PREFER.search(prefer)
    if not found:
        return default
    return min(float(found[1] or 60), default or LONGEST)


def worded(dialect: Dialect, problem: Exception, request: Request) -> Response:
    """An error outside of any handler, in that dialect's words."""
    error: GatewayError = as_error(problem)
    return respond(dialect.error(error, request_id(request)))
