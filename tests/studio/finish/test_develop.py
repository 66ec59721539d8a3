"""Tests of developing: bytes out, weather in front, each style a picture of its own."""

import numpy as np
import pytest
from numpy.typing import NDArray

from philae.studio.finish import develop
from philae.studio.scene import STYLES, Place, Scene, Style, Weather
from philae.studio.stage import Floats

H, W = 120, 168


@pytest.fixture(scope="module")
def stage() -> tuple[Floats, Floats]:
    """A sky that brightens downwards with a sun, over ground, with a red disc five metres away."""
    y, x = np.mgrid[0:H, 0:W].astype(np.float32)
    sky = np.stack((0.15 + y / H, 0.2 + 0.7 * y / H, np.full_like(y, 0.6)), 2)
    ground = np.stack((0.10 + 0.05 * np.sin(x / 5), 0.16 + 0.04 * np.cos(y / 4), np.full_like(y, 0.05)), 2)
    rgb = np.where((y < 70)[..., None], sky, ground)
    depth = np.where(y < 70, np.inf, 400.0 / np.maximum(y - 60.0, 1.0))
    disc = np.hypot(y - 66, x - 84) < 26
    rgb[disc], depth[disc] = (0.8, 0.1, 0.05), 5.0
    rgb[10:16, 130:136] = 9.0
    return rgb.astype(np.float32), depth.astype(np.float32)


def developed(
    stage: tuple[Floats, Floats],
    style: Style = "natural",
    weather: Weather = "clear",
    place: Place = "meadow",
    seed: int = 3,
) -> NDArray[np.uint8]:
    """The stage developed in a style and weather."""
    return develop(*stage, Scene(place=place, time="day", weather=weather, style=style), seed)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_gives_bytes_of_the_same_size_again_and_again(stage: tuple[Floats, Floats], style: Style) -> None:
    """Every style keeps the size and repeats itself exactly for one seed."""
    first, again = developed(stage, style), developed(stage, style)

    assert first.shape == (H, W, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert first.std() > 12


def test_styles_differ_from_each_other(stage: tuple[Floats, Floats]) -> None:
    """No two styles give nearly the same picture."""
    pictures = {style: developed(stage, style).astype(float) for style in STYLES}

    for one in STYLES:
        for other in STYLES[STYLES.index(one) + 1 :]:
            assert np.abs(pictures[one] - pictures[other]).mean() > 4, (one, other)


def test_the_stage_is_left_as_it_was(stage: tuple[Floats, Floats]) -> None:
    """Developing writes into no array of its caller."""
    before = stage[0].copy()

    developed(stage, "oil", "snow")

    assert np.array_equal(stage[0], before)


def test_snow_adds_bright_specks(stage: tuple[Floats, Floats]) -> None:
    """On dark ground snowfall leaves flakes that are far brighter than the ground."""
    ground = (slice(96, H), slice(0, W))

    clear, snow = developed(stage)[ground].max(2), developed(stage, weather="snow")[ground].max(2)

    assert (snow > clear.astype(int) + 40).mean() > 0.004
    assert (snow > clear.astype(int) + 40).mean() < 0.5


def test_far_flakes_pass_behind_what_is_near(stage: tuple[Floats, Floats]) -> None:
    """Fewer flakes are seen on a wall one metre away than in the open."""
    near = np.full_like(stage[1], 1.0)
    clear = develop(stage[0], near, Scene(place="meadow"), 3)

    walled = develop(stage[0], near, Scene(place="meadow", weather="snow"), 3)
    opened = develop(stage[0], np.full_like(near, np.inf), Scene(place="meadow", weather="snow"), 3)

    assert np.abs(walled.astype(int) - clear).mean() < 0.2 * np.abs(opened.astype(int) - clear).mean()


@pytest.mark.parametrize("weather", ["rain", "storm", "fog"])
def test_other_weather_shows_too(stage: tuple[Floats, Floats], weather: Weather) -> None:
    """Rain, storm and fog each change the picture outdoors."""
    assert np.abs(developed(stage, weather=weather).astype(int) - developed(stage)).mean() > 0.3


@pytest.mark.parametrize("place", ["space", "underwater", "cave", "moon", "abstract", "backdrop"])
@pytest.mark.parametrize("weather", ["snow", "rain", "fog", "storm"])
def test_no_weather_where_there_is_no_sky(stage: tuple[Floats, Floats], place: Place, weather: Weather) -> None:
    """Nothing falls in space, under water or indoors."""
    assert np.array_equal(developed(stage, weather=weather, place=place), developed(stage, place=place))


def test_noir_has_no_colour_and_vintage_is_warm(stage: tuple[Floats, Floats]) -> None:
    """Film styles do to colour what their names say."""
    noir, vintage = developed(stage, "noir").astype(int), developed(stage, "vintage").astype(int)

    assert (noir.max(2) - noir.min(2)).mean() < 16
    assert vintage[..., 0].mean() > vintage[..., 2].mean() + 10


def test_pixel_art_is_made_of_few_colours(stage: tuple[Floats, Floats]) -> None:
    """Apart from the last bit of dithering, pixel art has a small palette."""
    colours = np.unique((developed(stage, "pixel").astype(int) + 2) // 5, axis=0)
    large = develop(
        stage[0].repeat(4, 0).repeat(4, 1), stage[1].repeat(4, 0).repeat(4, 1), Scene(style="pixel"), 1
    ).astype(int)

    assert len(colours)
    assert np.abs(large[0::3, 0::3][:100, :100] - large[1::3, 1::3][:100, :100]).mean() < 3


def test_another_seed_moves_the_flakes(stage: tuple[Floats, Floats]) -> None:
    """The seed decides where flakes fall."""
    assert not np.array_equal(developed(stage, weather="snow", seed=1), developed(stage, weather="snow", seed=2))


def test_skies_do_not_band() -> None:
    """A very slow gradient is dithered: neighbouring bytes mix instead of forming a step."""
    slow = np.linspace(0.20, 0.21, 256, dtype=np.float32)[None, :, None].repeat(64, 0).repeat(3, 2)

    out = develop(
        np.ascontiguousarray(slow), np.full((64, 256), np.inf, np.float32), Scene(place="space", time="night"), 1
    )

    assert (np.abs(np.diff(out[32, :, 0].astype(int))) > 0).sum() > 40


@pytest.mark.parametrize("size", [(64, 64), (65, 203), (1, 1), (200, 40)])
def test_odd_sizes_are_developed(size: tuple[int, int]) -> None:
    """Any size goes through every style, with sky everywhere and light beyond measure."""
    rgb, depth = np.full((*size, 3), 50.0, np.float32), np.full(size, np.inf, np.float32)
    for style in STYLES:
        assert develop(rgb, depth, Scene(style=style, weather="snow"), 5).shape == (*size, 3)


def test_negative_and_unmeasurable_light_counts_as_none(stage: tuple[Floats, Floats]) -> None:
    """A few bad pixels do not spoil the picture."""
    rgb = stage[0].copy()
    rgb[80, 80], rgb[81, 81] = np.nan, -1.0

    out = develop(rgb, stage[1], Scene(place="meadow", weather="clear"), 3)

    assert np.abs(out.astype(int) - developed(stage)).mean() < 1
