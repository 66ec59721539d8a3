"""FLUX tools: the pictures each needs, and their parts in it."""

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.request import Wish

PICTURE = "aGVsbG8="


def test_names_hold_a_slash() -> None:
    """They are paths at BFL."""
    assert find("flux-tools/erase-v1").id == "flux-tools/erase-v1"


def test_outpainting_is_strict_and_needs_a_canvas() -> None:
    """A seed is refused there."""
    model = find("flux-tools/outpainting-v1")
    with pytest.raises(InvalidRequest) as caught:
        model.check({"input_image": PICTURE, "width": 512})
    assert caught.value.param == "height"
    values, _ = model.fit(Wish(model.id, "bfl", {"width": 512, "height": 512, "seed": 1}, (("input_image", PICTURE),)))
    with pytest.raises(InvalidRequest) as caught:
        model.check(values)
    assert caught.value.param == "seed"


def test_erase_needs_a_mask() -> None:
    """The mask travels apart from the pictures."""
    model = find("flux-tools/erase-v1")
    with pytest.raises(InvalidRequest) as caught:
        model.check({"image": PICTURE})
    assert caught.value.param == "mask"
    request = model.request(model.check({"image": PICTURE, "mask": PICTURE}))
    assert isinstance(request, ImageRequest)
    assert request.mask is not None
    assert [r.role for r in request.images] == ["source"]


@pytest.mark.parametrize("name", ["flux-tools/vto-v1", "flux-tools/vto-v2"])
def test_two_files_become_person_and_garment(name: str) -> None:
    """An OpenAI client sends them in that order."""
    model = find(name)
    values, dropped = model.fit(Wish(name, "openai", {"prompt": "x"}, (("image", PICTURE), ("image", PICTURE))))
    assert dropped == []
    assert [r.role for r in model.request(model.check(values)).images] == ["person", "garment"]


def test_an_end_users_id_is_bounded() -> None:
    """256 characters are the most."""
    with pytest.raises(InvalidRequest) as caught:
        find("flux-tools/vto-v1").check({"prompt": "x", "person": PICTURE, "garment": PICTURE, "user": "u" * 257})
    assert caught.value.param == "user"
