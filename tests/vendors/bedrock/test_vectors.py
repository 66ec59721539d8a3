"""Embeddings at Bedrock: Titan's words and Cohere's."""

import json
from typing import Any

import pytest

from philae.core.embed import EmbedRequest
from philae.core.errors import InvalidRequest, RateLimited
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.tokens import Tokens
from philae.vendors.bedrock import VECTORS

AT = "https://bedrock-runtime.eu-west-1.amazonaws.com"
TITAN, OLD, COHERE, COHERE3 = (
    "amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v1", "cohere.embed-v4:0", "cohere.embed-english-v3",
)  # fmt: skip
ASKED = EmbedRequest("m", ("a",))


def body(model: str, *inputs: Any, **changes: Any) -> dict[str, Any]:
    """What is sent."""
    made = VECTORS.write(EmbedRequest("m", inputs or ("a",), **changes), Target(AT, model, "k"))
    assert made.call.url == f"{AT}/model/{model}/invoke"
    return dict(made.call.json)


def test_titan() -> None:
    """One text, and a size where the model has several."""
    assert body(TITAN) == {"inputText": "a"}
    assert body(TITAN, dimensions=256) == {"inputText": "a", "dimensions": 256}


def test_cohere() -> None:
    """Many texts; what they are for, in a client's own words or in Google's."""
    assert body(COHERE, "a", "b", dimensions=256) == {
        "texts": ["a", "b"], "input_type": "search_document", "embedding_types": ["float"], "output_dimension": 256,
    }  # fmt: skip
    told = {"embeddings": {"input_type": "clustering", "truncate": "END", "odd": 1}}
    made = VECTORS.write(EmbedRequest("m", ("a",), user="u", extra=told), Target(AT, COHERE3, "k"))
    assert (made.call.json["input_type"], made.call.json["truncate"]) == ("clustering", "END")
    assert made.dropped == ("embeddings.odd", "user")
    google = {"gemini": {"one": True, "requests": [{"taskType": "RETRIEVAL_QUERY"}]}}
    assert body(COHERE3, extra=google)["input_type"] == "search_query"


@pytest.mark.parametrize(
    ("param", "model", "changes"),
    [
        ("input", TITAN, {"inputs": ("a", "b")}),
        ("input", TITAN, {"inputs": ((1, 2),)}),
        ("input", COHERE, {"inputs": ("a",) * 97}),
        ("dimensions", OLD, {"dimensions": 256}),
        ("dimensions", COHERE3, {"dimensions": 256}),
        ("requests", COHERE, {"extra": {"gemini": {"requests": [{"taskType": "CLUSTERING"}, {}]}}}),
    ],
)
def test_what_a_model_cannot_take(param: str, model: str, changes: dict[str, Any]) -> None:
    """It is refused, and the field is named."""
    with pytest.raises(InvalidRequest) as caught:
        body(model, *changes.pop("inputs", ("a",)), **changes)
    assert caught.value.param == param


# docs.aws.amazon.com, Bedrock user guide: Titan Embeddings (V2 response), Cohere Embed v3 and v4 (responses).
@pytest.mark.parametrize(
    ("told", "headers"),
    [
        ({"embedding": [0.5, 1], "inputTextTokenCount": 3, "embeddingsByType": {"float": [0.5, 1]}}, {}),
        ({"embeddings": [[0.5, 1]], "id": "1", "response_type": "embeddings_floats", "texts": ["a"]}, {"x-amzn-bedrock-input-token-count": "3"}),
        ({"embeddings": {"float": [[0.5, 1]]}, "response_type": "embeddings_by_type"}, {"x-amzn-bedrock-input-token-count": "3"}),
    ],
)  # fmt: skip
def test_answers(told: dict[str, Any], headers: dict[str, str]) -> None:
    """The tokens stand in the body or in a header."""
    found = VECTORS.read(HttpReply(200, headers, json.dumps(told).encode()), ASKED)
    assert (found.vectors, found.tokens) == (((0.5, 1.0),), Tokens(input=3))


def test_without_a_count() -> None:
    """Nothing is told, so it is counted elsewhere; nonsense counts nothing."""
    reply = HttpReply(200, {}, b'{"embeddings": [[1]]}')
    assert VECTORS.read(reply, ASKED).tokens is None
    assert VECTORS.tokens(b'{"inputTextTokenCount": "x"}') is None


def test_errors() -> None:
    """They are Bedrock's."""
    with pytest.raises(RateLimited):
        VECTORS.read(HttpReply(429, {"x-amzn-errortype": "ThrottlingException"}, b"{}"), ASKED)
