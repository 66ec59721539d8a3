"""Bounds and prices of calls are what the rates say, exactly, rounded once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.catalog.text import MODELS
from philae.core.money import charge, to_capture, to_hold
from philae.core.text import TextModel
from philae.core.tokens import Tokens
from philae.relay.bill import WROTE, Bill

PRICED = [model for model in MODELS.values() if model.rates]
MARKUPS = [Decimal(1), Decimal("1.1"), Decimal("0.333")]
BILLS = {(model.id, markup): Bill(model, markup) for model in PRICED for markup in MARKUPS}
models, markups = st.sampled_from(PRICED), st.sampled_from(MARKUPS)
counts = st.one_of(st.integers(0, 300), st.integers(199_990, 200_010), st.integers(0, 3_000_000))


def plain(model: TextModel, usage: dict[str, int]) -> dict[str, int]:
    """Usage of what has no rate counted as plain input or output."""
    rated, known = {rate.meter for rate in model.rates}, dict[str, int]()
    for meter, count in usage.items():
        name = meter if meter in rated else "output_token" if WROTE in meter else "input_token"
        known[name] = known.get(name, 0) + count
    return known


@given(models, markups, st.lists(counts, min_size=6, max_size=6))
def test_a_price_is_the_sum_of_its_rates(model: TextModel, markup: Decimal, amounts: list[int]) -> None:
    """Whatever was used, as by decimals."""
    given_, made, cached, written, thought, searches = amounts
    tokens = Tokens(
        input=given_ + cached + written, output=made + thought, cached=cached, written=written, reasoning=thought,
        audio_out=min(made, 7), searches=searches,
    )  # fmt: skip
    usage = tokens.usage
    exact = charge(model.rates, plain(model, usage), {"context": tokens.input}, markup)
    assert BILLS[model.id, markup].price(usage, tokens.input) == to_capture(exact)


@given(models, markups, counts, st.one_of(st.none(), st.integers(1, 400_000)), st.integers(1, 4))
def test_a_bound_takes_each_token_for_the_dearest(
    model: TextModel, markup: Decimal, size: int, cap: int | None, choices: int
) -> None:
    """All that may be read at the dearest rate for what is read, all that may be made at the dearest for that."""
    reads = min(size, model.context) if model.context else size
    writes = min(cap or model.output, model.output or cap or 0) * choices
    cost = {
        m: charge(model.rates, {m: writes if WROTE in m else reads}, {"context": reads}, markup) for m in _meters(model)
    }
    read = max((c for m, c in cost.items() if WROTE not in m), default=Decimal(0))
    write = max((c for m, c in cost.items() if WROTE in m), default=Decimal(0))
    assert BILLS[model.id, markup].bound(size, cap, choices) == to_hold(read + write)


def _meters(model: TextModel) -> set[str]:
    return {rate.meter for rate in model.rates}


@pytest.mark.parametrize("half", [(1, 1), (3, 2), (4, 2)])
def test_half_a_nano_dollar_counts(half: tuple[int, int]) -> None:
    """A charge is rounded once, half of a nano-USD upwards."""
    tokens, nanos = half
    model = next(m for m in PRICED if m.operation == "chat")
    rate = next(r for r in model.rates if r.meter == "input_token")
    cheap = Decimal("0.0000000005") / (rate.price / rate.per)
    assert Bill(model, cheap).price({"input_token": tokens}, 1) == nanos
