"""What we answer in BFL's words: submits, polls, balances, errors and webhooks."""

import hashlib
import hmac
from datetime import datetime
from http import HTTPStatus
from typing import Any

from philae.core.blob import HANDLE, Blob
from philae.core.dialect import Reply
from philae.core.errors import (
    ContentFiltered,
    Forbidden,
    GatewayError,
    InsufficientFunds,
    InvalidRequest,
    Unauthenticated,
)
from philae.core.task import Task
from philae.vendors.bfl.wire import (
    CONTENT_MODERATED,
    ERROR,
    NOT_FOUND,
    PENDING,
    READY,
    REQUEST_MODERATED,
    in_credits,
    is_picture,
)

HOME = "/flux/v1"
UNMETERED = 1_000_000.0
"""What an account without a balance is told that it has: clients want a number."""


def accepted(task: Task) -> Reply:
    """The union of both documented replies, since some clients want `polling_url` even when a webhook is set."""
    identity = str(task.id)
    body = {
        "id": identity,
        "polling_url": f"{task.base}{task.wish.get('prefix', HOME)}/get_result?id={identity}",
        "status": PENDING,
        "webhook_url": task.notify.url if task.notify else None,
        "cost": in_credits(task.receipt.quoted),
        "input_mp": _input_megapixels(task),
        "output_mp": _output_megapixels(task),
    }
    return Reply(HTTPStatus.OK, _present(body))


def polled(task: Task) -> Reply:
    """The task as it stands. While it runs only `Pending` is said: other words break strict clients."""
    body = {
        "id": str(task.id),
        "status": status(task),
        "result": result(task),
        "progress": (task.progress or None) if not task.final else None,
        "cost": in_credits(task.receipt.captured) if task.final else None,
        "details": _details(task),
    }
    return Reply(HTTPStatus.OK, _present(body))


def missing(identity: str) -> Reply:
    """An unknown id is no error to BFL's clients: a 200 is what most of them understand."""
    return Reply(HTTPStatus.OK, {"id": identity, "status": NOT_FOUND})


def balance(left: int | None) -> Reply:
    """What is left, in credits."""
    return Reply(HTTPStatus.OK, {"credits": UNMETERED if left is None else in_credits(left)})


def status(task: Task) -> str:
    """The task's state in BFL's words. A filter that stopped the prompt names it as the field at fault."""
    if task.state == "succeeded":
        return READY
    if task.state == "failed" and task.error and task.error.code == ContentFiltered.code:
        return REQUEST_MODERATED if task.error.param == "prompt" else CONTENT_MODERATED
    return ERROR if task.final else PENDING


def result(task: Task) -> dict[str, Any] | None:
    """The picture of a finished task; times are seconds since 1970."""
    if task.state != "succeeded" or not task.outputs:
        return None
    first = task.outputs[0]
    start, end = task.started_at or task.created_at, task.finished_at
    return _present(
        {
            "sample": first.url,
            "prompt": first.prompt or task.params.get("prompt") or "",
            "seed": first.seed if first.seed is not None else task.params.get("seed"),
            "start_time": start.timestamp(),
            "end_time": end.timestamp() if end else None,
            "duration": (end - start).total_seconds() if end else None,
        }
    )


def error(fault: GatewayError, request_id: str) -> Reply:
    """Any error, with `detail` for those clients that read it and `message` for the others."""
    code, detail = _worded(fault)
    said = detail if isinstance(detail, str) else fault.public
    headers = () if fault.retry_after is None else (("retry-after", str(max(1, round(fault.retry_after)))),)
    return Reply(code, {"detail": detail, "message": f"{said} (request {request_id})"}, headers)


def webhook(task: Task, event: str) -> dict[str, Any] | None:
    """The message of a task that is over; BFL tells nothing before. `id` and `task_id` serve old and new readers."""
    if event != "done" or not task.final:
        return None
    named = {"id": str(task.id), "task_id": str(task.id), "timestamp": _moment(task.finished_at or task.created_at)}
    if task.state == "succeeded":
        made = result(task) or {}
        return named | {"status": READY, "result": {k: made[k] for k in ("sample", "prompt", "seed") if k in made}}
    failure = task.error
    code, message = (failure.code, failure.message) if failure else (task.state, "the task was canceled")
    return named | {"status": ERROR, "error": code, "message": message}


def sign(secret: str, identity: str, timestamp: int, body: bytes) -> tuple[tuple[str, str], ...]:  # noqa: ARG001
    """`X-BFL-Signature` over the raw bytes; nothing is signed without a secret."""
    if not secret:
        return ()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return (("X-BFL-Signature", f"sha256={digest}"),)


def _worded(fault: GatewayError) -> tuple[int, Any]:
    match fault:
        case InvalidRequest():
            where = ["body", fault.param] if fault.param else ["body"]
            kind = fault.reasons[0] if fault.reasons else "value_error"
            return HTTPStatus.UNPROCESSABLE_ENTITY, [{"loc": where, "msg": fault.public, "type": kind}]
        case Unauthenticated():
            return HTTPStatus.FORBIDDEN, "Not authenticated - Invalid Authentication"
        case Forbidden():
            return HTTPStatus.FORBIDDEN, f"Not authenticated - {fault.public}"
        case InsufficientFunds():
            return HTTPStatus.PAYMENT_REQUIRED, "Insufficient credits"
    return fault.status, fault.public


def _details(task: Task) -> dict[str, Any] | None:
    differs = [d for asset in task.outputs for d in asset.differs]
    failure = task.error
    said = {
        "engine": "studio" if task.by_studio else None,
        "warnings": list(task.warnings) or None,
        "differs": differs or None,
        "error": failure.code if failure else None,
        "message": failure.message if failure else None,
        "field": failure.param if failure else None,
        "reasons": list(failure.reasons) or None if failure else None,
    }
    return _present(said) or None


def _input_megapixels(task: Task) -> float:
    """The pictures given; the mask is none, and a prompt may read like anything."""
    given = [v for n, v in task.params.items() if v and is_picture(n) and n != "mask"]
    texts = [t for v in given for t in (v if isinstance(v, list) else [v])]
    kept = [Blob.parse(t) for t in texts if isinstance(t, str) and t.startswith(HANDLE)]
    return round(sum(b.width * b.height for b in kept) / (1 << 20), 2)


def _output_megapixels(task: Task) -> float | None:
    """Known before it is drawn only where the client chose the size."""
    width, height = task.params.get("width"), task.params.get("height")
    return round(width * height / (1 << 20), 2) if width and height else None


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _present(body: dict[str, Any]) -> dict[str, Any]:
    """Without what is absent: strict clients refuse null."""
    return {name: value for name, value in body.items() if value is not None}
