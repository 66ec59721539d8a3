"""Figures stand in the picture, are lit, hide and are hidden, and cost no more than asked."""

import numpy as np
import pytest

from philae.studio.figures import draw, known
from philae.studio.figures.trace import DENSE
from philae.studio.nouns import NOUNS
from philae.studio.scene import Subject
from philae.studio.stage import Camera, Floats, Light, Stage

SIDE = 96


def plain(surface: str = "ground", side: int = SIDE, sun: tuple[float, float, float] = (0.55, 0.6, -0.58)) -> Stage:
    """A flat, even ground under an even sky, with the spot seven metres ahead."""
    camera = Camera(
        np.array([0.0, 1.6, -7.0], np.float32), np.array([0.0, -0.07, 0.9975], np.float32),
        np.array([1.0, 0.0, 0.0], np.float32), np.array([0.0, 0.9975, 0.07], np.float32), 0.36,
    )  # fmt: skip
    light = Light(
        to_sun=np.array(sun, np.float32), sun=np.array([1.5, 1.3, 1.0], np.float32),
        sky=np.array([0.4, 0.5, 0.6], np.float32), bounce=np.array([0.2, 0.2, 0.2], np.float32),
        fog=np.array([0.6, 0.7, 0.8], np.float32), fog_density=0.005,
    )  # fmt: skip
    row, column = np.mgrid[0:side, 0:side] + 0.5
    u, v = (2 * column / side - 1) * camera.tan, (1 - 2 * row / side) * camera.tan
    ray = camera.forward + u[..., None] * camera.right + v[..., None] * camera.up
    ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        depth = np.where(ray[..., 1] < 0, -camera.eye[1] / ray[..., 1], np.inf)
    depth = np.where(depth < 300, depth, np.inf).astype(np.float32)
    rgb = np.where(np.isfinite(depth)[..., None], (0.3, 0.4, 0.2), (0.5, 0.6, 0.8)).astype(np.float32)
    return Stage(rgb, depth, camera, light, lambda x, _: np.zeros_like(x), (0.0, 0.0), 1.0, surface)


def drawn(before: Stage, after: Stage) -> np.ndarray:
    """Where figures are now in front of the landscape."""
    return np.asarray(after.depth < before.depth)


def heights(stage: Stage, where: np.ndarray) -> Floats:
    """World heights of the points seen through some pixels."""
    row, column = np.nonzero(where)
    camera, side = stage.camera, len(stage.depth)
    u, v = (2 * (column + 0.5) / side - 1) * camera.tan, (1 - 2 * (row + 0.5) / side) * camera.tan
    ray = camera.forward + u[:, None] * camera.right + v[:, None] * camera.up
    ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
    return np.asarray(camera.eye[1] + ray[:, 1] * stage.depth[where], np.float32)


def test_every_noun_has_a_template() -> None:
    """What the words understand, the figures can draw, and nothing more."""
    assert known() == frozenset(NOUNS)


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_every_noun_shows(noun: str) -> None:
    """Each noun covers a good piece of the picture, in the frame, and is drawn in finite light."""
    before = plain()
    after = draw(before, (Subject(noun),), seed=5)
    where = drawn(before, after)
    assert 0.008 < where.mean() < 0.5
    assert np.isfinite(after.rgb).all()
    assert not where[0].any()
    assert not where[:, 0].any()
    assert not where[:, -1].any()


@pytest.mark.parametrize("noun", ["fox", "penguin", "man", "tree", "house", "car", "cup", "sword"])
def test_what_stands_touches_the_ground(noun: str) -> None:
    """The lowest seen point of a standing figure is at the ground."""
    before = plain()
    after = draw(before, (Subject(noun),), seed=2)
    assert heights(after, drawn(before, after)).min() < 0.15


def test_what_flies_is_clear_of_the_ground() -> None:
    """An eagle is in the air, and below it is its shadow."""
    before = plain()
    after = draw(before, (Subject("eagle"),), seed=2)
    where = drawn(before, after)
    assert heights(after, where).min() > 0.3
    assert (after.rgb.sum(-1) < 0.8 * before.rgb.sum(-1))[~where].any()


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Drawing is a function of stage, subjects and seed."""
    subjects = (Subject("wolf", count=2), Subject("house"))
    first, again, other = (draw(plain(), subjects, seed) for seed in (7, 7, 8))
    assert first.rgb.tobytes() == again.rgb.tobytes()
    assert first.depth.tobytes() == again.depth.tobytes()
    assert first.rgb.tobytes() != other.rgb.tobytes()


@pytest.mark.parametrize("noun", ["fox", "car", "parrot", "umbrella", "woman"])
def test_a_colour_recolours(noun: str) -> None:
    """A blue one is bluer than a red one."""
    before = plain()
    blueness = []
    for colour in ((0.6, 0.05, 0.04), (0.04, 0.08, 0.6)):
        after = draw(before, (Subject(noun, colour=colour),), seed=1)
        seen = after.rgb[drawn(before, after)].mean(axis=0)
        blueness.append(seen[2] - seen[0])
    assert blueness[1] > blueness[0] + 0.1


def test_more_cover_more() -> None:
    """Three cover more of the picture than one, and twelve is the most that is drawn."""
    before = plain()
    covered = [drawn(before, draw(before, (Subject("penguin", count=n),), seed=3)).sum() for n in (1, 3, 12, 40)]
    assert covered[0] < covered[1] < covered[2] == covered[3]


def test_size_scales() -> None:
    """A size of two makes it larger."""
    before = plain()
    small, large = (drawn(before, draw(before, (Subject("cat", size=s),), seed=3)).sum() for s in (0.5, 1.0))
    assert large > 2 * small


def test_something_nearer_hides_the_figure() -> None:
    """Behind a wall at one metre nothing is drawn."""
    before = plain()
    wall = Stage(
        before.rgb,
        np.full_like(before.depth, 1.0),
        before.camera,
        before.light,
        before.ground,
        before.spot,
        1.0,
        "ground",
    )
    after = draw(wall, (Subject("bear"),), seed=1)
    assert not drawn(wall, after).any()


def test_a_shadow_darkens_the_ground() -> None:
    """Away from the sun the ground is darker, elsewhere it keeps its light, and nothing grows brighter."""
    before = plain(sun=(0.8, 0.5, -0.33))
    after = draw(before, (Subject("tree"),), seed=1)
    ground = ~drawn(before, after) & np.isfinite(before.depth)
    change = (after.rgb - before.rgb).sum(-1)
    left, right = np.tile(np.arange(SIDE) < SIDE // 2, (SIDE, 1)), np.tile(np.arange(SIDE) > SIDE * 3 // 4, (SIDE, 1))
    assert change[ground & left].min() < -0.3
    assert change[ground & right].min() > -0.1


def test_water_mirrors_a_boat() -> None:
    """Below a red boat the water turns redder."""
    before = plain("water")
    after = draw(before, (Subject("sailboat", colour=(0.8, 0.02, 0.02)),), seed=1)
    water = ~drawn(before, after) & np.isfinite(before.depth)
    gain = (after.rgb - before.rgb)[water]
    assert (gain[:, 0] - gain[:, 1]).max() > 0.03


def test_a_walker_on_water_gets_an_islet() -> None:
    """What neither swims nor floats stands on a rock, wider than itself."""
    dry, wet = plain("ground"), plain("water")
    fox = (Subject("fox"),)
    assert np.ptp(np.nonzero(drawn(wet, draw(wet, fox, 1)))[1]) > np.ptp(np.nonzero(drawn(dry, draw(dry, fox, 1)))[1])


@pytest.mark.parametrize("surface", ["air", "underwater", "water"])
def test_every_surface_takes_a_figure(surface: str) -> None:
    """In the void, under and on water something is drawn in the middle of the picture."""
    before = plain(surface)
    where = drawn(before, draw(before, (Subject("astronaut"),), seed=1))
    assert where[SIDE // 4 : -SIDE // 8, SIDE // 4 : -SIDE // 4].mean() > 0.02


def test_progress_rises_and_ends_at_one() -> None:
    """Progress is told in order, up to 1."""
    seen: list[float] = []
    draw(plain(), (Subject("cat"),), seed=1, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_progress_can_cancel() -> None:
    """What progress raises ends the drawing and reaches the caller."""

    class Enough(Exception):
        pass

    def stop(done: float) -> None:
        if done > 0.4:
            raise Enough

    with pytest.raises(Enough):
        draw(plain(), (Subject("cat"),), seed=1, progress=stop)


def test_smooth_pieces_of_a_dense_picture_are_not_worse() -> None:
    """From DENSE rows on only every second pixel is traced where it is smooth: nobody sees it."""
    less, more = (draw(plain(side=side), (Subject("lion"),), seed=3) for side in (DENSE - 1, DENSE))
    off = np.abs(np.minimum(more.rgb[:-1, :-1], 1) - np.minimum(less.rgb, 1)).mean(axis=-1)
    assert off.mean() < 0.003
    assert abs(drawn(plain(side=DENSE), more).mean() - drawn(plain(side=DENSE - 1), less).mean()) < 0.001


def test_an_unknown_noun_leaves_the_stage_alone() -> None:
    """Nothing to draw: the same stage comes back."""
    stage = plain()
    assert draw(stage, (Subject("zeitgeist"),), seed=1) is stage
