"""AWS's binary framing of a stream, `application/vnd.amazon.eventstream`, read as it comes.

A message is: its length and its headers' length (4 bytes each, big-endian), a CRC-32 of these 8 bytes, headers,
payload, a CRC-32 of all before it. A header is: a name (1 byte of length), a type, a value. Both checks are made; the
lengths are trusted only after the first (docs.aws.amazon.com, Event stream encoding).
"""

import struct
from binascii import crc32
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from philae.core.errors import UpstreamError
from philae.core.stream import Frame

PRELUDE, TRAILER = 12, 4
MOST_HEADERS, MOST_PAYLOAD = 128 << 10, 24 << 20
"""AWS's own limits; a length beyond them is no message."""
Value = bool | int | str | bytes

_U32 = struct.Struct(">I")
_PAIR = struct.Struct(">II")
# Types with a value of a fixed size: byte, short, integer, long, timestamp (milliseconds since 1970).
_NUMBERS = {2: struct.Struct(">b"), 3: struct.Struct(">h"), 4: struct.Struct(">i"), 5: struct.Struct(">q")}
_NUMBERS[8] = _NUMBERS[5]
_TRUE, _FALSE, _BYTES, _STRING, _UUID = 0, 1, 6, 7, 9
_UUID_SIZE = 16


class Message(Struct, frozen=True):
    """One message. A UUID's value is its 16 bytes."""

    headers: dict[str, Value]
    payload: bytes

    def frame(self) -> Frame:
        """As a stream's frame: an event or exception under the name of its type, an error under its code."""
        for name in (":event-type", ":exception-type"):
            if name in self.headers:
                return Frame(self.payload, str(self.headers[name]))
        if ":error-code" in self.headers:
            words = {"message": str(self.headers.get(":error-message", ""))}
            return Frame(msgspec.json.encode(words), str(self.headers[":error-code"]))
        return Frame(self.payload)


class EventStream:
    """Takes a body's bytes in pieces of any size and gives the messages that are whole."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete. Raises `UpstreamError` for what is no such stream."""
        self._buffer += data
        while (size := self._size()) and len(self._buffer) >= size:
            whole = bytes(memoryview(self._buffer)[:size])
            del self._buffer[:size]
            yield _message(whole)

    def close(self) -> None:
        """The body is over. Raises `UpstreamError` if it ended amid a message."""
        if self._buffer:
            raise _broken("ended amid a message")

    def _size(self) -> int:
        """The next message's length, 0 while it is not known."""
        if len(self._buffer) < PRELUDE:
            return 0
        size, headers = _PAIR.unpack_from(self._buffer)
        if crc32(memoryview(self._buffer)[:8]) != _U32.unpack_from(self._buffer, 8)[0]:
            raise _broken("fails the check of its lengths")
        payload = size - headers - PRELUDE - TRAILER
        if not (headers <= MOST_HEADERS and 0 <= payload <= MOST_PAYLOAD):
            raise _broken("has impossible lengths")
        return int(size)


def _message(whole: bytes) -> Message:
    if crc32(whole[:-TRAILER]) != _U32.unpack_from(whole, len(whole) - TRAILER)[0]:
        raise _broken("fails the check of a message")
    end = PRELUDE + _U32.unpack_from(whole, 4)[0]
    try:
        return Message(dict(_headers(whole, end)), whole[end:-TRAILER])
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise _broken("has headers that cannot be read") from error


def _headers(whole: bytes, end: int) -> Iterator[tuple[str, Value]]:
    """The headers, which fill the bytes up to `end` exactly."""
    at = PRELUDE
    while at < end:
        size = whole[at]
        name = whole[at + 1 : at + 1 + size].decode()
        value, at = _value(whole[at + 1 + size], whole, at + 2 + size)
        yield name, value
    if at != end:
        raise IndexError


def _value(kind: int, whole: bytes, at: int) -> tuple[Value, int]:
    """A header's value, and where the next header begins."""
    if kind in {_TRUE, _FALSE}:
        return kind == _TRUE, at
    if number := _NUMBERS.get(kind):
        return number.unpack_from(whole, at)[0], at + number.size
    if kind == _UUID:
        return whole[at : at + _UUID_SIZE], at + _UUID_SIZE
    if kind not in {_BYTES, _STRING}:
        raise IndexError
    start = at + 2
    stop = start + int.from_bytes(whole[at:start], "big")
    return whole[start:stop].decode() if kind == _STRING else whole[start:stop], stop


def _broken(how: str) -> UpstreamError:
    return UpstreamError("the vendor's stream could not be read", detail=f"the event stream {how}")
