"""The job of one part: submit, poll, resolve what was lost; each outcome is one step of its line."""

import asyncio
import random
import secrets
import time
from collections import Counter
from typing import Any

import msgspec

from philae.core.errors import (
    Canceled,
    GatewayError,
    NoChannel,
    RateLimited,
    Unavailable,
    UpstreamError,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpCall
from philae.core.money import megapixels, video_tokens
from philae.core.outcome import Ask, Done, Outcome, Pending, Ref
from philae.core.provider import Target
from philae.core.request import Request
from philae.core.task import Asset, Failure
from philae.engine.line import Line
from philae.engine.places import Places
from philae.engine.router import Way
from philae.engine.work import Attempt, Part

ROUNDS = 4
GRACE = 2.0
SLOWEST_POLL = 15.0
REFETCHES = 2
IDLE = 1.0
LOOK = 3.0


class Job:
    """Steps one part until it is over. What it knows beyond the part (how often it looked) may be lost."""

    def __init__(self, line: Line, no: int) -> None:
        """The part's number."""
        self.line = line
        self.no = no
        self._faults = 0
        self._rounds = 0
        self._last: GatewayError | None = None
        self._held: tuple[Places, str] | None = None
        self._asked: tuple[Ref, Way, HttpCall] | None = None

    @property
    def request(self) -> Request:
        """What this part asks."""
        return self.line.request(self.no)

    @property
    def part(self) -> Part:
        """The part as it stands."""
        return self.line.work.parts[self.no]

    async def run(self) -> None:
        """Until the part is over."""
        try:
            while not self.part.over:
                try:
                    await self._advance()
                except GatewayError as error:
                    await self._trouble(error)
        finally:
            self._release()

    async def _advance(self) -> None:
        part = self.part
        lost = part.attempt is not None and part.attempt.state in ("intent", "unknown")
        if self.line.canceled.is_set() and not lost:
            await self._cancel()
        elif part.ref is not None:
            await self._poll()
        elif lost:
            await self._resolve()
        else:
            await self._submit()

    # --- submit -------------------------------------------------------------------------------------------------

    async def _submit(self) -> None:
        """Choose a way, commit the intent, send, read."""
        way = self._choose()
        await self._take(way.channel.name)
        if self.line.canceled.is_set():
            return
        if not self.line.engine.worker.may_send:
            await self.line.pause(IDLE)
            return
        key = secrets.token_hex(16)
        call = way.codec.call(self.request, None, self._target(way, key))
        attempt = Attempt(self.part.tries + 1, key, way.channel.name, time.time(), call.timeout)
        until = asyncio.get_running_loop().time() + call.timeout
        await self._step(attempt=attempt, tries=attempt.no, ref=None)
        if not self.line.engine.worker.may_send:
            await self._step("not sent", attempt=msgspec.structs.replace(attempt, state="refused"))
            return
        reply = await self.line.engine.client.send(call, way.channel, self.line.engine.load, until)
        await self._take_in(way.codec.read(reply, None))
        self.line.engine.router.fared(way.channel.name, None)

    def _choose(self) -> Way:
        router, line = self.line.engine.router, self.line
        ways = router.ways(line.model, self.request, studio=line.task.receipt.served_by == "studio")
        return router.choose(ways, self.part.tried)

    def _way(self) -> Way:
        """The way of the open attempt. Raises `NoChannel` if its channel is gone."""
        attempt, line = self.part.attempt, self.line
        ways = line.engine.router.ways(line.model, self.request, studio=line.task.receipt.served_by == "studio")
        for way in ways:
            if attempt and way.channel.name == attempt.channel:
                return way
        message = "the channel that has this task is gone"
        raise NoChannel(message, retryable=True)

    def _target(self, way: Way, key: str) -> Target:
        task = self.line.task
        label = {"model": task.model, "task": str(task.id), "served_by": way.channel.provider.name}
        callback = self.line.engine.callback(key) if way.channel.callback else None
        return way.channel.target(way.name, key, callback=callback, label=label, lend=self.line.engine.lend)

    # --- poll and resolve ---------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        ref, way, call = self._question()
        await self._take(way.channel.name)
        reply = await self.line.engine.client.send(call, way.channel, self.line.engine.load)
        await self._take_in(way.codec.read(reply, ref))
        self._faults = 0

    def _question(self) -> tuple[Ref, Way, HttpCall]:
        """The poll's call. It is the same for the same ref, and written once: that was a fifth of a poll."""
        part = self.part
        if self._asked is None or self._asked[0] is not part.ref:
            way, ref = self._way(), part.ref or {}
            call = way.codec.call(self.request, ref, self._target(way, part.attempt.key if part.attempt else ""))
            self._asked = ref, way, call
        return self._asked

    async def _resolve(self) -> None:
        """A submit whose answer is lost: ask again by its key, look it up, or wait for the vendor's callback."""
        attempt, way = self.part.attempt, self._way()
        if attempt is None:
            return
        if attempt.state == "intent":
            await self._step(attempt=msgspec.structs.replace(attempt, state="unknown"))
        if ref := self.line.hooked.pop(self.no, None):
            await self._step(attempt=msgspec.structs.replace(attempt, state="accepted"), ref=ref)
            return
        match way.channel.recovery:
            case "key":
                await self._resend(way)
            case "lookup":
                await self._look_up(way, attempt)
            case _ if way.channel.callback and self.line.engine.public:
                await self.line.pause(SLOWEST_POLL)
            case _:
                message = (
                    "the vendor's answer was lost, and it cannot be asked whether it has the job; it was not sent again"
                )
                await self._end(UpstreamUnknown(message))

    async def _resend(self, way: Way) -> None:
        """The same call under the same key: the vendor answers with the job that it has, or takes it now."""
        attempt = self.part.attempt
        key = attempt.key if attempt else ""
        call = way.codec.call(self.request, None, self._target(way, key))
        reply = await self.line.engine.client.send(call, way.channel, self.line.engine.load)
        await self._take_in(way.codec.read(reply, None))

    async def _look_up(self, way: Way, attempt: Attempt) -> None:
        """Only when the lost call can no longer be under way does its absence prove that it was not accepted."""
        settled = time.time() > attempt.sent + attempt.timeout + GRACE
        if way.codec.find is None or way.codec.found is None:
            await self.line.pause(SLOWEST_POLL)
            return
        call = way.codec.find(self.request, self._target(way, attempt.key))
        found = way.codec.found(await self.line.engine.client.send(call, way.channel, self.line.engine.load))
        if found is not None:
            await self._take_in(found)
        elif settled:
            self._release()
            await self._step(
                "looked up: not accepted", attempt=msgspec.structs.replace(attempt, state="refused"), ref=None
            )
        else:
            await self.line.pause(LOOK)

    # --- outcomes -----------------------------------------------------------------------------------------------

    async def _take_in(self, outcome: Outcome) -> None:
        attempt, self.line.trouble = self.part.attempt, ""
        match outcome:
            case Pending(ref, after, progress, _, cost, previews):
                self.line.seen = time.monotonic()
                if ref != self.part.ref and attempt:
                    accepted = msgspec.structs.replace(attempt, state="accepted", cost=cost or attempt.cost)
                    await self._step(attempt=accepted, ref=ref)
                if progress is not None:
                    self.line.progressed(progress)
                await self._show(previews)
                # Jobs that were begun together are not to be asked about together for ever: neither vendor nor loop likes bursts.
                await self.line.pause(after * random.uniform(0.9, 1.1))  # noqa: S311
            case Done(result, cost) if attempt:
                self.line.seen = self.line.seen or time.monotonic()
                way = self._way()
                keeper, line = self.line.engine.keeper, self.line
                outputs = await keeper.keep(line.task, self.no, result.outputs, way.channel, self.request)
                usage = result.usage or measure(line, outputs)
                done = msgspec.structs.replace(attempt, state="done", cost=cost if cost is not None else attempt.cost)
                await self._finish(
                    attempt=done,
                    outputs=outputs,
                    usage=usage,
                    details=result.details,
                    actions=result.actions,
                    served_by=way.channel.provider.name,
                )
            case Ask(actions, ref, details) if attempt and len(self.line.work.parts) == 1:
                self._release()
                accepted = msgspec.structs.replace(attempt, state="done")
                await self.line.ask(msgspec.structs.replace(self.part, attempt=accepted, ref=ref), actions, details)
            case _:
                message = "the vendor asks something back that cannot be answered"
                raise UpstreamError(message)

    async def _show(self, urls: tuple[str, ...]) -> None:
        """Keep the early pictures that the vendor has of it."""
        if urls:
            line = self.line
            await line.engine.previews.see(line.previews, line.task.id, self.no, urls, self._way().channel)

    async def _trouble(self, error: GatewayError) -> None:
        """What an error means depends on whether something may have been bought."""
        self.line.trouble = error.public
        part, attempt = self.part, self.part.attempt
        open_attempt = attempt is not None and attempt.state in ("intent", "unknown")
        if isinstance(error, Unavailable) and not isinstance(error, NoChannel):
            await self.line.pause(error.retry_after or 1.0)
        elif part.ref is not None:
            await self._poll_trouble(error)
        elif open_attempt and attempt is not None and attempt.state == "unknown":
            await self._unresolved(error)
        elif open_attempt:
            await self._submit_trouble(error)
        else:
            await self._routing_trouble(error)

    async def _poll_trouble(self, error: GatewayError) -> None:
        self._faults += 1
        if isinstance(error, UpstreamRefused) and not error.retryable and self._faults <= ROUNDS:
            await self._refused(error)
        elif error.retryable or (_expired(error) and self._faults <= REFETCHES):
            await self.line.pause(error.retry_after or min(0.5 * 2**self._faults, SLOWEST_POLL))
        else:
            await self._end(error)

    async def _unresolved(self, error: GatewayError) -> None:
        """Asking again failed: only an answer about the job itself ends it, a refusal says nothing of the first try."""
        if error.retryable or isinstance(error, UpstreamError):
            self._faults += 1
            await self.line.pause(error.retry_after or min(0.5 * 2**self._faults, SLOWEST_POLL))
        else:
            await self._end(error)

    async def _submit_trouble(self, error: GatewayError) -> None:
        if isinstance(error, UpstreamUnknown) and self.part.attempt:
            unknown = msgspec.structs.replace(self.part.attempt, state="unknown")
            await self._step(error.detail, attempt=unknown)
        elif isinstance(error, UpstreamRefused | RateLimited):
            self.line.engine.router.fared(self.part.attempt.channel if self.part.attempt else "", error)
            await self._refused(error)
        else:
            await self._end(error)

    async def _refused(self, error: GatewayError) -> None:
        """Nothing was bought there: the attempt is closed, the next route may be tried."""
        attempt = self.part.attempt
        if attempt:
            self._release()
            tried = (*self.part.tried, attempt.channel)
            closed = msgspec.structs.replace(attempt, state="refused")
            self._last = error
            await self._step(error.detail or error.public, attempt=closed, ref=None, tried=tried)

    async def _routing_trouble(self, error: GatewayError) -> None:
        """No way left this round: wait and begin again, a few rounds; a rate limit is waited for until the deadline."""
        last = self._last or error
        if not isinstance(last, RateLimited):
            self._rounds += 1
            if self._rounds > ROUNDS or (isinstance(error, NoChannel) and not self.part.tried):
                await self._end(last)
                return
        await self.line.pause(max(0.05, error.retry_after or last.retry_after or min(2.0**self._rounds / 4, 8.0)))
        if self.part.tried:
            self.line.work = self.line.work.replace(msgspec.structs.replace(self.part, tried=()))

    # --- ends ---------------------------------------------------------------------------------------------------

    async def _cancel(self) -> None:
        """Stop the vendor where it can be stopped; what it bills anyway is captured."""
        part, canceled = self.part, Canceled("canceled by the caller")
        if part.ref is None or part.attempt is None:
            await self._end(canceled)
            return
        way = self._way()
        call = way.codec.cancel(part.ref, self._target(way, part.attempt.key)) if way.codec.cancel else None
        if call is not None:
            reply = await self.line.engine.client.send(call, way.channel, self.line.engine.load)
            match way.codec.stopped(reply):
                case True:
                    await self._end(canceled)
                    return
                case None:
                    details = {
                        "canceled": "the vendor did not know the job; whether it bills it is unknown, and not yours to pay"
                    }
                    lost = msgspec.structs.replace(part.attempt, state="unknown")
                    await self._finish(failure=Failure.of(canceled), attempt=lost, details=details)
                    return
        usage = self.line.model.bound(self.line.params, 1)
        details = {"canceled": "the vendor had begun and bills it all the same"}
        failure = Failure.of(canceled)
        await self._finish(failure=failure, usage=usage, details=details, served_by=way.channel.provider.name)

    async def _end(self, error: GatewayError) -> None:
        """The part failed."""
        attempt = self.part.attempt
        keeps = isinstance(error, UpstreamUnknown) or attempt is None or attempt.state == "refused"
        closed = attempt if keeps or attempt is None else msgspec.structs.replace(attempt, state="failed")
        await self._finish(attempt=closed, failure=Failure.of(error))

    async def _finish(self, **changes: Any) -> None:
        """The part is over; a single part's end is written together with its task's."""
        part = msgspec.structs.replace(self.part, over=True, **changes)
        if len(self.line.work.parts) == 1:
            self.line.work = self.line.work.replace(part)
        else:
            await self.line.step(part)

    async def _step(self, note: str = "", /, **changes: Any) -> None:
        await self.line.step(msgspec.structs.replace(self.part, **changes), note)

    # --- room ---------------------------------------------------------------------------------------------------

    async def _take(self, channel: str) -> None:
        """Hold one of the channel's places for jobs, from submit to end."""
        if self._held is None and (slot := self.line.engine.router.slot(channel)):
            if slot.locked() and self.part.ref is None:
                await self._queue(slot, channel)
            else:
                await slot.acquire()
                self._held = slot, channel

    async def _queue(self, slot: Places, channel: str) -> None:
        """Wait for a place to submit, unless the caller wants no more of it."""
        place, canceled = asyncio.ensure_future(slot.acquire()), asyncio.ensure_future(self.line.canceled.wait())
        try:
            await asyncio.wait((place, canceled), return_when=asyncio.FIRST_COMPLETED)
        finally:
            canceled.cancel()
            if place.done():
                self._held = slot, channel
            else:
                place.cancel()

    def _release(self) -> None:
        if self._held is not None:
            slot, channel = self._held
            self._held = None
            slot.release()
            self.line.engine.router.freed(channel)


def measure(line: Line, outputs: tuple[Asset, ...]) -> dict[str, int]:
    """Usage as the delivered files show it. Seconds are whole ones, as they are sold: a clip of 5.04 s counts 5."""
    bound = line.model.bound(line.params, 1)
    usage = Counter[str](a.kind for a in outputs) | {"call": 1}
    pictures = [a for a in outputs if a.kind == "image"]
    inputs = bound.get("input_megapixel", 0) * len(pictures)
    usage["megapixel"] = sum(megapixels(a.width, a.height) for a in pictures) + inputs
    usage["input_megapixel"] = inputs
    lasting = [a for a in outputs if a.kind in ("video", "audio")]
    usage["second"] = sum(max(1, round(a.duration)) if a.duration else bound.get("second", 0) for a in lasting)
    usage["video_token"] = sum(
        video_tokens(a.width, a.height, a.duration) if a.duration else bound.get("video_token", 0) for a in lasting
    )
    return line.params.sold({meter: quantity for meter, quantity in usage.items() if meter in bound})


def _expired(error: GatewayError) -> bool:
    return "expired" in error.public
