"""Errors of this API: ours as its clients are told them, a vendor's as we understand them."""

from http import HTTPStatus

import msgspec
from msgspec import Struct, structs

from philae.core.dialect import Reply
from philae.core.errors import ContentFiltered, GatewayError, InvalidRequest
from philae.core.http import HttpReply
from philae.vendors.openai.answer import error as worded
from philae.vendors.openai.meaning import AZURE, BUSY, CLOSED, FAILED, FILTERED, FULL, STATUSES, WRONG, Meaning
from philae.vendors.openai.responses.wire import Problem

LONG: Meaning = (InvalidRequest, "the input is longer than the model can take")

CODES: dict[str, Meaning] = {
    FULL: LONG,
    "rate_limit_exceeded": BUSY,
    "server_is_overloaded": BUSY,
    "slow_down": BUSY,
    "server_error": FAILED,
    "insufficient_quota": CLOSED,
    "billing_hard_limit_reached": CLOSED,
    "invalid_api_key": CLOSED,
    "model_not_found": CLOSED,
    **AZURE,
} | dict.fromkeys(
    (
        "invalid_prompt",
        "content_filter",
        "content_policy_violation",
        "moderation_blocked",
        "image_content_policy_violation",
        "bio_policy",
        "misalignment_policy_violation",
    ),
    FILTERED,
)
WORDS = {
    "messages": "input",
    "cap": "max_output_tokens",
    "choose": "tool_choice",
    "choose.parallel": "parallel_tool_calls",
    "format": "text.format",
    "verbosity": "text.verbosity",
    "cache_key": "prompt_cache_key",
}
"""Our field → this API's, where they differ."""
FIELDS = {theirs: ours for ours, theirs in WORDS.items()}


class Failed(Struct, frozen=True):
    """An error's body; some servers put the fields at the top."""

    error: Problem | None = None
    message: str | None = None
    code: str | int | None = None


def error(problem: GatewayError, request_id: str) -> Reply:
    """An error as OpenAI words it, with the codes that clients of this API listen to."""
    reply = worded(problem, request_id)
    told = reply.body["error"] | {"param": field(problem.param)}
    if problem.code == ContentFiltered.code:
        told |= {"type": "invalid_request_error", "code": "invalid_prompt"}
    elif FULL in problem.reasons:
        told |= {"code": FULL}
    return structs.replace(reply, body={"error": told})


def field(param: str | None) -> str | None:
    """A field of ours in this API's words; others are in them already."""
    return WORDS.get(param or "", (param or "").removeprefix("sampling.")) or None


def fault(reply: HttpReply) -> GatewayError:
    """A vendor's error answer in our words; what the vendor said is for the operator."""
    try:
        body = msgspec.json.decode(reply.body, type=Failed, strict=False)
    except msgspec.MsgspecError:
        body = Failed(message=repr(reply.body[:300]))
    problem = body.error or Problem(body.message, code=body.code)
    server = reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return _error(
        problem, STATUSES.get(reply.status, FAILED if server else WRONG), str(reply.status), reply.retry_after()
    )


def broken(problem: Problem) -> GatewayError:
    """An error that came in the middle of an answer, or in place of one."""
    return _error(problem, FAILED, "in the answer", None)


def _error(problem: Problem, meaning: Meaning, where: str, after: float | None) -> GatewayError:
    kind, public = CODES.get(str(problem.code), meaning)
    detail = f"{where}: {problem.type} {problem.code}: {problem.message}"
    param = FIELDS.get(problem.param or "", problem.param) if issubclass(kind, InvalidRequest) else None
    reasons = (FULL,) if public == LONG[1] else ()
    return kind(public, detail=detail, param=param, retry_after=after, reasons=reasons)
