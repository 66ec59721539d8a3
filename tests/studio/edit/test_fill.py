"""Fill repaints what the mask covers and nothing else."""

import numpy as np
import pytest

from philae.studio.making import make
from philae.studio.request import Input, Refused, Request
from tests.studio.desk import encoded
from tests.studio.edit.bench import SCENE, box, difference, painted, pixels

MASK = box(60, 120, 10, 60)


@pytest.mark.parametrize("prompt", ["a red cat", "", "desert at night", "xyzzy"])
def test_nothing_outside_the_mask_is_touched(prompt: str) -> None:
    """Whatever is drawn inside."""
    out = pixels(painted("fill", prompt, ("image", SCENE), mask=MASK, guidance=90))

    assert np.array_equal(out[MASK == 0], SCENE[MASK == 0])


def test_a_subject_fills_the_mask() -> None:
    """An orange fox on green grass is seen."""
    out = pixels(painted("fill", "a fox", ("image", SCENE), mask=MASK))
    healed = pixels(painted("fill", "", ("image", SCENE), mask=MASK))

    assert difference(out[MASK > 0], healed[MASK > 0]) > 10


def test_the_images_own_alpha_is_the_other_mask() -> None:
    """Its transparent pixels are repainted."""
    clear = np.dstack([SCENE, 255 - MASK])
    out = pixels(painted("fill", "a red cat", ("image", clear)))

    assert np.array_equal(out, pixels(painted("fill", "a red cat", ("image", SCENE), mask=MASK)))


def test_jpeg_stays_close_outside() -> None:
    """As close as the format allows."""
    out = pixels(painted("fill", "a red cat", ("image", SCENE), mask=MASK, format="jpeg"))

    assert difference(out[MASK == 0], SCENE[MASK == 0]) < 2.5


def test_an_empty_mask_leaves_the_image() -> None:
    """Not a pixel changes."""
    assert np.array_equal(pixels(painted("fill", "a cat", ("image", SCENE), mask=MASK * 0)), SCENE)


def test_no_mask_at_all_is_refused() -> None:
    """With a message that says what is needed."""
    order = Request(operation="fill", prompt="a cat", images=(Input(encoded(SCENE)),))
    with pytest.raises(Refused, match="mask") as refused:
        make(order, lambda _: None)

    assert refused.value.code == "invalid_request"
