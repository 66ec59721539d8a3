"""Identifiers: UUIDv7, whose first 48 bits are the time in milliseconds, so that they sort and partition by it."""

import os
import time
from uuid import UUID

import msgspec

SIZE, MANY = 10, 256
"""Bytes of an id behind its time, and for how many ids random ones are fetched at once."""
DIGITS = 37
"""So many digits an id has as a number."""
_FREE = int.from_bytes(b"\x0f\xff\x3f\xff\xff\xff\xff\xff\xff\xff" * MANY)
_FIXED = int.from_bytes(b"\x70\x00\x80\x00\x00\x00\x00\x00\x00\x00" * MANY)
_tails: list[bytes] = []
os.register_at_fork(after_in_child=_tails.clear)


def uuid7() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7); of its 74 random bits none can be guessed."""
    try:
        tail = _tails.pop()
    except IndexError:
        tail = _more()
    return msgspec.convert((time.time_ns() // 1_000_000).to_bytes(6) + tail, UUID)


def _more() -> bytes:
    """The end of an id: random bytes with the version and the variant in their places. Others are put by."""
    made = (int.from_bytes(os.urandom(SIZE * MANY)) & _FREE | _FIXED).to_bytes(SIZE * MANY)
    _tails.extend(made[at : at + SIZE] for at in range(SIZE, len(made), SIZE))
    return made[:SIZE]


def floor(milliseconds: int) -> UUID:
    """The smallest id of that moment: a bound for partitions and for reading by time."""
    return UUID(int=milliseconds << 80)


def digits(identity: UUID) -> str:
    """The id as a number, for clients that expect one: 37 digits, of which 22 cannot be guessed."""
    return str(identity.int)


def parse(text: str) -> UUID | None:
    """The id that `text` writes in canonical form, as bare hex or as a number, or None."""
    try:
        return UUID(int=int(text)) if len(text) == DIGITS and text.isascii() and text.isdigit() else UUID(text)
    except ValueError:
        return None
