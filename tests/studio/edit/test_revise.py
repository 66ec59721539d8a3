"""Edits do what they say, and stay near the picture that came."""

from typing import Any

import numpy as np
import pytest

from tests.studio.edit.bench import SCENE, Bytes, difference, painted, pixels

SKY, GROUND, BOX = (slice(0, 30), slice(0, 160)), (slice(108, 128), slice(0, 160)), (slice(50, 96), slice(68, 92))


def edited(prompt: str) -> Bytes:
    """The scene after this edit."""
    return pixels(painted("edit", prompt, ("input", SCENE)))


@pytest.mark.parametrize("prompt", ["make it blue", "mach es blau", "rends-le bleu"])
def test_the_subject_takes_the_colour_that_is_named(prompt: str) -> None:
    """In several languages, and the grass stays green."""
    out = edited(prompt)

    assert out[BOX][..., 2].mean() > out[BOX][..., 0].mean() + 30
    assert difference(out[GROUND], SCENE[GROUND]) < 8


def test_night_is_dark_and_blue() -> None:
    """All over."""
    out = edited("make it night").astype(float)

    assert out.mean() < 0.6 * SCENE.mean()
    assert out[GROUND][..., 2].mean() > out[GROUND][..., 0].mean()


@pytest.mark.parametrize(("prompt", "brighter"), [("brighter please", True), ("darker", False)])
def test_light_is_adjusted(prompt: str, brighter: bool) -> None:  # noqa: FBT001
    """Either way."""
    assert bool(edited(prompt).mean() > SCENE.mean()) is brighter


def test_black_and_white_has_no_colour() -> None:
    """Not in any pixel."""
    out = edited("black and white").astype(int)

    assert np.ptp(out, axis=-1).max() <= 2


def test_snow_whitens_the_ground() -> None:
    """It loses its green."""
    out = edited("add snow").astype(float)

    assert out[GROUND].mean() > SCENE[GROUND].mean() + 30


def test_the_sky_alone_can_be_changed() -> None:
    """The ground stays."""
    out = edited("make the sky pink").astype(float)

    assert out[SKY][..., 0].mean() > out[SKY][..., 1].mean() + 30
    assert difference(out[GROUND].astype(np.uint8), SCENE[GROUND]) < 8


def test_a_subject_is_added_and_the_rest_stays() -> None:
    """An animal stands in the picture; most pixels are exactly what they were, up to rounding."""
    out = edited("add a fox")
    changed = np.abs(out.astype(int) - SCENE).max(-1) > 12

    assert 0.01 < changed.mean() < 0.5


def test_what_stands_out_can_be_removed() -> None:
    """The red box goes."""
    out = edited("remove the box").astype(int)

    assert (out[BOX][..., 0] - out[BOX][..., 1] > 60).mean() < 0.1


def test_without_a_word_it_knows_it_relights() -> None:
    """Gently, and says so."""
    picture = painted("edit", "xyzzy", ("input", SCENE))

    assert picture.details["understood"] == {"light": "relit"}
    assert 0.5 < difference(pixels(picture), SCENE) < 30


@pytest.mark.parametrize(("asked", "size"), [({}, (160, 128)), ({"width": 96, "height": 64}, (96, 64))])
def test_the_size_is_the_inputs_or_what_is_asked(asked: dict[str, Any], size: tuple[int, int]) -> None:
    """Exactly."""
    picture = painted("edit", "brighter", ("input", SCENE), **asked)

    assert (picture.width, picture.height) == size


def test_further_images_give_their_palette() -> None:
    """A red one makes the picture redder."""
    red = np.zeros((64, 64, 3), np.uint8)
    red[..., 0] = np.arange(64) * 3 + 60
    out = pixels(painted("edit", "brighter", ("input", SCENE), ("reference", red))).astype(float)
    alone = edited("brighter").astype(float)

    assert (out[..., 0] - out[..., 1]).mean() > (alone[..., 0] - alone[..., 1]).mean() + 10


@pytest.mark.parametrize("style", ["oil painting", "pencil sketch", "watercolour", "comic"])
def test_a_style_changes_the_whole_picture(style: str) -> None:
    """And is told."""
    picture = painted("edit", f"as a {style}", ("input", SCENE))

    assert "style" in picture.details["understood"]
    assert difference(pixels(picture), SCENE) > 3
