"""Errors of chat completions: a vendor's in the words of our tree, ours in OpenAI's words."""

import re
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.chat import Sampling
from philae.core.dialect import Reply
from philae.core.errors import ContentFiltered, GatewayError, InvalidRequest
from philae.core.http import HttpReply
from philae.vendors.openai import answer
from philae.vendors.openai.meaning import AZURE, BUSY, CLOSED, FAILED, FILTERED, FULL, STATUSES, WRONG, Meaning
from philae.vendors.openai.wire import Problem

LONG: Meaning = (InvalidRequest, "the messages are longer than the model's context")
CODES: dict[str, Meaning] = dict.fromkeys(
    # OpenAI, also where it draws; Azure; Alibaba Cloud; Z.AI
    ("content_policy_violation", "moderation_blocked", "content_filter", "data_inspection_failed", "1301"),
    FILTERED,
) | {
    FULL: LONG,
    # llama.cpp
    "exceed_context_size_error": LONG,
    "insufficient_quota": CLOSED,
    "billing_hard_limit_reached": CLOSED,
    "rate_limit_exceeded": BUSY,
    **AZURE,
}
# Open servers have no code for it (vLLM's and DeepSeek's words).
_LONG = re.compile(r"context (length|size|window)", re.IGNORECASE)
WORDS = {
    "cap": "max_completion_tokens",
    "choose": "tool_choice",
    "choose.parallel": "parallel_tool_calls",
    "format": "response_format",
    "reasoning": "reasoning_effort",
    "cache_key": "prompt_cache_key",
}
"""Our field → OpenAI's, where they differ."""
FIELDS = (
    {name: f"sampling.{name}" for name in Sampling.__struct_fields__}
    | {theirs: ours for ours, theirs in WORDS.items()}
    | {"max_tokens": "cap"}
)
"""OpenAI's field → ours, where they differ."""


def error(problem: GatewayError, request_id: str) -> Reply:
    """An error as OpenAI words it for chat."""
    reply = answer.error(problem, request_id)
    param = (problem.param or "").removeprefix("sampling.")
    told = reply.body["error"] | {"param": WORDS.get(param, param) or None}
    if isinstance(problem, ContentFiltered):
        told |= {"type": "invalid_request_error", "code": "content_filter"}
    elif FULL in problem.reasons:
        told |= {"code": FULL}
    return msgspec.structs.replace(reply, body={"error": told})


def fault(reply: HttpReply) -> GatewayError:
    """A vendor's error answer; what it said is for the operator."""
    problem = _problem(reply.body)
    return _meant(problem, reply.status, f"{reply.status} {_told(problem)}", reply.retry_after())


def broken(problem: Any) -> GatewayError:
    """An error that came in the middle of a stream."""
    told = _read(problem)
    code = str(told.code)
    status = int(code) if code.isdigit() else HTTPStatus.INTERNAL_SERVER_ERROR
    return _meant(told, status, _told(told))


def _meant(problem: Problem, status: int, detail: str, retry_after: float | None = None) -> GatewayError:
    """The class of the tree, by code and then by status."""
    usual = FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else WRONG
    meaning = CODES.get(str(problem.code), CODES.get(str(problem.type), STATUSES.get(status, usual)))
    kind, public = LONG if meaning is WRONG and _LONG.search(str(problem.message)) else meaning
    param = FIELDS.get(problem.param or "", problem.param) if kind is InvalidRequest else None
    reasons = (FULL,) if public == LONG[1] else ()
    return kind(public, detail=detail, param=param, retry_after=retry_after, reasons=reasons)


def _problem(body: bytes) -> Problem:
    """What is wrong: at `error`, as OpenAI has it, or at the top (Mistral, older vLLM, Cohere)."""
    try:
        value = msgspec.json.decode(body)
    except msgspec.MsgspecError:
        return Problem(repr(body[:300]))
    return _read(value.get("error") or value) if isinstance(value, dict) else Problem(repr(body[:300]))


def _read(value: Any) -> Problem:
    """The problem; where it is no object of OpenAI's kind, all of it is the message."""
    whole = Problem(str(value)[:300])
    try:
        problem = msgspec.convert(value, Problem, strict=False)
    except msgspec.ValidationError:
        return whole
    return problem if problem.message else msgspec.structs.replace(problem, message=whole.message)


def _told(problem: Problem) -> str:
    return f"{problem.type} {problem.code}: {problem.message}"
