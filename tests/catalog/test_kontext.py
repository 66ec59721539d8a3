"""Kontext: the prompt is needed, pictures are not, and the format is png unless asked."""

import pytest

from philae.catalog import find
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest

KONTEXT = find("flux-kontext-max")


def test_the_prompt_is_required() -> None:
    """Its absence is named."""
    with pytest.raises(InvalidRequest) as caught:
        KONTEXT.check({})
    assert (caught.value.param, caught.value.public) == ("prompt", "Field required")


def test_pictures_keep_their_order() -> None:
    """The first is the one that is edited."""
    params = KONTEXT.check({"prompt": "x", "input_image_2": "Yg==", "input_image": "YQ=="})
    assert [(r.role, r.blob.data) for r in params.pictures()] == [("source", b"a"), ("reference", b"b")]


def test_png_by_default() -> None:
    """Unlike the rest of the family."""
    request = KONTEXT.request(KONTEXT.check({"prompt": "x"}))
    assert isinstance(request, ImageRequest)
    assert request.format == "png"
