"""How a record stands in a segment: a mark, its length, a CRC-32, then the record in MessagePack."""

import struct
import zlib
from typing import NamedTuple

import msgspec

from philae.core.record import Record

HEAD = struct.Struct("<4sII")
MARK = b"\xf1PhR"
"""Where a frame may begin: behind a damaged one, reading goes on at the next mark."""
MOST = 64 << 10
"""Bytes of a record at most."""

_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")
_decoder = msgspec.msgpack.Decoder(Record)


class Batch(NamedTuple):
    """What some bytes held: whole records, the bytes that are dealt with, and how many of these made no sense."""

    records: list[Record]
    used: int
    lost: int


def pack(record: Record) -> bytes:
    """The record's frame. Raises `ValueError` if it is too large."""
    payload = _encoder.encode(record)
    if len(payload) > MOST:
        message = f"a record of {len(payload)} bytes is too large for the spool"
        raise ValueError(message)
    return HEAD.pack(MARK, len(payload), zlib.crc32(payload)) + payload


def unpack(data: bytes, *, last: bool) -> Batch:
    """The whole frames in `data`; unless these are the `last` bytes, a frame cut off at the end is left for later."""
    records: list[Record] = []
    at = lost = 0
    while at < len(data):
        end = _end(data, at)
        if end > len(data) and not last:
            break
        record = _record(data[at + HEAD.size : end], data, at) if at < end <= len(data) else None
        if record is None:
            end = _next(data, at + 1, last=last)
            lost += end - at
        else:
            records.append(record)
        at = end
    return Batch(records, at, lost)


def _end(data: bytes, at: int) -> int:
    """Where the frame at that place ends, perhaps beyond the data; the place itself if no frame begins there."""
    if len(data) - at < HEAD.size:
        return at + HEAD.size if data[at : at + 4] == MARK[: len(data) - at] else at
    mark, size, _ = HEAD.unpack_from(data, at)
    return at + HEAD.size + size if mark == MARK and size <= MOST else at


def _record(payload: bytes, data: bytes, at: int) -> Record | None:
    if zlib.crc32(payload) != HEAD.unpack_from(data, at)[2]:
        return None
    try:
        return _decoder.decode(payload)
    except msgspec.MsgspecError:
        return None


def _next(data: bytes, at: int, *, last: bool) -> int:
    """Where the next frame may begin: at a mark, or at what may be half of one."""
    found = data.find(MARK, at)
    if found >= 0:
        return found
    return len(data) if last else max(at, len(data) - len(MARK) + 1)
