"""The line of a call: it is made once, and its whole answer is kept. A try whose answer was lost is never made again."""

import asyncio
import secrets
import time
from functools import cached_property
from typing import Any

import msgspec

from philae.core.durable import Heard, Ongoing, Speech
from philae.core.errors import (
    Canceled,
    GatewayError,
    Internal,
    RateLimited,
    Unavailable,
    UpstreamError,
    UpstreamUnknown,
)
from philae.core.kept import Broken, Ending
from philae.core.record import Record
from philae.core.task import Failure, Receipt
from philae.engine.line import Line
from philae.engine.work import Attempt, Part

ROUNDS = 4
LOST = (
    "the vendor's answer was lost, and it cannot be asked whether it took the call; it was not sent again, and nothing "
    "was charged"
)
ENDED = "the process that made this call was ended before its answer came; nothing was charged"


class CallLine(Line):
    """A task of one part, which is a call."""

    parks = False
    heard: Heard | None = None

    @cached_property
    def _outdated(self) -> GatewayError | None:
        """Whether it can go on is seen when it is made."""
        return None

    @property
    def speech(self) -> Speech:
        """How calls are made."""
        if self.engine.speech is None:
            raise Internal("this gateway makes no calls")
        return self.engine.speech

    def job(self, part: int) -> Any:
        """What makes the call."""
        return CallJob(self, part)

    async def run(self) -> None:
        """Until the task is over, or another worker's."""
        try:
            await super().run()
        except asyncio.CancelledError:
            if self.at_stake and not self.work.parts[0].over:  # the process ends: what was cut off ends in words
                self._fail_open(UpstreamUnknown(ENDED))
                await self._close()
            raise
        finally:
            self.speech.over(self.task.id)

    def response(self) -> Ending | None:
        """As it ended at its vendor; an open one that came to nothing says why."""
        failure, heard = self.work.parts[0].failure, self.heard
        canceled = failure is not None and failure.code == Canceled.code
        if heard and heard.response and (failure is None or (heard.error and not canceled)):
            return heard.response
        if failure is None or self.task.operation != "chat":
            return None
        status = "cancelled" if canceled else "failed"
        return Broken(self.task.id, status, self.speech.words(failure.error()))

    def call(self, receipt: Receipt, /) -> Record | None:
        """As its account finds it among all calls: what it paid is the task's, and so is how it ended."""
        record, failure = self.heard.record if self.heard else None, self.work.parts[0].failure
        if record is None:
            return None
        paid = receipt.captured
        told = (
            record if failure is None else msgspec.structs.replace(record, amount=paid, held=paid, error=failure.code)
        )
        return msgspec.structs.replace(told, usage=receipt.usage)

    async def _close(self) -> None:
        """Whoever watches calls is told of this one when it is in the books."""
        await super()._close()
        if record := self.call(self.task.receipt):
            self.speech.told(record)

    def _settle(self, parts: tuple[Part, ...]) -> tuple[Receipt, int, int]:
        """What was used up to the hold; nothing for a failure, whose cost is the house's."""
        part, held, record = parts[0], self.task.receipt.quoted, self.heard.record if self.heard else None
        due = record.amount if record else 0
        failed = part.failure is not None and part.failure.code != Canceled.code
        usage = record.usage if record and not failed else {}
        captured = 0 if failed else min(due, held)
        served = part.served_by or self.task.receipt.served_by
        receipt = Receipt(self.task.book, held, held, captured, usage, served, bool(record and record.estimated))
        left = part.attempt is not None and part.attempt.state != "refused"
        return receipt, max(0, due - held) if not failed else 0, (due or held) if failed and left else 0


class CallJob:
    """Makes the call. What it knows beyond the part may be lost."""

    def __init__(self, line: CallLine, no: int) -> None:
        """The part's number."""
        self.line = line
        self.no = no
        self._rounds = 0
        self._lost: Attempt | None = None
        self._intending = asyncio.Lock()

    @property
    def part(self) -> Part:
        """The part as it stands."""
        return self.line.work.parts[self.no]

    async def run(self) -> None:
        """Until the part is over."""
        while not self.part.over:
            attempt = self.part.attempt
            if attempt and attempt.state == "intent":
                await self._resolve(attempt)
            elif self.line.canceled.is_set():
                self._end(Canceled("canceled by the caller"), "refused")
            else:
                await self._try()

    async def _resolve(self, lost: Attempt) -> None:
        """Its answer was lost: it is asked for by the attempt's key where the vendor keeps keys, and never sent without."""
        if not self._keyed or self.line.canceled.is_set():
            self._end(UpstreamUnknown(LOST), "unknown")
        else:
            await self._try(lost)

    async def _try(self, lost: Attempt | None = None) -> None:
        """One exchange; what certainly bought nothing is tried again, a few rounds, or while limits are in the way."""
        try:
            heard = self.line.heard = await self._heard(lost)
        except Unavailable as error:
            await self.line.pause(error.retry_after or 1.0)
            return
        except GatewayError as error:
            self._end(error, "refused")
            return
        if heard.error is None:
            await self._keep(heard)
        elif (heard.certain or self._keyed) and not heard.body and self._again(heard.error):
            if heard.certain and not lost:
                await self._refused(heard.error.detail or heard.error.public)
            await self.line.pause(heard.error.retry_after or min(2.0**self._rounds / 4, 8.0))
        else:
            self._failed(heard, heard.error)

    def _again(self, error: GatewayError) -> bool:
        """Whether another round may help: what is wrong with the request itself is so everywhere."""
        self.line.trouble = error.public
        if isinstance(error, RateLimited):
            return True
        self._rounds += 1
        return (isinstance(error, UpstreamError) or error.retryable) and self._rounds <= ROUNDS

    @property
    def _keyed(self) -> bool:
        """Whether the vendor of the last attempt can be asked again by its key."""
        attempt = self.part.attempt
        channel = self.line.engine.router.channels.get(attempt.channel) if attempt else None
        return channel is not None and channel.recovery == "key"

    async def _heard(self, lost: Attempt | None) -> Heard:
        engine, task = self.line.engine, self.line.task
        body = await engine.keeper.assets.get(str(task.wish["body"]))
        self._lost = lost
        ongoing = self.line.speech.begin(task, body, self.intend, lost.channel if lost else "")
        running = asyncio.ensure_future(ongoing.run())
        watching = asyncio.ensure_future(self._watch(ongoing))
        try:
            heard = await running
            async with self._intending:  # cut off meanwhile, an intent would be written over the end
                return heard
        finally:
            watching.cancel()
            running.cancel()
            ongoing.cancel(Unavailable("the call was given up"))

    async def _watch(self, ongoing: Ongoing) -> None:
        await self.line.canceled.wait()
        ongoing.cancel(Canceled("canceled by the caller"))

    # --- attempts -------------------------------------------------------------------------------------------------

    async def intend(self, channel: str, timeout: float, why: str) -> str:  # noqa: ASYNC109  a fact, not a limit
        """The attempt is durable before anything leaves; its key. Raises `Unavailable` where nothing may be sent."""
        if self._lost:
            return self._lost.key
        async with self._intending:
            await self._refused(why)
            self._may_send()
            attempt = Attempt(self.part.tries + 1, secrets.token_hex(16), channel, time.time(), timeout)
            await self.line.step(msgspec.structs.replace(self.part, attempt=attempt, tries=attempt.no))
            try:
                self._may_send()
            except Unavailable:
                await self._refused("not sent")
                raise
        return attempt.key

    def _may_send(self) -> None:
        if not self.line.engine.worker.may_send:
            raise Unavailable("this process may not begin anything now")

    async def _refused(self, why: str) -> None:
        """The attempt before bought nothing."""
        attempt = self.part.attempt
        if attempt and attempt.state == "intent":
            closed = msgspec.structs.replace(attempt, state="refused")
            await self.line.step(msgspec.structs.replace(self.part, attempt=closed), why)

    # --- ends -----------------------------------------------------------------------------------------------------

    async def _keep(self, heard: Heard) -> None:
        """The answer, stored; it becomes the task's together with its end."""
        task, part = self.line.task, self.part
        try:
            answer = await self.line.engine.keeper.answer(task, heard.body, heard.mime)
        except GatewayError as error:
            self._failed(heard, error)
            return
        self.line.seen = time.monotonic()
        details: dict[str, object] = {"dropped": list(heard.dropped)} if heard.dropped else {}
        attempt = msgspec.structs.replace(part.attempt, state="done") if part.attempt else None
        served = heard.record.provider if heard.record else ""
        self._over(attempt=attempt, outputs=(answer,), details=details, served_by=served)

    def _failed(self, heard: Heard, error: GatewayError) -> None:
        """What is certain of asking again says nothing of the first try."""
        self._end(error, "refused" if heard.certain and not self._lost else "failed")

    def _end(self, error: GatewayError, state: str) -> None:
        attempt = self.part.attempt
        if attempt and attempt.state == "intent":
            attempt = msgspec.structs.replace(attempt, state=state)
        self._over(attempt=attempt, failure=Failure.of(error))

    def _over(self, **changes: Any) -> None:
        self.line.work = self.line.work.replace(msgspec.structs.replace(self.part, over=True, **changes))
