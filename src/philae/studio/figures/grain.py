"""Fine structure of surfaces: how a material varies in brightness and how it tilts the normal."""

import math

from philae.studio.figures.coat import step
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import framed
from philae.studio.figures.materials import (
    BARK,
    BRICK,
    BUMP,
    CLOTH,
    FEATHER,
    FUR,
    LEAF,
    NEEDLE,
    PLANKS,
    SCALES,
    SHORT_FUR,
    STONE,
    TABLE,
    TILES,
    VARIETY,
    WOOD,
)  # fmt: skip
from philae.studio.figures.noise import cells, layered_noise, smooth_noise
from philae.studio.figures.vectors import Array


@kernel
def _courses(u: float, v: float, wide: float, high: float) -> tuple[float, float, float]:
    """Bricks in courses: distance to the nearest joint and two numbers of the brick's own."""
    row = math.floor(v / high)
    u += 0.5 * wide * (row - 2.0 * math.floor(row / 2.0))
    column = math.floor(u / wide)
    inside_u, inside_v = u - column * wide, v - row * high
    joint = min(inside_u, wide - inside_u, inside_v, high - inside_v)
    return joint, smooth_noise(column * 3.7 + 0.5, row * 5.3 + 0.5, 0.5), inside_v / high


@kernel
def _masonry(material: int, u: float, v: float, pixel: float) -> float:
    """Brightness of brick, stone blocks, tiles and planks, about 0.5..1.2; even where pixels are too coarse."""
    if material == BRICK:
        wide, high, gap = 0.13, 0.055, 0.005
    elif material == STONE:
        wide, high, gap = 0.22, 0.11, 0.006
    elif material == TILES:
        wide, high, gap = 0.085, 0.075, 0.004
    else:
        wide, high, gap = 2.2, 0.085, 0.005
    joint, own, upward = _courses(u, v, wide, high)
    filled = step(joint - gap, max(gap * 0.6, pixel))
    value = 0.62 + 0.38 * filled + 0.16 * own
    if material == TILES:
        value *= 0.78 + 0.34 * (1.0 - upward)
    detail = min(max(1.5 - 6.0 * pixel / high, 0.0), 1.0)
    return 1.0 + (value - 1.0) * detail


@kernel
def grain(  # noqa: PLR0911 - one case a material
    material: int, parts: Array, row: int, x: float, y: float, z: float, nx: float, ny: float, nz: float, pixel: float
) -> tuple[float, float, float, float, float]:  # fmt: skip
    """Brightness factor, warmth (-1..1) and a tilt of the normal, in figure space."""
    bump, variety = TABLE[material, BUMP], TABLE[material, VARIETY]
    warmth = smooth_noise(x * 2.3 + 3.1, y * 2.3, z * 2.3)
    if variety == 0.0:
        return 1.0, 0.0, 0.0, 0.0, 0.0
    if material in (FUR, SHORT_FUR, FEATHER):
        fine = min(max(1.7 - 90.0 * pixel, 0.0), 1.0)
        u, v = 0.85 * x + 0.52 * y, 0.85 * y - 0.52 * x
        coarse = smooth_noise(u * 6.0, v * 32.0, z * 32.0)
        strand = smooth_noise(u * 15.0 + coarse, v * 110.0, z * 110.0) * fine
        other = smooth_noise(u * 11.0 + 31.0, v * 70.0, z * 70.0) * fine
        value = 1.0 + variety * (0.55 * coarse + 0.75 * strand)
        return value, warmth, bump * 0.35 * strand, bump * (0.45 * coarse + 0.5 * other), bump * 0.7 * (strand - other)
    if material in (LEAF, NEEDLE):
        f = 13.0 if material == LEAF else 20.0
        near, second, number = cells(x * f, y * f * (1.0 if material == LEAF else 0.6), z * f)
        value = 1.0 + variety * (1.1 * (number - 0.5) - 0.5 * step(0.16 - (second - near), 0.12))
        tilt = bump * (number - 0.5)
        return value, 1.6 * (number - 0.5), tilt, bump * (near - 0.4), -tilt
    if material in (BRICK, STONE, TILES, PLANKS):
        px, py, pz = framed(parts, row, x, y, z)
        ax, _, az = framed(parts, row, x + nx, y + ny, z + nz)
        u = pz if abs(ax - px) > abs(az - pz) else px
        value = _masonry(material, u + 0.031, py + 0.5, pixel)
        rough = layered_noise(x * 16.0, y * 16.0, z * 16.0)
        return (
            value * (1.0 + 0.5 * variety * rough),
            warmth,
            bump * rough * 0.5,
            bump * (value - 1.0),
            -bump * rough * 0.5,
        )
    if material in (WOOD, BARK):
        px, py, pz = framed(parts, row, x, y, z)
        rings = smooth_noise(px * 38.0, py * 3.0, pz * 38.0)
        fine = smooth_noise(px * 90.0, py * 5.0, pz * 90.0)
        value = 1.0 + variety * (0.7 * rings + 0.4 * fine)
        return value, warmth, bump * rings, 0.0, bump * fine
    if material == SCALES:
        near, second, number = cells(x * 15.0, y * 15.0, z * 15.0)
        value = 1.0 + variety * (number - 0.5) - 0.35 * step(0.14 - (second - near), 0.1)
        return value, warmth, bump * (number - 0.5), bump * (near - 0.4), bump * (0.5 - number)
    f = 60.0 if material == CLOTH else 14.0
    fade = min(max(1.6 - 1.5 * pixel * f, 0.0), 1.0)
    a = smooth_noise(x * f, y * f, z * f) * fade
    b = smooth_noise(x * 5.0, y * 5.0, z * 5.0)
    return 1.0 + variety * (0.5 * a + 0.7 * b), warmth * 0.6, bump * a, bump * 0.4 * b, -bump * a
