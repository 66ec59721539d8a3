"""Bedrock's exceptions in the words of our tree; what the vendor said is for the operator."""

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
from philae.vendors.bedrock.wire import Problem

Meaning = tuple[type[GatewayError], str]
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
BUSY: Meaning = (RateLimited, "the vendor is busy")
LATE: Meaning = (UpstreamTimeout, "the vendor did not finish in time")
WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")
LONG: Meaning = (InvalidRequest, "the prompt is longer than the model's context")
FAILED: Meaning = (UpstreamError, "the vendor failed")
# botocore's service model of bedrock-runtime; the first letter is small where an exception breaks off a stream.
EXCEPTIONS: dict[str, Meaning] = {
    "expiredTokenException": CLOSED,
    "incompleteSignature": CLOSED,
    "incompleteSignatureException": CLOSED,
    "internalServerException": FAILED,
    "modelErrorException": FAILED,
    "modelNotReadyException": BUSY,
    "modelStreamErrorException": FAILED,
    "modelTimeoutException": LATE,
    "serviceQuotaExceededException": CLOSED,
    "serviceUnavailableException": CLOSED,
    "throttlingException": BUSY,
    "validationException": WRONG,
}
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 403, 404, 503), CLOSED) | {
    408: LATE,
    413: (TooLarge, "the vendor refused inputs of this size"),
    424: FAILED,
    429: BUSY,
}
_LONG = re.compile(r"input is too long|prompt is too long", re.IGNORECASE)
# What a model is not made for, in plain words: "This model doesn't support tool use in streaming mode."
_LACKS = re.compile(r"doesn['’]t support ([a-z][a-z ]{2,60})\b", re.IGNORECASE)
# A model that this account or region has not: another channel may have it.
_ABSENT = re.compile(r"on-demand throughput|model identifier is invalid", re.IGNORECASE)


def fault(reply: HttpReply) -> GatewayError:
    """The error that an answer of 400 and above is; its exception's name stands in a header."""
    name = reply.headers.get("x-amzn-errortype", "").partition(":")[0]
    return meant(name, said(reply.body), reply.status, reply.retry_after())


def said(body: bytes) -> str:
    """What an exception says."""
    try:
        return msgspec.json.decode(body, type=Problem, strict=False).message
    except msgspec.MsgspecError:
        return repr(body[:300])


def meant(name: str, message: str, status: int = 0, retry_after: float | None = None) -> GatewayError:
    """What an exception means, by its name, else by its status; without either it is the vendor's failure."""
    plain = WRONG if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR else FAILED
    kind, public = EXCEPTIONS.get(name[:1].lower() + name[1:]) or STATUSES.get(status, plain)
    if kind is InvalidRequest and _LONG.search(message):
        kind, public = LONG
    elif kind is InvalidRequest and (lacks := _LACKS.search(message)):
        public = f"this model does not support {lacks[1].strip()}"
    elif kind is InvalidRequest and _ABSENT.search(message):
        kind, public = CLOSED
    retryable = True if kind is UpstreamError else None
    return kind(public, detail=f"{status} {name}: {message}", retryable=retryable, retry_after=retry_after)
