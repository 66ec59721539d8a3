"""The surface of a figure's distance field as triangles: naive surface nets, a vertex in each cell that it passes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from philae.studio.figures.coat import coat
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import FAR, around_point, field
from philae.studio.figures.grain import grain
from philae.studio.figures.materials import EYE
from philae.studio.figures.pack import Packed
from philae.studio.figures.shade import eyeball
from philae.studio.figures.vectors import Array, Indices
from philae.studio.stage import Floats, Progress

Triangles = NDArray[np.uint32]
PAD = 0.14
"""Figure units around the box of the parts, for what blends and fur add."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Vertices [n,3] in figure units with unit normals and linear colours [n,3]; triangles [m,3] seen counter-clockwise."""

    points: Floats
    normals: Floats
    colours: Floats
    triangles: Triangles


def surface(figure: Packed, fineness: int, progress: Progress) -> Surface:
    """The surface on a grid of `fineness` cells along its longest side."""
    low, high = figure.low - PAD, figure.high + PAD
    cell = float((high - low).max()) / fineness
    counts = np.ceil((high - low) / cell).astype(np.int64) + 2
    grid = np.empty(tuple(counts), np.float32)
    for x in range(len(grid)):
        _sample(x, figure.rows, figure.solids, low, cell, grid)
        progress(0.7 * (x + 1) / len(grid))
    names = np.full(grid.shape, -1, np.int64)
    points = np.empty((_crossed(grid), 3), np.float32)
    _vertices(grid, names, points)
    triangles = np.empty((_faces(grid, names, np.empty((0, 3), np.uint32)), 3), np.uint32)
    _faces(grid, names, triangles)
    points = (low + points * cell).astype(np.float32)
    normals, colours = np.empty_like(points), np.empty_like(points)
    _dress(figure.rows, figure.solids, figure.drawn, 0.5 * cell, points, normals, colours)
    progress(0.95)
    return Surface(points, normals, colours, triangles)


@kernel
def _sample(x: int, parts: Array, solids: int, low: Array, cell: float, grid: Floats) -> None:
    """Distances in one slice of the grid; far from all parts only that it is far."""
    near = np.empty(solids, np.int64)
    for y in range(grid.shape[1]):
        for z in range(grid.shape[2]):
            px, py, pz = low[0] + x * cell, low[1] + y * cell, low[2] + z * cell
            count = around_point(parts, 0, solids, px, py, pz, 2.0 * cell, near)
            grid[x, y, z] = field(parts, near, count, px, py, pz, cell) if count else FAR


@kernel
def _mixed(grid: Floats, x: int, y: int, z: int) -> bool:
    """Whether the surface passes the cell above this node."""
    inside = 0
    for k in range(8):
        inside += grid[x + (k & 1), y + (k >> 1 & 1), z + (k >> 2)] < 0.0
    return 0 < inside < 8


@kernel
def _crossed(grid: Floats) -> int:
    """How many cells the surface passes."""
    found = 0
    for x in range(grid.shape[0] - 1):
        for y in range(grid.shape[1] - 1):
            for z in range(grid.shape[2] - 1):
                found += _mixed(grid, x, y, z)
    return found


@kernel
def _vertices(grid: Floats, names: Indices, points: Floats) -> None:
    """Number those cells, and set each one's vertex to the mean of where the surface cuts its edges."""
    found = 0
    for x in range(grid.shape[0] - 1):
        for y in range(grid.shape[1] - 1):
            for z in range(grid.shape[2] - 1):
                if not _mixed(grid, x, y, z):
                    continue
                sx, sy, sz, cuts = 0.0, 0.0, 0.0, 0
                for a in range(8):
                    for axis in range(3):
                        b = a | 1 << axis
                        if b == a:
                            continue
                        ax, ay, az = a & 1, a >> 1 & 1, a >> 2
                        da = grid[x + ax, y + ay, z + az]
                        db = grid[x + (b & 1), y + (b >> 1 & 1), z + (b >> 2)]
                        if (da < 0.0) == (db < 0.0):
                            continue
                        t = min(max(da / (da - db), 0.02), 0.98)
                        sx += ax + (t if axis == 0 else 0.0)
                        sy += ay + (t if axis == 1 else 0.0)
                        sz += az + (t if axis == 2 else 0.0)
                        cuts += 1
                names[x, y, z] = found
                points[found, 0], points[found, 1], points[found, 2] = x + sx / cuts, y + sy / cuts, z + sz / cuts
                found += 1


@kernel
def _faces(grid: Floats, names: Indices, out: Triangles) -> int:
    """Two triangles across each edge of the grid that the surface cuts; returns how many, and writes them if there is room."""
    found = 0
    for x in range(1, grid.shape[0] - 1):
        for y in range(1, grid.shape[1] - 1):
            for z in range(1, grid.shape[2] - 1):
                here = grid[x, y, z] < 0.0
                for axis in range(3):
                    dx, dy, dz = int(axis == 0), int(axis == 1), int(axis == 2)
                    if here == (grid[x + dx, y + dy, z + dz] < 0.0):
                        continue
                    if out.shape[0] > 0:
                        # The four cells around the edge, in turn about its direction.
                        ux, uy, uz, vx, vy, vz = dz, dx, dy, dy, dz, dx
                        a = names[x - ux - vx, y - uy - vy, z - uz - vz]
                        b = names[x - vx, y - vy, z - vz]
                        c = names[x, y, z]
                        d = names[x - ux, y - uy, z - uz]
                        if not here:
                            b, d = d, b
                        out[found, 0], out[found, 1], out[found, 2] = a, b, c
                        out[found + 1, 0], out[found + 1, 1], out[found + 1, 2] = a, c, d
                    found += 2
    return found


@kernel
def _dress(
    parts: Array, solids: int, last: int, pixel: float, points: Floats, normals: Floats, colours: Floats
) -> None:
    """Normals and colours at the vertices, as the pictures have them."""
    near = np.empty(solids, np.int64)
    for i in range(points.shape[0]):
        x, y, z = float(points[i, 0]), float(points[i, 1]), float(points[i, 2])
        count = around_point(parts, 0, solids, x, y, z, 6.0 * pixel, near)
        nx = field(parts, near, count, x + pixel, y, z, pixel) - field(parts, near, count, x - pixel, y, z, pixel)
        ny = field(parts, near, count, x, y + pixel, z, pixel) - field(parts, near, count, x, y - pixel, z, pixel)
        nz = field(parts, near, count, x, y, z + pixel, pixel) - field(parts, near, count, x, y, z - pixel, pixel)
        long = np.sqrt(nx * nx + ny * ny + nz * nz)
        if long < 1e-9:
            nx, ny, nz, long = 0.0, 1.0, 0.0, 1.0
        nx, ny, nz = nx / long, ny / long, nz / long
        r, g, b, material, row = coat(parts, near, count, solids, last, x, y, z, pixel)
        value, warmth, _, _, _ = grain(material, parts, row, x, y, z, nx, ny, nz, pixel)
        if material == EYE:
            r, g, b = eyeball(parts, row, x, y, z, r, g, b)
        value = max(value, 0.1)
        normals[i, 0], normals[i, 1], normals[i, 2] = nx, ny, nz
        colours[i, 0], colours[i, 1], colours[i, 2] = (
            r * value * (1.0 + 0.07 * warmth),
            g * value,
            b * value * (1.0 - 0.07 * warmth),
        )
