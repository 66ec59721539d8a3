"""Expanding keeps the original in place."""

import numpy as np
import pytest

from philae.studio.request import Refused
from tests.studio.edit.bench import SCENE, painted, pixels

HEIGHT, WIDTH = SCENE.shape[:2]


@pytest.mark.parametrize("prompt", ["", "a desert at sunset"])
def test_margins_are_added_around_the_original(prompt: str) -> None:
    """Pixel for pixel where it was, something plausible around it."""
    out = pixels(painted("expand", prompt, ("image", SCENE), extra={"top": 16, "bottom": 8, "left": 120, "right": 40}))

    assert out.shape == (HEIGHT + 24, WIDTH + 160, 3)
    assert np.array_equal(out[16 : 16 + HEIGHT, 120 : 120 + WIDTH], SCENE)
    assert out[:16].std() > 2
    assert out[30:60, :100, 2].mean() > out[110:140, :100, 2].mean()


@pytest.mark.parametrize(
    ("extra", "top", "left"), [({}, 36, 48), ({"reference_offset_x": 0, "reference_offset_y": 72}, 72, 0)]
)
def test_outpainting_places_the_reference(extra: dict[str, int], top: int, left: int) -> None:
    """In the middle, or where the offset says."""
    out = pixels(painted("outpaint", "", ("input", SCENE), width=256, height=200, extra=extra))

    assert out.shape == (200, 256, 3)
    assert np.array_equal(out[top : top + HEIGHT, left : left + WIDTH], SCENE)


def test_a_negative_offset_cuts() -> None:
    """What lies outside of the result is left out."""
    out = pixels(painted("outpaint", "", ("input", SCENE), width=128, height=128, extra={"reference_offset_x": -20}))

    assert np.array_equal(out, SCENE[:, 20:148])


def test_too_large_a_result_is_refused() -> None:
    """Sides end at 4096 pixels."""
    with pytest.raises(Refused, match="4096"):
        painted("expand", "", ("image", SCENE), extra={"left": 4096})
