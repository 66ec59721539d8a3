"""The studio's HTTP API: orders in, states and pictures out; text as `text.desk` answers it."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request as Call
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from philae.studio.body import body
from philae.studio.jobs import Job
from philae.studio.request import Refused, decode
from philae.studio.studio import Studio
from philae.studio.text.desk import Desk
from philae.studio.words import faults

STATUS = dict.fromkeys(("internal", "engine_failed", "engine_crashed"), 500) | {
    "not_found": 404,
    "gone": 410,
    "too_large": 413,
    "queue_full": 429,
    "no_model": 503,
}
"""Code of a refusal → status; every other is 400."""
ASKED = {"429": ("queue_full", "too many jobs, as the prompt asked for"), "500": ("internal", "failed as asked for")}


def app(studio: Studio, desk: Desk) -> Starlette:
    """The application; it opens the studio at start-up and closes both at the end."""

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        studio.open()
        try:
            yield
        finally:
            studio.close()
            await desk.close()

    routes = [
        Route("/v1/images", create, methods=["POST"]),
        Route("/v1/images/{id}", show, methods=["GET"]),
        Route("/v1/images/{id}", cancel, methods=["DELETE"]),
        Route("/v1/images/{id}/content", content),
        Route("/v1/images/{id}/previews/{number:int}", preview),
        Route("/healthz", health),
        *desk.routes(),
    ]
    made = Starlette(routes=routes, lifespan=life, exception_handlers={Refused: refuse})
    made.state.studio, made.state.desk = studio, desk
    return made


async def create(call: Call) -> Response:
    """Take an order in; answers 202 with its place in the line, 200 if the idempotency key is known."""
    studio: Studio = call.app.state.studio
    key, order = call.headers.get("idempotency-key"), await body(call)
    if known := studio.jobs.same(key):
        return JSONResponse(view(studio, known))
    request = decode(order)
    asked = faults(request.prompt)
    if told := ASKED.get(asked.get("fault", "")):
        raise Refused(*told)
    if studio.jobs.full:
        raise Refused("queue_full", "too many jobs are waiting")
    return JSONResponse(view(studio, await studio.take(request, order, asked, key)), 202)


async def show(call: Call) -> Response:
    """A job's state."""
    return JSONResponse(view(call.app.state.studio, _job(call)))


async def cancel(call: Call) -> Response:
    """Cancel a job; one that is over is forgotten."""
    job = _job(call)
    call.app.state.studio.cancel(job)
    return JSONResponse(view(call.app.state.studio, job))


async def content(call: Call) -> Response:
    """The picture's bytes."""
    job = _job(call)
    if job.state != "done":
        raise Refused("not_found", "there is no picture yet" if not job.over else "there is no picture")
    if job.faults.get("fault") == "expired_link":
        raise Refused("gone", "the link has expired, as the prompt asked for")
    return FileResponse(call.app.state.studio.content(job), media_type=job.outcome["mime"])


async def preview(call: Call) -> Response:
    """A small early version of the picture: the first is number 1."""
    there, number = call.app.state.studio.previews(_job(call)), call.path_params["number"]
    if not 1 <= number <= len(there):
        raise Refused("not_found", "there is no such preview")
    return FileResponse(there[number - 1], media_type="image/jpeg")


async def health(call: Call) -> Response:
    """Alive, and how warm the engines are."""
    return JSONResponse(call.app.state.studio.health() | {"text": call.app.state.desk.health()})


async def refuse(_: Call, refused: Exception) -> Response:
    """A refusal in the one shape that all errors have."""
    known = refused if isinstance(refused, Refused) else Refused("internal", "")
    headers = {"Retry-After": "2"} if known.code == "queue_full" else None
    told = {"code": known.code, "message": known.message} | ({"param": known.param} if known.param else {})
    return JSONResponse({"error": told}, STATUS.get(known.code, 400), headers)


def view(studio: Studio, job: Job) -> dict[str, Any]:
    """A job as clients see it; what is not known yet is absent."""
    shown: dict[str, Any] = {
        "id": job.id,
        "state": job.state,
        "progress": 0.5 if job.faults.get("fault") == "silent" else job.progress,
        "position": studio.jobs.position(job),
        "ahead_seconds": round(studio.jobs.ahead_seconds(job), 2),
        "seconds": round(job.seconds, 3),
        "previews": len(studio.previews(job)),
    }
    return shown | job.outcome | ({"error": job.error} if job.error else {})


def _job(call: Call) -> Job:
    job = call.app.state.studio.jobs.find(call.path_params["id"])
    if job is None:
        raise Refused("not_found", "no such job")
    return job
