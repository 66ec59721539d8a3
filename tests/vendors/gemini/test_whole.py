"""Whole answers of Google's in canonical terms."""

from typing import Any

import pytest

from philae.core.chat import Answer, Choice, Image, Source, Text, Thinking, ToolCall
from philae.core.errors import InvalidRequest, UpstreamError
from philae.core.tokens import Tokens
from philae.vendors.gemini.whole import read
from tests.vendors.gemini.sample import candidate, reply

USAGE = {
    "promptTokenCount": 100, "cachedContentTokenCount": 40, "candidatesTokenCount": 20, "thoughtsTokenCount": 30,
    "toolUsePromptTokenCount": 5, "totalTokenCount": 155,
    "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 60}, {"modality": "AUDIO", "tokenCount": 30}, {"modality": "IMAGE", "tokenCount": 10}],
    "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 30}, {"modality": "TEXT", "tokenCount": 10}],
    "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 12}],
}  # fmt: skip
TOKENS = Tokens(input=105, output=50, cached=40, reasoning=30, image_in=10, image_out=12)


def answer(body: Any, status: int = 200) -> Answer:
    """What is read of this body."""
    return read(reply(body, status))


def test_an_answer() -> None:
    """Thoughts, words, calls, pictures, tokens and names are all there."""
    found = answer(
        candidate(
            {"text": "hm", "thought": True},
            {"text": "Look:", "thoughtSignature": "c2ln"},
            {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
            {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "Y2Fs"},
            {"functionCall": {"name": "f", "id": "own"}},
            finishReason="STOP",
        )
        | {
            "usageMetadata": USAGE,
            "modelVersion": "gemini-x-001",
            "responseId": "r1",
            "createTime": "2026-01-01T00:00:00.123456789Z",
        }
    )
    assert found == Answer(
        "r1",
        "gemini-x-001",
        (
            Choice(
                (
                    Thinking("hm", origin="gemini"),
                    Text("Look:"),
                    Thinking(signature="c2ln", origin="gemini"),
                    Image(Source(data="AAAA", mime="image/png")),
                    ToolCall("gcall_r1_0", "f", '{"a": 1}', "Y2Fs"),
                    ToolCall("own", "f", "{}"),
                ),
                "tool_calls",
            ),
        ),
        TOKENS,
        1767225600,
    )


def test_candidates_stand_in_order() -> None:
    """Their index says it; made ids of calls differ over all of them, and are the same at each reading."""

    def one(n: int) -> dict[str, Any]:
        return {"index": n, "content": {"parts": [{"functionCall": {"name": f"f{n}"}}]}, "finishReason": "STOP"}

    body = {"candidates": [one(1), one(0)]}
    found = [c.parts[0] for c in answer(body).choices]
    assert [p.name for p in found if isinstance(p, ToolCall)] == ["f0", "f1"]
    assert len({p.id for p in found if isinstance(p, ToolCall)}) == 2
    assert answer(body) == answer(body)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("STOP", "stop"), ("MAX_TOKENS", "length"), ("SAFETY", "content_filter"), ("RECITATION", "content_filter"),
        ("PROHIBITED_CONTENT", "content_filter"), ("SPII", "content_filter"), ("CONTINUATION", "pause"),
        ("OTHER", "stop"), ("MALFORMED_FUNCTION_CALL", "stop"), ("NEVER_HEARD_OF", "stop"), ("", "stop"),
    ],
)  # fmt: skip
def test_reasons(word: str, reason: str) -> None:
    """Each of Google's words has a meaning, those that come later too."""
    assert answer(candidate({"text": "a"}, finishReason=word)).choices[0].reason == reason


@pytest.mark.parametrize("word", ["MALFORMED_FUNCTION_CALL", "MISSING_THOUGHT_SIGNATURE", "NO_IMAGE"])
def test_a_model_that_went_wrong_gave_no_answer(word: str) -> None:
    """Without a word said, the failure is an error that another try may mend."""
    with pytest.raises(UpstreamError) as caught:
        answer({"candidates": [{"finishReason": word, "finishMessage": "why"}]})
    assert (caught.value.retryable, caught.value.detail) == (True, f"{word}: why")


def test_a_filtered_candidate_has_no_content() -> None:
    """Google leaves the content out."""
    assert answer({"candidates": [{"finishReason": "SAFETY"}]}).choices == (Choice((), "content_filter"),)


def test_a_blocked_prompt() -> None:
    """It is an answer without words, ended by the filter; what it cost is told."""
    found = answer({"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 7}})
    assert (found.choices, found.tokens) == ((Choice((), "content_filter"),), Tokens(input=7))
    assert found.extra == {"gemini": {"promptFeedback": {"blockReason": "SAFETY"}}}


def test_sources_and_likelihoods() -> None:
    """Google's sources go with the last words; likelihoods take OpenAI's form."""
    step = {
        "chosenCandidates": [{"token": "é", "logProbability": -0.5}],
        "topCandidates": [{"candidates": [{"token": "e", "logProbability": -1}]}],
    }
    grounded = {"webSearchQueries": ["q"]}
    found = answer(candidate({"text": "a"}, {"text": "b"}, groundingMetadata=grounded, logprobsResult=step)).choices[0]
    assert found.parts == (Text("a"), Text("b", annotations=({"groundingMetadata": grounded},)))
    assert found.logprobs == {
        "content": [
            {
                "token": "é",
                "logprob": -0.5,
                "bytes": [195, 169],
                "top_logprobs": [{"token": "e", "logprob": -1.0, "bytes": [101]}],
            }
        ]
    }


@pytest.mark.parametrize("body", [{}, {"candidates": []}, {"candidates": "none"}, {"promptFeedback": {}}])
def test_an_answer_without_sense(body: Any) -> None:
    """It is the vendor's failure."""
    with pytest.raises(UpstreamError):
        answer(body)


def test_errors() -> None:
    """They are raised, whatever the status says."""
    with pytest.raises(InvalidRequest):
        answer({"error": {"code": 400, "status": "INVALID_ARGUMENT"}}, 400)
    with pytest.raises(InvalidRequest):
        answer({"error": {"code": 400, "status": "INVALID_ARGUMENT"}})
