"""Seeded gradient noise for numba kernels: one and the same integer hash under every texture of the landscapes."""

import math
from functools import cache
from typing import Any

import numpy as np

from philae.studio.kernels import njit
from philae.studio.stage import Floats

jit: Any = njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
"""How every kernel here is compiled: it frees the GIL, so that bands of a picture run in threads."""


@jit
def hash3(x: int, y: int, z: int) -> int:
    """Mix three integers into 31 well-stirred bits."""
    h = x * 374761393 + y * 668265263 + z * 1442695041
    h = ((h ^ (h >> 15)) * 2246822519) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 3266489917) & 0xFFFFFFFF
    return (h ^ (h >> 16)) & 0x7FFFFFFF


@jit
def unit(x: int, y: int, z: int) -> float:
    """Give a number in 0..1 for an integer cell."""
    return hash3(x, y, z) * (1.0 / 2147483647.0)


@jit
def _dot2(h: int, x: float, y: float) -> float:
    return ((h & 0x7FFF) * (1.0 / 16384.0) - 1.0) * x + (((h >> 15) & 0x7FFF) * (1.0 / 16384.0) - 1.0) * y


@jit
def flat(x: float, y: float) -> float:
    """Two-dimensional gradient noise, about -0.8..0.8."""
    i, j = math.floor(x), math.floor(y)
    fx, fy = x - i, y - j
    a, b = int(i), int(j)
    u = fx * fx * fx * (fx * (fx * 6.0 - 15.0) + 10.0)
    v = fy * fy * fy * (fy * (fy * 6.0 - 15.0) + 10.0)
    n00 = _dot2(hash3(a, b, 0), fx, fy)
    n10 = _dot2(hash3(a + 1, b, 0), fx - 1.0, fy)
    n01 = _dot2(hash3(a, b + 1, 0), fx, fy - 1.0)
    n11 = _dot2(hash3(a + 1, b + 1, 0), fx - 1.0, fy - 1.0)
    n0 = n00 + (n10 - n00) * u
    return 1.25 * (n0 + (n01 + (n11 - n01) * u - n0) * v)


@jit
def sloped(x: float, y: float) -> tuple[float, float, float]:
    """Two-dimensional gradient noise with its two derivatives."""
    i, j = math.floor(x), math.floor(y)
    fx, fy = x - i, y - j
    a, b = int(i), int(j)
    u = fx * fx * fx * (fx * (fx * 6.0 - 15.0) + 10.0)
    v = fy * fy * fy * (fy * (fy * 6.0 - 15.0) + 10.0)
    du = 30.0 * fx * fx * (fx * (fx - 2.0) + 1.0)
    dv = 30.0 * fy * fy * (fy * (fy - 2.0) + 1.0)
    h00, h10, h01, h11 = hash3(a, b, 0), hash3(a + 1, b, 0), hash3(a, b + 1, 0), hash3(a + 1, b + 1, 0)
    s = 1.0 / 16384.0
    ax, ay = (h00 & 0x7FFF) * s - 1.0, ((h00 >> 15) & 0x7FFF) * s - 1.0
    bx, by = (h10 & 0x7FFF) * s - 1.0, ((h10 >> 15) & 0x7FFF) * s - 1.0
    cx, cy = (h01 & 0x7FFF) * s - 1.0, ((h01 >> 15) & 0x7FFF) * s - 1.0
    ex, ey = (h11 & 0x7FFF) * s - 1.0, ((h11 >> 15) & 0x7FFF) * s - 1.0
    va, vb = ax * fx + ay * fy, bx * (fx - 1.0) + by * fy
    vc, vd = cx * fx + cy * (fy - 1.0), ex * (fx - 1.0) + ey * (fy - 1.0)
    k = va - vb - vc + vd
    n = va + u * (vb - va) + v * (vc - va) + u * v * k
    dx = ax + u * (bx - ax) + v * (cx - ax) + u * v * (ax - bx - cx + ex) + du * (vb - va + v * k)
    dy = ay + u * (by - ay) + v * (cy - ay) + u * v * (ay - by - cy + ey) + dv * (vc - va + u * k)
    return 1.25 * n, 1.25 * dx, 1.25 * dy


@jit
def _dot3(h: int, x: float, y: float, z: float) -> float:
    s = 1.0 / 512.0
    return ((h & 1023) * s - 1.0) * x + (((h >> 10) & 1023) * s - 1.0) * y + (((h >> 20) & 1023) * s - 1.0) * z


@jit
def solid(x: float, y: float, z: float) -> float:
    """Three-dimensional gradient noise, about -0.8..0.8."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - i, y - j, z - k
    a, b, c = int(i), int(j), int(k)
    u = fx * fx * (3.0 - 2.0 * fx)
    v = fy * fy * (3.0 - 2.0 * fy)
    w = fz * fz * (3.0 - 2.0 * fz)
    n00 = _dot3(hash3(a, b, c), fx, fy, fz)
    n10 = _dot3(hash3(a + 1, b, c), fx - 1.0, fy, fz)
    n01 = _dot3(hash3(a, b + 1, c), fx, fy - 1.0, fz)
    n11 = _dot3(hash3(a + 1, b + 1, c), fx - 1.0, fy - 1.0, fz)
    m00 = _dot3(hash3(a, b, c + 1), fx, fy, fz - 1.0)
    m10 = _dot3(hash3(a + 1, b, c + 1), fx - 1.0, fy, fz - 1.0)
    m01 = _dot3(hash3(a, b + 1, c + 1), fx, fy - 1.0, fz - 1.0)
    m11 = _dot3(hash3(a + 1, b + 1, c + 1), fx - 1.0, fy - 1.0, fz - 1.0)
    n0, n1 = n00 + (n10 - n00) * u, n01 + (n11 - n01) * u
    m0, m1 = m00 + (m10 - m00) * u, m01 + (m11 - m01) * u
    n = n0 + (n1 - n0) * v
    return n + (m0 + (m1 - m0) * v - n) * w


@jit
def fbm(x: float, y: float, octaves: int) -> float:
    """Sum of `octaves` rotated layers of `flat`, about -1..1."""
    s, a = 0.0, 0.5
    for _ in range(octaves):
        s += a * flat(x, y)
        x, y = 1.62 * x + 1.18 * y + 17.3, -1.18 * x + 1.62 * y + 5.7
        a *= 0.5
    return s


@jit
def ridged(x: float, y: float, octaves: int) -> float:
    """Sharp crests, 0..1: each layer is rough only where the one below is high, as frost breaks rock."""
    s, a, w, total = 0.0, 1.0, 1.0, 0.0
    for _ in range(octaves):
        n = max(1.0 - abs(flat(x, y)) * 1.7, 0.0)
        n *= n * w
        s += a * n
        total += a
        w = min(n * 1.8, 1.0)
        x, y = 1.68 * x + 1.26 * y + 9.1, -1.26 * x + 1.68 * y + 3.3
        a *= 0.48
    return s / total


@jit
def carved(x: float, y: float, z: float) -> tuple[float, float, float, float]:
    """Three-dimensional gradient noise with its three derivatives."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - i, y - j, z - k
    a, b, c = int(i), int(j), int(k)
    u, v, w = fx * fx * (3.0 - 2.0 * fx), fy * fy * (3.0 - 2.0 * fy), fz * fz * (3.0 - 2.0 * fz)
    du, dv, dw = 6.0 * fx * (1.0 - fx), 6.0 * fy * (1.0 - fy), 6.0 * fz * (1.0 - fz)
    n000 = _dot3(hash3(a, b, c), fx, fy, fz)
    n100 = _dot3(hash3(a + 1, b, c), fx - 1.0, fy, fz)
    n010 = _dot3(hash3(a, b + 1, c), fx, fy - 1.0, fz)
    n110 = _dot3(hash3(a + 1, b + 1, c), fx - 1.0, fy - 1.0, fz)
    n001 = _dot3(hash3(a, b, c + 1), fx, fy, fz - 1.0)
    n101 = _dot3(hash3(a + 1, b, c + 1), fx - 1.0, fy, fz - 1.0)
    n011 = _dot3(hash3(a, b + 1, c + 1), fx, fy - 1.0, fz - 1.0)
    n111 = _dot3(hash3(a + 1, b + 1, c + 1), fx - 1.0, fy - 1.0, fz - 1.0)
    k1, k2, k3 = n100 - n000, n010 - n000, n001 - n000
    k4, k5, k6 = n000 - n100 - n010 + n110, n000 - n010 - n001 + n011, n000 - n100 - n001 + n101
    k7 = n100 + n010 + n001 + n111 - n000 - n110 - n011 - n101
    n = n000 + u * k1 + v * k2 + w * k3 + u * v * k4 + v * w * k5 + u * w * k6 + u * v * w * k7
    # The corners' own gradients are left out: only the blend's slope is kept, which is enough to light a bump.
    return (
        n,
        du * (k1 + v * k4 + w * k6 + v * w * k7),
        dv * (k2 + u * k4 + w * k5 + u * w * k7),
        dw * (k3 + v * k5 + u * k6 + u * v * k7),
    )


@jit
def fine(x: float, y: float, z: float, pixel: float, octaves: int) -> tuple[float, float, float, float]:
    """Noise whose finest layer is about two pixels wide at any distance, and its slopes along x, y and z.

    `pixel` is a pixel's size in metres there; layers fade in and out with it, so that no seam shows.
    """
    level = -math.log2(max(pixel, 1e-9) * 2.2)
    whole = math.floor(level)
    part = level - whole
    n, gx, gy, gz = 0.0, 0.0, 0.0, 0.0
    for o in range(octaves):
        f = 2.0 ** (whole - o)
        a = 1.0
        if o == 0:
            a = part
        elif o == octaves - 1:
            a = 1.0 - part
        q = 37.0 * ((whole - o) % 64.0)
        v, dx, dy, dz = carved(x * f + q, y * f, z * f + q)
        n += a * v
        gx += a * dx
        gy += a * dy
        gz += a * dz
    return n, gx, gy, gz


@jit
def smooth(a: float, b: float, x: float) -> float:
    """Rise from 0 at `a` to 1 at `b` without a corner."""
    t = min(max((x - a) / (b - a), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@jit
def _cube(n: int) -> np.ndarray[Any, Any]:
    out = np.zeros((n, n, n), np.float32)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                s, a, cells = 0.0, 0.5, 4
                for _ in range(5):
                    s += a * _wrapped(i * cells / n, j * cells / n, k * cells / n, cells)
                    a *= 0.55
                    cells *= 2
                out[i, j, k] = s
    return out


@jit
def _wrapped(x: float, y: float, z: float, cells: int) -> float:
    i, j, k = int(x), int(y), int(z)
    fx, fy, fz = x - i, y - j, z - k
    s = 0.0
    for c in range(8):
        a, b, d = c & 1, (c >> 1) & 1, c >> 2
        px, py, pz = fx - a, fy - b, fz - d
        wx, wy, wz = 1.0 - abs(px), 1.0 - abs(py), 1.0 - abs(pz)
        w = wx * wx * (3 - 2 * wx) * wy * wy * (3 - 2 * wy) * wz * wz * (3 - 2 * wz)
        s += w * _dot3(hash3((i + a) % cells, (j + b) % cells, (k + d) % cells + 91 * cells), px, py, pz)
    return s


@jit
def fetch(cube: np.ndarray[Any, Any], x: float, y: float, z: float) -> float:
    """Read a wrapping noise cube with linear interpolation; one unit is one period."""
    n = cube.shape[0]
    x, y, z = x * n, y * n, z * n
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    u, v, w = x - i, y - j, z - k
    m = n - 1
    a, b, c = int(i) & m, int(j) & m, int(k) & m
    p, q, r = (a + 1) & m, (b + 1) & m, (c + 1) & m
    n0 = cube[a, b, c] + (cube[p, b, c] - cube[a, b, c]) * u
    n1 = cube[a, q, c] + (cube[p, q, c] - cube[a, q, c]) * u
    m0 = cube[a, b, r] + (cube[p, b, r] - cube[a, b, r]) * u
    m1 = cube[a, q, r] + (cube[p, q, r] - cube[a, q, r]) * u
    n0 += (n1 - n0) * v
    m0 += (m1 - m0) * v
    return n0 + (m0 - n0) * w


@cache
def cube() -> Floats:
    """Give the wrapping cube of five noise layers that clouds and dust are cut from; it is the same for all seeds."""
    return _cube(128)
