"""Errors and usage of the Responses API, both ways."""

from typing import Any

import msgspec
import pytest

from philae.core.errors import (
    BY_CODE,
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpReply
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import CODEC, RESPONSES


def fault(status: int, body: Any, **headers: str) -> GatewayError:
    """What a vendor's error answer means."""
    raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
    return CODEC.fault(HttpReply(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw))


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, None, InvalidRequest),
        (400, "context_length_exceeded", InvalidRequest),
        (400, "invalid_prompt", ContentFiltered),
        (401, "invalid_api_key", UpstreamRefused),
        (403, None, UpstreamRefused),
        (404, "model_not_found", UpstreamRefused),
        (413, None, TooLarge),
        (429, "rate_limit_exceeded", RateLimited),
        (429, "insufficient_quota", UpstreamRefused),
        (500, "server_error", UpstreamUnknown),
        (502, None, UpstreamUnknown),
        (503, "server_is_overloaded", RateLimited),
        (503, None, UpstreamRefused),
    ],
)
def test_vendor_s_errors(status: int, code: str | None, kind: type[GatewayError]) -> None:
    """By code, then by status; the vendor's words are for the operator alone."""
    error = fault(
        status, {"error": {"message": "secret sk-1", "type": "t", "code": code, "param": None}}, retry_after="7"
    )
    assert type(error) is kind
    assert "secret" not in error.public
    assert "secret" in error.detail
    assert error.retry_after == 7


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"error": {"message": "m", "param": "max_output_tokens"}}, "cap"),
        ({"error": {"message": "m", "param": "temperature"}}, "temperature"),
        ({"message": "m", "code": 400}, None),
        (b"<html>", None),
    ],
)
def test_the_field_at_fault(body: Any, param: str | None) -> None:
    """A vendor's field is ours where we have a name of our own; servers without OpenAI's form are understood."""
    assert fault(400, body).param == param


def test_a_conversation_that_is_too_long() -> None:
    """Codex shortens a conversation when it is told this code, so it passes from vendor to client."""
    error = fault(400, {"error": {"message": "m", "code": "context_length_exceeded"}})
    told = RESPONSES.error(error, "req-1")
    assert told.body["error"]["code"] == "context_length_exceeded"
    assert told.status == 400


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_openai_s_form(code: str) -> None:
    """Message, type, param and code; the id of the request is in the message."""
    reply = RESPONSES.error(BY_CODE[code]("it broke", param="choose.parallel"), "req-1")
    error = reply.body["error"]
    assert error.keys() == {"message", "type", "param", "code"}
    assert "req-1" in error["message"]
    assert error["param"] == "parallel_tool_calls"
    assert 400 <= reply.status < 600


def test_filtered_prompts() -> None:
    """A filter's refusal has the code that OpenAI has for prompts, and no field where there is none."""
    reply = RESPONSES.error(ContentFiltered("no"), "")
    assert reply.status == 400
    assert (reply.body["error"]["code"], reply.body["error"]["param"]) == ("invalid_prompt", None)
    assert RESPONSES.error(InvalidRequest("x", param="sampling.top_p"), "").body["error"]["param"] == "top_p"


USAGE = b'"usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":5,"cache_write_tokens":2},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":30}'
FOUND = Tokens(20, 10, cached=5, written=2, reasoning=4)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"id":"resp_1","output":[],' + USAGE + b"}", FOUND),
        (b'{"usage":{"input_tokens":1,"output_tokens":2}}', Tokens(1, 2)),
        (b'{"usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":null}}}', Tokens(1)),
        (b'{"usage":null,"tools":[{"parameters":{"properties":{"input_tokens":{}}}}]}', None),
        (b'{"output":[]}', None),
        (b'{"usage":{"input_tokens":', None),
    ],
)
def test_usage_of_a_whole_answer(body: bytes, found: Tokens | None) -> None:
    """It is found in raw bytes, and only where it is."""
    assert CODEC.tokens(body) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"type":"response.completed","response":{' + USAGE + b"}}", FOUND),
        (b'{"type":"response.created","response":{"usage":null,"x":"input_tokens","input_tokens":1}}', None),
        (b'{"type":"response.output_text.delta","delta":"\\"input_tokens\\""}', None),
        (b'{"type":"x","input_tokens":1}', None),
        (b'{"input_tokens"', None),
    ],
)
def test_usage_of_a_frame(data: bytes, found: Tokens | None) -> None:
    """The last frame of a stream has it."""
    assert CODEC.spent(data) == found
