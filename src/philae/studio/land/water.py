"""Water: waves, what they mirror (the finished land, searched in the picture), what shows through, foam and glitter."""

import math
from typing import NamedTuple

from philae.studio.land.air import Air, Rgba, clear, veil
from philae.studio.land.fan import land_at
from philae.studio.land.frame import View, cloud_at, ray, strike
from philae.studio.land.noise import fbm, flat, jit, ridged, sloped, smooth
from philae.studio.scene import RGB
from philae.studio.stage import Floats

EDGE = 1.25
"""How far beyond the picture's middle, where its side is 1, something is taken to look as it does at the side."""
LAYERS = 7
TURNS = tuple((math.cos(0.55 * math.sin(o * 2.4)), math.sin(0.55 * math.sin(o * 2.4))) for o in range(LAYERS))
"""Cosine and sine of the angle by which each layer of small waves turns away from the wind."""


class Surf(NamedTuple):
    """The water as plain numbers; `swell` above 0 says that the fan's land is itself the rolling sea."""

    deep: RGB
    shallow: RGB
    wave: float
    length: float
    foam: float
    clear: float
    swell: float
    wind: tuple[float, float]


@jit
def _ripples(x: float, z: float, pixel: float, graze: float, s: Surf) -> tuple[float, float, float]:
    """Slopes of the small waves and the roughness of those too small to see."""
    hx, hz, lost = 0.0, 0.0, 0.0
    f, a = 1.0 / s.length, s.wave / s.length * 2.0
    wx, wz = s.wind
    for o in range(LAYERS):
        seen = 1.0 - smooth(0.18, 0.75, pixel * f / max(graze, 0.02) ** 0.55)
        # Crests stand across the wind; each layer turns a little.
        cx, cz = wx * TURNS[o][0] - wz * TURNS[o][1], wx * TURNS[o][1] + wz * TURNS[o][0]
        if seen > 0.0:
            p, q = x * cx + z * cz, -x * cz + z * cx
            _, du, dv = sloped(p * f * 1.5 + 31.7 * o, q * f * 0.62 + 7.1 * o)
            du, dv = du * a * seen, dv * a * seen * 0.45
            hx += du * cx - dv * cz
            hz += du * cz + dv * cx
        lost += a * a * (1.0 - seen) * 0.25
        f *= 1.9
        a *= 0.86
    return hx, hz, math.sqrt(lost)


@jit
def _beside(i: int, j: int, t: float, depth: Floats, near: Floats) -> tuple[int, int]:
    """The place itself; if something nearer than `t` stands there, the next one of its row where nothing does."""
    if min(abs(depth[j, i]), near[j, i]) >= t * 0.97:
        return i, j
    w = depth.shape[1]
    for step in range(1, 33):
        for side in (-1, 1):
            n = i + side * (step * step * w // 2048 + step)
            free = 0 <= n < w and min(abs(depth[j, n]), near[j, n]) >= t * 0.97
            if free and (depth[j, n] > 0.0 or near[j, n] < 1e30):
                return n, j
    return i, j


@jit
def _mirror(
    x: float, y: float, z: float, rx: float, ry: float, rz: float, t: float, rgb: Floats, depth: Floats,
        layer: Floats, near: Floats,
    veils: Floats, margin: float, view: View, air: Air,
) -> Rgba:  # fmt: skip
    """Look up what a reflected ray sees: the picture where it shows it, else the sky; and how open it is."""
    h, w = depth.shape
    f = ry * view.sin + rz * view.cos
    sr, sg, sb = clear(rx, ry, rz, air)
    if f <= 0.02:
        return sr, sg, sb, 1.0
    u, v = rx / f / (view.tan * view.aspect), (ry * view.cos - rz * view.sin) / f / view.tan
    cr, cg, cb, ca = cloud_at(u, v, veils, margin)
    sr, sg, sb = sr * (1.0 - ca) + cr, sg * (1.0 - ca) + cg, sb * (1.0 - ca) + cb
    pu, pv = u, v
    for _ in range(3):
        i, j = int((pu * 0.5 + 0.5) * w), int((0.5 - pv * 0.5) * h)
        if abs(pu) > EDGE or j < 0 or j >= h:
            break
        i, j = _beside(min(max(i, 0), w - 1), j, t, depth, near)
        d = min(abs(depth[j, i]), near[j, i])
        if d > 1e30:
            pu, pv = u, v
            break
        if depth[j, i] < 0.0 and near[j, i] > 1e30:
            break
        go = max(d - t, 0.0)
        qx, qy, qz = x + rx * go, y + ry * go - view.eye, z + rz * go
        g = qy * view.sin + qz * view.cos
        if g <= 0.02:
            break
        pu, pv = qx / g / (view.tan * view.aspect), (qy * view.cos - qz * view.sin) / g / view.tan
    px, py = (pu * 0.5 + 0.5) * w - 0.5, (0.5 - pv * 0.5) * h - 0.5
    if abs(pu) > EDGE or py < 0.0 or py >= h - 1:
        return sr, sg, sb, 1.0
    i, j = _beside(min(max(int(px), 0), w - 1), int(py), t, depth, near)
    far = min(abs(depth[j, i]), near[j, i])
    if far < t * 0.97 or (depth[j, i] < 0.0 and near[j, i] > 1e30):
        # Something before the water hides what it mirrors: most likely not the open sky.
        hidden = 0.5 if far < t * 0.97 else 1.0
        return sr * hidden, sg * hidden, sb * hidden, 2.0 * hidden - 1.0
    k = 1.0 - layer[j, i, 3]
    r, g, b = rgb[j, i, 0] * k + layer[j, i, 0], rgb[j, i, 1] * k + layer[j, i, 1], rgb[j, i, 2] * k + layer[j, i, 2]
    n = j + 1
    if depth[n, i] > 0.0 or near[n, i] < 1e30:
        m = py - j
        k = 1.0 - layer[n, i, 3]
        r += (rgb[n, i, 0] * k + layer[n, i, 0] - r) * m
        g += (rgb[n, i, 1] * k + layer[n, i, 1] - g) * m
        b += (rgb[n, i, 2] * k + layer[n, i, 2] - b) * m
    edge = smooth(0.0, 0.06 * h, py)
    open_ = 1.0 if far > 1e30 else 1.0 - edge
    return sr + (r - sr) * edge, sg + (g - sg) * edge, sb + (b - sb) * edge, open_


@jit
def flood(  # noqa: C901, PLR0915
    first: int, last: int, out: Floats, rgb: Floats, depth: Floats, layer: Floats, near: Floats, cells: Floats,
        crest: Floats,
    rows: Floats, index: Floats, left: float, pitch: float, veils: Floats, margin: float, view: View, air: Air,
        up: RGB, surf: Surf,
) -> None:  # fmt: skip
    """Shade the water of a band into `out`; `rgb` and `layer` are the finished land and plants that it mirrors."""
    h, w = depth.shape
    pixel = 2.0 * view.tan / h
    sx, sy, sz = air.to_sun
    for j in range(first, last):
        for i in range(w):
            if depth[j, i] >= 0.0:
                continue
            u, v = (i + 0.5) / w * 2.0 - 1.0, 1.0 - (j + 0.5) / h * 2.0
            dx, dy, dz = ray(u, v, view)
            t = -depth[j, i]
            x, y, z = dx * t, view.eye + dy * t, dz * t
            hx, hz, sunk, sun = 0.0, 0.0, 40.0, 1.0
            if surf.swell > 0.0:
                _, c, r0, f = strike(dx / dz, dy / dz, cells, crest, rows, left, pitch, view.eye)
                r1 = min(r0 + 1, rows.shape[0] - 1)
                hx = cells[c, r0, 1] + (cells[c, r1, 1] - cells[c, r0, 1]) * f
                hz = cells[c, r0, 2] + (cells[c, r1, 2] - cells[c, r0, 2]) * f
            else:
                y = 0.0
                sunk = max(-land_at(x, z, cells, index, left, pitch, 0), 0.0)
            sun = land_at(x, z, cells, index, left, pitch, 3)
            seen = 1.0 if max(air.disc[0], air.stars) > 0.5 else 0.15
            graze = max(-dy, 0.003)
            rx, rz, rough = _ripples(x, z, t * pixel, graze, surf)
            calm = smooth(0.0, 0.5, sunk)
            lull = 0.55 + 0.45 * smooth(-0.3, 0.3, flat(x * 0.03 / surf.length * 3.0, z * 0.012 / surf.length * 3.0))
            rx, rz = rx * calm * lull, rz * calm * lull
            nx, nz = -hx - rx, -hz - rz
            q = 1.0 / math.sqrt(1.0 + nx * nx + nz * nz)
            nx, ny, nz = nx * q, q, nz * q
            face = -(dx * nx + dy * ny + dz * nz)
            face = max(face, 0.02)
            mx, my, mz = dx + 2.0 * face * nx, dy + 2.0 * face * ny, dz + 2.0 * face * nz
            if my < 0.015:
                my = 0.015 + 0.3 * abs(my)
            my += 0.35 * rough * (1.0 - graze)
            q = 1.0 / math.sqrt(mx * mx + my * my + mz * mz)
            mx, my, mz = mx * q, my * q, mz * q
            fresnel = 0.02 + 0.98 * (1.0 - face) ** 5 / (1.0 + 3.0 * rough)
            mr, mg, mb, open_ = _mirror(x, y, z, mx, my, mz, t, rgb, depth, layer, near, veils, margin, view, air)
            # The body: deep water drinks light; a bright wave lets some through.
            clearness = math.exp(-sunk / max(surf.clear * max(graze, 0.12) ** 0.35, 0.05))
            glow = (up[0] + 0.25 * air.sun[0], up[1] + 0.25 * air.sun[1], up[2] + 0.25 * air.sun[2])
            crest_ = 0.0
            if surf.swell > 0.0:
                crest_ = (
                    smooth(0.1, 1.0, y / surf.swell) * (0.35 + 0.65 * max(dx * sx + dz * sz, 0.0)) * (1.0 - face) * 0.9
                )
            k = min(clearness * 0.85 + crest_, 1.0)
            br = (surf.deep[0] + (surf.shallow[0] - surf.deep[0]) * k) * glow[0]
            bg = (surf.deep[1] + (surf.shallow[1] - surf.deep[1]) * k) * glow[1]
            bb = (surf.deep[2] + (surf.shallow[2] - surf.deep[2]) * k) * glow[2]
            r, g, b = br + (mr - br) * fresnel, bg + (mg - bg) * fresnel, bb + (mb - bb) * fresnel
            s = max(mx * sx + my * sy + mz * sz, 0.0)
            power = 900.0 / (1.0 + 500.0 * rough * rough + 30.0 * surf.wave / surf.length)
            shine = min(s**power * (0.05 + fresnel) * power * 0.006, 1.6) * sun * seen * open_
            r, g, b = r + shine * air.sun[0], g + shine * air.sun[1], b + shine * air.sun[2]
            white = 0.0
            if surf.foam > 0.0 and (surf.swell > 0.0 or sunk < 2.0):
                lace = fbm(x * 1.1, z * 0.8, 5) + 0.5 * fbm(x * 5.3, z * 4.7, 3)
                if surf.swell > 0.0:
                    tip = smooth(0.45, 1.0, y / surf.swell + 0.42 * lace) * (1.0 - 0.75 * smooth(50.0, 260.0, t))
                    streak = smooth(0.16, 0.5, fbm(x * 0.16 + 0.2 * lace, z * 0.5, 4)) * 0.08
                    web = smooth(0.36, 0.68, ridged(x * 0.34 + 0.25 * lace, z * 0.55, 6))
                    white = surf.foam * (1.7 * tip * (0.25 + 0.75 * smooth(-0.2, 0.3, lace)) * web + streak * web)
                else:
                    run = 0.9 * fbm(x * 0.10, z * 0.10, 3)
                    for n in range(3):
                        at = 0.04 + 0.30 * n * n + 0.10 * run * (n + 1)
                        wide = 0.035 + 0.13 * n
                        band = smooth(wide, 0.0, abs(sunk - at)) if abs(sunk - at) < wide else 0.0
                        trail = 0.55 * smooth(at + 3.5 * wide, at, sunk) if at < sunk < at + 3.5 * wide else 0.0
                        white = max(
                            white,
                            surf.foam
                            * (band * smooth(-0.75, 0.15, lace) + trail * smooth(-0.05, 0.35, lace))
                            * (1.0 - 0.25 * n),
                        )
                white *= 1.0 - smooth(0.25, 1.2, t * pixel) * 0.4
                white = min(white, 0.95)
                fr = 0.85 * (up[0] * 0.9 + air.sun[0] * sun * max(0.25 + 0.75 * ny * sy, 0.0) * 0.7)
                fg = 0.87 * (up[1] * 0.9 + air.sun[1] * sun * max(0.25 + 0.75 * ny * sy, 0.0) * 0.7)
                fb = 0.90 * (up[2] * 0.9 + air.sun[2] * sun * max(0.25 + 0.75 * ny * sy, 0.0) * 0.7)
                r, g, b = r + (fr - r) * white, g + (fg - g) * white, b + (fb - b) * white
            if sunk < 0.05:
                # A thin film: the wet sand shows through.
                film = smooth(0.0, 0.05, sunk)
                r, g, b = r * (0.35 + 0.65 * film), g * (0.35 + 0.65 * film), b * (0.35 + 0.65 * film)
            k = veil(t, view.eye, dy, air)
            fr, fg, fb = clear(dx, 0.02, dz, air)
            out[j, i, 0], out[j, i, 1], out[j, i, 2] = (
                r * k + fr * (1.0 - k),
                g * k + fg * (1.0 - k),
                b * k + fb * (1.0 - k),
            )
