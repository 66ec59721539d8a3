"""The catalogue of text models as a whole: sources, prices that make sense, routes that lead somewhere, names apart."""

from collections import Counter

import pytest

from philae import catalog
from philae.catalog.text import FAMILIES, MODELS, NAMES
from philae.core.money import Over, Rate
from philae.core.text import TextModel
from philae.core.tokens import Tokens
from philae.relay.bill import Bill
from philae.vendors import PROVIDERS

METERS = {
    "input_token", "cached_token", "cache_write_token", "cache_write_1h_token", "audio_input_token",
    "image_input_token", "output_token", "audio_output_token", "image_output_token", "search",
}  # fmt: skip
SIZES = (0, 1, 50_000, 2_000_000)
ROWS = [pytest.param(model, id=name) for name, model in MODELS.items()]
LIMITS = {value.low for model in MODELS.values() for rate in model.rates for _, value in rate.when if value.low > 0}
EDGES = sorted({*SIZES, *LIMITS, *(limit + 1 for limit in LIMITS)})


def applying(model: TextModel, meter: str, context: int) -> list[Rate]:
    """The rates of a meter for an input of that size."""
    return [r for r in model.rates if r.meter == meter and r.applies({"context": context})]


def test_there_are_many() -> None:
    """Every family has rows, and together they are what a gateway is expected to know."""
    assert all(family.ROWS for family in FAMILIES)
    assert len(MODELS) > 250
    assert {model.operation for model in MODELS.values()} == {"chat", "embed", "rerank"}


def test_no_row_is_there_twice() -> None:
    """A second row of the same id would replace the first silently."""
    assert [i for i, n in Counter(r.id for f in FAMILIES for r in f.ROWS).items() if n > 1] == []


@pytest.mark.parametrize("model", ROWS)
def test_a_row_says_what_it_is(model: TextModel) -> None:
    """Where it was read, when, whose it is, and what a person calls it."""
    assert len(model.source) > 10
    year, month = model.as_of.split("-")
    assert (int(year) >= 2026, 1 <= int(month) <= 12) == (True, True)
    assert model.title
    assert model.owner
    assert model.context >= 0
    assert model.output >= 0


@pytest.mark.parametrize("model", ROWS)
def test_a_row_has_a_price_or_is_the_twins(model: TextModel) -> None:
    """Without a price no vendor is asked, so such a row would be of no use."""
    if model.owner == "philae":
        assert (model.rates, {r.provider for r in model.routes}) == ((), {"studio"})
    else:
        assert model.rates
        assert all(rate.price > 0 and rate.meter in METERS for rate in model.rates)


@pytest.mark.parametrize("model", ROWS)
def test_routes_lead_to_known_providers(model: TextModel) -> None:
    """A misspelt provider would never be asked; the twin stands in for all."""
    providers = [route.provider for route in model.routes]
    assert set(providers) <= PROVIDERS.keys()
    assert len(set(providers)) == len(providers)
    assert providers[-1] == "studio"


@pytest.mark.parametrize("model", ROWS)
def test_one_rate_of_a_meter_holds_for_any_input(model: TextModel) -> None:
    """No gap in which a token costs nothing, no overlap in which it is billed twice."""
    for meter in {rate.meter for rate in model.rates}:
        for size in EDGES:
            assert len(applying(model, meter, size)) == 1, (meter, size)


@pytest.mark.parametrize("model", ROWS)
def test_prices_are_in_proportion(model: TextModel) -> None:
    """What is read from the cache costs at most what is read anew; longer input never less."""
    for size in EDGES:
        plain = applying(model, "input_token", size)
        for rate in applying(model, "cached_token", size):
            assert rate.price <= plain[0].price
        for written in (applying(model, "cache_write_token", size), applying(model, "cache_write_1h_token", size)):
            assert all(rate.price >= plain[0].price for rate in written)
    inputs = [applying(model, "input_token", size)[0].price for size in EDGES if applying(model, "input_token", size)]
    assert inputs == sorted(inputs)


@pytest.mark.parametrize("model", ROWS)
def test_conditions_are_on_the_context(model: TextModel) -> None:
    """The relay knows no other."""
    assert all(name == "context" and isinstance(value, Over) for rate in model.rates for name, value in rate.when)


@pytest.mark.parametrize("model", [m for m in MODELS.values() if m.operation == "chat" and m.rates])
def test_a_chat_model_can_be_billed(model: TextModel) -> None:
    """Its bounds are known, so a hold can be, and it costs something."""
    assert model.context > 0
    assert model.output > 0
    assert Bill(model).price({"input_token": 1000, "output_token": 1000}, 1000) > 0


def test_long_input_is_billed_by_its_step() -> None:
    """GPT-5.4: $2.50 and $15 a million up to 272,000 tokens, all of it $5 and $22.50 beyond."""
    bill = Bill(MODELS["gpt-5.4"])
    assert bill.price({"input_token": 272_000, "output_token": 1000}, 272_000) == 680_000_000 + 15_000_000
    assert bill.price({"input_token": 272_001, "output_token": 1000}, 272_001) == 1_360_005_000 + 22_500_000


def test_the_cache_is_billed_apart() -> None:
    """Claude Opus 5: $5 in, $0.50 cached, $6.25 written for five minutes, $10 for an hour."""
    used = Tokens(input=4000, cached=1000, written=2000, written_1h=1000)
    assert Bill(MODELS["claude-opus-5"]).price(used.usage, used.input) == 5_000_000 + 500_000 + 6_250_000 + 10_000_000


def test_names_are_apart() -> None:
    """No alias hides a model, of text or of pictures, whatever its case."""
    names = [name.lower() for model in MODELS.values() for name in (model.id, *model.aliases)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert set(names) == set(NAMES)
    assert set(NAMES) & set(catalog.NAMES) == set()


def test_a_snapshot_is_asked_for_as_itself() -> None:
    """What an undated name leads to is the vendor's to say; a dated one never moves."""
    routes = {m: MODELS[m].routes[0].name for m in ("gpt-5.4", "gpt-5.4-2026-03-05")}
    assert routes == {"gpt-5.4": "gpt-5.4", "gpt-5.4-2026-03-05": "gpt-5.4-2026-03-05"}
    assert [r.provider for r in MODELS["gpt-5.4-2026-03-05"].routes] == ["openai", "studio"]
    assert MODELS["gpt-5.4-2026-03-05"].created == "2026-03-05"
