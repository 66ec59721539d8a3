"""A connection to a vendor: one exchange at a time, told to its listener as it comes, kept for the next."""

import asyncio
from collections.abc import Callable
from typing import Protocol, cast

import httptools

Headers = list[tuple[bytes, bytes]]
MOST_HEADERS = 64 << 10
SOON = 1.0
"""Seconds behind a request within which a kept connection that ends was closed before it."""


class Broken(Exception):
    """The connection failed.

    `sent`: bytes of the request may have left. `stale`: it had been kept, and was closed before it was used again. `late`:
    the vendor was silent for too long.
    """

    def __init__(self, words: str, *, sent: bool, stale: bool = False, late: bool = False) -> None:
        """`words` are for the operator."""
        super().__init__(words)
        self.sent = sent
        self.stale = stale
        self.late = late


class Listener(Protocol):
    """Who asked: it is told of the reply's head once, of its bytes as they come, and of the end or the break, once."""

    def on_reply(self, status: int, headers: Headers) -> None:
        """The head is whole."""

    def on_bytes(self, data: bytes) -> None:
        """More of the body, without the framing of transfers."""

    def on_end(self) -> None:
        """The reply is whole."""

    def on_break(self, error: Broken) -> None:
        """There will be no more."""


class Connection(asyncio.Protocol):
    """`free(connection)` takes it back when a reply is whole and the vendor keeps the connection open."""

    def __init__(self, free: Callable[["Connection"], None], gone: Callable[["Connection"], None]) -> None:
        """Not connected yet. `gone` hears of a connection that ended while nobody used it."""
        self._free, self._gone = free, gone
        self._listener: Listener | None = None
        self._used = False
        self._deadline = self._idle = 0.0
        self._heard = False
        self._body: list[bytes] = []
        self.on_body = self._body.append
        self._parser = httptools.HttpResponseParser(self)
        self.since = 0.0

    @property
    def usable(self) -> bool:
        """Whether a request may be sent."""
        return not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The way is open."""
        self._transport = cast("asyncio.Transport", transport)

    def send(self, request: bytes, listener: Listener, first: float, idle: float, now: float) -> None:
        """Send a whole request. `first` and `idle`: seconds to wait for the first byte, and then for each further one."""
        self._listener = listener
        self._status, self._size = 0, 0
        self._headers: Headers = []
        self._began = self._whole = self._keep = False
        self._heard, self._deadline, self._idle = False, now + first, idle
        self._asked = now
        self._transport.write(request)

    def pause(self) -> None:
        """The client reads more slowly than the vendor writes."""
        self._transport.pause_reading()

    def resume(self) -> None:
        """It caught up."""
        self._transport.resume_reading()

    def abandon(self) -> None:
        """Nobody wants the rest: the vendor is cut off."""
        self._listener = None
        self._transport.abort()

    def overdue(self, now: float) -> bool:
        """Whether the vendor has been silent for too long; asked every second, so that bytes need no clock."""
        if self._heard:
            self._heard, self._deadline = False, now + self._idle
        return self._deadline < now

    def expire(self) -> None:
        """Cut the silent vendor off."""
        self._fail("the vendor was silent for too long", late=True)

    # --- what the transport says ----------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Bytes of the vendor's."""
        if self._listener is None:
            self._transport.abort()
            return
        self._began = self._heard = True
        wrong: Exception | None = None
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._keep, wrong = False, error
        body = self._body
        if body:  # what came of it in one read is one piece, in however many chunks the vendor sent it
            piece = body[0] if len(body) == 1 else b"".join(body)
            body.clear()
            self._listener.on_bytes(piece)
        if self._whole:
            self._finish()
        elif wrong:
            self._fail(f"the vendor's answer is not HTTP: {wrong!r}")

    def connection_lost(self, error: Exception | None) -> None:
        """The end of a reply without a length, or of a connection that broke."""
        if self._listener is None:
            self._gone(self)
        elif self._status and not self._framed():
            listener, self._listener = self._listener, None
            listener.on_end()
        else:
            self._fail(f"the vendor closed the connection: {error!r}")

    def _framed(self) -> bool:
        names = {name for name, _ in self._headers}
        return b"content-length" in names or b"transfer-encoding" in names

    def _fail(self, words: str, *, late: bool = False) -> None:
        listener, self._listener = self._listener, None
        self._transport.abort()
        if listener:
            listener.on_break(Broken(words, sent=True, stale=not late and self._stale(), late=late))

    def _stale(self) -> bool:
        """Whether the vendor had closed it already: one that thought about the request first may have taken it."""
        soon = asyncio.get_running_loop().time() - self._asked < SOON
        return self._used and not self._began and soon

    def _finish(self) -> None:
        listener, self._listener = self._listener, None
        self._used = True
        if self._keep and not self._transport.is_closing():
            self._transport.resume_reading()
            self._free(self)
        else:
            self._transport.close()
        if listener:
            listener.on_end()

    # --- what the parser says -------------------------------------------------------------------------------------

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header of the reply."""
        self._size += len(name) + len(value)
        if self._size > MOST_HEADERS:
            message = "the vendor's headers are too large"
            raise httptools.HttpParserCallbackError(message)
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """The head; informational ones are passed over. What comes behind a reply's end ends the connection."""
        if self._whole:
            message = "there is more behind the vendor's answer"
            raise httptools.HttpParserCallbackError(message)
        status = self._parser.get_status_code()
        if status >= 200 and self._listener:  # noqa: PLR2004
            self._status = status
            self._listener.on_reply(status, self._headers)

    def on_message_complete(self) -> None:
        """The reply is whole, unless it was an informational one."""
        if self._status:
            self._whole = True
            self._keep = self._parser.should_keep_alive()
        else:
            self._headers.clear()
