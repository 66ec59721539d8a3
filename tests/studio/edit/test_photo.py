"""Images that come in are opened whatever they are, or refused."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from philae.studio.edit.photo import opened
from philae.studio.request import Refused
from tests.studio.desk import encoded
from tests.studio.edit.bench import SCENE, painted


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_still_format_is_read(kind: str) -> None:
    """To the same size."""
    assert opened(encoded(SCENE, kind)).size == (160, 128)


def test_a_data_prefix_is_tolerated() -> None:
    """As browsers write it."""
    assert np.array_equal(opened("data:image/png;base64," + encoded(SCENE)).rgb, SCENE)


def test_orientation_is_honoured() -> None:
    """A picture that says it lies on its side is turned upright."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(SCENE).save(out, "JPEG", exif=exif)

    assert opened(base64.b64encode(out.getvalue()).decode()).size == (128, 160)


@pytest.mark.parametrize("data", ["", "!!!", base64.b64encode(b"no image").decode(), encoded(SCENE)[:400]])
def test_what_is_broken_is_refused(data: str) -> None:
    """With one code for all ways of being broken."""
    with pytest.raises(Refused) as refused:
        opened(data)

    assert refused.value.code == "invalid_image"


def test_too_many_pixels_are_refused() -> None:
    """Before they are decoded."""
    with pytest.raises(Refused, match="20 MP"):
        opened(encoded(np.zeros((4500, 4500), np.uint8)))


@pytest.mark.parametrize("operation", ["edit", "fill", "erase", "expand", "deblur", "canny", "depth", "outpaint"])
def test_an_operation_without_its_image_is_refused(operation: str) -> None:
    """In words."""
    with pytest.raises(Refused, match="image is required"):
        painted(operation)
