"""Kernels for what the figures take from the landscape's light: their shadows, and the dark under and beside them.

Shade changes slowly across a picture, so it is worked out at the nodes of a lattice first (`lattice.py`).
"""

import numpy as np

from philae.studio.figures.columns import BOUND, EYE_AT, FIRST, PAINTS, SCALE, SKY, SUN, TO_SUN
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR, around_point, field
from philae.studio.figures.lattice import between, spread
from philae.studio.figures.shade import placed, sunlit
from philae.studio.figures.trace import view
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats

AGREE = 0.2  # of 0..1


@kernel
def _contact(figures: Array, parts: Array, x: float, y: float, z: float, near: Indices) -> float:
    """How open to the sky the ground is under and beside the figures, 0..1."""
    clear = 1.0
    for which in range(figures.shape[0]):
        cx, cy, cz = figures[which, BOUND] - x, figures[which, BOUND + 1] - y, figures[which, BOUND + 2] - z
        reach = figures[which, BOUND + 3] + 0.75 * figures[which, SCALE]
        if cx * cx + cy * cy + cz * cz > reach * reach:
            continue
        px, py, pz = placed(figures, which, x, y, z)
        count = around_point(parts, int(figures[which, FIRST]), int(figures[which, PAINTS]), px, py, pz, 0.7, near)
        if count == 0:
            continue
        closed, weight = 0.0, 1.0
        for i in range(1, 5):
            h = 0.035 * i * i
            d = field(parts, near, count, px, py + h, pz, 0.0)
            closed += weight * min(max(h - d, 0.0) / h, 1.0)
            weight *= 0.85
        clear *= max(1.0 - 0.34 * closed, 0.1)
    return clear


@kernel
def _cover(
    row: int, column: int, camera: Array, light: Array, figures: Array, parts: Array, depth: Floats, near: Indices
) -> tuple[float, float]:  # fmt: skip
    """What reaches a pixel's place of the sun and of the sky, 0..1 each; the sky itself is never in shade."""
    height, width = depth.shape
    t = depth[row, column]
    if not t < FAR:
        return 1.0, 1.0
    dx, dy, dz = view(camera, column + 0.5, row + 0.5, width, height)
    x, y, z = camera[EYE_AT] + dx * t, camera[EYE_AT + 1] + dy * t, camera[EYE_AT + 2] + dz * t
    return sunlit(figures, parts, x, y, z, light, near), _contact(figures, parts, x, y, z, near)


@kernel
def node_rows(
    first: int, last: int, gap: int, camera: Array, light: Array, figures: Array, parts: Array, depth: Floats,
    nodes: Floats,
) -> None:  # fmt: skip
    """Fill some rows of nodes [rows, columns, 2], a node every `gap` pixels: what reaches it of sun and sky."""
    height, width = depth.shape
    near = np.empty(parts.shape[0], np.int64)
    for i in range(first, last):
        row = min(i * gap, height - 1)
        for j in range(nodes.shape[1]):
            column = min(j * gap, width - 1)
            sun, sky = _cover(row, column, camera, light, figures, parts, depth, near)
            nodes[i, j, 0], nodes[i, j, 1] = sun, sky


@kernel
def shadow_rows(
    top: int, bottom: int, gap: int, camera: Array, light: Array, figures: Array, parts: Array, depth: Floats,
    nodes: Floats, rgb: Floats,
) -> None:  # fmt: skip
    """Darken the landscape where the figures stand between it and the sun, or close over it."""
    width = depth.shape[1]
    near = np.empty(parts.shape[0], np.int64)
    slant = max(light[TO_SUN + 1], 0.0) + 0.08
    for row in range(top, bottom):
        i = row // gap
        for j in range(nodes.shape[1] - 1):
            alike = max(spread(nodes, i, j, 0), spread(nodes, i, j, 1)) < AGREE
            if alike and min(nodes[i, j, 0], nodes[i, j, 1], nodes[i + 1, j + 1, 0], nodes[i + 1, j + 1, 1]) >= 1.0:
                continue
            for column in range(j * gap, min((j + 1) * gap, width)):
                if not depth[row, column] < FAR:
                    continue
                sun, sky = between(nodes, 0, row, column, gap), between(nodes, 1, row, column, gap)
                if not alike:
                    sun, sky = _cover(row, column, camera, light, figures, parts, depth, near)
                for channel in range(3):
                    beam, soft = light[SUN + channel] * slant, light[SKY + channel] + 1e-4
                    rgb[row, column, channel] *= (beam * sun + soft * sky) / (beam + soft)
