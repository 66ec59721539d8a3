"""What the studio's refusals mean. It is ours, so its messages may be shown."""

import msgspec

from philae.core.errors import (
    Canceled,
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    NoChannel,
    RateLimited,
    TooLarge,
    UnprocessableInput,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
)
from philae.core.http import HttpReply
from philae.vendors.studio.wire import Problem, Refusal

PROBLEMS: dict[str, type[GatewayError]] = {
    "moderated": ContentFiltered,
    "invalid_image": UnprocessableInput,
    "invalid_request": InvalidRequest,
    "context_length_exceeded": InvalidRequest,
    "too_large": TooLarge,
    "queue_full": RateLimited,
    "canceled": Canceled,
    "timeout": UpstreamTimeout,
    "no_model": NoChannel,
    # The process was restarted and has forgotten the job; nothing was bought, so it may be ordered again.
    "not_found": UpstreamRefused,
}
"""Its code → the class of ours; a code without one is a fault of the studio's."""


def problem(reply: HttpReply) -> Problem:
    """What an error answer says."""
    try:
        return msgspec.json.decode(reply.body, type=Refusal).error
    except msgspec.MsgspecError:
        return Problem(message=repr(reply.body[:300]))


def error(told: Problem, reply: HttpReply, failed: str) -> GatewayError:
    """Our error for it; `failed` are the words for a fault of the studio's."""
    detail = f"studio: {reply.status} {told.code}: {told.message}"
    kind = PROBLEMS.get(told.code)
    if kind is None:
        return UpstreamError(failed, detail=detail)
    again = False if kind is UpstreamRefused else None
    return kind(
        told.message,
        detail=detail,
        param=told.param or None,
        retry_after=reply.retry_after(),
        retryable=again,
        reasons=(told.code,) if told.code == "context_length_exceeded" else (),
    )


def fault(reply: HttpReply) -> GatewayError:
    """Our error for a refusal of its text models."""
    return error(problem(reply), reply, "the offline twin failed")
