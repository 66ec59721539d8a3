"""The catalogue as a whole: every row has its sources, names are found, and prices depend on parameters that exist."""

import pytest

from philae.catalog import MODELS, NAMES, find
from philae.core.errors import ModelNotFound
from philae.core.model import Model
from philae.vendors import PROVIDERS

PRODUCT = (
    "flux-pro-1.1-ultra", "flux-pro-1.1", "flux-pro", "flux-dev", "flux-pro-1.0-fill", "flux-pro-1.0-canny",
    "flux-pro-1.0-depth", "flux-kontext-pro", "flux-kontext-max", "flux-2-pro", "flux-2-flex", "flux-2-max",
)  # fmt: skip
ROWS = [pytest.param(model, id=name) for name, model in MODELS.items()]


@pytest.mark.parametrize("name", PRODUCT)
def test_the_products_twelve_are_there(name: str) -> None:
    """Its own page names them."""
    assert name in MODELS


@pytest.mark.parametrize("model", ROWS)
def test_a_row_names_its_source(model: Model) -> None:
    """Nothing is in the catalogue that nobody can look up."""
    assert len(model.source) > 10 or model.source.startswith("play money")
    year, month = model.as_of.split("-")
    assert (int(year) >= 2025, 1 <= int(month) <= 12) == (True, True)
    assert model.title
    assert model.owner


@pytest.mark.parametrize("model", ROWS)
def test_prices_depend_on_parameters_that_exist(model: Model) -> None:
    """A condition on a misspelt field would never hold, at a vendor that hosts the model neither."""
    fields, rates = set(model.params.model_fields), [*model.rates, *(rate for r in model.routes for rate in r.rates)]
    assert all(name.partition(".")[0] in fields for rate in rates for name, _ in rate.when)
    assert all(len(route.source) > 10 for route in model.routes if route.rates)
    assert all(
        rate.meter
        in {"image", "megapixel", "input_text_token", "input_image_token", "second", "video", "mesh", "call"}
        | {"video_token", "input_image", "input_second", "fine_second"}
        and rate.price >= 0
        for rate in rates
    )


@pytest.mark.parametrize("model", ROWS)
def test_routes_lead_to_providers(model: Model) -> None:
    """Each provider exists and serves the operation."""
    assert all((route.wire or model.operation) in PROVIDERS[route.provider].serves for route in model.routes)


def test_names_are_unique() -> None:
    """No alias hides another model."""
    assert len(NAMES) == sum(1 + len(m.aliases) for m in MODELS.values())


def test_names_are_found_in_any_case() -> None:
    """Clients write them as they like."""
    assert find("FLUX-2-Pro").id == "flux-2-pro"


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    """A typing mistake is the usual reason."""
    with pytest.raises(ModelNotFound) as caught:
        find("flux2pro")
    assert "flux-2-pro" in caught.value.public
    assert caught.value.param == "model"


def test_a_name_like_no_other_is_answered_without_an_offer() -> None:
    """And a very long one is cut."""
    with pytest.raises(ModelNotFound) as caught:
        find("z" * 5000)
    assert len(caught.value.public) < 200
    assert "did you mean" not in caught.value.public
