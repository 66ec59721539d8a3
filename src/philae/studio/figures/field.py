"""The signed distance field of a figure: primitives blended group by group, and which of them a ray can meet."""

import math

from philae.studio.figures.columns import (
    BALL,
    BOX,
    CENTRE,
    CLUSTER,
    CLUSTER_ROWS,
    CUT,
    DIMS,
    DRUM,
    ELLIPSOID,
    GROUP,
    JOIN,
    KIND,
    MATERIAL,
    MATRIX,
    OP,
    POINTS,
    RELIEF,
    ROUND_CONE,
    SMOOTH,
    STRETCH,
    TORUS,
)  # fmt: skip
from philae.studio.figures.compiled import kernel
from philae.studio.figures.materials import (
    BARK,
    BULGE,
    BULGE_FREQUENCY,
    FEATHER,
    FUR,
    LEAF,
    NEEDLE,
    SHORT_FUR,
    TABLE,
)  # fmt: skip
from philae.studio.figures.noise import smooth_noise
from philae.studio.figures.vectors import Array, Indices

FAR = 1e9


@kernel
def blend(a: float, b: float, k: float) -> float:
    """The smaller of two distances, rounded off where they differ by less than k."""
    h = k - abs(a - b)
    if h <= 0.0:
        return min(a, b)
    return min(a, b) - 0.25 * h * h / k


@kernel
def framed(parts: Array, row: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A point of figure space in the frame of a part."""
    x -= parts[row, CENTRE]
    y -= parts[row, CENTRE + 1]
    z -= parts[row, CENTRE + 2]
    return (
        parts[row, MATRIX] * x + parts[row, MATRIX + 1] * y + parts[row, MATRIX + 2] * z,
        parts[row, MATRIX + 3] * x + parts[row, MATRIX + 4] * y + parts[row, MATRIX + 5] * z,
        parts[row, MATRIX + 6] * x + parts[row, MATRIX + 7] * y + parts[row, MATRIX + 8] * z,
    )


@kernel
def _round_cone(x: float, y: float, z: float, length: float, below: float, above: float) -> float:
    across = math.sqrt(x * x + z * z)
    slope = (below - above) / length
    rise = math.sqrt(max(1.0 - slope * slope, 1e-6))
    along = y * rise - across * slope
    if along < 0.0:
        return math.sqrt(across * across + y * y) - below
    if along > rise * length:
        return math.sqrt(across * across + (y - length) * (y - length)) - above
    return across * rise + y * slope - below


@kernel
def _ellipsoid(x: float, y: float, z: float, a: float, b: float, c: float) -> float:
    outside = max(abs(x) - a, abs(y) - b, abs(z) - c)  # a flat ellipsoid's own formula creeps from the side
    x, y, z = x / a, y / b, z / c
    inner = math.sqrt(x * x + y * y + z * z)
    x, y, z = x / a, y / b, z / c
    slope = math.sqrt(x * x + y * y + z * z)
    if slope < 1e-9:
        return -min(a, b, c)
    return max(inner * (inner - 1.0) / slope, outside)


@kernel
def _box(parts: Array, row: int, x: float, y: float, z: float) -> float:
    half_x, half_y, half_z = parts[row, DIMS], parts[row, DIMS + 1], parts[row, DIMS + 2]
    rounding, taper_x, taper_z = parts[row, DIMS + 3], parts[row, DIMS + 4], parts[row, DIMS + 5]
    upward = min(max(0.5 + 0.5 * y / half_y, 0.0), 1.0)
    dx = abs(x) - half_x * (1.0 - taper_x * upward) + rounding
    dy = abs(y) - half_y + rounding
    dz = abs(z) - half_z * (1.0 - taper_z * upward) + rounding
    ox, oy, oz = max(dx, 0.0), max(dy, 0.0), max(dz, 0.0)
    return math.sqrt(ox * ox + oy * oy + oz * oz) + min(max(dx, dy, dz), 0.0) - rounding


@kernel
def _drum(x: float, y: float, z: float, half: float, below: float, above: float, rounding: float) -> float:
    across = math.sqrt(x * x + z * z)
    below, above, half = max(below - rounding, 0.0), max(above - rounding, 0.0), half - rounding
    cap_x = across - min(across, below if y < 0.0 else above)
    cap_y = abs(y) - half
    side_x, side_y = above - below, 2.0 * half
    share = ((above - across) * side_x + (half - y) * side_y) / (side_x * side_x + side_y * side_y)
    share = min(max(share, 0.0), 1.0)
    wall_x = across - above + side_x * share
    wall_y = y - half + side_y * share
    inside = -1.0 if (wall_x < 0.0 and cap_y < 0.0) else 1.0
    return inside * math.sqrt(min(cap_x * cap_x + cap_y * cap_y, wall_x * wall_x + wall_y * wall_y)) - rounding


@kernel
def _lathe(parts: Array, row: int, x: float, y: float, z: float) -> float:
    """Distance to a polygon in the half plane of radius and height, closed along the axis."""
    across = math.sqrt(x * x + z * z)
    count, start = int(parts[row, DIMS]), row + int(parts[row, DIMS + 1])
    nearest, inside = FAR, False
    ax, ay = parts[start, 0], parts[start, 1]
    for i in range(1, count):
        bx, by = parts[start + i // POINTS, 2 * (i % POINTS)], parts[start + i // POINTS, 2 * (i % POINTS) + 1]
        ex, ey = bx - ax, by - ay
        wx, wy = across - ax, y - ay
        share = min(max((wx * ex + wy * ey) / (ex * ex + ey * ey + 1e-12), 0.0), 1.0)
        dx, dy = wx - ex * share, wy - ey * share
        nearest = min(nearest, dx * dx + dy * dy)
        if (ay > y) != (by > y) and across < ax + ex * wy / ey:
            inside = not inside
        ax, ay = bx, by
    return -math.sqrt(nearest) if inside else math.sqrt(nearest)


@kernel
def distance(parts: Array, row: int, x: float, y: float, z: float) -> float:
    """Signed distance from a point of figure space to one part; never too large by much."""
    x, y, z = framed(parts, row, x, y, z)
    kind = int(parts[row, KIND])
    a, b, c = parts[row, DIMS], parts[row, DIMS + 1], parts[row, DIMS + 2]
    if kind == ROUND_CONE:
        d = _round_cone(x, y, z, a, b, c)
        if parts[row, STRETCH] < 1.0:  # squashed: at least as far as the round one around it
            sx, sy, sz = parts[row, DIMS + 3], parts[row, DIMS + 4], parts[row, DIMS + 5]
            wide = max(sx, sy, sz)
            round_one = wide * _round_cone(x * sx / wide, y * sy / wide, z * sz / wide, a, b, c)
            return max(d * parts[row, STRETCH], round_one)
    elif kind == ELLIPSOID:
        d = _ellipsoid(x, y, z, a, b, c)
    elif kind == BOX:
        d = _box(parts, row, x, y, z)
    elif kind == DRUM:
        d = _drum(x, y, z, a, b, c, parts[row, DIMS + 3])
    elif kind == TORUS:
        around = math.sqrt(x * x + z * z) - a
        d = math.sqrt(around * around + y * y) - b
    else:
        d = _lathe(parts, row, x, y, z)
    return d * parts[row, STRETCH]


@kernel
def bulge(material: int, x: float, y: float, z: float, pixel: float) -> float:
    """How far fur, leaves or stone stand out, about 0..1 of their depth; it fades where a pixel is too coarse."""
    f = TABLE[material, BULGE_FREQUENCY]
    amount = min(max(1.6 - 1.6 * pixel * f, 0.0), 1.0)
    if amount == 0.0:
        return 0.0
    if material in (FUR, SHORT_FUR, FEATHER):  # strands lie back and down
        along = (0.85 * x + 0.52 * y) * f * 0.16
        return amount * (0.5 + 0.5 * smooth_noise(along, (0.85 * y - 0.52 * x) * f, z * f))
    if material == BARK:
        return amount * (0.5 + 0.5 * smooth_noise(x * f, y * f * 0.2, z * f))
    if material in (LEAF, NEEDLE):
        lumps = smooth_noise(x * f * 0.45, y * f * 0.45, z * f * 0.45)
        leaves = smooth_noise(x * f * 1.4, y * f * 1.4, z * f * 1.4)
        return amount * (0.4 + 0.4 * lumps + 0.5 * abs(leaves))
    return amount * (0.5 + 0.5 * smooth_noise(x * f, y * f, z * f))


@kernel
def field(parts: Array, near: Indices, count: int, x: float, y: float, z: float, pixel: float) -> float:
    """Signed distance to the parts listed in near[:count]; pixel (in figure space) 0.0 leaves the fine relief out."""
    total, group, group_distance, join = FAR, -1.0, FAR, 0.0
    closest, material, relief = FAR, 0, 0.0
    for position in range(count):
        row = near[position]
        if parts[row, GROUP] != group:
            total = blend(total, group_distance, join)
            group, join, group_distance = parts[row, GROUP], parts[row, JOIN], FAR
        k = parts[row, SMOOTH]
        bx, by, bz = x - parts[row, BALL], y - parts[row, BALL + 1], z - parts[row, BALL + 2]
        cut = parts[row, OP] == CUT
        reach = parts[row, BALL + 3] + ((k - group_distance) if cut else max(min(group_distance, total + 0.05), 0.0))
        if reach < 0.0 or bx * bx + by * by + bz * bz > reach * reach:
            continue
        d = distance(parts, row, x, y, z)
        group_distance = -blend(-group_distance, d, k) if cut else blend(group_distance, d, k)
        if not cut:
            own = int(parts[row, MATERIAL])
            share = min(max(0.5 + 10.0 * (closest - d), 0.0), 1.0)  # no step where coats of unlike depth meet
            relief += (parts[row, RELIEF] * TABLE[own, BULGE] - relief) * share
            if d < closest:
                closest, material = d, own
    total = blend(total, group_distance, join)
    if pixel > 0.0 and total < 3.0 * relief:
        total -= relief * bulge(material, x, y, z, pixel)
    return total


@kernel
def along_ray(
    parts: Array, first: int, last: int, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float,
    spread: float, near: Indices,
) -> tuple[int, float, float]:  # fmt: skip
    """List in `near` the parts within spread·t of a ray; returns their count and the stretch of t they occupy."""
    count, enter, leave = 0, FAR, 0.0
    row = first - 1
    while row + 1 < last:
        row += 1
        if (row - first) % CLUSTER_ROWS == 0:
            cx, cy, cz = parts[row, CLUSTER] - ox, parts[row, CLUSTER + 1] - oy, parts[row, CLUSTER + 2] - oz
            along = cx * dx + cy * dy + cz * dz
            radius = parts[row, CLUSTER + 3] * (1.0 + spread) + spread * max(along, 0.0)
            if along < -radius or cx * cx + cy * cy + cz * cz - along * along > radius * radius:
                row += CLUSTER_ROWS - 1
                continue
        cx, cy, cz = parts[row, BALL] - ox, parts[row, BALL + 1] - oy, parts[row, BALL + 2] - oz
        along = cx * dx + cy * dy + cz * dz
        radius = parts[row, BALL + 3] + spread * max(along, 0.0)
        inside = radius * radius - (cx * cx + cy * cy + cz * cz - along * along)
        if inside <= 0.0 or along < -radius:
            continue
        half = math.sqrt(inside)
        enter, leave = min(enter, along - half), max(leave, along + half)
        near[count] = row
        count += 1
    return count, max(enter, 0.0), leave


@kernel
def around_point(
    parts: Array, first: int, last: int, x: float, y: float, z: float, radius: float, near: Indices
) -> int:
    """List in `near` the parts within a radius of a point; returns their count."""
    count = 0
    row = first - 1
    while row + 1 < last:
        row += 1
        if (row - first) % CLUSTER_ROWS == 0:
            bx, by, bz = x - parts[row, CLUSTER], y - parts[row, CLUSTER + 1], z - parts[row, CLUSTER + 2]
            reach = parts[row, CLUSTER + 3] + radius
            if bx * bx + by * by + bz * bz > reach * reach:
                row += CLUSTER_ROWS - 1
                continue
        bx, by, bz = x - parts[row, BALL], y - parts[row, BALL + 1], z - parts[row, BALL + 2]
        reach = parts[row, BALL + 3] + radius
        if bx * bx + by * by + bz * bz < reach * reach:
            near[count] = row
            count += 1
    return count
