"""Open space: nebulae of warped gas and dust, stars, and a planet in its sun's light."""

import math
from typing import NamedTuple

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.frame import View, ray
from philae.studio.land.heavens import star_field
from philae.studio.land.noise import fbm, jit, ridged, smooth
from philae.studio.land.views import camera_of, row, view_of
from philae.studio.scene import RGB, Scene
from philae.studio.stage import Floats, Light, Progress, Stage


class Void(NamedTuple):
    """Colours of three gases, the sun's direction, and a planet: direction, size, kind 0…1, ring."""

    warm: RGB
    cold: RGB
    deep: RGB
    shift: tuple[float, float]
    tilt: float
    dense: float
    sun: RGB
    planet: tuple[float, float, float]  # u, v on the picture plane, radius in half heights (0: none)
    ground: RGB
    cloud: RGB
    banded: float
    ring: float


@jit
def _gas(x: float, y: float, p: Void) -> RGB:
    c, s = math.cos(p.tilt), math.sin(p.tilt)
    a, b = (x * c + y * s), (-x * s + y * c)
    u, v = a * 1.25 + p.shift[0], b * 1.25 + p.shift[1]
    w1, w2 = fbm(u, v, 5), fbm(u + 5.2, v + 1.3, 5)
    q1, q2 = fbm(u + 1.7 * w1 + 1.7, v + 1.7 * w2 + 9.2, 6), fbm(u + 1.7 * w1 + 8.3, v + 1.7 * w2 + 2.8, 6)
    n = fbm(u + 1.9 * q1, v + 1.9 * q2, 7)
    band = math.exp(-((b + 0.35 * w1) ** 2) * 1.7)
    body = smooth(-0.32, 0.55, n + 0.45 * band - 0.22) * (0.25 + 0.75 * band)
    fibre = ridged(u * 1.4 + 1.1 * q1, v * 1.4 + 1.1 * q2, 6)
    dust = smooth(0.40, 0.78, ridged(u * 0.9 + 0.9 * w2 + 3.0, v * 0.9 + 0.9 * q1, 7)) * smooth(
        -0.3, 0.3, w2 + 0.25 * band
    )
    heat = smooth(-0.15, 0.45, q1 + 0.2 * w2)
    core = max(body - 0.45, 0.0) ** 2 * 3.2
    rim = fibre**3 * body
    k = p.dense * (1.0 - 0.86 * dust)
    r = k * (
        body * (p.cold[0] + (p.warm[0] - p.cold[0]) * heat)
        + core * (0.4 + p.warm[0])
        + rim * (0.2 + 0.7 * p.warm[0]) * 0.6
    )
    g = k * (
        body * (p.cold[1] + (p.warm[1] - p.cold[1]) * heat)
        + core * (0.4 + p.warm[1])
        + rim * (0.2 + 0.7 * p.warm[1]) * 0.6
    )
    z = k * (
        body * (p.cold[2] + (p.warm[2] - p.cold[2]) * heat)
        + core * (0.4 + p.warm[2])
        + rim * (0.2 + 0.7 * p.warm[2]) * 0.6
    )
    far = 0.35 + 0.4 * smooth(-0.5, 0.5, w2)
    return r + p.deep[0] * far, g + p.deep[1] * far, z + p.deep[2] * far


@jit
def _globe(x: float, y: float, pixel: float, p: Void) -> tuple[float, float, float, float]:  # noqa: PLR0915
    """Light and cover of the planet at x, y in its radii, with its ring."""
    r, g, b, a = 0.0, 0.0, 0.0, 0.0
    d2 = x * x + y * y
    d = math.sqrt(d2)
    sx, sy, sz = p.sun
    front = True
    rr, rg, rb, ra = 0.0, 0.0, 0.0, 0.0
    if p.ring > 0.0:
        c, s = math.cos(0.42), math.sin(0.42)
        u, v = x * c + y * s, (-x * s + y * c) / 0.22
        q = math.sqrt(u * u + v * v)
        front = v < 0.0
        if 1.28 < q < 2.25:
            lane = 0.5 + 0.5 * fbm(q * 13.0, 0.5, 5) + 0.25 * math.sin(q * 60.0)
            ra = p.ring * smooth(1.28, 1.36, q) * (1.0 - smooth(2.1, 2.25, q)) * min(max(lane, 0.08), 0.95)
            ra *= 1.0 - 0.8 * smooth(1.93, 1.96, q) * (1.0 - smooth(1.99, 2.02, q))
            along = (u * sx + v * sy) / max(q, 0.1)
            dim = 1.0 if not (along < -0.2 and abs(-u * sy + v * sx) < 0.9) else 0.18
            rr, rg, rb = (
                (0.62 * p.cloud[0] + 0.25) * dim,
                (0.62 * p.cloud[1] + 0.22) * dim,
                (0.62 * p.cloud[2] + 0.18) * dim,
            )
    edge = min(max((1.0 - d) / pixel + 0.5, 0.0), 1.0)
    if ra > 0.0 and not front:
        r, g, b, a = rr * ra, rg * ra, rb * ra, ra
    if edge > 0.0:
        z = math.sqrt(max(1.0 - d2, 0.0))
        ux, vy = x * 1.0 + 0.45 * y, y - 0.45 * x
        if p.banded > 0.5:
            w = fbm(ux * 2.0 + p.shift[0], vy * 7.0, 5)
            n = fbm(vy * 5.0 + 0.35 * w, ux * 0.35 + 0.3 * w + z * 0.3, 5) + 0.4 * math.sin(vy * 19.0 + 2.0 * w)
            k = smooth(-0.6, 0.6, n)
            land = 0.0
        else:
            lon = ux * 1.6 + z * 0.7
            n = fbm(lon + p.shift[0], vy * 1.6 + z * 0.6, 8)
            k = smooth(-0.03, 0.03, n)
            land = smooth(0.05, 0.40, fbm(lon * 1.7 + 0.6 * n, vy * 3.0 + 0.6 * n + 4.0, 7) + 0.06)
        cr, cg, cb = p.cold[0] * 0.25 + 0.02, p.cold[1] * 0.25 + 0.03, p.cold[2] * 0.3 + 0.05
        if p.banded > 0.5:
            cr, cg, cb = p.ground[0] * 0.75, p.ground[1] * 0.75, p.ground[2] * 0.75
        other = p.cloud if p.banded > 0.5 else p.ground
        cr, cg, cb = cr + (other[0] - cr) * k, cg + (other[1] - cg) * k, cb + (other[2] - cb) * k
        cr, cg, cb = cr + (0.9 - cr) * land, cg + (0.9 - cg) * land, cb + (0.92 - cb) * land
        lit = x * sx + y * sy + z * sz
        day = smooth(-0.06, 0.5, lit)
        limb = (1.0 - z) ** 3
        glow = limb * smooth(-0.25, 0.5, lit) * 1.6
        cr = cr * day * 1.9 + p.cold[0] * glow + p.warm[0] * 0.012
        cg = cg * day * 1.9 + p.cold[1] * glow + p.warm[1] * 0.012
        cb = cb * day * 1.9 + (p.cold[2] + 0.2) * glow + p.warm[2] * 0.012
        r, g, b, a = (
            r * (1 - edge) + cr * edge,
            g * (1 - edge) + cg * edge,
            b * (1 - edge) + cb * edge,
            a * (1 - edge) + edge,
        )
    elif d < 1.6:
        halo = math.exp(-(d - 1.0) * 14.0) * smooth(-0.5, 0.9, (x * sx + y * sy) / d) * 0.55
        r, g, b = r + p.cold[0] * halo, g + p.cold[1] * halo, b + (p.cold[2] + 0.1) * halo
    if ra > 0.0 and front:
        r, g, b, a = r * (1 - ra) + rr * ra, g * (1 - ra) + rg * ra, b * (1 - ra) + rb * ra, a * (1 - ra) + ra
    return r, g, b, a


@jit
def fill(first: int, last: int, rgb: Floats, view: View, p: Void) -> None:
    """Paint a band of space."""
    h, w = rgb.shape[0], rgb.shape[1]
    pixel = 2.0 * view.tan / h
    for j in range(first, last):
        for i in range(w):
            u, v = (i + 0.5) / w * 2.0 - 1.0, 1.0 - (j + 0.5) / h * 2.0
            dx, dy, dz = ray(u, v, view)
            x, y = u * view.tan * view.aspect * 2.0, v * view.tan * 2.0
            r, g, b = _gas(x, y, p)
            sr, sg, sb = star_field(dx, dy, dz, pixel, 0.45 + 0.5 * min(g + r, 1.0))
            r, g, b = r + sr * 1.3, g + sg * 1.3, b + sb * 1.3
            if p.planet[2] > 0.0:
                k = 1.0 / p.planet[2]
                px, py = (x * 0.5 / view.tan - p.planet[0]) * k, (y * 0.5 / view.tan - p.planet[1]) * k
                cr, cg, cb, ca = _globe(px, py, 2.0 / h * k, p)
                r, g, b = r * (1 - ca) + cr, g * (1 - ca) + cg, b * (1 - ca) + cb
            rgb[j, i, 0], rgb[j, i, 1], rgb[j, i, 2] = r, g, b


_GASES: tuple[tuple[RGB, RGB, RGB], ...] = (
    ((1.0, 0.30, 0.22), (0.10, 0.32, 0.75), (0.010, 0.012, 0.035)),
    ((0.95, 0.22, 0.55), (0.16, 0.20, 0.80), (0.014, 0.008, 0.034)),
    ((1.0, 0.55, 0.18), (0.05, 0.42, 0.50), (0.006, 0.014, 0.028)),
    ((0.30, 0.85, 0.55), (0.20, 0.22, 0.75), (0.006, 0.012, 0.026)),
    ((0.85, 0.40, 0.95), (0.08, 0.45, 0.70), (0.012, 0.008, 0.032)),
)


def draw_void(scene: Scene, width: int, height: int, _quality: float, progress: Progress) -> Stage:
    """Draw space; everything is infinitely far, figures float at the height of the spot."""
    rng = np.random.default_rng([scene.seed & 0xFFFFFFFF, 23])

    def u(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    warm, cold, deep = _GASES[int(rng.integers(len(_GASES)))]
    if scene.palette is not None:
        warm = scene.palette
    a, up = u(0.0, 2 * math.pi), u(0.05, 0.45)
    sun = (math.cos(a) * math.sqrt(1 - up * up), math.sin(a) * math.sqrt(1 - up * up), up)
    side = 1.0 if rng.random() < 0.5 else -1.0
    planet = (
        side * u(0.25, 0.75) * min(width / height, 1.6),
        u(0.05, 0.6),
        u(0.22, 0.6) if rng.random() < 0.75 else 0.0,
    )
    hue = (u(0.15, 0.6), u(0.12, 0.4), u(0.08, 0.35))
    void = Void(
        warm, cold, deep, (u(-90, 90), u(-90, 90)), u(-1.2, 1.2), u(0.75, 1.15), sun, planet, hue, (u(0.5, 0.9),
            u(0.4, 0.8), u(0.35, 0.75)),
        float(rng.integers(2)), 0.8 * float(rng.random() < 0.5),
    )  # fmt: skip
    view = view_of(0.5, 0.5, 0.0, width / height)
    rgb = np.empty((height, width, 3), np.float32)
    bands(lambda first, last: fill(first, last, rgb, view, void), height, progress)
    z = 6.0
    floor = -0.30 * view.tan * z
    light = Light(
        row(*(sun[0], sun[1], -max(sun[2], 0.25))) / np.float32(math.sqrt(sun[0] ** 2 + sun[1] ** 2 + max(sun[2],
            0.25) ** 2)), row(*(3.0, 2.8, 2.6)),
        row(*(0.25 * c for c in cold)), row(*(0.2 * c for c in warm)), row(*deep), 0.0,
    )  # fmt: skip
    return Stage(
        rgb, np.full((height, width), np.inf, np.float32), camera_of(view), light,
        lambda x, z: np.full(np.broadcast(x, z).shape, floor, np.float32), (0.0, z), 2.0 * view.tan * z / 4.5, "air",
    )  # fmt: skip
