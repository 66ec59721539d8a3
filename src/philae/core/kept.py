"""A response that is kept under an id of ours: the value that goes from the relay into the store, and comes back."""

import re
from uuid import UUID

from msgspec import Struct

NAME = re.compile("resp_([0-9a-f]{32})")


class Kept(Struct, frozen=True):
    """One response. `head` is the response object without its output; `input` and `output` are lists of items; all JSON.

    `input` are its own items: what it goes on from has `previous`, `thread` is the first of that conversation. `items`
    are the ids of the output's items. The row of a response in the background is there from its admission on.
    """

    id: UUID
    account: UUID
    thread: UUID
    previous: UUID | None
    status: str
    head: bytes
    input: bytes
    output: bytes = b"[]"
    items: tuple[str, ...] = ()
    background: bool = False


class Broken(Struct, frozen=True):
    """A response in the background that came to nothing; `problem` is its error, as JSON."""

    id: UUID
    status: str
    problem: bytes


Ending = Kept | Broken
"""How a response ended."""


class Earlier(Struct, frozen=True):
    """What a conversation needs of one of its responses."""

    id: UUID
    thread: UUID
    previous: UUID | None
    status: str
    input: bytes
    output: bytes


def name(identity: UUID) -> str:
    """The id as clients have it."""
    return f"resp_{identity.hex}"


def identity(named: object) -> UUID | None:
    """The id that a client's text means, None if it is none of ours."""
    found = NAME.fullmatch(named) if isinstance(named, str) else None
    return UUID(found[1]) if found else None
