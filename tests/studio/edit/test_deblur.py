"""Deblurring brings edges back without rims."""

import numpy as np
from PIL import Image, ImageFilter

from tests.studio.edit.bench import painted, pixels


def test_it_comes_nearer_to_the_sharp_picture() -> None:
    """At the same size."""
    y, x = np.mgrid[:128, :160]
    sharp = np.where(((x // 16 + y // 20) % 2 == 0)[..., None], (200, 180, 120), (60, 70, 110)).astype(np.uint8)
    blurred = np.asarray(Image.fromarray(sharp).filter(ImageFilter.GaussianBlur(2)))
    out = pixels(painted("deblur", "", ("image", blurred)))

    assert out.shape == sharp.shape
    assert np.abs(out.astype(float) - sharp).mean() < 0.8 * np.abs(blurred.astype(float) - sharp).mean()


def test_an_edge_gets_no_halo() -> None:
    """Beside a step nothing becomes darker than dark or brighter than bright."""
    step = np.full((96, 96, 3), 60, np.uint8)
    step[:, 48:] = 190
    out = pixels(
        painted("deblur", "", ("image", np.asarray(Image.fromarray(step).filter(ImageFilter.GaussianBlur(2.5)))))
    )

    assert out.min() >= 54
    assert out.max() <= 196
