"""Response objects on their way to the client, made ours: our id, and what the client asked of keeping them."""

from typing import Any

import msgspec
from msgspec import Raw

from philae.core.errors import GatewayError, UpstreamError
from philae.core.tokens import Tokens
from philae.net.frames import events
from philae.relay.peek import spliced
from philae.relay.sinks import Sink
from philae.relay.thread import Thread
from philae.vendors.openai.responses.response import problem

NEEDLE = b'"response"'
"""In an event that has a response object. Quotes inside texts are escaped, so it is in no text."""
ENDS = frozenset({"response.completed", "response.incomplete", "response.failed"})
_event = msgspec.json.Decoder(dict[str, Raw])


def claimed(body: bytes, thread: Thread) -> bytes:
    """A whole response object as ours. Raises `UpstreamError` for what is none."""
    try:
        return spliced(body, thread.claims)
    except msgspec.MsgspecError as error:
        message = "the vendor's answer could not be read"
        raise UpstreamError(message, detail=repr(body[:300])) from error


class Claimed:
    """A stream whose response objects are ours; `thread.final` is set with the last, which is then the stream's end."""

    def __init__(self, inner: Sink, thread: Thread) -> None:
        """`inner` gives events of the Responses format, from whatever vendor."""
        self.tokens: Tokens | None = None
        self._inner, self._thread = inner, thread
        self._shell: dict[str, Any] = {}

    @property
    def made(self) -> int:
        """About how many tokens of answer came."""
        return self._inner.made

    @property
    def failed(self) -> GatewayError | None:
        """The error that the vendor broke off with."""
        return self._inner.failed

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """What the client is sent for these bytes, and whether the end is among them."""
        try:
            out, _ = self._inner.feed(data)
        finally:
            self._count()
        return self._claim(out), self._thread.final is not None

    def close(self) -> bytes:
        """What the client is sent at the end of the vendor's stream."""
        out = self._inner.close()
        self._count()
        return self._claim(out)

    def _count(self) -> None:
        self.tokens = self._inner.tokens

    def fault(self, error: GatewayError) -> bytes:
        """The stream breaks off: the response failed, and says all that it said before."""
        return self._claim(self._inner.fault(error), broken=problem(error))

    def unkept(self, out: bytes, error: GatewayError) -> bytes:
        """`out` with an end that failed, in the place of the one that could not be kept."""
        return self._claim(out, broken=problem(error))

    def _claim(self, out: bytes, broken: dict[str, Any] | None = None) -> bytes:
        if NEEDLE not in out:
            return out
        if b"\r" in out:
            out = out.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return b"\n\n".join(self._ours(e, broken) if NEEDLE in e else e for e in out.split(b"\n\n"))

    def _ours(self, text: bytes, broken: dict[str, Any] | None) -> bytes:
        """One event. Raises `UpstreamError`."""
        frame = next(events(text), None)
        if frame is None:
            return text
        try:
            fields = _event.decode(frame.data)
            kind = msgspec.json.decode(fields["type"], type=str)
            told: dict[str, Any] = dict(_event.decode(fields["response"]))
        except (KeyError, msgspec.MsgspecError):
            return text
        last = kind in ENDS
        if last and broken:
            kind = "response.failed"
            told = self._shell | {"status": "failed", "error": broken, "output": told.get("output", [])}
            fields |= {"type": Raw(msgspec.json.encode(kind))}
        response = claimed(msgspec.json.encode(told), self._thread)
        self._shell = self._shell or _event.decode(response)
        if last:
            self._thread.final = response
        named = b"event: %b\n" % kind.encode() if frame.event else b""
        return b"%bdata: %b" % (named, msgspec.json.encode({**fields, "response": Raw(response)}))
