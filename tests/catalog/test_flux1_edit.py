"""FLUX.1 on a given picture: which pictures each of them needs."""

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.request import Wish

PICTURE = "aGVsbG8="


@pytest.mark.parametrize("name", ["flux-pro-1.0-canny", "flux-pro-1.0-depth"])
def test_structure_is_needed(name: str) -> None:
    """Either the picture or its map, one is enough."""
    model = find(name)
    with pytest.raises(InvalidRequest) as caught:
        model.check({"prompt": "x"})
    assert caught.value.param == "control_image"
    for field in ("control_image", "preprocessed_image"):
        request = model.request(model.check({"prompt": "x", field: PICTURE}))
        assert [(r.role, r.field) for r in request.images] == [("control", field)]


def test_expand_needs_a_side() -> None:
    """Nothing to add is a mistake."""
    model = find("flux-pro-1.0-expand")
    with pytest.raises(InvalidRequest) as caught:
        model.check({"image": PICTURE, "top": 0})
    assert caught.value.param == "top"
    assert model.check({"image": PICTURE, "left": 2048}).model_dump()["left"] == 2048


@pytest.mark.parametrize("name", ["flux-pro-1.0-fill", "flux-pro-1.0-expand"])
def test_the_picture_is_required(name: str) -> None:
    """Its absence names the field."""
    with pytest.raises(InvalidRequest) as caught:
        find(name).check({"prompt": "x"})
    assert (caught.value.param, caught.value.reasons) == ("image", ("missing",))


def test_fill_takes_input_image_too() -> None:
    """At least one client of BFL's sends the picture under that name."""
    model = find("flux-pro-1.0-fill")
    values, dropped = model.fit(Wish("m", "bfl", {"prompt": "x"}, (("input_image", PICTURE), ("mask", PICTURE))))
    request = model.request(model.check(values))
    assert (dropped, [r.field for r in request.images]) == ([], ["image"])
    assert isinstance(request, ImageRequest)
    assert request.mask is not None
