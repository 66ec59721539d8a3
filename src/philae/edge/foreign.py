"""The dialects in the API's description: paths from their tables, bodies from the catalogue, answers by doing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec

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
    List,
    Page,
    Reply,
    Several,
)
from philae.core.errors import BY_CODE, InvalidRequest
from philae.core.model import Model
from philae.core.task import Asset, Receipt, Task
from philae.edge.requests import bfl, called, name
from philae.edge.shapes import FLAG, TEXT, Shape, each, ref

JSON = "application/json"
REFUSALS = ("invalid_request", "invalid_api_key", "insufficient_funds", "rate_limited", "no_channel")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
ID = UUID("019b76da-a800-7000-8000-000000000000")
SAMPLE = Task(
    id=ID, account=ID, key=None, dialect="", operation="image.generate", model="flux-2-pro", state="succeeded",
    book="live", params={"prompt": "a cat", "seed": 42}, n=1, base="http://127.0.0.1:8080",
    created_at=MADE, started_at=MADE, finished_at=MADE,
    receipt=Receipt("live", 45_000_000, 45_000_000, 45_000_000), wish={"model": "flux-2-pro", "response_format": "url"},
    outputs=(Asset(ID, "image", "", "image/jpeg", 400_000, 1024, 1024, url=f"http://127.0.0.1:8080/files/{ID}/0.jpeg"),),
)  # fmt: skip
"""A finished task; what a dialect says of it is the example of an answer."""
FILM = msgspec.structs.replace(
    SAMPLE, operation="video.generate", model="kling-v3", params={"prompt": "a cat", "duration": "5"},
    wish={"model": "kling-v3"}, outputs=(
        Asset(ID, "video", "", "video/mp4", 4_000_000, 1280, 720, 5.0, url=f"http://127.0.0.1:8080/files/{ID}/0.mp4"),
    ),
)  # fmt: skip
"""The same of a film, for dialects that do not tell of pictures."""
SOLID = msgspec.structs.replace(
    SAMPLE, operation="mesh.generate", model="hunyuan-3d-pro", params={"Prompt": "a cat"}, wish={},
    outputs=(
        Asset(ID, "mesh", "0.glb", "model/gltf-binary", 4_000_000, url=f"http://127.0.0.1:8080/files/{ID}/0.glb"),
    ),
)  # fmt: skip
"""And of a shape."""
ABOUT = {
    Create: "Make a task",
    Get: "One task",
    Several: "Several tasks",
    Cancel: "Cancel a task",
    Delete: "Erase a task",
    Content: "A task's file",
    List: "The account's tasks",
    Balance: "What is left",
}


def paths(dialect: Dialect, models: Mapping[str, Model]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each endpoint; one that is made for each model is described for each."""
    for served in dialect.endpoints:
        endpoint = served
        if isinstance(served, Acts):  # described by the first of its acts
            endpoint = msgspec.structs.replace(next(iter(served.acts.values())), path=served.path)
        if isinstance(endpoint, Create) and "{model:path}" in endpoint.path:
            for model in models.values():
                if model.params.vendor == dialect.name:
                    body = {JSON: {"schema": bfl(model)}}
                    yield (
                        endpoint.path.replace("{model:path}", model.id),
                        endpoint.method,
                        _told(dialect, endpoint, body),
                    )
        else:
            yield (
                endpoint.path.replace(":path}", "}"),
                endpoint.method,
                _told(dialect, endpoint, _body(dialect, endpoint, models)),
            )


def _told(dialect: Dialect, endpoint: Endpoint, body: dict[str, Any] | None) -> dict[str, Any]:
    reply = _reply(endpoint)
    answers = {str(reply.status): _answer(ABOUT[type(endpoint)], reply)}
    for code in REFUSALS:
        refused = dialect.error(
            BY_CODE[code]("what is wrong", param="prompt" if code == InvalidRequest.code else None), "req_…"
        )
        answers.setdefault(str(refused.status), _answer(code, refused))
    inside = [n.partition("}")[0].partition(":")[0] for n in endpoint.path.split("{")[1:] if not n.startswith("model:")]
    query = (
        [endpoint.query]
        if isinstance(endpoint, Get) and endpoint.query and "{id}" not in endpoint.path
        else ["cursor"]
        if isinstance(endpoint, List)
        else []
    )
    given = [{"name": n, "in": "path", "required": True, "schema": TEXT} for n in inside]
    given += [{"name": n, "in": "query", "required": isinstance(endpoint, Get), "schema": TEXT} for n in query]
    open_to_all: dict[str, Any] = (
        {"security": [{}, {"bearer": []}, {"x-key": []}]} if isinstance(endpoint, Get) and endpoint.public else {}
    )
    return (
        {"tags": [dialect.name], "summary": ABOUT[type(endpoint)], "parameters": given}
        | ({"requestBody": {"required": True, "content": body}} if body else {})
        | {"responses": answers}
        | open_to_all
    )


def _reply(endpoint: Endpoint) -> Reply:
    """What the endpoint says of the sample."""
    match endpoint:
        case List():
            return endpoint.encode(Page((FILM if endpoint.operation == FILM.operation else SAMPLE,)), SAMPLE.base)
        case Several():
            return endpoint.encode((SAMPLE,))
        case Balance():
            return endpoint.encode(10_000_000_000)
        case Content():
            return Reply(HTTPStatus.OK, b"")
        case Acts():
            return _reply(next(iter(endpoint.acts.values())))
        case _:
            said = [endpoint.encode(task) for task in (SAMPLE, FILM, SOLID)]
            return next((reply for reply in said if reply.status < HTTPStatus.BAD_REQUEST), said[0])


def _answer(about: str, reply: Reply) -> dict[str, Any]:
    """An answer by its example."""
    if isinstance(reply.body, bytes):
        return {"description": about, "content": {"application/octet-stream": {}} if about == ABOUT[Content] else {}}
    body = msgspec.to_builtins(reply.body)
    return {"description": about, "content": {JSON: {"schema": {"type": "object"}, "example": body}}}


def _body(dialect: Dialect, endpoint: Endpoint, models: Mapping[str, Model]) -> dict[str, Any] | None:
    """The request of an endpoint that serves every model."""
    if not isinstance(endpoint, Create):
        return None
    every: list[Model] = list(models.values())
    return BODIES.get(dialect.name, _native(dialect.name))(endpoint, every)


def _any_bfl(_: Create, models: list[Model]) -> dict[str, Any]:
    """A model's path without its prefix."""
    return {
        JSON: {"schema": {"anyOf": [bfl(m) for m in models if m.params.vendor == "bfl" and m.id.startswith("flux-")]}}
    }


def _openai(endpoint: Create, models: list[Model]) -> dict[str, Any]:
    """OpenAI's models by their parameters; any other by the fields that all have."""
    if "/videos" in endpoint.path:
        return _films(endpoint, models)
    own = [m for m in models if m.params.vendor == "openai"]
    picture: Shape = {"type": "object", "properties": {"image_url": TEXT}}
    fields: dict[str, Shape] = {
        "model": {"enum": [n for m in models if m not in own for n in (m.id, *m.aliases)]}, "prompt": TEXT,
        "n": {"type": "integer", "minimum": 1, "maximum": 10}, "size": {"type": "string", "examples": ["1024x1024"]},
        "response_format": {"enum": ["url", "b64_json"]}, "output_format": {"enum": ["png", "jpeg", "webp"]},
        "stream": FLAG, "images": each(picture),
    }  # fmt: skip
    rest: Shape = {"title": "any other model", "type": "object", "properties": fields, "required": ["model", "prompt"]}
    named: Callable[[Model], Shape] = lambda m: {"properties": {"model": called(m)}, "required": ["model"]}  # noqa: E731
    content: dict[str, Any] = {
        JSON: {"schema": {"oneOf": [*({"title": m.id, "allOf": [ref(name(m)), named(m)]} for m in own), rest]}}
    }
    if endpoint.path.endswith("/edits"):
        file: Shape = {"type": "string", "contentMediaType": "image/*"}
        form = {
            "model": TEXT,
            "prompt": TEXT,
            "image": each(file),
            "mask": file,
            "n": fields["n"],
            "size": fields["size"],
        }
        content["multipart/form-data"] = {
            "schema": {"type": "object", "properties": form, "required": ["model", "prompt", "image"]}
        }
    return content


def _films(endpoint: Create, models: list[Model]) -> dict[str, Any]:
    """A film of any model; a remix has a prompt alone."""
    fields: dict[str, Shape] = {"prompt": TEXT}
    if not endpoint.path.endswith("/remix"):
        names = [n for m in models if m.operation == "video.generate" for n in (m.id, *m.aliases)]
        fields |= {"model": {"enum": names}, "seconds": TEXT, "size": TEXT, "input_reference": TEXT}
    shape: Shape = {"type": "object", "properties": fields, "required": ["prompt"]}
    return {JSON: {"schema": shape}, "multipart/form-data": {"schema": shape}}


def _replicate(endpoint: Create, models: list[Model]) -> dict[str, Any]:
    """`input` holds a model's parameters; whose, the path says, or `version`."""
    names: Shape = {"enum": [n for m in models for n in (m.id, *m.aliases)]}
    own: dict[str, Shape] = {} if "{name}" in endpoint.path else {"version": names}
    events: Shape = each({"enum": ["start", "output", "logs", "completed"]})
    fields = own | {
        "input": {"anyOf": [ref(name(m)) for m in models]},
        "webhook": TEXT,
        "webhook_events_filter": events,
    }
    return {JSON: {"schema": {"type": "object", "properties": fields, "required": [*own, "input"]}}}


def _native(vendor: str) -> Callable[[Create, list[Model]], dict[str, Any]]:
    """A task endpoint: any of the vendor's own models, in their words."""

    def body(_: Create, models: list[Model]) -> dict[str, Any]:
        return {JSON: {"schema": {"anyOf": [ref(name(m)) for m in models if m.params.vendor == vendor]}}}

    return body


def _bytedance(_: Create, models: list[Model]) -> dict[str, Any]:
    """Text and pictures in `content`; the model's other parameters beside it."""
    own = [m for m in models if m.params.vendor == "bytedance" and m.operation == "video.generate"]
    item: Shape = {"type": "object", "properties": {"type": TEXT, "text": TEXT, "role": TEXT}, "required": ["type"]}
    fields = {"model": {"enum": [n for m in own for n in (m.id, *m.aliases)]}, "content": each(item)}
    shape: Shape = {"type": "object", "properties": fields, "required": list(fields)}
    return {JSON: {"schema": {"allOf": [shape, {"anyOf": [ref(name(m)) for m in own]}]}}}


def _gemini(endpoint: Create, _: list[Model]) -> dict[str, Any]:
    """Turns to be drawn; or what a film shows, and its parameters."""
    thing: Shape = {"type": "object"}
    if not endpoint.path.endswith(":predictLongRunning"):
        turns = {"contents": each(thing), "generationConfig": thing}
        return {JSON: {"schema": {"type": "object", "properties": turns, "required": ["contents"]}}}
    fields = {"instances": each(thing) | {"minItems": 1, "maxItems": 1}, "parameters": thing}
    return {JSON: {"schema": {"type": "object", "properties": fields, "required": ["instances"]}}}


BODIES: dict[str, Callable[[Create, list[Model]], dict[str, Any]]] = {
    "bfl": _any_bfl,
    "bytedance": _bytedance,
    "gemini": _gemini,
    "openai": _openai,
    "replicate": _replicate,
}
"""Dialect → the content of a request that may ask for any model."""
