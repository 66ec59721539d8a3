"""Erase closes the gap from what is around it."""

from tests.studio.edit.bench import SCENE, box, painted, pixels

MASK = box(44, 103, 63, 97)


def test_what_was_covered_is_gone() -> None:
    """No red box stands on the grass any more."""
    out = pixels(painted("erase", "", ("image", SCENE), mask=MASK)).astype(int)
    inside = out[MASK > 0]

    assert (inside[:, 0] - inside[:, 1] > 60).mean() < 0.01


def test_only_the_widened_mask_changes() -> None:
    """By `dilate_pixels` on each side."""
    out = pixels(painted("erase", "", ("image", SCENE), mask=MASK, extra={"dilate_pixels": 4}))
    changed = (out != SCENE).any(-1)

    assert not changed[box(39, 108, 58, 102) == 0].any()
    assert changed[box(41, 106, 60, 100) > 0].mean() > 0.8


def test_the_same_seed_gives_the_same_filling() -> None:
    """The search is random, its result is not."""
    one, other = (painted("erase", "", ("image", SCENE), mask=MASK).bytes for _ in range(2))

    assert one == other
