"""Embeddings in OpenAI's words, for clients and at vendors."""

import json
from typing import Any

import pytest
from openai.types import CreateEmbeddingResponse

from philae.core.dialect import Inbound
from philae.core.embed import Embedded, EmbedRequest, floats, packed
from philae.core.errors import InvalidRequest, RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.tokens import Tokens
from philae.vendors.openai.text import embeddings

TO = Target("https://api.example", "model-at-vendor", "key-1")
HALVES = (0.5, -1.0, 0.25)
PACKED = "AAAAPwAAgL8AAIA+"


def understood(**body: Any) -> EmbedRequest:
    """A body as it is understood."""
    return embeddings.decode(Inbound("POST", {}, {}, {}, json.dumps({"model": "e"} | body).encode()))


def read(told: Any, status: int = 200) -> Embedded:
    """A vendor's answer as it is understood."""
    return embeddings.read(HttpReply(status, {}, json.dumps(told).encode()))


@pytest.mark.parametrize(
    ("given", "inputs"),
    [
        ("a text", ("a text",)),
        (["a", "b"], ("a", "b")),
        ([1, 2, 3], ((1, 2, 3),)),
        ([[1, 2], [3]], ((1, 2), (3,))),
        ([[1], "b"], ((1,), "b")),
    ],
)
def test_inputs(given: Any, inputs: tuple[Any, ...]) -> None:
    """A text, texts, the tokens of one, and of several."""
    assert understood(input=given) == EmbedRequest("e", inputs)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ({"input": ""}, "input"),
        ({"input": []}, "input"),
        ({"input": ["a", ""]}, "input"),
        ({"input": [[]]}, "input"),
        ({"input": [1, "a"]}, "input"),
        ({"input": [True]}, "input"),
        ({"input": [1.5]}, "input"),
        ({"input": {"text": "a"}}, "input"),
        ({"input": ["a"] * 2049}, "input"),
        ({"input": "a", "dimensions": 0}, "dimensions"),
        ({"input": "a", "encoding_format": "int8"}, "encoding_format"),
        ({"input": "a", "model": None}, "model"),
    ],
)
def test_refused(body: dict[str, Any], param: str) -> None:
    """What is no input, and fields out of their bounds, by name."""
    with pytest.raises(InvalidRequest) as raised:
        understood(**body)
    assert raised.value.param == param


def test_the_rest() -> None:
    """Size, form and user have their places; what only this format's vendors know is kept for them."""
    told = understood(input="a", dimensions=256, encoding_format="base64", user="u", input_type="query", truncate=None)
    assert told == EmbedRequest("e", ("a",), 256, "base64", "u", {"embeddings": {"input_type": "query"}})


@pytest.mark.parametrize("vector", [HALVES, PACKED])
def test_answers(vector: Any) -> None:
    """In the form that the client asked for, whichever the vendor sent; the official type accepts it."""
    answer = Embedded("", (vector, vector), Tokens(8))
    asked = EmbedRequest("e", ("a", "b"))
    body = embeddings.encode(answer, asked).body
    told = CreateEmbeddingResponse.model_validate(body)
    assert [row.embedding for row in told.data] == [list(HALVES)] * 2
    assert [row.index for row in told.data] == [0, 1]
    assert (told.model, told.usage.prompt_tokens, told.usage.total_tokens) == ("e", 8, 8)
    wrapped = embeddings.encode(answer, EmbedRequest("e", ("a", "b"), encoding="base64")).body
    assert [row["embedding"] for row in wrapped["data"]] == [PACKED] * 2


def test_answer_without_a_count() -> None:
    """The usage stands there all the same, as OpenAI's type wants it."""
    body = embeddings.encode(Embedded("text-embedding-4", (HALVES,)), EmbedRequest("e", ("a",))).body
    assert (body["model"], body["usage"]) == ("text-embedding-4", {"prompt_tokens": 0, "total_tokens": 0})


def test_packing() -> None:
    """Base64 of 32-bit floats, the least byte first; what holds none is the vendor's fault."""
    assert packed(HALVES) == packed(PACKED) == PACKED
    assert floats(PACKED) == floats(HALVES) == HALVES
    for broken in ("?", "AAA=", "AAAAPw=", "größe"):
        with pytest.raises(UpstreamError):
            floats(broken)
    with pytest.raises(UpstreamError):
        packed((1e300,))


def test_call() -> None:
    """One POST that costs money; one input goes as it is, tokens as numbers."""
    sent = embeddings.write(EmbedRequest("e", ("a",)), TO).call
    assert (sent.method, sent.url, sent.effect) == ("POST", "https://api.example/v1/embeddings", "submit")
    assert sent.json == {"model": "model-at-vendor", "input": "a"}
    request = EmbedRequest("e", ("a", (1, 2)), 256, "float", "u", {"embeddings": {"x": 1}, "gemini": {"taskType": "Q"}})
    written = embeddings.write(request, TO, prefix="/compatible-mode/v1", base64=True)
    assert written.call.url == "https://api.example/compatible-mode/v1/embeddings"
    assert written.call.json == {
        "model": "model-at-vendor",
        "input": ["a", [1, 2]],
        "encoding_format": "base64",
        "dimensions": 256,
        "user": "u",
        "x": 1,
    }
    assert written.dropped == ("gemini.taskType",)


def test_read() -> None:
    """In the order of the inputs, whichever way the vendor sent them; numbers or packed."""
    rows = [{"index": 1, "embedding": PACKED}, {"index": 0, "embedding": list(HALVES)}]
    told = {"object": "list", "model": "e-1", "data": rows, "usage": {"prompt_tokens": 8, "total_tokens": 8}}
    assert read(told) == Embedded("e-1", (HALVES, PACKED), Tokens(8))
    assert read({"data": [{"embedding": [1]}, {"embedding": [2]}]}) == Embedded("", ((1.0,), (2.0,)))


@pytest.mark.parametrize("told", [{}, {"data": []}, {"data": [{"embedding": None}]}, {"data": [{"embedding": ["a"]}]}])
def test_read_nonsense(told: dict[str, Any]) -> None:
    """What holds no vectors is the vendor's fault."""
    with pytest.raises(UpstreamError):
        read(told)


def test_read_errors() -> None:
    """Errors are those of chat."""
    with pytest.raises(RateLimited):
        read({"error": {"message": "slow down"}}, 429)
