"""Identifiers: UUIDv7, whose first 48 bits are the time in milliseconds, so that they sort and partition by it."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7)."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def floor(milliseconds: int) -> UUID:
    """The smallest id of that moment: a bound for partitions and for reading by time."""
    return UUID(int=milliseconds << 80)


def parse(text: str) -> UUID | None:
    """The id that `text` writes in canonical form or as bare hex, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
