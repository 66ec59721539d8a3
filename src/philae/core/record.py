"""What is kept of a finished call: the value that goes from the relay through the spool into the ledger."""

from uuid import UUID

from msgspec import Struct

from philae.core.money import Book, Usage


class Record(Struct, frozen=True, array_like=True):
    """One finished call. New fields go to the end, with a default: a spool outlives the program that wrote it.

    `amount` is the price of what was used and `held` the bound that was reserved for it, both in nano-USD: the account
    pays the lesser, the house the rest. `lease` is the one that `held` came from, None where none was needed.
    `started` in epoch seconds, `first` (byte) and `took` in seconds. `error` is a code of `core.errors`.
    `saved` is what the answer cost when it was bought, where it was given again for nothing.
    """

    id: UUID
    account: UUID
    key: UUID
    book: Book
    model: str
    channel: str
    provider: str
    wire: str
    lease: UUID | None
    usage: Usage
    amount: int
    held: int
    status: int
    started: float
    took: float
    first: float = 0.0
    stream: bool = False
    estimated: bool = False
    error: str = ""
    saved: int = 0

    @property
    def due(self) -> int:
        """What the account pays at most."""
        return min(self.amount, self.held)
