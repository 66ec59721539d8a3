"""How a call is answered: in pieces or whole, with what is told beside it; and what stays of it in the books."""

import time

import msgspec
import structlog

from philae.core.errors import GatewayError
from philae.core.tokens import Tokens
from philae.gate.limits import FREE
from philae.net.connection import Connection
from philae.relay import beside, head, meters
from philae.relay.arriving import Arriving
from philae.relay.asking import Asking
from philae.relay.copied import Copy, exchange
from philae.relay.sinks import Sink
from philae.relay.tally import Tally, estimate
from philae.relay.ways import Way

OK, GONE = 200, 499
log = structlog.get_logger()


class Answering(Arriving):
    """What is known of it is told in the client's own format; its record is made before the last byte leaves."""

    _asking: Asking
    _first = 0.0
    _tally: Tally | None = None
    _way: Way | None = None
    _connection: Connection | None = None
    _sink: Sink | None = None
    _tokens: Tokens | None = None
    _told = _flows = _twin = False
    _stay = _berth = FREE
    _weight = 0
    _copy: Copy | None = None
    _marks = _asked = b""

    def _stream(self, out: bytes, *, over: bool = False) -> None:
        """Send some of a stream, with its head before the first of it and the end behind the last."""
        if self.disconnected:
            return
        if self._in_chunks:
            out = (b"%x\r\n%b\r\n" % (len(out), out) if out else b"") + (self._last() if over else b"")
        first, self._told, self._flows = not self._told, True, self._in_chunks
        self._client.write(self._stream_head() + out if first else out)
        if over:
            self._finish()
        elif first and self._connection and self._client.full():  # of what came before; from now on it says so itself
            self._connection.pause()

    def _stream_head(self) -> bytes:
        kind = self._lane.face.media.encode() if self._lane.face else b"text/event-stream"
        framing = head.CHUNKED if self._in_chunks else head.UNFRAMED
        more = self._more() + (beside.TRAILER if self._in_chunks and beside.trailed(self._headers) else b"")
        return head.reply(OK, kind, self.identity, framing=framing, keep=self.keep_alive, more=more)

    def _last(self) -> bytes:
        return head.trailer(self._over()) if beside.trailed(self._headers) else head.LAST

    def _more(self) -> bytes:
        limited = self._known and (self._known.rpm or self._known.tpm)
        standings = self._relay.limits.standings(self._known) if self._known and limited else {}
        dropped = self._asking.dropped if self._tally else ()
        known = beside.known(self._lane.wire, self._way, self._first, dropped, standings, twin=self._twin)
        return known + self._marks

    def _over(self) -> bytes:
        cost = self._tally.amount if self._tally and self._tally.closed else None
        return beside.over(cost, time.monotonic() - self._begun)

    def _answer(self, status: int, body: bytes, more: bytes = b"") -> None:
        if not self.disconnected:
            self._write(status, body, more)
            self._finish()

    def _write(self, status: int, body: bytes, more: bytes = b"") -> None:
        """Send a whole answer."""
        lines = self._more() + self._over() + more
        start = head.reply(
            status, b"application/json", self.identity, framing=head.sized(len(body)), keep=self.keep_alive, more=lines
        )
        self._told = True
        self._said(body)
        self._client.write(start + body)

    def _said(self, body: bytes) -> None:
        if self._copy:
            self._copy.add(body)

    def _refuse(self, error: GatewayError) -> None:
        """The client's own words for what went wrong, before anything of an answer was sent."""
        if error.detail:
            log.info("relay.refused", code=error.code, detail=error.detail[:500], request=self.identity)
        meters.refused(self._lane.wire, error.code).inc()
        self._close(error.status, error.code)
        if self.disconnected or self.finished:
            return
        self.keep_alive = self.keep_alive and self._whole
        reply = self._lane.error(error, self.identity)
        more = b"".join(f"{n}: {v}\r\n".encode("latin-1") for n, v in reply.headers if n.lower() != "content-type")
        self._answer(
            reply.status, reply.body if isinstance(reply.body, bytes) else msgspec.json.encode(reply.body), more
        )

    # --- its end ---------------------------------------------------------------------------------------------------

    def _close(self, status: int, code: str = "") -> None:
        """The record of the call, and its money, before the last byte leaves."""
        if self._tally is None or self._tally.closed:
            return
        sink = self._sink
        tokens = (sink.tokens if sink else None) or self._tokens or None
        cut = code or status == GONE  # some vendors tell of the input at once, and of the output at the end
        if sink and sink.made and (tokens is None or (cut and tokens.output * 2 < sink.made)):
            tokens = estimate(self._asking.body, sink.made, tokens)
        if self._weight:
            took = tokens.input + tokens.output if tokens is not None else 0
            self._stay.settle(took)
            self._berth.settle(took)
        self._tally.close(tokens, self._way, status, self._first, stream=self._asking.streamed, code=code)

    def _finish(self) -> None:
        if self.finished:
            return
        self.finished = True
        if self._asked and self._copy and self._known and self._tally and self._tally.closed:
            self._relay.keep(exchange(self.id, self._known, self._asked, self._copy.body))
        self._leave()
        self._client.done(self)

    def _leave(self) -> None:
        """It counts as running no more; what was guessed of it and never told is given back."""
        if self._stay is not FREE:
            self._stay.settle(0)
            self._stay.leave()
