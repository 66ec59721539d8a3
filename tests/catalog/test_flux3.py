"""FLUX 3: strict, with one picture or a list, priced by resolution."""

from decimal import Decimal

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.money import charge
from philae.core.request import Wish

MODEL = find("flux-3-image")
PICTURE = "aGVsbG8="


@pytest.mark.parametrize("field", ["seed", "width", "output_format", "negative_prompt"])
def test_unknown_fields_are_refused(field: str) -> None:
    """In BFL's own words they are passed on to the check, which names them."""
    values, _ = MODEL.fit(Wish("flux-3-image", "bfl", {"prompt": "x"}, own={field: 1}))
    with pytest.raises(InvalidRequest) as caught:
        MODEL.check(values)
    assert caught.value.param == field


def test_another_vendors_words_are_dropped() -> None:
    """An OpenAI client's quality is no reason to fail."""
    values, dropped = MODEL.fit(Wish("flux-3-image", "openai", {"prompt": "x", "n": 2}, own={"quality": "high"}))
    assert (values, dropped) == ({"prompt": "x"}, ["quality"])


@pytest.mark.parametrize("images", [PICTURE, [PICTURE] * 10])
def test_one_picture_or_ten(images: object) -> None:
    """Both shapes are BFL's."""
    found = MODEL.request(MODEL.check({"prompt": "x", "images": images})).images
    assert len(found) == (1 if isinstance(images, str) else 10)


@pytest.mark.parametrize("images", [[], [PICTURE] * 11, 5])
def test_other_numbers_are_refused(images: object) -> None:
    """The field is named, whichever of its shapes failed."""
    with pytest.raises(InvalidRequest) as caught:
        MODEL.check({"prompt": "x", "images": images})
    assert caught.value.param == "images"


@pytest.mark.parametrize(
    ("resolution", "cents"), [("768sq", "4.1"), ("1k", "4.8"), ("1.5k", None), ("2k", "10"), ("4k", "60.7")]
)
def test_price(resolution: str, cents: str | None) -> None:
    """By resolution; the unknown one is not priced, rather than free."""
    params = MODEL.check({"prompt": "x", "resolution": resolution})
    assert MODEL.priced(params.model_dump()) is (cents is not None)
    assert charge(MODEL.rates, MODEL.bound(params, 1), params.model_dump()) == Decimal(cents or 0) / 100


@pytest.mark.parametrize(("resolution", "most"), [("768sq", 1), ("1k", 1), ("1.5k", 3), ("2k", 4), ("4k", 16)])
def test_bound_by_resolution(resolution: str, most: int) -> None:
    """The megapixels follow the name."""
    assert MODEL.bound(MODEL.check({"prompt": "x", "resolution": resolution}), 1)["megapixel"] == most
