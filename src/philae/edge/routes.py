"""All paths of the gateway, in the order in which they are tried."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.catalog import MODELS
from philae.catalog.schema import schema
from philae.core.errors import MethodNotAllowed, NotFound, NotImplementedYet
from philae.core.model import Model
from philae.edge.answer import guarded, owner_of
from philae.edge.callbacks import Callbacks
from philae.edge.dialects import Edge
from philae.edge.files import Files
from philae.edge.health import Health
from philae.edge.links import Links
from philae.edge.models import document
from philae.edge.openapi import Description
from philae.edge.own import Own
from philae.edge.page import Pages
from philae.edge.unbuilt import METHODS, UNBUILT, unbuilt
from philae.store.assets import Assets
from philae.store.db import Database
from philae.vendors import DIALECTS, PROVIDERS

OURS = DIALECTS["philae"]


class Parts(Struct, frozen=True):
    """What the routes are made of. `channels`: channel → provider; `served(model)`: who serves it now."""

    edge: Edge
    database: Database
    assets: Assets
    links: Links
    health: Health
    channels: dict[str, str]
    served: Callable[[Model], list[str]]


def table(parts: Parts) -> list[Route]:
    """Every route; `absent` and `no_method` answer the rest, in the words of whom the path belongs to."""
    files = Files(parts.database, parts.assets, parts.links)
    callbacks = Callbacks(parts.database, parts.edge.doorway, PROVIDERS, parts.channels)
    own = Own(parts.edge, OURS, MODELS, schema, lambda m: document(m, parts.served(m)))
    flat = [
        Route("/files/{id}/{name}", guarded(OURS, files.serve), methods=["GET", "HEAD"]),
        Route("/healthz", parts.health.alive),
        Route("/readyz", parts.health.ready),
        Route("/metrics", parts.health.metrics),
        Route("/callbacks/{key}", guarded(OURS, callbacks.receive), methods=["POST"]),
    ]
    dialects = [route for d in DIALECTS.values() for route in parts.edge.routes(d)]
    missing = [Route(path, absent, methods=METHODS) for path in UNBUILT]  # lest a built pattern takes one of them
    described = Description([*flat, *own.routes(), *dialects], DIALECTS, MODELS)
    pages = [*Pages(OURS).routes(), Route("/openapi.json", described.serve)]
    return [*pages, *flat, *own.routes(), *missing, *dialects]


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
