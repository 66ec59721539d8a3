"""The public port: uvicorn's protocol, of which the relay takes its own requests from the parser to the socket."""

import asyncio
import fcntl
import termios
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from philae.relay import handed, head
from philae.relay.call import Call
from philae.relay.head import Headers
from philae.relay.lane import Lane
from philae.relay.lasting import Lasting
from philae.relay.relay import Relay
from philae.relay.wanted import KEY, PREFER
from philae.relay.watch import Phase, Watch

HEADERS = 64 << 10
"""Bytes of a request's headers, at most."""
LARGE = "the headers are too large"
LATE = "the request took too long to come"
MANY = "there are too many connections at the moment"


class RelayProtocol(HttpToolsProtocol):
    """Everything that is not the relay's goes to the app, on the same connection and in order.

    A call stands where uvicorn keeps a request's cycle: what comes behind it waits in uvicorn's own pipeline.
    """

    _head = 0
    _opened = _asks = _parsing = False
    _owing = True
    _watched = False
    _idle_since = 0.0
    _idle: asyncio.TimerHandle | None = None
    _refusal = ""
    """Why what came last is no request; nothing is read behind it."""
    _spoilt: Any = None
    """The request whose body went wrong, if its head was whole."""
    _answered: Call | RequestResponseCycle | None = None
    """The call whose answer is on its way, or was the last; behind it others may wait, the last of them as `cycle`."""
    address = ""
    received = 0
    watch: Watch
    write: Callable[[bytes], object]
    """Send; the transport's own, since every piece of a stream passes here."""

    def relay(self) -> Relay | None:
        """Who takes requests; None while there is none: then everything is the app's."""
        return None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client comes; one too many is turned away."""
        super().connection_made(transport)
        self.write = transport.write
        self.address = self.client[0] if self.client else ""
        self._watched = self.watch.arrived(self)
        if not self._watched:
            self._turn_away(MANY, 503, "too_many_connections")

    def data_received(self, data: bytes) -> None:
        """Bytes of the client's. A head that does not end is cut off before it fills the memory."""
        if self._refusal:
            return
        self._head += len(data)
        self._parsing = True
        try:
            super().data_received(data)
        finally:
            self._parsing = False
        if self._watched:
            self.received += len(data)
        if self._owing is not self._watched:
            self._watched = self._owing
            (self.watch.owes if self._owing else self.watch.paid)(self)
        if not self._opened:
            self._head = 0
        elif self._head > HEADERS and not self.transport.is_closing():
            self.send_400_response(LARGE)

    def send_400_response(self, msg: str) -> None:
        """What is no request is refused in JSON, behind the answers to what came before it, and the connection ends."""
        this: Any = self
        spoilt = this.cycle if self._owing and not self._opened else None
        self._refusal, self._spoilt = msg, spoilt
        waits = self.pipeline if spoilt else this.cycle and not this.cycle.response_complete
        if not waits:
            self._turn_away(msg)

    def _turn_away(self, words: str, status: int = 400, code: str = "bad_request") -> None:
        if not self.transport.is_closing():
            self.transport.write(head.broken(words, status, code))
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins; whose it is will be known when its head is whole."""
        self._opened = self._owing = True
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        """Take the request, or leave it to the app. What is over all bounds ends the parsing, and the connection."""
        self._opened = False
        if self._head > HEADERS and sum(len(name) + len(value) for name, value in self.headers) > HEADERS:
            raise ValueError(LARGE)
        relay = self.relay()
        lane = relay.lanes.find(self.parser.get_method(), self.url) if relay else None
        if lane and relay:
            self._take(lane, relay)
        else:
            self._leave()

    def _leave(self) -> None:
        url, headers, asks = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, asks
        self.headers += headers
        super().on_headers_complete()

    def _take(self, lane: Lane, relay: Relay) -> None:
        this: Any = self
        before = this.cycle
        chunks = self.parser.get_http_version() != "1.0"
        keep = chunks and self.parser.should_keep_alive()
        headers = dict(self.headers)
        kind = Lasting if lane.wire == "responses" or KEY in headers or PREFER in headers else Call
        call = this.cycle = kind(relay, this, lane, self.url, headers, self.address, keep=keep, chunks=chunks)
        self._asks = self.expect_100_continue
        if before is None or before.response_complete:
            self._begin(call)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((this.cycle, self.app))

    def on_body(self, body: bytes) -> None:
        """Some of a request's body."""
        call: Any = self.cycle
        if isinstance(call, Call):
            call.feed(body)
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._owing = False
        call: Any = self.cycle
        if isinstance(call, Call):
            call.complete()
        else:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is whole; the next in the pipeline begins."""
        last = not self.pipeline
        super().on_response_complete()
        if last and self._refusal:
            self._turn_away(self._refusal)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """The next in the pipeline."""
        if self._refusal and cycle is self._spoilt:
            self._turn_away(self._refusal)
        elif isinstance(cycle, Call):
            self._begin(cycle)
        else:
            super()._start_asgi_task(cycle, app)

    def _begin(self, call: Call) -> None:
        self._answered = call
        call.start(asks=self._asks)

    def eof_received(self) -> None:
        """The client is gone: nothing more is written, although the loop closes the connection only in a moment."""
        this: Any = self
        for cycle in {id(c): c for c in (this.cycle, self._answered) if c and not c.response_complete}.values():
            if isinstance(cycle, Call):
                cycle.gone()
            else:
                cycle.disconnected = True

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        call: Any = self.cycle
        self.watch.left(self)
        super().connection_lost(exc)
        if self._idle:
            self._idle.cancel()
        for waiting, _ in list(self.pipeline):
            if isinstance(waiting, Call):
                waiting.gone()
        if isinstance(call, Call):
            call.gone()

    def pause_writing(self) -> None:
        """The client reads slowly."""
        super().pause_writing()
        self.watch.stuck(self)
        self._flow(full=True)

    def resume_writing(self) -> None:
        """It caught up."""
        super().resume_writing()
        self.watch.flows(self)
        self._flow(full=False)

    def _flow(self, *, full: bool) -> None:
        if isinstance(self._answered, Call):
            self._answered.flow(full=full)

    # --- what the watch asks and does --------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """What is not whole yet."""
        return "head" if self._opened or self.cycle is None else "body"

    @property
    def ours(self) -> bool:
        """Whether the client waits for us: we do not read, or answer an earlier request, or gave no leave to send yet."""
        cycle: Any = self.cycle
        if self.flow.read_paused or cycle is None:
            return self.flow.read_paused
        waits = getattr(cycle, "waiting_for_100_continue", False)
        return waits or (self.phase == "head" and not cycle.response_complete)

    @property
    def unread(self) -> int:
        """Bytes that wait for the client, with us and in the kernel, which may hold megabytes of them."""
        waiting = array("i", [0])
        with suppress(OSError):
            fcntl.ioctl(self.transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, waiting)
        return self.transport.get_write_buffer_size() + waiting[0]

    def late(self) -> None:
        """The client is told, where it said anything, and hung up on."""
        cycle: Any = self.cycle
        if self.phase == "body" and isinstance(cycle, Call):
            cycle.late()
        elif self.phase == "body" and cycle.response_started:
            self.transport.abort()
        elif self.received:
            self._turn_away(LATE, 408, "request_timeout")
        else:
            self.transport.close()

    def cut(self) -> None:
        """The client does not read."""
        self.transport.abort()

    # --- what a call does to its client -----------------------------------------------------------------------------

    def full(self) -> bool:
        """Whether the client has not read what it was sent."""
        return self.flow.write_paused

    def hold(self) -> None:
        """Read no more of it."""
        self.flow.pause_reading()

    def go_on(self) -> None:
        """Read on."""
        self.flow.resume_reading()

    def hand_on(self, call: Call, url: bytes, headers: Headers, body: bytes) -> None:
        """The request is the app's after all, in the place where it stood."""
        this: Any = self
        self._answered = cycle = handed.cycle(self, url, headers, body, keep=call.keep_alive)
        if this.cycle is call:
            this.cycle = cycle
        self._start_asgi_task(cycle, self.app)

    def done(self, call: Call) -> None:
        """The answer is whole."""
        if not call.keep_alive and not self.transport.is_closing():
            self.transport.close()
        if self._parsing:  # the next request must not begin before this one is whole
            self.loop.call_soon(self._free, call)
        else:
            self._free(call)

    def _free(self, call: Call) -> None:
        call.freed = True
        if self.transport.is_closing():
            return
        if self.pipeline or self._refusal:
            self.on_response_complete()
            return
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self._idle_since = self.loop.time()
        if self._idle is None:
            self._idle = self.loop.call_later(self.timeout_keep_alive, self._look)

    def _look(self) -> None:
        """Close what has been idle for too long. A timer for a connection and not for each call, which cost 4 µs."""
        self._idle = None
        call: Any = self.cycle
        if self._opened or not isinstance(call, Call) or not call.response_complete:
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._idle = self.loop.call_later(left, self._look)
        else:
            self.timeout_keep_alive_handler()
