"""Where buildings stand: huts of a village around a green, towers of a city beyond the water."""

import math

import numpy as np

from philae.studio.land.blocks import FIELDS
from philae.studio.land.fan import Fan, heights
from philae.studio.stage import Floats

Rng = np.random.Generator

_WALLS = ((0.34, 0.30, 0.24), (0.20, 0.12, 0.07), (0.42, 0.38, 0.33), (0.28, 0.17, 0.10), (0.36, 0.24, 0.15))
_ROOFS = ((0.22, 0.075, 0.045), (0.13, 0.10, 0.085), (0.17, 0.085, 0.05), (0.10, 0.105, 0.12))
_STONES = ((0.20, 0.21, 0.23), (0.26, 0.23, 0.20), (0.13, 0.15, 0.18), (0.30, 0.28, 0.26), (0.17, 0.13, 0.12))


def village(fan: Fan, lit: float, snow: float, rng: Rng) -> Floats:
    """Some forty huts in loose rows on both sides of the way."""
    rows: list[list[float]] = []
    for k in range(56):
        z = 30.0 + 4.0 * k**1.08 + rng.uniform(-3, 3)
        side = 1.0 if k % 2 else -1.0
        x = side * (rng.uniform(4.5, 9.0) + 0.09 * z + (rng.random() < 0.55) * rng.uniform(6, 40) * z / 90.0)
        yaw = rng.normal(0.0, 0.5) + side * 0.5
        if any(math.hypot(x - r[0], z - r[2]) < 10.5 for r in rows):
            continue
        wide, deep, high = rng.uniform(2.3, 3.1), rng.uniform(2.6, 3.8), rng.uniform(2.4, 3.2)
        wall, roof = _WALLS[rng.integers(len(_WALLS))], _ROOFS[rng.integers(len(_ROOFS))]
        rows.append(
            [
                x,
                0.0,
                z,
                math.cos(yaw),
                math.sin(yaw),
                wide,
                deep,
                high,
                rng.uniform(0.85, 1.25),
                *wall,
                *roof,
                lit,
                rng.uniform(1.5, 2.0),
                snow,
            ]
        )
        if rng.random() < 0.7:
            cx, cz = x + 0.45 * wide * math.cos(yaw), z + 0.45 * wide * math.sin(yaw)
            rows.append(
                [
                    cx,
                    0.0,
                    cz,
                    math.cos(yaw),
                    math.sin(yaw),
                    0.32,
                    0.32,
                    high + wide * 0.95,
                    0.0,
                    0.2,
                    0.13,
                    0.10,
                    0.2,
                    0.13,
                    0.10,
                    0.0,
                    50.0,
                    snow,
                ]
            )
    return _grounded(rows, fan)


def city(fan: Fan, lit: float, near: float, rng: Rng) -> Floats:
    """A skyline: low blocks at the water, towers that crowd around one or two centres."""
    rows: list[list[float]] = []
    centres = [(rng.uniform(-0.35, 0.35), rng.uniform(0.8, 1.0)), (rng.uniform(-0.9, 0.9), rng.uniform(0.4, 0.75))]
    for _ in range(300):
        z = near * (1.04 + 1.6 * rng.random() ** 1.4)
        s = rng.uniform(-1.0, 1.0) * max(-fan.left, 0.55)
        crowd = max(k * math.exp(-(((s - c) / 0.22) ** 2)) for c, k in centres)
        wide = rng.uniform(7.0, 15.0)
        high = rng.uniform(10.0, 34.0) + crowd * rng.random() ** 2.0 * 120.0
        stone = _STONES[rng.integers(len(_STONES))]
        yaw = rng.choice([0.0, 0.0, 0.5]) + rng.normal(0, 0.05)
        rows.append(
            [
                s * z,
                0.0,
                z,
                math.cos(yaw),
                math.sin(yaw),
                wide,
                wide * rng.uniform(0.7, 1.2),
                high,
                0.0,
                *stone,
                *(c * 0.6 for c in stone),
                lit * rng.uniform(0.2, 1.2),
                rng.uniform(4.0, 5.6),
                0.0,
            ]
        )
        if high > 70 and rng.random() < 0.75:
            for part, share in ((0.7, 1.14), (0.42, 1.26), (0.05, rng.uniform(1.4, 1.7))):
                rows.append([*rows[-1][:5], wide * part, wide * part, high * share, 0.0, *rows[-1][9:]])
    return _grounded(rows, fan)


def _grounded(rows: list[list[float]], fan: Fan) -> Floats:
    blocks = np.array(rows, np.float32).reshape(-1, FIELDS)
    blocks[:, 1] = heights(fan, 0.0, blocks[:, 0], blocks[:, 2]) - 0.6
    return np.ascontiguousarray(blocks[np.argsort(-blocks[:, 2], kind="stable")])
