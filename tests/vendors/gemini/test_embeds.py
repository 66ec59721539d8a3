"""Embeddings in Google's format, on both sides."""

from typing import Any

import pytest

from philae.core.embed import Embedded, EmbedRequest, packed
from philae.core.errors import InvalidRequest, RateLimited, UpstreamError
from philae.core.tokens import Tokens
from philae.vendors.gemini.embeds import decode_batch, decode_one, encode
from philae.vendors.gemini.vectors import read, write
from tests.vendors.gemini.sample import TO, inbound, plain, reply

QUERY = {"content": {"parts": [{"text": "a"}]}, "taskType": "RETRIEVAL_QUERY", "title": "T", "outputDimensionality": 2}


def test_one_text() -> None:
    """Its purpose and title are Google's own; the client gets one vector."""
    found = decode_one(inbound(QUERY))
    own = {"one": True, "requests": [{"taskType": "RETRIEVAL_QUERY", "title": "T"}]}
    assert found == EmbedRequest("gemini-2.5-flash", ("a",), 2, extra={"gemini": own})
    assert encode(Embedded("m", ((1.0, 2.0),)), found).body == {"embedding": {"values": (1.0, 2.0)}}


def test_many_texts() -> None:
    """A vector each, in any form that the vendor sent them in; parts of a text are one text."""
    parts = {"parts": [{"text": "a"}, {"text": "b"}]}
    found = decode_batch(
        inbound({"requests": [{"model": "models/m", "content": parts}, {"content": {"parts": {"text": "c"}}}]})
    )
    assert (found.inputs, found.dimensions, found.extra) == (("ab", "c"), None, {"gemini": {"one": False}})
    told = plain(encode(Embedded("m", ((1.0,), packed((0.5,))), Tokens(input=3)), found).body)
    assert told["embeddings"] == [{"values": [1.0]}, {"values": [0.5]}]
    assert told["usageMetadata"]["promptTokenCount"] == 3


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"requests": []}, "requests"),
        ({"requests": [QUERY, QUERY | {"outputDimensionality": 3}]}, "requests"),
        (
            {"requests": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": "A"}}]}}]},
            "content.parts",
        ),
        ({"requests": [{"content": 1}]}, "requests[0].content"),
    ],
)
def test_wrong_requests(body: Any, param: str) -> None:
    """They are refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        decode_batch(inbound(body))
    assert caught.value.param == param


def test_the_call() -> None:
    """Always a batch, with what the client said for Google; numbers of tokens are another model's."""
    call = write(decode_one(inbound(QUERY)), TO)
    assert call.url == "https://vendor.example/v1beta/models/gemini-2.5-flash:batchEmbedContents"
    assert plain(call.json) == {"requests": [QUERY | {"model": "models/gemini-2.5-flash"}]}
    assert plain(write(EmbedRequest("m", ("a",)), TO).json)["requests"][0].keys() == {"model", "content"}
    with pytest.raises(InvalidRequest):
        write(EmbedRequest("m", ((1, 2),)), TO)


def test_the_answer() -> None:
    """Vectors in order; older models tell no usage."""
    body = {"embeddings": [{"values": [1, 2.5]}], "usageMetadata": {"promptTokenCount": 4}}
    assert read(reply(body), "m") == Embedded("m", ((1.0, 2.5),), Tokens(input=4))
    assert read(reply({"embeddings": []}), "m").tokens is None
    with pytest.raises(RateLimited):
        read(reply({}, 429), "m")
    with pytest.raises(UpstreamError):
        read(reply({}), "m")
