"""A call that its client may want to last: a task makes it then, and this answers from it, also to who asks again."""

import asyncio
import time
from collections.abc import Awaitable

import structlog

from philae.core.chat import ChatRequest
from philae.core.durable import Asked, Desk, Ended, Ticket
from philae.core.errors import GatewayError, Internal, UpstreamTimeout
from philae.core.stream import Fault
from philae.gate.policy import Policy
from philae.relay import beside
from philae.relay.recorder import Recorder
from philae.relay.response import Response
from philae.relay.tally import Tally
from philae.relay.wanted import DIALECTS, NOTHING, address, shown, wanted

PING, SLOW = 15.0, 0.05
GRACE = 10.0
"""Seconds that a line is held beyond its task's life: the task's own end is the better answer."""
ACCEPTED = 202
EVENTS = "text/event-stream"
log = structlog.get_logger()


class Lasting(Response):
    """As any call of its format, unless it has an idempotency key, is not waited for, or is made in the background."""

    _wanted = NOTHING
    _ticket: Ticket | None = None
    _ended: Ended | None = None
    _mark = b""

    # --- becoming a task ------------------------------------------------------------------------------------------

    def _place(self, policy: Policy) -> None:
        """What was asked under this key before is answered first: it needs no money and no channel."""
        self._wanted, self._body, desk = wanted(self._headers), self._asking.body, self._relay.desk
        if desk and self._wanted.idem:
            self._relay.spawn(self._surely(self._again(desk, policy)))
        else:
            super()._place(policy)

    async def _surely(self, work: Awaitable[None]) -> None:
        """Whatever goes wrong, the client is told."""
        try:
            await work
        except GatewayError as error:
            self._tell(error)
        except Exception as error:
            log.exception("relay.fault", request=self.identity)
            self._tell(Internal("something went wrong on our side", detail=repr(error)))

    async def _again(self, desk: Desk, policy: Policy) -> None:
        self._mark = await desk.mark(address(self._url), self._body)
        ticket = await desk.known(policy.account, self._wanted.idem, self._mark)
        if ticket:
            await self._follow(desk, ticket)
        else:
            super()._place(policy)

    @property
    def _behind(self) -> bool:
        """Whether it is a response in the background."""
        return self._lane.wire == "responses" and self._asking.seen.background is True

    def _fund(self, tally: Tally, bound: int) -> None:
        """What can be refused was; now the money is set aside, by the task or from a lease."""
        desk = self._relay.desk
        if desk is None or not (self._wanted.idem or self._wanted.deferred or self._behind):
            super()._fund(tally, bound)
            return
        way = self._ways[0]
        if way.authority is None or way.authority.ready:
            self._asking.written(way, self._model, self.id)
        self._relay.spawn(self._surely(self._admitted(desk, self._order(tally, bound))))

    def _order(self, tally: Tally, bound: int) -> Asked:
        thread, wire, payer = self._thread, self._lane.wire, tally.payer
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in self._headers.items()}
        response = thread.begun(self._asking.request(self._model)) if thread and thread.background else None
        return Asked(
            id=self.id, account=payer.account, key=payer.id, book=tally.book, dialect=DIALECTS.get(wire, "openai"),
            operation=self._model.operation, model=self._model.id, url=address(self._url), headers=shown(self._headers),
            body=self._body, bound=bound, studio=self._ways[0].channel.provider.name == "studio",
            base=self._relay.proxies.origin(self._peer, headers), idem=self._wanted.idem, mark=self._mark, response=response,
        )  # fmt: skip

    async def _admitted(self, desk: Desk, asked: Asked) -> None:
        ticket = await desk.admit(asked)
        self._stay.settle(self._weight)  # what it really takes is known when nobody may be here any more
        await self._follow(desk, ticket)

    # --- answering from it ----------------------------------------------------------------------------------------

    async def _follow(self, desk: Desk, ticket: Ticket) -> None:
        """The task, the response that it makes, or what comes of it."""
        self._ticket = ticket
        if self._wanted.deferred:
            await self._let_go(desk, ticket)
        elif self._behind and not self._asking.streamed:
            self._answer(200, await self._object(ticket))
        elif self._asking.streamed:
            await self._played(desk, ticket)
        else:
            await self._give(desk, await self._attended(desk, ticket, desk.life + GRACE))

    async def _let_go(self, desk: Desk, ticket: Ticket) -> None:
        """The task, unless it is over in the time that the client waits."""
        ended = await self._attended(desk, ticket, self._wanted.wait)
        if ended:
            await self._give(desk, ended)
        else:
            where = f"location: {ticket.location}\r\npreference-applied: respond-async\r\n"
            self._answer(ACCEPTED, ticket.document, where.encode())

    async def _object(self, ticket: Ticket) -> bytes:
        """The response object, at once."""
        if ticket.fresh and self._thread:
            return self._thread.shell(self._asking.request(self._model), "queued")
        if self._relay.threads is None or self._known is None:
            return ticket.document
        return await self._relay.threads.told(self._known.account, ticket.id)

    async def _attended(self, desk: Desk, ticket: Ticket, seconds: float) -> Ended | None:
        """How the task ended; None if the client left, or it takes longer."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while not self.disconnected and (left := until - clock()) > 0:
            if ended := await desk.ended(ticket.id, min(left, PING)):
                self._ended = ended
                return ended
            self._ping()
        return None

    async def _give(self, desk: Desk, ended: Ended | None, at: int = 0) -> None:
        """The answer from that byte on, or why there is none: to ask again with the same key would give the same."""
        if self.disconnected:
            return
        if ended is None or ended.error:
            error = (
                ended.error if ended and ended.error else UpstreamTimeout("there is no answer yet; its task goes on")
            )
            error.retryable = False
            self._tell(error)
            return
        body = await desk.read(ended)
        if self._asking.streamed:
            self._stream(body[at:], over=True)
        else:
            self._answer(200, body)

    def _tell(self, error: GatewayError) -> None:
        if not self._told:
            self._refuse(error)
        elif not self.finished:
            self._stream(self._words(error), over=True)

    def _words(self, error: GatewayError) -> bytes:
        """The format's own words for a stream that broke off."""
        face = self._lane.face
        return face.writer(ChatRequest("", (), stream=True))(Fault(error)) if face else b""

    # --- a stream -------------------------------------------------------------------------------------------------

    async def _played(self, desk: Desk, ticket: Ticket) -> None:
        """Live, where this process makes it; else when it is over, comments keeping the line open until then.

        What has ended is not heard live any more, although its recorder may be there for a moment yet: how it ended decides.
        """
        live = self._relay.live
        recorder = live.setdefault(ticket.id, Recorder()) if ticket.fresh else live.get(ticket.id)
        recorder = None if ticket.over else recorder
        at = await self._listened(recorder) if recorder else 0
        ended = await self._attended(desk, ticket, desk.life + GRACE)
        if ended and ended.error and recorder and 0 < at < len(recorder.body):
            self._stream(bytes(recorder.body[at:]), over=True)
        else:
            await self._give(desk, ended, at)

    async def _listened(self, recorder: Recorder) -> int:
        """Pass on what is said until only the end is left; how many bytes that were."""
        at = 0
        while not self.disconnected:
            if recorder.told > at and self._client.full():
                await asyncio.sleep(SLOW)
            elif recorder.told > at:
                said, at = bytes(recorder.body[at : recorder.told]), recorder.told
                self._stream(said)
            elif recorder.ending:
                break
            elif not await recorder.changed(PING):
                self._ping()
        return at

    def _ping(self) -> None:
        face = self._lane.face
        if self._asking.streamed and face and face.media == EVENTS and not self.disconnected:
            self._stream(b": ping\n\n")

    # --- what goes with it ----------------------------------------------------------------------------------------

    def _more(self) -> bytes:
        lines, ticket, ended = super()._more(), self._ticket, self._ended
        if ticket is None:
            return lines
        lines += f"x-philae-task-id: {ticket.id}\r\n".encode()
        lines += b"x-philae-engine: studio\r\n" if ticket.studio else b""
        if ended and ended.served_by:
            lines += f"x-philae-served-by: {ended.served_by}\r\n".encode()
        dropped = ended.dropped if ended and not self._tally else ""
        return lines + (f"x-philae-dropped: {dropped}\r\n".encode("latin-1", "replace") if dropped else b"")

    def _over(self) -> bytes:
        if self._ended is None:
            return super()._over()
        return beside.over(self._ended.cost, time.monotonic() - self._begun)
