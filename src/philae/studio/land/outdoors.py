"""Draws a place outdoors: sky, land, buildings, plants and water, one layer after the other."""

import math
from dataclasses import dataclass

import numpy as np

from philae.studio.land.air import Air
from philae.studio.land.bands import bands, part
from philae.studio.land.blocks import build
from philae.studio.land.falls import pour, spring
from philae.studio.land.fan import Fan, heights, roof_over, spread_fan
from philae.studio.land.frame import Lamp, View, paint, paint_clouds
from philae.studio.land.heavens import Heaven, adorn, hang
from philae.studio.land.isles import float_isles, planted, scatter
from philae.studio.land.mood import air_of, ambient
from philae.studio.land.noise import cube
from philae.studio.land.places import VISTAS
from philae.studio.land.planting import cast, settle
from philae.studio.land.shafts import beam, soften
from philae.studio.land.sparks import bolt, fireflies, shine
from philae.studio.land.splat import splat
from philae.studio.land.sprites import atlas, first_of
from philae.studio.land.towns import city, village
from philae.studio.land.views import camera_of, half_of, row, view_of
from philae.studio.land.vista import Vista
from philae.studio.land.water import Surf, flood
from philae.studio.land.weathering import sunk, weathered
from philae.studio.scene import RGB, Scene
from philae.studio.stage import Floats, Light, Progress, Stage

MARGIN = 1.5
"""How much wider than the frame the clouds are painted where water mirrors them."""

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Easel:
    """Everything that the layers of one picture share.

    `rgb` and `depth` (negative where water) are the land's; `layer` (premultiplied) and `near` what stands before it.
    """

    scene: Scene
    vista: Vista
    view: View
    air: Air
    lamp: Lamp
    fan: Fan
    veils: Floats
    margin: float
    rgb: Floats
    depth: Floats
    layer: Floats
    near: Floats
    rng: Rng

    @property
    def rows(self) -> int:
        """Height of the picture."""
        return int(self.depth.shape[0])


def draw_outdoors(scene: Scene, width: int, height: int, quality: float, progress: Progress) -> Stage:
    """Draw one of the places of `VISTAS`; sizes in pixels."""
    rng = np.random.default_rng([scene.seed & 0xFFFFFFFF, 17])
    vista = weathered(VISTAS[scene.place](rng), scene)
    easel = _easel(scene, vista, (width, height), quality, rng, part(progress, 0.0, 0.45))
    plants, levels, boxes = _grow(easel)
    _land(easel, part(progress, 0.45, 0.72))
    _standing(easel, plants, levels, boxes, part(progress, 0.72, 0.86))
    rgb = _flooded(easel, part(progress, 0.86, 0.94))
    rgb = rgb * (1.0 - easel.layer[..., 3:]) + easel.layer[..., :3]
    depth = np.minimum(np.abs(easel.depth), easel.near)
    _lights(easel, rgb, depth)
    progress(1.0)
    floor = 0.0 if easel.lamp.water == 0.0 else -1e9
    fan, light = easel.fan, _light(easel)
    return Stage(
        rgb, depth, camera_of(easel.view), light, lambda x, z: heights(fan, floor, x, z), (0.0, vista.spot),
        2.0 * easel.view.tan * vista.spot / 4.5, vista.surface, (easel.depth < 0.0) & (easel.near > -easel.depth),
    )  # fmt: skip


def _easel(scene: Scene, vista: Vista, size: tuple[int, int], quality: float, rng: Rng, progress: Progress) -> Easel:
    width, height = size
    air = sunk(air_of(scene, vista.side, rng), vista, scene, rng)
    up = ambient(air, air.cover)
    up = (up[0] * vista.dim, up[1] * vista.dim, up[2] * vista.dim)
    water = -1e9 if vista.sea is None else (1e9 if vista.relief.swell > 0.0 else 0.0)
    view = view_of(vista.horizon, vista.tan, 0.0, width / height)
    fan = _fan(vista, view, air, 0.0 if water == 0.0 else -1e9, size, quality, part(progress, 0.0, 0.6))
    view = view._replace(eye=fan.eye)
    margin = MARGIN if vista.sea else 1.03
    lamp = Lamp(up, _bounce(air, up, vista), water, vista.mouth, _within(air, up), float(rng.uniform(0, 9)))
    veils = _cloud_sheet(size, quality, margin, view, air, part(progress, 0.6, 1.0))
    if air.aurora > 0.0:
        drift, power = float(rng.uniform(0, 90)), 0.55 if scene.time == "night" else 0.35
        bands(lambda a, b: hang(a, b, veils, margin, view, power, drift, 30), veils.shape[0])
    return Easel(
        scene, vista, view, air, lamp, fan, veils, margin, np.empty((height, width, 3), np.float32),
            np.empty((height, width), np.float32),
        np.zeros((height, width, 4), np.float32), np.full((height, width), np.inf, np.float32), rng,
    )  # fmt: skip


def _fan(
    vista: Vista, view: View, air: Air, floor: float, size: tuple[int, int], quality: float, progress: Progress
) -> Fan:
    columns = int(min(max(size[0] * 1.2 * min(quality, 1.0), 96), 2600))
    count = int((1300 if max(size) > 300 else 700) * min(max(quality, 0.4), 1.25))
    steepest = (view.tan + abs(view.sin) / view.cos) / max(view.cos - view.tan * abs(view.sin), 0.2)
    reach = (max(0.35 * vista.lift / steepest, 0.2), vista.far)
    return spread_fan(vista.relief, half_of(view), columns, count, reach, vista.lift, air.to_sun, floor, progress)


def _cloud_sheet(
    size: tuple[int, int], quality: float, margin: float, view: View, air: Air, progress: Progress
) -> Floats:
    """Paint the clouds coarser than the frame (they are soft), and smooth the shaken samples."""
    scale = min(max(math.sqrt(520.0 * 520.0 * max(quality, 0.3) / (size[0] * size[1])), 0.42), 1.0)
    veils = np.empty((max(8, int(size[1] * scale * margin)), max(8, int(size[0] * scale * margin)), 4), np.float32)
    noise = cube()
    bands(lambda a, b: paint_clouds(a, b, veils, noise, margin, 22, view, air), veils.shape[0], progress)
    return soften(veils)


def _grow(e: Easel) -> tuple[Floats, tuple[np.ndarray, ...], Floats]:
    """Set the plants and cast their shadows, before the land is painted."""
    if not e.vista.plants:
        return np.empty((0, 9), np.float32), (), np.empty((0, 4), np.float32)
    longest = max(e.depth.shape)
    size = 256 if longest <= 400 else 512 if longest <= 1400 else 1024
    levels, boxes = atlas((p.kind for p in e.vista.plants), size)
    plants = settle(e.vista.plants, e.fan, e.vista.mouth, e.rng)
    cast(plants, boxes, e.fan, e.air.to_sun)
    return plants, levels, boxes


def _land(e: Easel, progress: Progress) -> None:
    """Paint sky and land, then what shines in the sky."""
    fan = e.fan
    roof, under = (
        roof_over(fan, e.vista.relief, e.vista.vault)
        if e.vista.mouth
        else (np.zeros((1, 2, 5), np.float32), np.zeros((1, 2), np.float32))
    )
    rest = (
        e.rgb, e.depth, fan.cells, fan.crest, fan.rows, fan.left, fan.pitch, roof, under, e.veils, e.margin,
            e.view, e.air, e.vista.skin, e.lamp,
    )  # fmt: skip
    bands(lambda a, b: paint(a, b, 1, *rest), e.rows, part(progress, 0.0, 0.7))
    bands(lambda a, b: paint(a, b, 4, *rest), e.rows, part(progress, 0.7, 1.0))
    heaven = _heaven(e.scene, e.air, e.rng)
    if e.vista.medium != "water":
        bands(lambda a, b: adorn(a, b, e.rgb, e.depth, e.veils, e.margin, e.view, e.air, heaven), e.rows)


def _standing(e: Easel, plants: Floats, levels: tuple[np.ndarray, ...], boxes: Floats, progress: Progress) -> None:
    """Draw buildings and islands onto the land, and plants into the layer."""
    up, bounce = e.lamp.up, e.lamp.bounce
    if e.vista.town:
        dark = {"night": 1.0, "day": 0.0}.get(e.scene.time, 0.6)
        blocks = (
            village(e.fan, 0.25 + 0.6 * dark, float(e.scene.weather == "snow"), e.rng) if e.vista.town == "village"
            else city(e.fan, 0.06 + 0.42 * dark, e.vista.relief.shore_far, e.rng)
        )  # fmt: skip
        bands(lambda a, b: build(a, b, e.rgb, e.depth, blocks, e.view, e.air, up, bounce, dark), e.rows)
    if e.vista.isles:
        isles = scatter(e.view.aspect, e.rng)
        bands(lambda a, b: float_isles(a, b, e.rgb, e.depth, isles, e.view, e.air, e.vista.skin, up, bounce), e.rows)
        falls = spring(isles, e.rng)
        bands(lambda a, b: pour(a, b, e.rgb, e.depth, falls, e.view, e.air, up), e.rows)
        last = len(e.vista.plants) - 1
        more = planted(isles, last, first_of(e.vista.plants[last].kind), e.rng)
        plants = np.concatenate([more, plants])
        plants = np.ascontiguousarray(plants[np.argsort(plants[:, 2], kind="stable")])
    if len(plants):
        hues = np.array([[*p.colour, *p.colour2, *_petal(e.rng), p.snow] for p in e.vista.plants], np.float32)
        solid = np.abs(e.depth)
        bands(
            lambda a, b: splat(a, b, e.layer, e.near, solid, plants, levels, boxes, hues, e.view, e.air, up,
                bounce), e.rows, progress,
        )  # fmt: skip


def _flooded(e: Easel, progress: Progress) -> Floats:
    """Give the land's light with the water shaded, which mirrors all that was drawn so far."""
    sea, fan = e.vista.sea, e.fan
    if sea is None:
        return e.rgb
    rgb = e.rgb.copy()
    wind = float(e.rng.uniform(0, 2 * math.pi))
    surf = Surf(
        sea.deep,
        sea.shallow,
        sea.wave,
        sea.length,
        sea.foam,
        sea.clear,
        e.vista.relief.swell,
        (math.cos(wind), math.sin(wind)),
    )
    bands(
        lambda a, b: flood(
            a, b, rgb, e.rgb, e.depth, e.layer, e.near, fan.cells, fan.crest, fan.rows, fan.index, fan.left,
                fan.pitch, e.veils, e.margin,
            e.view, e.air, e.lamp.up, surf,
        ), e.rows, progress,
    )  # fmt: skip
    return rgb


def _lights(e: Easel, rgb: Floats, depth: Floats) -> None:
    """Add beams, lightning and fireflies."""
    air = e.air
    strength = max(e.vista.shafts, 0.10 if air.to_sun[2] > 0.3 and max(air.disc) > 3.0 else 0.0)
    if strength > 0.0:
        seen = depth > (0.05 if e.vista.shafts else 0.75) * e.vista.far  # among trees it shines through the gaps
        bright = (
            np.clip(rgb.mean(2) / (np.mean(air.horizon) + 0.05) - 0.35, 0.0, 1.0) * seen * (1.0 - 0.8 * e.layer[..., 3])
        )
        hue = tuple(
            strength * (0.10 * s + 0.22 * g + 0.12 * h) for s, g, h in zip(air.sun, air.glow, air.horizon, strict=True)
        )
        beam(
            rgb, bright.astype(np.float32), e.view, air.to_sun, (hue[0], hue[1], hue[2]), 0.9 if e.vista.shafts else 0.4
        )
    if "lightning" in e.scene.phenomena or (e.scene.weather == "storm" and e.rng.random() < 0.6):
        horizon = 0.5 * e.rows * (1.0 + e.view.sin / e.view.cos / e.view.tan)
        shine(rgb, depth, bolt((rgb.shape[0], rgb.shape[1]), -0.02 * e.rows, horizon, e.rng))
    if "fireflies" in e.scene.phenomena:
        shine(rgb, depth, fireflies((rgb.shape[0], rgb.shape[1]), e.view, e.rng))


def _heaven(scene: Scene, air: Air, rng: Rng) -> Heaven:
    """Where moon or earth stand; at night the moon is the light, so it stands where that comes from."""
    x, y = float(rng.uniform(-0.3, 0.3)), float(rng.uniform(0.22, 0.36))
    aside = (x, y, math.sqrt(1.0 - x * x - y * y))
    phase, seed = float(rng.uniform(-1.1, 1.1)), float(rng.uniform(0, 60))
    if scene.place == "moon":
        return Heaven(aside, float(rng.uniform(0.07, 0.12)), 1.0, phase, float(rng.uniform(1.0, 9.0)), seed)
    if scene.time == "night":
        return Heaven(air.to_sun, 0.030, 2.2 if scene.weather in {"clear", "clouds"} else 0.5, phase * 0.7, 0.0, seed)
    return Heaven(aside, 0.030 if "moon" in scene.phenomena else 0.0, 0.8, phase, 0.0, seed)


def _petal(rng: Rng) -> RGB:
    hues = (
        (0.80, 0.10, 0.07),
        (0.85, 0.62, 0.06),
        (0.78, 0.74, 0.70),
        (0.36, 0.12, 0.62),
        (0.80, 0.25, 0.42),
        (0.10, 0.16, 0.62),
    )
    return hues[int(rng.integers(len(hues)))]


def _bounce(air: Air, up: RGB, vista: Vista) -> RGB:
    a, b = vista.skin.low, vista.skin.low2
    if vista.skin.snow_line < 0.0:
        a = b = vista.skin.snow
    high = max(air.to_sun[1], 0.05)
    r, g, b2 = ((a[i] + b[i]) / 2 * (air.sun[i] * high + up[i]) for i in range(3))
    return r, g, b2


def _within(air: Air, up: RGB) -> RGB:
    """Light that falls into a cave from its mouth: the low sky's, a little of the sun's, warmed by the rock."""
    r, g, b = (1.4 * air.horizon[i] + 0.6 * up[i] + 0.25 * air.sun[i] for i in range(3))
    return 1.15 * r, g, 0.82 * b


def _light(e: Easel) -> Light:
    air = e.air
    fog = tuple((air.horizon[i] + air.far[i]) / 2 for i in range(3))
    return Light(
        row(*air.to_sun),
        row(*air.sun),
        row(*e.lamp.up),
        row(*e.lamp.bounce),
        row(*fog),
        float(air.haze + 0.2 * air.mist),
    )
