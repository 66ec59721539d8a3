"""Our own API's words: the task document (design, section 2), errors, and webhooks after Standard Webhooks."""

from datetime import UTC, datetime
from typing import Any

from philae.core.blob import Blob, is_handle
from philae.core.dialect import Dialect, Reply, Webhook
from philae.core.errors import GatewayError
from philae.core.money import dollars
from philae.core.task import Asset, Failure, Receipt, Task
from philae.core.webhook import sign


def task_document(task: Task) -> dict[str, Any]:
    """The task as our clients see it: absent, not null; times in RFC 3339; amounts as decimal strings in US dollars."""
    document = {
        "id": str(task.id),
        "object": "task",
        "operation": task.operation,
        "model": task.model,
        "state": task.state,
        "progress": task.progress,
        "params": _present({name: _param(value) for name, value in task.params.items()}),
        "warnings": list(task.warnings),
        "outputs": [_output(asset) for asset in task.outputs],
        "error": _failure(task.error) if task.error else None,
        "receipt": _receipt(task.receipt),
        "parent": str(task.parent) if task.parent else None,
        "actions": list(task.actions),
        "created_at": _time(task.created_at),
        "started_at": _time(task.started_at),
        "finished_at": _time(task.finished_at),
    }
    return _present(document)


def error(problem: GatewayError, request_id: str) -> Reply:
    """`{"error": {code, message, param, retryable, request_id}}`."""
    body = {
        "code": problem.code,
        "message": problem.public,
        "param": problem.param,
        "retryable": problem.retryable,
        "request_id": request_id or None,
    }
    again = () if problem.retry_after is None else (("retry-after", problem.wait),)
    return Reply(problem.status, {"error": _present(body)}, again)


def notice(task: Task, event: str) -> dict[str, Any] | None:
    """A webhook's body, for `running` and the end; progress is told by the event stream only."""
    if event not in ("running", "done"):
        return None
    kind, moment = (task.state, task.finished_at) if event == "done" else (event, task.started_at)
    return {"type": f"task.{kind}", "timestamp": _time(moment or task.created_at), "data": task_document(task)}


def _output(asset: Asset) -> dict[str, Any]:
    document = {
        "id": str(asset.id),
        "kind": asset.kind,
        "url": asset.url or None,
        "mime": asset.mime,
        "bytes": asset.size,
        "width": asset.width or None,
        "height": asset.height or None,
        "duration": asset.duration or None,
        "seed": asset.seed,
        "expires_at": _time(asset.expires_at),
        "differs": list(asset.differs),
    }
    return _present(document)


def _failure(failure: Failure) -> dict[str, Any]:
    document = {
        "code": failure.code,
        "message": failure.message,
        "param": failure.param,
        "retryable": failure.retryable,
    }
    return _present(document)


def _receipt(receipt: Receipt) -> dict[str, Any]:
    document = {
        "book": receipt.book,
        "quoted": dollars(receipt.quoted),
        "held": dollars(receipt.held),
        "captured": dollars(receipt.captured),
        "usage": receipt.usage,
        "served_by": receipt.served_by or None,
        "estimated": receipt.estimated,
    }
    return _present(document)


def _param(value: Any) -> Any:
    """A parameter as it was given; of a picture that we keep, what it is in place of where it lies."""
    if isinstance(value, list | tuple):
        return [_param(item) for item in value]
    if isinstance(value, str) and is_handle(value):
        blob = Blob.parse(value)
        facts = {"mime": blob.mime, "bytes": blob.size, "width": blob.width, "height": blob.height}
        return {name: fact for name, fact in facts.items() if fact}
    return value


def _present(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


DIALECT = Dialect(
    "philae", endpoints=(), error=error, webhook=Webhook(notice, sign), paths=("/v1/tasks", "/v1/quote", "/v1/models")
)
