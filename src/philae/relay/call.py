"""One call: from a client's whole request, through admission, to a vendor's reply, its bill and its end.

It stands where uvicorn keeps a request's cycle, so that requests of both kinds on one connection keep their order.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import structlog

from philae.core.errors import GatewayError, Internal, NoChannel, UpstreamError, UpstreamTimeout
from philae.core.http import HttpReply
from philae.gate.limits import FREE
from philae.gate.policy import Policy
from philae.net.connection import Broken, Connection
from philae.net.connection import Headers as Replied
from philae.relay import beside, question
from philae.relay.again import worth_another
from philae.relay.answering import GONE, OK, Answering
from philae.relay.asking import Asking
from philae.relay.cache import Wish
from philae.relay.copied import Copied, Copy
from philae.relay.plain import PlainAsking
from philae.relay.sinks import Sink
from philae.relay.tally import Tally
from philae.relay.ways import Way

FIRST = 600.0
"""Seconds until a vendor's first byte: a whole answer is thought out before it begins."""
IDLE = 180.0
MOST_REPLY = 64 << 20
ERRORS, UNAUTHORIZED = 400, 401
log = structlog.get_logger()


class Call(Answering):
    """From `_admit` on: what it asks, whom, for how much, and what comes of it."""

    _tried: tuple[str, ...] = ()
    _status = 0
    _under_way = _renewed = False
    _wish: Wish | None = None

    # --- the client's side ----------------------------------------------------------------------------------------

    def gone(self) -> None:
        """The client went away: the vendor is cut off at once, and what it made until then is billed."""
        self.disconnected = True
        if self.finished:
            return
        if self._connection:
            self._abandon()
            self._fared(None)
        self._close(GONE)
        self._finish()

    def flow(self, *, full: bool) -> None:
        """The client stopped reading, or goes on."""
        if self._connection:
            (self._connection.pause if full else self._connection.resume)()

    # --- admission ------------------------------------------------------------------------------------------------

    def _guarded(self, deed: Callable[..., None], *given: Any) -> None:
        """Do it; whatever goes wrong, the client is answered."""
        try:
            deed(*given)
        except Exception as error:  # noqa: BLE001  it is told, and logged if it is ours
            self._wrong(error)

    def _wrong(self, error: Exception) -> None:
        if not isinstance(error, GatewayError):
            log.error("relay.fault", request=self.identity, exc_info=error)
            error = Internal("something went wrong on our side", detail=repr(error))
        self._cut(error)

    def _admit(self) -> None:
        """Everything that can refuse the call before money is set aside; no database is asked."""
        policy = self._known
        if policy is None:
            return
        relay = self._relay
        policy.admit(self._caller() if policy.ips is not None else None)
        relay.ready()
        self._stay = relay.limits.enter(policy)
        kind = PlainAsking if self._lane.plain else Asking
        self._asking = kind(self._lane, self._url, self._headers, b"".join(self._chunks))
        self._chunks.clear()
        if policy.keep_bodies:
            self._asked, self._copy = self._asking.body, Copy()
        if self._found():
            self._place(policy)
        else:
            self._hand_on()

    def _caller(self) -> str:
        forwarded = self._headers.get(b"x-forwarded-for", b"").decode("latin-1")
        return self._relay.proxies.caller(self._peer, forwarded)

    def _found(self) -> bool:
        """Whether its model is one of text: those that draw are the app's. Raises `ModelNotFound`."""
        relay, name = self._relay, self._asking.named
        found = relay.find(name)
        if found:
            self._model, self._pinned = found
        elif not relay.draws(self._lane.wire, name):
            raise relay.unknown(name)
        return found is not None

    def _hand_on(self) -> None:
        self.finished = self.freed = True
        self._leave()
        self._client.hand_on(self, self._url, self._headers, self._asking.body)

    def _place(self, policy: Policy) -> None:
        """Where it may go, and what it costs at most."""
        relay, asking, pinned = self._relay, self._asking, self._pinned
        policy.may_use(self._model.id)
        if policy.tpm or relay.ways.rooms.weighs:
            self._weight, read = asking.weight(self._model)
            self._stay.reserve(self._weight, read)
        studio = self._twin = relay.twin(self._model, policy)
        self._ways = relay.ways.all(self._model, self._lane.wire, stream=asking.streamed, studio=studio, pinned=pinned)
        if not studio and not self._model.rates:
            message = f"no price is known for {self._model.id}, so no vendor is asked"
            raise NoChannel(message, param="model")
        book = "sandbox" if studio or policy.book == "sandbox" else policy.book
        self._tally = Tally(relay, self.id, policy, self._model, book, self._lane.wire)
        self._fund(self._tally, self._tally.bill.bound(self._size, asking.seen.cap, asking.seen.choices))

    def _fund(self, tally: Tally, bound: int) -> None:
        if (tally.payer.cache or question.HEADER in self._headers) and self._recalled(tally):
            return
        tally.piece = self._relay.purse.reserve(tally.payer, bound)
        if tally.piece is None:
            self._relay.spawn(self._funded(tally, bound))
        else:
            self._send()

    def _recalled(self, tally: Tally) -> bool:
        """Whether it was answered before, and so now; else a copy is made of its answer."""
        wish = question.wished(tally.payer, self._headers, tally.book, self._asking)
        if wish is None:
            return False
        answer = self._relay.cache.find(wish)
        if answer is None:
            self._wish, self._copy, self._marks = wish, self._copy or Copy(), question.MISS
            return False
        self._marks = answer.beside + question.hit(answer)
        tally.recall(answer.cost, stream=answer.streamed)
        if answer.streamed:
            self._said(answer.body)
            self._stream(answer.body, over=True)
        else:
            self._answer(OK, answer.body)
        return True

    def _keep_copy(self, body: bytes | None) -> None:
        """What was bought is given again to who asks for the same."""
        if self._wish and self._tally and body:
            lines = beside.repeated(self._way, self._asking.dropped)
            self._relay.cache.keep(self._wish, body, self._tally.amount, lines, streamed=self._asking.streamed)

    async def _funded(self, tally: Tally, bound: int) -> None:
        try:
            tally.piece = await self._relay.purse.fetch(tally.payer, bound)
        except GatewayError as error:
            self._refuse(error)
            return
        if self.disconnected:
            self._close(GONE)
        else:
            self._guarded(self._send)

    # --- the vendor's side ----------------------------------------------------------------------------------------

    def _send(self) -> None:
        """To the best channel that was not tried yet."""
        way = self._relay.ways.choose(self._ways, self._tried, self._asking.sticky, self._weight)
        ready = way.authority is None or way.authority.ready
        if ready:
            self._sent = self._asking.written(way, self._model, self.id)
        self._way = way
        self._berth = self._relay.ways.began(way.channel.name, self._weight)
        self._under_way = True
        self._go(way, ready=ready)

    def _go(self, way: Way, *, ready: bool) -> None:
        """Off with it: at once, if its request is written."""
        connection = self._relay.pool.kept(way.origin) if ready else None
        if connection is None:
            self._relay.spawn(self._connect(way))
        else:
            self._ask(connection)

    async def _connect(self, way: Way) -> None:
        """On a new connection, with a token that lasts where the channel wants one."""
        try:
            if way.authority:
                await way.authority.prepare()
            connection = await self._relay.pool.open(way.origin)
        except Broken as broken:
            self.on_break(broken)
        except UpstreamError as error:
            self._guarded(self._next, error)
        else:
            self._guarded(self._opened, way, connection)

    def _opened(self, way: Way, connection: Connection) -> None:
        self._connection = connection
        if self.disconnected:
            self._abandon()
            self._fared(None)
            return
        if way.authority:
            self._sent = self._asking.written(way, self._model, self.id)
        self._ask(connection)

    def _ask(self, connection: Connection) -> None:
        self._connection = connection
        sent = self._traced() if self._relay.traces else self._sent
        connection.send(sent, self, FIRST, IDLE, asyncio.get_running_loop().time())

    def _traced(self) -> bytes:
        """The request, with the call's place in its trace behind its first line."""
        traces, age = self._relay.traces, time.monotonic() - self._begun
        line, end, rest = self._sent.partition(b"\r\n")
        return b"".join((line, end, traces.parent(self.id, self._headers, time.time() - age) if traces else b"", rest))

    def _abandon(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.abandon()
            self._relay.pool.done(connection)

    def on_reply(self, status: int, headers: Replied) -> None:
        """The vendor answers."""
        self._status, self._replied = status, headers
        self._first = time.monotonic() - self._begun
        if status < ERRORS and self._asking.streamed and self._way:
            kind = next((value.decode("latin-1") for name, value in headers if name == b"content-type"), "")
            if not kind.startswith("text/html"):
                sink = self._asking.sink(self._way, self._relay.tokens, kind)
                self._sink = Copied(sink, self._copy) if self._copy else sink

    def on_bytes(self, data: bytes) -> None:
        """More of the answer."""
        sink = self._sink
        if sink:
            try:
                out, end = sink.feed(data)
                if end or sink.failed or not self._flows:
                    self._pass(sink, out, end=end)
                elif out:  # nearly always: another piece, for which every call counts
                    self._client.write(b"%x\r\n%b\r\n" % (len(out), out))
            except Exception as error:  # noqa: BLE001  as `_guarded`
                self._wrong(error)
            return
        self._chunks.append(data)
        self._size += len(data)
        if self._size > MOST_REPLY + self._relay.body_limit:
            self._cut(UpstreamError("the vendor's answer is too large"))

    def _pass(self, sink: Sink, out: bytes, *, end: bool) -> None:
        """Send a piece that begins the answer, ends it, or comes before its break."""
        if end:
            self._close(OK)
        if out:
            self._stream(out)
        if sink.failed:
            self._cut(sink.failed)

    def on_end(self) -> None:
        """The answer is whole."""
        connection, self._connection = self._connection, None
        if connection:
            self._relay.pool.done(connection)
        self._guarded(self._streamed if self._sink else self._answered)

    def _streamed(self) -> None:
        last = self._sink.close() if self._sink else b""
        if self._sink and self._sink.failed:
            self._pass(self._sink, last, end=False)
            return
        self._fared(None)
        self._end(last)

    def _end(self, out: bytes, code: str = "") -> None:
        """The last of a stream."""
        self._close(OK, code)
        if self._copy and self._copy.whole and not code:
            self._keep_copy(self._copy.body)
        self._stream(out, over=True)

    def _answered(self) -> None:
        """A whole answer, or an error."""
        way = self._way
        if way is None:
            return
        read = self._status >= ERRORS or self._asking.foreign(way)  # what is passed on needs none of its headers
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in self._replied} if read else {}
        reply = HttpReply(self._status, headers, b"".join(self._chunks))
        if self._status == UNAUTHORIZED and not self._renewed and way.authority and way.authority.doubt(self._begun):
            self._renewed = True
            self._chunks.clear()
            self._relay.spawn(self._connect(way))
            return
        if self._status >= ERRORS:
            codec = way.codec or way.plain
            fault = codec.fault(reply) if codec else self._relay.fault(reply)
            self._rejected(fault)
            return
        body, self._tokens = self._asking.answer(way, reply, self._relay.tokens)
        self._fared(None)
        self._deliver(body)

    def _deliver(self, body: bytes) -> None:
        """The answer, as the client gets it."""
        self._close(self._status)
        if self._status == OK:
            self._keep_copy(body)
        self._answer(self._status, body)

    def _rejected(self, fault: GatewayError) -> None:
        """The vendor refused: the next one is asked, unless the fault is in the request itself."""
        if worth_another(fault, self._status):
            self._next(fault)
        else:
            self._fared(None)
            self._refuse(fault)

    def on_break(self, broken: Broken) -> None:
        """The connection failed: another way, if nothing can have been bought; else the client is told."""
        connection, self._connection = self._connection, None
        if connection:
            self._relay.pool.done(connection)
        if self.disconnected:
            self._fared(None)
        elif broken.stale and self._way:
            # A kept connection that the vendor had closed meanwhile: once more on a new one.
            self._relay.spawn(self._connect(self._way))
        elif not broken.sent:
            self._guarded(self._next, UpstreamError("the vendor cannot be reached", detail=str(broken)))
        else:
            self._cut(_broken(broken, told=self._told))

    def _next(self, error: GatewayError) -> None:
        """The next channel, if there is one that was not tried."""
        self._fared(error)
        self._berth.settle(0)
        self._tried = (*self._tried, self._way.channel.name if self._way else "")
        self._way = None
        self._chunks.clear()
        if not self.disconnected and any(w.channel.name not in self._tried for w in self._ways):
            self._send()
        else:
            self._refuse(error)

    def _fared(self, error: GatewayError | None) -> None:
        """The channel is rid of this call, and it is known how it fared; told once for each try."""
        if self._way and self._under_way:
            self._under_way = False
            if self._berth is not FREE:
                self._berth.leave()
            self._relay.ways.ended(self._way.channel.name, error, self._first)

    def _cut(self, error: GatewayError) -> None:
        """It cannot go on: what came is billed, and the client is told, in a stream by the format's own event."""
        self._abandon()
        if self._way:
            self._fared(error if isinstance(error, UpstreamError | UpstreamTimeout) else None)
        if self._sink is None or not self._told:
            self._refuse(error)
            return
        self._end(self._sink.fault(error), error.code)


def _broken(broken: Broken, *, told: bool) -> GatewayError:
    """What a client is told of a connection that failed behind its request."""
    if broken.late:
        return UpstreamTimeout("the vendor was silent for too long", detail=str(broken))
    words = "the vendor broke off in the middle of its answer" if told else "the vendor did not answer"
    return UpstreamError(words, detail=str(broken))
