"""Kernels that smooth the figures' outlines and strong contrasts with more rays a pixel."""

import numpy as np

from philae.studio.figures.columns import EYE_AT, TANGENT
from philae.studio.figures.compiled import kernel
from philae.studio.figures.shade import shade
from philae.studio.figures.trace import TILE, meet, survey_tile, view
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats

BRIGHTEST = 3.0  # linear light; keeps a lamp's edge from staying jagged


@kernel
def _apart(far: Floats, ids: Indices, row: int, column: int, y: int, x: int) -> bool:
    """Whether an outline runs between two pixels."""
    return ids[row, column] != ids[y, x] or abs(far[row, column] - far[y, x]) > 0.03 * far[row, column]


@kernel
def _contrasts(rgb: Floats, row: int, column: int, y: int, x: int) -> bool:
    a = rgb[row, column, 0] + 2.0 * rgb[row, column, 1] + rgb[row, column, 2]
    b = rgb[y, x, 0] + 2.0 * rgb[y, x, 1] + rgb[y, x, 2]
    return abs(a - b) > 0.45 * min(a, b) + 0.12


@kernel
def _edge(rgb: Floats, far: Floats, ids: Indices, row: int, column: int) -> int:
    """0 inside a surface, 1 where only its light changes hard, 2 where an outline of a figure crosses the pixel."""
    height, width = ids.shape
    found = 0
    for y, x in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
        if not (0 <= y < height and 0 <= x < width) or (ids[row, column] < 0 and ids[y, x] < 0):
            continue
        if _apart(far, ids, row, column, y, x):
            return 2
        if _contrasts(rgb, row, column, y, x):
            found = 1
    return found


@kernel
def _same(far: Floats, ids: Indices, row: int, column: int, down: int, right: int, which: int, t: float) -> int:
    """Where the surface that a ray met is drawn already: 0 here, 1 beside, 2 above or below, -1 nowhere near."""
    height, width = ids.shape
    for place in range(3):
        y, x = row + (down if place == 2 else 0), column + (right if place == 1 else 0)
        if 0 <= y < height and 0 <= x < width and ids[y, x] == which and abs(far[y, x] - t) < 0.01 * t:
            return place
    return -1


@kernel
def refine_rows(  # noqa: C901 - a kernel is one loop
    top: int, bottom: int, left: int, right: int, samples: int, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, behind: Floats, rgb: Floats, far: Floats, ids: Indices, out: Floats,
) -> None:  # fmt: skip
    """Average four more rays (two in a dense picture) into `out` wherever an edge or a contrast crosses a pixel.

    At an outline only what covers how much of the pixel matters: a ray there takes the light that is drawn next to it.
    """
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    pixel_angle = 2.0 * camera[TANGENT] / height
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    share = 1.0 / (1.0 + samples)
    for tile_row in range(top, bottom, TILE):
        for tile_column in range(left, right, TILE):
            surveyed = False
            for row in range(tile_row, min(tile_row + TILE, bottom)):
                for column in range(tile_column, min(tile_column + TILE, right)):
                    edge = _edge(rgb, far, ids, row, column)
                    if edge == 0:
                        continue
                    if not surveyed:
                        survey_tile(tile_row, tile_column, camera, figures, parts, depth, near, counts, stretch)
                        surveyed = True
                    r, g, b = rgb[row, column, 0], rgb[row, column, 1], rgb[row, column, 2]
                    r, g, b = min(r, BRIGHTEST), min(g, BRIGHTEST), min(b, BRIGHTEST)
                    for sample in range(samples):
                        u, v = 0.125 + 0.25 * ((2 * sample + 1) % 5), 0.125 + 0.25 * sample
                        if samples == 2:
                            u, v = 0.25 + 0.5 * sample, 0.7 - 0.4 * sample
                        dx, dy, dz = view(camera, column + u, row + v, width, height)
                        which, t = meet(
                            figures, parts, ox, oy, oz, dx, dy, dz, depth[row, column], pixel_angle, near, counts,
                            stretch,
                        )  # fmt: skip
                        down, across = (1 if v > 0.5 else -1), (1 if u > 0.5 else -1)
                        place = _same(far, ids, row, column, down, across, which, t) if edge == 2 else -1
                        if which < 0:
                            p, q, s = behind[row, column, 0], behind[row, column, 1], behind[row, column, 2]
                        elif place >= 0:
                            y, x = row + (down if place == 2 else 0), column + (across if place == 1 else 0)
                            p, q, s = rgb[y, x, 0], rgb[y, x, 1], rgb[y, x, 2]
                        else:
                            p, q, s = shade(
                                figures, parts, which, ox, oy, oz, dx, dy, dz, t, pixel_angle, camera, light, others
                            )
                        r, g, b = r + min(p, BRIGHTEST), g + min(q, BRIGHTEST), b + min(s, BRIGHTEST)
                    out[row, column, 0], out[row, column, 1], out[row, column, 2] = share * r, share * g, share * b
