"""The real engine and the real models, where they were added: what no scripted one can show."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.studio.desk import Desk, running
from tests.studio.text.desk import MAIL, WEATHER, chat, completion, real, streamed

pytestmark = [pytest.mark.long, real]
COUNT = "Count from one to a hundred in words."
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A studio with what `philae studio add` added."""
    with running(tmp_path_factory.mktemp("studio"), "--no-warm") as desk:
        desk.client.timeout = 280
        yield desk


def vectors(desk: Desk, *texts: str) -> list[list[float]]:
    """The texts' vectors."""
    rows = desk.client.post("/v1/embeddings", json={"input": texts}).raise_for_status().json()["data"]
    return [row["embedding"] for row in rows]


def dot(one: list[float], other: list[float]) -> float:
    """The cosine of unit vectors."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_the_same_request_gets_the_same_answer(desk: Desk) -> None:
    """With a seed, and without one; whole and streamed."""
    said = [completion(desk, "Say hello.", max_tokens=12, temperature=1)["choices"][0]["message"] for _ in range(2)]
    pieces = streamed(desk, "Say hello.", max_tokens=12, temperature=1)

    assert said[0] == said[1]
    assert said[0]["content"] == "".join(c["choices"][0]["delta"].get("content") or "" for c in pieces)
    assert said[0]["content"]


def test_a_call_fits_its_tool(desk: Desk) -> None:
    """By grammar: the arguments are JSON of the schema, from the words of the request."""
    told = chat(desk, "What is the weather in Paris?", tools=[WEATHER, MAIL], tool_choice="required", max_tokens=60)
    call = told["message"]["tool_calls"][0]["function"]
    assert call["name"] == "get_weather"
    assert "Paris" in msgspec.json.decode(call["arguments"])["city"]


def test_an_answer_fits_its_schema(desk: Desk) -> None:
    """Whole JSON with the fields that are required, of their types."""
    form = {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON}}
    told = msgspec.json.decode(chat(desk, "Tell me of Ada Lovelace.", response_format=form)["message"]["content"])
    assert told.keys() == {"name", "age"}
    assert isinstance(told["age"], int)


def test_log_probabilities_come_with_the_words(desk: Desk) -> None:
    """One for each token."""
    told: dict[str, Any] = chat(desk, "Say hello.", max_tokens=3, logprobs=True, top_logprobs=2)
    assert "".join(one["token"] for one in told["logprobs"]["content"]) == told["message"]["content"]


def test_vectors_are_those_of_the_published_model(desk: Desk) -> None:
    """Likenesses as sentence-transformers' documentation has them for all-MiniLM-L6-v2 (sbert.net, Quickstart)."""
    one, two, three = vectors(
        desk, "The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."
    )
    assert (dot(one, two), dot(one, three), dot(two, three)) == pytest.approx((0.6660, 0.1046, 0.1411), abs=0.002)


def test_rankings_mean_something(desk: Desk) -> None:
    """The document that answers comes first."""
    documents = ["I like cheese.", "Berlin is large.", "Paris is the capital of France."]
    told = desk.client.post("/v1/rerank", json={"query": "What is France's capital?", "documents": documents}).json()
    assert told["results"][0]["index"] == 2


def test_who_goes_frees_the_model(desk: Desk) -> None:
    """llama.cpp stops in the middle of a long answer when its client has gone."""
    body = {"messages": [{"role": "user", "content": COUNT}], "stream": True, "max_tokens": 1000}
    with desk.client.stream("POST", "/v1/chat/completions", json=body) as reply:
        next(reply.iter_lines())
    begun = _cpu(desk)
    time.sleep(6)
    assert _cpu(desk) - begun < 4


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    """And the studio goes on."""
    (tmp_path / "bad.gguf").write_bytes(b"GGUF, but not really")
    with running(tmp_path, "--no-warm", f"--chat={tmp_path / 'bad.gguf'}") as desk:
        body = {"messages": [{"role": "user", "content": "hello"}]}
        for _ in range(2):
            reply = desk.client.post("/v1/chat/completions", json=body)
            assert reply.status_code == 503
            assert "bad.gguf cannot be loaded" in reply.json()["error"]["message"]


def _cpu(desk: Desk) -> float:
    """Seconds of CPU that the studio's models have used."""
    command = ["ps", "-o", "cputimes=,args=", "--ppid", str(desk.process.pid)]
    lines = subprocess.run(command, check=True, capture_output=True).stdout.decode().splitlines()
    return sum(float(line.split()[0]) for line in lines if "studio.text.llama" in line)
