"""Money: integers in nano-USD for amounts, decimals for rates; a charge is rounded once."""

import math
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct

NANO = 1_000_000_000
Usage = dict[str, int]
"""Meter → quantity: `image`, `megapixel`, `input_token`, `output_token`, `second`, `video_token`, `character`.

`input_` stands before what is given, as in `input_second`; a `fine_second` is one of a film of more lines than the cheapest.
"""
Book = Literal["live", "sandbox"]


def usd(text: str) -> Decimal:
    """A price in US dollars, exact."""
    return Decimal(text)


def nano(text: str | Decimal) -> int:
    """Dollars as written by a person → nano-USD. Raises `ValueError` for what is not a finite number."""
    try:
        value = Decimal(text)
        return int((value * NANO).to_integral_value(ROUND_HALF_UP))
    except ArithmeticError as error:
        message = f"not an amount in US dollars: {text!r}"
        raise ValueError(message) from error


def dollars(amount: int) -> str:
    """Nano-USD → a decimal string with at least two places: `0.075`, `12.00`, `-0.01`."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    whole, rest = divmod(amount, NANO)
    cents = f"{rest:09d}".rstrip("0").ljust(2, "0")
    return f"{sign}{whole}.{cents}"


class Over(Struct, frozen=True):
    """A condition on a quantity, or on how many a list has: more than `low` and, unless `high` is None, at most `high`."""

    low: int
    high: int | None = None


class Given(StrEnum):
    """A condition on a field: that it has any value."""

    GIVEN = "given"


GIVEN = Given.GIVEN


class Rate(Struct, frozen=True):
    """`price` US dollars per `per` units of `meter`, where `when` holds (params field → value, `Over` or `GIVEN`).

    A field of an object is named with a dot: `input.mode`.
    """

    meter: str
    price: Decimal
    per: int = 1
    when: tuple[tuple[str, Any], ...] = ()

    def applies(self, params: Mapping[str, Any]) -> bool:
        """Whether the validated params meet the condition."""
        return all(_meets(_at(params, name), value) for name, value in self.when)


def _at(params: Any, name: str) -> Any:
    """The parameter of that name; `input.mode` is one of an object."""
    outer, _, inner = name.partition(".")
    found = params.get(outer) if isinstance(params, Mapping) else None
    return _at(found, inner) if inner else found


def _meets(given: Any, wanted: Any) -> bool:
    if isinstance(wanted, Over):
        given = len(given) if isinstance(given, list | tuple) else given
        return isinstance(given, int) and wanted.low < given and (wanted.high is None or given <= wanted.high)
    return given not in (None, "", [], ()) if wanted is GIVEN else bool(given == wanted)


def charge(rates: tuple[Rate, ...], usage: Usage, params: Mapping[str, Any], markup: Decimal = Decimal(1)) -> Decimal:
    """The exact sum in US dollars of what `usage` costs by those rates that apply, times the mark-up."""
    total = sum((r.price * usage.get(r.meter, 0) / r.per for r in rates if r.applies(params)), Decimal(0))
    return total * markup


def to_hold(amount: Decimal) -> int:
    """Nano-USD, rounded up: a hold is an upper bound."""
    return int((amount * NANO).to_integral_value(ROUND_CEILING))


def to_capture(amount: Decimal) -> int:
    """Nano-USD, rounded half up: what is charged in the end."""
    return int((amount * NANO).to_integral_value(ROUND_HALF_UP))


def video_tokens(width: int, height: int, seconds: float) -> int:
    """A film's tokens as ByteDance bills them: the pixels of 24 frames a second, by 1024 (doc-en.302.ai/344157192e0)."""
    return -(-(width * height * math.ceil(24 * seconds)) // 1024)


def megapixels(width: int, height: int) -> int:
    """Megapixels as FLUX.2 bills them: whole ones of 2²⁰ pixels, rounded up (reference flux.md, 2.7)."""
    return -(-(width * height) // (1 << 20))
