"""How each kind of plant grows: a cloud of leaf strokes, in a unit square with the foot at (0.5, 0)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator
Strokes = NDArray[np.float64]
"""[n, 11]: x, y, half length, half width, angle, normal x, normal y, openness, leaf, tone, depth (far is large)."""

Array = NDArray[np.float64]


def _strokes(
    x: Array, y: Array, rx: Array | float, ry: Array | float, angle: Array | float, nx: Array | float,
        ny: Array | float,
    open_: Array | float, leaf: Array | float, tone: Array | float, depth: Array | float,
) -> Strokes:  # fmt: skip
    columns = np.broadcast_arrays(x, y, rx, ry, angle, nx, ny, open_, leaf, tone, depth)
    return np.stack([np.asarray(c, np.float64).ravel() for c in columns], axis=1)


def _limb(
    x0: float, y0: float, x1: float, y1: float, r0: float, r1: float, depth: float = 0.0, open_: float = 0.7
) -> Strokes:
    """A bare limb of bark from one point to another, lit as a cylinder by strokes beside each other."""
    t = np.linspace(0, 1, 26)[:, None]
    side = np.array([-0.66, 0.0, 0.66])[None, :]
    angle = np.arctan2(y1 - y0, x1 - x0)
    r = r0 + (r1 - r0) * t
    px = x0 + (x1 - x0) * t - np.sin(angle) * side * r
    py = y0 + (y1 - y0) * t + np.cos(angle) * side * r
    n = side * np.ones_like(t)
    length = np.hypot(x1 - x0, y1 - y0) / 26
    tone = np.abs(np.sin(t * 91.0 + side * 7.0))
    return _strokes(
        px, py, length * 1.7 + r * 0.3, r * 0.45, angle, -np.sin(angle) * n, np.cos(angle) * n, open_, 0.0, tone, depth
    )


def fir(rng: Rng) -> Strokes:
    """A spruce: whorls of drooping boughs with hanging needles."""
    parts = [_limb(0.5, 0.0, 0.5, 0.95, 0.014, 0.002, 0.0, 0.35)]
    lean, wide = rng.normal(0, 0.006), rng.uniform(0.15, 0.2)
    for level in np.linspace(0.985, rng.uniform(0.06, 0.12), 46):
        down = 1.0 - level
        reach = wide * down**0.82 * rng.uniform(0.72, 1.12) + 0.006
        for turn in rng.uniform(0, 2 * np.pi, 7 + int(7 * down)):
            long = reach * rng.uniform(0.75, 1.1)
            t = np.linspace(0.08, 1.0, 5 + int(13 * down))
            out, deep = np.cos(turn), np.sin(turn)
            t = np.repeat(t, 3)
            sway = rng.normal(0, 0.3, t.size)
            x = 0.5 + lean + out * long * t + rng.normal(0, 0.005, t.size) * (0.3 + down)
            y = (
                level
                - long * (0.12 + 0.42 * t**1.6)
                + 0.10 * long * t**3
                - np.abs(rng.normal(0, 0.012, t.size)) * (0.25 + down)
            )
            angle = np.arctan2(-0.55 - 0.4 * t, out * 1.0) + sway
            shine = 0.22 + 0.78 * t * (0.62 - 0.38 * deep)
            parts.append(
                _strokes(
                    x,
                    y,
                    0.010 * (0.45 + 0.9 * down),
                    0.0032 * (0.6 + 0.5 * down),
                    angle,
                    out * 0.75 * t + 0.15 * sway,
                    0.42 - 0.2 * t,
                    np.clip(shine, 0, 1),
                    1.0,
                    rng.random(t.size) * 0.6 + 0.4 * t,
                    deep * t * long,
                )
            )
    return np.concatenate(parts)


def _crown(rng: Rng, blobs: Array, leaves: int, size: float, squash: float = 0.85) -> Strokes:
    """Leaves on the skins of several balls [n, 4: x, y, depth, radius]."""
    parts = []
    low, high = (blobs[:, 1] - blobs[:, 3]).min(), (blobs[:, 1] + blobs[:, 3]).max()
    middle = blobs[:, 0].mean()
    wide = np.abs(blobs[:, 0] - middle).max() + blobs[:, 3].max()
    for bx, by, bz, br in blobs:
        n = int(leaves * br * br / (blobs[:, 3] ** 2).mean())
        v = rng.normal(size=(n, 3))
        v /= np.linalg.norm(v, axis=1)[:, None]
        r = br * np.abs(rng.normal(0.82, 0.26, n))
        x, y, z = bx + v[:, 0] * r, by + v[:, 1] * r * squash, bz + v[:, 2] * r
        up = (y - low) / (high - low)
        out = np.hypot((x - middle) / wide, (up - 0.5) * 1.2)
        open_ = np.clip(
            0.12 + 0.42 * up + 0.35 * (r / br) * (0.5 + 0.5 * v[:, 1]) + 0.3 * out - 0.3 * z / wide, 0.05, 1
        )
        parts.append(
            _strokes(
                x,
                y,
                size * rng.uniform(0.7, 1.4, n),
                size * 0.55,
                rng.uniform(0, np.pi, n),
                v[:, 0] * 0.85,
                v[:, 1] * 0.75 + 0.15,
                open_,
                1.0,
                np.clip(0.5 * rng.random(n) + 0.5 * up, 0, 1),
                z,
            )
        )
    return np.concatenate(parts)


def broadleaf(rng: Rng) -> Strokes:
    """An oak or a lime: forked limbs under a billowing crown."""
    foot = rng.uniform(0.20, 0.30)
    parts = [_limb(0.5, -0.01, 0.5 + rng.normal(0, 0.01), foot + 0.12, 0.030, 0.020)]
    blobs = []
    for _ in range(34):
        a, r = rng.uniform(0, 2 * np.pi), 0.31 * rng.random() ** 0.6
        x, z = 0.5 + r * np.cos(a), r * np.sin(a)
        dome = np.sqrt(1.0 - (r / 0.36) ** 2)
        y = foot + 0.30 + (0.33 * dome) * rng.uniform(-0.55, 1.0)
        blobs.append((x, y, z, rng.uniform(0.055, 0.115)))
        parts.append(_limb(0.5, foot, float(x), float(y), 0.014, 0.004, float(z) * 0.5, 0.3))
    return np.concatenate([*parts, _crown(rng, np.array(blobs), 300, 0.0078)])


def bush(rng: Rng) -> Strokes:
    """A low round shrub."""
    a = rng.uniform(0, 2 * np.pi, 26)
    r = rng.uniform(0.0, 0.36, 26)
    blobs = np.stack(
        [0.5 + r * np.cos(a), rng.uniform(0.05, 0.42, 26) - r * r, r * np.sin(a), rng.uniform(0.06, 0.13, 26)], axis=1
    )
    return _crown(rng, blobs, 230, 0.0115, 0.8)


def _blades(rng: Rng, count: int, tall: tuple[float, float], wide: float, spread: float, bend: float) -> Strokes:
    """Curved blades out of one foot, brighter towards the tip."""
    t = np.linspace(0.0, 1.0, 15)[None, :]
    foot = rng.normal(0, spread * 0.35, (count, 1))
    high = rng.uniform(*tall, (count, 1))
    curl = rng.normal(0, bend, (count, 1)) + foot * 0.7
    x = 0.5 + foot + curl * high * t**1.9
    y = 0.07 * rng.random((count, 1)) + high * 0.93 * (t - 0.33 * np.abs(curl) * t**2.4)
    angle = np.arctan2(np.gradient(y, axis=1), np.gradient(x, axis=1))
    tone = rng.random((count, 1)) * 0.6 + 0.4 * t
    depth = rng.uniform(-1, 1, (count, 1)) * np.ones_like(t)
    return _strokes(
        x, y, high * 0.052, wide * (1.05 - t) ** 0.7 + 0.0006, angle, np.sign(curl) * 0.4 - 0.2 * curl, 0.45 + 0.2 * t,
        np.clip(0.12 + 0.85 * t - 0.1 * depth, 0, 1), 1.0, tone, depth,
    )  # fmt: skip


def grass(rng: Rng) -> Strokes:
    """A tuft of meadow grass."""
    return _blades(rng, 90, (0.25, 0.97), 0.0075, 0.42, 0.32)


def reed(rng: Rng) -> Strokes:
    """Tall straight stalks, as beside water."""
    return _blades(rng, 34, (0.5, 0.99), 0.005, 0.3, 0.12)


def flower(rng: Rng) -> Strokes:
    """Grass with a few blossoms; leaf above 1 marks the petals."""
    n = 7
    parts = [_blades(rng, 34, (0.2, 0.6), 0.006, 0.36, 0.3)]
    for _ in range(n):
        x, y, z = 0.5 + rng.normal(0, 0.17), rng.uniform(0.45, 0.93), rng.uniform(-1, 1)
        parts.append(_limb(0.5 + (x - 0.5) * 0.5, 0.0, x, y, 0.004, 0.003, z, 0.8))
        parts[-1][:, 8] = 1.0
        a = np.linspace(0, 2 * np.pi, 9)[:-1] + rng.uniform(0, 1)
        px, py = x + 0.030 * np.cos(a), y + 0.019 * np.sin(a)
        parts.append(
            _strokes(
                px,
                py,
                0.026,
                0.017,
                np.arctan2(np.sin(a) * 0.6, np.cos(a)),
                0.3 * np.cos(a),
                0.75,
                1.0,
                2.0,
                0.2 + 0.4 * rng.random(8),
                z - 0.01,
            )
        )
        parts.append(
            _strokes(np.array([x]), np.array([y + 0.004]), 0.014, 0.010, 0.0, 0.0, 0.8, 0.9, 2.0, 1.0, z - 0.02)
        )
    return np.concatenate(parts)


def fern(rng: Rng) -> Strokes:
    """Arching fronds with leaflets on both sides."""
    out = _fronds(rng, 16, (0.5, 0.17), (0.33, 0.47), (0.5, 1.35), 0.042, 30)
    return out[out[:, 1] > 0.01]


def palm(rng: Rng) -> Strokes:
    """A leaning ringed stem under a head of fronds."""
    lean = rng.normal(0, 0.10)
    t = np.linspace(0, 1, 30)
    xs, ys = 0.5 + lean * t**1.7, 0.70 * t
    parts = [
        _limb(
            float(xs[i]),
            float(ys[i]),
            float(xs[i + 1]),
            float(ys[i + 1]),
            0.017 - 0.007 * t[i],
            0.016 - 0.007 * t[i],
            0.05,
        )
        for i in range(29)
    ]
    head = (float(xs[-1]), float(ys[-1]))
    return np.concatenate([*parts, _fronds(rng, 15, head, (0.28, 0.42), (0.05, 1.2), 0.062, 34)])


def _fronds(
    rng: Rng,
    count: int,
    head: tuple[float, float],
    long: tuple[float, float],
    rise: tuple[float, float],
    leaflet: float,
    pairs: int,
) -> Strokes:
    parts = []
    for _ in range(count):
        turn, up, length = rng.uniform(0, 2 * np.pi), rng.uniform(*rise), rng.uniform(*long)
        t = np.linspace(0.02, 1.0, pairs)
        out, deep = np.cos(turn), np.sin(turn)
        x = head[0] + out * length * (t - 0.12 * t * t)
        y = head[1] + length * (up * t - (0.45 + 0.6 * up) * t**2.1)
        rib = np.arctan2(np.gradient(y), np.gradient(x) + 1e-6)
        size = leaflet * np.sin(np.pi * np.clip(0.12 + 0.86 * t, 0, 1)) + 0.004
        for side in (-1.0, 1.0):
            a = rib + side * (1.15 - 0.5 * t) - 0.25 * np.cos(rib)
            open_ = np.clip(0.3 + 0.6 * t - 0.25 * deep, 0.1, 1)
            parts.append(
                _strokes(
                    x + np.cos(a) * size * 0.85,
                    y + np.sin(a) * size * 0.85,
                    size,
                    size * 0.035 + 0.0009,
                    a,
                    out * 0.5 + 0.25 * side,
                    0.45,
                    open_,
                    1.0,
                    rng.random(t.size) * 0.5 + 0.5 * t,
                    deep * t * 0.3,
                )
            )
        parts.append(
            _strokes(x, y, length / pairs, 0.0024, rib, 0.0, 0.5, 0.5 + 0.5 * t, 1.0, 0.9, deep * t * 0.3 - 0.01)
        )
    return np.concatenate(parts)


def cactus(rng: Rng) -> Strokes:
    """A saguaro: ribbed columns with raised arms."""
    parts = [_column(0.5, 0.0, 0.5, 0.97, 0.062, 0.0)]
    for side in (-1.0, 1.0)[: 1 + int(rng.random() < 0.8)]:
        y, out, top = rng.uniform(0.32, 0.55), rng.uniform(0.15, 0.2), rng.uniform(0.2, 0.34)
        x = 0.5 + side * out
        parts += [_column(0.5, y, x, y + 0.03, 0.036, 0.02), _column(x, y + 0.01, x, y + top, 0.040, -0.02 * side)]
    return np.concatenate(parts)


def _column(x0: float, y0: float, x1: float, y1: float, r: float, depth: float) -> Strokes:
    t, rib = np.meshgrid(np.linspace(0, 1, 60), np.linspace(-1, 1, 13), indexing="ij")
    angle = np.arctan2(y1 - y0, x1 - x0)
    wide = r * np.sqrt(np.clip(1.02 - np.clip((t - 0.93) / 0.07, 0, 1) ** 2, 0.02, 1))
    off = np.sin(rib * np.pi / 2) * wide
    px, py = x0 + (x1 - x0) * t - np.sin(angle) * off, y0 + (y1 - y0) * t + np.cos(angle) * off
    n = np.sin(rib * np.pi / 2) * 0.9
    groove = 0.35 + 0.65 * np.abs(np.cos(rib * 6 * np.pi))
    return _strokes(
        px, py, np.hypot(x1 - x0, y1 - y0) / 60 * 1.2, r * 0.10, angle, -np.sin(angle) * n,
            np.cos(angle) * n + 0.25 * t**8, groove, 1.0,
        groove, depth + np.abs(rib) * 0.01,
    )  # fmt: skip


def rock(rng: Rng) -> Strokes:
    """A boulder of many facets."""
    n = 9000
    v = rng.normal(size=(n, 3))
    v /= np.linalg.norm(v, axis=1)[:, None]
    v = v[(v[:, 2] < 0.25)]
    planes = rng.normal(size=(16, 3)) * (1.0, 0.8, 1.0)
    planes /= np.linalg.norm(planes, axis=1)[:, None]
    dots = v @ planes.T
    face = dots.argmax(1)
    r = 0.40 * np.minimum(1.0, rng.uniform(0.62, 0.92, 16)[face] / np.maximum(dots.max(1), 0.3))
    stretch = rng.uniform(0.55, 0.8)
    normal = planes[face] * 0.95 + v * 0.15 + rng.normal(0, 0.05, v.shape)
    y = 0.10 + 0.5 * stretch + v[:, 1] * r * stretch
    open_ = np.clip(0.25 + 0.9 * (y / 0.7), 0.1, 1)
    return _strokes(
        0.5 + v[:, 0] * r * 1.1, y - y.min() + 0.015, 0.020, 0.015, rng.uniform(0, 3, len(v)), normal[:, 0] * 0.9,
            normal[:, 1] * 0.9, open_, 1.0,
        np.clip(rng.uniform(0.25, 0.75, 16)[face] + rng.normal(0, 0.07, len(v)), 0, 1), v[:, 2],
    )  # fmt: skip


def trunk(rng: Rng) -> Strokes:
    """The lower stem of a great forest tree: furrowed bark and a flare of roots."""
    t, rib = np.meshgrid(np.linspace(0, 1, 420), np.linspace(-1, 1, 27), indexing="ij")
    sway = 0.006 * np.sin(t * 5 + rng.uniform(0, 6)) + rng.normal(0, 0.012) * t
    wide = (0.013 + 0.020 * np.exp(-t * 46) + 0.004 * (1 - t)) * (
        1 + 0.12 * np.exp(-t * 14) * np.sin(rib * 9 + rng.uniform(0, 6))
    )
    s = np.sin(rib * np.pi / 2)
    jitter = rng.normal(0, 1, t.shape)
    furrow = np.sin(rib * 17 + 2.2 * np.sin(t * 46 + rib * 5) + 1.1 * np.sin(t * 17 + rib * 9) + rng.uniform(0, 6))
    return _strokes(
        0.5 + sway + s * wide, t + 0.002 * jitter, 0.0040, 0.0012, np.pi / 2 + 0.14 * jitter,
            s * 0.9 + 0.22 * furrow, 0.12 * jitter,
        np.clip(0.66 + 0.34 * furrow, 0.1, 1), 0.0, np.clip(0.5 + 0.3 * furrow + 0.15 * jitter, 0, 1),
            np.abs(rib) * 0.02 + 0.002 * rng.random(t.shape),
    )  # fmt: skip


def bough(rng: Rng) -> Strokes:
    """Leaves that hang into the picture from above."""
    n = 60
    a = rng.uniform(0.05, 0.95, n)
    y = 1.0 - np.abs(rng.normal(0, 0.17, n)) * (0.35 + 0.8 * np.sin(np.pi * a))
    blobs = np.stack([a, y, rng.normal(0, 0.12, n), rng.uniform(0.025, 0.075, n)], axis=1)
    return _crown(rng, blobs, 110, 0.0100, 0.7)


def kelp(rng: Rng) -> Strokes:
    """Waving ribbons of weed."""
    parts = []
    for _ in range(9):
        t = np.linspace(0, 1, 46)
        high, phase = rng.uniform(0.5, 0.98), rng.uniform(0, 6)
        x = 0.5 + rng.normal(0, 0.09) * (0.4 + t) + 0.045 * np.sin(t * 7 + phase) * t
        y, z = high * t, rng.uniform(-1, 1)
        a = np.arctan2(np.gradient(y), np.gradient(x))
        for side in (-1.0, 1.0):
            b = a + side * (0.75 + 0.2 * np.sin(t * 60))
            parts.append(
                _strokes(
                    x + np.cos(b) * 0.022,
                    y + np.sin(b) * 0.022,
                    0.027,
                    0.0075,
                    b,
                    0.4 * side,
                    0.35,
                    0.3 + 0.7 * t,
                    1.0,
                    rng.random(46),
                    z,
                )
            )
    return np.concatenate(parts)


def coral(rng: Rng) -> Strokes:
    """A branching stony coral."""
    parts: list[Strokes] = []

    def grow(x: float, y: float, a: float, long: float, r: float, z: float, left: int) -> None:
        nx, ny = x + np.cos(a) * long, y + np.sin(a) * long
        limb = _limb(x, y, float(nx), float(ny), r, r * 0.75, z, min(0.35 + 0.9 * y, 1.0))
        limb[:, 8], limb[:, 9] = 1.0, np.clip(0.3 + 0.8 * y, 0, 1)
        parts.append(limb)
        if left:
            for _ in range(2 + int(rng.random() < 0.55)):
                grow(
                    float(nx),
                    float(ny),
                    a + rng.normal(0, 0.55),
                    long * rng.uniform(0.68, 0.9),
                    r * 0.76,
                    z + rng.normal(0, 0.1),
                    left - 1,
                )

    for a in np.linspace(0.6, 2.5, 5):
        grow(0.5, 0.0, float(a) + rng.normal(0, 0.1), rng.uniform(0.13, 0.2), 0.028, rng.normal(0, 0.2), 4)
    return np.concatenate(parts)


KINDS: dict[str, Callable[[Rng], Strokes]] = {
    "fir": fir, "broadleaf": broadleaf, "bush": bush, "grass": grass, "reed": reed, "flower": flower,
        "fern": fern, "palm": palm,
    "cactus": cactus, "rock": rock, "trunk": trunk, "bough": bough, "kelp": kelp, "coral": coral,
}  # fmt: skip
