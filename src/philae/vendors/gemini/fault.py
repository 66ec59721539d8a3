"""Google's errors in the words of our tree; what Google said is for the operator alone."""

import re
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.errors import GatewayError, InvalidRequest, RateLimited, TooLarge, UpstreamRefused
from philae.core.http import HttpReply
from philae.vendors.gemini.wire import Problem

Meaning = tuple[type[GatewayError], str]
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
# Failed requests are not charged (ai.google.dev, "Billing"): another route may be tried.
FAILED: Meaning = (UpstreamRefused, "the vendor failed")
WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")
BUSY: Meaning = (RateLimited, "the vendor is busy")
LARGE: Meaning = (TooLarge, "the vendor refused inputs of this size")
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 402, 403, 404, 503), CLOSED) | {413: LARGE, 429: BUSY}
# A 400 that is the operator's fault: a wrong key, a country without service, a project without billing.
OPERATORS = frozenset({"FAILED_PRECONDITION", "UNAUTHENTICATED", "PERMISSION_DENIED"})
WRONG_KEY = "API_KEY_INVALID"
SECONDS = re.compile(r"(\d+(?:\.\d+)?)s")


class Failed(Struct, frozen=True):
    """An error's body."""

    error: Problem


def fault(reply: HttpReply) -> GatewayError:
    """The error that an answer is. Without `alt=sse` a stream's error stands in a list."""
    problem = _problem(reply.body)
    return meant(msgspec.structs.replace(problem, code=reply.status), reply.retry_after())


def meant(problem: Problem, retry_after: float | None = None) -> GatewayError:
    """The error that Google's object means, alone or in the middle of a stream."""
    kind, public = STATUSES.get(problem.code, FAILED if problem.code >= 500 else WRONG)  # noqa: PLR2004
    if problem.status in OPERATORS or any(d.get("reason") == WRONG_KEY for d in problem.details):
        kind, public = CLOSED
    detail = f"{problem.code} {problem.status}: {problem.message}"
    param = _field(problem.details) if kind is InvalidRequest else None
    return kind(public, detail=detail, param=param, retry_after=_delay(problem.details) or retry_after)


def _problem(body: bytes) -> Problem:
    try:
        found = msgspec.json.decode(body, type=Failed | list[Failed], strict=False)
    except msgspec.MsgspecError:
        return Problem(message=repr(body[:300]))
    return (found[0].error if found else Problem()) if isinstance(found, list) else found.error


def _field(details: tuple[dict[str, Any], ...]) -> str | None:
    """The first field that Google names."""
    named = (v.get("field") for d in details for v in d.get("fieldViolations") or ())
    return next((field for field in named if field), None)


def _delay(details: tuple[dict[str, Any], ...]) -> float | None:
    """How long Google asks to wait."""
    found = (SECONDS.fullmatch(str(d.get("retryDelay", ""))) for d in details)
    return next((float(delay[1]) for delay in found if delay), None)
