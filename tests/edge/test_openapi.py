"""The API's description: complete, consistent in itself, and true of the running gateway."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from philae.catalog import MODELS
from philae.vendors import DIALECTS
from tests.client import Client
from tests.gateway import Gateway


@pytest.fixture(scope="session")
def description(running: Gateway) -> dict[str, Any]:
    """The document as anybody reads it, without a key."""
    answer = Client(running.url).get("/openapi.json")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    return dict(answer.json())


def test_every_endpoint_of_every_dialect_is_there(description: dict[str, Any]) -> None:
    """The tables of endpoints, path by path; where BFL has a path for each model, each has its own."""
    for dialect in DIALECTS.values():
        for endpoint in dialect.endpoints:
            path = endpoint.path.replace(":path}", "}")
            models = [m.id for m in MODELS.values() if m.params.vendor == dialect.name] if "{model}" in path else [""]
            for model in models:
                assert endpoint.method.lower() in description["paths"][path.replace("{model}", model)]


def test_our_own_endpoints_are_there(description: dict[str, Any]) -> None:
    """Tasks, quotes, models, files and health."""
    ours = {
        p
        for p, item in description["paths"].items()
        for deed in item.values()
        if deed["tags"][0] in ("Philae", "Health")
    }

    assert ours == {
        "/v1/tasks", "/v1/tasks/{id}", "/v1/tasks/{id}/cancel", "/v1/tasks/{id}/events", "/v1/quote", "/v1/models",
        "/v1/models/{id}", "/v1/models/{id}/schema", "/files/{id}/{name}", "/healthz", "/readyz", "/metrics",
        "/v1/channels", "/v1/calls", "/v1/calls/{id}",
    }  # fmt: skip


def test_it_is_consistent_in_itself(description: dict[str, Any]) -> None:
    """Every reference leads somewhere, every schema is one, every parameter of a path is declared."""
    schemas = description["components"]["schemas"]

    assert description["openapi"] == "3.1.0"
    for name in references(description):
        assert name.removeprefix("#/components/schemas/") in schemas
    for schema in schemas.values():
        jsonschema_rs.validator_for({**schema, "components": description["components"]})
    for path, item in description["paths"].items():
        for deed in item.values():
            inside = {p["name"] for p in deed["parameters"] if p["in"] == "path"}
            assert inside == {part.partition("}")[0] for part in path.split("{")[1:]}, path


def test_a_request_for_each_model_is_described(description: dict[str, Any]) -> None:
    """The least request of each model fits the description of `POST /v1/tasks`, and only there where it belongs."""
    body = description["components"]["schemas"]["Request"] | {"components": description["components"]}
    check = jsonschema_rs.validator_for(body)

    for model in MODELS.values():
        schema = description["components"]["schemas"][model.id.replace("/", ".")]
        least = {name: _least(name, schema["properties"].get(name, {}), description) for name in schema["required"]}
        assert check.is_valid({"model": model.id, **least}), model.id
    assert not check.is_valid({"model": "none", "prompt": "a"})
    assert not check.is_valid({"model": "flux-2-pro"})


def _least(name: str, field: dict[str, Any], description: dict[str, Any]) -> Any:
    """The least that a required field takes."""
    if "$ref" in field:
        field = description["components"]["schemas"][field["$ref"].rpartition("/")[2]]
    field = field.get("anyOf", [field])[0]
    if field.get("type") == "array":
        return [_least(name, field["items"], description)] * field.get("minItems", 1)
    if field.get("type") in ("integer", "number") and name not in ("width", "height"):
        return field.get("minimum", 1)
    if field.get("type") == "object":
        return {n: _least(n, field["properties"][n], description) for n in field["required"]}
    return 64 if name in ("width", "height") else field.get("enum", [field.get("const", "x")])[0]


def test_documents_of_the_gateway_are_as_described(running: Gateway, description: dict[str, Any]) -> None:
    """A finished task, a quote, the models, a refusal."""
    body = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}
    task = running.owner.ended(running.owner.post("/v1/tasks", body).json()["id"])

    fits(description, "Task", task)
    fits(description, "Quote", running.owner.post("/v1/quote", body).json())
    fits(description, "Tasks", running.owner.get("/v1/tasks").json())
    fits(description, "Models", running.owner.get("/v1/models").json())
    fits(description, "Error", Client(running.url).get("/v1/tasks").json())
    fits(description, "Health", running.owner.get("/readyz").json())


def fits(description: dict[str, Any], name: str, document: object) -> None:
    """Raise unless the document is as that schema says."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    jsonschema_rs.validate(schema, document)


def references(tree: object) -> Iterator[str]:
    """Every `$ref` in it."""
    text = json.dumps(tree)
    yield from (part.partition('"')[0] for part in text.split('"$ref": "')[1:])
