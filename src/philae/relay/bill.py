"""What a call costs: its bound before it, its price after it; exact, in integers made once of the model's rates."""

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from math import lcm

from msgspec import Struct

from philae.core.money import NANO, Over, Usage
from philae.core.text import TextModel

WROTE = "output"
"""What stands in the name of every meter of what a model makes; the others count what it reads."""
READS, WRITES = "input_token", "output_token"


class Tier(Struct, frozen=True):
    """Prices for inputs of a certain size: shares of a nano-USD for one of each meter, and of the dearest."""

    prices: dict[str, int]
    read: int
    write: int


class Bill:
    """Prices of one model, with the operator's mark-up; one for all of the model's calls."""

    def __init__(self, model: TextModel, markup: Decimal = Decimal(1)) -> None:
        """A price counts shares of a nano-USD, `whole` of which make one: so fine that none is rounded."""
        self.model = model
        self._steps = _steps(model)
        exact = [_exact(model, context, markup) for context in (*self._steps, self._steps[-1] + 1)]
        self._whole = lcm(*(price.denominator for prices in exact for price in prices.values()))
        self._tiers = [self._tier(prices) for prices in exact]

    def _tier(self, exact: dict[str, Fraction]) -> Tier:
        prices = {meter: int(price * self._whole) for meter, price in exact.items()}
        read = max((p for m, p in prices.items() if WROTE not in m), default=0)
        return Tier(prices, read, max((p for m, p in prices.items() if WROTE in m), default=0))

    def _at(self, context: int) -> Tier:
        return self._tiers[bisect_left(self._steps, context)]

    def bound(self, size: int, cap: int | None, choices: int = 1) -> int:
        """Nano-USD that a request of `size` bytes costs at most: no token is shorter than a byte, each is the dearest."""
        model = self.model
        reads = min(size, model.context) if model.context else size
        writes = min(cap or model.output, model.output or cap or 0) * choices
        tier = self._at(reads)
        return -(-(reads * tier.read + writes * tier.write) // self._whole)

    def price(self, usage: Usage, context: int) -> int:
        """Nano-USD for what was used, `context` being all that was read; rounded half up.

        Meters without a rate of their own are billed as plain input or output.
        """
        prices, total = self._at(context).prices, 0
        for meter, count in usage.items():
            price = prices.get(meter)
            if price is None:
                price = prices.get(WRITES if WROTE in meter else READS, 0)
            total += price * count
        return (2 * total + self._whole) // (2 * self._whole)


def _steps(model: TextModel) -> list[int]:
    """Sizes of the input up to which, and beyond which, prices differ."""
    wanted = [value for rate in model.rates for _, value in rate.when if isinstance(value, Over)]
    return sorted({0, *(over.low for over in wanted), *(over.high for over in wanted if over.high is not None)})


def _exact(model: TextModel, context: int, markup: Decimal) -> dict[str, Fraction]:
    """Meter → nano-USD for one, for inputs of that size."""
    prices = {rate.meter: Fraction(0) for rate in model.rates}
    for rate in model.rates:
        if rate.applies({"context": context}):
            prices[rate.meter] += Fraction(rate.price) / rate.per * Fraction(markup) * NANO
    return prices
