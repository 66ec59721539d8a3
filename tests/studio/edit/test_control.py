"""Pictures that follow edges or depth."""

import numpy as np

from philae.studio.edit import edges
from tests.studio.edit.bench import SCENE, difference, painted, pixels

LINES = np.zeros((128, 128), np.uint8)
LINES[30:100, 30] = LINES[30:100, 90] = LINES[30, 30:91] = LINES[100, 30:91] = 255


def test_canny_keeps_the_edges_where_they_were() -> None:
    """Edges of the result lie near those of the control image."""
    out = pixels(painted("canny", "a desert", ("control", SCENE)))
    rim = out[50:100, 62:67].astype(float).mean((0, 2))

    assert out.shape == SCENE.shape
    assert rim.max() - rim.min() > 20


def test_a_ready_edge_map_is_followed_white_or_black() -> None:
    """Both ways of drawing lines mean the same."""
    white, black = (pixels(painted("canny", "a lake", ("preprocessed", pixels_))) for pixels_ in (LINES, 255 - LINES))

    assert np.array_equal(white, black)
    assert white[60:70, 29:32].mean() < white[60:70, 20:25].mean()


def test_canny_thresholds_count() -> None:
    """Higher ones let fewer edges through."""
    grey = SCENE.mean(2).astype(np.float32)

    assert edges.canny(grey, 20, 60).sum() > edges.canny(grey, 220, 240).sum() > 0


def test_depth_follows_a_ready_map() -> None:
    """Where the map has a near disc, the picture differs from one without."""
    ramp = np.tile(np.linspace(0, 140, 128).astype(np.uint8)[:, None], (1, 128))
    y, x = np.mgrid[:128, :128]
    disc = np.hypot(y - 60, x - 64) < 25
    plain, with_disc = (
        pixels(painted("depth", "a desert", ("preprocessed", depth)))
        for depth in (ramp, np.where(disc, 230, ramp).astype(np.uint8))
    )

    assert difference(plain[disc], with_disc[disc]) > 8
    assert difference(plain[:, :20], with_disc[:, :20]) < 2


def test_depth_of_a_photo_gives_the_prompts_colours() -> None:
    """Two prompts, one structure, different pictures."""
    day, night = (pixels(painted("depth", prompt, ("control", SCENE))) for prompt in ("desert, day", "desert, night"))

    assert day.mean() > night.mean() + 20
