"""From parts to the arrays that the kernels read, with bounding spheres and the extent of a figure."""

from dataclasses import dataclass

import numpy as np

from philae.studio.figures import columns as c
from philae.studio.figures.materials import BULGE, TABLE
from philae.studio.figures.part import Part, Parts
from philae.studio.figures.vectors import Array


@dataclass(frozen=True, slots=True)
class Packed:
    """A figure ready to be drawn, in its own units: rows of parts, its box and its bounding sphere.

    The rows are `solids`, then paints up to `drawn`, then the profiles of lathes.
    """

    rows: Array
    solids: int
    drawn: int
    low: Array
    high: Array
    middle: Array
    radius: float


def _half_extent(part: Part) -> tuple[Array, Array]:
    """Centre and half sizes of the part's box in its own frame, before squashing."""
    dims = part.dims
    if part.kind == c.ROUND_CONE:
        length, below, above = dims
        low, high, wide = -below, length + above, max(below, above)
        return np.array([0.0, (low + high) / 2, 0.0]), np.array([wide, (high - low) / 2, wide])
    if part.kind == c.DRUM:
        wide = max(dims[1], dims[2])
        return np.zeros(3), np.array([wide, dims[0], wide])
    if part.kind == c.LATHE:
        wide, low, high = max(dims[::2]), min(dims[1::2]), max(dims[1::2])
        return np.array([0.0, (low + high) / 2, 0.0]), np.array([wide, (high - low) / 2, wide])
    if part.kind == c.TORUS:
        return np.zeros(3), np.array([dims[0] + dims[1], dims[1], dims[0] + dims[1]])
    return np.zeros(3), np.array(dims[:3], np.float64)


def extent(part: Part) -> tuple[Array, Array, float]:
    """Centre and half sizes of the part's box in figure space, and the radius of its bounding sphere."""
    if part.remains is not None:
        offset, radius = part.remains
        return np.array(part.centre) + part.frame @ np.array(offset), np.full(3, radius), radius
    squash = np.array(part.squash, np.float64)
    centre, half = _half_extent(part)
    centre, half = centre * squash, half * squash
    middle = np.array(part.centre) + part.frame @ centre
    if part.kind == c.ELLIPSOID:  # exact: row norms of the stretched frame
        return middle, np.linalg.norm(part.frame * half, axis=1), float(half.max())
    radius = float(np.linalg.norm(half))
    if part.kind == c.ROUND_CONE:
        radius = float(half.max())
    elif part.kind in (c.DRUM, c.TORUS, c.LATHE):
        radius = float(np.hypot(half[0], half[1]))
    return middle, np.minimum(np.abs(part.frame) @ half, radius), radius


def _stretch(part: Part) -> float:
    """The factor that keeps a squashed or tapered part's distances safe."""
    factor = min(part.squash)
    if part.kind == c.BOX:
        half_x, half_y, half_z, _, taper_x, taper_z = part.dims
        slope = max(half_x * taper_x, half_z * taper_z) / (2 * half_y)
        factor /= float(np.hypot(1.0, slope))
    return factor


def _thin(part: Part) -> float:
    """The radius or half thickness of a part where it is thinnest across."""
    squash = min(part.squash)
    if part.kind == c.ROUND_CONE:
        return (part.dims[1] + part.dims[2]) / 2 * squash
    if part.kind == c.DRUM:
        return min(part.dims[0], (part.dims[1] + part.dims[2]) / 2)
    if part.kind == c.LATHE:
        return max(part.dims[::2])
    return part.dims[1] if part.kind == c.TORUS else min(part.dims[:3])


def _row(part: Part, group: int) -> Array:
    row = np.zeros(c.PART_COLUMNS)
    middle, _, radius = extent(part)
    matrix = part.frame.T / np.array(part.squash, np.float64)[:, None]
    row[[c.KIND, c.OP, c.SMOOTH, c.GROUP, c.JOIN]] = part.kind, part.op, part.k, group, part.join
    row[c.CENTRE : c.CENTRE + 3] = part.centre
    row[c.MATRIX : c.MATRIX + 9] = matrix.ravel()
    row[c.STRETCH] = _stretch(part)
    if part.kind != c.LATHE:
        row[c.DIMS : c.DIMS + len(part.dims)] = part.dims
    if part.kind == c.ROUND_CONE:
        row[c.DIMS + 3 : c.DIMS + 6] = part.squash
    row[c.BALL : c.BALL + 3] = middle
    margin = part.soft * 3 if part.op == c.PAINT else part.k + part.join + TABLE[part.look.material, BULGE]
    row[c.BALL + 3] = radius + margin + 1e-4
    row[c.MATERIAL] = part.look.material
    row[c.COLOUR : c.COLOUR + 3] = part.look.colour
    row[c.RELIEF] = min(1.0, _thin(part) / 0.11)
    row[[c.PATTERN, c.FREQUENCY, c.SOFT]] = part.pattern, part.frequency, max(part.soft, 1e-4)
    return row


def _cluster(rows: list[Array]) -> None:
    """Write into every eighth row a sphere around the bounding spheres of the eight, so that eight can be passed by."""
    for start in range(0, len(rows), c.CLUSTER_ROWS):
        balls = np.array([row[c.BALL : c.BALL + 4] for row in rows[start : start + c.CLUSTER_ROWS]])
        low, high = (balls[:, :3] - balls[:, 3:]).min(axis=0), (balls[:, :3] + balls[:, 3:]).max(axis=0)
        middle = (low + high) / 2
        rows[start][c.CLUSTER : c.CLUSTER + 3] = middle
        rows[start][c.CLUSTER + 3] = (np.linalg.norm(balls[:, :3] - middle, axis=1) + balls[:, 3]).max()


def _profiles(parts: Parts, rows: list[Array]) -> list[Array]:
    """Rows behind all others that hold the profiles of the lathes, which get to know how far away theirs begin."""
    extra: list[Array] = []
    for place, (part, row) in enumerate(zip(parts, rows, strict=True)):
        if part.kind == c.LATHE:
            values = np.zeros(-(-len(part.dims) // (2 * c.POINTS)) * c.PART_COLUMNS)
            values[: len(part.dims)] = part.dims
            row[[c.DIMS, c.DIMS + 1]] = len(part.dims) // 2, len(rows) + len(extra) - place
            extra += list(values.reshape(-1, c.PART_COLUMNS))
    return extra


def pack(parts: Parts) -> Packed:
    """Pack the parts of one figure, solids before paints; the first part must add something."""
    solids = [part for part in parts if part.op != c.PAINT]
    paints = [part for part in parts if part.op == c.PAINT]
    groups = np.cumsum([part.opens for part in solids])
    rows = [_row(part, int(group)) for part, group in zip(solids, groups, strict=True)]
    rows += [_row(part, 0) for part in paints]
    _cluster(rows[: len(solids)])
    _cluster(rows[len(solids) :])
    extra = _profiles([*solids, *paints], rows)
    boxes = [extent(part) for part in solids if part.op == c.UNION]
    low = np.min([middle - half for middle, half, _ in boxes], axis=0)
    high = np.max([middle + half for middle, half, _ in boxes], axis=0)
    middle = (low + high) / 2
    reach = max(
        float(np.linalg.norm(row[c.BALL : c.BALL + 3] - middle)) + row[c.BALL + 3] for row in rows[: len(solids)]
    )
    radius = min(reach, float(np.linalg.norm(high - low)) / 2 + 0.12)
    return Packed(np.ascontiguousarray([*rows, *extra], np.float64), len(solids), len(rows), low, high, middle, radius)
