"""How a vendor's reply becomes the client's: untouched, translated while it streams, or translated whole."""

import re
from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from philae.core.chat import ChatRequest
from philae.core.errors import GatewayError, UpstreamError
from philae.core.http import HttpReply
from philae.core.stream import Delta, Event, Fault, Frame, Spent, told
from philae.core.text import ChatCodec, ChatFace
from philae.core.tokens import Tokens
from philae.net.frames import END, FRAMINGS, MOST, Blocks, events
from philae.relay.lane import ENDS, SIGNS, USAGE

OK = 200
BYTES = 4
"""Of text in a token, about; vendors send an event for each, or for a few together."""

BROKEN = re.compile(rb"^(?:data: ?\{\s*\"error\"\s*:\s*\{|event: ?error)", re.MULTILINE)
"""How an event begins by which a vendor breaks a stream off, in every format: its words are not for clients."""

UNTOLD = b'"usage":null'
"""In every event but the last of an OpenAI stream that tells usage."""


class Sink(Protocol):
    """A stream on its way."""

    @property
    def tokens(self) -> Tokens | None:
        """What the vendor told of usage so far."""

    @property
    def made(self) -> int:
        """About how many tokens of answer came."""

    @property
    def failed(self) -> GatewayError | None:
        """The error that the vendor broke off with; None while all is well."""

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """What the client is sent for these bytes, and whether the end is among them. Raises from the error tree."""

    def close(self) -> bytes:
        """What the client is sent at the end of the vendor's stream."""

    def fault(self, error: GatewayError) -> bytes:
        """What the client is sent when the stream breaks off."""


class Untouched:
    """The client's own format: whole events pass as they came; `hide`: those that tell usage alone are withheld."""

    def __init__(
        self, wire: str, spent: Callable[[bytes], Tokens | None], face: ChatFace | None, *, hide: bool, choices: int = 1
    ) -> None:
        """`spent` finds usage in an event's data. Of Gemini's answers each of the `choices` has an end of its own."""
        self.tokens: Tokens | None = None
        self.failed: GatewayError | None = None
        self._blocks = Blocks()
        self._spent, self._face, self._hide = spent, face, hide
        self._usage, self._end, self._signs = USAGE[wire], ENDS[wire], (b"error", *SIGNS[wire])
        self._left = choices if wire == "gemini" else 1
        self._size = self._count = self._bare = 0

    @property
    def made(self) -> int:
        """A token for each event, or by what the events have beyond the first, which has hardly any text."""
        return max(self._count, (self._size - self._count * self._bare) // BYTES)

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """Pass what is whole: nearly always one event of text alone."""
        block = data if not self._blocks.kept and data.endswith(END) else self._blocks.feed(data)
        if not self._count:
            self._bare = len(block) // (block.count(b"data:") or 1)
        for sign in self._signs:
            if sign in block:
                return self._read(block)
        if self._usage in block and block.count(self._usage) > block.count(UNTOLD):
            return self._read(block)
        self._size += len(block)
        self._count += block.count(b"data:")
        return block, False

    def _read(self, block: bytes) -> tuple[bytes, bool]:
        """There may be more in it than text."""
        if broken := BROKEN.search(block):
            block = block[: broken.start()]
            self.failed = UpstreamError("the vendor broke off its answer with an error")
        self._size += len(block)
        self._count += block.count(b"data:")
        if self._usage in block:
            block = self._metered(block)
        self._left -= len(self._end.findall(block))
        return block, self._left <= 0

    def _metered(self, block: bytes) -> bytes:
        hidden = False
        for frame in events(block):
            if self._usage in frame.data and (tokens := self._spent(frame.data)):
                self.tokens = tokens.joined(self.tokens)
                hidden = hidden or self._hide
        return self._without(block) if hidden else block

    def _without(self, block: bytes) -> bytes:
        """OpenAI tells usage in an event of its own, whose list of choices is empty."""
        kept = [e for e in block.split(b"\n\n") if not (self._usage in e and b'"choices":[]' in e.replace(b" ", b""))]
        return b"\n\n".join(kept)

    def close(self) -> bytes:
        """An end without a blank line."""
        rest = self._blocks.rest()
        if not all(_whole(frame.data) for frame in events(rest)):
            raise UpstreamError("the vendor broke off in the middle of its answer")
        if self._usage in rest:
            self._metered(rest)
        return rest

    def fault(self, error: GatewayError) -> bytes:
        """The format's own words for a stream that broke off."""
        if self._face is None:
            return b""
        return self._face.writer(ChatRequest("", (), stream=True))(Fault(error))


class Translated:
    """Another format: events are read and written anew."""

    def __init__(self, codec: ChatCodec, face: ChatFace, request: ChatRequest) -> None:
        """A reader and a writer of its own."""
        self.tokens: Tokens | None = None
        self.failed: GatewayError | None = None
        self.made = 0
        self._frames = FRAMINGS[codec.framing]()
        self._read, self._write = codec.reader(), face.writer(request)

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """Translate what is whole."""
        return self._translated(self._frames.feed(data)), False

    def _translated(self, frames: Iterator[Frame]) -> bytes:
        """What comes before a fault was said, also where one read has both."""
        out: list[bytes] = []
        try:
            for frame in frames:
                for event in self._read(frame):
                    self._tell(event, out)
        except GatewayError as error:
            self.failed = error
        return b"".join(out)

    def _tell(self, event: Event, out: list[bytes]) -> None:
        if isinstance(event, Fault):
            raise event.error
        if isinstance(event, Spent):
            self.tokens = event.tokens
        elif isinstance(event, Delta):
            self.made += -(-len(event.text) // BYTES)
        out.append(self._write(event))

    def close(self) -> bytes:
        """The rest, and the format's own end."""
        rest = self._translated(self._frames.close())
        return rest if self.failed else rest + self._write(None)

    def fault(self, error: GatewayError) -> bytes:
        """In the client's words."""
        return self._write(Fault(error))


class Replayed(Translated):
    """A whole answer where a stream was asked for: it is told as if it had come as one."""

    def __init__(self, codec: ChatCodec, face: ChatFace, request: ChatRequest) -> None:
        """Nothing came yet."""
        super().__init__(codec, face, request)
        self._whole, self._answer = bytearray(), codec.read

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """Nothing is told before all is there."""
        self._whole += data
        if len(self._whole) > MOST:
            raise UpstreamError("the vendor's answer is too large")
        return b"", False

    def close(self) -> bytes:
        """All of it."""
        out: list[bytes] = []
        try:
            for event in told(self._answer(HttpReply(OK, {}, bytes(self._whole)))):
                self._tell(event, out)
        except GatewayError as error:
            self.failed = error
            return b""
        return b"".join(out) + self._write(None)


def _whole(data: bytes) -> bool:
    """Whether an event's data is what a vendor would send, and not the first half of it."""
    try:
        msgspec.json.decode(data)
    except msgspec.DecodeError:
        return data.strip() == b"[DONE]"
    return True
