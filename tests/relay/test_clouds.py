"""Azure, Bedrock and Vertex AI in trouble, and by their other credentials: what clients are told, and what is asked next."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.relay.stage import (
    AZURE,
    BEDROCK,
    HELLO,
    LLAMA,
    NOVA,
    VERTEX,
    VERTEX_CLAUDE,
    WIRES,
    Stage,
    Wire,
    ask,
    clouds,
    ending,
    stage,
)
from tests.relay.test_formats import tool
from tests.scripted.cloud import signature, tokens
from tests.scripted.process import Vendor, vendor

STREAMED = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
IN_WIRES = pytest.mark.parametrize("wire", WIRES)
FALLBACK = "claude-haiku-4-5-20251001"
SECRETS = (
    signature.SECRET,
    signature.SESSION,
    tokens.SECRET,
    "azure-secret",
    "bedrock-secret",
    "PRIVATE KEY",
    "token-",
)


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn, log_level="debug") as made:
        yield made


def told(d: Vendor, words: str) -> int:
    """Tell the clouds how tokens are to be; how many were asked for so far."""
    return int(Client(d.url).post(f"/tokens?{words}", {}).json()["asked"])


def recorded(up: Gateway, answer: Answer) -> dict[str, Any]:
    """The call's record, once it is in the database."""
    identity, until = answer.headers["x-philae-request-id"].removeprefix("req_"), time.monotonic() + 5
    while not (rows := up.rows("select * from call where id = $1::uuid", identity)):
        assert time.monotonic() < until, "the call never came into the database"
        time.sleep(0.05)
    return dict(rows[0])


def usage(row: dict[str, Any]) -> dict[str, int]:
    """The record's usage."""
    return dict(row["meters"]) if isinstance(row["meters"], dict) else dict(json.loads(row["meters"]))


def calm(client: Client, model: str) -> None:
    """Return when the model's channel answers, and has no fault behind it."""
    until = time.monotonic() + 20
    while ask(client, "chat", model, "are you there?").status != 200:
        assert time.monotonic() < until, "the channel never came back"
        time.sleep(0.1)


# --- tokens ----------------------------------------------------------------------------------------------------------


@STREAMED
@IN_WIRES
@pytest.mark.parametrize("model", [VERTEX, VERTEX_CLAUDE])
def test_a_token_that_ended_before_its_time(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """It is renewed once, and the client notices nothing."""
    assert ask(on.client, wire, model, "hi").status == 200
    before = told(on.d, "void=1")
    answer = ask(on.client, wire, model, "Say hello", stream=stream)
    assert (answer.status, ending(wire, answer).text) == (200, HELLO)
    assert told(on.d, "life=3600") == before + 1
    assert usage(recorded(on.gateway, answer)) == {"input_token": 19, "output_token": 10}


def test_a_token_lasts_for_many_calls(on: Stage) -> None:
    """It is asked for once."""
    assert ask(on.client, "gemini", VERTEX, "hi").status == 200
    before = told(on.d, "life=3600")
    for model in (VERTEX, VERTEX_CLAUDE) * 3:
        assert ask(on.client, "chat", model, "hi").status == 200
    assert told(on.d, "life=3600") == before


@IN_WIRES
def test_no_token_is_to_be_had(on: Stage, wire: Wire) -> None:
    """The client is told so in its own words and pays nothing; the channel rests, and then is asked again."""
    told(on.d, "void=1&broken=1")
    answer = ask(on.client, wire, VERTEX, "hi")
    assert answer.status in (429, 502, 503), answer.body
    assert "come back later" not in answer.body.decode()
    assert ask(on.client, wire, VERTEX, "hi").status in (429, 502, 503)
    shown = {c["name"]: c for c in on.client.get("/v1/channels").json()["data"]}
    assert shown["vertex"]["state"] == "resting"
    told(on.d, "broken=0")
    calm(on.client, VERTEX)


# --- streams that break off ------------------------------------------------------------------------------------------


@IN_WIRES
@pytest.mark.parametrize("model", [BEDROCK, NOVA, VERTEX_CLAUDE, AZURE, VERTEX])
def test_an_error_in_the_stream(on: Stage, wire: Wire, model: str) -> None:
    """Bedrock's throttling exception, and the others' own: the client's format tells it, and what came is billed."""
    calm(on.client, model)
    answer = ask(on.client, wire, model, "hi vendor:chunks=40 vendor:error", stream=True)
    said = ending(wire, answer)
    assert (answer.status, said.error is not None) == (200, True)
    assert "Too many tokens" not in answer.body.decode()
    assert said.text.startswith(" word0 word1")
    row = recorded(on.gateway, answer)
    assert row["error"]
    assert 0 < usage(row)["output_token"] < 80


@IN_WIRES
@pytest.mark.parametrize("fault", ["reset", "short"])
def test_a_stream_that_is_cut(on: Stage, wire: Wire, fault: str) -> None:
    """An event stream that ends amid a message, or a connection that breaks, is no answer."""
    calm(on.client, BEDROCK)
    said = ending(wire, ask(on.client, wire, BEDROCK, f"hi vendor:chunks=40 vendor:{fault}", stream=True))
    assert said.error is not None


@pytest.mark.long
@STREAMED
@IN_WIRES
@pytest.mark.parametrize("model", [AZURE, BEDROCK, NOVA, VERTEX, VERTEX_CLAUDE])
def test_long_answers(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """They come whole, and are billed as the vendor counted them."""
    words = "hi vendor:chunks=200 vendor:read=1000 vendor:wrote=500"
    answer = ask(on.client, wire, model, words, stream=stream)
    assert ending(wire, answer).text.endswith(" word199")
    assert usage(recorded(on.gateway, answer)) == {"input_token": 1000, "output_token": 500}


# --- what a model cannot do -----------------------------------------------------------------------------------------


@IN_WIRES
def test_a_model_that_cannot_stream_with_tools(on: Stage, wire: Wire) -> None:
    """It is asked for a whole answer, which is told as a stream and billed as one; without tools it streams by itself."""
    calm(on.client, LLAMA)
    answer = ask(on.client, wire, LLAMA, "Say hello", stream=True, **tool(wire))
    said = ending(wire, answer)
    assert (answer.status, said.text, said.error, said.over) == (200, HELLO, None, True)
    assert on.d.stats()["last"][-1]["path"].endswith("/converse")
    row = recorded(on.gateway, answer)
    assert (row["stream"], usage(row)) == (True, {"input_token": 19, "output_token": 10})
    assert ending(wire, ask(on.client, wire, LLAMA, "Say hello", stream=True)).text == HELLO
    assert on.d.stats()["last"][-1]["path"].endswith("/converse-stream")


def test_a_call_in_such_a_stream(on: Stage) -> None:
    """Its arguments come whole; a refusal in the whole answer's place is told as any."""
    answer = ask(on.client, "chat", LLAMA, "vendor:tools How will it be?", stream=True, **tool("chat"))
    assert b'"name":"forecast"' in answer.body
    assert b'{\\"city\\":\\"Paris\\"' in answer.body
    assert ask(on.client, "chat", LLAMA, "vendor:400 hi", stream=True, **tool("chat")).status == 400


# --- other models ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "inputs", "where"),
    [
        ("bedrock/amazon.titan-embed-text-v2:0", 1, "/invoke"),
        ("bedrock/cohere.embed-v4:0", 2, "/invoke"),
        ("text-embedding-005", 2, ":predict"),
        ("vertex/gemini-embedding-2", 2, ":batchEmbedContents"),
    ],
)
def test_vectors(on: Stage, model: str, inputs: int, where: str) -> None:
    """Each cloud's own words; the tokens are billed as it counts them."""
    asked: dict[str, Any] = {"model": model, "input": ["hi", "there"][:inputs], "dimensions": 256}
    answer = on.client.post("/v1/embeddings", asked)
    assert answer.status == 200, answer.body
    assert [len(row["embedding"]) for row in answer.json()["data"]] == [256] * inputs
    assert on.d.stats()["last"][-1]["path"].endswith(where)
    assert usage(recorded(on.gateway, answer)) == {"input_token": 8 * inputs}


def test_more_texts_than_it_takes(on: Stage) -> None:
    """Titan takes one: the client is told so in its own words, and pays nothing."""
    answer = on.client.post("/v1/embeddings", {"model": "bedrock/amazon.titan-embed-text-v2:0", "input": ["a", "b"]})
    assert (answer.status, answer.json()["error"]["param"]) == (400, "input")


@STREAMED
@IN_WIRES
def test_open_models_at_vertex(on: Stage, wire: Wire, *, stream: bool) -> None:
    """They are asked in OpenAI's format, with the same token."""
    answer = ask(on.client, wire, "vertex/zai-org/glm-5.2-maas", "Say hello", stream=stream)
    assert (answer.status, ending(wire, answer).text) == (200, HELLO)
    asked = on.d.stats()["last"][-1]
    assert asked["path"] == "/v1/projects/p-1/locations/global/endpoints/openapi/chat/completions"
    assert json.loads(asked["body"])["model"] == "zai-org/glm-5.2-maas"


# --- other credentials -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def other(admin_dsn: str) -> Iterator[tuple[Gateway, Vendor]]:
    """Azure's dated API with an Entra application, Bedrock in a wrong region and with a bearer key, and a fallback."""
    with vendor("cloud", name="d") as d, postgres.database(admin_dsn) as dsn:
        application = {
            "tenant_id": tokens.TENANT, "client_id": tokens.CLIENT, "client_secret": tokens.SECRET, "login": d.url,
        }  # fmt: skip
        _, aws, google = clouds(d)
        channels = [
            channel("azure", d.url, api_version="2024-10-21", models={AZURE: "my-luna", "text-embedding-3-small": "my-small"})
            | {"secret": application},
            aws | {"name": "wrong", "region": "us-east-1", "weight": 100_000},
            channel("bedrock", d.url, region=signature.REGION),
            google,
        ]  # fmt: skip
        haiku = [f"vertex/{FALLBACK}", "bedrock/global.anthropic.claude-haiku-4-5-20251001-v1:0"]
        routes = {
            AZURE: ["azure/gpt-5.6-luna"], BEDROCK: ["bedrock/global.anthropic.claude-sonnet-5"], FALLBACK: haiku,
            "text-embedding-3-small": ["azure/text-embedding-3-small"],
        }  # fmt: skip
        models = json.dumps({name: {"routes": route} for name, route in routes.items()})
        with gateway(dsn, channels, log_level="debug", allow_private_urls="1", PHILAE_MODELS=models) as up:
            yield up, d


@STREAMED
@IN_WIRES
def test_a_dated_api_with_entra(other: tuple[Gateway, Vendor], wire: Wire, *, stream: bool) -> None:
    """The deployment's path and an application's token."""
    up, d = other
    answer = ask(up.owner, wire, AZURE, "Say hello", stream=stream)
    assert (answer.status, ending(wire, answer).text) == (200, HELLO)
    path = {"responses": "/openai/responses"}.get(wire, "/openai/deployments/my-luna/chat/completions")
    asked = d.stats()["last"][-1]
    assert asked["path"] == f"{path}?api-version=2024-10-21"
    assert asked["headers"]["authorization"].startswith("Bearer token-")


def test_embeddings_at_a_deployment(other: tuple[Gateway, Vendor]) -> None:
    """They are the deployment's too."""
    up, d = other
    answer = up.owner.post("/v1/embeddings", {"model": "text-embedding-3-small", "input": "hi"})
    assert answer.status == 200, answer.body
    assert d.stats()["last"][-1]["path"] == "/openai/deployments/my-small/embeddings?api-version=2024-10-21"


@STREAMED
@IN_WIRES
def test_a_wrong_region(other: tuple[Gateway, Vendor], wire: Wire, *, stream: bool) -> None:
    """A signature for it is refused, certainly nothing was bought, and the next channel is asked: with a bearer key."""
    up, d = other
    answer = ask(up.owner, wire, BEDROCK, "Say hello", stream=stream)
    assert (answer.status, ending(wire, answer).text) == (200, HELLO)
    assert recorded(up, answer)["channel"] == "bedrock"
    asked = d.stats()["last"][-1]
    assert asked["path"].startswith("/model/global.anthropic.claude-sonnet-5/invoke")
    assert asked["headers"]["authorization"] == "Bearer bedrock-secret"


def test_without_a_token_the_next_route_is_asked(other: tuple[Gateway, Vendor]) -> None:
    """A channel that has none was asked nothing."""
    up, d = other
    told(d, "void=1&broken=1")
    assert ask(up.owner, "chat", FALLBACK, "Say hello").json()["choices"][0]["message"]["content"] == HELLO
    told(d, "broken=0")
    assert d.stats()["last"][-1]["path"].startswith("/model/")


def test_nothing_secret_is_told(on: Stage, other: tuple[Gateway, Vendor]) -> None:
    """Neither in a log, at its most talkative, nor in the list of channels."""
    up, _ = other
    ask(on.client, "chat", BEDROCK, "hi vendor:403")
    for made in (on.gateway, up):
        text = made.log() + made.owner.get("/v1/channels").body.decode()
        assert [secret for secret in SECRETS if secret in text] == []
