"""BFL as we call it: submit, then poll the URL that it names, on a regional host that needs the key too."""

from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob, Inline
from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    UpstreamError,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target, unreadable, x_key
from philae.core.request import Output, Result
from philae.vendors.bfl import wire
from philae.vendors.bfl.wire import STRICT, Called, Listed, Polled, Refusal, Sample, Submitted, in_nano

FIRST, NEXT = 0.5, 1.0
"""Seconds until the first poll, and between the others."""
GRACE = 12
"""So many answers in a row may know nothing of a task: a fresh one is not known everywhere at once."""
TROUBLE = frozenset({401, 403, 408, 429})
"""What passes, as every 5xx does, and says nothing of a task that runs: the job is paid for, so it is asked again."""
REASONS = 5
REFUSED = frozenset({401, 402, 403, 404, 405, 503})
"""The key, the account's credits, the model or the service itself: nothing was bought."""


def able(request: ImageRequest) -> str | None:
    """Only its own parameters."""
    return None if request.vendor == "bfl" else f"BFL does not know the parameters of {request.model}"


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:
    """Submit, or poll."""
    if ref:
        return to.get(ref.get("url") or f"{_api(to)}/get_result?id={ref['id']}")
    body = dict(request.params)
    pictures = [(r.field, r.blob) for r in request.images] + ([("mask", request.mask)] if request.mask else [])
    for name in {name for name, _ in pictures}:
        inline = [Inline(blob, name=name) for field, blob in pictures if field == name]
        body[name] = inline if isinstance(body.get(name), list) else inline[0]
    if to.callback and to.model not in STRICT:
        body["webhook_url"] = to.callback
    return to.post(f"{_api(to)}/{to.model}", body, timeout=30.0)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What came of the submit, or how far the task is."""
    return _submitted(reply) if ref is None else _polled(reply, ref)


def find(request: ImageRequest, to: Target) -> HttpCall:  # noqa: ARG001  the key is all that is needed
    """Ask a gateway like ours for the task of a submit whose answer was lost."""
    root = to.base_url.rstrip("/").removesuffix("/v1").removesuffix("/flux")
    return to.get(f"{root}/v1/tasks?idempotency_key={to.key}")


def found(reply: HttpReply) -> Outcome | None:
    """The task, or None: the submit never arrived."""
    if reply.status != HTTPStatus.OK:
        raise unreadable("to a look-up makes no sense", reply)
    tasks = reply.parse(Listed).data
    return Pending({"id": tasks[0].id}, FIRST) if tasks else None


def hook(reply: HttpReply) -> Ref | None:
    """The task that a webhook speaks of."""
    try:
        called = msgspec.json.decode(reply.body, type=Called)
    except msgspec.MsgspecError:
        return None
    identity = called.id or called.task_id
    return {"id": identity} if identity else None


def _submitted(reply: HttpReply) -> Pending:
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        raise _refusal(reply)
    try:
        task = reply.parse(Submitted)
    except UpstreamError as error:
        message = "the provider's answer could not be read"
        raise UpstreamUnknown(message, detail=error.detail) from error
    cost = in_nano(task.cost)
    ref = {"id": task.id, "url": task.polling_url, "cost": cost}
    return Pending({k: v for k, v in ref.items() if v is not None}, FIRST, cost=cost)


def _polled(reply: HttpReply, ref: Ref) -> Outcome:
    """FLUX 3 sends a normal body with 422 and 503, so the body counts before the status."""
    try:
        poll = msgspec.json.decode(reply.body, type=Polled, strict=False)
    except msgspec.MsgspecError:
        return _unsure(reply, ref)
    cost = in_nano(poll.cost)
    match poll.status:
        case wire.READY:
            return Done(Result((_output(poll.result, reply),)), cost if cost is not None else ref.get("cost"))
        case wire.REQUEST_MODERATED | wire.CONTENT_MODERATED:
            raise _moderated(poll)
        case wire.ERROR | wire.FAILED:
            message = "the provider could not make the picture"
            raise UpstreamError(message, detail=f"bfl: {poll.status} {poll.details!r}"[:500])
        case wire.NOT_FOUND:
            return _unsure(reply, ref)
    # The ref stays as it is: a changed one would be written to the database at every poll.
    known = {name: value for name, value in ref.items() if name != "misses"}
    return Pending(known, NEXT, _progress(poll.progress), cost=cost)


def _unsure(reply: HttpReply, ref: Ref) -> Pending:
    """An answer that says nothing of the task: trouble passes, a task that stays unknown is lost."""
    if reply.status in TROUBLE or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        message, detail = "the provider cannot be asked at the moment", f"bfl: {reply.status} {reply.body[:300]!r}"
        raise UpstreamError(message, detail=detail, retryable=True, retry_after=reply.retry_after())
    misses = ref.get("misses", 0) + 1
    if misses > GRACE:
        raise unreadable("no longer knows the task", reply)
    return Pending({**ref, "misses": misses}, NEXT)


def _refusal(reply: HttpReply) -> GatewayError:
    """A submit that was not accepted. A server's failure may have come after the purchase; a refusal came before."""
    detail = f"bfl: {reply.status} {reply.body[:300]!r}"
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited("the provider is busy", detail=detail, retry_after=reply.retry_after())
    if reply.status in REFUSED or reply.status < HTTPStatus.BAD_REQUEST:
        return UpstreamRefused("the provider did not take the request", detail=detail, retry_after=reply.retry_after())
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == HTTPStatus.REQUEST_TIMEOUT:
        return UpstreamUnknown("the provider failed while it took the request", detail=detail)
    field = _field(reply)
    what = f"this value of {field}" if field else "this request"
    return InvalidRequest(f"the provider does not accept {what}", detail=detail, param=field)


def _field(reply: HttpReply) -> str | None:
    """The field that a 422 points at."""
    try:
        faults = msgspec.json.decode(reply.body, type=Refusal).detail
    except msgspec.MsgspecError:
        return None
    names = [part for fault in faults for part in fault.loc[1:2] if isinstance(part, str)]
    return names[0] if names else None


def _moderated(poll: Polled) -> ContentFiltered:
    """Which stage stopped it is told by the field: the prompt, or nothing that the client sent."""
    if poll.status == wire.REQUEST_MODERATED:
        return ContentFiltered("a filter stopped this request", param="prompt", reasons=_reasons(poll.details))
    return ContentFiltered("a filter stopped the picture", reasons=_reasons(poll.details))


def _reasons(details: Any) -> tuple[str, ...]:
    """The reasons given, in whatever shape."""
    if isinstance(details, dict):
        details = [item for value in details.values() for item in (value if isinstance(value, list) else [value])]
    items = details if isinstance(details, list) else [details]
    return tuple(item[:100] for item in items if isinstance(item, str))[:REASONS]


def _output(result: Any, reply: HttpReply) -> Output:
    try:
        sample = msgspec.convert(result, Sample, strict=False)
    except msgspec.ValidationError as error:
        raise unreadable("has no picture", reply) from error
    return Output(Blob(url=sample.sample), seed=sample.seed, prompt=sample.prompt)


def _progress(value: float | None) -> float | None:
    return None if value is None else min(1.0, max(0.0, value))


def _api(to: Target) -> str:
    """The path below a base URL that may or may not end in /v1."""
    return "" if to.base_url.rstrip("/").endswith("/v1") else "/v1"


_CODEC = Codec(call, read, able, find, found, hook=hook)

PROVIDER = Provider(
    "bfl",
    "https://api.bfl.ai",
    x_key,
    {"image.generate": _CODEC, "image.edit": _CODEC},
    secret="BFL_API_KEY",  # noqa: S106  the variable's name
    hosts=("bfl.ai",),
    concurrency=24,  # active tasks, beyond that 429 (reference flux.md, 2.4)
    callbacks=False,  # a submit with a webhook is answered without polling_url, and only its own cluster knows the task
)
