"""Kernels for the figures' reflections in water, broken by ripples."""

import numpy as np

from philae.studio.figures.columns import EYE_AT, TANGENT
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR
from philae.studio.figures.lattice import between, spread
from philae.studio.figures.noise import smooth_noise
from philae.studio.figures.shade import shade, unit
from philae.studio.figures.trace import meet, survey, view
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats

AGREE = 0.12  # linear light
VALUES = 5  # of a node: share of the reflection, that share of its red, green and blue, and whose it is (0: nobody's)


@kernel
def _wet(row: int, column: int, level: float, camera: Array, depth: Floats) -> bool:
    """Whether a pixel shows the water's surface."""
    height, width = depth.shape
    t = depth[row, column]
    if not t < FAR:
        return False
    _, dy, _ = view(camera, column + 0.5, row + 0.5, width, height)
    return dy <= -0.001 and abs(camera[EYE_AT + 1] + dy * t - level) <= 0.02 * t + 0.3


@kernel
def _seen(
    row: int, column: int, camera: Array, light: Array, figures: Array, parts: Array, depth: Floats, near: Indices,
    others: Indices, counts: Indices, stretch: Array,
) -> tuple[float, float, float, float, float]:  # fmt: skip
    """What the water at a pixel mirrors, as the values of a node."""
    height, width = depth.shape
    t = depth[row, column]
    dx, dy, dz = view(camera, column + 0.5, row + 0.5, width, height)
    x, y, z = camera[EYE_AT] + dx * t, camera[EYE_AT + 1] + dy * t, camera[EYE_AT + 2] + dz * t
    f = 4.0 / (1.0 + 0.12 * t)
    nx = 0.06 * smooth_noise(x * f * 0.6, z * f * 2.2, 0.5)
    nz = 0.10 * smooth_noise(x * f * 0.6, z * f * 2.2, 7.5)
    nx, ny, nz = unit(nx, 1.0, nz)
    dot = dx * nx + dy * ny + dz * nz
    rx, ry, rz = unit(dx - 2.0 * dot * nx, max(dy - 2.0 * dot * ny, 0.005), dz - 2.0 * dot * nz)
    if survey(figures, parts, x, y, z, rx, ry, rz, 0.0, FAR, near, counts, stretch) == 0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    angle = 4.0 * camera[TANGENT] / height
    which, s = meet(figures, parts, x, y, z, rx, ry, rz, FAR, angle, near, counts, stretch)
    if which < 0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    r, g, b = shade(figures, parts, which, x, y, z, rx, ry, rz, s, angle, camera, light, others)
    share = 0.30 + 0.55 * (1.0 + dot) ** 3 if dot > -1.0 else 0.3
    return share, 0.85 * r * share, 0.90 * g * share, 0.95 * b * share, which + 1.0


@kernel
def mirror_node_rows(
    first: int, last: int, gap: int, level: float, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, nodes: Floats,
) -> None:  # fmt: skip
    """Fill some rows of nodes [rows, columns, VALUES], a node every `gap` pixels."""
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    for i in range(first, last):
        for j in range(nodes.shape[1]):
            row, column = min(i * gap, height - 1), min(j * gap, width - 1)
            if _wet(row, column, level, camera, depth):
                seen = _seen(row, column, camera, light, figures, parts, depth, near, others, counts, stretch)
                for value in range(VALUES):
                    nodes[i, j, value] = seen[value]


@kernel
def mirror_rows(
    top: int, bottom: int, gap: int, level: float, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, nodes: Floats, rgb: Floats,
) -> None:  # fmt: skip
    """Reflect the figures in water at a level."""
    width = depth.shape[1]
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    for row in range(top, bottom):
        i = row // gap
        for j in range(nodes.shape[1] - 1):
            alike = spread(nodes, i, j, 4) == 0.0
            if alike and nodes[i, j, 4] == 0.0:
                continue
            alike = alike and max(spread(nodes, i, j, 1), spread(nodes, i, j, 2), spread(nodes, i, j, 3)) < AGREE
            for column in range(j * gap, min((j + 1) * gap, width)):
                if not _wet(row, column, level, camera, depth):
                    continue
                share, r = between(nodes, 0, row, column, gap), between(nodes, 1, row, column, gap)
                g, b = between(nodes, 2, row, column, gap), between(nodes, 3, row, column, gap)
                if not alike:
                    share, r, g, b, _ = _seen(
                        row, column, camera, light, figures, parts, depth, near, others, counts, stretch
                    )
                rgb[row, column, 0] += r - rgb[row, column, 0] * share
                rgb[row, column, 1] += g - rgb[row, column, 1] * share
                rgb[row, column, 2] += b - rgb[row, column, 2] * share
