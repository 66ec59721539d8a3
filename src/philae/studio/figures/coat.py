"""The colour of a point on a figure: parts blended as their shapes blend, then paints with their patterns."""

import math

from philae.studio.figures.columns import (
    BALL,
    BANDS,
    CHECKS,
    CLUSTER,
    CLUSTER_ROWS,
    COLOUR,
    CUT,
    FREQUENCY,
    GORES,
    MATERIAL,
    NET,
    OP,
    PANES,
    PATCHES,
    PATTERN,
    ROSETTES,
    SMOOTH,
    SOFT,
    SOLID,
    SPOTS,
    STRIPES,
)  # fmt: skip
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR, distance, framed
from philae.studio.figures.materials import EYE
from philae.studio.figures.noise import cells, layered_noise, smooth_noise
from philae.studio.figures.vectors import Array, Indices


@kernel
def step(value: float, width: float) -> float:
    """0 below -width, 1 above it, smooth between."""
    t = min(max(0.5 + 0.5 * value / width, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@kernel
def _pattern(  # noqa: C901, PLR0911 - one case a pattern
    pattern: int, f: float, x: float, y: float, z: float, pixel: float
) -> float:
    """How much of a paint shows at a point of its own frame, 0..1."""
    if pattern == SOLID:
        return 1.0
    edge = max(pixel * f, 0.06)
    if pattern == STRIPES:
        wave = math.sin(6.2832 * f * (y + 0.35 / f * layered_noise(x * f * 0.55, y * f * 0.45, z * f * 0.55)))
        return step(wave - 0.1 + 0.25 * smooth_noise(x * f * 0.8, y * f * 0.8, z * f * 0.8), 3.0 * edge)
    if pattern == SPOTS:
        near, _, number = cells(x * f, y * f, z * f)
        return step(0.26 + 0.16 * number - near, edge)
    if pattern == ROSETTES:
        near, _, number = cells(x * f, y * f, z * f)
        return step(0.13 - abs(near - 0.3 - 0.08 * number), edge)
    if pattern == PATCHES:
        return step(layered_noise(x * f + 7.7, y * f, z * f) - 0.04, edge)
    if pattern == NET:
        near, second, _ = cells(x * f, y * f, z * f)
        return step(second - near - 0.11, edge)
    if pattern == GORES:
        turn = math.atan2(z, x) * f / 6.2832
        across = math.sqrt(x * x + z * z) + 1e-6
        return step(math.sin(6.2832 * turn), min(max(f * pixel / across, 0.03), 1.0))
    if pattern == BANDS:
        return step(math.sin(6.2832 * f * y), max(6.0 * f * pixel, 0.03))
    if pattern == CHECKS:
        return step(math.sin(6.2832 * f * x) * math.sin(6.2832 * f * y), max(6.0 * f * pixel, 0.03))
    if pattern == PANES:
        u, v = abs(f * x - math.floor(f * x) - 0.5), abs(f * y - math.floor(f * y) - 0.5)
        return step(0.36 - max(u, v), max(f * pixel, 0.02))
    return 1.0


@kernel
def _mend(old: float, new: float, share: float) -> float:
    return old + (new - old) * share


@kernel
def coat(  # noqa: C901, PLR0912 - a kernel is one loop
    parts: Array, near: Indices, count: int, paints: int, last: int, x: float, y: float, z: float, pixel: float
) -> tuple[float, float, float, int, int]:
    """Colour, material and the closest part's row at a point on the surface."""
    best, row_of_best, material = FAR, near[0], 0
    red, green, blue = 0.5, 0.5, 0.5
    for position in range(count):
        row = near[position]
        bx, by, bz = x - parts[row, BALL], y - parts[row, BALL + 1], z - parts[row, BALL + 2]
        reach = parts[row, BALL + 3] + 0.01 + 1.5 * pixel
        if bx * bx + by * by + bz * bz > reach * reach:
            continue
        d = distance(parts, row, x, y, z)
        r, g, b = parts[row, COLOUR], parts[row, COLOUR + 1], parts[row, COLOUR + 2]
        if parts[row, OP] == CUT:
            if abs(d) < 1.5 * pixel + 0.002:
                red, green, blue, material = r, g, b, int(parts[row, MATERIAL])
            continue
        h = max(parts[row, SMOOTH] + 1e-6 - abs(d - best), 0.0) / (parts[row, SMOOTH] + 1e-6)
        share = 0.5 * h * h
        if d < best:
            best, row_of_best, material = d, row, int(parts[row, MATERIAL])
            share = 1.0 - share
        red, green, blue = _mend(red, r, share), _mend(green, g, share), _mend(blue, b, share)
    if material == EYE:
        return red, green, blue, material, row_of_best
    row = paints - 1
    while row + 1 < last:
        row += 1
        if (row - paints) % CLUSTER_ROWS == 0:
            bx, by, bz = x - parts[row, CLUSTER], y - parts[row, CLUSTER + 1], z - parts[row, CLUSTER + 2]
            if bx * bx + by * by + bz * bz > parts[row, CLUSTER + 3] * parts[row, CLUSTER + 3]:
                row += CLUSTER_ROWS - 1
                continue
        bx, by, bz = x - parts[row, BALL], y - parts[row, BALL + 1], z - parts[row, BALL + 2]
        if bx * bx + by * by + bz * bz > parts[row, BALL + 3] * parts[row, BALL + 3]:
            continue
        soft = parts[row, SOFT]
        d = distance(parts, row, x, y, z)
        if soft > 0.011:  # hair crosses a soft edge
            d += min(0.6 * soft, 0.03) * smooth_noise((0.8 * x + 0.5 * y) * 10.0, (0.8 * y - 0.5 * x) * 60.0, z * 60.0)
        share = step(-d, max(soft, 0.7 * pixel))
        if share <= 0.0:
            continue
        px, py, pz = framed(parts, row, x, y, z)
        share *= _pattern(int(parts[row, PATTERN]), parts[row, FREQUENCY], px, py, pz, pixel)
        red, green = _mend(red, parts[row, COLOUR], share), _mend(green, parts[row, COLOUR + 1], share)
        blue = _mend(blue, parts[row, COLOUR + 2], share)
        if share > 0.5:
            material = int(parts[row, MATERIAL])
    return red, green, blue, material, row_of_best
