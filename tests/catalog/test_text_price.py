"""How rows write prices."""

from decimal import Decimal

from philae.catalog.text.price import searches, tiers, tokens
from philae.core.money import Over, Rate


def test_tokens_are_priced_by_the_million() -> None:
    """Each under its meter; what has no price has no rate."""
    assert tokens("2.5", "15", cached="0.25") == (
        Rate("input_token", Decimal("2.5"), 1_000_000),
        Rate("output_token", Decimal(15), 1_000_000),
        Rate("cached_token", Decimal("0.25"), 1_000_000),
    )
    assert [rate.meter for rate in tokens("0.02")] == ["input_token"]


def test_steps_join_without_a_gap() -> None:
    """From nothing at all, each up to its limit, the last without one."""
    rates = tiers((10, tokens("1")), (20, tokens("2")), (None, tokens("3")))
    assert [rate.when for rate in rates] == [
        (("context", Over(-1, 10)),),
        (("context", Over(10, 20)),),
        (("context", Over(20, None)),),
    ]


def test_searches_are_priced_by_the_thousand() -> None:
    """As Cohere writes it."""
    assert searches("2") == (Rate("search", Decimal(2), 1000),)
