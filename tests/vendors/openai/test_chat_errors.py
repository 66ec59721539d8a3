"""Vendors' errors in our words; ours for clients are tested with the dialect."""

import json
from typing import Any

import pytest

from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpReply
from philae.vendors.openai.chat import CHAT, codec


def fault(status: int, told: Any = None, **headers: str) -> GatewayError:
    """What an error answer means."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return codec().fault(HttpReply(status, headers, body))


def openai(message: str = "m", **rest: Any) -> dict[str, Any]:
    """OpenAI's form."""
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None} | rest}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidRequest),
        (401, UpstreamRefused),
        (402, UpstreamRefused),
        (403, UpstreamRefused),
        (404, UpstreamRefused),
        (408, UpstreamUnknown),
        (413, TooLarge),
        (422, InvalidRequest),
        (429, RateLimited),
        (500, UpstreamUnknown),
        (502, UpstreamUnknown),
        (503, UpstreamRefused),
        (504, UpstreamUnknown),
        (529, UpstreamRefused),
    ],
)
def test_statuses(status: int, kind: type[GatewayError]) -> None:
    """What each status means, where no code says more."""
    assert type(fault(status, openai())) is kind


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (400, openai(code="content_policy_violation"), ContentFiltered),
        (400, openai(code="content_filter"), ContentFiltered),
        (400, openai(code="data_inspection_failed"), ContentFiltered),
        (400, {"error": {"code": "1301", "message": "unsafe"}}, ContentFiltered),
        (400, openai(code="context_length_exceeded"), InvalidRequest),
        (429, openai(code="insufficient_quota"), UpstreamRefused),
        (429, openai(type="insufficient_quota"), UpstreamRefused),
        (200, openai(code="rate_limit_exceeded"), RateLimited),
    ],
)
def test_codes(status: int, told: Any, kind: type[GatewayError]) -> None:
    """Codes that say more than the status."""
    assert type(fault(status, told)) is kind


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, openai("too long", code="context_length_exceeded")),
        (500, {"error": {"code": 500, "message": "the request is too large", "type": "exceed_context_size_error"}}),
        (400, {"error": {"message": "However, the model's context length is only 9", "type": "BadRequestError"}}),
        (400, {"object": "error", "message": "This model's maximum context length is 9 tokens.", "code": 400}),
    ],
    ids=["openai", "llama.cpp", "vllm", "older vllm"],
)
def test_too_long(status: int, told: Any) -> None:
    """Messages that are too long have a reason of their own, which clients are told in OpenAI's words."""
    problem = fault(status, told)
    assert isinstance(problem, InvalidRequest)
    assert CHAT.error(problem, "req_1").body["error"]["code"] == "context_length_exceeded"
    assert CHAT.error(fault(400, openai()), "req_1").body["error"]["code"] != "context_length_exceeded"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (openai("too long", code="x"), "too long"),
        ({"object": "error", "message": "bad model", "type": "invalid_model", "code": "1500"}, "bad model"),
        ({"code": "Client", "error": "Incorrect API key"}, "Incorrect API key"),
        ({"detail": [{"loc": ["body", "top_p"], "msg": "Input should be a number"}]}, "Input should be a number"),
        ({"message": {"detail": "no body"}}, "no body"),
        ({"error": {"message": None, "metadata": {"raw": "overloaded"}}}, "overloaded"),
        ({"error": None, "message": "odd"}, "odd"),
        (b"<html>Bad Gateway</html>", "Bad Gateway"),
        ([1, 2], "[1, 2]"),
        (b"", "b''"),
    ],
    ids=["openai", "mistral", "xai", "fastapi", "object", "openrouter", "null", "html", "list", "empty"],
)
def test_what_it_said_is_for_the_operator(told: Any, words: str) -> None:
    """The vendor's words, in whatever form, stand in the detail and never in the message."""
    problem = fault(400, told)
    assert words in (problem.detail or "")
    assert words not in str(problem)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("temperature", "sampling.temperature"),
        ("max_tokens", "cap"),
        ("max_completion_tokens", "cap"),
        ("response_format", "format"),
        ("reasoning_effort", "reasoning"),
        ("messages", "messages"),
        (None, None),
    ],
)
def test_field(theirs: str | None, ours: str | None) -> None:
    """The field that a vendor names, in canonical terms."""
    assert fault(400, openai(param=theirs)).param == ours


def test_field_only_of_requests() -> None:
    """A field that stands beside another kind of error is nobody's."""
    assert fault(429, openai(param="temperature")).param is None


def test_retry_after() -> None:
    """How long to wait, as the vendor says."""
    assert fault(429, openai(), **{"retry-after": "7"}).retry_after == 7
    assert fault(429, openai()).retry_after is None
