"""Embeddings, rankings and plain completions, whichever vendor's format the client and the channel speak."""

import base64
import json
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Answer
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

OPENAI, GOOGLE, COHERE, JINA = "text-embedding-3-small", "gemini-embedding-001", "rerank-v3.5", "reranker"
CLAUDE, GPT, RAW = "claude-opus-5", "gpt-5.4", "raw"
HELLO = "Hello! How can I help you today?"
OWN: dict[str, Any] = {
    JINA: {"operation": "rerank", "price": {"input": "1"}, "routes": ["vllm/reranker"]},
    RAW: {"price": {"input": "1", "output": "2"}, "routes": ["vllm/raw-there"], "output": 1000},
    "google-other": {"like": GOOGLE, "routes": ["gemini/gemini-embedding-9"]},
}


@pytest.fixture(scope="module")
def made() -> Iterator[Vendor]:
    """A scripted vendor of every format."""
    with vendor("text") as running:
        yield running


@pytest.fixture(scope="module")
def up(admin_dsn: str, made: Vendor) -> Iterator[Gateway]:
    """A gateway before five vendors, with models of the operator's own."""
    names = ("openai", "anthropic", "gemini", "cohere", "vllm")
    with (
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel(n, made.url) for n in names], PHILAE_MODELS=json.dumps(OWN)) as running,
    ):
        yield running


def last(made: Vendor) -> tuple[str, Any]:
    """Where the vendor was asked last, and what."""
    asked = made.stats()["last"][-1]
    return asked["path"], json.loads(asked["body"])


def record(up: Gateway, answer: Answer) -> dict[str, Any]:
    """The call's record, once it is in the database."""
    identity, until = answer.headers["x-philae-request-id"].removeprefix("req_"), time.monotonic() + 5
    while not (rows := up.rows("select * from call where id = $1::uuid", identity)):
        assert time.monotonic() < until
        time.sleep(0.05)
    found = dict(rows[0])
    return found | {"meters": found["meters"] if isinstance(found["meters"], dict) else json.loads(found["meters"])}


def google(up: Gateway, model: str, *texts: str, **more: Any) -> Answer:
    """Vectors, asked in Google's words: of one text alone, of several in a batch."""
    many = [{"model": f"models/{model}", "content": {"parts": [{"text": t}]}} | more for t in texts]
    if len(many) == 1:
        return up.owner.post(f"/v1beta/models/{model}:embedContent", many[0])
    return up.owner.post(f"/v1beta/models/{model}:batchEmbedContents", {"requests": many})


def test_an_openai_client_gets_googles_vectors(up: Gateway, made: Vendor) -> None:
    """Numbers or base64, in order; asked in Google's words, billed by what Google tells."""
    body = {"model": GOOGLE, "input": ["one", "two"], "dimensions": 4}
    answer = up.owner.post("/v1/embeddings", body)
    packed = up.owner.post("/v1/embeddings", body | {"encoding_format": "base64", "user": "me"})
    path, asked = last(made)

    assert answer.status == 200, answer.body
    assert [row["index"] for row in answer.json()["data"]] == [0, 1]
    assert len(answer.json()["data"][0]["embedding"]) == 4
    assert answer.json()["usage"] == {"prompt_tokens": 16, "total_tokens": 16}
    assert len(struct.unpack("<4f", base64.b64decode(packed.json()["data"][1]["embedding"]))) == 4
    assert packed.headers["x-philae-dropped"] == "user"
    assert path == f"/v1beta/models/{GOOGLE}:batchEmbedContents"
    assert asked["requests"][1] == {
        "model": f"models/{GOOGLE}", "content": {"parts": [{"text": "two"}]}, "outputDimensionality": 4,
    }  # fmt: skip
    told = record(up, answer)
    assert (told["meters"], told["estimated"], told["provider"]) == ({"input_token": 16}, False, "gemini")
    assert told["amount"] == 16 * 150


def test_a_google_client_gets_openais_vectors(up: Gateway, made: Vendor) -> None:
    """Of one text and of several."""
    one, many = (
        google(up, OPENAI, "one", outputDimensionality=4),
        google(up, OPENAI, "one", "two", taskType="CLUSTERING"),
    )
    path, asked = last(made)

    assert len(one.json()["embedding"]["values"]) == 4
    assert len(many.json()["embeddings"]) == 2
    assert many.headers["x-philae-dropped"].startswith("gemini.")
    assert (path, asked["input"]) == ("/v1/embeddings", ["one", "two"])
    assert record(up, many)["meters"] == {"input_token": 16}


def test_googles_own_format_passes_untouched(up: Gateway, made: Vendor) -> None:
    """Fields that we do not know included; only the name is another where the vendor has another."""
    known = google(up, GOOGLE, "one", strange={"a": 1})
    assert known.status == 200, known.body
    assert last(made) == (f"/v1beta/models/{GOOGLE}:embedContent", {
        "model": f"models/{GOOGLE}", "content": {"parts": [{"text": "one"}]}, "strange": {"a": 1},
    })  # fmt: skip

    other = google(up, "google-other", "one", "two", strange=2)
    assert other.status == 200, (other.body, up.log()[-2000:])
    path, asked = last(made)
    assert path == "/v1beta/models/gemini-embedding-9:batchEmbedContents"
    assert {(r["model"], r["strange"]) for r in asked["requests"]} == {("models/gemini-embedding-9", 2)}


def test_usage_that_is_not_told_is_estimated(up: Gateway) -> None:
    """Older models of Google's tell none."""
    answer = up.owner.post("/v1/embeddings", {"model": GOOGLE, "input": "How warm is it? vendor:nousage"})
    told = record(up, answer)

    assert told["estimated"]
    assert 5 <= told["meters"]["input_token"] <= 20
    assert told["amount"] == told["meters"]["input_token"] * 150


def test_rankings_of_two_vendors_look_alike(up: Gateway, made: Vendor) -> None:
    """Cohere's, asked in its own API and billed by searches; and those of a server that speaks the client's words."""
    body = {"query": "vendor:searches=2 which?", "documents": ["a", {"text": "b"}, "c"], "top_n": 2}
    cohere = up.owner.post("/v1/rerank", body | {"model": COHERE})
    path, asked = last(made)
    own = up.owner.post("/rerank", body | {"model": JINA, "query": "which?"})

    assert cohere.status == own.status == 200, (cohere.body, own.body)
    assert (path, asked["documents"]) == ("/v2/rerank", ["a", "b", "c"])
    assert [(r["index"], r["document"]["text"]) for r in cohere.json()["results"]] == [(2, "c"), (1, "b")]
    assert [r["index"] for r in own.json()["results"]] == [2, 1]
    told = record(up, cohere)
    assert told["meters"]["search"] == 2
    assert told["amount"] == 2 * 2_000_000


@pytest.mark.parametrize(("model", "where"), [(CLAUDE, "/v1/messages"), (GPT, "/v1/chat/completions")])
def test_a_prompt_is_put_to_a_model_that_only_chats(up: Gateway, made: Vendor, model: str, where: str) -> None:
    """Whole and streamed, with the prompt back where it is wanted."""
    body = {"model": model, "prompt": "Say hello", "max_tokens": 50}
    whole = up.owner.post("/v1/completions", body | {"echo": True})
    path, _ = last(made)
    streamed = up.owner.post("/v1/completions", body | {"stream": True, "stream_options": {"include_usage": True}})
    events = [json.loads(line[6:]) for line in streamed.body.split(b"\n\n") if line.startswith(b"data: {")]

    assert path == where
    assert whole.json()["object"] == "text_completion"
    assert whole.json()["choices"][0]["text"] == f"Say hello{HELLO}"
    assert "".join(c["text"] for e in events for c in e["choices"]) == HELLO
    assert events[-1]["usage"]["prompt_tokens"] == 19
    assert streamed.body.endswith(b"data: [DONE]\n\n")
    assert record(up, whole)["meters"] == record(up, streamed)["meters"] == {"input_token": 19, "output_token": 10}


def test_a_server_that_completes_is_asked_so(up: Gateway, made: Vendor) -> None:
    """Its bytes pass untouched, but for the name; usage is asked for and kept from who did not."""
    answer = up.owner.post("/v1/completions", {"model": RAW, "prompt": "Say", "stream": True, "min_p": 0.1})
    path, asked = last(made)

    assert path == "/v1/completions"
    assert asked == {
        "model": "raw-there",
        "prompt": "Say",
        "stream": True,
        "min_p": 0.1,
        "stream_options": {"include_usage": True},
    }
    assert b'"usage":{' not in answer.body
    assert record(up, answer)["meters"]["output_token"] > 0


def test_refusals_are_in_the_clients_words(up: Gateway) -> None:
    """A model of another kind, several prompts for a chat, tokens of another's vocabulary, and a vendor that fails."""
    wrong = up.owner.post("/v1/embeddings", {"model": CLAUDE, "input": "x"})
    several = up.owner.post("/v1/completions", {"model": CLAUDE, "prompt": ["a", "b"]})
    numbers = up.owner.post("/v1/embeddings", {"model": GOOGLE, "input": [1, 2, 3]})
    chat = up.owner.post("/v1/chat/completions", {"model": OPENAI, "messages": [{"role": "user", "content": "x"}]})
    failed = google(up, OPENAI, "vendor:500")
    poor = up.account("plain-poor").post("/v1/embeddings", {"model": OPENAI, "input": "x"})

    assert [(a.status, a.json()["error"]["param"]) for a in (wrong, several, chat)] == [
        (400, "model"),
        (400, "prompt"),
        (400, "model"),
    ]
    assert numbers.status == 400
    assert failed.json()["error"]["status"] in ("UNAVAILABLE", "INTERNAL")
    assert "sk-secret" not in failed.body.decode()
    assert poor.status == 402


def test_the_books_are_right(up: Gateway) -> None:
    """After all of it."""
    assert up.proof() == []
