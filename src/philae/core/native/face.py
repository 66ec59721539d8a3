"""Rows as a dialect: what a vendor's client asks, and our task in that vendor's words."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from philae.core import ids
from philae.core.blob import Blob
from philae.core.dialect import (
    Acts,
    Cancel,
    Content,
    Create,
    Delete,
    Dialect,
    Endpoint,
    Get,
    Inbound,
    List,
    Page,
    Reply,
    Several,
    Submission,
    Webhook,
)
from philae.core.errors import InvalidRequest, NotFound, UpstreamTimeout
from philae.core.native import envelope
from philae.core.native.fault import worded
from philae.core.native.row import Lane, Row, Then
from philae.core.native.template import Facts, fill
from philae.core.request import Kind, Wish
from philae.core.size import is_ratio
from philae.core.task import Asset, Notify, Task

LONGEST_URL = 2048
NO_DOOR: dict[str, dict[str, Any]] = {"": {}}
LINE = 300.0
"""Seconds for which a client waits who asks for the end."""
MOST = 200
"""So many tasks may be asked for at once."""


def dialect(lane: Lane) -> Dialect:
    """The vendor as we serve it."""
    told = any(row.told for row in lane.rows)
    return Dialect(
        lane.name, tuple(endpoints(lane)), worded(lane),
        Webhook(partial(notice, lane), unsigned, lane.challenge) if told else None,
        paths=((f"{lane.prefix}/",) if lane.prefix else ()) + lane.owns,
    )  # fmt: skip


def endpoints(lane: Lane) -> Iterator[Endpoint]:
    """Each path, which the first of its rows serves, and each path that is polled, behind every door."""
    for door, adds in (NO_DOOR | lane.doors).items():
        for row in {row.path: row for row in reversed(lane.rows) if row.act is None}.values():
            yield from (create(lane, row, door + lane.prefix + path, adds) for path in (row.path, *row.also))
            if lane.pages and row.poll:
                yield List(door + lane.prefix + row.path, partial(listed, lane, row), lane.pages, row=row.path)
        for path, rows in polled(lane).items():
            yield get(lane, path, rows, door)
        yield from acts(lane, door, adds)
        yield from (file_of(lane, row, row.then, door) for row in lane.rows if row.then)
        yield from (stop(lane, path, door) for path in stopped(lane))
        if lane.batch:
            where, field = lane.batch
            yield Several(door + lane.prefix + where, partial(identities, field), partial(several, lane))

        if lane.cancels:
            where, _ = lane.cancels
            yield Cancel(
                door + lane.prefix + where, partial(identity, "", ""), partial(canceled, lane), partial(missing, lane)
            )
        if lane.picture:
            yield Content(
                door + lane.prefix + lane.picture,
                partial(identity, "", ""),
                picture,
                partial(missing, lane),
                public=True,
            )


def create(lane: Lane, row: Row, path: str, adds: dict[str, Any]) -> Create:
    """The endpoint that a row is."""
    return Create(path, partial(decode, lane, row, adds), partial(encode, lane, (row,), "submitted"), method=row.method)


def get(lane: Lane, path: str, rows: tuple[Row, ...], door: str) -> Get:
    """The endpoint by which the rows are polled."""
    return Get(
        door + lane.prefix + path.partition("?")[0],
        partial(identity, path, rows[0].asks),
        partial(encode, lane, rows, "polled"),
        partial(missing, lane),
        external=bool(rows[0].external),
        query="" if rows[0].asks else _named(path) or "id",
        wrapped=partial(wrapped, lane, rows) if lane.wrapped else None,
        method="POST" if rows[0].asks else "GET",
    )


def stop(lane: Lane, path: str, door: str) -> Delete:
    """What ends a task, and erases one that is over."""
    said = lane.deleted
    gone = Reply(HTTPStatus.NO_CONTENT, b"") if said is None else Reply(HTTPStatus.OK, said)
    named = partial(identity, path, "")
    return Delete(door + lane.prefix + path, named, lambda _: gone, partial(missing, lane), stops=lane.stops)


def stopped(lane: Lane) -> list[str]:
    """The paths at which a DELETE ends a task."""
    ends = [row.cancel for row in lane.rows if row.cancel]
    return list(dict.fromkeys(path for method, path in ends if method == "DELETE"))


def file_of(lane: Lane, row: Row, then: Then, door: str) -> Get:
    """The second call for a result, by the file's id."""
    return Get(
        door + lane.prefix + then.path.partition("?")[0],
        partial(identity, then.path, ""),
        partial(encode, lane, (replace(row, polled=then.reply),), "polled"),
        partial(missing, lane),
        file=True,
        query=_named(then.path),
    )


def acts(lane: Lane, door: str, adds: dict[str, Any]) -> Iterator[Acts]:
    """Paths where a header says what is meant, with and without a slash at their end."""
    found: dict[tuple[str, str], dict[str, Create | Get]] = {}
    for row in lane.rows:
        if row.act:
            made = found.setdefault((row.path, row.act.header), {})
            whole = door + lane.prefix + row.path
            made |= {row.act.submit: create(lane, row, whole, adds), row.act.poll: get(lane, row.poll, (row,), door)}
    for (path, header), made in found.items():
        whole = door + lane.prefix + path
        yield from (Acts(where, header, made) for where in dict.fromkeys((whole, whole.rstrip("/"))) if where)


def polled(lane: Lane) -> dict[str, tuple[Row, ...]]:
    """The paths that are polled, each with its rows."""
    rows = [row for row in lane.rows if row.act is None]
    paths = dict.fromkeys(path for row in rows for path in (row.poll, *row.polls) if path)
    return {path: tuple(r for r in rows if path in (r.poll, *r.polls)) for path in paths}


def identity(path: str, field: str, inbound: Inbound) -> str:
    """The id that the client polls: in the path, in the query as the row has it, or in a field of the body."""
    if field:
        return str(inbound.json().get(field, ""))
    name = _named(path)
    return str(inbound.query.get(name, "")) if name else inbound.path["id"]


def _named(path: str) -> str:
    """The name in the query under which an id stands, "" where it stands in the path."""
    return path.partition("?")[2].partition("=")[0]


def identities(field: str, inbound: Inbound) -> tuple[str, ...]:
    """The ids of the tasks that the client asks for. Raises `InvalidRequest`."""
    named = inbound.json().get(field)
    if isinstance(named, list) and len(named) <= MOST and all(isinstance(n, str) for n in named):
        return tuple(named)
    message = f"{field} must be a list of at most {MOST} ids"
    raise InvalidRequest(message, param=field)


def several(lane: Lane, tasks: tuple[Task, ...]) -> Reply:
    """Those tasks that the lane has words for."""
    told = [encode(lane, lane.rows, "polled", task) for task in tasks if _made(lane.rows, task)]
    return Reply(HTTPStatus.OK, [reply.body for reply in told])


def listed(lane: Lane, row: Row, page: Page, _: str) -> Reply:
    """The row's tasks, each as the webhook tells of it."""
    items = [fill(row.told, facts(lane, row, task), partial(results, lane, task)) for task in page.tasks]
    return Reply(HTTPStatus.OK, fill(lane.listed, {"items": items, "request": ids.uuid7().hex}, lambda _: []))


def canceled(lane: Lane, task: Task) -> Reply:
    """That the task is stopped."""
    template = lane.cancels[1] if lane.cancels else None
    return Reply(HTTPStatus.OK, fill(template, facts(lane, lane.rows[0], task), lambda _: []))


def picture(task: Task, _: Inbound) -> Asset:
    """The task's picture. Raises `NotFound`."""
    found = next((asset for asset in task.outputs if asset.kind == "image"), None)
    if found is None:
        message = "the task has no picture"
        raise NotFound(message)
    return found


def missing(lane: Lane, _: str) -> Reply:
    """No such task, in the vendor's words."""
    return worded(lane)(NotFound("task_not_exist"), "")


# --- asked --------------------------------------------------------------------------------------------------------


def decode(lane: Lane, row: Row, adds: dict[str, Any], inbound: Inbound) -> Submission:
    """What the client asks; what is empty was not given, but for a prompt. Raises `InvalidRequest`."""
    body = adds | _body(inbound)
    body = row.reads(body) if row.reads else body
    for names in row.needs:
        _need(body, names.split("|"))
    if len([name for name in row.one if body.get(name)]) > 1:
        message = f"only one of {', '.join(row.one)} may be given"
        raise InvalidRequest(message, param=row.one[0])
    model = _text(body, row.model) or row.default
    model = row.pick(model, body) if row.pick else model
    if not model and not row.parents:
        message = "a model is required"
        raise InvalidRequest(message, param=row.model)
    external = _text(body, row.external)
    held = (body.pop(row.holds, False) is True if row.holds else False) or not row.poll
    echo = {"row": row.path, "external": external, "asked": _asked(row, body), "held": held}
    notify = _notify(lane, row, _text(body, row.callback))
    common = {name: body.pop(field) for name, field in row.names.items() if field in body} | _size(row, body)
    n = _count(row, body)
    named = [name for name in row.media if name in body and not _described(body[name])]
    media = tuple((name, item) for name in named for item in _files(body.pop(name), name))
    renamed = (
        dict(row.names)
        | ({} if "aspect" in row.names else {"aspect": row.size})
        | dict.fromkeys(("width", "height"), row.size)
    )
    wish = Wish(model, lane.vendor or lane.name, common, media, body)
    row = profile(row, model)
    wait = row.wait or (LINE if held else 0.0)
    return Submission(
        wish, n, notify, {k: v for k, v in renamed.items() if v}, wait, echo=echo, parent=_parent(row, inbound, body),
        external=external or "", resumes=row.resumes,
        backs=tuple((name, str(body[name])) for name in row.backs if name in body),
    )  # fmt: skip


def _need(body: dict[str, Any], names: list[str]) -> None:
    """One of them is there. Raises `InvalidRequest`."""
    if not any(body.get(name) for name in names):
        message = f"{' or '.join(names)} is required"
        raise InvalidRequest(message, param=names[0], reasons=("missing",))


def _asked(row: Row, body: dict[str, Any]) -> dict[str, Any]:
    """Seconds, shape and size as the client has them: what is told until the file is there to be looked at."""
    fields = (row.names.get("seconds", ""), row.names.get("aspect", ""), row.size)
    return {name: body[name] for name in fields if isinstance(body.get(name), str | int)}


def _body(inbound: Inbound) -> dict[str, Any]:
    if inbound.form is None:
        return {k: v for k, v in inbound.json().items() if v not in ("", None) or k == "prompt"}
    body: dict[str, Any] = {}
    for key, value in inbound.form:
        name = key.removesuffix("[]")
        if isinstance(value, Blob) or key != name:
            body.setdefault(name, []).append(value)
        elif value or name == "prompt":
            body[name] = value
    return body


def _text(body: dict[str, Any], name: str) -> str | None:
    """Take a text field out of the body. Raises `InvalidRequest`."""
    value = body.pop(name, None) if name else None
    if isinstance(value, str | None):
        return value
    message = f"{name} must be a string"
    raise InvalidRequest(message, param=name)


def _notify(lane: Lane, row: Row, url: str | None) -> Notify | None:
    if not url:
        return None
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL:
        message = f"{row.callback} must be an http(s) URL of at most {LONGEST_URL} characters"
        raise InvalidRequest(message, param=row.callback)
    return Notify(url, lane.name, "", ("running", "done"))


def _size(row: Row, body: dict[str, Any]) -> dict[str, Any]:
    """Width and height, or the shape, where the field has them; any other word stays in the vendor's own."""
    if row.size and is_ratio(body.get(row.size)):
        return {"aspect": body.pop(row.size)}
    width, _, height = str(body.get(row.size, "")).partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(width + height) < 11):  # noqa: PLR2004
        return {}
    body.pop(row.size)
    return {"width": int(width), "height": int(height)}


def _count(row: Row, body: dict[str, Any]) -> int:
    value = body.pop(row.count, 1) if row.count else 1
    if str(value).isdecimal():
        return int(value)
    message = f"{row.count} must be a whole number"
    raise InvalidRequest(message, param=row.count)


def _described(value: Any) -> bool:
    """A list of objects says more of its files than that they are there: it stays as it is."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _files(value: Any, name: str) -> list[str | Blob]:
    """One file or several: uploaded, as text, or as an object that holds a link. Raises `InvalidRequest`."""
    items = value if isinstance(value, list) else [value]
    found = [
        next((i[k] for k in ("image_url", "url", "uri", "Url") if k in i), None) if isinstance(i, dict) else i
        for i in items
    ]
    if all(isinstance(item, str | Blob) for item in found):
        return [item for item in found if item]
    message = f"{name} must be a file, base64 or an http(s) URL"
    raise InvalidRequest(message, param=name)


def _parent(row: Row, inbound: Inbound, body: dict[str, Any]) -> str:
    """The earlier task, file or session that the request names."""
    for name in row.parents:
        found = inbound.path.get("id") if name == "{id}" else body.get(name)
        if isinstance(found, str) and found:
            return found
    return ""


# --- answered -----------------------------------------------------------------------------------------------------


def profile(row: Row, model: str) -> Row:
    """The row as it is for that model."""
    changes = next((c for start, c in row.profiles.items() if model.startswith(start)), None)
    return replace(row, **changes) if changes else row


def encode(lane: Lane, rows: tuple[Row, ...], form: str, task: Task) -> Reply:
    """The task as `submitted` or `polled`; one of another kind is not there: its files have no place here."""
    row = rows[0] if form == "submitted" else _made(rows, task)
    if row is None:
        return missing(lane, "")
    held = form == "submitted" and bool(task.wish.get("held"))
    if held and (task.final or not row.poll):
        _ended(task)
    row = profile(row, task.model)
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
    row = profile(row, task.model)
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
