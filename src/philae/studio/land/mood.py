"""The light of an hour and a weather: rows of colours and angles that become an `Air` and a `Lamp`."""

import math
from dataclasses import dataclass, replace

import numpy as np

from philae.studio.land.air import Air
from philae.studio.scene import RGB, Scene, Time, Weather

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hour:
    """Colours of a clear sky at a time of day; `height` and `aside` are the sun's angles in degrees (least, most)."""

    zenith: RGB
    horizon: RGB
    glow: RGB
    far: RGB
    sun: RGB
    disc: RGB
    lit: RGB
    shade: RGB
    height: Span
    aside: Span
    stars: float = 0.0


@dataclass(frozen=True, slots=True)
class Front:
    """What a weather does: shares of sun and colour that remain, grey that comes, clouds and haze."""

    sun: float
    grey: float
    dark: float
    cover: Span
    thick: float
    cirrus: Span
    haze: float  # factor
    mist: float  # 1/m more
    stars: float = 1.0


HOURS: dict[Time, Hour] = {
    "dawn": Hour(
        zenith=(0.10, 0.20, 0.46), horizon=(0.66, 0.47, 0.42), glow=(1.0, 0.46, 0.18), far=(0.40, 0.36, 0.52),
        sun=(3.3, 1.85, 0.95), disc=(14.0, 9.0, 5.0), lit=(1.75, 1.02, 0.66), shade=(0.30, 0.31, 0.46),
        height=(7.0, 12.0), aside=(10.0, 42.0),
    ),
    "day": Hour(
        zenith=(0.055, 0.17, 0.50), horizon=(0.46, 0.64, 0.86), glow=(0.42, 0.38, 0.28), far=(0.38, 0.57, 0.84),
        sun=(3.5, 3.1, 2.55), disc=(20.0, 19.0, 16.0), lit=(1.75, 1.66, 1.5), shade=(0.40, 0.48, 0.62),
        height=(26.0, 46.0), aside=(48.0, 105.0),
    ),
    "sunset": Hour(
        zenith=(0.085, 0.11, 0.31), horizon=(0.88, 0.36, 0.17), glow=(1.5, 0.52, 0.10), far=(0.40, 0.25, 0.40),
        sun=(3.5, 1.45, 0.52), disc=(18.0, 8.5, 3.0), lit=(2.1, 0.82, 0.36), shade=(0.26, 0.19, 0.31),
        height=(3.5, 7.0), aside=(4.0, 30.0),
    ),
    "night": Hour(
        zenith=(0.010, 0.021, 0.066), horizon=(0.060, 0.105, 0.205), glow=(0.05, 0.07, 0.10), far=(0.048, 0.082, 0.18),
        sun=(0.62, 0.78, 1.12), disc=(0.0, 0.0, 0.0), lit=(0.20, 0.25, 0.34), shade=(0.028, 0.042, 0.075),
        height=(13.0, 24.0), aside=(6.0, 34.0), stars=1.0,
    ),
}  # fmt: skip

FRONTS: dict[Weather, Front] = {
    "clear": Front(1.0, 0.0, 1.0, (-0.34, -0.16), 1.0, (0.25, 0.9), 1.0, 0.0),
    "clouds": Front(0.9, 0.12, 1.0, (-0.04, 0.12), 1.2, (0.5, 1.0), 1.1, 0.0, 0.6),
    "rain": Front(0.22, 0.72, 0.62, (0.30, 0.42), 1.5, (0.9, 1.0), 3.2, 0.0012, 0.0),
    "snow": Front(0.32, 0.62, 0.95, (0.28, 0.40), 1.1, (1.0, 1.0), 3.2, 0.0008, 0.0),
    "fog": Front(0.5, 0.45, 0.95, (-0.30, -0.10), 0.9, (0.8, 1.0), 5.0, 0.02, 0.3),
    "storm": Front(0.16, 0.80, 0.40, (0.26, 0.36), 2.3, (0.7, 1.0), 2.4, 0.0006, 0.0),
}


def _mix(a: RGB, b: RGB, k: float) -> RGB:
    return a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k


def _scale(a: RGB, k: float) -> RGB:
    return a[0] * k, a[1] * k, a[2] * k


def _grey(a: RGB, share: float, dark: float) -> RGB:
    tone = (0.25 * a[0] + 0.6 * a[1] + 0.15 * a[2]) * dark
    return _mix(a, (tone * 0.94, tone * 1.0, tone * 1.08), share)


def _nuance(hour: Hour, rng: np.random.Generator) -> Hour:
    """Turn the hues a little, so that two seeds never share a sky."""
    warm, deep = float(rng.uniform(0.82, 1.18)), float(rng.uniform(0.85, 1.2))

    def tint(c: RGB) -> RGB:
        return c[0] * warm, c[1], c[2] / warm**0.7

    pink = float(rng.uniform(0.9, 1.12))
    return replace(
        hour,
        zenith=_scale(hour.zenith, deep),
        horizon=tint((hour.horizon[0], hour.horizon[1] / pink, hour.horizon[2])),
        glow=tint(hour.glow),
        far=(hour.far[0] * pink, hour.far[1], hour.far[2]),
    )


def _toward(hour: Hour, side: float, rng: np.random.Generator) -> RGB:
    height = math.radians(float(rng.uniform(*hour.height)))
    aside = math.radians(float(rng.uniform(*hour.aside)) + side) * (1 if rng.random() < 0.5 else -1)
    return math.sin(aside) * math.cos(height), math.sin(height), math.cos(aside) * math.cos(height)


def air_of(scene: Scene, side: float, rng: np.random.Generator) -> Air:
    """Make the air of a scene, varied by the generator; a low sun stands `side` degrees farther aside."""
    hour, front = _nuance(HOURS[scene.time], rng), FRONTS[scene.weather]
    to_sun = _toward(hour, side if scene.time in {"dawn", "sunset"} else 0.0, rng)
    if "rainbow" in scene.phenomena:
        to_sun = (-to_sun[0] * 0.5, max(to_sun[1] * 0.6, 0.2), -abs(to_sun[2]) - 0.4)
        norm = math.sqrt(sum(c * c for c in to_sun))
        to_sun = (to_sun[0] / norm, to_sun[1] / norm, to_sun[2] / norm)
    cover = float(rng.uniform(*front.cover))
    g, d = front.grey, front.dark
    night = scene.time == "night"
    air = Air(
        zenith=_grey(hour.zenith, g, d * 1.6), horizon=_grey(hour.horizon, g, d), glow=_scale(hour.glow, 1.0 - 0.8 * g),
        far=_grey(hour.far, g, d), to_sun=to_sun, sun=_grey(_scale(hour.sun, front.sun), g * 0.6, 1.0),
        disc=_scale(hour.disc, max(1.0 - 1.6 * g, 0.0)), disc_size=0.022 if not night else 0.034,
        haze=2.6e-5 * front.haze * float(rng.uniform(0.8, 1.4)), mist=front.mist, mist_top=60.0, mist_floor=0.0,
        cover=cover, thick=front.thick, base=1.5, deep=1.5 if scene.weather != "storm" else 2.3,
        size=float(rng.uniform(9.0, 13.0)), cirrus=float(rng.uniform(*front.cirrus)),
        lit=_grey(_scale(hour.lit, 0.3 + 0.7 * front.sun), g, d * 0.8), shade=_grey(hour.shade, g * 0.8, d),
        shift=(float(rng.uniform(0, 90)), 0.0, float(rng.uniform(0, 90))),
        stars=max(hour.stars, float("stars" in scene.phenomena) * 0.8) * front.stars,
        milky=float(rng.uniform(0.5, 1.0)) * hour.stars, aurora=float("aurora" in scene.phenomena),
        rainbow=float("rainbow" in scene.phenomena),
    )  # fmt: skip
    if scene.palette is not None:
        air = _tinted(air, scene.palette)
    return air


def _tinted(air: Air, hue: RGB) -> Air:
    """Lean sky and light towards a colour that the words named, at the same brightness."""
    top = max(*hue, 1e-3)

    def tint(c: RGB) -> RGB:
        r, g, b = (part * (0.45 + 0.75 * k / top) for part, k in zip(c, hue, strict=True))
        return r, g, b

    return air._replace(
        zenith=tint(air.zenith), horizon=tint(air.horizon), glow=tint(air.glow), far=tint(air.far), sun=tint(air.sun),
        lit=tint(air.lit), shade=tint(air.shade),
    )  # fmt: skip


def ambient(air: Air, cover: float) -> RGB:
    """Light of the whole sky on level ground; clouds make it brighter and greyer."""
    w = min(max(0.35 + cover, 0.0), 0.8)
    sky = _mix(air.zenith, _mix(air.horizon, air.far, 0.5), 0.42)
    return _scale(_mix(sky, air.shade, w), 1.45)
