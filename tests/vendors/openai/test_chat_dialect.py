"""Whole chat answers and errors in OpenAI's words; the official client's types accept them."""

from typing import Any

import pytest
from openai.types.chat import ChatCompletion

from philae.core.chat import (
    Answer,
    Audio,
    ChatRequest,
    Choice,
    Image,
    Message,
    Part,
    Reason,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
)
from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InsufficientFunds,
    InvalidRequest,
    ModelNotFound,
    RateLimited,
    Unauthenticated,
    UpstreamError,
)
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import CHAT

ASKED = ChatRequest("gpt-6-astra", (Message("user", (Text("Hello!"),)),))


def told(*parts: Part, reason: Reason = "stop", **changes: Any) -> dict[str, Any]:
    """The body of an answer with these parts, which the official type must accept."""
    usual: dict[str, Any] = {"id": "chatcmpl-1", "model": "gpt-6", "choices": (Choice(parts, reason),), "created": 9}
    answer = Answer(**usual | changes)
    reply = CHAT.encode(answer, ASKED)
    assert reply.status == 200
    ChatCompletion.model_validate(reply.body)
    return reply.body  # type: ignore[no-any-return]


def test_words() -> None:
    """A plain answer with its usage."""
    used = Tokens(input=20, output=10, cached=4, reasoning=6)
    assert told(Text("Hi"), Text(" there"), tokens=used, service_tier="default") == {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 9,
        "model": "gpt-6",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hi there", "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            },
        ],
        "usage": {
            "prompt_tokens": 20,
            "completion_tokens": 10,
            "total_tokens": 30,
            "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 6, "audio_tokens": 0},
        },
        "service_tier": "default",
    }


def test_model_as_asked() -> None:
    """Where the vendor names no model, the client's name stands."""
    assert told(Text("Hi"), model="")["model"] == "gpt-6-astra"


def test_calls() -> None:
    """Tool calls have no content beside them, and keep Google's signature."""
    body = told(ToolCall("call_1", "weather", "{}", "c2ln"), reason="tool_calls")
    assert body["choices"][0] == {
        "index": 0,
        "message": {
            "role": "assistant",
            "content": None,
            "refusal": None,
            "tool_calls": [
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "weather", "arguments": "{}"},
                    "extra_content": {"google": {"thought_signature": "c2ln"}},
                },
            ],
        },
        "logprobs": None,
        "finish_reason": "tool_calls",
    }


def test_thinking() -> None:
    """Thoughts are shown in DeepSeek's field, and proofs in OpenRouter's, so that they can come back."""
    message = told(Thinking("Hm.", "sig", origin="anthropic"), Thinking(redacted="cipher"), Text("Yes"))["choices"][0][
        "message"
    ]
    assert message["reasoning_content"] == "Hm."
    assert message["reasoning_details"] == [
        {"type": "reasoning.text", "text": "Hm.", "signature": "sig", "format": "anthropic"},
        {"type": "reasoning.encrypted", "data": "cipher"},
    ]


def test_media() -> None:
    """Pictures are beside the words; spoken words are the sound's transcript."""
    message = told(Image(Source(data="iVBO", mime="image/png")), Text("A cat"))["choices"][0]["message"]
    assert message["images"] == [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]
    message = told(Audio(Source(data="UklG"), id="audio_1"), Text("Hello"))["choices"][0]["message"]
    assert message["content"] is None
    assert message["audio"] == {"id": "audio_1", "data": "UklG", "transcript": "Hello", "expires_at": 0}


def test_citations() -> None:
    """Annotations stand at the message."""
    cited = {"type": "url_citation", "url_citation": {"start_index": 0, "end_index": 2, "title": "t", "url": "u"}}
    assert told(Text("Hi", annotations=(cited,)))["choices"][0]["message"]["annotations"] == [cited]


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", "stop"),
        ("length", "length"),
        ("tool_calls", "tool_calls"),
        ("content_filter", "content_filter"),
        ("refusal", "stop"),
        ("pause", "stop"),
    ],
)
def test_reasons(reason: Reason, finish: str) -> None:
    """Each reason has one of OpenAI's words."""
    assert told(Refusal("No."), reason=reason)["choices"][0]["finish_reason"] == finish


def test_several_choices() -> None:
    """Choices are numbered, each with its own probabilities."""
    one = {"content": [{"token": "a", "logprob": -0.1, "bytes": [97], "top_logprobs": []}], "refusal": None}
    body = told(choices=(Choice((Text("a"),), logprobs=one), Choice((Text("b"),))))
    assert [(c["index"], c["message"]["content"], c["logprobs"]) for c in body["choices"]] == [
        (0, "a", one),
        (1, "b", None),
    ]


@pytest.mark.parametrize(
    ("problem", "status", "error"),
    [
        (
            InvalidRequest("no", param="messages[0].role"),
            400,
            {"type": "invalid_request_error", "param": "messages[0].role", "code": "invalid_request"},
        ),
        (
            InvalidRequest("no", param="format"),
            400,
            {"type": "invalid_request_error", "param": "response_format", "code": "invalid_request"},
        ),
        (
            InvalidRequest("no", param="sampling.top_p"),
            400,
            {"type": "invalid_request_error", "param": "top_p", "code": "invalid_request"},
        ),
        (
            ContentFiltered("no"),
            400,
            {"type": "invalid_request_error", "param": None, "code": "content_filter"},
        ),
        (Unauthenticated("no"), 401, {"type": "invalid_request_error", "param": None, "code": "invalid_api_key"}),
        (InsufficientFunds("no"), 402, {"type": "insufficient_quota", "param": None, "code": "insufficient_quota"}),
        (ModelNotFound("no"), 404, {"type": "invalid_request_error", "param": None, "code": "model_not_found"}),
        (RateLimited("no"), 429, {"type": "requests", "param": None, "code": "rate_limit_exceeded"}),
        (UpstreamError("no"), 502, {"type": "server_error", "param": None, "code": "upstream_error"}),
    ],
)
def test_errors(problem: GatewayError, status: int, error: dict[str, Any]) -> None:
    """Errors are OpenAI's object, and name the field as its clients know it."""
    reply = CHAT.error(problem, "req-1")
    assert (reply.status, reply.body) == (status, {"error": {"message": "no (request id: req-1)"} | error})


def test_wordless_refusal() -> None:
    """A refusal without words of its own is the filter's, so that no client takes the answer for whole."""
    assert told(Text("I"), reason="refusal")["choices"][0]["finish_reason"] == "content_filter"
    assert told(Refusal("No."), reason="refusal")["choices"][0]["finish_reason"] == "stop"
