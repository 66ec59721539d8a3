"""Whole answers as Gemini's clients are told them."""

from typing import Any

import msgspec
import pytest

from philae.core.chat import (
    Answer,
    ChatRequest,
    Choice,
    Image,
    Part,
    Reason,
    Reasoning,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
)
from philae.core.http import HttpReply
from philae.core.tokens import Tokens
from philae.vendors.gemini.answer import encode
from philae.vendors.gemini.signature import seal, unseal
from philae.vendors.gemini.whole import read
from tests.vendors.gemini.sample import plain, request

SHOWN = request(reasoning=Reasoning(show=True))
FOREIGN = Thinking("why", "sig", origin="anthropic")


def told(*parts: Part, reason: Reason = "stop", to: ChatRequest | None = None) -> Any:
    """The candidate that a client is told."""
    return plain(encode(Answer("r", "m", (Choice(parts, reason),)), to or request()).body)["candidates"][0]


def said(*parts: Part, to: ChatRequest | None = None) -> Any:
    """Its parts."""
    return told(*parts, to=to)["content"]["parts"]


def test_an_answer() -> None:
    """Candidates, usage and names in Google's form."""
    spent = Tokens(input=100, output=50, cached=40, reasoning=30, audio_in=10, image_out=5)
    found = encode(Answer("r1", "model-1", (Choice((Text("Hi"),)), Choice((Text("Ho"),), "length")), spent), request())
    assert (found.status, plain(found.body)) == (
        200,
        {
            "candidates": [
                {"content": {"role": "model", "parts": [{"text": "Hi"}]}, "finishReason": "STOP", "index": 0},
                {"content": {"role": "model", "parts": [{"text": "Ho"}]}, "finishReason": "MAX_TOKENS", "index": 1},
            ],
            "usageMetadata": {
                "promptTokenCount": 100, "candidatesTokenCount": 20, "thoughtsTokenCount": 30, "totalTokenCount": 150,
                "cachedContentTokenCount": 40,
                "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 90}, {"modality": "AUDIO", "tokenCount": 10}],
                "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 15}, {"modality": "IMAGE", "tokenCount": 5}],
            },
            "modelVersion": "model-1",
            "responseId": "r1",
        },
    )  # fmt: skip


def test_parts() -> None:
    """Calls with their ids unless we made them, pictures, refusals."""
    picture = Image(Source(data="AAAA", mime="image/png"))
    calls = ToolCall("call_1", "f", '{"a": 1}'), ToolCall("gcall_r_0", "g", "", "Y2Fs")
    assert said(picture, Refusal("No."), *calls) == [
        {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
        {"text": "No."},
        {"functionCall": {"name": "f", "args": {"a": 1}, "id": "call_1"}},
        {"functionCall": {"name": "g", "args": {}}, "thoughtSignature": "Y2Fs"},
    ]


@pytest.mark.parametrize(
    ("reason", "word"),
    [("stop", "STOP"), ("tool_calls", "STOP"), ("length", "MAX_TOKENS"), ("content_filter", "SAFETY"), ("refusal", "SAFETY"), ("pause", "OTHER")],
)  # fmt: skip
def test_reasons(reason: Reason, word: str) -> None:
    """Each has a word of Google's."""
    assert told(Text("a"), reason=reason)["finishReason"] == word


def test_a_call_cut_short() -> None:
    """Its arguments cannot be told; Google has a word for that, unless the length is why."""
    broken = ToolCall("1", "f", '{"a": ')
    assert told(broken, reason="tool_calls") == {
        "content": {"role": "model", "parts": []},
        "finishReason": "MALFORMED_FUNCTION_CALL",
        "index": 0,
    }
    assert told(broken, reason="length")["finishReason"] == "MAX_TOKENS"


def test_thoughts_are_shown_to_those_who_ask() -> None:
    """Google's with their signature as it is, others' with theirs sealed, unsigned ones bare."""
    own = Thinking("hm", "c2ln", origin="gemini")
    assert said(own, Thinking("so"), FOREIGN, Text("Hi"), to=SHOWN) == [
        {"text": "hm", "thought": True, "thoughtSignature": "c2ln"},
        {"text": "so", "thought": True},
        {"text": "why", "thought": True, "thoughtSignature": seal(FOREIGN)},
        {"text": "Hi"},
    ]


def test_hidden_thoughts_leave_their_proof() -> None:
    """It goes with the next part, or stands alone where there is none or that has one of its own."""
    sealed = seal(FOREIGN)
    assert unseal(sealed) == FOREIGN
    bare = {"text": "", "thoughtSignature": sealed}
    assert said(Thinking("so"), FOREIGN, Text("Hi"), Text("!")) == [
        {"text": "Hi", "thoughtSignature": sealed},
        {"text": "!"},
    ]
    assert said(FOREIGN, ToolCall("1", "f")) == [
        {"functionCall": {"name": "f", "args": {}, "id": "1"}, "thoughtSignature": sealed}
    ]
    assert said(FOREIGN, ToolCall("1", "f", "", "Y2Fs"))[0] == bare
    assert said(Text("Hi"), FOREIGN) == [{"text": "Hi"}, bare]
    assert said(FOREIGN, FOREIGN, Text("Hi")) == [bare, {"text": "Hi", "thoughtSignature": sealed}]
    assert said(Text("Hi"), Thinking(signature="b3Ro", origin="gemini")) == [
        {"text": "Hi"},
        {"text": "", "thoughtSignature": "b3Ro"},
    ]
    assert said(Thinking(origin="gemini"), Text("Hi")) == [{"text": "Hi"}]


def test_sources_and_likelihoods() -> None:
    """Google's sources come back; other vendors' citations have no place."""
    likely = {
        "content": [{"token": "a", "logprob": -1.0, "bytes": [97], "top_logprobs": [{"token": "b", "logprob": -2.0}]}]
    }
    words = Text("a", annotations=({"groundingMetadata": {"q": 1}}, {"type": "url_citation"}, "odd"))
    found = plain(encode(Answer("r", "m", (Choice((words,), logprobs=likely),)), request()).body)["candidates"][0]
    assert found["groundingMetadata"] == {"q": 1}
    assert found["logprobsResult"] == {
        "chosenCandidates": [{"token": "a", "logProbability": -1.0}],
        "topCandidates": [{"candidates": [{"token": "b", "logProbability": -2.0}]}],
    }
    assert found.keys() == {"content", "index", "finishReason", "groundingMetadata", "logprobsResult"}


def test_a_blocked_prompt() -> None:
    """Google's feedback comes back; another vendor's filter ends an empty candidate."""
    feedback = {"promptFeedback": {"blockReason": "SAFETY"}}
    blocked = Answer("r", "m", (Choice((), "content_filter"),), extra={"gemini": feedback})
    assert plain(encode(blocked, request()).body) == feedback | {"modelVersion": "m", "responseId": "r"}
    assert told(reason="content_filter")["finishReason"] == "SAFETY"


def test_what_is_told_is_read_as_the_same() -> None:
    """An answer survives the way through Google's words, proofs of other vendors included."""
    parts = (FOREIGN, Text("Hi"), ToolCall("call_1", "f", '{"a":1}'), Image(Source(data="AAAA", mime="image/png")))
    given = Answer("r", "m", (Choice(parts, "tool_calls"),), Tokens(input=9, output=5, cached=2, reasoning=3))
    for asked in (request(), SHOWN):
        body = encode(given, asked).body
        assert read(HttpReply(200, {}, msgspec.json.encode(body))) == given
