"""Sets plants on the land: where groves are, the ground is right and the view stays open; and casts their shadows."""

import math

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.fan import Fan, land_at
from philae.studio.land.noise import fbm, flat, jit, smooth
from philae.studio.land.sprites import VARIANTS, first_of
from philae.studio.land.vista import Planting
from philae.studio.stage import Floats

FIELDS = 9
"""x, y (foot), z, height, sprite, mirrored, brightness, planting, sun."""


@jit
def _settle(
    out: Floats, dice: Floats, cells: Floats, index: Floats, left: float, pitch: float, near: float, far: float,
    tall0: float, tall1: float, clump: float, grove: float, slope: float, low: float, high: float, aisle: float,
        sink: float,
    floats: float, first: float, row: float, shift: float,
) -> int:  # fmt: skip
    n = 0
    for i in range(dice.shape[0]):
        z = near * (far / near) ** dice[i, 0]
        x = (dice[i, 1] * 2.0 - 1.0) * -left * z
        if abs(x) < aisle * z * (0.8 + 0.4 * dice[i, 5]):
            continue
        y = land_at(x, z, cells, index, left, pitch, 0)
        hx = land_at(x, z, cells, index, left, pitch, 1)
        hz = land_at(x, z, cells, index, left, pitch, 2)
        if math.sqrt(hx * hx + hz * hz) > slope or (y < low and floats == 0.0) or y > high * (0.75 + 0.5 * dice[i, 2]):
            continue
        woods = 0.5 + 0.95 * fbm((x + shift) / grove, z / grove + shift, 3)
        if woods < clump * (0.35 + 0.65 * dice[i, 2]):
            continue
        tall = tall0 + (tall1 - tall0) * dice[i, 3] * (0.55 + 0.45 * min(woods, 1.0))
        out[n, 0], out[n, 1], out[n, 2], out[n, 3] = x, max(y, 0.0 if floats > 0.0 else y) - sink * tall, z, tall
        out[n, 4] = first + int(dice[i, 4] * VARIANTS * 0.9999)
        out[n, 5] = 1.0 if dice[i, 5] > 0.5 else 0.0
        out[n, 6] = 0.8 + 0.4 * dice[i, 6]
        out[n, 7] = row
        out[n, 8] = land_at(x, z, cells, index, left, pitch, 3)
        n += 1
    return n


def settle(plants: tuple[Planting, ...], fan: Fan, mouth: float, rng: np.random.Generator) -> Floats:
    """Place all plants, near ones first: array [n, 9]; nearer than `mouth` they are in a cave's dusk."""
    found = []
    for row, p in enumerate(plants):
        dice = rng.random((p.count, 7), np.float32)
        out = np.empty((dice.shape[0], FIELDS), np.float32)
        n = _settle(
            out, dice, fan.cells, fan.index, fan.left, fan.pitch, p.near, p.far, *p.tall, p.clump, p.grove,
                p.slope, p.low, p.high,
            p.aisle, p.sink, float(p.floats), float(first_of(p.kind)), float(row), float(rng.uniform(0, 900)),
        )  # fmt: skip
        if mouth > 0.0:
            inside = out[:n, 2] < mouth
            out[:n, 8][inside] = 0.0
            out[:n, 6][inside] *= 0.7 + 0.5 * np.clip(out[:n, 2][inside] / mouth, 0.0, 1.0) ** 2
        found.append(out[:n])
    every = np.concatenate(found) if found else np.empty((0, FIELDS), np.float32)
    return np.ascontiguousarray(every[np.argsort(every[:, 2], kind="stable")])


@jit
def _shade(
    first: int, last: int, plants: Floats, wide: Floats, cells: Floats, rows: Floats, index: Floats, left: float,
        pitch: float,
    sx: float, sy: float, sz: float,
) -> None:  # fmt: skip
    flat_sun = math.sqrt(sx * sx + sz * sz)
    ax, az = -sx / flat_sun, -sz / flat_sun
    for p in range(plants.shape[0]):
        x, z, tall = plants[p, 0], plants[p, 2], plants[p, 3]
        w = wide[int(plants[p, 4])] * tall
        long = min(tall * flat_sun / max(sy, 0.02), 7.0 * tall)
        ez = z + az * long
        z0, z1 = max(min(z, ez) - w, rows[0]), min(max(z, ez) + w, rows[rows.shape[0] - 1])
        if z1 <= z0:
            continue
        r0, r1 = int(_row(z0, index)), min(int(_row(z1, index)) + 1, rows.shape[0] - 1)
        for r in range(r0, r1 + 1):
            # Only the part of the shadow's axis that passes this row.
            pz = rows[r] - z
            t0, t1 = -w, long
            if abs(az) > 1e-3:
                t0, t1 = max(min((pz - w) / az, (pz + w) / az), -w), min(max((pz - w) / az, (pz + w) / az), long)
            x0, x1 = x + min(ax * t0, ax * t1) - w, x + max(ax * t0, ax * t1) + w
            c0, c1 = max(int((x0 / rows[r] - left) / pitch), first), min(int((x1 / rows[r] - left) / pitch) + 2, last)
            for c in range(c0, c1):
                px = (left + c * pitch) * rows[r] - x
                along, across = px * ax + pz * az, -px * az + pz * ax
                k = along / long
                if -0.1 < k < 1.0 and cells[c, r, 3] > 0.004:
                    width = w * (0.18 + 0.9 * math.sqrt(max(k, 0.0)) * math.sqrt(max(1.0 - k, 0.0)) * 2.0) * 0.75
                    edge = 0.08 * w + 0.25 * w * max(k, 0.0)
                    if abs(across) < width + edge:
                        mask = 1.0 - smooth(width - edge, width + edge, abs(across))
                        mask *= (1.0 - 0.35 * max(k, 0.0)) * (0.86 + 0.3 * flat(px * 6.0 / w, pz * 6.0 / w))
                        cells[c, r, 3] *= 1.0 - min(max(mask, 0.0), 1.0) * 0.92
                d = (px * px + pz * pz) / (w * w + 1e-9)
                if d < 4.0:
                    cells[c, r, 4] *= 1.0 - 0.5 * math.exp(-d * 2.0)


@jit
def _row(z: float, index: Floats) -> float:
    k = min(max((math.log(z) - index[0]) * index[1], 0.0), index.shape[0] - 4.0)
    return index[2 + int(k)]


def cast(plants: Floats, boxes: Floats, fan: Fan, to_sun: tuple[float, float, float]) -> None:
    """Darken the fan's sun and sky where the plants stand in the light."""
    wide = ((boxes[:, 1] - boxes[:, 0]) / 2).astype(np.float32)
    tall = np.ascontiguousarray(plants[plants[:, 3] / plants[:, 2] > 0.002])
    bands(
        lambda a, b: _shade(a, b, tall, wide, fan.cells, fan.rows, fan.index, fan.left, fan.pitch, *to_sun),
        fan.cells.shape[0],
    )
