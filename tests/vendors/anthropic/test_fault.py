"""Anthropic's errors in our tree."""

import json

import pytest

from philae.core.errors import (
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
)
from philae.core.http import HttpReply
from philae.vendors.anthropic import CODEC


def fault(status: int, kind: str, message: str = "secret words", **headers: str) -> GatewayError:
    """The error that an answer is."""
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return CODEC.fault(HttpReply(status, names, json.dumps(body).encode()))


@pytest.mark.parametrize(
    ("status", "kind", "error", "retryable"),
    [
        (400, "invalid_request_error", InvalidRequest, False),
        (401, "authentication_error", UpstreamRefused, True),
        (402, "billing_error", UpstreamRefused, True),
        (403, "permission_error", UpstreamRefused, True),
        (404, "not_found_error", UpstreamRefused, True),
        (409, "conflict_error", UpstreamError, True),
        (413, "request_too_large", TooLarge, False),
        (429, "rate_limit_error", RateLimited, True),
        (500, "api_error", UpstreamError, True),
        (504, "timeout_error", UpstreamTimeout, False),
        (529, "overloaded_error", UpstreamRefused, True),
    ],
)
def test_statuses(status: int, kind: str, error: type[GatewayError], *, retryable: bool) -> None:
    """Each documented error; the vendor's words are for the operator alone."""
    found = fault(status, kind)
    assert (type(found), found.retryable) == (error, retryable)
    assert "secret words" not in found.public
    assert found.detail == f"{status} {kind}: secret words"


@pytest.mark.parametrize(
    ("message", "error", "words"),
    [
        ("Your credit balance is too low to access the Anthropic API.", UpstreamRefused, "does not accept"),
        ("You have reached your specified API usage limits.", UpstreamRefused, "does not accept"),
        ("prompt is too long: 215000 tokens > 200000 maximum", InvalidRequest, "longer than"),
    ],
)
def test_bad_requests_that_are_not(message: str, error: type[GatewayError], words: str) -> None:
    """A spent account answers 400 too, and another channel may have money; a long prompt is told as such."""
    found = fault(400, "invalid_request_error", message)
    assert type(found) is error
    assert words in found.public


def test_when_to_come_back() -> None:
    """The vendor's wish is kept."""
    assert fault(429, "rate_limit_error", retry_after="7").retry_after == 7


def test_a_body_that_is_no_error_object() -> None:
    """A proxy's page counts by its status."""
    found = CODEC.fault(HttpReply(502, {}, b"<html>Bad Gateway"))
    assert type(found) is UpstreamError
    assert "Bad Gateway" in found.detail
