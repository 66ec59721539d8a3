"""AWS's event stream, cut anywhere and damaged anywhere."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.errors import UpstreamError
from philae.core.stream import Frame
from philae.net.eventstream import EventStream, Message, Value

# Published messages: github.com/awslabs/aws-c-event-stream, tests/message_streaming_decoder_test.c.
EMPTY = bytes.fromhex("00000010 00000000 05c248eb 7d98c8ff")
PAYLOAD = bytes.fromhex("0000001d 00000000 fd528c5a 7b27666f6f273a27626172277d c3653936")
STRING = (
    bytes.fromhex("0000003d 00000020 07fd8396 0c")
    + b"content-type\x07\x00\x10application/json{'foo':'bar'}"
    + bytes.fromhex("8d9c08b1")
)
NUMBER = bytes.fromhex("0000001e 0000000e 5d4adb8d 08") + b"event-id" + bytes.fromhex("04 00000020 2a4fb0ea")
TRUE = bytes.fromhex("0000001a 0000000a afa7b954 08") + b"event-id" + bytes.fromhex("00 6a4414ad")


def header(name: str, kind: int, value: bytes) -> bytes:
    """One header's bytes."""
    return bytes([len(name.encode())]) + name.encode() + bytes([kind]) + value


def string(name: str, value: str) -> bytes:
    """A header that is text."""
    return header(name, 7, struct.pack(">H", len(value.encode())) + value.encode())


def message(headers: bytes, payload: bytes) -> bytes:
    """A whole message."""
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    head = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return head + struct.pack(">I", zlib.crc32(head))


def read(*pieces: bytes) -> list[Message]:
    """The messages of a body that comes in these pieces."""
    stream = EventStream()
    found = [told for piece in pieces for told in stream.feed(piece)]
    stream.close()
    return found


@pytest.mark.parametrize(
    ("data", "headers", "payload"),
    [
        (EMPTY, {}, b""),
        (PAYLOAD, {}, b"{'foo':'bar'}"),
        (STRING, {"content-type": "application/json"}, b"{'foo':'bar'}"),
        (NUMBER, {"event-id": 32}, b""),
        (TRUE, {"event-id": True}, b""),
    ],
)
def test_published(data: bytes, headers: dict[str, Value], payload: bytes) -> None:
    """The messages that AWS's own library is tested with."""
    assert read(data) == [Message(headers, payload)]


@pytest.mark.parametrize(
    ("kind", "value", "read_as"),
    [
        (0, b"", True),
        (1, b"", False),
        (2, b"\xff", -1),
        (3, struct.pack(">h", -300), -300),
        (4, struct.pack(">i", -70_000), -70_000),
        (5, struct.pack(">q", 1 << 40), 1 << 40),
        (6, b"\x00\x02\x00\xff", b"\x00\xff"),
        (7, b"\x00\x02\xc3\xbc", "ü"),
        (8, struct.pack(">q", 1_700_000_000_000), 1_700_000_000_000),
        (9, bytes(range(16)), bytes(range(16))),
    ],
)
def test_every_type_of_header(kind: int, value: bytes, read_as: Value) -> None:
    """Each of the ten, with another behind it."""
    data = message(header("a", kind, value) + string("b", "c"), b"p")
    assert read(data) == [Message({"a": read_as, "b": "c"}, b"p")]


@pytest.mark.parametrize(
    ("headers", "frame"),
    [
        (string(":message-type", "event") + string(":event-type", "chunk"), Frame(b"p", "chunk")),
        (string(":exception-type", "throttlingException"), Frame(b"p", "throttlingException")),
        (
            string(":error-code", "InternalError") + string(":error-message", 'a "b"'),
            Frame(b'{"message":"a \\"b\\""}', "InternalError"),
        ),
        (string(":error-code", "InternalError"), Frame(b'{"message":""}', "InternalError")),
        (b"", Frame(b"p")),
    ],
)
def test_frames(headers: bytes, frame: Frame) -> None:
    """A message goes on under the name of its event, its exception or its error."""
    assert [told.frame() for told in read(message(headers, b"p"))] == [frame]


MESSAGES = st.lists(
    st.builds(
        lambda names, payload: message(b"".join(string(n, n * 2) for n in names), payload),
        st.lists(st.text(max_size=4), max_size=3),
        st.binary(max_size=40),
    ),
    max_size=4,
)


@given(MESSAGES, st.data())
def test_any_cut_reads_the_same(messages: list[bytes], data: st.DataObject) -> None:
    """However the network cuts the body, the same messages come out, each as soon as it is whole."""
    body = b"".join(messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=6)))
    pieces = [body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    assert read(*pieces) == read(*(body[i : i + 1] for i in range(len(body)))) == read(*messages)
    assert len(read(body)) == len(messages)


@given(st.data())
def test_any_damage_is_seen(data: st.DataObject) -> None:
    """One bit turned anywhere is an error at its message; what came before it is read."""
    body = bytearray(STRING + NUMBER)
    at = data.draw(st.integers(0, len(body) * 8 - 1))
    body[at // 8] ^= 1 << at % 8
    told = EventStream().feed(bytes(body))
    if at // 8 >= len(STRING):
        assert [next(told)] == read(STRING)
    with pytest.raises(UpstreamError):
        next(told)


@pytest.mark.parametrize(
    "data",
    [
        # Lengths that pass their check, and are none.
        struct.pack(">III", 12, 0, zlib.crc32(struct.pack(">II", 12, 0))),
        struct.pack(">III", 1 << 31, 0, zlib.crc32(struct.pack(">II", 1 << 31, 0))),
        struct.pack(">III", 1 << 20, 1 << 18, zlib.crc32(struct.pack(">II", 1 << 20, 1 << 18))),
        # Headers that run over their end, are of no type, or no text.
        message(b"\x05a", b""),
        message(header("a", 4, b"\x00"), b""),
        message(header("a", 10, b""), b"xxxx"),
        message(header("a", 7, b"\x00\x09b"), b"xxxxxxxxxxxx"),
        message(header("a", 7, b"\x00\x01\xff"), b""),
        b"<html>, not a stream",
    ],
)
def test_no_such_stream(data: bytes) -> None:
    """What cannot be read is the vendor's failure, at once."""
    with pytest.raises(UpstreamError):
        list(EventStream().feed(data))


@pytest.mark.parametrize("size", [1, 11, 12, len(STRING) - 1])
def test_an_end_amid_a_message(size: int) -> None:
    """A body that breaks off is told apart from one that ends."""
    with pytest.raises(UpstreamError):
        read(STRING[:size])
