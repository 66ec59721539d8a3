"""The API's description, OpenAPI 3.1: built from the tables of routes, dialects and models, so that it cannot lag."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.dialect import Dialect
from philae.core.model import Model
from philae.edge.foreign import paths as foreign
from philae.edge.requests import parameters, requests
from philae.edge.shapes import ID, SHAPES, STATE, TEXT, WHOLE, Shape, ref
from philae.edge.wires import paths as wires

JSON = "application/json"
OURS = "Philae"
PLAIN = "Health"
TAGS = {
    OURS: "Our own API: one form for every model, and what no vendor's API has: quotes, events, receipts.",
    PLAIN: "Whether the gateway lives, is ready, and its figures. No key is needed.",
}


class Deed(Struct, frozen=True):
    """What an endpoint of ours does: `shape` of its answer, `body` of its request, its query, and what it refuses."""

    summary: str
    shape: str = ""
    status: int = 200
    body: str = ""
    query: dict[str, Shape] = {}
    headers: dict[str, Shape] = {}
    refuses: tuple[int, ...] = (400, 401, 403, 404)
    media: str = JSON
    tag: str = OURS
    keyed: bool = True


PAGE = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    "after": ID,
    "state": STATE,
    "model": TEXT,
}
CALLED = {name: PAGE[name] for name in ("limit", "after", "model")} | {"key": ID}
IDEMPOTENT = {
    "Idempotency-Key": {"type": "string", "maxLength": 255, "description": "The same key gives the same task."}
}
SPENDS = (400, 401, 402, 403, 404, 409, 413, 422, 429, 503)
NOTHING = 204
DEEDS: dict[str, Deed] = {
    "POST /v1/tasks": Deed(
        "Make a task of any model, in the model's own names.", "Task", 202, "Request", headers=IDEMPOTENT, refuses=SPENDS,
    ),
    "GET /v1/tasks": Deed("The account's tasks, newest first.", "Tasks", query=PAGE, refuses=(400, 401, 403)),
    "GET /v1/tasks/{id}": Deed("One task.", "Task"),
    "DELETE /v1/tasks/{id}": Deed("Erase a finished task with its files.", status=204, refuses=(401, 403, 404, 409)),
    "POST /v1/tasks/{id}/cancel": Deed("Ask for its end.", "Task"),
    "GET /v1/tasks/{id}/events": Deed(
        "Server-sent events `state`, `progress`, `preview`, `done`; the last carries the task.",
        media="text/event-stream",
        headers={"Last-Event-ID": {"type": "string", "description": "Only what came after it."}},
    ),
    "POST /v1/quote": Deed(
        "What a request would cost and how it is understood; nothing is stored.", "Quote", body="Request", refuses=SPENDS,
    ),
    "GET /v1/models": Deed("Every model that the key may use and that is served now.", "Models", refuses=(401, 403)),
    "GET /v1/models/{id}": Deed("One model; ids may hold slashes.", "Model"),
    "GET /v1/models/{id}/schema": Deed("Its parameters as JSON Schema; of a text model, its facts.", "Schema", media="application/schema+json"),
    "GET /v1/channels": Deed("The accounts at vendors and how they fare; for the owner's key.", "Channels", refuses=(401, 403)),
    "GET /v1/calls": Deed("The account's calls of text, newest first.", "Calls", query=CALLED, refuses=(400, 401, 403)),
    "GET /v1/calls/{id}": Deed("One call: what it took and cost; what was said, if its key keeps that.", "Call"),
    "DELETE /v1/calls/{id}": Deed("Erase what was said in a call; the record of it stays.", status=204, refuses=(401, 403, 404)),
    "GET /files/{id}/{name}": Deed(
        "A result behind its signed link, whole or in part.", query={"exp": WHOLE, "sig": TEXT}, media="image/*",
        refuses=(403, 404), keyed=False,
    ),
    "GET /healthz": Deed("The process answers.", "Health", refuses=(), tag=PLAIN, keyed=False),
    "GET /readyz": Deed("Database and storage answer, else 503.", "Health", refuses=(), tag=PLAIN, keyed=False),
    "GET /metrics": Deed("Figures for Prometheus.", media="text/plain", refuses=(), tag=PLAIN, keyed=False),
}  # fmt: skip
"""Our endpoints by method and path; each must have its route."""
HIDDEN = ("/", "/docs", "/openapi.json", "/models")
BELOW = ("/static/", "/callbacks/", "/lent/", "/v1beta/")
"""Pages, where vendors call us or fetch from us, second names of paths; and Google's paths, which are described with its others."""


class Description:
    """`GET /openapi.json`."""

    def __init__(self, routes: Iterable[Route], dialects: Mapping[str, Dialect], models: Mapping[str, Model]) -> None:
        """Of those routes, ours are described by `DEEDS`, the dialects' by their endpoints."""
        self._routes = list(routes)
        self._dialects = dialects
        self._models = models

    async def serve(self, _: Request) -> Response:
        """The document."""
        return Response(self.encoded, media_type=JSON, headers={"cache-control": "no-cache"})

    @cached_property
    def encoded(self) -> bytes:
        """The document's bytes, made when first asked for."""
        return msgspec.json.encode(self.document())

    def document(self) -> dict[str, Any]:
        """The document. Raises `KeyError` for a route of ours that is not described."""
        paths: dict[str, dict[str, Any]] = {}
        served = {e.path for d in self._dialects.values() for e in d.endpoints}
        for route in self._routes:
            if route.path not in served and not _hidden(route.path):
                path = route.path.replace(":path}", "}")
                for method in sorted(set(route.methods or ()) - {"HEAD"}):
                    paths.setdefault(path, {})[method.lower()] = _operation(method, path)
        for dialect in self._dialects.values():
            for path, method, operation in foreign(dialect, self._models):
                paths.setdefault(path, {})[method.lower()] = operation
        for path, method, operation in wires(self._dialects):
            paths.setdefault(path, {})[method.lower()] = operation
        used = {deed["tags"][0] for item in paths.values() for deed in item.values()}
        tags = TAGS | {name: f"{name}'s own API as we serve it." for name in self._dialects if name in used}
        return {
            "openapi": "3.1.0",
            "info": {"title": "Philae", "version": "1", "description": "A gateway to AI models of every kind."},
            "tags": [{"name": name, "description": text} for name, text in tags.items()],
            "paths": paths,
            "components": {
                "schemas": SHAPES | parameters(self._models) | requests(self._models),
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer", "description": "A key of this gateway: `sk-…`."},
                    "x-key": {
                        "type": "apiKey",
                        "in": "header",
                        "name": "x-key",
                        "description": "The same key, as BFL's clients send it.",
                    },
                },
            },
            "security": [{"bearer": []}, {"x-key": []}],
        }


def _hidden(path: str) -> bool:
    return path in HIDDEN or path.startswith(BELOW)


def _operation(method: str, path: str) -> dict[str, Any]:
    """One of our endpoints, described."""
    deed = DEEDS[f"{method} {path}"]
    named = TEXT if "models" in path else ID
    parameters = [
        *(_parameter("path", n, s) for n, s in (("id", named), ("name", TEXT)) if f"{{{n}}}" in path),
        *(_parameter("query", n, s) for n, s in deed.query.items()),
        *(_parameter("header", n, s) for n, s in deed.headers.items()),
    ]
    content = {"content": {deed.media: {"schema": ref(deed.shape) if deed.shape else TEXT}}}
    done = {"description": deed.summary} | (content if deed.status != NOTHING else {})
    refused = {str(status): _refused(status) for status in deed.refuses}
    body = {"required": True, "content": {JSON: {"schema": ref(deed.body)}}}
    return (
        {"tags": [deed.tag], "summary": deed.summary, "parameters": parameters}
        | ({"requestBody": body} if deed.body else {})
        | {"responses": {str(deed.status): done} | refused}
        | ({} if deed.keyed else {"security": []})
    )


def _parameter(place: str, name: str, shape: Shape) -> dict[str, Any]:
    schema = {k: v for k, v in shape.items() if k != "description"}
    said = {"description": shape["description"]} if "description" in shape else {}
    return {"name": name, "in": place, "required": place == "path", "schema": schema, **said}


def _refused(status: int) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": {JSON: {"schema": ref("Error")}}}
