"""Kernels that find what a ray meets, and draw the figures into rows of the picture, one ray a pixel."""

import numpy as np

from philae.studio.figures.columns import (
    BOUND,
    EYE_AT,
    FIRST,
    FORWARD,
    MATERIAL,
    PAINTS,
    RELIEF,
    RIGHT,
    SCALE,
    TANGENT,
    UP,
)  # fmt: skip
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR, along_ray, field
from philae.studio.figures.materials import BULGE, TABLE
from philae.studio.figures.shade import inward, placed, shade, unit
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats

STEPS = 96
TILE = 8  # pixels; rays of a tile share the survey of what they can meet
SHORT = 0.012  # figure units: a survey stops where it would advance less
DENSE = 1400  # rows of a picture from which smooth pieces are traced at every second pixel only
SMOOTH = 0.12  # share of brightness that pixels of one smooth piece may differ by
SAFE = 0.9  # share of a distance that is certainly free: blends and relief make some too large


@kernel
def view(camera: Array, column: float, row: float, width: int, height: int) -> tuple[float, float, float]:
    """Unit direction of the ray through a point of the picture, in pixels from its upper left corner."""
    u = (2.0 * column / width - 1.0) * camera[TANGENT] * width / height
    v = (1.0 - 2.0 * row / height) * camera[TANGENT]
    return unit(
        camera[FORWARD] + u * camera[RIGHT] + v * camera[UP],
        camera[FORWARD + 1] + u * camera[RIGHT + 1] + v * camera[UP + 1],
        camera[FORWARD + 2] + u * camera[RIGHT + 2] + v * camera[UP + 2],
    )


@kernel
def survey(
    figures: Array, parts: Array, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float, spread: float,
    limit: float, near: Indices, counts: Indices, stretch: Array,
) -> int:  # fmt: skip
    """Find what rays within spread·t of this one can meet: per figure its parts, and from where to where on the ray.

    Row f of `near` lists counts[f] parts; stretch[f] holds the distances in units of the figure. Returns the sum of
    counts.
    """
    total = 0
    for which in range(figures.shape[0]):
        counts[which] = 0
        cx, cy, cz = figures[which, BOUND] - ox, figures[which, BOUND + 1] - oy, figures[which, BOUND + 2] - oz
        along = cx * dx + cy * dy + cz * dz
        radius = figures[which, BOUND + 3] * (1.0 + spread) + spread * max(along, 0.0)
        if cx * cx + cy * cy + cz * cz - along * along > radius * radius or along < -radius or along - radius > limit:
            continue
        px, py, pz = placed(figures, which, ox, oy, oz)
        qx, qy, qz = inward(figures, which, dx, dy, dz)
        first, last = int(figures[which, FIRST]), int(figures[which, PAINTS])
        count, t, leave = along_ray(parts, first, last, px, py, pz, qx, qy, qz, spread, near[which])
        relief = 0.0
        for position in range(count):
            row = near[which, position]
            relief = max(relief, parts[row, RELIEF] * TABLE[int(parts[row, MATERIAL]), BULGE])
        leave = min(leave, limit * (1.0 + spread) / figures[which, SCALE])
        for _ in range(STEPS):
            if t > leave:
                count = 0
            if count == 0:
                break
            d = field(parts, near[which], count, px + qx * t, py + qy * t, pz + qz * t, 0.0)
            free = 0.85 * d - relief - spread * t
            if free < SHORT:
                break
            t += free / (1.0 + spread)
        counts[which] = count
        stretch[which, 0], stretch[which, 1] = t * (1.0 - 0.5 * spread * spread), leave * (1.0 + spread)
        total += count
    return total


@kernel
def meet(
    figures: Array, parts: Array, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float, limit: float,
    pixel_angle: float, near: Indices, counts: Indices, stretch: Array,
) -> tuple[int, float]:  # fmt: skip
    """The first surveyed figure that a world ray meets before `limit` metres, and where; (-1, limit) if none."""
    found, best = -1, limit
    for which in range(figures.shape[0]):
        count = counts[which]
        if count == 0:
            continue
        scale = figures[which, SCALE]
        px, py, pz = placed(figures, which, ox, oy, oz)
        qx, qy, qz = inward(figures, which, dx, dy, dz)
        t, leave = stretch[which, 0], min(stretch[which, 1], best / scale)
        d, pixel, free, step = FAR, 0.0, 0.0, 0.0
        for _ in range(STEPS):
            if t > leave:
                break
            pixel = pixel_angle * t
            d = field(parts, near[which], count, px + qx * t, py + qy * t, pz + qz * t, pixel)
            if step > free + max(SAFE * d, 0.0):  # the free balls do not touch: something thin may stand between
                t, step = t - step + free, free
                continue
            if d < 0.25 * pixel:
                break
            # The faster the surface comes nearer, the less far to go; at most so far that the next ball still touches.
            closing = min(max((free - SAFE * d) / step, 0.0), 1.0) if step > 0.0 else 1.0
            free = SAFE * d
            step = free * min(0.94 / max(closing, 0.1), 1.94 / (1.0 + closing))
            t += step
        if d < pixel and t < leave:
            found, best = which, t * scale
    return found, best


@kernel
def survey_tile(
    top: int, left: int, camera: Array, figures: Array, parts: Array, depth: Floats, near: Indices, counts: Indices,
    stretch: Array,
) -> int:  # fmt: skip
    """Survey the rays of one tile of pixels together."""
    height, width = depth.shape
    limit = 0.0
    for row in range(top, min(top + TILE, height)):
        for column in range(left, min(left + TILE, width)):
            limit = max(limit, depth[row, column])
    dx, dy, dz = view(camera, left + 0.5 * TILE, top + 0.5 * TILE, width, height)
    spread = 1.5 * TILE * camera[TANGENT] / height  # a little more than half a diagonal
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    return survey(figures, parts, ox, oy, oz, dx, dy, dz, spread, min(limit, FAR), near, counts, stretch)


@kernel
def _alike(rgb: Floats, far: Floats, ids: Indices, row: int, column: int, gap: int) -> bool:
    """Whether the four traced pixels around a cell show one smooth piece of one figure."""
    low, right = row + gap, column + gap
    if low >= ids.shape[0] or right >= ids.shape[1]:
        return False
    own, t = ids[row, column], far[row, column]
    if own < 0 or ids[row, right] != own or ids[low, column] != own or ids[low, right] != own:
        return False
    if max(abs(far[row, right] - t), abs(far[low, column] - t), abs(far[low, right] - t)) > 0.01 * t:
        return False
    for channel in range(3):
        a, b = rgb[row, column, channel], rgb[row, right, channel]
        c, d = rgb[low, column, channel], rgb[low, right, channel]
        if max(a, b, c, d) - min(a, b, c, d) > 0.008 + SMOOTH * min(a, b, c, d):
            return False
    return True


@kernel
def _mean(a: float, b: float, c: float, d: float, down: float, right: float) -> float:
    above, below = a + (b - a) * right, c + (d - c) * right
    return above + (below - above) * down


@kernel
def _interpolate(row: int, column: int, gap: int, depth: Floats, rgb: Floats, far: Floats, ids: Indices) -> bool:
    """Draw a pixel between traced ones from these, unless they differ or the landscape may stand before it."""
    i, j = row - row % gap, column - column % gap
    if not _alike(rgb, far, ids, i, j, gap):
        return False
    k, m, down, right = i + gap, j + gap, (row - i) / gap, (column - j) / gap
    t = _mean(far[i, j], far[i, m], far[k, j], far[k, m], down, right)
    if t >= depth[row, column]:
        return False
    far[row, column], ids[row, column] = t, ids[i, j]
    for c in range(3):
        rgb[row, column, c] = _mean(rgb[i, j, c], rgb[i, m, c], rgb[k, j, c], rgb[k, m, c], down, right)
    return True


@kernel
def trace_rows(
    top: int, bottom: int, left: int, right: int, gap: int, between: bool,  # noqa: FBT001 - kernels take no keywords
    camera: Array, light: Array, figures: Array, parts: Array, depth: Floats, rgb: Floats, far: Floats, ids: Indices,
) -> None:  # fmt: skip
    """Draw the figures into rgb, far (the new depth) and ids (-1: no figure) of some rows.

    First one ray for a pixel in every `gap` rows and columns; then, when all rows have those, the pixels `between`,
    with rays only where what is around them is not smooth.
    """
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    pixel_angle = 2.0 * camera[TANGENT] / height
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    for tile_row in range(top, bottom, TILE):
        for tile_column in range(left, right, TILE):
            if survey_tile(tile_row, tile_column, camera, figures, parts, depth, near, counts, stretch) == 0:
                continue
            for row in range(tile_row, min(tile_row + TILE, bottom)):
                for column in range(tile_column, min(tile_column + TILE, right)):
                    if (row % gap == 0 and column % gap == 0) == between:
                        continue
                    if between and _interpolate(row, column, gap, depth, rgb, far, ids):
                        continue
                    dx, dy, dz = view(camera, column + 0.5, row + 0.5, width, height)
                    which, t = meet(
                        figures, parts, ox, oy, oz, dx, dy, dz, depth[row, column], pixel_angle, near, counts, stretch
                    )
                    ids[row, column] = which
                    if which >= 0:
                        far[row, column] = t
                        rgb[row, column, 0], rgb[row, column, 1], rgb[row, column, 2] = shade(
                            figures, parts, which, ox, oy, oz, dx, dy, dz, t, pixel_angle, camera, light, others
                        )
