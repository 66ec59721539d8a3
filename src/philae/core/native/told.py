"""Rows as a dialect: our task in a vendor's words."""

from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from philae.core import ids
from philae.core.dialect import Page, Reply
from philae.core.errors import NotFound, UpstreamTimeout
from philae.core.native import envelope
from philae.core.native.fault import worded
from philae.core.native.row import Lane, Row
from philae.core.native.template import Facts, fill
from philae.core.request import Kind
from philae.core.task import Asset, Task


def encode(lane: Lane, rows: tuple[Row, ...], form: str, task: Task) -> Reply:
    """The task as `submitted` or `polled`; one of another kind is not there: its files have no place here."""
    row = rows[0] if form == "submitted" else _made(rows, task)
    if row is None:
        return missing(lane, "")
    held = form == "submitted" and bool(task.wish.get("held"))
    if held and (task.final or not row.poll):
        _ended(task)
    row = row.profiled(task.model)
    template, status = (
        (row.submitted, row.accepted) if form == "submitted" else (row.polled or row.submitted, HTTPStatus.OK)
    )
    if held and task.final and row.poll:
        template, status = row.polled or row.submitted, HTTPStatus.OK
    return Reply(status, fill(template, facts(lane, row, task), partial(results, lane, task)))


def _ended(task: Task) -> None:
    """What is answered at once is over, and went well. Raises why it did not."""
    if task.error:
        raise task.error.error()
    if not task.final:
        message = "the vendor has not answered yet; the task goes on"
        raise UpstreamTimeout(message)


def wrapped(lane: Lane, rows: tuple[Row, ...], task: Task) -> Reply:
    """The task as it is polled, in the envelope of older documents."""
    reply, row = encode(lane, rows, "polled", task), _made(rows, task)
    if row is None:
        return reply
    known = facts(lane, replace(row, **envelope.UNITS), task)
    result = {"result": task.outputs[0].url} if task.outputs else {}
    known = {**known, **result, "body": reply.body, "action": envelope.action(row.path)}
    return Reply(HTTPStatus.OK, fill(envelope.ENVELOPE, known, partial(results, lane, task)))


def _made(rows: tuple[Row, ...], task: Task) -> Row | None:
    """The row that made the task, else one for things of its kind."""
    alike = [row for row in rows if row.operation == task.operation]
    return next((row for row in alike if row.path == task.wish.get("row")), next(iter(alike), None))


def notice(lane: Lane, task: Task, event: str) -> dict[str, Any] | None:
    """What the webhook says; nothing of a state that the task has left meanwhile."""
    row = next((r for r in lane.rows if r.path == task.wish.get("row")), lane.rows[0])
    if row.told is None or (event != "done" and task.final):
        return None
    row = row.profiled(task.model)
    spoken = replace(row, words=row.told_words or row.words)
    body: dict[str, Any] = fill(row.told, facts(lane, spoken, task), partial(results, lane, task))
    return body


def unsigned(secret: str, identity: str, timestamp: int, body: bytes) -> tuple[tuple[str, str], ...]:  # noqa: ARG001
    """Vendors of task APIs do not sign."""
    return ()


def facts(lane: Lane, row: Row, task: Task) -> Facts:
    """What is known of a task, in the row's words and units; its parameters are facts too."""
    error = task.error
    updated = task.finished_at or task.started_at or task.created_at
    known = {
        task.state: True,
        "over" if task.final else "open": True,
        "credits": task.receipt.captured // lane.credit if lane.credit else None,
        "estimate": task.receipt.quoted / lane.credit if lane.credit else None,
        "id": shown(lane, task.id),
        "request": str(task.id),
        "poll_url": f"{task.base}{lane.prefix}{row.poll.format(id=shown(lane, task.id))}" if row.poll else None,
        "status": row.word(task.state),
        "done": True if task.state == "succeeded" else None,
        "progress": _progress(row, task),
        "model": task.wish.get("model") or task.model,
        "prompt": task.params.get("prompt"),
        "code": lane.faults.fails.get(error.code, lane.faults.failed or error.code) if error else None,
        "message": error.message if error else None,
        "created": _time(row, task.created_at),
        "started": _time(row, task.started_at),
        "updated": _time(row, updated),
        "finished": _time(row, task.finished_at),
        "expires": _time(row, next((a.expires_at for a in task.outputs if a.expires_at), None)),
        "external": task.wish.get("external"),
        "parent": shown(lane, task.parent) if task.parent else None,
    }
    said: dict[str, Any] = task.details.get("said", {})
    given = {k: v for k, v in task.params.items() if v is not None}
    asked: dict[str, Any] = task.wish.get("asked", {})
    return asked | _shown(task) | given | said | {k: v for k, v in known.items() if v is not None}


def _shown(task: Task) -> dict[str, Any]:
    """Seconds and size of the film that was delivered."""
    film = next((a for a in task.outputs if a.kind == "video"), None)
    return {"seconds": f"{round(film.duration)}", "size": f"{film.width}x{film.height}"} if film else {}


def shown(lane: Lane, identity: UUID) -> str:
    """Our id, as the vendor's look."""
    return ids.digits(identity) if lane.digits else str(identity)


def results(lane: Lane, task: Task, kind: Kind) -> list[Facts]:
    """The facts of the task's files of that kind."""
    return [_file(lane, asset, index) for index, asset in enumerate(a for a in task.outputs if a.kind == kind)]


def _file(lane: Lane, asset: Asset, index: int) -> Facts:
    known = {
        "url": asset.url,
        "name": shown(lane, asset.id),
        "seconds": f"{asset.duration:g}" if asset.duration else None,
        "lasts": round(asset.duration) or None,
        "width": asset.width or None,
        "height": asset.height or None,
        "bytes": asset.size,
        "seed": asset.seed,
        "format": asset.key.rpartition(".")[2],
        "index": index,
    }
    return {k: v for k, v in known.items() if v is not None}


def _progress(row: Row, task: Task) -> Any:
    value = 1.0 if task.state == "succeeded" else task.progress
    return (
        value
        if row.percent == "fraction"
        else f"{round(value * 100)}%"
        if row.percent == "text"
        else round(value * 100)
    )


def _time(row: Row, moment: datetime | None) -> Any:
    if moment is None:
        return None
    if row.time == "iso":
        return moment.isoformat().replace("+00:00", "Z")
    return int(moment.timestamp() * (1000 if row.time == "ms" else 1))


def several(lane: Lane, tasks: tuple[Task, ...]) -> Reply:
    """Those tasks that the lane has words for."""
    told = [encode(lane, lane.rows, "polled", task) for task in tasks if _made(lane.rows, task)]
    return Reply(HTTPStatus.OK, [reply.body for reply in told])


def listed(lane: Lane, row: Row, page: Page, _: str) -> Reply:
    """The row's tasks, each as the webhook tells of it."""
    items = [fill(row.told, facts(lane, row, task), partial(results, lane, task)) for task in page.tasks]
    return Reply(HTTPStatus.OK, fill(lane.listed, {"items": items, "request": ids.uuid7().hex}, lambda _: []))


UNMETERED = 1_000_000.0
"""What an account without a balance is told that it has: clients want a number."""


def balance(lane: Lane, template: Any, left: int | None) -> Reply:
    """What the account has, in the vendor's credits."""
    told = UNMETERED if left is None else left / lane.credit
    known = {"left": told, "spent": told <= 0, "request": ids.uuid7().hex}
    return Reply(HTTPStatus.OK, fill(template, known, lambda _: []))


def canceled(lane: Lane, task: Task) -> Reply:
    """That the task is stopped."""
    template = lane.cancels[1] if lane.cancels else None
    return Reply(HTTPStatus.OK, fill(template, facts(lane, lane.rows[0], task), lambda _: []))


def deleted(lane: Lane, task: Task) -> Reply:
    """That the task is stopped, or gone."""
    if lane.deleted is None:
        return Reply(HTTPStatus.NO_CONTENT, b"")
    return Reply(HTTPStatus.OK, fill(lane.deleted, {"id": shown(lane, task.id)}, lambda _: []))


def missing(lane: Lane, _: str) -> Reply:
    """No such task, in the vendor's words."""
    return worded(lane)(NotFound("task_not_exist"), "")
