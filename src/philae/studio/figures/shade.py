"""Light on a figure: sun with soft shadow, sky and bounce with occlusion, rim, gloss, eyes that look alive, fog."""

import math

from philae.studio.figures.coat import coat, step
from philae.studio.figures.columns import (
    BOUNCE,
    BOUND,
    DENSITY,
    DIMS,
    FIRST,
    FLOOR,
    FOG,
    LAST,
    PAINTS,
    POSITION,
    RIGHT,
    SCALE,
    SKY,
    SUN,
    TO_SUN,
    TURN,
    UP,
)  # fmt: skip
from philae.studio.figures.compiled import kernel
from philae.studio.figures.field import along_ray, around_point, field, framed
from philae.studio.figures.grain import grain
from philae.studio.figures.materials import EYE, FIRE, GLOW, MIRROR, RIM, SHININESS, SPECULAR, TABLE, WRAP
from philae.studio.figures.vectors import Array, Indices

SUN_SPREAD = 0.05  # tangent of the penumbra's half angle
AO_REACH = 0.30  # figure units


@kernel
def inward(figures: Array, which: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A world direction in the frame of a figure."""
    return (
        figures[which, TURN] * x + figures[which, TURN + 3] * y + figures[which, TURN + 6] * z,
        figures[which, TURN + 1] * x + figures[which, TURN + 4] * y + figures[which, TURN + 7] * z,
        figures[which, TURN + 2] * x + figures[which, TURN + 5] * y + figures[which, TURN + 8] * z,
    )


@kernel
def outward(figures: Array, which: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A direction of a figure's frame in the world."""
    return (
        figures[which, TURN] * x + figures[which, TURN + 1] * y + figures[which, TURN + 2] * z,
        figures[which, TURN + 3] * x + figures[which, TURN + 4] * y + figures[which, TURN + 5] * z,
        figures[which, TURN + 6] * x + figures[which, TURN + 7] * y + figures[which, TURN + 8] * z,
    )


@kernel
def placed(figures: Array, which: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A point of the world in the frame and units of a figure."""
    a, b, c = inward(
        figures, which, x - figures[which, POSITION], y - figures[which, POSITION + 1], z - figures[which, POSITION + 2]
    )
    return a / figures[which, SCALE], b / figures[which, SCALE], c / figures[which, SCALE]


@kernel
def unit(x: float, y: float, z: float) -> tuple[float, float, float]:
    """The vector at length one."""
    length = math.sqrt(x * x + y * y + z * z) + 1e-12
    return x / length, y / length, z / length


@kernel
def sunlit(figures: Array, parts: Array, x: float, y: float, z: float, light: Array, near: Indices) -> float:
    """How much of the sun the figures let through to a point of the world, 0..1, with a soft edge."""
    sx, sy, sz = light[TO_SUN], light[TO_SUN + 1], light[TO_SUN + 2]
    seen = 1.0
    for which in range(figures.shape[0]):
        cx, cy, cz = figures[which, BOUND] - x, figures[which, BOUND + 1] - y, figures[which, BOUND + 2] - z
        along = cx * sx + cy * sy + cz * sz
        radius = figures[which, BOUND + 3]
        reach = radius + SUN_SPREAD * max(along, 0.0)
        if along < -radius or cx * cx + cy * cy + cz * cz - along * along > reach * reach:
            continue
        ox, oy, oz = placed(figures, which, x, y, z)
        dx, dy, dz = inward(figures, which, sx, sy, sz)
        first, last = int(figures[which, FIRST]), int(figures[which, PAINTS])
        count, enter, leave = along_ray(parts, first, last, ox, oy, oz, dx, dy, dz, SUN_SPREAD, near)
        t = max(enter, 0.012)
        for _ in range(40):
            if t > leave or count == 0:
                break
            d = field(parts, near, count, ox + dx * t, oy + dy * t, oz + dz * t, 0.0)
            seen = min(seen, 0.5 + 0.5 * d / (SUN_SPREAD * t + 0.004))
            if seen <= 0.0:
                return 0.0
            t += max(abs(d), 0.016 + 0.05 * t)  # half the penumbra, so that nothing slips through
    return seen * seen * (3.0 - 2.0 * seen)


@kernel
def openness(
    parts: Array, near: Indices, count: int, x: float, y: float, z: float, nx: float, ny: float, nz: float
) -> float:
    """Ambient occlusion of a point of a figure by itself, 0..1."""
    closed = 0.0
    weight = 1.0
    for i in range(1, 5):
        h = AO_REACH * 0.06 * i * i
        d = field(parts, near, count, x + nx * h, y + ny * h, z + nz * h, 0.0)
        closed += weight * max(h - d, 0.0) / h
        weight *= 0.8
    return min(max(1.0 - 0.42 * closed, 0.12), 1.0)


@kernel
def around(light: Array, channel: int, y: float) -> float:
    """What a mirror sees in a direction of this height: sky above, haze at the horizon, bounce below."""
    haze = 0.5 * light[FOG + channel] + 0.5 * light[SKY + channel]
    if y > 0.0:
        return haze + (light[SKY + channel] - haze) * min(y * 1.6, 1.0)
    return haze + (0.6 * light[BOUNCE + channel] - haze) * min(-y * 3.0, 1.0)


@kernel
def eyeball(
    parts: Array, row: int, x: float, y: float, z: float, r: float, g: float, b: float
) -> tuple[float, float, float]:
    """Colour of an eye: pupil, iris with a dark ring, and sclera."""
    px, py, pz = framed(parts, row, x, y, z)
    radius, white, pupil = parts[row, DIMS], parts[row, DIMS + 3], parts[row, DIMS + 4]
    off = math.sqrt(px * px + pz * pz) / radius if py > 0.0 else 1.0
    iris = 0.93 - 0.4 * white
    if off > iris:
        shell = step(off - iris - 0.03, 0.05)
        pale = 0.03 + 0.80 * white
        return 0.02 + (pale - 0.02) * shell, 0.02 + (pale - 0.02) * shell, 0.02 + (pale - 0.02) * shell
    shine = (0.55 + 0.7 * off / iris) * (1.0 - 0.75 * step(off / iris - 0.9, 0.1)) * step(off - iris * pupil, 0.05)
    return 0.008 + r * shine, 0.008 + g * shine, 0.008 + b * shine


@kernel
def shade(  # noqa: C901, PLR0915 - one point's light, from normal to haze
    figures: Array, parts: Array, which: int, ox: float, oy: float, oz: float, dx: float, dy: float, dz: float,
    t: float, pixel_angle: float, camera: Array, light: Array, near: Indices,
) -> tuple[float, float, float]:  # fmt: skip
    """Linear light from the point at distance t (metres) along a world ray that meets a figure."""
    scale = figures[which, SCALE]
    wx, wy, wz = ox + dx * t, oy + dy * t, oz + dz * t
    x, y, z = placed(figures, which, wx, wy, wz)
    first, paints, last = int(figures[which, FIRST]), int(figures[which, PAINTS]), int(figures[which, LAST])
    pixel = pixel_angle * t / scale
    count = around_point(parts, first, paints, x, y, z, AO_REACH, near)
    if count == 0:
        return 0.0, 0.0, 0.0
    e = max(0.8 * pixel, 0.0008)
    a = field(parts, near, count, x + e, y - e, z - e, pixel)
    b = field(parts, near, count, x - e, y - e, z + e, pixel)
    c = field(parts, near, count, x - e, y + e, z - e, pixel)
    d = field(parts, near, count, x + e, y + e, z + e, pixel)
    nx, ny, nz = unit(a - b - c + d, c + d - a - b, b + d - a - c)
    occluded = openness(parts, near, count, x, y, z, nx, ny, nz)
    red, green, blue, material, row = coat(parts, near, count, paints, last, x, y, z, pixel)
    value, warmth, tx, ty, tz = grain(material, parts, row, x, y, z, nx, ny, nz, pixel)
    if material == EYE:
        red, green, blue = eyeball(parts, row, x, y, z, red, green, blue)
    nx, ny, nz = unit(nx + tx, ny + ty, nz + tz)
    nx, ny, nz = outward(figures, which, nx, ny, nz)
    facing = -(nx * dx + ny * dy + nz * dz)
    if facing < 0.02:  # a tilt must not turn the surface away from the eye
        nx, ny, nz = unit(nx - (facing - 0.02) * -dx, ny - (facing - 0.02) * -dy, nz - (facing - 0.02) * -dz)
        facing = 0.02
    if material in (FIRE, GLOW):
        core = 1.2 + 2.2 * facing * facing if material == FIRE else 1.7
        return red * core, green * core, blue * core
    value = max(value, 0.1)
    red, green, blue = red * value * (1.0 + 0.07 * warmth), green * value, blue * value * (1.0 - 0.07 * warmth)
    sx, sy, sz = light[TO_SUN], light[TO_SUN + 1], light[TO_SUN + 2]
    wrap = TABLE[material, WRAP]
    cosine = nx * sx + ny * sy + nz * sz
    sun = max((cosine + wrap) / (1.0 + wrap), 0.0)
    off = 0.012 * scale
    if sun > 0.0:
        sun *= sunlit(figures, parts, wx + nx * off, wy + ny * off, wz + nz * off, light, near)
    above = (wy - figures[which, FLOOR]) / scale
    ambient = occluded * (1.0 - 0.4 * math.exp(-max(above, 0.0) * 7.0) * (0.5 - 0.5 * ny))
    up = 0.5 + 0.5 * ny
    grazing = (1.0 - facing) * (1.0 - facing) * (1.0 - facing)
    behind = max(dx * sx + dy * sy + dz * sz, 0.0)
    rim = TABLE[material, RIM] * grazing * (0.25 * occluded + 1.5 * behind * behind * (0.3 + 0.7 * min(sun * 2.0, 1.0)))
    hx, hy, hz = unit(sx - dx, sy - dy, sz - dz)
    shine = max(nx * hx + ny * hy + nz * hz, 0.0) ** TABLE[material, SHININESS]
    shine *= TABLE[material, SPECULAR] * min(sun * 4.0, 1.0)
    rx, ry, rz = dx + 2.0 * facing * nx, dy + 2.0 * facing * ny, dz + 2.0 * facing * nz
    mirror = TABLE[material, MIRROR]
    if material != EYE:
        mirror += (1.0 - mirror) * grazing * 0.3 * min(TABLE[material, SPECULAR], 1.0)
    catch = 0.0
    if material == EYE:
        kx, ky, kz = unit(
            -dx + 0.75 * camera[UP] - 0.45 * camera[RIGHT], -dy + 0.75 * camera[UP + 1] - 0.45 * camera[RIGHT + 1],
            -dz + 0.75 * camera[UP + 2] - 0.45 * camera[RIGHT + 2],
        )  # fmt: skip
        catch = 1.4 * step(rx * kx + ry * ky + rz * kz - 0.955, 0.03)
    haze = 1.0 - math.exp(-light[DENSITY] * t)
    metallic = TABLE[material, MIRROR] if TABLE[material, MIRROR] > 0.5 else 0.0
    result = (0.0, 0.0, 0.0)
    for channel in range(3):
        own = red if channel == 0 else (green if channel == 1 else blue)
        sky, bounce, beam = light[SKY + channel], light[BOUNCE + channel], light[SUN + channel]
        soft = ambient * (sky * up + bounce * (1.0 - up) + 0.22 * (sky + bounce) * facing)
        lit = own * (beam * sun + soft) * (1.0 - mirror)
        tint = 1.0 + (own - 1.0) * metallic
        lit += mirror * tint * around(light, channel, ry) * (0.35 + 0.65 * occluded)
        lit += rim * (0.3 * sky + beam * behind) * (0.25 + 0.75 * own) + shine * beam * tint
        lit += catch * (0.25 + 0.5 * sky + 0.2 * beam)
        lit = lit * (1.0 - haze) + light[FOG + channel] * haze
        if channel == 0:
            result = (lit, 0.0, 0.0)
        elif channel == 1:
            result = (result[0], lit, 0.0)
        else:
            result = (result[0], result[1], lit)
    return result
