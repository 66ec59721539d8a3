"""Streams of Google's in canonical events."""

import itertools
from typing import Any

import pytest

from philae.core.chat import Image, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited, UpstreamError
from philae.core.stream import Begin, Close, Delta, End, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.gemini.reader import reader
from philae.vendors.gemini.signature import seal
from tests.vendors.gemini.sample import candidate, events

HEAD = {"modelVersion": "gemini-x", "responseId": "r1"}
BEGUN = Begin("r1", "gemini-x")


def test_words_and_thoughts() -> None:
    """A part ends where another kind begins; the usage is told at the end."""
    found = events(
        candidate({"text": "h", "thought": True}) | HEAD | {"usageMetadata": {"promptTokenCount": 5}},
        candidate({"text": "m", "thought": True}, {"text": "We"}) | HEAD,
        candidate({"text": "ll."}, finishReason="STOP") | HEAD | {"usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 2, "thoughtsTokenCount": 3}},
    )  # fmt: skip
    assert found == [
        Begin("r1", "gemini-x", tokens=Tokens(input=5)),
        Open(0, Thinking(origin="gemini")), Delta(0, "h"), Delta(0, "m"), Close(0),
        Open(1, Text("")), Delta(1, "We"), Delta(1, "ll."), Close(1),
        End("stop"), Spent(Tokens(input=5, output=5, reasoning=3)),
    ]  # fmt: skip


def test_calls_come_whole() -> None:
    """Each is opened, told and closed at once; made ids count on; the plain STOP means that tools are wanted."""
    found = events(
        candidate({"text": "So "}, {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "Y2Fs"})
        | HEAD,
        candidate({"functionCall": {"name": "g", "id": "own"}}) | HEAD,
        candidate({"text": ""}, finishReason="STOP") | HEAD,
    )
    assert found == [
        BEGUN,
        Open(0, Text("")), Delta(0, "So "), Close(0),
        Open(1, ToolCall("gcall_r1_0", "f", "", "Y2Fs")), Delta(1, '{"a": 1}'), Close(1),
        Open(2, ToolCall("own", "g")), Delta(2, "{}"), Close(2),
        End("tool_calls"),
    ]  # fmt: skip


def test_signatures() -> None:
    """Behind words a signature is a thought without words; in a thought it ends it."""
    found = events(
        candidate({"text": "t", "thought": True}, {"text": "", "thought": True, "thoughtSignature": "c2ln"}) | HEAD,
        candidate({"text": "a", "thoughtSignature": "b3Ro"}) | HEAD,
    )
    assert found == [
        BEGUN,
        Open(0, Thinking(origin="gemini")), Delta(0, "t"), Mark(0, "c2ln"), Close(0),
        Open(1, Text("")), Delta(1, "a"), Close(1),
        Open(2, Thinking(origin="gemini")), Mark(2, "b3Ro"), Close(2),
    ]  # fmt: skip


def test_another_gateways_seal() -> None:
    """A proof that a gateway sealed is told as the thought that it proves."""
    sealed = seal(Thinking("why", "sig", "cipher", "rs", "anthropic"))
    assert events(candidate({"text": "", "thoughtSignature": sealed}) | HEAD)[1:] == [
        Open(0, Thinking(redacted="cipher", id="rs", origin="anthropic")), Delta(0, "why"), Mark(0, "sig"), Close(0),
    ]  # fmt: skip


def test_pictures_come_whole() -> None:
    """All of a picture is known when it opens."""
    picture = Image(Source(data="AAAA", mime="image/png"))
    found = events(candidate({"inlineData": {"mimeType": "image/png", "data": "AAAA"}}, {"text": "!"}) | HEAD)
    assert found[1:] == [Open(0, picture), Close(0), Open(1, Text("")), Delta(1, "!")]


def test_choices_beside_one_another() -> None:
    """Parts are counted over all choices; each has its own end."""

    def piece(index: int, text: str, **fields: Any) -> dict[str, Any]:
        return {"index": index, "content": {"parts": [{"text": text}]}} | fields

    found = events(
        {"candidates": [piece(0, "a"), piece(1, "b")]},
        {"candidates": [piece(1, "B", finishReason="MAX_TOKENS"), piece(0, "A", finishReason="STOP")]},
    )
    assert found[1:] == [
        Open(0, Text("")), Delta(0, "a"), Open(1, Text(""), 1), Delta(1, "b"),
        Delta(1, "B"), Close(1), End("length", 1), Delta(0, "A"), Close(0), End("stop"),
    ]  # fmt: skip


def test_sources_and_likelihoods() -> None:
    """They belong to the words that are open."""
    step = {"chosenCandidates": [{"token": "a", "logProbability": -1}]}
    found = events(
        candidate({"text": "a"}, logprobsResult=step), candidate(groundingMetadata={"q": 1}, finishReason="STOP")
    )
    likely = {"content": [{"token": "a", "logprob": -1.0, "bytes": [97], "top_logprobs": []}]}
    assert found[2:5] == [Delta(0, "a", likely), Mark(0, annotation={"groundingMetadata": {"q": 1}}), Close(0)]


def test_after_the_end() -> None:
    """What comes behind a choice's end is not told, but for the last usage."""
    end = candidate({"text": "a"}, finishReason="STOP") | {"usageMetadata": {"promptTokenCount": 1}}
    found = events(end, candidate({"text": "b"}), {"usageMetadata": {"promptTokenCount": 2}})
    assert found[-3:] == [End("stop"), Spent(Tokens(input=1)), Spent(Tokens(input=2))]


def test_a_blocked_prompt() -> None:
    """The stream is over before a word."""
    found = events({"promptFeedback": {"blockReason": "OTHER"}, "usageMetadata": {"promptTokenCount": 3}})
    assert found[1:] == [End("content_filter"), Spent(Tokens(input=3))]


def test_breaking_off() -> None:
    """An error in place of a frame ends the stream as a fault, as does a model that went wrong before a word."""
    error = {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "key AIza is out", "details": []}}
    fault = events(candidate({"text": "a"}), error)[-1]
    assert isinstance(fault, Fault)
    assert isinstance(fault.error, RateLimited)
    assert "AIza" not in fault.error.public
    (_, wrong) = events({"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL"}]})
    assert isinstance(wrong, Fault)
    with pytest.raises(UpstreamError):
        list(reader()(Frame(b"<html>")))


def test_a_stream_says_what_the_whole_answer_says() -> None:
    """However the words are cut into frames, the parts come out the same."""
    parts: list[dict[str, Any]] = [
        {"text": "abc", "thought": True},
        {"text": "def"},
        {"functionCall": {"name": "f", "id": "1"}},
    ]
    for cuts in itertools.product([1, 2, 3], repeat=2):
        frames = [
            candidate({**parts[n], "text": parts[n]["text"][at : at + cut]})
            for n, cut in enumerate(cuts)
            for at in range(0, 3, cut)
        ]
        found = events(*frames, candidate(parts[2], finishReason="STOP"))
        texts: dict[int, str] = {}
        for event in found:
            if isinstance(event, Delta):
                texts[event.index] = texts.get(event.index, "") + event.text
        assert list(texts.values()) == ["abc", "def", "{}"]
        opened = [event.part for event in found if isinstance(event, Open)]
        assert [type(part) for part in opened] == [Thinking, Text, ToolCall]
