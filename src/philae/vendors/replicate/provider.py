"""Replicate as we call it: a prediction is made, then polled by its id below the channel's own base."""

import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob
from philae.core.errors import (
    Canceled,
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamError,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.hosted import Form, chosen, unable
from philae.core.http import HttpCall, HttpReply
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target, bearer, unreadable
from philae.core.request import Kind, Output, Request, Result
from philae.vendors.replicate.forms import FORMS
from philae.vendors.replicate.order import able, order
from philae.vendors.replicate.wire import Prediction, Problem

SOON = 0.7
LATER = 5.0
# Replicate drops output an hour after the end.
EXPIRES = 3600.0
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PERCENT = re.compile(r"(\d{1,3})%\|")
# Words seen in errors of models: the safety checker of the open ones, E005 of the official ones.
FILTERED = re.compile(
    r"nsfw|flagged as sensitive|E005|safety (system|filter|checker)|content polic|moderat", re.IGNORECASE
)

Meaning = tuple[type[GatewayError], str]
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
FAILED: Meaning = (UpstreamUnknown, "the vendor failed")
WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")
LOST: Meaning = (UpstreamError, "the vendor does not know the prediction any more")
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 402, 403, 404, 503), CLOSED) | {
    413: (TooLarge, "the vendor refused inputs of this size"),
    429: (RateLimited, "the vendor is busy"),
}


def call(order: Callable[[Any], dict[str, Any]], request: Request, ref: Ref | None, to: Target) -> HttpCall:
    """Make the prediction, or look at it again."""
    if ref:
        return to.get(f"/v1/predictions/{ref['id']}")
    body: dict[str, Any] = {"input": order(request)}
    if to.callback:
        body |= {"webhook": to.callback, "webhook_events_filter": ["completed"]}
    return to.post(f"/v1/models/{to.model}/predictions", body)


def read(kind: Kind, reply: HttpReply, ref: Ref | None) -> Outcome:
    """What became of the prediction of such files. A failing poll is asked again: the job itself goes on."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        if ref and (reply.status == HTTPStatus.TOO_MANY_REQUESTS or _failed(reply)):
            return Pending(ref, reply.retry_after() or LATER)
        raise _error(reply, polled=bool(ref))
    job = reply.parse(Prediction)
    match job.status:
        case "starting" | "processing":
            return Pending(_ref(job, reply), SOON, _progress(job), EXPIRES)
        case "succeeded":
            return Done(_result(job, reply, kind))
        case "canceled":
            message = "the prediction was canceled"
            raise Canceled(message)
        case "aborted":
            message = "the vendor did not start the prediction"
            raise UpstreamRefused(message, detail=str(job.error))
    raise _failure(job)


def cancel(ref: Ref, to: Target) -> HttpCall:
    """Stop a running prediction."""
    return to.post(f"/v1/predictions/{ref['id']}/cancel", {}, effect="none")


def hook(told: HttpReply) -> Ref | None:
    """The prediction that a webhook speaks of; it is polled, never believed."""
    try:
        return _ref(told.parse(Prediction), told)
    except UpstreamError:
        return None


def _ref(job: Prediction, reply: HttpReply) -> Ref:
    """What is needed to ask again. The id becomes part of a path, so it must look like one. Raises `UpstreamError`."""
    if not ID.fullmatch(job.id):
        raise unreadable("has no usable id", reply)
    return {"id": job.id}


def _progress(job: Prediction) -> float | None:
    """From the progress bar in the logs, where the model draws one."""
    found = PERCENT.findall(job.logs or "")
    return min(int(found[-1]) / 100, 1.0) if found else None


def _result(job: Prediction, reply: HttpReply, kind: Kind) -> Result:
    """The files. Raises `UpstreamError` if there is no link."""
    items = job.output if isinstance(job.output, list) else [job.output]
    links = [item for item in items if isinstance(item, str)]
    if not links:
        raise unreadable(f"has no {kind}", reply)
    return Result(tuple(Output(Blob(url=link), kind=kind) for link in links))


def _failure(job: Prediction) -> GatewayError:
    """Why it failed; models say it in free words only."""
    said = str(job.error)
    if FILTERED.search(said):
        return ContentFiltered("the vendor's filter stopped this request", detail=said)
    return UpstreamError("the generation failed at the vendor", detail=f"{job.status}: {said}")


def _error(reply: HttpReply, *, polled: bool) -> GatewayError:
    """Replicate's problems in the words of our tree."""
    try:
        problem = msgspec.json.decode(reply.body, type=Problem, strict=False)
    except msgspec.MsgspecError:
        problem = Problem(detail=repr(reply.body[:300]))
    detail = f"{reply.status} {problem.title}: {problem.detail}"
    kind, public = LOST if polled else STATUSES.get(reply.status, FAILED if _failed(reply) else WRONG)
    return kind(public, detail=detail, retry_after=reply.retry_after())


def _failed(reply: HttpReply) -> bool:
    """Whether the fault is the vendor's own."""
    return reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _able(request: Request) -> str | None:
    """Why Replicate cannot make this very film or shape."""
    return unable(FORMS.get(request.model, ()), request)


def _hosted(request: Request) -> dict[str, Any]:
    """The input of a film or a shape."""
    return (chosen(FORMS.get(request.model, ()), request) or Form()).told(request)


def _makes(kind: Kind, fit: Callable[[Any], str | None], asked: Callable[[Any], dict[str, Any]]) -> Codec:
    return Codec(partial(call, asked), partial(read, kind), fit, cancel=cancel, hook=hook)


_PICTURES = _makes("image", able, order)

PROVIDER = Provider(
    "replicate",
    base_url="https://api.replicate.com",
    auth=bearer,
    serves={
        "image.generate": _PICTURES,
        "image.edit": _PICTURES,
        "video.generate": _makes("video", _able, _hosted),
        "mesh.generate": _makes("mesh", _able, _hosted),
    },
    secret="REPLICATE_API_TOKEN",  # noqa: S106 - the name of a variable
    hosts=("replicate.com", "replicate.delivery"),
)
