"""Our errors in Anthropic's words."""

import pytest

from philae.core.errors import (
    BY_CODE,
    GatewayError,
    InsufficientFunds,
    InvalidRequest,
    ModelNotFound,
    NoChannel,
    RateLimited,
    Unavailable,
)
from philae.vendors.anthropic import MESSAGES

# The types of Anthropic's SDK, and two that its documentation adds.
TYPES = {
    "invalid_request_error",
    "authentication_error",
    "billing_error",
    "permission_error",
    "not_found_error",
    "conflict_error",
    "request_too_large",
    "rate_limit_error",
    "api_error",
    "timeout_error",
    "overloaded_error",
}


@pytest.mark.parametrize("kind", BY_CODE.values())
def test_every_error_has_words(kind: type[GatewayError]) -> None:
    """Each of the tree is one of Anthropic's types, of its status or of one that its clients know to be like it."""
    reply = MESSAGES.error(kind("no"), "req-1")
    assert reply.body["type"] == "error"
    assert reply.body["error"]["type"] in TYPES
    assert reply.body["error"]["message"] == "no"
    assert reply.body["request_id"] == "req-1"
    assert ("request-id", "req-1") in reply.headers
    assert (reply.status >= 500) == (kind.status >= 500)


@pytest.mark.parametrize(
    ("problem", "status", "kind", "message"),
    [
        (
            InvalidRequest("is required", param="messages.0.role"),
            400,
            "invalid_request_error",
            "messages.0.role: is required",
        ),
        (InvalidRequest("no", param="choose"), 400, "invalid_request_error", "tool_choice: no"),
        (InsufficientFunds("no money"), 402, "billing_error", "no money"),
        (ModelNotFound("no model"), 404, "not_found_error", "no model"),
        (Unavailable("later"), 503, "overloaded_error", "later"),
    ],
)
def test_words(problem: GatewayError, status: int, kind: str, message: str) -> None:
    """The field at fault opens the message, under the name that the client knows."""
    reply = MESSAGES.error(problem, "")
    assert (reply.status, reply.body["error"]) == (status, {"type": kind, "message": message})
    assert "request_id" not in reply.body


def test_whether_to_come_back() -> None:
    """The official clients obey a header, and wait as long as told."""
    assert ("retry-after", "8") in MESSAGES.error(RateLimited("busy", retry_after=7.2), "").headers
    assert ("x-should-retry", "true") in MESSAGES.error(RateLimited("busy"), "").headers
    assert ("x-should-retry", "false") in MESSAGES.error(NoChannel("none"), "").headers
    assert MESSAGES.error(InvalidRequest("no"), "").headers == ()
