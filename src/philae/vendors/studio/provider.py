"""The studio as we call it, over its own socket: an order is taken, polled, and its file fetched from it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from philae.core.auth import Static
from philae.core.blob import Blob
from philae.core.http import HttpCall, HttpReply
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target
from philae.core.request import Kind, Output, Result
from philae.vendors.studio.order import (
    able,
    film,
    film_able,
    picture,
    shape,
    shape_able,
    sound,
    sound_able,
    text,
    text_able,
)
from philae.vendors.studio.problem import error, problem
from philae.vendors.studio.wire import Job, Problem

FAILED = "the picture could not be drawn"
KINDS: dict[str, Kind] = {"video": "video", "model": "mesh", "audio": "audio"}
"""First half of a type → what such a file is."""
TEXT = "text/plain"
"""What stands in the details, and is no file."""
SOONEST, LATEST = 0.15, 0.5


def _call(order: Callable[[Any, Target], dict[str, Any]]) -> Callable[[Any, Ref | None, Target], HttpCall]:
    """How such an order is placed, and its job looked at again."""

    def call(request: Any, ref: Ref | None, to: Target) -> HttpCall:
        if ref:
            return to.get(f"/v1/images/{ref['id']}")
        made = order(request, to) | {"label": {"model": request.model} | to.label}
        return to.post("/v1/images", {name: value for name, value in made.items() if value is not None})

    return call


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What became of the job."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise error(problem(reply), reply, FAILED)
    job = reply.parse(Job)
    match job.state:
        case "queued":
            return Pending({"id": job.id}, _later(job.ahead_seconds / 4), job.progress)
        case "running":
            early = tuple(f"/v1/images/{job.id}/previews/{number}" for number in range(1, job.previews + 1))
            return Pending(ref or {"id": job.id}, _later(job.seconds / 4), job.progress, previews=early)
        case "done":
            where = f"/v1/images/{job.id}/content"
            blob = Blob(url=where, mime=job.mime, size=job.bytes, width=job.width, height=job.height)
            kind = KINDS.get(job.mime.partition("/")[0], "image")
            files = () if job.mime == TEXT else (Output(blob, job.mime, job.seed, kind=kind),)
            return Done(Result(files, details=job.details))
    raise error(job.error or Problem(job.state), reply, FAILED)


def cancel(ref: Ref, to: Target) -> HttpCall:
    """Stop a job wherever it is."""
    return HttpCall("DELETE", to.url(f"/v1/images/{ref['id']}"), timeout=10.0)


def _later(seconds: float) -> float:
    """When to ask again: soon at first and before its turn, seldom in between."""
    return min(max(seconds, SOONEST), LATEST)


def _open(secret: str) -> Static:  # noqa: ARG001 - its socket is its lock
    return Static(())


def _codec(order: Callable[[Any, Target], dict[str, Any]], able: Callable[[Any], str | None]) -> Codec:
    return Codec(_call(order), read, able, cancel=cancel)


_PICTURE = _codec(picture, able)

PROVIDER = Provider(
    "studio",
    base_url="http://studio",
    auth=_open,
    serves={
        "image.generate": _PICTURE,
        "image.edit": _PICTURE,
        "video.generate": _codec(film, film_able),
        "mesh.generate": _codec(shape, shape_able),
        "audio.generate": _codec(sound, sound_able),
        "describe": _codec(text, text_able),
    },
    recovery="key",
)
