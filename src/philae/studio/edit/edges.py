"""Edges after Canny (1986), and the regions that they enclose."""

import numpy as np
from numpy.typing import NDArray

from philae.studio.edit.smooth import blur
from philae.studio.kernels import njit
from philae.studio.stage import Floats

Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]


def canny(grey: Floats, low: float, high: float, sigma: float = 1.0) -> Mask:
    """Edges of a picture [h,w] with values 0..255; thresholds are on the Sobel gradient, |dx| + |dy|."""
    soft = np.pad(blur(grey, sigma), 1, mode="edge")
    dx = soft[:, 2:] - soft[:, :-2]
    dx = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    dy = soft[2:] - soft[:-2]
    dy = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return _linked(_thinned(np.ascontiguousarray(dx), np.ascontiguousarray(dy)), low, max(high, low))


@njit(cache=True)
def _thinned(dx: Floats, dy: Floats) -> Floats:
    """Gradient strength where it is the largest across its own direction, else 0."""
    rows, columns = dx.shape
    force = np.abs(dx) + np.abs(dy)
    thin = np.zeros_like(force)
    for y in range(1, rows - 1):
        for x in range(1, columns - 1):
            f = force[y, x]
            if f <= 0:
                continue
            ax, ay = abs(dx[y, x]), abs(dy[y, x])
            if ay < 0.4142 * ax:
                i, j = 1, 0
            elif ay > 2.4142 * ax:
                i, j = 0, 1
            elif dx[y, x] * dy[y, x] > 0:
                i, j = 1, 1
            else:
                i, j = -1, 1
            if f > force[y - j, x - i] and f >= force[y + j, x + i]:
                thin[y, x] = f
    return thin


@njit(cache=True)
def _linked(thin: Floats, low: float, high: float) -> Mask:
    """Strong pixels, and weak ones that hang together with a strong one."""
    rows, columns = thin.shape
    kept = np.zeros((rows, columns), np.bool_)
    stack = np.empty((rows * columns, 2), np.int32)
    top = 0
    for y in range(rows):
        for x in range(columns):
            if thin[y, x] > high:
                kept[y, x] = True
                stack[top, 0], stack[top, 1] = y, x
                top += 1
    while top > 0:
        top -= 1
        y, x = stack[top]
        for j in range(max(y - 1, 0), min(y + 2, rows)):
            for i in range(max(x - 1, 0), min(x + 2, columns)):
                if not kept[j, i] and thin[j, i] > low:
                    kept[j, i] = True
                    stack[top, 0], stack[top, 1] = j, i
                    top += 1
    return kept


@njit(cache=True)
def regions(walls: Mask, smallest: int) -> Ints:
    """A region number for every pixel: areas between walls of at least `smallest` pixels, grown over the rest."""
    rows, columns = walls.shape
    names = np.full((rows, columns), -1, np.int32)
    line = np.empty((rows * columns, 2), np.int32)
    count = 0
    for sy in range(rows):
        for sx in range(columns):
            if walls[sy, sx] or names[sy, sx] != -1:
                continue
            head, tail = 0, 1
            line[0, 0], line[0, 1] = sy, sx
            names[sy, sx] = count
            while head < tail:
                y, x = line[head]
                head += 1
                for side in range(4):
                    j, i = y + (side == 0) - (side == 1), x + (side == 2) - (side == 3)
                    if 0 <= j < rows and 0 <= i < columns and not walls[j, i] and names[j, i] == -1:
                        names[j, i] = count
                        line[tail, 0], line[tail, 1] = j, i
                        tail += 1
            if tail < smallest:
                for k in range(tail):
                    names[line[k, 0], line[k, 1]] = -2
            else:
                count += 1
    return _grown(names, line, count)


@njit(cache=True)
def _grown(names: Ints, line: Ints, count: int) -> Ints:
    rows, columns = names.shape
    head, tail = 0, 0
    for y in range(rows):
        for x in range(columns):
            if names[y, x] >= 0:
                line[tail, 0], line[tail, 1] = y, x
                tail += 1
            elif count == 0:
                names[y, x] = 0
    while head < tail:
        y, x = line[head]
        head += 1
        for side in range(4):
            j, i = y + (side == 0) - (side == 1), x + (side == 2) - (side == 3)
            if 0 <= j < rows and 0 <= i < columns and names[j, i] < 0:
                names[j, i] = names[y, x]
                line[tail, 0], line[tail, 1] = j, i
                tail += 1
    return names
