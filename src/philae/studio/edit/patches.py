"""Patch search: for every patch that touches a hole, a similar one elsewhere; and the vote that fills from them.

The method is PatchMatch (Barnes et al. 2009): random guesses, good ones handed to the neighbours, refined by
shrinking random steps; with the patch voting of Wexler et al. 2007.
"""

import numpy as np
from numpy.typing import NDArray

from philae.studio.kernels import njit
from philae.studio.stage import Floats

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
UPRIGHT, ASIDE = 0.6, 0.004


@njit(cache=True, fastmath=True)
def _cost(image: Floats, y: int, x: int, v: int, u: int, r: int, best: float) -> float:
    """Mean squared difference of two patches, where the first is inside the image; gives up above `best`."""
    rows, columns, channels = image.shape
    low_y, high_y, low_x, high_x = max(-r, -y), min(r, rows - 1 - y), max(-r, -x), min(r, columns - 1 - x)
    total, area = 0.0, (high_y - low_y + 1) * (high_x - low_x + 1)
    limit = best * area
    for j in range(low_y, high_y + 1):
        for i in range(low_x, high_x + 1):
            for c in range(channels):
                d = image[y + j, x + i, c] - image[v + j, u + i, c]
                total += d * d
        if total > limit:
            return 1e9
    return total / area


@njit(cache=True, fastmath=True)
def _offset(y: int, x: int, v: int, u: int, rows: int, columns: int) -> float:
    """What a source costs for lying elsewhere: pictures change from top to bottom more than from side to side."""
    dy, dx = (v - y) / max(rows, columns), (u - x) / max(rows, columns)
    return UPRIGHT * dy * dy + ASIDE * dx * dx


@njit(cache=True)
def prepare(field: Ints, costs: Floats, image: Floats, targets: Ints, good: Mask, sources: Ints, r: int) -> None:
    """Give every target a legal source (random where it has none) and its cost."""
    rows, columns = good.shape
    for k in range(len(targets)):
        y, x = targets[k]
        v, u = field[y, x]
        if v < 0 or u < 0 or v >= good.shape[0] or u >= good.shape[1] or not good[v, u]:
            v, u = sources[np.random.randint(len(sources))]  # noqa: NPY002 - all that numba compiles
        field[y, x, 0], field[y, x, 1] = v, u
        costs[y, x] = _cost(image, y, x, v, u, r, 1e8) + _offset(y, x, v, u, rows, columns)


@njit(cache=True)
def search(field: Ints, costs: Floats, image: Floats, targets: Ints, good: Mask, r: int, reach: int, way: int) -> None:
    """One sweep over the targets, forwards (`way` 1) or backwards (-1); random steps up to `reach` pixels."""
    rows, columns = good.shape
    count = len(targets)
    for k in range(count):
        y, x = targets[k if way > 0 else count - 1 - k]
        best, bv, bu = costs[y, x], field[y, x, 0], field[y, x, 1]
        for side in range(2):
            ny, nx = (y - way, x) if side == 0 else (y, x - way)
            if ny < 0 or nx < 0 or ny >= rows or nx >= columns or field[ny, nx, 0] < 0:
                continue
            v, u = field[ny, nx, 0] + y - ny, field[ny, nx, 1] + x - nx
            if v < 0 or u < 0 or v >= rows or u >= columns or not good[v, u]:
                continue
            away = _offset(y, x, v, u, rows, columns)
            cost = _cost(image, y, x, v, u, r, best - away) + away if away < best else best
            if cost < best:
                best, bv, bu = cost, v, u
        span = reach
        while span >= 1:
            v = bv + np.random.randint(-span, span + 1)  # noqa: NPY002 - as above
            u = bu + np.random.randint(-span, span + 1)  # noqa: NPY002 - as above
            if v >= 0 and u >= 0 and v < rows and u < columns and good[v, u]:
                away = _offset(y, x, v, u, rows, columns)
                cost = _cost(image, y, x, v, u, r, best - away) + away if away < best else best
                if cost < best:
                    best, bv, bu = cost, v, u
            span //= 2
        costs[y, x], field[y, x, 0], field[y, x, 1] = best, bv, bu


@njit(cache=True, fastmath=True)
def vote(image: Floats, field: Ints, costs: Floats, holes: Ints, trust: Floats, r: int, sharp: float) -> float:
    """Refill the hole's pixels from the patches over them, good matches first; returns the mean change."""
    rows, columns, channels = image.shape
    filled = np.empty((len(holes), channels), np.float32)
    moved = 0.0
    for k in range(len(holes)):
        y, x = holes[k]
        weights, total = 0.0, np.zeros(channels)
        for j in range(max(-r, -y), min(r, rows - 1 - y) + 1):
            for i in range(max(-r, -x), min(r, columns - 1 - x) + 1):
                v, u = field[y + j, x + i, 0] - j, field[y + j, x + i, 1] - i
                if field[y + j, x + i, 0] < 0:
                    continue
                weight = trust[y + j, x + i] * np.exp(-costs[y + j, x + i] * sharp)
                weights += weight
                for c in range(channels):
                    total[c] += weight * image[v, u, c]
        for c in range(channels):
            filled[k, c] = total[c] / weights if weights > 1e-20 else image[y, x, c]
            moved += abs(filled[k, c] - image[y, x, c])
    for k in range(len(holes)):
        for c in range(channels):
            image[holes[k, 0], holes[k, 1], c] = filled[k, c]
    return moved / max(len(holes) * channels, 1)


@njit(cache=True)
def copied(image: Floats, field: Ints, holes: Ints) -> None:
    """Refill the hole's pixels each from the middle of its match: sharper than a vote."""
    for k in range(len(holes)):
        y, x = holes[k]
        if field[y, x, 0] >= 0:
            image[y, x] = image[field[y, x, 0], field[y, x, 1]]


@njit(cache=True)
def seeded(seed: int) -> None:
    """Seed the random numbers of these kernels, so that the same order gives the same picture."""
    np.random.seed(seed)  # noqa: NPY002 - as above
