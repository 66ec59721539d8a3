"""The tally of one call: the money set aside for it, what it took, and the record that stays."""

import time
from uuid import UUID

import msgspec

from philae.core.estimate import estimate_body
from philae.core.money import Book
from philae.core.record import Record
from philae.core.text import TextModel
from philae.core.tokens import Tokens
from philae.gate.policy import Policy
from philae.relay.bill import Bill
from philae.relay.pocket import Slice
from philae.relay.relay import Relay
from philae.relay.ways import Way

OK = 200
CACHE = "cache"
"""What stands for the provider of calls that were answered from memory."""


class Tally:
    """Begun when the call was admitted; `close` is done once, before the client's last byte leaves."""

    def __init__(self, relay: Relay, identity: UUID, policy: Policy, model: TextModel, book: Book, wire: str) -> None:
        """Nothing is set aside yet."""
        self.book = book
        self.piece: Slice | None = None
        self.amount = 0
        self.closed = False
        self.bill: Bill = relay.bill(model)
        self.payer = policy if policy.book == book else msgspec.structs.replace(policy, book=book)
        self._relay, self._id, self._model, self._wire = relay, identity, model, wire
        self._started, self._begun = time.time(), time.monotonic()
        self._saved, self._server = 0, ""

    def recall(self, saved: int, *, stream: bool) -> None:
        """It is answered from memory: recorded, for nothing. Raises `Unavailable` where the record cannot be kept."""
        self.piece, self._saved, self._server = Slice(None, 0), saved, CACHE
        self.close(None, None, OK, 0.0, stream=stream)

    def close(
        self, tokens: Tokens | None, way: Way | None, status: int, first: float, *, stream: bool, code: str = ""
    ) -> None:
        """Price it, make the record durable, settle the money. Raises `Unavailable` where the record cannot be kept."""
        if self.closed or self.piece is None:
            return
        self.closed = True
        usage = tokens.usage if tokens is not None else {}
        self.amount = self.bill.price(usage, tokens.input) if tokens is not None else 0
        channel, provider = (way.channel.name, way.channel.provider.name) if way else ("", self._server)
        piece, payer, took = self.piece, self.payer, time.monotonic() - self._begun
        record = Record(
            id=self._id, account=payer.account, key=payer.id, book=self.book, model=self._model.id, channel=channel,
            provider=provider, wire=self._wire, lease=piece.lease, usage=usage, amount=self.amount,
            held=piece.amount, status=status, started=self._started, took=took, first=first, stream=stream,
            estimated=tokens is not None and tokens.estimated, error=code, saved=self._saved,
        )  # fmt: skip
        self._relay.write(record)
        self.amount = self._relay.purse.settle(piece, self.amount)


def estimate(asked: bytes, made: int, told: Tokens | None = None) -> Tokens:
    """The vendor told nothing of usage, or broke off before its end: counted from what was asked and what came."""
    least = told or Tokens(input=estimate_body(asked))
    return msgspec.structs.replace(least, output=max(least.output, made), estimated=True)
