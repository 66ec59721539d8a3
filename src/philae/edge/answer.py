"""Answers: a dialect's reply as HTTP, and errors in the words of the dialect whose path was asked."""

from collections.abc import Awaitable, Callable, Mapping

import asyncpg
import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from philae.core.dialect import Dialect, Reply
from philae.core.errors import GatewayError, Internal, InvalidRequest, LoopDetected
from philae.core.task import Task
from philae.edge import meters
from philae.store.db import LOST, away

log = structlog.get_logger()
Handler = Callable[[Request], Awaitable[Response]]


def request_id(request: Request) -> str:
    """The id that the outermost layer gave to this request."""
    return str(request.scope.get("philae.request_id", ""))


def respond(reply: Reply, task: Task | None = None) -> Response:
    """The reply as it goes out; a task's id and engine go into headers."""
    body = reply.body if isinstance(reply.body, bytes) else msgspec.json.encode(reply.body)
    kind = "application/octet-stream" if isinstance(reply.body, bytes) else "application/json"
    headers = {"content-type": kind, "content-length": str(len(body)), **dict(reply.headers)}
    if task is not None:
        headers["x-philae-task-id"] = str(task.id)
        if task.by_studio:
            headers["x-philae-engine"] = "studio"
    return Response(body, reply.status, headers)


def as_error(error: BaseException) -> GatewayError:
    """Any exception as one of the tree; what is not ours is logged and shown as a fault of ours."""
    if isinstance(error, GatewayError):
        return error
    if isinstance(error, asyncpg.CharacterNotInRepertoireError):
        message = "a text holds a character that cannot be stored"
        return InvalidRequest(message)
    if isinstance(error, LOST):
        return away(error)
    log.error("edge.fault", exc_info=error)
    message = "something went wrong on our side"
    return Internal(message, detail=repr(error))


def guarded(dialect: Dialect, handler: Handler) -> Handler:
    """The handler, its errors worded by the dialect."""

    async def handle(request: Request) -> Response:
        try:
            _not_a_loop(request)
            return await handler(request)
        except Exception as problem:  # noqa: BLE001  the last line before the client
            error = as_error(problem)
            meters.refused(dialect.name, error.code).inc()
            if error.detail:
                log.info("edge.refused", code=error.code, detail=error.detail[:500], request=request_id(request))
            return respond(dialect.error(error, request_id(request)))

    return handle


def _not_a_loop(request: Request) -> None:
    """Raise `LoopDetected` for our own call coming back."""
    if request.scope.get("philae.loop"):
        raise LoopDetected("this request has been through this gateway before")


def owner_of(path: str, dialects: Mapping[str, Dialect], fallback: Dialect) -> Dialect:
    """The dialect that a path belongs to: the longest prefix wins."""
    found = [(len(p), d) for d in dialects.values() for p in d.paths if path.startswith(p)]
    return max(found, key=lambda pair: pair[0])[1] if found else fallback
