"""The endpoints of text are one table: what is described is what the relay takes, and other methods are refused in words."""

import pytest
from starlette.routing import Route

from philae.edge import wires
from philae.relay.lane import FIXED, Lanes
from philae.vendors import DIALECTS, FACES, GEMINI_ARRAY, PLAIN_FACES
from tests.client import Client
from tests.gateway import Gateway

LANES = Lanes(FACES, GEMINI_ARRAY, PLAIN_FACES)
ROUTES: list[Route] = wires.routes(DIALECTS)


def test_every_endpoint_of_the_table_is_the_relays() -> None:
    """With and without its prefix; and the relay takes no other. Chats that draw it hands on."""
    paths = [r.path.replace("{model:path}", "vendor/model") for r in ROUTES] + [
        "/v1/chat/completions",
        "/chat/completions",
    ]
    fixed = {path for path in paths if ":" not in path}

    assert all(LANES.find(b"POST", path.encode()) for path in paths)
    assert fixed == {path.decode() for path in FIXED}


@pytest.mark.parametrize("wire", wires.WIRES, ids=lambda w: f"{w.method}{w.path}")
def test_each_is_described(running: Gateway, wire: wires.Wire) -> None:
    """Under its own path and method, with what it refuses in its dialect's words."""
    described = Client(running.url).get("/openapi.json").json()["paths"][wire.path][wire.method.lower()]

    assert described["summary"] == wire.summary
    assert ("requestBody" in described) == bool(wire.body)
    assert {"200", "400", "401", "402", "429", "503"} <= described["responses"].keys()


def test_another_method_is_refused_in_the_dialects_words(running: Gateway) -> None:
    """405, neither 404 nor a page."""
    openai, anthropic, google = (
        running.owner.request("PUT", path)
        for path in ("/v1/embeddings", "/v1/messages", "/v1beta/models/x:generateContent")
    )

    assert openai.status == anthropic.status == 405
    assert openai.json()["error"]["type"] == "invalid_request_error"
    assert anthropic.json()["type"] == "error"
    assert google.json()["error"]["status"] == "UNIMPLEMENTED"
