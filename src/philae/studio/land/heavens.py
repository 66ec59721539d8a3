"""What shines in the sky: stars and the galaxy's band, the moon, aurora, rainbow."""

import math
from typing import NamedTuple

from philae.studio.land.air import Air
from philae.studio.land.frame import View, cloud_at, ray
from philae.studio.land.noise import fbm, flat, jit, ridged, smooth, solid, unit
from philae.studio.scene import RGB
from philae.studio.stage import Floats


class Heaven(NamedTuple):
    """Positions and strengths: `moon` its direction, `moon_size` radians (0: none), `earth` shows ours instead."""

    moon: RGB
    moon_size: float
    moon_light: float
    phase: float
    earth: float
    seed: float


@jit
def aurora(dx: float, dy: float, dz: float, seed: float, steps: int) -> RGB:
    """Light of curtains that hang on winding lines far above, green below and violet above."""
    r, g, b = 0.0, 0.0, 0.0
    if dy < 0.02:
        return r, g, b
    for i in range(steps):
        k = (i + 0.5) / steps
        t = (1.0 + 1.35 * k) / (dy + 0.08)
        x, z = dx * t + seed, dz * t
        wx = x + 0.9 * flat(x * 0.33, z * 0.33 + seed) + 0.30 * flat(x * 1.1, z * 1.1)
        wz = z + 0.9 * flat(x * 0.33 + 5.1, z * 0.33)
        line = flat(wx * 0.42 + seed, wz * 0.20)
        fold = math.exp(-((line * 9.0) ** 2)) + 0.35 * math.exp(-(((line - 0.28) * 12.0) ** 2))
        rays = 0.55 + 0.75 * max(flat(wx * 3.1 + 2.0 * line, wz * 1.1) + 0.35, 0.0) + 0.35 * flat(wx * 11.0, wz * 2.0)
        patch = smooth(-0.35, 0.35, flat(wx * 0.17 + 3.0, wz * 0.15))
        w = fold * max(rays, 0.0) * patch * math.exp(-2.4 * k) * smooth(0.0, 0.06, k)
        r += w * (0.10 + 0.75 * k * k * 1.4)
        g += w * (1.0 - 0.62 * k)
        b += w * (0.30 + 0.75 * k)
    q = 5.2 / steps * smooth(0.02, 0.2, dy)
    return r * q, g * q, b * q


@jit
def star_field(dx: float, dy: float, dz: float, pixel: float, dense: float) -> RGB:
    """Stars as points about a pixel wide, of many brightnesses and some colours."""
    r, g, b = 0.0, 0.0, 0.0
    for layer in range(3):
        f = (46.0, 105.0, 230.0)[layer]
        ax, ay, az = abs(dx), abs(dy), abs(dz)
        # The sphere is cut into the six faces of a cube, so that cells keep their shape.
        if az >= ax and az >= ay:
            u, v, face = dx / az, dy / az, 1 if dz > 0 else 2
        elif ay >= ax:
            u, v, face = dx / ay, dz / ay, 3 if dy > 0 else 4
        else:
            u, v, face = dz / ax, dy / ax, 5 if dx > 0 else 6
        u, v = u * f, v * f
        i, j = math.floor(u), math.floor(v)
        if unit(i, j, face * 7 + layer) > dense * (0.16, 0.22, 0.34)[layer]:
            continue
        cx, cy = 0.15 + 0.7 * unit(i, j, 31 + layer), 0.15 + 0.7 * unit(i, j, 57 + layer)
        d = math.sqrt((u - i - cx) ** 2 + (v - j - cy) ** 2) / f
        m = unit(i, j, 83 + layer)
        bright = (0.10 + 2.6 * m**9) * (1.0, 0.6, 0.32)[layer]
        wide = max(pixel * 0.5, 0.00042) * (1.0 + 0.7 * m**12)
        k = bright * math.exp(-(d * d) / (wide * wide)) + 0.035 * bright * bright * math.exp(-d / (wide * 2.5))
        hue = unit(i, j, 111 + layer)
        r += k * (0.78 + 0.42 * hue)
        g += k * (0.90 + 0.05 * hue)
        b += k * (1.22 - 0.5 * hue)
    return r, g, b


@jit
def milky(dx: float, dy: float, dz: float, seed: float) -> RGB:
    """The band of the galaxy with its dust lanes, about 0..1."""
    tilt = 0.9 + 0.35 * math.sin(seed)
    along, across = (
        dx * math.cos(tilt) + dy * math.sin(tilt),
        -dx * math.sin(tilt) + dy * math.cos(tilt) - 0.12 * math.cos(seed * 3.0),
    )
    px, py, pz = dx * 3.0 + seed, dy * 3.0, dz * 3.0
    w = solid(px, py, pz) + 0.5 * solid(px * 2.1, py * 2.1, pz * 2.1)
    q = across + 0.07 * w
    band = math.exp(-((q / 0.20) ** 2))
    core = math.exp(-((q / 0.07) ** 2)) * (0.6 + 0.4 * math.cos(along * 2.0))
    dust = ridged(along * 2.6 + seed + 0.5 * w, q * 9.0, 6)
    cloudy = 0.6 + 0.8 * fbm(along * 6.0 + seed, q * 14.0, 5)
    lane = math.exp(-((q / 0.05) ** 2)) * smooth(0.30, 0.62, dust)
    k = max(band * 0.35 * cloudy + core * 0.55 * cloudy, 0.0) * (1.0 - 0.85 * lane)
    return k * (0.85 + 0.25 * core), k * 0.82, k * (1.02 - 0.2 * core)


@jit
def moon(px: float, py: float, s: float, phase: float, earth: float) -> tuple[float, float, float, float]:
    """Light and cover of a disc at px, py in radii (s a pixel's size in radii): our moon, or the earth."""
    d = math.sqrt(px * px + py * py)
    edge = min(max((1.0 - d) / s + 0.5, 0.0), 1.0)
    if edge <= 0.0:
        return 0.0, 0.0, 0.0, 0.0
    z = math.sqrt(max(1.0 - d * d, 0.0))
    lit = smooth(-0.04, 0.30, px * math.sin(phase) + z * math.cos(phase) + py * 0.15)
    if earth > 0.0:
        qx, qy, qz = px * 1.5 + earth, py * 1.5, z * 1.5
        land = fbm(qx + qz * 0.6, qy + qz * 0.3, 7) + 0.04
        sea = smooth(-0.01, 0.015, land)
        r, g, b = 0.012 + 0.20 * sea, 0.06 + 0.12 * sea, 0.20 - 0.13 * sea
        polar = smooth(0.72, 0.86, abs(py) + 0.1 * land)
        warp = fbm(qx * 2.0, qy * 2.0, 4)
        cloud = smooth(0.02, 0.42, fbm(qx * 1.6 + warp * 0.9, qy * 3.4 + warp * 0.9 + qz, 7) + 0.10)
        white = max(cloud, polar)
        r, g, b = r + (0.95 - r) * white, g + (0.96 - g) * white, b + (1.0 - b) * white
        rim = (1.0 - z) ** 2.5
        r, g, b = (r + 0.15 * rim) * lit * 1.7, (g + 0.34 * rim) * lit * 1.7, (b + 0.85 * rim) * lit * 1.7
        return r * edge, g * edge, b * edge, edge
    maria = smooth(-0.12, 0.22, fbm(px * 1.3 + 4.1, py * 1.3 + 1.7, 5))
    rough = fbm(px * 6.0, py * 6.0, 5)
    ray_ = max(0.0, 1.0 - math.sqrt((px - 0.1) ** 2 + (py + 0.62) ** 2) * 1.6) ** 2
    c = (0.50 + 0.38 * maria + 0.20 * rough + 0.25 * ray_) * lit * (0.75 + 0.25 * z)
    return c * 1.0 * edge, c * 0.96 * edge, c * 0.88 * edge, edge


@jit
def _bow(dx: float, dy: float, dz: float, air: Air) -> RGB:
    s = -(dx * air.to_sun[0] + dy * air.to_sun[1] + dz * air.to_sun[2])
    a = math.degrees(math.acos(min(max(s, -1.0), 1.0)))
    r, g, b = 0.0, 0.0, 0.0
    for k in range(2):
        x = (a - 40.4) / 2.2 if k == 0 else (53.6 - a) / 3.4
        w = 1.0 if k == 0 else 0.28
        r += w * math.exp(-(((x - 0.86) / 0.20) ** 2)) + w * 0.18 * math.exp(-(((x - 0.02) / 0.14) ** 2))
        g += w * 0.85 * math.exp(-(((x - 0.52) / 0.20) ** 2))
        b += w * math.exp(-(((x - 0.20) / 0.20) ** 2))
    glow = 0.10 * smooth(41.5, 38.0, a) if a < 41.5 else 0.0
    fade = 0.42 * smooth(-0.02, 0.12, dy)
    return (r + glow) * fade, (g + glow) * fade, (b + glow) * fade


@jit
def adorn(  # noqa: C901
    first: int,
    last: int,
    rgb: Floats,
    depth: Floats,
    veils: Floats,
    margin: float,
    view: View,
    air: Air,
    heaven: Heaven,
) -> None:
    """Add what shines behind the clouds to the sky's pixels of a band."""
    h, w = depth.shape
    pixel = 2.0 * view.tan / h
    mx, my, mz = heaven.moon
    rx, rz = mz, -mx
    q = 1.0 / math.sqrt(rx * rx + rz * rz + 1e-9)
    rx, rz = rx * q, rz * q
    ux, uy, uz = my * rz, mz * rx - mx * rz, -my * rx
    if uy < 0.0:
        ux, uy, uz = -ux, -uy, -uz
    for j in range(first, last):
        for i in range(w):
            if depth[j, i] < 1e30:
                continue
            u, v = (i + 0.5) / w * 2.0 - 1.0, 1.0 - (j + 0.5) / h * 2.0
            dx, dy, dz = ray(u, v, view)
            r, g, b = 0.0, 0.0, 0.0
            hide = 0.0
            if heaven.moon_size > 0.0:
                s = dx * mx + dy * my + dz * mz
                off = math.acos(min(max(s, -1.0), 1.0))
                near = off / heaven.moon_size
                if near < 1.1 and s > 0.0:
                    px = (dx * rx + dz * rz) / heaven.moon_size
                    py = (dx * ux + dy * uy + dz * uz) / heaven.moon_size
                    cr, cg, cb, hide = moon(px, py, pixel / heaven.moon_size, heaven.phase, heaven.earth)
                    k = heaven.moon_light
                    r, g, b = cr * k, cg * k, cb * k
                if heaven.earth == 0.0:
                    halo = heaven.moon_light * (
                        0.05 * math.exp(-max(near - 1.0, 0.0) * 0.9) + 0.022 * math.exp(-near * 0.16)
                    )
                    r, g, b = r + halo * 0.8, g + halo * 0.9, b + halo * 1.1
            if air.stars > 0.0 and hide < 1.0:
                low = smooth(-0.02, 0.25, dy) * air.stars * (1.0 - hide)
                band = milky(dx, dy, dz, heaven.seed) if air.milky > 0.0 else (0.0, 0.0, 0.0)
                sr, sg, sb = star_field(dx, dy, dz, pixel, 0.35 + 0.55 * min(band[1] * air.milky * 2.0, 1.0))
                k = 0.085 * air.milky
                r += low * (sr + k * band[0])
                g += low * (sg + k * band[1])
                b += low * (sb + k * band[2])
            if air.rainbow > 0.0:
                br, bg, bb = _bow(dx, dy, dz, air)
                r, g, b = r + br, g + bg, b + bb
            open_ = 1.0
            if dy > 0.0 and air.rainbow == 0.0:
                open_ = 1.0 - cloud_at(u, v, veils, margin)[3]
            rgb[j, i, 0] = rgb[j, i, 0] * (1.0 - hide * open_) + r * open_
            rgb[j, i, 1] = rgb[j, i, 1] * (1.0 - hide * open_) + g * open_
            rgb[j, i, 2] = rgb[j, i, 2] * (1.0 - hide * open_) + b * open_


@jit
def hang(
    first: int, last: int, veils: Floats, margin: float, view: View, strength: float, seed: float, steps: int
) -> None:
    """Add the aurora behind the painted clouds of a band."""
    h, w = veils.shape[0], veils.shape[1]
    for j in range(first, last):
        for i in range(w):
            u, v = ((i + 0.5) / w * 2.0 - 1.0) * margin, (1.0 - (j + 0.5) / h * 2.0) * margin
            dx, dy, dz = ray(u, v, view)
            r, g, b = aurora(dx, dy, dz, seed, steps)
            k = strength * (1.0 - veils[j, i, 3])
            veils[j, i, 0] += k * r
            veils[j, i, 1] += k * g
            veils[j, i, 2] += k * b
