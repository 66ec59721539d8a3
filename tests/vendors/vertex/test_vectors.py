"""Embeddings at Vertex AI, by each of its methods."""

import json
from typing import Any

import pytest

from philae.core.embed import EmbedRequest
from philae.core.errors import InvalidRequest, RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.tokens import Tokens
from philae.vendors.gemini.fault import fault
from philae.vendors.vertex import vectors

CODEC = vectors(fault)
BASE = "https://aiplatform.googleapis.com/v1/projects/p/locations/global"
AT = f"{BASE}/publishers/google/models"
WISHES = {"gemini": {"one": False, "requests": [{"taskType": "CLUSTERING", "title": "t"}, {}]}}


def written(model: str, *inputs: Any, **changes: Any) -> tuple[str, dict[str, Any]]:
    """Where it goes, and what is sent."""
    call = CODEC.write(EmbedRequest("m", inputs, **changes), Target(BASE, model, "k")).call
    return call.url, call.json


def content(text: str) -> dict[str, Any]:
    """A text as Gemini has it."""
    return {"content": {"role": "user", "parts": [{"text": text}]}}


def test_older_models() -> None:
    """`:predict`, an instance for each text."""
    where, body = written("text-embedding-005", "a", "b", dimensions=256, extra=WISHES)
    assert where == f"{AT}/text-embedding-005:predict"
    assert body == {
        "instances": [{"content": "a", "task_type": "CLUSTERING", "title": "t"}, {"content": "b"}],
        "parameters": {"outputDimensionality": 256},
    }
    assert CODEC.path(Target(BASE, "text-embedding-005", "k")) == "/publishers/google/models/text-embedding-005:predict"


def test_gemini() -> None:
    """One text at the top, several in a batch; what is wished stands beside each."""
    where, body = written("gemini-embedding-001", "a")
    assert (where, body) == (f"{AT}/gemini-embedding-001:embedContent", content("a"))
    where, body = written("gemini-embedding-2", "a", "b", dimensions=256, extra=WISHES)
    assert where == f"{AT}/gemini-embedding-2:batchEmbedContents"
    sized = {"outputDimensionality": 256}
    first = content("a") | {"embedContentConfig": {"taskType": "CLUSTERING", "title": "t"} | sized}
    assert body == {"requests": [first, content("b") | {"embedContentConfig": sized}]}


def test_what_is_left_out_or_refused() -> None:
    """The user and other formats' words; numbers of tokens are another model's."""
    extra = {"embeddings": {"odd": 1}}
    made = CODEC.write(EmbedRequest("m", ("a",), user="u", extra=extra), Target(BASE, "gemini-embedding-2", "k"))
    assert made.dropped == ("user", "embeddings.odd")
    with pytest.raises(InvalidRequest):
        written("text-embedding-005", (1, 2))


# cloud.google.com, Vertex AI: text embeddings API; google-genai 3.6.1, `_EmbedContentResponse_from_vertex`.
@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        (
            {"predictions": [{"embeddings": {"statistics": {"truncated": False, "token_count": 6}, "values": [1, 2]}}]},
            6,
        ),
        ({"embedding": {"values": [1, 2]}, "usageMetadata": {"promptTokenCount": 6}}, 6),
        ({"embeddings": [{"values": [1, 2]}], "usageMetadata": {"promptTokenCount": 6}}, 6),
        ({"embedding": {"values": [1, 2]}}, None),
    ],
)
def test_answers(told: dict[str, Any], tokens: int | None) -> None:
    """Each method has a form of its own."""
    found = CODEC.read(HttpReply(200, {}, json.dumps(told).encode()), EmbedRequest("m", ("a",)))
    assert (found.vectors, found.tokens) == (((1.0, 2.0),), Tokens(input=tokens) if tokens else None)


def test_errors() -> None:
    """Google's own; an answer of another length is none."""
    with pytest.raises(RateLimited):
        CODEC.read(HttpReply(429, {}, b"{}"), EmbedRequest("m", ("a",)))
    with pytest.raises(UpstreamError):
        CODEC.read(HttpReply(200, {}, b'{"predictions": []}'), EmbedRequest("m", ("a",)))
