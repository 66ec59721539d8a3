"""Small lights: fireflies over the ground, and a bolt of lightning."""

import math
from itertools import pairwise
from typing import Any

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.frame import View
from philae.studio.land.noise import jit
from philae.studio.stage import Floats

Rng = np.random.Generator


@jit
def glow(first: int, last: int, rgb: Floats, depth: Floats, points: Floats) -> None:
    """Add round glows to a band: points [n, 7] = x, y, radius (pixels), red, green, blue, distance."""
    w = depth.shape[1]
    for p in range(points.shape[0]):
        x, y, r = points[p, 0], points[p, 1], max(points[p, 2], 0.5)
        reach = r * 6.0
        for j in range(max(int(y - reach), first), min(int(y + reach) + 1, last)):
            for i in range(max(int(x - reach), 0), min(int(x + reach) + 1, w)):
                if depth[j, i] < points[p, 6]:
                    continue
                d = math.sqrt((i + 0.5 - x) ** 2 + (j + 0.5 - y) ** 2) / r
                fade = max(1.0 - d / 6.0, 0.0)
                k = (math.exp(-d * d * 1.2) + 0.10 / (1.0 + d * d)) * fade
                rgb[j, i, 0] += points[p, 3] * k
                rgb[j, i, 1] += points[p, 4] * k
                rgb[j, i, 2] += points[p, 5] * k


def shine(rgb: Floats, depth: Floats, points: Floats) -> None:
    """Add all glows to rgb in place."""
    bands(lambda a, b: glow(a, b, rgb, depth, points), depth.shape[0])


def fireflies(shape: tuple[int, int], view: View, rng: Rng) -> Floats:
    """Some hundred warm points between the grass and the branches."""
    h, w = shape
    n = 150
    z = 2.6 * 9.0 ** rng.random(n)
    x = rng.uniform(-1, 1, n) * z * view.tan * view.aspect
    y = rng.gamma(2.0, 0.38, n) + 0.05 - view.eye + (view.eye - 1.65)
    f = y * view.sin + z * view.cos
    px, py = w * 0.5 + x / f * h / (2 * view.tan), h * 0.5 - (y * view.cos - z * view.sin) / f * h / (2 * view.tan)
    power = rng.uniform(0.4, 1.6, n)
    size = np.maximum(0.012 / f * h / (2 * view.tan), 0.8)
    return np.stack([px, py, size, 2.2 * power, 1.9 * power, 0.45 * power, z], axis=1).astype(np.float32)


def bolt(shape: tuple[int, int], top: float, foot: float, rng: Rng) -> Floats:
    """A jagged stroke from `top` to `foot` (rows) with thinner branches."""
    h, w = shape
    parts: list[np.ndarray[Any, Any]] = []

    def path(a: tuple[float, float], b: tuple[float, float], wide: float, left: int) -> None:
        line = np.array([a, b])
        rough = 0.16 * math.hypot(b[0] - a[0], b[1] - a[1])
        for _ in range(6):
            mid = (line[1:] + line[:-1]) / 2 + rng.normal(0, rough, (len(line) - 1, 2)) * (1.0, 0.35)
            out = np.empty((2 * len(line) - 1, 2))
            out[::2], out[1::2] = line, mid
            line, rough = out, rough * 0.5
        fine = np.concatenate(
            [np.linspace(p, q, max(2, int(math.hypot(*(q - p)) / (0.6 * wide)) + 1))[:-1] for p, q in pairwise(line)]
        )
        k = 0.55 * wide / (0.0016 * h)
        parts.append(
            np.column_stack(
                [fine, np.full(len(fine), wide), np.tile([1.5 * k, 1.7 * k, 2.4 * k, 200.0], (len(fine), 1))]
            )
        )
        for _ in range(left):
            start = line[int(rng.integers(len(line) // 8, len(line) * 3 // 4))]
            go = 0.35 * (b[1] - a[1]) * rng.uniform(0.5, 1.0)
            path(
                (float(start[0]), float(start[1])),
                (float(start[0] + rng.normal(0, 0.9) * go), float(start[1] + go)),
                wide * 0.55,
                left - 2,
            )

    x = float(rng.uniform(0.2, 0.8)) * w
    path((x, top), (x + float(rng.normal(0, 0.08)) * w, foot), 0.0016 * h + 0.35, 4)
    wash = np.array(
        [[x, (top + foot) / 2, 0.16 * h, 0.16, 0.18, 0.28, 200.0], [x, top, 0.10 * h, 0.30, 0.34, 0.5, 200.0]]
    )
    return np.concatenate([wash, *parts]).astype(np.float32)
