"""Ledger transactions as values: what moves between which accounts, and what that does to a balance and a key."""

from typing import Literal
from uuid import UUID

from msgspec import Struct

from philae.core.money import Book

Kind = Literal["topup", "hold", "capture", "release", "adjust"]


class Posting(Struct, frozen=True):
    """One numbered transaction whose amounts sum to zero; the rest says how projections follow."""

    txn: UUID
    n: int
    kind: Kind
    book: Book
    lines: tuple[tuple[str, int], ...]
    account: UUID | None = None
    available: int = 0
    held: int = 0
    key: UUID | None = None
    key_held: int = 0
    key_spent: int = 0
    key_running: int = 0
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what does not balance."""
        if sum(amount for _, amount in self.lines):
            message = f"a ledger transaction must sum to zero: {self.lines}"
            raise ValueError(message)


class Payer(Struct, frozen=True):
    """Who pays for a task: its account, its key, its book."""

    account: UUID
    key: UUID | None
    book: Book


def available(account: UUID) -> str:
    """The ledger's name for what the account may spend."""
    return f"acct:{account}:available"


def held(account: UUID) -> str:
    """The ledger's name for what is set aside for its running work."""
    return f"acct:{account}:held"


def topup(txn: UUID, account: UUID, book: Book, amount: int, note: str | None = None) -> Posting:
    """Money that comes in (negative: goes out)."""
    lines = ((available(account), amount), ("house:funding", -amount))
    return Posting(txn, 1, "topup", book, lines, account=account, available=amount, note=note)


ROUND = 10
"""Numbers of a task's transactions in each round but the last, which settles under 2 to 4."""


def hold(task: UUID, payer: Payer, amount: int, rounds: int = 0) -> Posting:
    """Set the price's upper bound aside while the task runs; `rounds`: how often it has waited for its client."""
    lines = ((available(payer.account), -amount), (held(payer.account), amount))
    return Posting(
        task, 1 + ROUND * rounds, "hold", payer.book, lines, account=payer.account, available=-amount, held=amount,
        key=payer.key, key_held=amount, key_running=1,
    )  # fmt: skip


def suspend(task: UUID, payer: Payer, amount: int, rounds: int) -> Posting:
    """Give all of a hold back while the task waits for its client; `rounds` counts this time."""
    who = payer.account
    return Posting(
        task, ROUND * rounds, "release", payer.book, ((held(who), -amount), (available(who), amount)), account=who,
        available=amount, held=-amount, key=payer.key, key_held=-amount, key_running=-1,
    )  # fmt: skip


def settle(
    task: UUID, payer: Payer, amount: int, captured: int, overrun: int = 0, *, running: bool = True
) -> list[Posting]:
    """End a hold: what was delivered is captured, the rest released, what exceeded the hold booked to the house.

    Not `running`: the task ends while it waits for its client, without a hold.
    """
    who, key, postings = payer.account, payer.key, []
    if captured:
        lines = ((held(who), -captured), ("house:sales", captured))
        postings.append(
            Posting(
                task, 2, "capture", payer.book, lines, account=who, held=-captured, key=key, key_held=-captured,
                key_spent=captured,
            )
        )  # fmt: skip
    rest = amount - captured
    lines = ((held(who), -rest), (available(who), rest))
    postings.append(
        Posting(
            task, 3, "release", payer.book, lines, account=who, available=rest, held=-rest, key=key, key_held=-rest,
            key_running=-int(running),
        )
    )  # fmt: skip
    if overrun:
        postings.append(house(task, 4, payer.book, "house:overrun", overrun, "usage above the hold"))
    return postings


def house(task: UUID, n: int, book: Book, account: str, amount: int, note: str) -> Posting:
    """A loss of ours: what may have been bought in vain, or was used beyond the hold."""
    return Posting(task, n, "adjust", book, ((account, -amount), ("house:funding", amount)), note=note)
