"""Renders sky and land through the camera into light and depth, one band of rows at a time."""

import math
from typing import NamedTuple

from philae.studio.land.air import Air, Rgba, clear, clouds, veil
from philae.studio.land.noise import jit, smooth
from philae.studio.land.skin import Skin, caustic, cover, glint, light
from philae.studio.scene import RGB
from philae.studio.stage import Floats


class View(NamedTuple):
    """The camera as plain numbers: pitch in cosine and sine, half height of the picture plane, eye height, aspect."""

    cos: float
    sin: float
    tan: float
    aspect: float
    eye: float


class Lamp(NamedTuple):
    """Sky light from above, light thrown back from below, and the water's height (−1e9: none, 1e9: all is water)."""

    up: RGB
    bounce: RGB
    water: float
    mouth: float  # distance of the cave's mouth (0: under the open sky)
    within: RGB  # light that comes in through it
    phase: float  # of the light that dances under water


@jit
def ray(u: float, v: float, view: View) -> tuple[float, float, float]:
    """Direction through the picture plane at u, v in −1..1 (right, up), not wider than the frame."""
    x = u * view.tan * view.aspect
    y = v * view.tan
    dy, dz = view.sin + y * view.cos, view.cos - y * view.sin
    q = 1.0 / math.sqrt(x * x + dy * dy + dz * dz)
    return x * q, dy * q, dz * q


@jit
def paint_clouds(
    first: int, last: int, out: Floats, cube: Floats, margin: float, steps: int, view: View, air: Air
) -> None:
    """Clouds of the frame, widened by `margin` on all sides for reflections: out [rows, columns, 4], premultiplied."""
    h, w = out.shape[0], out.shape[1]
    for j in range(first, last):
        for i in range(w):
            u = ((i + 0.5) / w * 2.0 - 1.0) * margin
            v = (1.0 - (j + 0.5) / h * 2.0) * margin
            dx, dy, dz = ray(u, v, view)
            shake = (52.9829189 * ((0.06711056 * i + 0.00583715 * j) % 1.0)) % 1.0
            c = clouds(cube, dx, dy, dz, steps, shake, air)
            for q in range(4):
                out[j, i, q] = c[q]


@jit
def _cubic(t: float) -> tuple[float, float, float, float]:
    t2, t3 = t * t, t * t * t
    return -0.5 * t + t2 - 0.5 * t3, 1.0 - 2.5 * t2 + 1.5 * t3, 0.5 * t + 2.0 * t2 - 1.5 * t3, -0.5 * t2 + 0.5 * t3


@jit
def cloud_at(u: float, v: float, veils: Floats, margin: float) -> Rgba:
    """Read painted clouds at a place of the picture plane, cubically, so that a coarse sheet stays crisp."""
    h, w = veils.shape[0], veils.shape[1]
    x = (u / margin * 0.5 + 0.5) * w - 0.5
    y = (0.5 - v / margin * 0.5) * h - 0.5
    i, j = math.floor(x), math.floor(y)
    wx, wy = _cubic(x - i), _cubic(y - j)
    r, g, b, a = 0.0, 0.0, 0.0, 0.0
    for m in range(4):
        row = min(max(int(j) + m - 1, 0), h - 1)
        for n in range(4):
            col = min(max(int(i) + n - 1, 0), w - 1)
            k = wy[m] * wx[n]
            r += k * veils[row, col, 0]
            g += k * veils[row, col, 1]
            b += k * veils[row, col, 2]
            a += k * veils[row, col, 3]
    return max(r, 0.0), max(g, 0.0), max(b, 0.0), min(max(a, 0.0), 1.0)


@jit
def sky_at(u: float, v: float, dx: float, dy: float, dz: float, veils: Floats, margin: float, air: Air) -> RGB:
    """Colour of the whole sky at a place of the picture plane."""
    r, g, b = clear(dx, dy, dz, air)
    s = dx * air.to_sun[0] + dy * air.to_sun[1] + dz * air.to_sun[2]
    if s > 0.9:
        off = math.acos(min(s, 1.0)) / air.disc_size
        face = 1.0 / (1.0 + math.exp(min((off - 1.0) * 14.0, 40.0)))
        r += air.disc[0] * face
        g += air.disc[1] * face
        b += air.disc[2] * face
    if dy > 0.0:
        cr, cg, cb, ca = cloud_at(u, v, veils, margin)
        r = r * (1.0 - ca) + cr
        g = g * (1.0 - ca) + cg
        b = b * (1.0 - ca) + cb
    return r, g, b


@jit
def strike(
    s: float, e: float, cells: Floats, crest: Floats, rows: Floats, left: float, pitch: float, eye: float
) -> tuple[float, int, int, float]:
    """First land along x/z = s with slope e: its z (−1: none), column, row below, and fraction of the row."""
    i = min(max(int((s - left) / pitch + 0.5), 0), cells.shape[0] - 1)
    m = rows.shape[0]
    if crest[i, m - 1] < e:
        return -1.0, i, 0, 0.0
    lo, hi = -1, m - 1
    while hi - lo > 1:
        mid = (lo + hi) >> 1
        if crest[i, mid] >= e:
            hi = mid
        else:
            lo = mid
    if hi == 0:
        return rows[0], i, 0, 0.0
    a = cells[i, hi - 1, 0] - eye - e * rows[hi - 1]
    b = cells[i, hi, 0] - eye - e * rows[hi]
    t = min(max(a / (a - b), 0.0), 1.0) if a != b else 0.0
    return rows[hi - 1] + (rows[hi] - rows[hi - 1]) * t, i, hi - 1, t


@jit
def look(  # noqa: C901, PLR0915
    u: float, v: float, pixel: float, cells: Floats, crest: Floats, rows: Floats, left: float, pitch: float,
    roof: Floats, under: Floats, veils: Floats, margin: float, view: View, air: Air, skin: Skin, lamp: Lamp,
) -> Rgba:  # fmt: skip
    """Light and distance seen at a place of the picture plane; a negative distance marks the water's surface."""
    dx, dy, dz = ray(u, v, view)
    q = 1.0 / dz
    s, e = dx * q, dy * q
    z, i, j, f = strike(s, e, cells, crest, rows, left, pitch, view.eye)
    above = False
    if lamp.mouth > 0.0:
        z2, i2, j2, f2 = strike(s, -e, roof, under, rows, left, pitch, -view.eye)
        if z2 > 0.0 and (z < 0.0 or z2 < z):
            z, i, j, f, above = z2, i2, j2, f2, True
    if -1e8 < lamp.water < 1e8 and e < 0.0 and not above:
        surface = (lamp.water - view.eye) / e
        if z < 0.0 or surface < z:
            return 0.0, 0.0, 0.0, -surface * q
    if lamp.water > 1e8 and z > 0.0:
        return 0.0, 0.0, 0.0, -z * q
    if z < 0.0:
        r, g, b = sky_at(u, v, dx, dy, dz, veils, margin, air)
        return r, g, b, math.inf
    t = z * q
    x, y = s * z, view.eye + e * z
    grid = roof if above else cells
    c0, c1 = grid[i, j], grid[i, j + 1]
    hx, hz = c0[1] + (c1[1] - c0[1]) * f, c0[2] + (c1[2] - c0[2]) * f
    sun, sky = c0[3] + (c1[3] - c0[3]) * f, c0[4] + (c1[4] - c0[4]) * f
    size = t * pixel
    if above:
        hx, hz = -hx, -hz
    c, nx, ny, nz, wet, ice = cover(x, y, z, t, size, hx, hz, skin)
    if above:
        nx, ny, nz = -nx, -ny, -nz
    soft = skin.soft + 0.35 * ice
    if skin.caustic > 0.0:
        sun *= 0.35 + skin.caustic * caustic(x * 1.1, z * 1.1 + 0.3 * y, lamp.phase) * math.exp(-t * 0.03)
    r, g, b = light(c, nx, ny, nz, dx, dy, dz, sun, sky, soft, air, lamp.up, lamp.bounce)
    if lamp.mouth > 0.0:
        inside = smooth(0.5, -1.5, z - lamp.mouth) if z < lamp.mouth + 0.5 else 0.0
        lx, ly, lz = -x * 0.7, 2.6 - y, max(lamp.mouth + 3.0 - z, 0.6)
        far = math.sqrt(lx * lx + ly * ly + lz * lz)
        face = (nx * lx + ny * ly + nz * lz) / far
        k = (0.55 + 0.45 * face) ** 2 * 330.0 / (60.0 + far * far) * (0.3 + 0.7 * sky)
        k += 0.10 * (0.6 + 0.4 * ny) * sky
        rim = (1.0 - max(-(dx * nx + dy * ny + dz * nz), 0.0)) ** 4 * 0.35 / (1.0 + 0.02 * far * far)
        r += (c[0] * k * lamp.within[0] + rim * 0.2 * lamp.within[0] - r) * inside
        g += (c[1] * k * lamp.within[1] + rim * 0.2 * lamp.within[1] - g) * inside
        b += (c[2] * k * lamp.within[2] + rim * 0.2 * lamp.within[2] - b) * inside
    if wet > 0.0:
        face = max(-(dx * nx + dy * ny + dz * nz), 0.0)
        mirror = wet * (0.03 + 0.6 * (1.0 - face) ** 4)
        k = clear(dx, max(-dy, 0.02) + 0.1, dz, air)
        r, g, b = r + mirror * (k[0] - r), g + mirror * (k[1] - g), b + mirror * (k[2] - b)
    if skin.sparkle > 0.0 and t < 60.0:
        k = glint(x, z, size, skin.sparkle) * (0.25 + sun) * ice * math.exp(-t * 0.06)
        r, g, b = r + k * air.sun[0], g + k * air.sun[1], b + k * air.sun[2]
    k = veil(t, view.eye, dy, air)
    fr, fg, fb = clear(dx, max(dy, 0.02), dz, air)
    return r * k + fr * (1.0 - k), g * k + fg * (1.0 - k), b * k + fb * (1.0 - k), t


@jit
def _edge(j: int, i: int, depth: Floats) -> bool:
    """Say whether near and far meet around a pixel."""
    low, high = abs(depth[j, i]), abs(depth[j, i])
    for m in range(max(j - 1, 0), min(j + 2, depth.shape[0])):
        for n in range(max(i - 1, 0), min(i + 2, depth.shape[1])):
            low, high = min(low, abs(depth[m, n])), max(high, abs(depth[m, n]))
    return high >= low * 1.12 and depth[j, i] >= 0.0


@jit
def paint(
    first: int, last: int, samples: int, rgb: Floats, depth: Floats, cells: Floats, crest: Floats, rows: Floats,
    left: float, pitch: float, roof: Floats, under: Floats, veils: Floats, margin: float, view: View, air: Air,
    skin: Skin, lamp: Lamp,
) -> None:  # fmt: skip
    """Fill a band of rgb and depth (negative where water) with one sample a pixel.

    A second pass with four `samples` more smooths the outlines, where near and far meet in a pixel.
    """
    h, w = depth.shape
    pixel = 2.0 * view.tan / h
    finer = samples > 1
    for j in range(first, last):
        for i in range(w):
            if finer and not _edge(j, i, depth):
                continue
            r, g, b, count, t = 0.0, 0.0, 0.0, 0.0, 0.0
            if finer:
                r, g, b, count, t = rgb[j, i, 0], rgb[j, i, 1], rgb[j, i, 2], 1.0, depth[j, i]
            for k in range(samples):
                x, y = 0.5, 0.5
                if finer:
                    x, y = 0.125 + 0.25 * k, (0.375, 0.875, 0.125, 0.625)[k]
                u, v = (i + x) / w * 2.0 - 1.0, 1.0 - (j + y) / h * 2.0
                p = look(
                    u, v, pixel, cells, crest, rows, left, pitch, roof, under, veils, margin, view, air, skin, lamp
                )
                if not finer:
                    t = p[3]
                elif p[3] < 0.0:
                    continue
                r, g, b, count = r + p[0], g + p[1], b + p[2], count + 1.0
            rgb[j, i, 0], rgb[j, i, 1], rgb[j, i, 2], depth[j, i] = r / count, g / count, b / count, t
