"""What a call costs: its bound before it, its price after it."""

from decimal import Decimal

from msgspec import Struct

from philae.core.money import charge, to_capture, to_hold
from philae.core.text import TextModel
from philae.core.tokens import Tokens

PICTURE = 2_000
"""Tokens that a picture given by its URL may take at most, beyond the bytes of its address."""


class Bill(Struct, frozen=True):
    """Prices of one model, with the operator's mark-up."""

    model: TextModel
    markup: Decimal = Decimal(1)

    def bound(self, size: int, cap: int | None, choices: int = 1) -> int:
        """Nano-USD that a request of `size` bytes costs at most: no token is shorter than a byte."""
        reads = min(size, self.model.context) if self.model.context else size
        writes = min(cap or self.model.output, self.model.output or cap or 0) * choices
        dearest = Tokens(input=reads, output=writes).usage
        return to_hold(self._cost(dearest, reads))

    def price(self, tokens: Tokens) -> int:
        """Nano-USD for what was used."""
        return to_capture(self._cost(tokens.usage, tokens.input))

    def affordable(self, funds: int, size: int) -> int:
        """How many output tokens `funds` pay for behind an input of `size` bytes; 0: not one."""
        left = funds - self.bound(size, 0) if self.model.output else 0
        each = self._cost({"output_token": 1_000_000}, size)
        return int(left * 1_000_000 / (each * 10**9)) if each and left > 0 else 0

    def _cost(self, usage: dict[str, int], context: int) -> Decimal:
        return charge(self.model.rates, self._known(usage), {"context": context}, self.markup)

    def _known(self, usage: dict[str, int]) -> dict[str, int]:
        """Meters without a rate of their own are billed as plain input or output."""
        meters = {r.meter for r in self.model.rates}
        if usage.keys() <= meters:
            return usage
        known: dict[str, int] = {}
        for meter, count in usage.items():
            name = meter if meter in meters else ("output_token" if "output" in meter else "input_token")
            known[name] = known.get(name, 0) + count
        return known
