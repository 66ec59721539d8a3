"""Rows as a dialect: the endpoints that a vendor's client finds with us."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from philae.core.dialect import (
    Acts,
    Balance,
    Cancel,
    Content,
    Create,
    Delete,
    Dialect,
    Endpoint,
    Get,
    Inbound,
    List,
    Several,
    Webhook,
)
from philae.core.errors import InvalidRequest, NotFound
from philae.core.native.asked import decode
from philae.core.native.fault import worded
from philae.core.native.row import Lane, Row, Then
from philae.core.native.told import (
    balance,
    canceled,
    deleted,
    encode,
    listed,
    missing,
    notice,
    several,
    unsigned,
    wrapped,
)
from philae.core.task import Asset, Task

NO_DOOR: dict[str, dict[str, Any]] = {"": {}}
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
        yield from beside(lane, door)


def beside(lane: Lane, door: str) -> Iterator[Endpoint]:
    """What few vendors have: several tasks at once, a POST that cancels, a task's picture, what the account has."""
    named, absent, start = partial(identity, "", ""), partial(missing, lane), door + lane.prefix
    if lane.batch:
        where, field = lane.batch
        yield Several(start + where, partial(identities, field), partial(several, lane))
    if lane.cancels:
        yield Cancel(start + lane.cancels[0], named, partial(canceled, lane), absent)
    if lane.picture:
        yield Content(start + lane.picture, named, picture, absent, public=True)
    if lane.balance:
        where, said = lane.balance
        yield Balance(start + where, partial(balance, lane, said))


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
    named = partial(identity, path, "")
    return Delete(door + lane.prefix + path, named, partial(deleted, lane), partial(missing, lane), stops=lane.stops)


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


def picture(task: Task, _: Inbound) -> Asset:
    """The task's picture. Raises `NotFound`."""
    found = next((asset for asset in task.outputs if asset.kind == "image"), None)
    if found is None:
        message = "the task has no picture"
        raise NotFound(message)
    return found
