"""What an operator lays over the catalogue of text models."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from philae.catalog.text import MODELS, Names, with_overrides
from philae.core.errors import InvalidRequest
from philae.relay.bill import Bill
from philae.settings import Settings

LLAMA = {"routes": ["ollama/llama3.2:3b"], "price": {"input": 0, "output": 0}, "context": 131072, "output": 8192}


def test_without_overrides_nothing_changes() -> None:
    """The very same rows."""
    assert with_overrides(MODELS, {}) == MODELS


def test_a_price_replaces_the_catalogues() -> None:
    """All of it: a contract has its own terms for the cache."""
    row = with_overrides(MODELS, {"gpt-5.4": {"price": {"input": "2", "output": 12.5}}})["gpt-5.4"]
    assert {rate.meter: rate.price for rate in row.rates} == {
        "input_token": Decimal(2),
        "output_token": Decimal("12.5"),
    }
    assert Bill(row).price({"input_token": 500_000, "cached_token": 500_000}, 1_000_000) == 2_000_000_000
    assert (row.title, row.context) == ("GPT-5.4", 1_050_000)


def test_a_model_is_taken_away_by_any_of_its_names() -> None:
    """Off means that it is not there."""
    left = with_overrides(
        MODELS, {"gpt-4o": {"enabled": False}, "claude-haiku-4-5": {"enabled": False}, "zebra": {"enabled": False}}
    )
    assert set(MODELS) - set(left) == {"gpt-4o", "claude-haiku-4-5-20251001"}


def test_a_local_model_is_added() -> None:
    """With the twin beside it, as every model has."""
    models = with_overrides(MODELS, {"llama": LLAMA})
    row = Names(models).find("ollama/llama3.2:3b")
    assert (row.id, row.operation, row.title) == ("llama", "chat", "llama")
    assert [(r.provider, r.name) for r in row.routes] == [("ollama", "llama3.2:3b"), ("studio", "chat")]
    assert Bill(row).price({"input_token": 1000, "output_token": 1000}, 1000) == 0


def test_a_new_name_may_begin_as_another_model() -> None:
    """Its facts and prices, not its other names; by an alias too."""
    overrides = {"fast": {"like": "claude-haiku-4-5", "routes": ["bedrock/eu.claude-haiku"], "title": "Fast"}}
    row = with_overrides(MODELS, overrides)["fast"]
    like = MODELS["claude-haiku-4-5-20251001"]
    assert (row.rates, row.context, row.features) == (like.rates, like.context, like.features)
    assert (row.aliases, row.title, row.routes[0].name) == ((), "Fast", "eu.claude-haiku")


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ({}, "models.m.routes: a model that the catalogue does not have needs them"),
        ({"like": "zebra"}, "models.m.like: there is no model 'zebra'"),
        ({"routes": ["ollama"]}, "models.m.routes: 'ollama' is not `provider/name there`"),
        ({"routes": ["a/b"], "price": {"inputs": 1}}, "models.m.price.inputs: there is input, output"),
        ({"routes": ["a/b"], "price": {"input": -1}}, "models.m.price.input: must not be negative"),
        ({"routes": ["a/b"], "price": {"input": "NaN"}}, "models.m.price.input: must not be negative"),
        ({"routes": ["a/b"], "features": ["smell"]}, "models.m: Invalid enum value 'smell'"),
    ],
)
def test_a_mistake_is_named(override: dict[str, Any], said: str) -> None:
    """By the setting that it is in."""
    with pytest.raises(InvalidRequest) as caught:
        with_overrides(MODELS, {"m": override})
    assert caught.value.public.startswith(said)


def test_settings_bring_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """philae.yaml's `models`; what it leaves out stays the catalogue's."""
    (tmp_path / "philae.yaml").write_text(
        "models:\n  gpt-5.4:\n    price: {input: 0.1, output: 1.5}\n  o3: {enabled: false}\n"
    )
    monkeypatch.chdir(tmp_path)
    overrides = Settings().overrides()
    assert overrides == {
        "gpt-5.4": {"price": {"input": Decimal("0.1"), "output": Decimal("1.5")}},
        "o3": {"enabled": False},
    }
    models = with_overrides(MODELS, overrides)
    assert ("o3" in models, models["gpt-5.4"].output) == (False, 128_000)
