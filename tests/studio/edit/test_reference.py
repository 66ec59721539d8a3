"""References change a generated picture visibly, by their strength."""

from typing import Any

import numpy as np

from tests.studio.edit.bench import SCENE, difference, painted, pixels

SIZE: dict[str, Any] = {"width": 96, "height": 96}


def test_the_palette_follows_the_reference() -> None:
    """The more the stronger it is."""
    red = np.zeros((64, 64, 3), np.uint8)
    red[..., 0] = np.arange(64) * 3 + 60
    off = [
        difference(
            pixels(painted("generate", "a meadow", ("image_prompt", red), strength=strength, **SIZE)).mean((0, 1)),
            red.mean((0, 1)),
        )
        for strength in (0.0, 0.3, 1.0)
    ]

    assert off[0] > off[1] + 5 > off[2] + 5


def test_a_reference_alone_is_varied() -> None:
    """Near the reference in colour, but not the reference."""
    out = pixels(painted("image_prompt", "", ("image_prompt", SCENE), width=160, height=128))

    assert 4 < difference(out, SCENE) < 70
