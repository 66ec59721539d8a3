"""The land as seen from the eye: profiles along rays, in a grid of x/z by log z, with light and sky visibility.

A ray from the eye never leaves its profile, so what it hits is a binary search in the running maximum of slopes,
and detail is everywhere proportional to distance.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from philae.studio.land.bands import bands, part
from philae.studio.land.noise import jit, smooth
from philae.studio.land.relief import Relief, height
from philae.studio.stage import Floats, Progress

_INDEX = 4096


@dataclass(frozen=True, slots=True)
class Fan:
    """Grid of the land: `cells` [columns, rows, 5] = height, slope x, slope z, sun 0..1, sky 0..1.

    Column c lies on x/z = left + c·pitch; row r at distance `rows[r]`; `index` finds a row from log z.
    `crest` [columns, rows] is the running maximum of (height − eye)/z.
    """

    cells: Floats
    crest: Floats
    rows: Floats
    index: Floats
    left: float
    pitch: float
    eye: float


@jit
def row_of(z: float, index: Floats) -> float:
    """Find the fractional row of a distance; index[0], index[1] are its start and step in log z."""
    k = (math.log(max(z, 1e-3)) - index[0]) * index[1]
    k = min(max(k, 0.0), index.shape[0] - 4.0)
    i = int(k)
    return index[2 + i] + (index[3 + i] - index[2 + i]) * (k - i)


@jit
def land_at(x: float, z: float, cells: Floats, index: Floats, left: float, pitch: float, what: int) -> float:
    """Read one channel of the fan at a point, held at its borders."""
    c = (x / max(z, 1e-3) - left) / pitch
    c = min(max(c, 0.0), cells.shape[0] - 1.001)
    k = min(row_of(z, index), cells.shape[1] - 1.001)
    i, j = int(c), int(k)
    u, v = c - i, k - j
    a = cells[i, j, what] + (cells[i, j + 1, what] - cells[i, j, what]) * v
    b = cells[i + 1, j, what] + (cells[i + 1, j + 1, what] - cells[i + 1, j, what]) * v
    return a + (b - a) * u


@jit
def _raise(first: int, last: int, cells: Floats, rows: Floats, left: float, pitch: float, r: Relief) -> None:
    for i in range(first, last):
        s = left + i * pitch
        for j in range(rows.shape[0]):
            cells[i, j, 0] = height(s * rows[j], rows[j], r)


@jit
def _crest(
    first: int, last: int, cells: Floats, crest: Floats, rows: Floats, left: float, pitch: float, eye: float
) -> None:
    n, m = cells.shape[0], cells.shape[1]
    for i in range(first, last):
        s = left + i * pitch
        top = -1e30
        a, b = max(i - 1, 0), min(i + 1, n - 1)
        for j in range(m):
            z = rows[j]
            top = max(top, (cells[i, j, 0] - eye) / z)
            crest[i, j] = top
            p, q = max(j - 1, 0), min(j + 1, m - 1)
            hx = (cells[b, j, 0] - cells[a, j, 0]) / ((b - a) * pitch * z)
            cells[i, j, 1] = hx
            cells[i, j, 2] = (cells[i, q, 0] - cells[i, p, 0]) / (rows[q] - rows[p]) - s * hx


@jit
def _light(
    first: int, last: int, lit: Floats, cells: Floats, rows: Floats, index: Floats, left: float, pitch: float,
    skip: int, sx: float, sy: float, sz: float, floor: float,
) -> None:  # fmt: skip
    """Sun and sky visibility on a thinned grid: marches towards the sun, and horizons in six directions."""
    for i in range(first, last):
        s = left + i * skip * pitch
        for j in range(lit.shape[1]):
            z = rows[j * skip]
            x = s * z
            y = max(cells[min(i * skip, cells.shape[0] - 1), j * skip, 0], floor)
            sun, t = 1.0, z * 0.012
            for _ in range(22):
                px, pz, py = x + sx * t, z + sz * t, y + sy * t
                if pz < rows[0] or abs(px / pz - left) > -2.2 * left:
                    break
                gap = py - land_at(px, pz, cells, index, left, pitch, 0)
                sun = min(sun, 0.5 + gap / (t * 0.055))
                if sun <= 0.0:
                    break
                t *= 1.32
            lit[i, j, 0] = smooth(0.0, 1.0, sun)
            sky = 0.0
            for d in range(6):
                a = d * 1.0472 + 0.3
                cx, cz, up = math.cos(a), math.sin(a), 0.0
                t = z * 0.02
                for _ in range(4):
                    pz = z + cz * t
                    if pz > rows[0]:
                        up = max(up, (land_at(x + cx * t, pz, cells, index, left, pitch, 0) - y) / t)
                    t *= 2.3
                sky += 1.0 / (1.0 + up * up)
            lit[i, j, 1] = sky / 6.0


@jit
def _spread(first: int, last: int, cells: Floats, lit: Floats, skip: int) -> None:
    for i in range(first, last):
        c = min(i / skip, lit.shape[0] - 1.001)
        a = int(c)
        u = c - a
        for j in range(cells.shape[1]):
            k = min(j / skip, lit.shape[1] - 1.001)
            b = int(k)
            v = k - b
            for w in range(2):
                p = lit[a, b, w] + (lit[a, b + 1, w] - lit[a, b, w]) * v
                q = lit[a + 1, b, w] + (lit[a + 1, b + 1, w] - lit[a + 1, b, w]) * v
                cells[i, j, 3 + w] = p + (q - p) * u


def _spacing(count: int, near: float, far: float, dense: tuple[float, float, float]) -> tuple[Floats, Floats]:
    log = np.linspace(math.log(near), math.log(far), _INDEX)
    weight = 1.0 + dense[2] * ((log > math.log(dense[0])) & (log < math.log(dense[1])))
    kernel = np.ones(129) / 129
    weight = np.convolve(np.pad(weight, 64, mode="edge"), kernel, mode="valid")
    run = np.concatenate([[0.0], np.cumsum((weight[1:] + weight[:-1]) / 2)])
    run *= (count - 1) / run[-1]
    rows = np.exp(np.interp(np.arange(count), run, log))
    index = np.concatenate([[log[0], 1.0 / (log[1] - log[0])], run, run[-1:]])
    return rows.astype(np.float32), index.astype(np.float32)


def spread_fan(
    relief: Relief, half: float, columns: int, count: int, reach: tuple[float, float], lift: float,
    to_sun: tuple[float, float, float], floor: float, progress: Progress,
) -> Fan:  # fmt: skip
    """Build the fan: `half` is the greatest |x/z| in view, `reach` the nearest and farthest z, `lift` the eye's."""
    dense = (max(relief.peak_from, reach[0] * 20), min(relief.peak_to * 2.2, reach[1]), 3.0 if relief.peak > 0 else 0.0)
    rows, index = _spacing(count, reach[0], reach[1], dense)
    left, pitch = -half, 2.0 * half / (columns - 1)
    cells = np.empty((columns, count, 5), np.float32)
    crest = np.empty((columns, count), np.float32)
    bands(lambda a, b: _raise(a, b, cells, rows, left, pitch, relief), columns, part(progress, 0.0, 0.7))
    eye = max(height(0.0, 0.01, relief), floor) + lift
    bands(lambda a, b: _crest(a, b, cells, crest, rows, left, pitch, eye), columns)
    skip = 3
    lit = np.empty((-(-columns // skip) + 1, (count - 1) // skip + 1, 2), np.float32)
    sx, sy, sz = to_sun
    bands(
        lambda a, b: _light(a, b, lit, cells, rows, index, left, pitch, skip, sx, sy, sz, floor),
        lit.shape[0], part(progress, 0.7, 0.95),
    )  # fmt: skip
    bands(lambda a, b: _spread(a, b, cells, lit, skip), columns, part(progress, 0.95, 1.0))
    return Fan(cells, crest, rows, index, left, pitch, eye)


def heights(fan: Fan, floor: float, x: Floats, z: Floats) -> NDArray[np.float32]:
    """Height of the ground or the water (at `floor`) at many points, exactly as drawn; arrays broadcast."""
    c = np.clip((x / np.maximum(z, 1e-3) - fan.left) / fan.pitch, 0, fan.cells.shape[0] - 1.001)
    k = np.interp(z, fan.rows, np.arange(fan.rows.size))
    k = np.clip(k, 0, fan.rows.size - 1.001)
    i, j = c.astype(np.int32), k.astype(np.int32)
    u, v = c - i, k - j
    h = fan.cells[:, :, 0]
    near = h[i, j] * (1 - v) + h[i, j + 1] * v
    away = h[i + 1, j] * (1 - v) + h[i + 1, j + 1] * v
    return np.maximum(near * (1 - u) + away * u, floor).astype(np.float32)


def roof_over(fan: Fan, relief: Relief, vault: float) -> tuple[Floats, Floats]:
    """Build a cave's roof on the fan's grid, upside down: cells and crest as the fan's, of −height seen from −eye."""
    above = relief._replace(vault=vault)
    cells, crest = np.empty_like(fan.cells), np.empty_like(fan.crest)
    bands(lambda a, b: _raise(a, b, cells, fan.rows, fan.left, fan.pitch, above), cells.shape[0])
    bands(lambda a, b: _crest(a, b, cells, crest, fan.rows, fan.left, fan.pitch, -fan.eye), cells.shape[0])
    gap = -cells[..., 0] - fan.cells[..., 0]
    cells[..., 3] = 0.0
    cells[..., 4] = np.clip(gap / 2.5, 0.15, 1.0)
    fan.cells[..., 4] *= np.clip(gap / 2.5, 0.25, 1.0)
    return cells, crest
