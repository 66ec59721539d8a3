"""Admission: lock the figures, decide in Python in order of arrival, write exactly what was decided; one transaction."""

import time
from uuid import UUID

import asyncpg

from philae.core.errors import Conflict, GatewayError, InsufficientFunds, InvalidRequest, RateLimited
from philae.core.money import dollars
from philae.core.task import Task
from philae.engine.inputs import Input
from philae.engine.order import Admitted, Order
from philae.gate.gcra import gcra
from philae.ledger import posting
from philae.ledger.write import write
from philae.store import responses
from philae.store.db import Connection
from philae.store.sql import load
from philae.store.tasks import columns, doc_of, text

FIGURES, TASKS, INPUTS = load("figures_lock"), load("tasks_insert"), load("inputs_write")
LINKS = load("inputs_link")
FOLLOW, RESUME, EVENTS = load("tasks_follow"), load("tasks_resume"), load("events_insert")
IDEM_READ, IDEM_WRITE = load("idempotency_read"), load("idempotency_write")


class Figures:
    """What the locked rows say, and how it changes while a batch is decided."""

    def __init__(self, locked: list[asyncpg.Record], known: list[asyncpg.Record]) -> None:
        """Take the rows over: balances have a book, keys have none."""
        self.available = {(r["id"], r["book"]): r["available"] for r in locked if r["book"]}
        self.unmetered = {r["id"] for r in locked if r["unmetered"]}
        self.keys = {r["id"]: dict(r) for r in locked if not r["book"]}
        self.known = {(r["account"], r["key"]): (r["fingerprint"], r["task"]) for r in known}
        self.waiting: set[tuple[UUID, int]] = set()
        self.names: set[tuple[UUID, str, str]] = set()
        self.now = time.time()

    def decide(self, order: Order) -> Admitted:
        """Accept the order and count it, or raise what the client is told."""
        task = order.task
        if order.idem and (earlier := self.known.get((task.account, order.idem))):
            same(earlier[0], order.fingerprint)
            return Admitted(earlier[1], fresh=False)
        if order.external and (task.account, task.dialect, order.external) in self.names:
            message = f"the id {order.external[:100]!r} was used for another task"
            raise InvalidRequest(message, param="external")
        if order.resumes and (task.id, task.seq - 1) not in self.waiting:
            message = "this task does not wait for a choice"
            raise Conflict(message)
        tat = self._key(task)
        self._funds(task)
        self.waiting.discard((task.id, task.seq - 1))
        if order.external:
            self.names.add((task.account, task.dialect, order.external))
        if order.idem:
            self.known[task.account, order.idem] = (order.fingerprint, task.id)
        if task.key:
            self.keys[task.key].update(tat=tat, running=self.keys[task.key]["running"] + 1)
            self.keys[task.key]["held"] += task.receipt.quoted
        return Admitted(task.id, fresh=True)

    def _key(self, task: Task) -> float | None:
        """The key's own limits; the new tat."""
        key = self.keys.get(task.key) if task.key else None
        if key is None:
            return None
        if key["concurrency"] is not None and key["running"] >= key["concurrency"]:
            message = f"too many active tasks: this API key may run {key['concurrency']} at a time"
            raise RateLimited(message, retry_after=2)
        if key["budget"] is not None and key["spent"] + key["held"] + task.receipt.quoted > key["budget"]:
            left = dollars(max(0, key["budget"] - key["spent"] - key["held"]))
            message = f"this API key's budget is used up: {left} USD left, {dollars(task.receipt.quoted)} needed"
            raise InsufficientFunds(message)
        if not key["rpm"]:
            return None
        tat, wait = gcra(key["tat"], self.now, key["rpm"])
        if wait:
            message = f"rate limit: this API key may make {key['rpm']} requests a minute"
            raise RateLimited(message, retry_after=wait)
        return tat

    def _funds(self, task: Task) -> None:
        """The account's balance in the task's book."""
        where = (task.account, task.book)
        left = self.available.get(where, 0)
        if task.account not in self.unmetered and left < task.receipt.quoted:
            message = f"insufficient credits: {dollars(left)} USD left, {dollars(task.receipt.quoted)} needed"
            raise InsufficientFunds(message)
        self.available[where] = left - task.receipt.quoted


class Admission:
    """The work of the group that admits; the worker that admits a task owns it."""

    def __init__(self, owner: UUID, epoch: int) -> None:
        """`owner` and `epoch` are written into each task."""
        self.owner = owner
        self.epoch = epoch

    async def __call__(
        self,
        connection: Connection,
        orders: list[Order],
        again: bool,  # noqa: FBT001  the shape of a group's work
    ) -> list[Admitted | BaseException]:
        """Write what can be accepted. A batch that may already be there is looked up by its ids first."""
        figures = await self._lock(connection, orders)
        figures.names = await self._names(connection, orders)
        figures.waiting = await self._waiting(connection, orders)
        there = await self._there(connection, orders) if again else set()
        verdicts = [Admitted(o.task.id, fresh=True) if o.task.id in there else _decide(figures, o) for o in orders]
        accepted = [o for o, v in zip(orders, verdicts, strict=True) if _is_new(o, v) and o.task.id not in there]
        if accepted:
            await self._write(connection, accepted, figures)
        return verdicts

    async def _lock(self, connection: Connection, orders: list[Order]) -> Figures:
        accounts = sorted({o.task.account for o in orders})
        keys = sorted({o.task.key for o in orders if o.task.key})
        locked = await connection.fetch(FIGURES, accounts, keys)
        named = [(o.task.account, o.idem) for o in orders if o.idem]
        known = await connection.fetch(IDEM_READ, *columns(named, 2)) if named else []
        return Figures(locked, known)

    async def _names(self, connection: Connection, orders: list[Order]) -> set[tuple[UUID, str, str]]:
        """The clients' own ids among these orders that are taken already; their accounts are locked."""
        named = [(o.task.account, o.task.dialect, o.external) for o in orders if o.external]
        if not named:
            return set()
        sql = (
            "select account, dialect, external from task join unnest($1::uuid[], $2::text[], $3::text[]) "
            "as d (account, dialect, external) using (account, dialect, external)"
        )
        return {tuple(r) for r in await connection.fetch(sql, *columns(named, 3))}

    async def _waiting(self, connection: Connection, orders: list[Order]) -> set[tuple[UUID, int]]:
        """Those tasks to be resumed that wait for their clients, locked, each with its place in its sequence."""
        resumed = sorted(o.task.id for o in orders if o.resumes)
        if not resumed:
            return set()
        sql = "select id, seq from task where id = any($1) and state = 'awaiting_input' order by id for update"
        return {(r["id"], r["seq"]) for r in await connection.fetch(sql, resumed)}

    async def _there(self, connection: Connection, orders: list[Order]) -> set[UUID]:
        rows = await connection.fetch("select id, seq from task where id = any($1)", [o.task.id for o in orders])
        seqs = {r["id"]: r["seq"] for r in rows}
        return {o.task.id for o in orders if seqs.get(o.task.id, 0) >= o.task.seq}

    async def _write(self, connection: Connection, accepted: list[Order], figures: Figures) -> None:
        rows = [_row(o) for o in accepted if not o.resumes]
        if rows:
            await connection.execute(TASKS, *columns(rows, 13), self.owner, self.epoch)
        if resumed := [o for o in accepted if o.resumes]:
            await connection.execute(RESUME, *columns(map(_again, resumed), 6), self.owner, self.epoch)
            events = [(o.task.id, o.task.seq, "state", '{"state":"queued"}') for o in resumed]
            await connection.execute(EVENTS, *columns(events, 4))
        if followers := [_follower(o) for o in accepted if (o.work.origin or o.external) and not o.resumes]:
            await connection.execute(FOLLOW, *columns(followers, 4))
        named = [(o.task.account, o.idem, o.fingerprint, o.task.id) for o in accepted if o.idem]
        if named:
            await connection.execute(IDEM_WRITE, *columns(named, 4))
        inputs = {(i.account, i.sha256): _input(i) for o in accepted for i in o.inputs}
        if inputs:
            await connection.execute(INPUTS, *columns(inputs.values(), 7))
            links = [(o.task.id, i.account, i.sha256) for o in accepted for i in o.inputs]
            await connection.execute(LINKS, *columns(links, 3))
        await responses.insert(connection, [o.response for o in accepted if o.response], self.owner)
        await write(connection, [_hold(o) for o in accepted])
        tats = [(k, v["tat"]) for k, v in sorted(figures.keys.items()) if v["rpm"] and v["tat"]]
        if tats:
            sql = "update key k set tat = to_timestamp(d.tat) from unnest($1::uuid[], $2::float8[]) as d (id, tat) where k.id = d.id"
            await connection.execute(sql, *columns(tats, 2))


def same(known: bytes, asked: bytes) -> None:
    """Raise `Conflict` unless a key comes back with its own request."""
    if known != asked:
        message = "this Idempotency-Key was used for another request"
        raise Conflict(message, param="Idempotency-Key")


def _decide(figures: Figures, order: Order) -> Admitted | BaseException:
    try:
        return figures.decide(order)
    except GatewayError as error:
        return error


def _is_new(order: Order, verdict: Admitted | BaseException) -> bool:
    return isinstance(verdict, Admitted) and verdict.fresh and verdict.id == order.task.id


def _hold(order: Order) -> posting.Posting:
    task = order.task
    payer = posting.Payer(task.account, task.key, task.book)
    return posting.hold(task.id, payer, task.receipt.quoted, order.work.rounds)


def _again(order: Order) -> tuple[object, ...]:
    task = order.task
    return (task.id, task.seq, doc_of(task), text(order.work), task.receipt.quoted, order.deadline)


def _row(order: Order) -> tuple[object, ...]:
    task = order.task
    return (
        task.id, task.account, task.key, task.dialect, task.operation, task.model, task.book, doc_of(task),
        text(order.work), task.receipt.quoted, order.idem, task.created_at, order.deadline,
    )  # fmt: skip


def _follower(order: Order) -> tuple[object, ...]:
    origin = order.work.origin
    return (order.task.id, origin.task if origin else None, origin.channel if origin else None, order.external or None)


def _input(kept: Input) -> tuple[object, ...]:
    blob = kept.blob
    return (kept.account, kept.sha256, blob.key, blob.mime, blob.size, blob.width, blob.height)
