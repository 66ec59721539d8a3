"""Lattice noise for coats, bark and stone: deterministic, without tables."""

import math

from philae.studio.figures.compiled import kernel


@kernel
def lattice(i: int, j: int, k: int) -> float:
    """A number in 0..1 that belongs to a lattice point."""
    n = (i * 374761393 + j * 668265263 + k * 1440662683) & 0xFFFFFFFF
    n = ((n ^ (n >> 13)) * 1274126177) & 0xFFFFFFFF
    n = ((n ^ (n >> 16)) * 668265263) & 0xFFFFFFFF
    return float((n >> 8) & 0xFFFF) / 65535.0


@kernel
def smooth_noise(x: float, y: float, z: float) -> float:
    """Value noise in -1..1 with features about one unit wide."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    i, j, k = int(fx), int(fy), int(fz)
    x -= fx
    y -= fy
    z -= fz
    x, y, z = x * x * (3.0 - 2.0 * x), y * y * (3.0 - 2.0 * y), z * z * (3.0 - 2.0 * z)
    a = lattice(i, j, k) * (1.0 - x) + lattice(i + 1, j, k) * x
    b = lattice(i, j + 1, k) * (1.0 - x) + lattice(i + 1, j + 1, k) * x
    c = lattice(i, j, k + 1) * (1.0 - x) + lattice(i + 1, j, k + 1) * x
    d = lattice(i, j + 1, k + 1) * (1.0 - x) + lattice(i + 1, j + 1, k + 1) * x
    low = a * (1.0 - y) + b * y
    high = c * (1.0 - y) + d * y
    return 2.0 * (low * (1.0 - z) + high * z) - 1.0


@kernel
def layered_noise(x: float, y: float, z: float) -> float:
    """Three octaves of noise, about -1..1."""
    total = 0.57 * smooth_noise(x, y, z)
    total += 0.29 * smooth_noise(2.1 * x + 5.3, 2.1 * y + 1.7, 2.1 * z + 9.1)
    return total + 0.14 * smooth_noise(4.3 * x + 2.9, 4.3 * y + 8.3, 4.3 * z + 3.7)


@kernel
def cells(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Distances to the nearest and the second of one random point per lattice cell, and the nearest one's number."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    first, second, number = 9.0, 9.0, 0.0
    for i in range(fx - 1, fx + 2):
        for j in range(fy - 1, fy + 2):
            for k in range(fz - 1, fz + 2):
                dx = i + lattice(i, j, k) - x
                dy = j + lattice(i + 57, j, k) - y
                dz = k + lattice(i, j + 113, k) - z
                d = dx * dx + dy * dy + dz * dz
                if d < first:
                    first, second, number = d, first, lattice(i, j, k + 71)
                elif d < second:
                    second = d
    return math.sqrt(first), math.sqrt(second), number
