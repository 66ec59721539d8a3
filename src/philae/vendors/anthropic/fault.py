"""Anthropic's errors in the words of our tree; what the vendor said is for the operator."""

import re
from http import HTTPStatus

import msgspec

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
from philae.vendors.anthropic.wire import Failed, Problem

Meaning = tuple[type[GatewayError], str]
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
BUSY: Meaning = (RateLimited, "the vendor is busy")
WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")
LONG: Meaning = (InvalidRequest, "the prompt is longer than the model's context")
FAILED: Meaning = (UpstreamError, "the vendor failed")
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 402, 403, 404, 503, 529), CLOSED) | {
    408: FAILED,
    409: FAILED,
    413: (TooLarge, "the vendor refused inputs of this size"),
    429: BUSY,
    504: (UpstreamTimeout, "the vendor did not finish in time"),
}
TYPES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
# A spent account and a spend limit of the operator's answer 400 (docs: API errors, rate limits).
_SPENT = re.compile(r"credit balance|usage limit|spend(ing)? limit", re.IGNORECASE)
_LONG = re.compile(r"prompt is too long|exceeds? .{0,40}context", re.IGNORECASE)


def fault(reply: HttpReply) -> GatewayError:
    """The error that an answer of 400 and above is."""
    try:
        problem = msgspec.json.decode(reply.body, type=Failed, strict=False).error
    except msgspec.MsgspecError:
        problem = Problem(message=repr(reply.body[:300]))
    return meant(reply.status, problem, reply.retry_after())


def broken(problem: Problem) -> GatewayError:
    """The error that breaks off a stream; it has no status, so its type says what it would have been."""
    return meant(TYPES.get(problem.type, HTTPStatus.INTERNAL_SERVER_ERROR), problem)


def meant(status: int, problem: Problem, retry_after: float | None = None) -> GatewayError:
    """What a status and a problem mean."""
    kind, public = STATUSES.get(status, FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else WRONG)
    if kind is InvalidRequest and _SPENT.search(problem.message):
        kind, public = CLOSED
    elif kind is InvalidRequest and _LONG.search(problem.message):
        kind, public = LONG
    retryable = True if kind is UpstreamError else None
    detail = f"{status} {problem.type}: {problem.message}"
    return kind(public, detail=detail, retryable=retryable, retry_after=retry_after)
