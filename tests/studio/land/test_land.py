"""The landscapes keep their promises: every place draws, seeds decide, and depth, ground and camera agree."""

from dataclasses import replace

import numpy as np
import pytest

from philae.studio.land import draw
from philae.studio.scene import PLACES, TIMES, WEATHERS, Place, Scene
from philae.studio.stage import Stage

SIZE = 96


def ray_to(stage: Stage, x: float, y: float, z: float) -> tuple[int, int, float]:
    """Find the row and column where a point of the world is seen, and its distance along the ray."""
    height, width = stage.depth.shape
    camera = stage.camera
    way = np.array([x, y, z], np.float32) - camera.eye
    ahead = float(way @ camera.forward)
    u = float(way @ camera.right) / ahead / (camera.tan * width / height)
    v = float(way @ camera.up) / ahead / camera.tan
    return int((1 - v) * height / 2), int((u + 1) * width / 2), float(np.linalg.norm(way))


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_finite_lively_and_has_room_for_a_figure(place: Place) -> None:
    """Light is finite and varied, and the spot lies in the lower half, in view."""
    number = PLACES.index(place)
    scene = Scene(place=place, time=TIMES[number % 4], weather=WEATHERS[number % 6], seed=number)
    stage = draw(scene, SIZE, SIZE)
    assert stage.rgb.shape == (SIZE, SIZE, 3)
    assert stage.rgb.dtype == stage.depth.dtype == np.float32
    assert np.isfinite(stage.rgb).all()
    assert stage.rgb.min() >= 0
    assert stage.rgb.std() > 0.04 * stage.rgb.mean() > 0
    assert stage.depth.min() > 0
    x, z = stage.spot
    y = float(stage.ground(np.array([x], np.float32), np.array([z], np.float32))[0])
    row, column, _ = ray_to(stage, x, y, z)
    assert 0.5 * SIZE < row < 0.85 * SIZE
    assert 0.3 * SIZE < column < 0.7 * SIZE
    assert stage.spot_scale > 0


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("weather", WEATHERS)
def test_hours_and_weathers_differ(time: str, weather: str) -> None:
    """Each hour and weather gives another sky than a clear dawn of the same seed."""
    scene = Scene(place="lake", seed=3)
    other = draw(replace(scene, time=time, weather=weather), 64, 64)  # type: ignore[arg-type]
    plain = draw(scene, 64, 64)
    assert np.isfinite(other.rgb).all()
    assert (time, weather) == ("dawn", "clear") or np.abs(other.rgb - plain.rgb).mean() > 0.005


@pytest.mark.parametrize("place", ["alpine", "sea", "city", "islands", "cave", "space", "abstract", "backdrop"])
def test_a_seed_is_a_picture(place: Place) -> None:
    """The same seed gives the same bytes; another one, another picture."""
    one, again, other = (draw(Scene(place=place, seed=seed), SIZE, 64) for seed in (5, 5, 6))
    assert one.rgb.tobytes() == again.rgb.tobytes()
    assert one.depth.tobytes() == again.depth.tobytes()
    assert np.abs(one.rgb - other.rgb).mean() > 0.03 * one.rgb.mean()


@pytest.mark.parametrize("phenomenon", ["aurora", "stars", "moon", "rainbow", "fireflies", "lightning"])
def test_phenomena_show(phenomenon: str) -> None:
    """What was asked for in the sky or the air changes the picture."""
    scene = Scene(place="meadow", time="night" if phenomenon != "rainbow" else "day", weather="clouds", seed=2)
    plain = draw(replace(scene, time="dawn") if phenomenon in {"stars", "moon"} else scene, SIZE, SIZE)
    asked = replace(scene, phenomena=frozenset({phenomenon}))  # type: ignore[arg-type]
    shown = draw(replace(asked, time="dawn") if phenomenon in {"stars", "moon"} else asked, SIZE, SIZE)
    assert np.abs(shown.rgb - plain.rgb).max() > 0.02


@pytest.mark.parametrize(("width", "height"), [(64, 64), (720, 128), (128, 720), (97, 131), (64, 1024)])
@pytest.mark.parametrize("place", ["lake", "cave", "space"])
def test_odd_sizes(place: Place, width: int, height: int) -> None:
    """Any aspect ratio is drawn in the size asked for."""
    stage = draw(Scene(place=place, seed=1), width, height, 0.5)
    assert stage.rgb.shape == (height, width, 3)
    assert stage.depth.shape == (height, width)
    assert np.isfinite(stage.rgb).all()


@pytest.mark.parametrize("place", ["desert", "sea", "city", "backdrop"])
def test_ground_depth_and_camera_agree(place: Place) -> None:
    """The depth where the spot is seen is the spot's distance, and its ray ends on the ground."""
    size = 256
    stage = draw(Scene(place=place, time="day", seed=4), size, size)
    camera = stage.camera
    checked = 0
    for row in range(int(size * 0.6), int(size * 0.8), 5):
        column = size // 2
        u, v = (2 * (column + 0.5) / size - 1) * camera.tan, (1 - 2 * (row + 0.5) / size) * camera.tan
        ray = camera.forward + u * camera.right + v * camera.up
        ray = ray / np.linalg.norm(ray)
        point = camera.eye + ray * stage.depth[row, column]
        ground = float(stage.ground(point[0:1], point[2:3])[0])
        checked += abs(ground - point[1]) < 0.02
    assert checked >= 8


def test_progress_rises_to_one_and_cancels() -> None:
    """Progress never falls, ends at 1, and what the listener raises stops the drawing."""
    heard: list[float] = []
    draw(Scene(place="lake"), SIZE, SIZE, 0.5, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1

    def stop(done: float) -> None:
        if done > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw(Scene(place="lake"), SIZE, SIZE, 0.5, stop)
