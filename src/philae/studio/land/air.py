"""The air as values and kernels: the clear sky's colours, the haze before a thing, clouds cut from a noise cube."""

import math
from typing import NamedTuple

from philae.studio.land.noise import fbm, fetch, jit, smooth
from philae.studio.scene import RGB
from philae.studio.stage import Floats

Rgba = tuple[float, float, float, float]


class Air(NamedTuple):
    """Sky and haze of a picture. Colours are linear; distances are metres, except the clouds' (kilometres)."""

    zenith: RGB
    horizon: RGB
    glow: RGB  # added around the sun and along the horizon below it
    far: RGB  # the horizon opposite the sun
    to_sun: RGB
    sun: RGB  # light of the sun (or moon) on a surface
    disc: RGB  # its face
    disc_size: float  # radians
    haze: float  # 1/m
    mist: float  # 1/m at height 0
    mist_top: float  # m, its scale height
    mist_floor: float  # m, height where the mist is densest
    cover: float  # of cumulus, -1..1; below -0.9 there are none
    thick: float
    base: float  # km, underside
    deep: float  # km, height of the layer
    size: float  # km, one period of the cube
    cirrus: float
    lit: RGB  # clouds in the sun
    shade: RGB  # clouds in the shade
    shift: RGB
    stars: float
    milky: float
    aurora: float
    rainbow: float


@jit
def clear(dx: float, dy: float, dz: float, a: Air) -> RGB:
    """Colour of the cloudless sky in a direction; below the horizon it is the haze's colour there."""
    e = max(dy, 0.0)
    s = dx * a.to_sun[0] + dy * a.to_sun[1] + dz * a.to_sun[2]
    flat = (dx * a.to_sun[0] + dz * a.to_sun[2]) / math.sqrt(
        (dx * dx + dz * dz + 1e-9) * max(1.0 - a.to_sun[1] ** 2, 1e-4)
    )
    toward = 0.5 + 0.5 * flat
    low = math.exp(-e * 5.5)
    mid = math.exp(-e * 2.2)
    side = toward * toward
    halo = max(s, 0.0)
    wide, tight = halo**6, math.exp((s - 1.0) * 90.0)
    band = low * side * 0.55 + 0.30 * wide * mid + 0.55 * tight
    r0 = a.far[0] + (a.horizon[0] - a.far[0]) * toward
    g0 = a.far[1] + (a.horizon[1] - a.far[1]) * toward
    b0 = a.far[2] + (a.horizon[2] - a.far[2]) * toward
    k = 0.35 * low + 0.65 * mid
    return (
        a.zenith[0] + (r0 - a.zenith[0]) * k + a.glow[0] * band,
        a.zenith[1] + (g0 - a.zenith[1]) * k + a.glow[1] * band,
        a.zenith[2] + (b0 - a.zenith[2]) * k + a.glow[2] * band,
    )


@jit
def veil(t: float, eye: float, dy: float, a: Air) -> float:
    """Share of light that still comes through `t` metres of haze and ground mist on a ray from height `eye`."""
    deep = a.haze * t
    if a.mist > 0.0:
        k = dy / a.mist_top
        x = min(max(k * t, -8.0), 60.0)
        span = t if abs(x) < 1e-4 else (1.0 - math.exp(-x)) / k
        deep += a.mist * math.exp(min(-(eye - a.mist_floor) / a.mist_top, 4.0)) * span
    return math.exp(-deep)


@jit
def _cloud(cube: Floats, x: float, y: float, z: float, high: float, a: Air) -> float:
    body = smooth(0.0, 0.18, high) * (1.0 - smooth(0.25, 1.0, high))
    d = 1.6 * fetch(cube, x / a.size, y / a.size, z / a.size) + a.cover - 0.75 * (1.0 - body)
    if d <= -0.2:
        return 0.0
    f = 5.3 / a.size
    return max(d + 0.42 * fetch(cube, x * f, y * f + 0.31, z * f), 0.0)


@jit
def clouds(cube: Floats, dx: float, dy: float, dz: float, steps: int, shake: float, a: Air) -> Rgba:
    """Light and cover (premultiplied) of the clouds in a direction: a lit slab of cumulus and a veil of cirrus.

    `shake` 0..1 moves the samples, so that their slices do not show.
    """
    if dy < 0.004:
        return 0.0, 0.0, 0.0, 0.0
    r, g, b, through = 0.0, 0.0, 0.0, 1.0
    s = dx * a.to_sun[0] + dy * a.to_sun[1] + dz * a.to_sun[2]
    silver = 0.55 + 0.45 * s * s + 2.2 * max(s, 0.0) ** 24
    low = dy + 0.012
    if a.cover > -0.9:
        near, step = a.base / low, a.deep / low / steps
        for i in range(steps):
            t = near + (i + shake) * step
            x, y, z = dx * t + a.shift[0], dy * t, dz * t + a.shift[2]
            high = (i + shake) / steps
            d = _cloud(cube, x, y, z, high, a)
            if d <= 0.0:
                continue
            lx, ly, lz = a.to_sun[0] * a.deep, a.to_sun[1] * a.deep, a.to_sun[2] * a.deep
            up = high + a.to_sun[1] * 0.16
            dark = _cloud(cube, x + lx * 0.16, y + ly * 0.16, z + lz * 0.16, min(up, 1.0), a)
            up = high + a.to_sun[1] * 0.45
            dark += 1.6 * _cloud(cube, x + lx * 0.45, y + ly * 0.45, z + lz * 0.45, min(up, 1.0), a)
            sun = math.exp(-dark * 2.6 * a.thick) * (1.0 - 0.65 * math.exp(-d * 7.0)) * silver + 0.12 * math.exp(
                -dark * a.thick
            )
            ambient = 0.45 + 0.55 * high
            hide = 1.0 - math.exp(-d * a.thick * 14.0 * min(step / a.deep * steps, 2.0) / steps)
            w = through * hide
            r += w * (a.lit[0] * sun + a.shade[0] * ambient)
            g += w * (a.lit[1] * sun + a.shade[1] * ambient)
            b += w * (a.lit[2] * sun + a.shade[2] * ambient)
            through *= 1.0 - hide
            if through < 0.02:
                break
    if a.cirrus > 0.0:
        t = 1.0 / (dy + 0.06)
        x, z = dx * t * 0.55 + a.shift[2] * 0.7, dz * t * 0.55 + a.shift[0] * 0.7
        w = fbm(x * 0.6, z * 0.6, 3)
        n = fbm(x * 1.3 + w * 1.6, z * 3.1 + w * 1.1, 6) + 0.25 * w
        thin = a.cirrus * smooth(-0.08, 0.55, n) * smooth(0.0, 0.12, dy) * 0.8
        w2 = through * thin
        r += w2 * (a.lit[0] * (0.25 + 0.35 * silver) + a.shade[0])
        g += w2 * (a.lit[1] * (0.25 + 0.35 * silver) + a.shade[1])
        b += w2 * (a.lit[2] * (0.25 + 0.35 * silver) + a.shade[2])
        through *= 1.0 - thin
    # Clouds far away drown in the horizon's haze, so no hard line of them stands on it.
    far = smooth(0.0, 0.11, dy)
    return r * far, g * far, b * far, (1.0 - through) * far
