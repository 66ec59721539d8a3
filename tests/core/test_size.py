"""Sizes fitted into limits keep their shape and never exceed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.errors import InvalidRequest
from philae.core.size import Limits, is_ratio, nearest_ratio, ratio_of, shape_of, size_of

LIMITS = Limits(256, 1440, 32, 4 << 20)
SIDES = st.integers(1, 10_000)


@given(SIDES, SIDES)
def test_fitted_sizes_are_allowed(width: int, height: int) -> None:
    """Whatever is asked, what comes out is allowed, and what was allowed is not touched."""
    fitted = LIMITS.fit(width, height)
    assert LIMITS.allows(*fitted)
    assert not LIMITS.allows(width, height) or fitted == (width, height)


@given(SIDES, SIDES, st.sampled_from([(64, 1 << 22, 16, 1 << 22), (64, 4096, 1, 1 << 24), (16, 3840, 16, 8_294_400)]))
def test_other_limits_are_kept_too(width: int, height: int, told: tuple[int, int, int, int]) -> None:
    """By area as well as by sides."""
    limits = Limits(*told)
    assert limits.allows(*limits.fit(width, height))


@given(st.integers(256, 10_000), st.integers(256, 10_000))
def test_the_longer_side_stays_the_longer(width: int, height: int) -> None:
    """A portrait stays one."""
    wide, high = LIMITS.fit(width, height)
    assert (wide >= high) if width >= height else (wide <= high)


@given(st.integers(1, 64), st.integers(1, 64), st.integers(1 << 16, 1 << 24))
def test_a_size_of_a_shape_is_never_over_its_area(left: int, right: int, area: int) -> None:
    """A pixel too many would be billed as another megapixel."""
    width, height = size_of(f"{left}:{right}", area)
    assert width * height <= area


@given(SIDES, SIDES)
def test_ratios_are_in_lowest_terms(width: int, height: int) -> None:
    """And say the same shape."""
    left, right = shape_of(ratio_of(width, height))
    assert left * height == right * width


@pytest.mark.parametrize("text", ["16:9", "1:1", "021:9"])
def test_ratios(text: str) -> None:
    """Two whole numbers over 0."""
    assert is_ratio(text)


@pytest.mark.parametrize(
    "text", ["", "16", "16:", ":9", "0:1", "a:b", "1.5:1", "custom", None, "1:1:1", "²:1", "9" * 5000 + ":1"]
)
def test_what_is_no_ratio(text: object) -> None:
    """Words that leave the size to the model among them."""
    assert not is_ratio(text)
    with pytest.raises(InvalidRequest):
        shape_of(str(text))


def test_the_nearest_shape() -> None:
    """By proportion, and the shape itself where any will do."""
    assert nearest_ratio("1000:501", ("auto", "1:1", "2:1", "16:9")) == "2:1"
    assert nearest_ratio("5:7", ()) == "5:7"
