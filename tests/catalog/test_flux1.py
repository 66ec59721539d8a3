"""FLUX.1 text to image: what must be given, and what it costs."""

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.money import charge


@pytest.mark.parametrize("name", ["flux-pro-1.1", "flux-dev", "flux-pro-1.1-ultra"])
def test_nothing_is_required(name: str) -> None:
    """An empty body draws something, as at BFL."""
    assert find(name).check({}).canonical()["prompt"] == ""


def test_pro_needs_a_prompt_or_a_picture() -> None:
    """flux-pro has nothing to draw from otherwise."""
    with pytest.raises(InvalidRequest) as caught:
        find("flux-pro").check({"prompt": ""})
    assert caught.value.param == "prompt"
    assert find("flux-pro").check({"image_prompt": "aGk="}).canonical()["prompt"] == ""


@pytest.mark.parametrize(("field", "value"), [("width", 1000), ("width", 224), ("height", 1472), ("steps", 51)])
def test_bounds_are_kept(field: str, value: int) -> None:
    """The first field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        find("flux-dev").check({field: value})
    assert caught.value.param == field


def test_unknown_fields_are_ignored() -> None:
    """Clients send num_images and the like; BFL drops them."""
    assert find("flux-dev").check({"prompt": "x", "num_images": 2}).model_dump()["prompt"] == "x"


@pytest.mark.parametrize(
    ("name", "dollars"),
    [("flux-dev", "0.025"), ("flux-pro", "0.05"), ("flux-pro-1.1", "0.04"), ("flux-pro-1.1-ultra", "0.06")],
)
def test_price(name: str, dollars: str) -> None:
    """Per picture, whatever its size."""
    model = find(name)
    params = model.check({"prompt": "x"})
    assert str(charge(model.rates, model.bound(params, 1), params.model_dump())) == dollars
