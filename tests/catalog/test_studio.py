"""The twin's own model: any size up to 4096, for play money."""

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.money import charge
from philae.core.request import Wish

STUDIO = find("studio/picture")


def test_it_is_served_by_the_studio_alone() -> None:
    """It never stands for a vendor's model."""
    assert {r.provider for r in STUDIO.routes} == {"studio"}


def test_sides_have_bounds() -> None:
    """64 to 4096."""
    assert STUDIO.check({"width": 64, "height": 4096}).canonical()["height"] == 4096
    with pytest.raises(InvalidRequest):
        STUDIO.check({"width": 63})


def test_a_cent_of_play_money() -> None:
    """Whatever the size."""
    params = STUDIO.check({"width": 4096, "height": 4096})
    assert str(charge(STUDIO.rates, STUDIO.bound(params, 1), params.model_dump())) == "0.01"


def test_any_size_fits() -> None:
    """Other vendors' sizes are kept to the pixel."""
    assert STUDIO.fit(Wish("studio/picture", "openai", {"width": 1001, "height": 777}))[0] == {
        "width": 1001,
        "height": 777,
    }
