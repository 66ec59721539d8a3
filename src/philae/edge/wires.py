"""The endpoints of text as tables: the relay takes them before the app does, so here they are only named and described."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.dialect import Dialect
from philae.core.errors import BY_CODE, Unavailable
from philae.edge.answer import guarded
from philae.edge.shapes import FLAG, TEXT, Shape, each

JSON, EVENTS = "application/json", "text/event-stream"
REFUSALS = ("invalid_request", "invalid_api_key", "insufficient_funds", "rate_limited", "no_channel")
THING: Shape = {"type": "object"}
TURNS: Shape = each(THING) | {"minItems": 1}
WORDS: Shape = {"anyOf": [TEXT, each({})]}


class Wire(Struct, frozen=True):
    """An endpoint of text. `body` are the fields that routing and price need; the vendor's reference has the others.

    `relayed`: it is the relay's; the others have handlers here.
    """

    path: str
    dialect: str
    summary: str
    body: dict[str, Shape]
    needs: tuple[str, ...]
    streams: bool = False
    relayed: bool = True
    method: str = "POST"


_MODEL = {"model": TEXT}
_CHAT = {**_MODEL, "messages": TURNS, "stream": FLAG}
_GOOGLE = {"contents": TURNS}
_INPUT = {**_MODEL, "input": WORDS, "stream": FLAG}


def _asked(method: str, path: str, dialect: str, summary: str) -> Wire:
    """An endpoint without a body."""
    return Wire(path, dialect, summary, {}, (), relayed=False, method=method)


WIRES = (
    Wire("/v1/chat/completions", "openai", "Chat completions, of any chat model; of one that draws, pictures.",
        _CHAT, ("model", "messages"), streams=True),
    Wire("/v1/responses", "openai", "Responses, of any chat model.", _INPUT, ("model", "input"), streams=True),
    Wire("/v1/completions", "openai", "Text completions; a chat model gets the prompt as a message.",
        {**_MODEL, "prompt": WORDS, "stream": FLAG}, ("model", "prompt"), streams=True),
    Wire("/v1/embeddings", "openai", "Vectors, of any embedding model.", {**_MODEL, "input": WORDS}, ("model", "input")),
    Wire("/v1/rerank", "openai", "Documents in the order in which they answer a query.",
        {**_MODEL, "query": TEXT, "documents": each({})}, ("model", "query", "documents")),
    Wire("/v1/messages", "anthropic", "Messages, of any chat model.", {**_CHAT, "max_tokens": {"type": "integer"}},
        ("model", "messages", "max_tokens"), streams=True),
    Wire("/v1/messages/count_tokens", "anthropic", "How many tokens a request has.", _CHAT, ("model", "messages"), relayed=False),
    Wire("/v1beta/models/{model}:generateContent", "gemini", "An answer, of any chat model.", _GOOGLE, ("contents",)),
    Wire("/v1beta/models/{model}:streamGenerateContent", "gemini", "The same as events (`alt=sse`) or a growing array.",
        _GOOGLE, ("contents",), streams=True),
    Wire("/v1beta/models/{model}:countTokens", "gemini", "How many tokens a request has.", _GOOGLE, ("contents",), relayed=False),
    Wire("/v1beta/models/{model}:embedContent", "gemini", "One vector, of any embedding model.",
        {"content": THING}, ("content",)),
    Wire("/v1beta/models/{model}:batchEmbedContents", "gemini", "Several vectors.", {"requests": TURNS}, ("requests",)),
    _asked("GET", "/v1/responses/{id}", "openai", "A response that was kept."),
    _asked("DELETE", "/v1/responses/{id}", "openai", "Erase a response that was kept."),
    _asked("GET", "/v1/responses/{id}/input_items", "openai", "What went into a response that was kept."),
    _asked("POST", "/v1/responses/{id}/cancel", "openai", "Stop a response that is made in the background."),
    _asked("GET", "/v1beta/models", "gemini", "The models, in Google's shape; /v1/models has it too, by Google's header."),
    _asked("GET", "/v1beta/models/{model}", "gemini", "One model, in Google's shape."),
)  # fmt: skip
"""Those of OpenAI also stand without /v1, those of Google also under /v1/models."""


def routes(dialects: Mapping[str, Dialect]) -> list[Route]:
    """Where a request lands that the relay did not take: another method, or a worker whose relay is not open.

    What a dialect has an endpoint for is what the relay hands on.
    """
    own = _own(dialects)
    return [
        Route(path, guarded(dialects[wire.dialect], _away), methods=["POST"])
        for wire in WIRES
        for path in _paths(wire)
        if wire.relayed and path not in own
    ]


def paths(dialects: Mapping[str, Dialect]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each; in both its forms where a dialect has it too."""
    own = _own(dialects)
    for wire in WIRES:
        for path in _paths(wire) if wire.path in own else (wire.path,):
            yield path, wire.method, _described(wire, dialects[wire.dialect])


def _own(dialects: Mapping[str, Dialect]) -> frozenset[str]:
    return frozenset(endpoint.path for dialect in dialects.values() for endpoint in dialect.endpoints)


def _paths(wire: Wire) -> tuple[str, ...]:
    if wire.dialect == "gemini":
        path = wire.path.replace("{model}", "{model:path}")
        return path, path.replace("/v1beta/", "/v1/")
    return wire.path, wire.path.removeprefix("/v1")


async def _away(_: Request) -> Response:
    raise Unavailable("this worker does not take calls yet", retry_after=1)


def _described(wire: Wire, dialect: Dialect) -> dict[str, Any]:
    body: Shape = {"type": "object", "properties": wire.body, "required": list(wire.needs)}
    told: dict[str, Any] = {JSON: {"schema": THING}} | ({EVENTS: {"schema": TEXT}} if wire.streams else {})
    answers: dict[str, Any] = {"200": {"description": wire.summary, "content": told}}
    for code in REFUSALS:
        refused = dialect.error(BY_CODE[code]("what is wrong"), "req_…")
        example = {"schema": THING, "example": refused.body}
        answers.setdefault(
            str(refused.status), {"description": HTTPStatus(refused.status).phrase, "content": {JSON: example}}
        )
    names = [name for name in ("model", "id") if f"{{{name}}}" in wire.path]
    inside = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in names]
    asked = {"requestBody": {"required": True, "content": {JSON: {"schema": body}}}} if wire.body else {}
    return {"tags": [wire.dialect], "summary": wire.summary, "parameters": inside} | asked | {"responses": answers}
