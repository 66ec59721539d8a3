"""Islands that float: a grassy top over a hanging root of rock, marched inside its own ball only."""

import math

import numpy as np

from philae.studio.land.air import Air, clear, veil
from philae.studio.land.frame import View
from philae.studio.land.noise import fbm, jit, ridged, smooth
from philae.studio.land.skin import Skin, cover, light
from philae.studio.land.sprites import VARIANTS
from philae.studio.scene import RGB
from philae.studio.stage import Floats

FIELDS = 6
"""x, y (of the lawn), z, radius, depth of the root, seed."""


@jit
def rim(x: float, z: float, q: Floats) -> float:
    """Distance of an island's rim from its centre in the direction of x, z."""
    r = math.sqrt(x * x + z * z) + 1e-9
    return q[3] * (0.80 + 0.20 * fbm(1.1 * x / r + q[5], 1.1 * z / r + q[5], 3))


@jit
def lawn(x: float, z: float, q: Floats) -> float:
    """Height of an island's top above its y at x, z from its centre."""
    r = math.sqrt(x * x + z * z) / rim(x, z, q)
    return q[3] * (0.16 * (1.0 - r * r) + 0.10 * fbm(x / q[3] * 2.2 + q[5], z / q[3] * 2.2, 5))


@jit
def _gap(x: float, y: float, z: float, q: Floats, fine_: int) -> float:
    """A bound-like distance: negative inside."""
    r = math.sqrt(x * x + z * z)
    if r > 1.25 * q[3]:
        return (r - 1.15 * q[3]) * 0.6
    d = min(max(-y / q[4], 0.0), 1.0)
    taper, frayed = (1.0 - d) ** 0.62, 0.5 * (0.3 + d) ** 0.5
    out = r - q[3] * taper * (0.76 + frayed - 0.10 * d)  # beyond all that the noise can add
    if out > 0.12 * q[3]:
        return out * 0.55
    edge = rim(x, z, q)
    top = y - lawn(x, z, q) if y > -0.15 * q[3] else -q[3]
    rough = ridged(x / q[3] * 1.7 + q[5] + y / q[4], z / q[3] * 1.7 + 0.7 * y / q[4], fine_)
    side = r - edge * taper * (0.66 + frayed * rough + 0.10 * (1.0 - d))
    return max(top * 0.9, side * 0.55, -y - 0.97 * q[4])


@jit
def float_isles(  # noqa: C901, PLR0912, PLR0915
    first: int, last: int, rgb: Floats, depth: Floats, isles: Floats, view: View, air: Air, skin: Skin, up: RGB,
        bounce: RGB
) -> None:  # fmt: skip
    """Composite a band of islands, far ones first, onto the sky."""
    h, w = depth.shape
    half = h / (2.0 * view.tan)
    pixel = 1.0 / half
    for p in range(isles.shape[0]):
        q = isles[p]
        cx, cy, cz = q[0], q[1] - view.eye, q[2]
        mid = cy - 0.5 * q[4] + 0.12 * q[3]
        ball = math.sqrt(q[3] ** 2 * 1.1 + (0.5 * q[4] + 0.3 * q[3]) ** 2)
        f = mid * view.sin + cz * view.cos
        px, py = w * 0.5 + cx / f * half, h * 0.5 - (mid * view.cos - cz * view.sin) / f * half
        size = ball / f * half * 1.15
        for j in range(max(int(py - size), first), min(int(py + size) + 1, last)):
            for i in range(max(int(px - size), 0), min(int(px + size) + 1, w)):
                ux, uy = (i + 0.5 - w * 0.5) / half, (h * 0.5 - j - 0.5) / half
                dx, dy, dz = ux, view.sin + uy * view.cos, view.cos - uy * view.sin
                n = 1.0 / math.sqrt(dx * dx + dy * dy + dz * dz)
                dx, dy, dz = dx * n, dy * n, dz * n
                b = dx * cx + dy * mid + dz * cz
                c = cx * cx + mid * mid + cz * cz - ball * ball
                disc = b * b - c
                if disc <= 0.0:
                    continue
                t, end = b - math.sqrt(disc), b + math.sqrt(disc)
                if t > abs(depth[j, i]):
                    continue
                hit, best, at = False, 1e9, t
                for _ in range(44):
                    y = dy * t - cy
                    if (y > 0.32 * q[3] and dy >= 0.0) or (y < -q[4] and dy <= 0.0):
                        break
                    d = _gap(dx * t - cx, y, dz * t - cz, q, 3)
                    if d / (t * pixel) < best:
                        best, at = d / (t * pixel), t
                    if d < t * pixel * 0.4:
                        hit = True
                        break
                    t += max(d, 0.004 * q[3])
                    if t > end:
                        break
                alpha = 1.0 if hit else min(max(0.9 - best, 0.0), 1.0)
                if alpha <= 0.02:
                    continue
                t = at
                x, y, z = dx * t - cx, dy * t - cy, dz * t - cz
                e = max(t * pixel * 1.5, 0.004 * q[3])
                g0 = _gap(x, y, z, q, 5)
                nx, ny, nz = _gap(x + e, y, z, q, 5) - g0, _gap(x, y + e, z, q, 5) - g0, _gap(x, y, z + e, q, 5) - g0
                m = 1.0 / math.sqrt(nx * nx + ny * ny + nz * nz + 1e-12)
                nx, ny, nz = nx * m, ny * m, nz * m
                flat_ = max(abs(ny), 0.08)
                green = smooth(0.25, 0.6, ny) * smooth(-0.06, -0.01, y / q[3])
                hx, hz = -nx / flat_, -nz / flat_
                col, bx, by, bz, _, _ = cover(
                    x + q[5] * 40.0, y, z, t, t * pixel, hx * (1.0 - 0.7 * green), hz * (1.0 - 0.7 * green), skin
                )
                bx, by, bz = 0.5 * bx + nx, 0.5 * by * (1.0 if ny > 0 else -1.0) + ny, 0.5 * bz + nz
                m = 1.0 / math.sqrt(bx * bx + by * by + bz * bz)
                sun = smooth(
                    -0.15,
                    0.25,
                    _gap(
                        x + air.to_sun[0] * 0.14 * q[3],
                        y + air.to_sun[1] * 0.14 * q[3],
                        z + air.to_sun[2] * 0.14 * q[3],
                        q,
                        3,
                    )
                    / (0.1 * q[3]),
                )
                under = smooth(1.0, -0.1, -y / q[4])
                r, g, b = light(col, bx * m, by * m, bz * m, dx, dy, dz, sun, 0.35 + 0.65 * under, 0.1, air, up, bounce)
                k = veil(t, view.eye, dy, air)
                fr, fg, fb = clear(dx, max(dy, 0.02), dz, air)
                r, g, b = r * k + fr * (1.0 - k), g * k + fg * (1.0 - k), b * k + fb * (1.0 - k)
                if depth[j, i] < 0.0:
                    alpha = 1.0 if alpha >= 0.5 else 0.0
                rgb[j, i, 0] += (r - rgb[j, i, 0]) * alpha
                rgb[j, i, 1] += (g - rgb[j, i, 1]) * alpha
                rgb[j, i, 2] += (b - rgb[j, i, 2]) * alpha
                if alpha >= 0.5:
                    depth[j, i] = t


def scatter(aspect: float, rng: np.random.Generator) -> Floats:
    """Place a handful of islands, far ones first: array [n, 6]."""
    rows = []
    for k in range(9):
        z = (46.0, 75.0, 110.0, 160.0, 210.0, 300.0, 420.0, 560.0, 800.0)[k] * rng.uniform(0.9, 1.15)
        side = 1.0 if (k + int(rng.integers(2))) % 2 else -1.0
        x = side * rng.uniform(0.12, 0.5) * max(aspect, 0.6) ** 0.5 * z
        radius = rng.uniform(8.0, 15.0) * (z / 60.0) ** 0.55
        rows.append(
            [x, rng.uniform(0.03, 0.30) * z + 2.0, z, radius, radius * rng.uniform(1.1, 1.9), rng.uniform(0, 90)]
        )
    return np.array(sorted(rows, key=lambda row: -row[2]), np.float32)


def planted(isles: Floats, row: int, sprites: int, rng: np.random.Generator) -> Floats:
    """Trees on the islands' lawns, as rows of `planting.FIELDS`; `sprites` is the first sprite of their kind."""
    rows = []
    for q in isles:
        for _ in range(int(rng.integers(14, 30))):
            a, r = rng.uniform(0, 2 * np.pi), q[3] * 0.62 * rng.random() ** 0.5
            x, z = float(r * np.cos(a)), float(r * np.sin(a))
            tall = float(q[3]) * rng.uniform(0.16, 0.36)
            y = float(q[1]) + lawn(x, z, q) - 0.03 * tall
            rows.append(
                [
                    q[0] + x,
                    y,
                    q[2] + z,
                    tall,
                    sprites + int(rng.integers(VARIANTS)),
                    float(rng.random() > 0.5),
                    rng.uniform(0.8, 1.2),
                    row,
                    1.0,
                ]
            )
    return np.array(rows, np.float32)
