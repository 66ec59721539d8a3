"""A garment is laid on a person."""

import numpy as np
import pytest

from philae.studio.request import Refused
from tests.studio.edit.bench import SCENE, painted, pixels


def test_the_torso_takes_the_garments_colour_and_the_face_stays() -> None:
    """A person in red gets a green shirt."""
    person = np.full((200, 120, 3), (150, 170, 190), np.uint8)
    y, x = np.mgrid[:200, :120]
    person[np.hypot(y - 40, x - 60) < 18] = (225, 180, 150)
    person[60:180, 38:82] = (180, 40, 50)
    shirt = np.full((100, 100, 3), 245, np.uint8)
    shirt[15:90, 20:80] = (40, 150, 60)
    out = pixels(painted("try_on", "", ("person", person), ("garment", shirt))).astype(int)

    assert (out[80:110, 48:72, 1] > out[80:110, 48:72, 0]).mean() > 0.9
    assert np.abs(out[34:46, 54:66] - person[34:46, 54:66]).mean() < 6
    assert np.abs(out[:, :20] - person[:, :20]).mean() < 3


def test_both_images_are_needed() -> None:
    """By their roles."""
    with pytest.raises(Refused, match="garment"):
        painted("try_on", "", ("person", SCENE))
