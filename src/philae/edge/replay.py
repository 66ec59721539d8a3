"""A response's stream, again: the events that were recorded, from any place on, once it is over."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import StreamingResponse

from philae.core.errors import InvalidRequest, NotFound
from philae.core.task import Task
from philae.edge.dialects import PING, Edge
from philae.net.frames import events

EVENTS = "text/event-stream"
NOT_STREAMED = "Only a response that was made with background and stream can be read as a stream."


class Numbered(Struct, frozen=True):
    """An event, for its place."""

    sequence_number: int = -1


_numbered = msgspec.json.Decoder(Numbered)


async def replay(edge: Edge, request: Request, account: UUID, name: UUID) -> StreamingResponse:
    """The events behind `starting_after`; comments until they are there. Raises `InvalidRequest`."""
    after = request.query_params.get("starting_after", "-1")
    if not after.removeprefix("-").isdecimal() or len(after) > 9:  # noqa: PLR2004
        raise InvalidRequest("starting_after must be a whole number", param="starting_after")
    try:
        task = await edge.tasks.get(name, account)
    except NotFound as error:
        raise InvalidRequest(NOT_STREAMED, param="stream") from error
    if task.params.get("stream") is not True:
        raise InvalidRequest(NOT_STREAMED, param="stream")
    return StreamingResponse(_told(edge, task, int(after)), media_type=EVENTS, headers={"cache-control": "no-store"})


async def _told(edge: Edge, task: Task, after: int) -> AsyncIterator[bytes]:
    while not task.final:
        task = await edge.tasks.wait(task.id, PING)
        if not task.final:
            yield b": ping\n\n"
    recorded = await _recorded(edge, task)
    if not recorded:
        yield _failed(task)
    for event in events(recorded):
        if _numbered.decode(event.data).sequence_number > after:
            yield b"event: %b\ndata: %b\n\n" % (event.event.encode(), event.data)


async def _recorded(edge: Edge, task: Task) -> bytes:
    """The bytes of all events; b"" where there are none, or none any more."""
    try:
        return await edge.bytes_of(task.outputs[0].key) if task.outputs else b""
    except NotFound:
        return b""


def _failed(task: Task) -> bytes:
    """What of it can be told; the response object has the rest."""
    failure = task.error
    message = failure.message if failure else "its events are no longer kept"
    told = {"type": "error", "code": failure.code if failure else "not_found", "message": message, "param": None}
    return b"event: error\ndata: %b\n\n" % msgspec.json.encode(told | {"sequence_number": 0})
