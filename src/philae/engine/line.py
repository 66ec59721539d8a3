"""The line that one task takes: its parts run side by side, each step is committed, and the end settles everything."""

import asyncio
from functools import cached_property
from typing import Any

import msgspec
import structlog

from philae.core.errors import Canceled, GatewayError, Internal, UpstreamTimeout
from philae.core.ids import uuid7
from philae.core.kept import Ending
from philae.core.model import Model
from philae.core.outcome import Ref
from philae.core.params import Params
from philae.core.record import Record
from philae.core.request import Request
from philae.core.task import Asset, Failure, Receipt, State, Task
from philae.engine import meters
from philae.engine.engine import Engine
from philae.engine.previews import Kept
from philae.engine.transition import Transition, now
from philae.engine.work import Part, Work
from philae.ledger import posting

log = structlog.get_logger()


class NotOurs(Exception):
    """The fence held: this task belongs to another worker, or is over."""


class Asked(Exception):
    """The task waits for its client: nothing more is to be done until it answers."""


class Line:
    """Moves one task that this worker owns. `stop` leaves it as it stands, for the next owner."""

    parks = True
    """Whether it may wait without a coroutine where all channels are full."""

    def __init__(self, engine: Engine, task: Task, work: Work, deadline: float, params: Params | None = None) -> None:
        """`deadline` is in seconds of the loop's clock; `params` are the task's, if they were just checked."""
        self.engine = engine
        self.task = task
        self.work = work
        self.deadline = deadline
        self._checked = params
        self.trouble = ""
        self.previews: Kept = {}
        self.seen: float | None = None  # when a vendor was last seen at work on it, on the monotonic clock
        self._progress = task.progress
        self.hooked: dict[int, Ref] = {}
        self._told = False
        self._sleepers: set[asyncio.Future[None]] = set()

    # Made when first needed: of the thousands of lines that may be parked, most of what they keep in memory was these two.

    @cached_property
    def canceled(self) -> asyncio.Event:
        """Whether the caller wants no more of it."""
        return asyncio.Event()

    @cached_property
    def _lock(self) -> asyncio.Lock:
        """Held while a step is made durable."""
        return asyncio.Lock()

    @cached_property
    def model(self) -> Model:
        """The catalogue's row. Raises `ModelNotFound` if this program has it no more."""
        return self.engine.find(self.task.model)

    @cached_property
    def params(self) -> Params:
        """The checked parameters. Raises `InvalidRequest` if this program's model takes them no more."""
        return self._checked or self.model.check(self.task.params)

    @cached_property
    def _request(self) -> Request:
        request = self.model.request(self.params)
        origin = self.work.origin
        return msgspec.structs.replace(request, origin=origin) if origin else request

    @cached_property
    def _outdated(self) -> GatewayError | None:
        """Why the task cannot go on with this program's catalogue, if it cannot."""
        try:
            _ = self._request
        except GatewayError as error:
            return Internal("this gateway was changed and serves the task's model no more", detail=error.public)
        return None

    def request(self, part: int) -> Request:
        """What that part asks of its vendor: one picture; with a seed given, each part counts on from it."""
        request = self._request
        if part == 0 or request.seed is None:
            return request
        seed = request.seed + part
        return msgspec.structs.replace(request, seed=seed, params={**request.params, "seed": seed})

    async def run(self) -> None:
        """Until the task is over, or another worker's."""
        taken_over = not self.fresh
        try:
            if self.task.state == "awaiting_input":
                message = "the choice that the task waited for was not made in time"
                self._fail_open(Canceled(message) if self.canceled.is_set() else UpstreamTimeout(message))
            elif self._outdated:
                self._fail_open(self._outdated)
            else:
                await self._parts([self.job(p.no) for p in self.work.parts if not p.over])
            await self._close()
            if self.previews or taken_over:
                await self.engine.previews.clear(self.previews, self.task.id, taken_over=taken_over)
        except* NotOurs:
            log.info("line.not_ours", task=str(self.task.id))
        except* Asked:
            log.info("line.asked", task=str(self.task.id))

    def job(self, part: int) -> Any:
        """What steps that part."""
        from philae.engine.job import Job  # noqa: PLC0415  a job steps its line

        return Job(self, part)

    def response(self) -> Ending | None:
        """What becomes durable under the id of a response, together with the task's end."""
        return None

    def call(self, _receipt: Receipt, /) -> Record | None:
        """What is known of the call that the task was, once that is paid by this receipt."""
        return None

    async def _parts(self, jobs: list[Any]) -> None:
        try:
            async with asyncio.timeout_at(self.deadline):
                await self._together(jobs)
        except TimeoutError:
            last = f"; at last: {self.trouble}" if self.trouble else ""
            self._fail_open(UpstreamTimeout(f"the vendor was not done in time{last}"))

    async def _together(self, jobs: list[Any]) -> None:
        if len(jobs) == 1:
            await jobs[0].run()
            return
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(job.run())

    def _fail_open(self, error: GatewayError) -> None:
        """End every part that is not over with that error; nothing is written yet."""
        for part in self.work.parts:
            if not part.over:
                self.work = self.work.replace(msgspec.structs.replace(part, failure=Failure.of(error), over=True))

    @property
    def fresh(self) -> bool:
        """Whether nothing was begun yet."""
        return not any(p.attempt or p.over for p in self.work.parts)

    @property
    def at_stake(self) -> bool:
        """Whether to end now could lose what was just bought: a submit is under way, or its result is being settled."""
        parts = self.work.parts
        return all(p.over for p in parts) or any(
            p.attempt is not None and p.attempt.state == "intent" and not p.over for p in parts
        )

    def cancel(self) -> None:
        """The caller wants no more of it; each job ends it in its own way."""
        self.canceled.set()
        self._wake()

    def told(self, part: int, ref: Ref | None) -> None:
        """The vendor has news of a part: look now; `ref` is what a lost submit turns out to be there."""
        if ref is not None:
            self.hooked[part] = ref
        self._wake()

    def progressed(self, value: float) -> None:
        """How far the vendor is; only what is news is written, or 5,000 jobs would be 2,500 rows a second."""
        if value != self._progress:
            self._progress = value
            self.engine.worker.progress(self.task.id, value)

    def _wake(self) -> None:
        """End the pause; if there is none, the next."""
        self._told = not self._sleepers
        for sleeper in self._sleepers:
            _end(sleeper)

    async def pause(self, seconds: float) -> None:
        """Sleep, unless woken.

        A timer that ends a future: a timeout, which ends in an exception through the whole line, was a quarter of a poll.
        """
        if not self._told:
            loop = asyncio.get_running_loop()
            sleeper = loop.create_future()
            timer = loop.call_later(seconds, _end, sleeper)
            self._sleepers.add(sleeper)
            try:
                await sleeper
            finally:
                timer.cancel()
                self._sleepers.discard(sleeper)
        self._told = False

    async def step(self, part: Part, note: str = "") -> None:
        """Make the part's new form durable, with its attempt."""
        async with self._lock:
            work = self.work.replace(part)
            begun = self.task.state == "queued"
            task = msgspec.structs.replace(self.task, state="running", seq=self.task.seq + 1, progress=self._progress)
            event = ("state", {"state": "running"}) if begun else None
            told = ((uuid7(), "running"),) if begun and self._wants("running") else ()
            attempts = ((part, note),) if part.attempt else ()
            await self._move(
                Transition(
                    task, work, now(), attempts, event, deliveries=told, assets=part.outputs if part.over else ()
                )
            )

    async def ask(self, part: Part, actions: tuple[str, ...], details: dict[str, Any]) -> None:
        """Wait for the client: the money goes back until it has chosen. Raises `Asked`."""
        work = msgspec.structs.replace(self.work.replace(part), rounds=self.work.rounds + 1)
        receipt = msgspec.structs.replace(self.task.receipt, quoted=0)
        task = msgspec.structs.replace(
            self.task, state="awaiting_input", seq=self.task.seq + 1, actions=actions, details=details, receipt=receipt
        )
        payer = posting.Payer(task.account, task.key, task.book)
        back = posting.suspend(task.id, payer, self.task.receipt.quoted, work.rounds)
        told = ((uuid7(), "asked"),) if self._wants("running") else ()
        event = ("state", {"state": "awaiting_input"})
        await self._move(Transition(task, work, now(), ((part, ""),), event, (back,), deliveries=told))
        raise Asked

    async def _move(self, move: Transition) -> None:
        """A commit under way is seen to its end also when the deadline passes meanwhile: what comes next builds on it."""
        moving = asyncio.ensure_future(self.engine.move(move))
        try:
            await asyncio.shield(moving)
        finally:
            if not await moving:
                raise NotOurs
            self.task, self.work = move.task, move.work
            if move.event:
                self.engine.hub.wake(move.task.id)

    def _wants(self, event: str) -> bool:
        return self.task.notify is not None and event in self.task.notify.events

    async def _close(self) -> None:
        """Settle: state, files, money, events and messages in one transaction."""
        at = now()
        parts = self.work.parts
        outputs = tuple(a for p in parts for a in p.outputs)
        receipt, overrun, lost = self._settle(parts)
        state = self._state(parts)
        task = msgspec.structs.replace(
            self.task, state=state, seq=self.task.seq + 1, progress=1.0 if state == "succeeded" else self._progress,
            outputs=outputs, receipt=receipt, error=self._error(state), details=self._details(parts, outputs),
            actions=tuple(a for p in parts for a in p.actions), finished_at=at,
        )  # fmt: skip
        payer = posting.Payer(task.account, task.key, task.book)
        running = self.task.state != "awaiting_input"
        postings = posting.settle(task.id, payer, receipt.quoted, receipt.captured, overrun, running=running)
        if lost:
            postings.append(posting.house(task.id, 5, task.book, "house:lost", lost, "perhaps bought, never delivered"))
        told = ((uuid7(), "done"),) if self._wants("done") else ()
        attempts = tuple((p, p.failure.message if p.failure else "") for p in parts if p.attempt)
        await self._move(
            Transition(
                task,
                self.work,
                at,
                attempts,
                ("done", {"state": state}),
                tuple(postings),
                self._new(parts),
                told,
                self.response(),
                self.call(receipt),
            )
        )
        meters.finished(task, self.seen, overrun, lost)

    def _new(self, parts: tuple[Part, ...]) -> tuple[Asset, ...]:
        """Files that no step has written yet: those of a single part, which ends together with its task."""
        return parts[0].outputs if len(parts) == 1 else ()

    def _state(self, parts: tuple[Part, ...]) -> State:
        if any(p.failure is None for p in parts):
            return "succeeded"
        return (
            "canceled"
            if self.canceled.is_set() and all(p.failure and p.failure.code == Canceled.code for p in parts)
            else "failed"
        )

    def _error(self, state: str) -> Failure | None:
        """Why it failed: the first part's reason."""
        if state == "succeeded":
            return None
        return next((p.failure for p in self.work.parts if p.failure), Failure.of(Internal("nothing was delivered")))

    def _settle(self, parts: tuple[Part, ...]) -> tuple[Receipt, int, int]:
        """The receipt, what was used beyond the hold, and what we may have bought in vain."""
        usage: dict[str, int] = {}
        for part in parts:
            for meter, quantity in part.usage.items():
                usage[meter] = usage.get(meter, 0) + quantity
        held = self.task.receipt.quoted
        due = (
            self.engine.price(self.model, usage, self.params.model_dump()).capture
            if usage and not self._outdated
            else 0
        )
        share = held // len(parts)
        lost = sum(share for p in parts if not p.usage and p.attempt and p.attempt.state != "refused" and _ours(p))
        captured = min(due, held)
        served = next((p.served_by for p in parts if p.served_by), self.task.receipt.served_by)
        receipt = Receipt(self.task.book, held, held, captured, usage, served)
        return receipt, due - captured, lost

    def _details(self, parts: tuple[Part, ...], outputs: tuple[Asset, ...]) -> dict[str, Any]:
        details: dict[str, Any] = {}
        for part in parts:
            details |= part.details
        if outputs and (failed := [p for p in parts if p.failure]):
            details["failed_parts"] = [{"part": p.no, "message": p.failure.message} for p in failed if p.failure]
        return details


def _end(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def _ours(part: Part) -> bool:
    """Whether the loss may be ours: the vendor took the job, or may have, and nothing says that it did not do it."""
    unknown = part.attempt is not None and part.attempt.state == "unknown"
    return part.failure is not None and (
        unknown or part.failure.code in ("timeout", "upstream_unknown", "storage_full")
    )
