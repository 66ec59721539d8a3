"""fal as we call it: a request goes into a queue, its status is polled, its response fetched (fal.ai/docs, queue)."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec

from philae.core.auth import Static
from philae.core.blob import Blob
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
from philae.core.hosted import Form, chosen, unable
from philae.core.http import HttpCall, HttpReply
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target, unreadable
from philae.core.request import PICTURES, Kind, Output, Request, Result
from philae.vendors.fal.forms import FORMS

SOON, LATER = 1.0, 5.0
NOTHING = Form()
CLOSED = frozenset({401, 402, 403, 404, 405, 503})
"""The key, the balance, the model or the service: nothing was bought."""
FILTERED = ("content_policy", "safety", "moderat", "nsfw", "sensitive")
STATUSES: dict[int, tuple[type[GatewayError], str]] = {
    413: (TooLarge, "the vendor refused inputs of this size"),
    429: (RateLimited, "the vendor is busy"),
} | dict.fromkeys(CLOSED, (UpstreamRefused, "the vendor does not accept requests from this gateway now"))


def able(request: Request) -> str | None:
    """Why fal cannot do this very request."""
    return unable(FORMS.get(request.model, ()), request)


def call(request: Request, ref: Ref | None, to: Target) -> HttpCall:
    """Put it into the queue, ask how far it is, or fetch what came of it."""
    if ref:
        return to.get(_job(to, ref) + ("" if ref.get("done") else "/status"))
    form = chosen(FORMS.get(request.model, ()), request) or NOTHING
    query = f"?{urlencode({'fal_webhook': to.callback})}" if to.callback else ""
    return to.post(f"/{to.model}{form.at}{query}", form.told(request))


def _job(to: Target, ref: Ref) -> str:
    """The path of a job: below the first two words of the model's name."""
    return f"/{'/'.join(to.model.split('/')[:2])}/requests/{ref['id']}"


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What became of it. A failing look at the status is tried again: the job itself goes on."""
    if ref and ref.get("done"):
        return _delivered(reply)
    if reply.status >= HTTPStatus.BAD_REQUEST:
        if ref and (reply.status == HTTPStatus.TOO_MANY_REQUESTS or _failed(reply)):
            return Pending(ref, reply.retry_after() or LATER)
        raise _error(reply)
    said = reply.parse(dict[str, Any])
    if ref is None:
        if not isinstance(said.get("request_id"), str):
            raise UpstreamUnknown("the vendor's answer could not be read", detail=repr(reply.body[:300]))
        return Pending({"id": said["request_id"]}, SOON)
    match said.get("status"):
        case "IN_QUEUE" | "IN_PROGRESS":
            return Pending(ref, SOON)
        case "COMPLETED":
            return Pending({**ref, "done": True}, 0.0)
    raise unreadable("has no status that is known", reply)


def _delivered(reply: HttpReply) -> Done:
    """The files. Raises what the job failed of."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise _failure(reply)
    said = reply.parse(dict[str, Any])
    outputs = tuple(_outputs(said))
    if not outputs:
        raise unreadable("has no result", reply)
    if any(said.get("has_nsfw_concepts") or ()):
        raise ContentFiltered("the vendor's filter stopped this picture", detail=repr(reply.body[:200]))
    return Done(Result(outputs))


def _outputs(said: dict[str, Any]) -> Iterator[Output]:
    seed = said.get("seed") if isinstance(said.get("seed"), int) else None
    for image in said.get("images") or []:
        yield Output(Blob(url=str(image["url"])), seed=seed)
    shapes = (said.get("model_urls") or {}) | {"glb": said.get("model_glb")}
    found: list[tuple[Kind, Any]] = [("video", said.get("video")), *(("mesh", shape) for shape in shapes.values())]
    found += [("image", said.get("thumbnail"))] if said.get("model_glb") else []
    for kind, file in found:
        if isinstance(file, dict) and file.get("url"):
            yield Output(Blob(url=str(file["url"])), kind=kind)


def cancel(ref: Ref, to: Target) -> HttpCall:
    """Stop it, if it still waits in the queue."""
    return HttpCall("PUT", to.url(_job(to, ref) + "/cancel"), timeout=20.0)


def hook(told: HttpReply) -> Ref | None:
    """The job that a webhook speaks of; it is polled, never believed."""
    try:
        said = told.parse(dict[str, Any])
    except UpstreamError:
        return None
    return {"id": said["request_id"]} if isinstance(said.get("request_id"), str) else None


def _failure(reply: HttpReply) -> GatewayError:
    """Why a job failed."""
    detail = _detail(reply)
    if any(word in detail.casefold() for word in FILTERED):
        return ContentFiltered("the vendor's filter stopped this request", detail=detail)
    return UpstreamError("the generation failed at the vendor", detail=detail)


def _error(reply: HttpReply) -> GatewayError:
    """Why a request was not taken."""
    detail = _detail(reply)
    if any(word in detail.casefold() for word in FILTERED):
        return ContentFiltered("the vendor's filter stopped this request", detail=detail)
    usual = (
        (UpstreamUnknown, "the vendor failed")
        if _failed(reply)
        else (InvalidRequest, "the vendor refused these parameters")
    )
    kind, public = STATUSES.get(reply.status, usual)
    return kind(public, detail=detail, retry_after=reply.retry_after())


def _detail(reply: HttpReply) -> str:
    """What it says: a text, or a list of faults with their types."""
    try:
        said = msgspec.json.decode(reply.body)
    except msgspec.MsgspecError:
        said = reply.body[:300]
    return f"{reply.status}: {said}"[:500]


def _failed(reply: HttpReply) -> bool:
    return reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _key(secret: str) -> Static:
    """`Authorization: Key …`."""
    return Static((("authorization", f"Key {secret}"),))


_CODEC = Codec(call, read, able, cancel=cancel, hook=hook)
PROVIDER = Provider(
    "fal",
    base_url="https://queue.fal.run",
    auth=_key,
    serves=dict.fromkeys((*PICTURES, "video.generate", "mesh.generate"), _CODEC),
    secret="FAL_KEY",  # noqa: S106  the variable's name
    hosts=("queue.fal.run",),
)
