"""Kernels over rows of the picture: figures into the landscape, their shadows and reflections, and smooth edges."""

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
    SKY,
    SUN,
    TANGENT,
    TO_SUN,
    UP,
)  # fmt: skip
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR, along_ray, around_point, field
from philae.studio.figures.materials import BULGE, TABLE
from philae.studio.figures.noise import smooth_noise
from philae.studio.figures.shade import inward, placed, shade, sunlit, unit
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats

STEPS = 96
TILE = 8  # pixels; rays of a tile share the survey of what they can meet
SHORT = 0.012  # figure units: a survey stops where it would advance less
BRIGHTEST = 3.0  # linear light; keeps a lamp's edge from staying jagged


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
        d, pixel = FAR, 0.0
        for _ in range(STEPS):
            if t > leave:
                break
            pixel = pixel_angle * t
            d = field(parts, near[which], count, px + qx * t, py + qy * t, pz + qz * t, pixel)
            if d < 0.25 * pixel:
                break
            t += 0.85 * d
        if d < pixel and t < leave:
            found, best = which, t * scale
    return found, best


@kernel
def _survey_tile(
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
def trace_rows(
    top: int, bottom: int, left: int, right: int, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, rgb: Floats, far: Floats, ids: Indices,
) -> None:  # fmt: skip
    """Draw the figures, one ray a pixel, into rgb, far (the new depth) and ids (-1: no figure) of some rows."""
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    pixel_angle = 2.0 * camera[TANGENT] / height
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    for tile_row in range(top, bottom, TILE):
        for tile_column in range(left, right, TILE):
            if _survey_tile(tile_row, tile_column, camera, figures, parts, depth, near, counts, stretch) == 0:
                continue
            for row in range(tile_row, min(tile_row + TILE, bottom)):
                for column in range(tile_column, min(tile_column + TILE, right)):
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


@kernel
def _differs(rgb: Floats, far: Floats, ids: Indices, row: int, column: int, y: int, x: int) -> bool:
    if ids[row, column] != ids[y, x]:
        return True
    if abs(far[row, column] - far[y, x]) > 0.03 * far[row, column]:
        return True
    a = rgb[row, column, 0] + 2.0 * rgb[row, column, 1] + rgb[row, column, 2]
    b = rgb[y, x, 0] + 2.0 * rgb[y, x, 1] + rgb[y, x, 2]
    return abs(a - b) > 0.45 * min(a, b) + 0.12


@kernel
def _edge(rgb: Floats, far: Floats, ids: Indices, row: int, column: int) -> bool:
    """Whether an outline or a strong contrast of a figure crosses a pixel."""
    height, width = ids.shape
    for y, x in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
        drawn = 0 <= y < height and 0 <= x < width and not (ids[row, column] < 0 and ids[y, x] < 0)
        if drawn and _differs(rgb, far, ids, row, column, y, x):
            return True
    return False


@kernel
def refine_rows(
    top: int, bottom: int, left: int, right: int, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, behind: Floats, rgb: Floats, far: Floats, ids: Indices, out: Floats,
) -> None:  # fmt: skip
    """Average four more rays into `out` wherever a figure's edge or a strong contrast crosses a pixel."""
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    pixel_angle = 2.0 * camera[TANGENT] / height
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    for tile_row in range(top, bottom, TILE):
        for tile_column in range(left, right, TILE):
            surveyed = False
            for row in range(tile_row, min(tile_row + TILE, bottom)):
                for column in range(tile_column, min(tile_column + TILE, right)):
                    if not _edge(rgb, far, ids, row, column):
                        continue
                    if not surveyed:
                        _survey_tile(tile_row, tile_column, camera, figures, parts, depth, near, counts, stretch)
                        surveyed = True
                    r, g, b = rgb[row, column, 0], rgb[row, column, 1], rgb[row, column, 2]
                    r, g, b = min(r, BRIGHTEST), min(g, BRIGHTEST), min(b, BRIGHTEST)
                    for sample in range(4):
                        u, v = 0.125 + 0.25 * ((2 * sample + 1) % 5), 0.125 + 0.25 * sample
                        dx, dy, dz = view(camera, column + u, row + v, width, height)
                        which, t = meet(
                            figures, parts, ox, oy, oz, dx, dy, dz, depth[row, column], pixel_angle, near, counts,
                            stretch,
                        )  # fmt: skip
                        if which >= 0:
                            p, q, s = shade(
                                figures, parts, which, ox, oy, oz, dx, dy, dz, t, pixel_angle, camera, light, others
                            )
                        else:
                            p, q, s = behind[row, column, 0], behind[row, column, 1], behind[row, column, 2]
                        r, g, b = r + min(p, BRIGHTEST), g + min(q, BRIGHTEST), b + min(s, BRIGHTEST)
                    out[row, column, 0], out[row, column, 1], out[row, column, 2] = 0.2 * r, 0.2 * g, 0.2 * b


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
def shadow_rows(
    top: int, bottom: int, camera: Array, light: Array, figures: Array, parts: Array, depth: Floats, rgb: Floats
) -> None:
    """Darken the landscape where the figures stand between it and the sun, or close over it."""
    height, width = depth.shape
    near = np.empty(parts.shape[0], np.int64)
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    slant = max(light[TO_SUN + 1], 0.0) + 0.08
    for row in range(top, bottom):
        for column in range(width):
            t = depth[row, column]
            if not t < FAR:
                continue
            dx, dy, dz = view(camera, column + 0.5, row + 0.5, width, height)
            x, y, z = ox + dx * t, oy + dy * t, oz + dz * t
            sun = sunlit(figures, parts, x, y, z, light, near)
            sky = _contact(figures, parts, x, y, z, near)
            if sun >= 1.0 and sky >= 1.0:
                continue
            for channel in range(3):
                beam, soft = light[SUN + channel] * slant, light[SKY + channel] + 1e-4
                rgb[row, column, channel] *= (beam * sun + soft * sky) / (beam + soft)


@kernel
def mirror_rows(
    top: int, bottom: int, level: float, camera: Array, light: Array, figures: Array, parts: Array,
    depth: Floats, rgb: Floats,
) -> None:  # fmt: skip
    """Reflect the figures in water at a level, broken by ripples."""
    height, width = depth.shape
    near, others = np.empty((figures.shape[0], parts.shape[0]), np.int64), np.empty(parts.shape[0], np.int64)
    counts, stretch = np.zeros(figures.shape[0], np.int64), np.zeros((figures.shape[0], 2))
    pixel_angle = 2.0 * camera[TANGENT] / height
    ox, oy, oz = camera[EYE_AT], camera[EYE_AT + 1], camera[EYE_AT + 2]
    for row in range(top, bottom):
        for column in range(width):
            t = depth[row, column]
            if not t < FAR:
                continue
            dx, dy, dz = view(camera, column + 0.5, row + 0.5, width, height)
            x, y, z = ox + dx * t, oy + dy * t, oz + dz * t
            if dy > -0.001 or abs(y - level) > 0.02 * t + 0.3:
                continue
            f = 4.0 / (1.0 + 0.12 * t)
            nx = 0.06 * smooth_noise(x * f * 0.6, z * f * 2.2, 0.5)
            nz = 0.10 * smooth_noise(x * f * 0.6, z * f * 2.2, 7.5)
            nx, ny, nz = unit(nx, 1.0, nz)
            dot = dx * nx + dy * ny + dz * nz
            rx, ry, rz = unit(dx - 2.0 * dot * nx, max(dy - 2.0 * dot * ny, 0.005), dz - 2.0 * dot * nz)
            if survey(figures, parts, x, y, z, rx, ry, rz, 0.0, FAR, near, counts, stretch) == 0:
                continue
            which, s = meet(figures, parts, x, y, z, rx, ry, rz, FAR, 2.0 * pixel_angle, near, counts, stretch)
            if which < 0:
                continue
            r, g, b = shade(figures, parts, which, x, y, z, rx, ry, rz, s, 2.0 * pixel_angle, camera, light, others)
            share = 0.30 + 0.55 * (1.0 + dot) ** 3 if dot > -1.0 else 0.3
            rgb[row, column, 0] += (0.85 * r - rgb[row, column, 0]) * share
            rgb[row, column, 1] += (0.90 * g - rgb[row, column, 1]) * share
            rgb[row, column, 2] += (0.95 * b - rgb[row, column, 2]) * share
