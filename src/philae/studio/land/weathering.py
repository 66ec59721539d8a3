"""What weather does to a place and a place to the air: gales raise the sea, snow covers, water makes light blue."""

import math
from dataclasses import replace

import numpy as np

from philae.studio.land.air import Air
from philae.studio.land.vista import Vista
from philae.studio.scene import RGB, Scene, Weather

_GALE: dict[Weather, float] = {"storm": 3.4, "rain": 1.5, "clouds": 1.2}


def weathered(vista: Vista, scene: Scene) -> Vista:
    """Let the weather work on the place."""
    if vista.sea is not None:
        vista = _blown(vista, _GALE.get(scene.weather, 1.0) - 1.0)
    if scene.weather == "snow" and vista.skin.snow_line > 0.0 and vista.medium == "air" and vista.relief.swell == 0.0:
        skin = vista.skin._replace(snow_line=-1e5, snow_fade=1.0, snow_slope=0.9)
        plants = tuple(replace(p, snow=max(p.snow, 0.6)) for p in vista.plants)
        vista = replace(vista, skin=skin, plants=plants)
    return vista


def _blown(vista: Vista, gale: float) -> Vista:
    if vista.sea is None:
        return vista
    old = vista.relief
    relief = old._replace(swell=old.swell * (1.0 + 1.5 * gale), swell_size=old.swell_size * (1.0 + 0.5 * gale))
    sea = replace(vista.sea, foam=vista.sea.foam * (1.0 + 0.45 * gale), wave=vista.sea.wave * (1.0 + 0.3 * gale))
    lift = vista.lift * (1.0 + 0.25 * gale) if old.swell > 0.0 else vista.lift
    return replace(vista, relief=relief, sea=sea, lift=lift)


def sunk(air: Air, vista: Vista, scene: Scene, rng: np.random.Generator) -> Air:
    """Fit the air to the place: its mist, or a void, or water instead of air."""
    if vista.medium == "void":
        return _void(air, rng)
    if vista.medium == "water":
        return _water(air, {"night": 0.16, "day": 1.0}.get(scene.time, 0.75), rng)
    if vista.canopy > 0.0:
        air = _shaded(air, 1.0 - vista.canopy)
    return air._replace(
        haze=air.haze * vista.haze, mist=air.mist + vista.mist, mist_top=vista.mist_top, mist_floor=vista.mist_floor
    )


def _shaded(air: Air, k: float) -> Air:
    """Light that came through leaves: less of it, and greener."""

    def leaf(c: RGB, share: float = 1.0) -> RGB:
        return c[0] * k * 0.88 * share, c[1] * k * 1.06 * share, c[2] * k * 0.72 * share

    glow = 1.5 * k * sum(air.horizon) / 3.0
    green: RGB = (0.86 * glow, 1.02 * glow, 0.62 * glow)
    return air._replace(
        zenith=(0.7 * green[0], 0.8 * green[1], 0.8 * green[2]), horizon=green, far=(0.72 * green[0],
            0.82 * green[1], 0.9 * green[2]), glow=leaf(air.glow, 0.9),
        disc=leaf(air.disc, 0.1), lit=leaf(air.lit), shade=leaf(air.shade),
    )  # fmt: skip


def _void(air: Air, rng: np.random.Generator) -> Air:
    black = (0.0, 0.0, 0.0)
    tilt = math.radians(float(rng.uniform(12.0, 24.0)))
    side = float(rng.choice([-1.0, 1.0])) * math.radians(float(rng.uniform(60.0, 105.0)))
    to_sun = (math.sin(side) * math.cos(tilt), math.sin(tilt), math.cos(side) * math.cos(tilt))
    return air._replace(
        zenith=black, horizon=black, glow=black, far=black, sun=(3.6, 3.5, 3.3), to_sun=to_sun, haze=0.0,
            mist=0.0, cover=-1.0, cirrus=0.0,
        stars=0.6, milky=0.5, shade=(0.05, 0.055, 0.065), aurora=0.0, rainbow=0.0, disc=black,
    )  # fmt: skip


def _water(air: Air, bright: float, rng: np.random.Generator) -> Air:
    green = float(rng.uniform(0.85, 1.2))

    def dim(r: float, g: float, b: float) -> RGB:
        return r * bright, g * bright * green, b * bright

    aside = float(rng.uniform(-0.35, 0.35))
    to_sun: RGB = (aside, 0.80, math.sqrt(1.0 - 0.64 - aside * aside))
    return air._replace(
        zenith=dim(0.07, 0.44, 0.62), horizon=dim(0.004, 0.085, 0.17), far=dim(0.003, 0.07, 0.155), glow=dim(0.03,
            0.10, 0.11), to_sun=to_sun,
        sun=dim(1.7, 2.3, 2.1), disc=(0.0, 0.0, 0.0), haze=0.040, mist=0.0, cover=-1.0, cirrus=0.5, lit=dim(0.35,
            0.8, 0.9), shade=dim(0.05, 0.22, 0.28),
        stars=0.0, milky=0.0, aurora=0.0, rainbow=0.0,
    )  # fmt: skip
