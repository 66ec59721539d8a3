"""An answer as it comes, in Anthropic's server-sent events.

Anthropic's blocks stand one behind the other: a part that opens while another is open (parallel tool calls of some
vendors) waits until its turn. Why the answer ended and what it took are told together, when the stream is over.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from philae.core.chat import ChatRequest, Part, Refusal, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.anthropic.answer import cites, proof, thought
from philae.vendors.anthropic.errors import worded
from philae.vendors.anthropic.meter import usage_of
from philae.vendors.anthropic.reasons import stop_reason
from philae.vendors.anthropic.wire import ORIGIN

PING = b'event: ping\ndata: {"type": "ping"}\n\n'
"""What keeps a silent stream open; clients pass it over."""
_DELTA = (
    b'event: content_block_delta\ndata: {"type":"content_block_delta","index":%d,"delta":{"type":"%b","%b":%b}}\n\n'
)
_STOP = b'event: content_block_stop\ndata: {"type":"content_block_stop","index":%d}\n\n'
_encode = msgspec.json.encode

Piece = Open | Delta | Mark | Close
Words = tuple[bytes, bytes]
TEXT: Words = (b"text_delta", b"text")
THOUGHT: Words = (b"thinking_delta", b"thinking")
INPUT: Words = (b"input_json_delta", b"partial_json")
EMPTY = {"thinking": "", "signature": ""}


def sse(name: str, body: dict[str, Any]) -> bytes:
    """One event; its type is in the data as well."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), _encode({"type": name} | body))


class Writing:
    """Writes one stream."""

    def __init__(self, request: ChatRequest) -> None:
        self._request = request
        self._begun = self._over = False
        self._current: int | None = None
        self._waiting: dict[int, list[Piece]] = {}
        self._place = -1
        self._part: Part = Text("")
        self._words = TEXT
        self._tokens = Tokens()
        self._end: End | None = None

    def __call__(self, event: Event | None) -> bytes:
        """The bytes of an event; None ends the stream."""
        if self._over:
            return b""
        if event is None:
            return self._finish()
        if isinstance(event, Open):
            self._arrive(event)
        if isinstance(event, Delta | Open | Mark | Close):
            return self._piece(event)
        return HANDLERS[type(event)](self, event)

    def begin(self, event: Begin) -> bytes:
        """message_start."""
        self._begun = True
        self._tokens = event.tokens or self._tokens
        tier = {"service_tier": event.service_tier} if event.service_tier else {}
        message: dict[str, Any] = {
            "id": event.id,
            "type": "message",
            "role": "assistant",
            "model": event.model or self._request.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": usage_of(self._tokens) | tier,
        }
        return sse("message_start", {"message": message})

    def end(self, event: End) -> bytes:
        """Remembered until the usage is known. Anthropic knows the first choice only."""
        if event.choice == 0:
            self._end = event
        return b""

    def spent(self, event: Spent) -> bytes:
        """Remembered; the last one told holds."""
        self._tokens = event.tokens
        return b""

    def fault(self, event: Fault) -> bytes:
        """The error event, after which nothing comes."""
        self._over = True
        return sse("error", {"error": worded(event.error)["error"]})

    def open(self, event: Open) -> bytes:
        """content_block_start."""
        self._part = event.part
        block, self._words = STARTS[type(event.part)](event.part)
        return self._block(block)

    def more(self, event: Delta) -> bytes:
        """content_block_delta."""
        kind, field = self._words
        return _DELTA % (self._place, kind, field, _encode(event.text))

    def mark(self, event: Mark) -> bytes:
        """A citation; a signature waits for the end of its part."""
        if event.signature and isinstance(self._part, ToolCall | Thinking):
            self._part = msgspec.structs.replace(self._part, signature=event.signature)
        if cites(event.annotation):
            return _DELTA % (self._place, b"citations_delta", b"citation", _encode(event.annotation))
        return b""

    def close(self, _event: Close) -> bytes:
        """content_block_stop, a thought's signature before it and a call's behind it."""
        sent = b""
        if isinstance(self._part, Thinking) and (signature := thought(self._part).get("signature")):
            sent = _DELTA % (self._place, b"signature_delta", b"signature", _encode(signature))
        sent += _STOP % self._place
        for block in proof(self._part):
            sent += self._block(block) + _STOP % self._place
        return sent

    def _block(self, block: dict[str, Any]) -> bytes:
        self._place += 1
        return sse("content_block_start", {"index": self._place, "content_block": block})

    def _arrive(self, event: Open) -> None:
        """A part takes its place in the line; what Anthropic has no block for has none."""
        if event.choice or type(event.part) not in STARTS:
            return
        if self._current is None:
            self._current = event.index
        else:
            self._waiting[event.index] = []

    def _piece(self, event: Piece) -> bytes:
        """A piece of the part whose turn it is now, of one that waits later."""
        if event.index != self._current:
            if event.index in self._waiting:
                self._waiting[event.index].append(event)
            return b""
        sent = PIECES[type(event)](self, event)
        return sent + self._next() if isinstance(event, Close) else sent

    def _next(self) -> bytes:
        """The part that waited longest, as far as it is known, and the next one if it is whole already."""
        self._current = next(iter(self._waiting), None)
        if self._current is None:
            return b""
        return b"".join([self._piece(event) for event in self._waiting.pop(self._current)])

    def _finish(self) -> bytes:
        """message_delta and message_stop; an answer that was not ended by its vendor is not ended here either."""
        sent = b""
        while self._current is not None:
            sent += self._piece(Close(self._current))
        self._over = True
        if self._end is None:
            problem = worded(UpstreamError("the vendor broke off its answer"))["error"]
            return sent + sse("error", {"error": problem}) if self._begun else b""
        stop = stop_reason(self._end.reason, self._end.matched)
        delta = {"stop_reason": stop, "stop_sequence": self._end.matched or None}
        told = sse("message_delta", {"delta": delta, "usage": usage_of(self._tokens)})
        return sent + told + sse("message_stop", {})


Started = tuple[dict[str, Any], Words]
STARTS: dict[type[Part], Callable[[Any], Started]] = {
    Text: lambda _: ({"type": "text", "text": ""}, TEXT),
    Refusal: lambda _: ({"type": "text", "text": ""}, TEXT),
    ToolCall: lambda part: ({"type": "tool_use", "id": part.id, "name": part.name, "input": {}}, INPUT),
    Thinking: lambda part: (thought(part) | ({} if part.redacted and part.origin == ORIGIN else EMPTY), THOUGHT),
}
"""An empty block for each kind of part that Anthropic's answers have, and the words of its deltas."""
PIECES: dict[type[Piece], Callable[[Writing, Any], bytes]] = {
    Open: Writing.open,
    Delta: Writing.more,
    Mark: Writing.mark,
    Close: Writing.close,
}
HANDLERS: dict[type[Event], Callable[[Writing, Any], bytes]] = {
    Begin: Writing.begin,
    End: Writing.end,
    Spent: Writing.spent,
    Fault: Writing.fault,
}
