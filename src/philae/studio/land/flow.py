"""Pure colour: ink that a warped current has folded, lit like silk."""

import math
from typing import NamedTuple

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.noise import fbm, flat, jit, smooth
from philae.studio.land.views import camera_of, row, view_of
from philae.studio.scene import RGB, Scene
from philae.studio.stage import Floats, Light, Progress, Stage


class Inks(NamedTuple):
    """Four colours and the current that mixes them."""

    a: RGB
    b: RGB
    c: RGB
    d: RGB
    shift: tuple[float, float]
    turn: float
    scale: float
    fold: float
    shine: float
    dark: float


@jit
def _current(x: float, y: float, p: Inks, octaves: int) -> tuple[float, float, float]:
    u, v = x * p.scale + p.shift[0], y * p.scale + p.shift[1]
    w1, w2 = fbm(u * 0.7, v * 0.7, 3), fbm(u * 0.7 + 5.2, v * 0.7 + 1.3, 3)
    q1, q2 = fbm(u + p.fold * w1 + 1.7, v + p.fold * w2 + 9.2, 3), fbm(u + p.fold * w1 + 8.3, v + p.fold * w2 + 2.8, 3)
    s, t = u + p.fold * 1.2 * q1, v + p.fold * 1.2 * q2
    n = fbm(s, t, octaves)
    folds = math.sin((n * 2.0 + q1 * 1.6 + 0.35 * v) * 5.0)
    return n * 0.8 + 0.13 * folds, q1, w2


@jit
def fill(first: int, last: int, rgb: Floats, p: Inks) -> None:
    """Paint a band of ink."""
    h, w = rgb.shape[0], rgb.shape[1]
    k = 2.0 / min(h, w)
    c, s = math.cos(p.turn), math.sin(p.turn)
    e = 0.004
    for j in range(first, last):
        for i in range(w):
            x0, y0 = (i + 0.5 - w * 0.5) * k, (h * 0.5 - j - 0.5) * k
            x, y = x0 * c + y0 * s, (-x0 * s + y0 * c) * 1.35
            n, q, m = _current(x, y, p, 5)
            nx = (_current(x + e, y, p, 5)[0] - n) / e
            ny = (_current(x, y + e, p, 5)[0] - n) / e
            k1, k2, k3 = smooth(-0.32, 0.32, n + 0.2 * q), smooth(-0.05, 0.42, q * 1.3), smooth(0.0, 0.5, m + 0.3 * n)
            r = p.a[0] + (p.b[0] - p.a[0]) * k1
            g = p.a[1] + (p.b[1] - p.a[1]) * k1
            b = p.a[2] + (p.b[2] - p.a[2]) * k1
            r, g, b = r + (p.c[0] - r) * k2 * 0.8, g + (p.c[1] - g) * k2 * 0.8, b + (p.c[2] - b) * k2 * 0.8
            r, g, b = r + (p.d[0] - r) * k3 * 0.55, g + (p.d[1] - g) * k3 * 0.55, b + (p.d[2] - b) * k3 * 0.55
            z = 1.0 / math.sqrt(1.0 + 0.10 * (nx * nx + ny * ny))
            lx, ly = -nx * 0.316 * z, -ny * 0.316 * z
            lamp = max(0.42 * lx + 0.55 * ly + 0.72 * z, 0.0)
            gloss = max(0.24 * lx + 0.33 * ly + 0.91 * z, 0.0) ** 38
            streak = max(0.5 * lx - 0.6 * ly + 0.62 * z, 0.0) ** 16
            grain = 1.0 + 0.05 * flat(x0 * 190.0 + 3.0 * n, y0 * 190.0) + 0.06 * fbm(n * 26.0, q * 26.0, 3)
            lamp = (0.16 + 1.25 * lamp * lamp) * grain * (1.0 - p.dark * smooth(0.4, 1.6, math.sqrt(x0 * x0 + y0 * y0)))
            rgb[j, i, 0] = r * lamp + p.shine * gloss * (0.4 + 0.6 * r) + 0.18 * streak * p.d[0]
            rgb[j, i, 1] = g * lamp + p.shine * gloss * (0.4 + 0.6 * g) + 0.18 * streak * p.d[1]
            rgb[j, i, 2] = b * lamp + p.shine * gloss * (0.4 + 0.6 * b) + 0.18 * streak * p.d[2]


_INKS: tuple[tuple[RGB, RGB, RGB, RGB], ...] = (
    ((0.010, 0.030, 0.12), (0.02, 0.42, 0.62), (0.95, 0.34, 0.10), (0.98, 0.80, 0.52)),
    ((0.06, 0.010, 0.11), (0.55, 0.05, 0.30), (0.98, 0.48, 0.22), (0.20, 0.25, 0.80)),
    ((0.005, 0.05, 0.06), (0.02, 0.38, 0.30), (0.85, 0.75, 0.28), (0.85, 0.93, 0.86)),
    ((0.03, 0.02, 0.09), (0.24, 0.10, 0.62), (0.05, 0.62, 0.75), (0.98, 0.50, 0.62)),
    ((0.09, 0.012, 0.010), (0.72, 0.10, 0.05), (0.98, 0.62, 0.16), (0.10, 0.12, 0.36)),
    ((0.015, 0.06, 0.10), (0.05, 0.45, 0.48), (0.90, 0.24, 0.20), (0.95, 0.78, 0.60)),
)


def draw_flow(scene: Scene, width: int, height: int, _quality: float, progress: Progress) -> Stage:
    """Draw an abstract current; figures float before it, as it is infinitely far."""
    rng = np.random.default_rng([scene.seed & 0xFFFFFFFF, 29])

    def u(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    inks = list(_INKS[int(rng.integers(len(_INKS)))])
    if scene.palette is not None:
        inks[1] = scene.palette
    dim = {"night": 0.6, "dawn": 1.0, "day": 1.1, "sunset": 1.0}[scene.time]
    tones = [(c[0] * dim * u(0.85, 1.2), c[1] * dim * u(0.85, 1.2), c[2] * dim * u(0.85, 1.2)) for c in inks]
    p = Inks(
        tones[0],
        tones[1],
        tones[2],
        tones[3],
        (u(-90, 90), u(-90, 90)),
        u(0, 2 * math.pi),
        u(0.42, 0.66),
        u(1.2, 1.9),
        u(0.15, 0.6),
        u(0.2, 0.55),
    )
    rgb = np.empty((height, width, 3), np.float32)
    bands(lambda first, last: fill(first, last, rgb, p), height, progress)
    view = view_of(0.5, 0.5, 0.0, width / height)
    z = 6.0
    floor = -0.30 * view.tan * z
    mean = rgb.reshape(-1, 3).mean(0)
    light = Light(
        row(0.42, 0.6, -0.68), row(2.4, 2.3, 2.2), mean * 0.9 + np.float32(0.1), mean * np.float32(0.5), mean, 0.0
    )
    return Stage(
        rgb, np.full((height, width), np.inf, np.float32), camera_of(view), light,
        lambda x, z: np.full(np.broadcast(x, z).shape, floor, np.float32), (0.0, z), 2.0 * view.tan * z / 4.5, "air",
    )  # fmt: skip
