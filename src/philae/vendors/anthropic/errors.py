"""Errors as Anthropic words them."""

from http import HTTPStatus
from typing import Any

from philae.core.dialect import Reply
from philae.core.errors import GatewayError

WORDING: dict[str, tuple[int, str]] = {
    # ours: status and type of theirs
    "invalid_input": (400, "invalid_request_error"),
    "content_filtered": (400, "invalid_request_error"),
    "invalid_api_key": (401, "authentication_error"),
    "insufficient_funds": (402, "billing_error"),
    "forbidden": (403, "permission_error"),
    "not_found": (404, "not_found_error"),
    "model_not_found": (404, "not_found_error"),
    "conflict": (409, "conflict_error"),
    "too_large": (413, "request_too_large"),
    "rate_limited": (429, "rate_limit_error"),
    "unavailable": (503, "overloaded_error"),
    "timeout": (504, "timeout_error"),
}
# Canonical names of a request's fields, where Anthropic has others.
NAMES = {
    "cap": "max_tokens",
    "choose": "tool_choice",
    "format": "output_config.format",
    "reasoning": "thinking",
    "stop": "stop_sequences",
    "user": "metadata.user_id",
}
# The official clients send a request again after these unless told otherwise.
RETRIED = frozenset({408, 409, 429})


def error(problem: GatewayError, request_id: str) -> Reply:
    """Anthropic's error object; the field at fault opens the message, as there."""
    plain = "api_error" if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    status, _ = WORDING.get(problem.code, (problem.status, plain))
    headers = [("request-id", request_id)] if request_id else []
    if problem.retry_after is not None:
        headers.append(("retry-after", problem.wait))
    if status in RETRIED or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        headers.append(("x-should-retry", "true" if problem.retryable else "false"))
    named = {"request_id": request_id} if request_id else {}
    return Reply(status, worded(problem) | named, tuple(headers))


def worded(problem: GatewayError) -> dict[str, Any]:
    """The error's body, which is also the data of a stream's error event."""
    plain = "api_error" if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    _, kind = WORDING.get(problem.code, (problem.status, plain))
    field = NAMES.get(problem.param or "", problem.param)
    message = f"{field}: {problem.public}" if field else problem.public
    return {"type": "error", "error": {"type": kind, "message": message}}
