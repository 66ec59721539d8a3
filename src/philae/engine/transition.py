"""Transitions: what a task becomes, with its attempts, events, money, files and messages, in one fenced transaction."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from philae.core.kept import Ending
from philae.core.record import Record
from philae.core.task import Asset, Task
from philae.engine.work import Part, Work
from philae.ledger.calls import note_calls
from philae.ledger.posting import Posting
from philae.ledger.write import lock, write
from philae.store import responses
from philae.store.db import Connection
from philae.store.sql import load
from philae.store.tasks import columns, result_of, text

MOVE, ATTEMPTS, EVENTS = load("tasks_move"), load("attempts_write"), load("events_insert")
ASSETS, DELIVERIES, USAGE = load("assets_insert"), load("deliveries_insert"), load("usage_insert")


class Transition(Struct, frozen=True):
    """The task as it is to be (its `seq` already counted up), and everything that must be true together with it.

    `event` is its kind and data, None for a step that nobody is told of. `deliveries` are (id, event name). `response` is
    how one ended that clients find under its id. `call` is what is known of the call that the task was.
    """

    task: Task
    work: Work
    at: datetime
    attempts: tuple[tuple[Part, str], ...] = ()
    event: tuple[str, dict[str, Any]] | None = None
    postings: tuple[Posting, ...] = ()
    assets: tuple[Asset, ...] = ()
    deliveries: tuple[tuple[UUID, str], ...] = ()
    response: Ending | None = None
    call: Record | None = None


class Transitions:
    """The work of the group that moves tasks: only those rows that this owner and epoch hold at the expected step."""

    def __init__(self, owner: UUID, epoch: int) -> None:
        """The fence."""
        self.owner = owner
        self.epoch = epoch

    async def __call__(
        self,
        connection: Connection,
        moves: list[Transition],
        again: bool,  # noqa: FBT001  the shape of a group's work
    ) -> list[bool | BaseException]:
        """True for each transition that is now durable, False for a task that is another's, or elsewhere, by now."""
        done = await self._done(connection, moves) if again else set()
        rows = [_row(m) for m in moves if m.task.id not in done]
        won = {r["id"] for r in await connection.fetch(MOVE, *columns(rows, 8), self.owner, self.epoch)}
        await _follow(connection, [m for m in moves if m.task.id in won])
        return [m.task.id in won or m.task.id in done for m in moves]

    async def _done(self, connection: Connection, moves: list[Transition]) -> set[UUID]:
        """Those that an earlier try, whose COMMIT was not answered, has made durable."""
        sql = (
            "select t.id from task t join unnest($1::uuid[], $2::int[]) as d (id, seq) on t.id = d.id "
            "where t.seq >= d.seq and t.owner = $3 and t.epoch = $4"
        )
        ids = [(m.task.id, m.task.seq) for m in moves]
        return {r["id"] for r in await connection.fetch(sql, *columns(ids, 2), self.owner, self.epoch)}


async def _follow(connection: Connection, moves: list[Transition]) -> None:
    """Everything that belongs to the transitions that won."""
    postings = [p for m in moves for p in m.postings]
    if postings:
        await lock(connection, postings)
    for sql, rows, width in (
        (ATTEMPTS, [_attempt(m, part, note) for m in moves for part, note in m.attempts], 10),
        (EVENTS, [(m.task.id, m.task.seq, m.event[0], text(m.event[1])) for m in moves if m.event], 4),
        (ASSETS, [_asset(m, a) for m in moves for a in m.assets], 10),
        (DELIVERIES, [_delivery(m, i, name) for m in moves for i, name in m.deliveries], 5),
        (USAGE, [_usage(m) for m in moves if m.task.receipt.captured], 7),
    ):
        if rows:
            await connection.execute(sql, *columns(rows, width))
    await write(connection, postings)
    await responses.end(connection, [m.response for m in moves if m.response])
    await note_calls(connection, [m.call for m in moves if m.call])
    told = [m.task.id.hex for m in moves if m.event]
    for start in range(0, len(told), 200):
        await connection.execute("select pg_notify('philae_task', $1)", ",".join(told[start : start + 200]))


def _row(move: Transition) -> tuple[Any, ...]:
    task = move.task
    result = result_of(task) if task.final or task.state == "awaiting_input" else None
    return (task.id, task.seq, task.state, text(move.work), result, task.progress, move.at, task.final)


def _attempt(move: Transition, part: Part, note: str) -> tuple[Any, ...]:
    a = part.attempt
    if a is None:
        message = f"part {part.no} of task {move.task.id} has no attempt"
        raise ValueError(message)
    ref = text(part.ref) if part.ref is not None else None
    return (move.task.id, part.no, a.no, a.key, a.channel, a.state, a.sent, ref, a.cost, note.replace("\0", "") or None)


def _asset(move: Transition, asset: Asset) -> tuple[Any, ...]:
    return (
        asset.id, move.task.account, move.task.id, asset.key, asset.mime, asset.size, bytes.fromhex(asset.sha256),
        asset.width, asset.height, asset.expires_at,
    )  # fmt: skip


def _delivery(move: Transition, identity: UUID, name: str) -> tuple[Any, ...]:
    return (identity, move.task.id, move.task.account, name, text(move.task.notify))


def _usage(move: Transition) -> tuple[Any, ...]:
    t = move.task
    return (t.id, t.account, t.key, t.book, t.model, text(t.receipt.usage), t.receipt.captured)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
