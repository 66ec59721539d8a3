"""What a call costs: its bound before it, its price after it."""

from decimal import Decimal
from functools import lru_cache

from philae.core.money import charge, to_capture, to_hold
from philae.core.text import TextModel
from philae.core.tokens import Tokens

WROTE = "output"
"""What stands in the name of every meter of what a model makes; the others count what it reads."""


class Bill:
    """Prices of one model, with the operator's mark-up; one for all of the model's calls."""

    def __init__(self, model: TextModel, markup: Decimal = Decimal(1)) -> None:
        """Which meters have a rate is known from here on."""
        self.model = model
        self._markup = markup
        self._meters = frozenset(r.meter for r in model.rates)
        self._reads = [m for m in self._meters if WROTE not in m]
        self._writes = [m for m in self._meters if WROTE in m]
        self.bound = lru_cache(4096)(self._bound)

    def _bound(self, size: int, cap: int | None, choices: int = 1) -> int:
        """Nano-USD that a request of `size` bytes costs at most: no token is shorter than a byte, each is the dearest."""
        reads = min(size, self.model.context) if self.model.context else size
        writes = min(cap or self.model.output, self.model.output or cap or 0) * choices
        read = max((self._cost({m: reads}, reads) for m in self._reads), default=Decimal(0))
        return to_hold(read + max((self._cost({m: writes}, reads) for m in self._writes), default=Decimal(0)))

    def price(self, tokens: Tokens) -> int:
        """Nano-USD for what was used."""
        return to_capture(self._cost(self._known(tokens.usage), tokens.input))

    def _cost(self, usage: dict[str, int], context: int) -> Decimal:
        return charge(self.model.rates, usage, {"context": context}, self._markup)

    def _known(self, usage: dict[str, int]) -> dict[str, int]:
        """Meters without a rate of their own are billed as plain input or output."""
        if usage.keys() <= self._meters:
            return usage
        known: dict[str, int] = {}
        for meter, count in usage.items():
            plain = "output_token" if WROTE in meter else "input_token"
            name = meter if meter in self._meters else plain
            known[name] = known.get(name, 0) + count
        return known
