"""Bedrock's exceptions in our tree."""

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
from philae.vendors.bedrock.fault import fault, meant

AWS = "http://internal.amazon.com/coral/com.amazon.bedrock/"


def found(status: int, name: str, message: str = "secret words", **headers: str) -> GatewayError:
    """The error that an answer is."""
    named = {"x-amzn-errortype": f"{name}:{AWS}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return fault(HttpReply(status, named, json.dumps({"message": message}).encode()))


@pytest.mark.parametrize(
    ("status", "name", "error", "retryable"),
    [
        (400, "ValidationException", InvalidRequest, False),
        (400, "ServiceQuotaExceededException", UpstreamRefused, True),
        (403, "AccessDeniedException", UpstreamRefused, True),
        (403, "ExpiredTokenException", UpstreamRefused, True),
        (404, "ResourceNotFoundException", UpstreamRefused, True),
        (408, "ModelTimeoutException", UpstreamTimeout, False),
        (413, "RequestEntityTooLargeException", TooLarge, False),
        (424, "ModelErrorException", UpstreamError, True),
        (429, "ThrottlingException", RateLimited, True),
        (429, "ModelNotReadyException", RateLimited, True),
        (500, "InternalServerException", UpstreamError, True),
        (503, "ServiceUnavailableException", UpstreamRefused, True),
        (418, "ALaterException", InvalidRequest, False),
        (502, "", UpstreamError, True),
    ],
)
def test_statuses(status: int, name: str, error: type[GatewayError], *, retryable: bool) -> None:
    """Each exception of the service; the vendor's words are for the operator alone."""
    problem = found(status, name)
    assert (type(problem), problem.retryable) == (error, retryable)
    assert "secret words" not in problem.public
    assert problem.detail == f"{status} {name}: secret words"


@pytest.mark.parametrize(
    ("message", "error", "words"),
    [
        ("Input is too long for requested model.", InvalidRequest, "longer than"),
        (
            "This model doesn't support tool use in streaming mode.",
            InvalidRequest,
            "this model does not support tool use in streaming mode",
        ),
        (
            "Invocation of model ID a with on-demand throughput isn't supported.",
            UpstreamRefused,
            "does not accept",
        ),
        ("The provided model identifier is invalid.", UpstreamRefused, "does not accept"),
    ],
)
def test_bad_requests_that_are_not(message: str, error: type[GatewayError], words: str) -> None:
    """A model that is not there is the operator's matter, and another channel may have it."""
    problem = found(400, "ValidationException", message)
    assert type(problem) is error
    assert words in problem.public


def test_amid_a_stream() -> None:
    """There the names begin small, and there is no status."""
    assert type(meant("modelStreamErrorException", "no")) is UpstreamError
    assert type(meant("validationException", "no")) is InvalidRequest
    assert type(meant("InternalError", "no")) is UpstreamError


def test_when_to_come_back() -> None:
    """The vendor's wish is kept."""
    assert found(429, "ThrottlingException", retry_after="7").retry_after == 7


def test_a_body_that_is_no_exception() -> None:
    """A proxy's page counts by its status."""
    problem = fault(HttpReply(502, {}, b"<html>Bad Gateway"))
    assert type(problem) is UpstreamError
    assert "Bad Gateway" in problem.detail
