"""Whole answers of vendors of chat completions, as they are understood."""

import json
from typing import Any

import pytest

from philae.core.chat import Answer, Audio, Choice, Image, Part, Refusal, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import codec

PICTURE = Image(Source(data="iVBO", mime="image/png"))
SHOWN = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}


def read(told: Any, status: int = 200, **headers: str) -> Answer:
    """A vendor's answer as it is understood."""
    return codec().read(HttpReply(status, headers, told if isinstance(told, bytes) else json.dumps(told).encode()))


def whole(message: dict[str, Any], finish: str | None = "stop", **rest: Any) -> dict[str, Any]:
    """An answer with one message."""
    choice = {"index": 0, "message": {"role": "assistant"} | message, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion", "created": 9, "model": "m", "choices": [choice]} | rest


def parts(message: dict[str, Any]) -> tuple[Part, ...]:
    """The parts of a message."""
    return read(whole(message)).choices[0].parts


def test_openai() -> None:
    """Words, refusal null, the usage with its details."""
    usage = {
        "prompt_tokens": 19,
        "completion_tokens": 10,
        "total_tokens": 29,
        "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 6, "accepted_prediction_tokens": 0},
    }
    said: dict[str, Any] = {"content": "Hi", "refusal": None, "annotations": []}
    assert read(whole(said, usage=usage, service_tier="default", system_fingerprint=None)) == Answer(
        "c1", "m", (Choice((Text("Hi"),)),), Tokens(input=19, output=10, cached=4, reasoning=6), 9, "default"
    )


def test_several_choices() -> None:
    """Each choice has its own end and probabilities."""
    logprobs = {"content": [{"token": "a"}]}
    told = whole({"content": "a"})
    told["choices"][0]["logprobs"] = logprobs
    told["choices"].append({"index": 1, "message": {"content": "b"}, "finish_reason": "length"})
    assert read(told).choices == (Choice((Text("a"),), logprobs=logprobs), Choice((Text("b"),), "length"))


def test_tool_calls() -> None:
    """Arguments stay the vendor's text; those sent as an object become one; a missing id is made up."""
    calls = [
        {"id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x":  1}'}},
        {"function": {"name": "g", "arguments": {"x": 1}}},
    ]
    answer = read(whole({"content": None, "tool_calls": calls}, "tool_calls"))
    assert answer.choices == (
        Choice((ToolCall("a", "f", '{"x":  1}'), ToolCall("call_c1_1", "g", '{"x":1}')), "tool_calls"),
    )


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        ({"content": "Yes", "reasoning_content": "Hm"}, (Thinking("Hm"), Text("Yes"))),
        ({"content": "Yes", "reasoning": "Hm"}, (Thinking("Hm"), Text("Yes"))),
        (
            {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}, {"type": "text"}]},
            (Thinking("Hm"),),
        ),
        ({"content": [{"type": "thinking", "thinking": "Hm"}]}, (Thinking("Hm"),)),
        ({"content": None, "refusal": "No."}, (Refusal("No."),)),
        (
            {"content": "x", "annotations": [{"type": "url_citation"}]},
            (Text("x", annotations=({"type": "url_citation"},)),),
        ),
        (
            {"content": "x", "images": [SHOWN, {"image_url": "https://img.example/1.png"}]},
            (Text("x"), PICTURE, Image(Source(url="https://img.example/1.png"))),
        ),
        (
            {"content": None, "audio": {"id": "audio_1", "data": "UklG", "transcript": "Hi", "expires_at": 1}},
            (Audio(Source(data="UklG"), id="audio_1"), Text("Hi")),
        ),
        ({"content": ""}, ()),
    ],
)
def test_messages(message: dict[str, Any], kinds: tuple[Part, ...]) -> None:
    """DeepSeek's, vLLM's and Mistral's thinking, refusals, citations, pictures, sound, nothing."""
    assert parts(message) == kinds


@pytest.mark.parametrize(
    ("finish", "message", "reason"),
    [
        ("stop", {"content": "x"}, "stop"),
        (None, {"content": "x"}, "stop"),
        ("eos", {"content": "x"}, "stop"),
        ("something new", {"content": "x"}, "stop"),
        ("length", {"content": "x"}, "length"),
        ("model_length", {"content": "x"}, "length"),
        ("content_filter", {"content": "x"}, "content_filter"),
        ("sensitive", {"content": "x"}, "content_filter"),
        ("stop", {"refusal": "No."}, "refusal"),
        ("stop", {"tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}]}, "tool_calls"),
    ],
)
def test_reasons(finish: str | None, message: dict[str, Any], reason: str) -> None:
    """Why it ended, whichever word the vendor has for it."""
    assert read(whole(message, finish)).choices[0].reason == reason


def test_stop_text() -> None:
    """Open servers (vLLM, SGLang) tell which stop text was met; a number is a token's."""
    told = whole({"content": "x"})
    told["choices"][0]["stop_reason"] = "END"
    assert read(told).choices[0].matched == "END"
    told["choices"][0] |= {"stop_reason": 151645, "matched_stop": 151645}
    assert read(told).choices[0].matched == ""


@pytest.mark.parametrize("finish", ["error", "insufficient_system_resource", "network_error"])
def test_broken(finish: str) -> None:
    """A choice that the vendor broke off is no answer."""
    with pytest.raises(UpstreamError) as raised:
        read(whole({"content": "x"}, finish))
    assert raised.value.detail == finish


@pytest.mark.parametrize("told", [b"<html>", b"[]", {"id": "x"}, {"choices": []}, {"choices": [{"message": 3}]}])
def test_nonsense(told: Any) -> None:
    """What holds no choice is the vendor's fault."""
    with pytest.raises(UpstreamError):
        read(told)


def test_errors() -> None:
    """Errors are raised, also one that came with status 200."""
    with pytest.raises(RateLimited) as raised:
        read({"error": {"message": "slow down", "type": "requests"}}, 429, **{"retry-after": "3"})
    assert raised.value.retry_after == 3
    with pytest.raises(RateLimited):
        read({"error": {"message": "slow down", "code": 429}})


def test_without_names() -> None:
    """Servers that give no id, model or time are understood."""
    assert read({"choices": [{"message": {"content": "Hi"}}]}) == Answer("", "", (Choice((Text("Hi"),)),))
