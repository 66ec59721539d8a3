"""Another time of day laid over a picture: its light, its sky, its colours. Oklab in, Oklab out."""

from collections.abc import Callable

import numpy as np

from philae.studio.edit.smooth import blur, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.scene import Time
from philae.studio.stage import Floats

Change = Callable[[Floats, Floats, int], Floats]


def at(lab: Floats, sky: Floats, time: Time, seed: int) -> Floats:
    """The picture at that time; `sky` [h,w] is its sky's mask."""
    return HOURS[time](lab, sky, seed)


def _ramp(lab: Floats, *stops: tuple[float, float, float]) -> Floats:
    """Colours from top to bottom of the picture, [h,1,3]."""
    rows = np.linspace(0, 1, len(lab))
    places = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(rows, places, [stop[c] for stop in stops]) for c in range(3)], -1)[:, None].astype(
        np.float32
    )


def _skied(lab: Floats, sky: Floats, colours: Floats, share: float) -> Floats:
    """New sky colours under the old clouds."""
    soft = blur(sky, max(sky.shape) / 300)[..., None] * share
    clouds = lab[..., :1] - blur(lab[..., :1], max(sky.shape) / 12)
    target = colours + clouds * vec(0.9, 0, 0)
    return lab + (target - lab) * soft


def _lowest(sky: Floats) -> float:
    """How far down the sky reaches, as a share of the height."""
    rows = np.flatnonzero((sky > 0.5).mean(1) > 0.15)
    return float(rows[-1] / len(sky)) if len(rows) else 0.35


def night(lab: Floats, sky: Floats, seed: int) -> Floats:
    """Moonlight: dark, blue, what was bright still the brightest; stars in the sky."""
    light = lab[..., 0]
    dark = 0.06 + 0.56 * light**1.4
    cool = np.stack([dark, lab[..., 1] * 0.38 - 0.004, lab[..., 2] * 0.34 - 0.036], -1).astype(np.float32)
    out = _skied(cool, sky, _ramp(lab, (0.13, 0.0, -0.055), (0.30, -0.005, -0.075), (0.34, 0.0, -0.06)), 0.85)
    return out + stars(sky, seed)[..., None] * vec(1, 0.0, 0.01)


def stars(sky: Floats, seed: int) -> Floats:
    """Lightness of stars [h,w], thick in a band and thin near the horizon."""
    rows, columns = sky.shape
    dice, scale = np.random.default_rng([seed, 41]), max(sky.shape) / 1024
    out = np.zeros_like(sky)
    for size, many, bright in ((0.55, 900, 0.55), (0.9, 220, 0.8), (1.5, 36, 1.0)):
        field = np.zeros_like(sky)
        y, x = (dice.random(many) ** 1.3 * rows).astype(int), (dice.random(many) * columns).astype(int)
        field[y, x] = dice.uniform(0.3, 1, many)
        out += blur(field, size * scale) * (2 * np.pi * (size * scale) ** 2 + 1) * bright
    return np.clip(out, 0, 0.8) * smoothstep(0.6, 0.95, sky)


def sunset(lab: Floats, sky: Floats, seed: int) -> Floats:
    """The sun low on one side: gold to violet in the sky, warm lights, deep blue shadows."""
    rows, columns = sky.shape
    low = _lowest(sky)
    ramp = _ramp(lab, (0.42, 0.045, -0.075), (0.62, 0.085, 0.01), (0.80, 0.075, 0.125), (0.86, 0.045, 0.135))
    ramp = ramp[np.minimum((np.arange(rows) / max(low, 0.2)).astype(int), rows - 1)]
    y, x = np.arange(rows, dtype=np.float32)[:, None] / rows, np.arange(columns, dtype=np.float32)[None, :] / columns
    sun = 0.27 if seed % 2 else 0.73
    away = np.hypot((x - sun) * columns / rows, (y - low + 0.045) * 1.25)
    glow = np.exp(-((away / 0.30) ** 1.2))
    light = lab[..., 0]
    warm = np.stack([
        0.06 + 0.86 * light**1.22 + 0.05 * glow,
        lab[..., 1] * 0.9 + 0.012 + 0.045 * light * (0.4 + glow),
        lab[..., 2] * 0.85 - 0.028 + 0.115 * light * (0.45 + glow),
    ], -1).astype(np.float32)  # fmt: skip
    out = _skied(warm, sky, np.broadcast_to(ramp, lab.shape), 0.9)
    disc = np.exp(-((away / 0.030) ** 4)) * blur(sky, 1)
    return out + (glow * 0.16 * (0.25 + 0.75 * sky) + disc * 0.2)[..., None] * vec(1, 0.1, 0.45)


def dawn(lab: Floats, sky: Floats, seed: int) -> Floats:
    """Soft rose and blue, little contrast, mist low over the land."""
    del seed
    low = _lowest(sky)
    soft = lab * vec(0.82, 0.8, 0.75) + vec(0.12, 0.014, -0.004)
    out = _skied(soft, sky, _ramp(lab, (0.66, 0.0, -0.06), (0.82, 0.045, 0.0), (0.90, 0.04, 0.045)), 0.85)
    y = np.linspace(0, 1, len(lab), dtype=np.float32)[:, None]
    mist = (0.42 * np.exp(-(((y - low - 0.04) / 0.11) ** 2)))[..., None]
    return out + (vec(0.88, 0.03, 0.012) - out) * mist


def day(lab: Floats, sky: Floats, seed: int) -> Floats:
    """Midday: neutral, bright, a blue sky."""
    del seed
    cast = np.median(lab[lab[..., 0] > np.percentile(lab[..., 0], 60)], axis=0)
    clear = lab - vec(0, 0.7, 0.7) * np.clip(cast, -0.08, 0.08) * vec(0, 1, 1)
    lift = np.clip(0.66 - float(np.median(lab[..., 0])), -0.05, 0.35)
    clear[..., 0] = clear[..., 0] + lift * 4 * clear[..., 0] * (1 - clear[..., 0])
    clear *= vec(1, 1.1, 1.1)
    return _skied(clear, sky, _ramp(lab, (0.66, -0.035, -0.115), (0.80, -0.03, -0.07), (0.92, -0.015, -0.025)), 0.75)


HOURS: dict[Time, Change] = {"night": night, "sunset": sunset, "dawn": dawn, "day": day}
