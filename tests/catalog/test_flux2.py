"""FLUX.2: sizes are rounded down and told, four megapixels are the most, and the price follows the megapixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.catalog import find
from philae.core.blob import Blob
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.money import charge, dollars, megapixels, to_hold
from philae.core.request import Wish

PRO = find("flux-2-pro")


def kept(width: int, height: int) -> str:
    """A picture of that size as the store names it."""
    return Blob(key="in/a/b", mime="image/png", size=9, width=width, height=height).handle()


def price(name: str, **values: object) -> str:
    """The hold in dollars."""
    model = find(name)
    params = model.check({"prompt": "x", **values})
    return dollars(to_hold(charge(model.rates, model.bound(params, 1), params.model_dump())))


def test_sides_are_rounded_down_and_told() -> None:
    """520 becomes 512, as at BFL, but not in silence."""
    wish = Wish("flux-2-pro", "bfl", {"prompt": "x", "width": 520, "height": 512})
    params = PRO.check(PRO.fit(wish)[0])
    assert params.canonical()["width"] == 512
    assert params.notes(wish) == ["width 520 was taken as 512"]


@given(st.integers(64, 4096), st.integers(64, 4096))
def test_rounding_never_enlarges(width: int, height: int) -> None:
    """What is accepted is a multiple of 16, at most as large as asked, and within four megapixels."""
    try:
        size = PRO.check({"prompt": "x", "width": width, "height": height}).canonical()
    except InvalidRequest:
        assert (width // 16 * 16) * (height // 16 * 16) > 4 << 20
        return
    assert size["width"] % 16 == size["height"] % 16 == 0
    assert 0 <= width - size["width"] < 16
    assert megapixels(size["width"], size["height"]) <= 4


@pytest.mark.parametrize("value", [0, 63, -16])
def test_sides_below_64_are_refused(value: int) -> None:
    """An explicit 0 too: only what is left out is the model's choice."""
    with pytest.raises(InvalidRequest) as caught:
        PRO.check({"prompt": "x", "width": value})
    assert caught.value.param == "width"


def test_more_than_four_megapixels_are_refused() -> None:
    """2048 by 2048 is the largest square."""
    assert PRO.check({"prompt": "x", "width": 2048, "height": 2048}).canonical()["width"] == 2048
    with pytest.raises(InvalidRequest) as caught:
        PRO.check({"prompt": "x", "width": 2064, "height": 2048})
    assert caught.value.param == "width"


def test_a_size_left_out_is_left_to_the_model() -> None:
    """And nothing of it is sent."""
    request = PRO.request(PRO.check({"prompt": "x"}))
    assert isinstance(request, ImageRequest)
    assert (request.width, request.height, "width" in request.params) == (None, None, False)


@pytest.mark.parametrize(
    ("name", "width", "height", "cost"),
    [
        ("flux-2-pro", 2048, 2048, "0.075"),
        ("flux-2-pro", 1920, 1080, "0.045"),
        ("flux-2-pro", 1024, 1024, "0.03"),
        ("flux-2-max", 2048, 2048, "0.16"),
        ("flux-2-flex", 1024, 1040, "0.10"),
        ("flux-2-klein-4b", 1024, 1024, "0.014"),
        ("flux-2-klein-9b", 2048, 2048, "0.021"),
    ],
)
def test_price_by_size(name: str, width: int, height: int, cost: str) -> None:
    """The first megapixel, then each further one, rounded up to whole ones."""
    assert price(name, width=width, height=height) == cost


def test_inputs_count_each_alone() -> None:
    """Two pictures of half a megapixel are two megapixels; the advertised edit price is 4.5 credits."""
    assert price("flux-2-pro", width=1024, height=1024, input_image=kept(1024, 1024)) == "0.045"
    half = kept(1024, 512)
    assert price("flux-2-pro", width=1024, height=1024, input_image=half, input_image_2=half) == "0.06"


def test_without_a_size_the_hold_is_the_most_it_can_be() -> None:
    """Four megapixels, or the first picture's own size."""
    assert price("flux-2-pro") == "0.075"
    assert price("flux-2-pro", width=512) == "0.075"
    assert price("flux-2-pro", input_image=kept(1024, 1024)) == "0.045"
    assert price("flux-2-pro", input_image=kept(4096, 4096)) == "0.315"


def test_n_pictures_cost_n_times() -> None:
    """Each part is a vendor's job of its own."""
    params = PRO.check({"prompt": "x", "width": 1024, "height": 1024, "input_image": kept(512, 512)})
    assert PRO.bound(params, 3) == {"image": 3, "megapixel": 6, "input_megapixel": 3}


def test_a_file_in_the_vendors_store_cannot_be_named() -> None:
    """It could be another customer's."""
    with pytest.raises(InvalidRequest) as caught:
        find("flux-2-flex").check({"prompt": "x", "input_image_blob_path": "a/b"})
    assert caught.value.param == "input_image_blob_path"


def test_tolerance_goes_to_five() -> None:
    """FLUX.1 goes to six."""
    with pytest.raises(InvalidRequest):
        PRO.check({"prompt": "x", "safety_tolerance": 6})
    assert find("flux-dev").check({"safety_tolerance": 6}).model_dump()["safety_tolerance"] == 6
