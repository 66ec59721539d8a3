"""The public port: uvicorn's protocol, of which the relay takes its own requests from the parser to the socket."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from philae.relay import head
from philae.relay.call import Call
from philae.relay.lane import Lane
from philae.relay.relay import Relay
from philae.relay.response import Response

HEADERS = 64 << 10
"""Bytes of a request's headers, at most."""
LARGE = "the headers are too large"


class RelayProtocol(HttpToolsProtocol):
    """Everything that is not the relay's goes to the app, on the same connection and in order.

    A call stands where uvicorn keeps a request's cycle: what comes behind it waits in uvicorn's own pipeline.
    """

    _size = 0
    _head = 0
    _opened = False
    _asks = False

    def relay(self) -> Relay | None:
        """Who takes requests; None while there is none: then everything is the app's."""
        return None

    def data_received(self, data: bytes) -> None:
        """Bytes of the client's. A head that does not end is cut off before it fills the memory."""
        super().data_received(data)
        self._head = self._head + len(data) if self._opened else 0
        if self._head > HEADERS and not self.transport.is_closing():
            self.send_400_response(LARGE)

    def send_400_response(self, msg: str) -> None:
        """What is no request is refused in JSON, and the connection ends."""
        self.transport.write(head.broken(msg))
        self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._size, self._opened = 0, True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count; what is over all bounds ends the parsing, and with it the connection."""
        self._size += len(name) + len(value)
        if self._size > HEADERS:
            raise ValueError(LARGE)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Take the request, or leave it to the app."""
        self._opened = False
        relay = self.relay()
        lane = relay.lanes.find(self.parser.get_method(), self.url) if relay else None
        if lane and relay:
            self._take(lane, relay)
        else:
            super().on_headers_complete()

    def _take(self, lane: Lane, relay: Relay) -> None:
        before: Any = self.cycle
        chunks = self.parser.get_http_version() != "1.0"
        keep = chunks and self.parser.should_keep_alive()
        peer = self.client[0] if self.client else ""
        kind = Response if lane.wire == "responses" else Call
        call = kind(relay, cast("Any", self), lane, self.url, dict(self.headers), peer, keep=keep, chunks=chunks)
        self.cycle = cast("Any", call)
        self._asks = self.expect_100_continue
        if before is None or before.response_complete:
            call.start(asks=self._asks)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))

    def on_body(self, body: bytes) -> None:
        """Some of a request's body."""
        call: Any = self.cycle
        if isinstance(call, Call):
            call.feed(body)
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        call: Any = self.cycle
        if isinstance(call, Call):
            call.complete()
        else:
            super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """The next in the pipeline."""
        if isinstance(cycle, Call):
            cycle.start(asks=self._asks)
        else:
            super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        call: Any = self.cycle
        super().connection_lost(exc)
        for waiting, _ in list(self.pipeline):
            if isinstance(waiting, Call):
                waiting.gone()
        if isinstance(call, Call):
            call.gone()

    def pause_writing(self) -> None:
        """The client reads slowly."""
        super().pause_writing()
        self._flow(full=True)

    def resume_writing(self) -> None:
        """It caught up."""
        super().resume_writing()
        self._flow(full=False)

    def _flow(self, *, full: bool) -> None:
        call: Any = self.cycle
        if isinstance(call, Call):
            call.flow(full=full)

    # --- what a call does to its client -----------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        """Send."""
        self.transport.write(data)

    def full(self) -> bool:
        """Whether the client has not read what it was sent."""
        return self.flow.write_paused

    def hold(self) -> None:
        """Read no more of it."""
        self.flow.pause_reading()

    def go_on(self) -> None:
        """Read on."""
        self.flow.resume_reading()

    def done(self, call: Call) -> None:
        """The answer is whole."""
        if not call.keep_alive and not self.transport.is_closing():
            self.transport.close()
        # From inside the parser the next request must not begin before this one is whole.
        asyncio.get_running_loop().call_soon(self._free, call)

    def _free(self, call: Call) -> None:
        call.freed = True
        if not self.transport.is_closing():
            self.on_response_complete()
