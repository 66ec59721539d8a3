"""All paths of the gateway, in the order in which they are tried."""

from functools import partial
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.catalog import MODELS
from philae.core.errors import MethodNotAllowed, NotFound, NotImplementedYet
from philae.edge import wires
from philae.edge.answer import guarded, owner_of
from philae.edge.callbacks import Callbacks
from philae.edge.calls import Calls
from philae.edge.channels import Channels
from philae.edge.counts import Counts
from philae.edge.dialects import Edge
from philae.edge.health import Health
from philae.edge.lists import Lists
from philae.edge.offer import Offer
from philae.edge.openapi import Description
from philae.edge.own import Own
from philae.edge.page import Pages
from philae.edge.responses import Responses
from philae.edge.unbuilt import METHODS, UNBUILT, unbuilt
from philae.store.db import Database
from philae.vendors import DIALECTS, PROVIDERS

OURS = DIALECTS["philae"]
WORDS = {"openai": OURS, "anthropic": DIALECTS["anthropic"], "gemini": DIALECTS["gemini"]}
"""Whose client asks for a model list → who words its errors."""


class Parts(Struct, frozen=True):
    """What the routes are made of. `channels`: channel → provider; `offer`: the models, and who serves them."""

    edge: Edge
    database: Database
    health: Health
    channels: dict[str, str]
    offer: Offer
    counts: Counts
    seen: Channels
    calls: Calls


def table(parts: Parts) -> list[Route]:
    """Every route; `absent` and `no_method` answer the rest, in the words of whom the path belongs to."""
    callbacks = Callbacks(parts.database, parts.edge.doorway, PROVIDERS, parts.channels)
    lists = Lists(parts.edge, parts.offer, WORDS)
    google = parts.edge.routes(DIALECTS["gemini"])  # lest an operation is taken for a model's name
    own = [*Own(parts.edge, OURS).routes(), *google, *lists.routes(), *parts.seen.routes()]
    own += parts.calls.routes()
    flat = [
        Route("/files/{id}/{name}", guarded(OURS, parts.edge.files.serve), methods=["GET", "HEAD"]),
        Route("/lent/{token}/{name}", guarded(OURS, parts.edge.files.lend), methods=["GET", "HEAD"]),
        Route("/healthz", parts.health.alive),
        Route("/readyz", parts.health.ready),
        Route("/metrics", parts.health.metrics),
        Route("/callbacks/{key}", guarded(OURS, callbacks.receive), methods=["POST"]),
    ]
    dialects = [route for d in DIALECTS.values() if d.name != "gemini" for route in parts.edge.routes(d)]
    missing = [Route(path, absent, methods=METHODS) for path in UNBUILT]  # lest a built pattern takes one of them
    kept = Responses(parts.edge, parts.database).routes()
    relayed = [*wires.routes(DIALECTS), *parts.counts.routes()]
    described = Description([*flat, *own, *dialects], DIALECTS, MODELS)
    pages = [*Pages(OURS).routes(), Route("/openapi.json", described.serve)]
    return [*pages, *flat, *relayed, *own, *kept, *missing, *dialects]


def _by_path(handler: Any) -> Any:
    """The handler for what is not built, is not there, or not for that method, in the words of whom the path belongs to."""

    async def handle(request: Request) -> Response:
        path = request.url.path
        if found := unbuilt(path):
            return await guarded(found.dialect, partial(_unbuilt, found.what))(request)
        return await guarded(owner_of(path, DIALECTS, OURS), handler)(request)

    return handle


async def _unbuilt(what: str, _: Request) -> Response:
    message = f"{what} is not built yet"
    raise NotImplementedYet(message)


async def _nothing(request: Request) -> Response:
    message = f"there is nothing at {request.method} {request.url.path}"
    raise NotFound(message)


async def _wrong_method(request: Request) -> Response:
    message = f"{request.method} is not what {request.url.path} answers to"
    raise MethodNotAllowed(message)


absent = _by_path(_nothing)
no_method = _by_path(_wrong_method)
