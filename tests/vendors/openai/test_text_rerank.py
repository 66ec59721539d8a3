"""Reranking in the words of Cohere, Jina and vLLM, for clients and at vendors."""

import json
from typing import Any

import pytest

from philae.core.dialect import Inbound
from philae.core.embed import Rank, Ranked, RerankRequest
from philae.core.errors import InvalidRequest, RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.tokens import Tokens
from philae.vendors.openai.text import rerank

TO = Target("https://api.example", "model-at-vendor", "key-1")
ASKED = RerankRequest("r", "capital of Egypt", ("Paris", "Cairo", "Aswan"))


def understood(**body: Any) -> RerankRequest:
    """A body as it is understood."""
    told = {"model": "r", "query": "q", "documents": ["a"]} | body
    return rerank.decode(Inbound("POST", {}, {}, {}, json.dumps(told).encode()))


def read(told: Any, request: RerankRequest = ASKED, status: int = 200) -> Ranked:
    """A vendor's answer as it is understood."""
    return rerank.read(HttpReply(status, {}, json.dumps(told).encode()), request)


def test_request() -> None:
    """Documents are texts or objects with one."""
    assert understood() == RerankRequest("r", "q", ("a",))
    told = understood(documents=["a", {"text": "b"}], top_n=1, return_documents=False, max_chunks_per_doc=2)
    assert told == RerankRequest("r", "q", ("a", "b"), 1, show=False, extra={"rerank": {"max_chunks_per_doc": 2}})


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"query": ""}, "query"),
        ({"documents": None}, "documents"),
        ({"documents": []}, "documents"),
        ({"documents": [{"title": "a"}]}, "documents[0].text"),
        ({"documents": [1]}, "documents[0]"),
        ({"top_n": 0}, "top_n"),
    ],
)
def test_refused(body: dict[str, Any], param: str) -> None:
    """What is missing or out of bounds, by name."""
    with pytest.raises(InvalidRequest) as raised:
        understood(**body)
    assert raised.value.param == param


def test_answer() -> None:
    """Best first, with the documents' text unless told otherwise."""
    answer = Ranked("x", "", (Rank(1, 0.9), Rank(2, 0.1)), Tokens(12), searches=1)
    assert rerank.encode(answer, ASKED).body == {
        "id": "x",
        "model": "r",
        "results": [
            {"index": 1, "relevance_score": 0.9, "document": {"text": "Cairo"}},
            {"index": 2, "relevance_score": 0.1, "document": {"text": "Aswan"}},
        ],
        "usage": {"prompt_tokens": 12, "total_tokens": 12},
        "meta": {"billed_units": {"search_units": 1}},
    }
    bare = rerank.encode(Ranked("x", "r-1", (Rank(0, 1),)), RerankRequest("r", "q", ("a",), show=False)).body
    assert bare["results"] == [{"index": 0, "relevance_score": 1}]
    assert (bare["model"], "meta" in bare) == ("r-1", False)


def test_call() -> None:
    """One POST that costs money, without what only other formats know."""
    request = RerankRequest("r", "q", ("a", "b"), 1, extra={"rerank": {"truncate": "END"}, "cohere": {"priority": 1}})
    written = rerank.write(request, TO, prefix="/openai/v1")
    assert (written.call.url, written.call.effect) == ("https://api.example/openai/v1/rerank", "submit")
    asked = {"model": "model-at-vendor", "query": "q", "documents": ["a", "b"], "top_n": 1, "truncate": "END"}
    assert (written.call.json, written.dropped) == (asked, ("cohere.priority",))


@pytest.mark.parametrize(
    ("told", "tokens", "searches"),
    [
        ({"id": "x", "model": "r-1", "usage": {"total_tokens": 15}}, Tokens(15), None),
        ({"id": "x", "model": "r-1", "usage": {"prompt_tokens": 14, "total_tokens": 15}}, Tokens(14), None),
        ({"id": "x", "model": "r-1", "meta": {"billed_units": {"search_units": 1.0}}}, Tokens(searches=1), 1),
        (
            {"id": "x", "model": "r-1", "meta": {"billed_units": {"search_units": 0}, "tokens": {"input_tokens": 30}}},
            Tokens(30),
            0,
        ),
        ({"id": "x", "model": "r-1", "meta": {"api_version": {"version": "2"}}}, None, None),
    ],
    ids=["jina", "vllm", "cohere", "siliconflow", "none"],
)
def test_read(told: dict[str, Any], tokens: Tokens | None, searches: int | None) -> None:
    """Best first, with what was used in whichever words."""
    results = [
        {"index": 0, "relevance_score": 0.1},
        {"index": 1, "relevance_score": 0.9, "document": {"text": "Cairo"}},
    ]
    assert read(told | {"results": results}) == Ranked("x", "r-1", (Rank(1, 0.9), Rank(0, 0.1)), tokens, searches)


def test_no_more_than_asked() -> None:
    """A vendor that ranks all of them is cut."""
    results = [{"index": i, "relevance_score": i / 9} for i in range(3)]
    assert read({"results": results}, RerankRequest("r", "q", ("a", "b", "c"), 1)).ranks == (Rank(2, 2 / 9),)


@pytest.mark.parametrize(
    "told",
    [{}, {"results": [{"index": 3, "relevance_score": 1}]}, {"results": [{"index": -1, "relevance_score": 1}]}],
)
def test_read_nonsense(told: dict[str, Any]) -> None:
    """What ranks nothing, or what was not sent, is the vendor's fault."""
    with pytest.raises(UpstreamError):
        read(told)


def test_read_errors() -> None:
    """Errors are those of chat."""
    with pytest.raises(RateLimited):
        read({"message": "slow down"}, status=429)
