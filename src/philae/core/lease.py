"""A lease: a process's slice of what an account and a key may spend, taken ahead, spent in memory."""

from uuid import UUID

from msgspec import Struct

from philae.core.money import Book


class Lease(Struct, frozen=True):
    """Whose it is. How much is in it stands in its row, and in the memory of the process that took it."""

    id: UUID
    account: UUID
    key: UUID
    book: Book


class Grant(Struct, frozen=True):
    """What came of asking for more: nano-USD granted, and what account and key have left after it (None: no limit).

    `closed`: the lease is over, since somebody took this process for dead; nothing may be spent from it any more.
    """

    amount: int
    available: int | None = None
    budget: int | None = None
    closed: bool = False
