"""A vendor's errors by its lane's rows: read from its answers, and worded for its clients."""

from collections.abc import Callable
from http import HTTPStatus

import msgspec

from philae.core.dialect import Reply
from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamError,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpReply
from philae.core.native.row import Faults, Lane
from philae.core.native.template import fill, read

CLOSED = frozenset({401, 402, 403, 404, 405, 503})
"""The key, the account's credit, the model or the service itself: nothing was bought."""
PUBLIC: dict[type[GatewayError], str] = {
    ContentFiltered: "the vendor's filter stopped this request",
    InvalidRequest: "the vendor does not accept these parameters",
    RateLimited: "the vendor is busy",
    TooLarge: "the vendor does not accept inputs of this size",
    UpstreamError: "the vendor could not do it",
    UpstreamRefused: "the vendor does not accept requests from this gateway now",
    UpstreamUnknown: "the vendor failed while it took the request",
}


def refusal(faults: Faults, reply: HttpReply) -> GatewayError | None:
    """Why a submit was not accepted, None if it was. A server's failure may have come after the purchase."""
    code, message = _said(faults, reply)
    if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES and _good(faults, code):
        return None
    kind = faults.means.get(str(code)) or faults.means.get(str(code).partition(".")[0]) or _by_status(reply.status)
    if _filtered(faults, code, message):
        kind = ContentFiltered
    return kind(PUBLIC[kind], detail=f"{reply.status} {code}: {message}"[:500], retry_after=reply.retry_after())


def absent(faults: Faults, reply: HttpReply) -> bool:
    """Whether the vendor says that it has no such job."""
    return reply.status == HTTPStatus.NOT_FOUND or str(_said(faults, reply)[0]) in faults.absent


def trouble(faults: Faults, reply: HttpReply) -> GatewayError | None:
    """Why a poll said nothing of the job, which passes; None if it did."""
    code, message = _said(faults, reply)
    if reply.status < HTTPStatus.BAD_REQUEST and _good(faults, code):
        return None
    detail = f"{reply.status} {code}: {message}"[:500]
    said = "the vendor cannot be asked at the moment"
    return UpstreamError(said, detail=detail, retryable=True, retry_after=reply.retry_after())


def failure(faults: Faults, code: object, message: object) -> GatewayError:
    """Why a job that was accepted did not succeed."""
    kind: type[GatewayError] = ContentFiltered if _filtered(faults, code, message) else UpstreamError
    return kind(PUBLIC[kind], detail=f"{code}: {message}"[:500])


def worded(lane: Lane) -> Callable[[GatewayError, str], Reply]:
    """The lane's words for any error of the tree."""
    faults = lane.faults

    def word(error: GatewayError, request: str) -> Reply:
        status, code = faults.says.get(error.code, (error.status, faults.otherwise))
        if error.reasons == ("missing",):
            code = faults.missing.get(error.param or "", code)
        named = error.public if (error.param or "") in error.public else f"{error.param}: {error.public}"
        message = f"{named} (request id: {request})" if request else named
        facts = {"code": error.code if code is None else code, "message": message, "request": request}
        headers = () if error.retry_after is None else (("retry-after", error.wait),)
        return Reply(status, fill(faults.body, facts | {"param": error.param or ""}, lambda _: []), headers)

    return word


def _good(faults: Faults, code: object) -> bool:
    """Whether an answer of status 200 is none of an error; without `good` codes it is, whatever failed stands in it."""
    return code is None or not faults.good or str(code) in faults.good


def _said(faults: Faults, reply: HttpReply) -> tuple[object, object]:
    """Code and message of the answer, None where there are none."""
    try:
        facts = read(faults.body, msgspec.json.decode(reply.body)).facts
    except msgspec.MsgspecError:
        return None, repr(reply.body[:300])
    return facts.get("code"), facts.get("message")


def _filtered(faults: Faults, code: object, message: object) -> bool:
    text = f"{code} {message}".casefold()
    return any(part in text for part in faults.filtered)


def _by_status(status: int) -> type[GatewayError]:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited
    if status in CLOSED:
        return UpstreamRefused
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge
    known = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT
    return InvalidRequest if known else UpstreamUnknown
