"""What covers the land: colours chosen by slope, height and noise, and the light on it."""

import math
from typing import NamedTuple

from philae.studio.land.air import Air
from philae.studio.land.noise import fbm, fine, flat, jit, smooth, unit
from philae.studio.scene import RGB


class Skin(NamedTuple):
    """Colours (linear albedo) and thresholds of the cover of a place."""

    low: RGB = (0.10, 0.16, 0.04)  # grass, sand or dust of level ground
    low2: RGB = (0.20, 0.19, 0.06)  # its patches
    patch: float = 9.0  # m, size of the patches
    high: RGB = (0.07, 0.10, 0.045)  # level ground far away and high up (forest, heather)
    high_from: float = 400.0  # m away
    rock: RGB = (0.19, 0.17, 0.16)
    rock2: RGB = (0.10, 0.09, 0.085)
    rock_at: float = 0.75  # slope (tangent) where rock shows
    snow: RGB = (0.82, 0.86, 0.92)
    snow_line: float = 1e9  # m
    snow_fade: float = 300.0
    snow_slope: float = 1.15  # it slides off steeper ground
    shore: RGB = (0.42, 0.36, 0.26)  # wet sand or gravel beside water
    shore_top: float = 0.0  # m above the water where it ends
    strata: float = 0.0  # layered colours of cliffs
    bump: float = 0.55
    ripple: float = 0.0  # wind or water ripples in sand
    sparkle: float = 0.0  # glints of snow
    soft: float = 0.0  # light that passes through (snow, leaves)
    paved: float = 0.0  # slabs of stone
    caustic: float = 0.0  # dancing light under water


@jit
def _mix(a: RGB, b: RGB, k: float) -> RGB:
    return a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k


@jit
def caustic(x: float, z: float, t: float) -> float:
    """Bright web of light that waves throw on what lies below them."""
    wx, wz = flat(x * 0.6, z * 0.6 + t), flat(x * 0.6 + 9.2, z * 0.6 - t)
    a = 1.0 - abs(flat(x + 0.7 * wx + t, z + 0.7 * wz)) * 2.0
    b = 1.0 - abs(flat(x * 1.31 + 0.8 * wz, z * 1.31 - 0.8 * wx + t)) * 2.0
    v = max(a, 0.0) * max(b, 0.0)
    return v * v * v * 2.5 + 0.35 * max(a, 0.0) ** 6


@jit
def cover(
    x: float, y: float, z: float, t: float, pixel: float, hx: float, hz: float, k: Skin
) -> tuple[RGB, float, float, float, float, float]:
    """Give albedo, bumped normal (3), wetness and snow at a point of the land with slopes hx, hz."""
    n, gx, gy, gz = fine(x, y, z, pixel, 5)
    big = fbm(x / k.patch, z / k.patch, 4)
    steep = math.sqrt(hx * hx + hz * hz)
    rocky = smooth(k.rock_at * 0.75, k.rock_at * 1.25, steep * (1.0 + 0.45 * n) + 0.16 * big)
    level = _mix(k.low, k.low2, smooth(-0.35, 0.45, big + 0.45 * n))
    away = smooth(k.high_from * 0.3, k.high_from, t)
    level = _mix(level, k.high, away * (0.75 + 0.25 * min(max(big * 3.0, -1.0), 1.0)))
    stone = _mix(k.rock, k.rock2, smooth(-0.4, 0.5, n + 0.6 * fbm(x / k.patch * 0.7, (y * 2.2 + z) / k.patch * 0.7, 3)))
    if k.strata > 0.0:
        band = 0.5 + 0.5 * math.sin(
            y * 0.22 / k.strata + 2.3 * fbm(x * 0.004, z * 0.004, 3) + 1.2 * flat(0.3, y * 0.5 / k.strata)
        )
        stone = _mix(stone, k.low, 0.55 * band)
    c = _mix(level, stone, rocky)
    bump = k.bump * (0.55 + 0.9 * rocky)
    wet = 0.0
    if k.shore_top > 0.0:
        wet = 1.0 - smooth(0.15, 1.0, y / k.shore_top + 0.25 * big + 0.1 * n)
        c = _mix(c, k.shore, wet)
        wet = 1.0 - smooth(0.0, 0.35, y / k.shore_top)
        c = _mix(c, (c[0] * 0.45, c[1] * 0.45, c[2] * 0.45), wet)
    ice = smooth(k.snow_line - k.snow_fade, k.snow_line + k.snow_fade, y + k.snow_fade * (0.8 * big + 0.7 * n))
    ice *= 1.0 - smooth(k.snow_slope * 0.7, k.snow_slope * 1.25, steep + 0.35 * n)
    if ice > 0.0:
        c = _mix(c, k.snow, ice)
        bump *= 1.0 - 0.72 * ice
    shade = 1.0 + (0.42 - 0.34 * ice) * n * min(k.bump * 2.2, 1.0)
    c = (c[0] * shade, c[1] * shade, c[2] * shade)
    nx, ny, nz = -hx - bump * gx, 1.0 - 0.35 * bump * abs(gy), -hz - bump * gz
    if k.paved > 0.0 and t < 40.0:
        su, sv = x / 0.9, z / 0.9
        row = math.floor(sv)
        su += 0.5 * (row % 2.0)
        ju, jv = abs(su - math.floor(su) - 0.5), abs(sv - row - 0.5)
        wide = 0.012 + 0.6 * pixel
        joint = max(smooth(0.5 - wide, 0.5 - 0.3 * wide, ju), smooth(0.5 - wide, 0.5 - 0.3 * wide, jv)) * min(
            0.02 / wide * 1.6, 1.0
        )
        tone = (0.86 + 0.28 * unit(math.floor(su), int(row), 5)) * (1.0 - 0.65 * joint)
        c = (c[0] * tone, c[1] * tone, c[2] * tone)
    if k.ripple > 0.0:
        near = math.exp(-t * 0.035)
        wx = flat(x * 0.35, z * 0.35)
        phase = (z * 1.0 + 0.35 * x + 0.9 * wx + 0.25 * flat(x * 1.7, z * 1.7)) * 19.0
        r = math.cos(phase) * k.ripple * near * (0.5 + 0.5 * smooth(-0.4, 0.4, flat(x * 0.13, z * 0.2)))
        nz += r
        nx += 0.35 * r
    q = 1.0 / math.sqrt(nx * nx + ny * ny + nz * nz)
    return c, nx * q, ny * q, nz * q, wet, ice


@jit
def light(
    c: RGB, nx: float, ny: float, nz: float, dx: float, dy: float, dz: float, sun: float, sky: float, soft: float,
    a: Air, up: RGB, bounce: RGB,
) -> RGB:  # fmt: skip
    """Light a matte surface by sun (0..1 seen), sky (0..1 seen) and what the ground throws back."""
    s = nx * a.to_sun[0] + ny * a.to_sun[1] + nz * a.to_sun[2]
    d = max(s, 0.0) * (1.0 - soft) + soft * max(0.5 + 0.5 * s, 0.0)
    rim = (1.0 - max(-(dx * nx + dy * ny + dz * nz), 0.0)) ** 3
    toward = max(dx * a.to_sun[0] + dy * a.to_sun[1] + dz * a.to_sun[2], 0.0) ** 3
    d = sun * (d + soft * rim * toward * 0.8)
    h = sky * (0.5 + 0.5 * ny)
    g = (0.5 - 0.5 * ny) * sky
    return (
        c[0] * (a.sun[0] * d + up[0] * h + bounce[0] * g),
        c[1] * (a.sun[1] * d + up[1] * h + bounce[1] * g),
        c[2] * (a.sun[2] * d + up[2] * h + bounce[2] * g),
    )


@jit
def glint(x: float, z: float, pixel: float, amount: float) -> float:
    """Give the sparkle of single crystals, kept about a pixel wide."""
    f = 2.0 ** math.floor(-math.log2(max(pixel, 1e-6) * 1.5))
    v = unit(math.floor(x * f), math.floor(z * f), 77)
    return amount * max(v - 0.992, 0.0) * 125.0
