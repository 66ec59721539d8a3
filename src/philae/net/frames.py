"""Frames cut out of a stream of bytes, wherever the network broke it: server-sent events, or another framing's."""

from collections.abc import Callable, Iterator
from typing import Protocol

from philae.core.errors import UpstreamError
from philae.core.stream import Frame
from philae.core.text import Framing
from philae.net.eventstream import EventStream

MOST = 32 << 20
"""Bytes of one event, at most: a picture in base64 may be one."""
END = b"\n\n"
ENDS = (END, b"\r\n\r\n", b"\r\r")


class Blocks:
    """Gives back what is whole: any number of events, ending with the blank line of the last one.

    `kept` is what waits for its end. While nothing does, bytes that end with `END` are whole and need no `feed`.
    """

    def __init__(self) -> None:
        """Nothing is kept."""
        self.kept: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> bytes:
        """The bytes of all events that are whole now. Raises `UpstreamError` for an event out of all bounds."""
        if self.kept:
            data = self._joined(data)
        cut = max(data.rfind(end) + len(end) if end in data else 0 for end in ENDS)
        if cut == len(data):
            return data
        self._keep(data[cut:])
        return data[:cut]

    def rest(self) -> bytes:
        """What is left at the end of the stream: an event whose blank line never came."""
        rest, self.kept, self._size = b"".join(self.kept), [], 0
        return rest

    def _joined(self, data: bytes) -> bytes:
        """Together with what was kept; an end may lie across the seam. Long events are joined once, not each time."""
        tail = b"".join([piece[-3:] for piece in self.kept[-3:]])  # pieces may be single bytes
        if not any(end in tail + data for end in ENDS):
            return self._more(data)
        data = b"".join((*self.kept, data))
        self.kept, self._size = [], 0
        return data

    def _more(self, data: bytes) -> bytes:
        self._keep(data)
        return b""

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > MOST:
            message = "the vendor's stream holds an event that is too large"
            raise UpstreamError(message)
        if data:
            self.kept.append(data)


def events(block: bytes) -> Iterator[Frame]:
    """The events of whole blocks. Comments and events without data are left out."""
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for text in block.split(b"\n\n"):
        if text:
            frame = _event(text)
            if frame:
                yield frame


def _event(text: bytes) -> Frame | None:
    name, data = "", []
    for line in text.split(b"\n"):
        if line.startswith(b"data:"):
            data.append(line[6:] if line[5:6] == b" " else line[5:])
        elif line.startswith(b"event:"):
            name = line[6:].strip().decode(errors="replace")
    return Frame(b"\n".join(data) if len(data) > 1 else data[0], name) if data else None


class Frames(Protocol):
    """Cuts a stream; both raise `UpstreamError` for what is none."""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that these bytes complete."""

    def close(self) -> Iterator[Frame]:
        """The stream is over: what is left."""


class Events:
    """Server-sent events."""

    def __init__(self) -> None:
        """Nothing came yet."""
        self._blocks = Blocks()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Those that are whole now."""
        return events(self._blocks.feed(data))

    def close(self) -> Iterator[Frame]:
        """One whose blank line never came."""
        return events(self._blocks.rest())


class Messages:
    """The messages of AWS's event stream."""

    def __init__(self) -> None:
        """Nothing came yet."""
        self._stream = EventStream()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Those that are whole now."""
        return (message.frame() for message in self._stream.feed(data))

    def close(self) -> Iterator[Frame]:
        """A stream that ends amid a message broke off."""
        self._stream.close()
        return iter(())


FRAMINGS: dict[Framing, Callable[[], Frames]] = {"sse": Events, "aws-eventstream": Messages}
