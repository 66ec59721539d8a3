"""The same refusals in each dialect's own words, always with a request id."""

from typing import Any

import pytest

from tests.client import Answer, Client
from tests.gateway import Gateway

BFL = "/flux/v1/flux-2-pro"
OPENAI = "/v1/images/generations"
REPLICATE = "/replicate/v1/models/black-forest-labs/flux-2-pro/predictions"
OURS = "/v1/tasks"
BODIES: dict[str, dict[str, Any]] = {
    BFL: {"prompt": "a", "width": 256, "height": 256},
    OPENAI: {"model": "flux-2-pro", "prompt": "a", "size": "256x256"},
    REPLICATE: {"input": {"prompt": "a", "aspect_ratio": "1:1"}},
    OURS: {"model": "flux-2-pro", "prompt": "a", "width": 256, "height": 256},
}
STATUSES = {
    "no key": {BFL: 403, OPENAI: 401, REPLICATE: 401, OURS: 401},
    "wrong key": {BFL: 403, OPENAI: 401, REPLICATE: 401, OURS: 401},
    "no money": {BFL: 402, OPENAI: 402, REPLICATE: 402, OURS: 402},
    "not this model": {BFL: 403, OPENAI: 403, REPLICATE: 403, OURS: 403},
    "too many": {BFL: 429, OPENAI: 429, REPLICATE: 429, OURS: 429},
    "loop": {BFL: 508, OPENAI: 508, REPLICATE: 508, OURS: 508},
    "not JSON": {BFL: 422, OPENAI: 400, REPLICATE: 422, OURS: 400},
}


@pytest.fixture(scope="module")
def clients(running: Gateway) -> dict[str, Client]:
    """For each refusal, a client that meets it."""
    gateway = running.rows("select id from account where name = 'owner'")[0]["id"].hex
    return {
        "no key": Client(running.url),
        "wrong key": Client(running.url, "sk-wrong"),
        "no money": running.account("words-poor"),
        "not this model": running.account("words-model", "9", models=("flux-dev",)),
        "too many": running.account("words-many", "9", concurrency=0),
        "loop": running.owner.told(x_philae_hop=gateway),
        "not JSON": running.owner,
    }


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("refusal", STATUSES)
def test_a_refusal_is_worded_by_the_dialect(
    running: Gateway, clients: dict[str, Client], refusal: str, path: str
) -> None:
    """Status, shape and request id."""
    body: object = b"{" if refusal == "not JSON" else BODIES[path]

    answer = clients[refusal].post(path, body)

    assert answer.status == STATUSES[refusal][path], answer.body
    assert answer.headers["x-philae-request-id"] in answer.body.decode()
    assert _said(path, answer)
    assert running.url not in answer.body.decode()


def _said(path: str, answer: Answer) -> object:
    """The message, where that dialect's clients look for it."""
    body = answer.json()
    match path:
        case "/flux/v1/flux-2-pro":
            return body["detail"]
        case "/v1/images/generations":
            return body["error"]["message"] and body["error"]["type"]
        case "/v1/tasks":
            return body["error"]["code"] and body["error"]["message"]
    return body["detail"] and body["title"] and body["status"] == answer.status


@pytest.mark.parametrize(
    ("path", "where"),
    [(BFL, ("detail", 0, "loc")), (OPENAI, ("error", "param")), (REPLICATE, ("invalid_fields", 0, "field"))],
)
def test_a_wrong_field_is_named_as_the_client_calls_it(running: Gateway, path: str, where: tuple[Any, ...]) -> None:
    """Width for BFL, size for OpenAI, output_format for Replicate."""
    bodies: dict[str, dict[str, Any]] = {
        BFL: {"prompt": "a", "width": 3},
        OPENAI: {"model": "flux-2-pro", "prompt": "a", "size": "large"},
        REPLICATE: {"input": {"prompt": "a", "output_format": "tiff"}},
    }

    found = running.owner.post(path, bodies[path]).json()
    for step in where:
        found = found[step]

    assert found in (["body", "width"], "size", "output_format")


def test_an_unknown_model_offers_near_ones(running: Gateway) -> None:
    """404 with what was perhaps meant."""
    answer = running.owner.post("/v1/images/generations", {"model": "flux-2-prro", "prompt": "a"})

    assert answer.status == 404
    assert "flux-2-pro" in answer.json()["error"]["message"]


@pytest.mark.parametrize("prompt", ["nul \x00 here", "a \U0001f98a and \u202e", "\\u0000 as text"])
def test_odd_characters_are_no_fault_of_ours(running: Gateway, prompt: str) -> None:
    """Whatever JSON can carry is kept, or refused in words; never a 500."""
    answer = running.owner.post(OURS, BODIES[OURS] | {"prompt": prompt})

    assert answer.status in (202, 400)
    if answer.status == 202:
        task = running.owner.ended(answer.json()["id"])
        assert task["state"] == "succeeded"
        assert task["params"]["prompt"].replace("\ufffd", "\x00") == prompt


def test_a_lone_surrogate_is_refused(running: Gateway) -> None:
    """It is no text."""
    answer = running.owner.post(OURS, b'{"model": "flux-2-pro", "prompt": "\\ud800"}')

    assert answer.status == 400


def test_sdk_retries_are_steered(running: Gateway, clients: dict[str, Client]) -> None:
    """OpenAI's clients repeat 409 and 429 unless told otherwise."""
    told = running.owner.told(idempotency_key="words-1", prefer="respond-async")
    told.post(OPENAI, BODIES[OPENAI])

    other = told.post(OPENAI, BODIES[OPENAI] | {"prompt": "b"})

    assert other.status == 409
    assert other.headers["x-should-retry"] == "false"
    assert clients["too many"].post(OPENAI, BODIES[OPENAI]).headers["x-should-retry"] == "true"
