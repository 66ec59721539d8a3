"""Rates as a person reads them."""

from decimal import Decimal

from philae.catalog.text.price import searches, tiers, tokens
from philae.commands.prices import cell, rates
from philae.core.money import Rate


def test_a_cell_has_input_and_output() -> None:
    """By the million, and says that there is more to it."""
    assert cell(tokens("2.5", "15", cached="0.25")) == "$2.5 / $15 a million tokens"
    assert cell(tokens("0.02")) == "$0.02 a million tokens"
    steps = tiers((10, tokens("1", "2")), (None, tokens("3", "4")))
    assert cell(steps) == "$1 / $2 a million tokens, more for long input"


def test_a_cell_has_other_rates_too() -> None:
    """Pictures, searches, nothing."""
    assert cell((Rate("image", Decimal("0.04")), Rate("megapixel", Decimal("0.01")))) == "$0.04 / image (+1)"
    assert cell(searches("2")) == "$2 / 1,000 search"
    assert cell(()) == "unknown"


def test_every_rate_has_a_line() -> None:
    """With its condition in words."""
    assert rates(tiers((10, tokens("1")), (2000, tokens("2")), (None, tokens("3")))) == [
        "$1 / million tokens of input where context is at most 10",
        "$2 / million tokens of input where context is over 10 and at most 2,000",
        "$3 / million tokens of input where context is over 2,000",
    ]
    assert rates((Rate("image", Decimal(1), when=(("quality", "high"),)),)) == ["$1 / image where quality is high"]
    assert rates(()) == ["unknown: only the offline twin serves it"]
