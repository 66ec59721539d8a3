"""Errors in Google's form: `{"error": {"code", "message", "status", "details"}}` (google.rpc.Status)."""

from typing import Any

from philae.core.dialect import Reply
from philae.core.errors import GatewayError

# Google knows no 422; its clients send 408, 429, 500, 502, 503 and 504 again.
STATUSES = {422: 400}
WORDS = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 402: "FAILED_PRECONDITION", 403: "PERMISSION_DENIED",
    404: "NOT_FOUND", 405: "UNIMPLEMENTED", 409: "ABORTED", 413: "INVALID_ARGUMENT", 429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED", 501: "UNIMPLEMENTED", 502: "UNAVAILABLE", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
    507: "RESOURCE_EXHAUSTED", 508: "FAILED_PRECONDITION",
}  # fmt: skip
RPC = "type.googleapis.com/google.rpc."
DOMAIN = "philae"


def error(problem: GatewayError, request_id: str) -> Reply:
    """The error as a whole answer."""
    headers = (("retry-after", problem.wait),) if problem.retry_after is not None else ()
    body = told(problem, request_id)
    return Reply(body["error"]["code"], body, headers)


def told(problem: GatewayError, request_id: str = "") -> dict[str, Any]:
    """The body; its details name our code, the field at fault, and when to try again."""
    status = STATUSES.get(problem.status, problem.status)
    message = f"{problem.public} (request id: {request_id})" if request_id else problem.public
    details: list[dict[str, Any]] = [
        {"@type": f"{RPC}ErrorInfo", "reason": problem.code.upper(), "domain": DOMAIN},
    ]
    if problem.param:
        violation = {"field": problem.param, "description": problem.public}
        details.append({"@type": f"{RPC}BadRequest", "fieldViolations": [violation]})
    if problem.retry_after is not None:
        details.append({"@type": f"{RPC}RetryInfo", "retryDelay": f"{problem.retry_after:g}s"})
    word = WORDS.get(status, "INTERNAL")
    return {"error": {"code": status, "message": message, "status": word, "details": details}}
