"""Draws placed sprites into a layer of light over the land, near ones first, so that hidden ones cost nothing."""

import math

from philae.studio.land.air import Air, clear, veil
from philae.studio.land.frame import View
from philae.studio.land.noise import jit, smooth
from philae.studio.land.sprites import Levels
from philae.studio.scene import RGB
from philae.studio.stage import Floats


@jit
def splat(  # noqa: C901, PLR0912, PLR0915
    first: int, last: int, layer: Floats, near: Floats, depth: Floats, plants: Floats, levels: Levels, boxes: Floats,
    hues: Floats, view: View, air: Air, up: RGB, bounce: RGB,
) -> None:  # fmt: skip
    """Composite a band: `layer` [h, w, 4], `near` their depth, `hues` [planting, 10] = two colours, petals, snow."""
    h, w = depth.shape
    half = h / (2.0 * view.tan)
    size = levels[0].shape[1]
    sx, sy, sz = air.to_sun
    for p in range(plants.shape[0]):
        x, y, z, tall = plants[p, 0], plants[p, 1], plants[p, 2], plants[p, 3]
        which, row = int(plants[p, 4]), int(plants[p, 7])
        ey = y - view.eye
        deep = ey * view.sin + z * view.cos
        if deep < 0.05:
            continue
        scale = half / deep
        px = w * 0.5 + x * scale
        foot = h * 0.5 - (ey * view.cos - z * view.sin) * scale
        high = tall * scale
        if high < 0.7:
            continue
        flip = plants[p, 5] > 0.5
        west, east = boxes[which, 0], boxes[which, 1]
        if flip:
            west, east = 1.0 - east, 1.0 - west
        i0, i1 = max(int(px + (west - 0.5) * high), 0), min(int(px + (east - 0.5) * high) + 1, w)
        j0, j1 = max(int(foot - boxes[which, 3] * high), first), min(int(foot - boxes[which, 2] * high) + 1, last)
        if i1 <= i0 or j1 <= j0:
            continue
        level, n = 0, size
        while n > high * 1.15 and level < len(levels) - 1:
            level += 1
            n >>= 1
        image = levels[level]
        t = math.sqrt(x * x + ey * ey + z * z)
        middle = math.sqrt(x * x + (ey + 0.4 * tall) ** 2 + z * z)
        dx, dy, dz = x / middle, (ey + 0.4 * tall) / middle, z / middle
        k = veil(t, view.eye, dy, air)
        fr, fg, fb = clear(dx, max(dy, 0.02), dz, air)
        shine, sun = plants[p, 6], plants[p, 8]
        toward = max(dx * sx + dy * sy + dz * sz, 0.0)
        through = 0.25 + 0.75 * toward**3
        for j in range(j0, j1):
            v = (j + 0.5 - (foot - high)) / high * n - 0.5
            b = math.floor(v)
            fv = v - b
            b0, b1 = min(max(int(b), 0), n - 1), min(max(int(b) + 1, 0), n - 1)
            for i in range(i0, i1):
                rest = 1.0 - layer[j, i, 3]
                if rest < 0.012:
                    continue
                u = (i + 0.5 - px) / high + 0.5
                if flip:
                    u = 1.0 - u
                u = u * n - 0.5
                a = math.floor(u)
                fu = u - a
                if a < -1 or a >= n:
                    continue
                a0, a1 = min(max(int(a), 0), n - 1), min(max(int(a) + 1, 0), n - 1)
                w00, w10, w01, w11 = (1 - fu) * (1 - fv), fu * (1 - fv), (1 - fu) * fv, fu * fv
                q00, q10, q01, q11 = (
                    image[which, b0, a0],
                    image[which, b0, a1],
                    image[which, b1, a0],
                    image[which, b1, a1],
                )
                alpha = (w00 * q00[0] + w10 * q10[0] + w01 * q01[0] + w11 * q11[0]) / 255.0
                if alpha < 0.012:
                    continue
                ux, uy = (i + 0.5 - w * 0.5) / half, (h * 0.5 - j - 0.5) / half
                flat = view.cos - uy * view.sin
                dist = z * math.sqrt(1.0 + ux * ux + uy * uy) / flat
                if dist > depth[j, i] * 1.004 + 0.02:
                    continue
                inv = 1.0 / (255.0 * alpha)
                nx = ((w00 * q00[1] + w10 * q10[1] + w01 * q01[1] + w11 * q11[1]) * inv - 0.5) * 2.0
                ny = ((w00 * q00[2] + w10 * q10[2] + w01 * q01[2] + w11 * q11[2]) * inv - 0.5) * 2.0
                free = (w00 * q00[3] + w10 * q10[3] + w01 * q01[3] + w11 * q11[3]) * inv
                leaf = (w00 * q00[4] + w10 * q10[4] + w01 * q01[4] + w11 * q11[4]) * inv * 2.0
                tone = (w00 * q00[5] + w10 * q10[5] + w01 * q01[5] + w11 * q11[5]) * inv
                if flip:
                    nx = -nx
                nz = -math.sqrt(max(1.0 - nx * nx - ny * ny, 0.0))
                cr = hues[row, 0] + (hues[row, 3] - hues[row, 0]) * tone
                cg = hues[row, 1] + (hues[row, 4] - hues[row, 1]) * tone
                cb = hues[row, 2] + (hues[row, 5] - hues[row, 2]) * tone
                if leaf < 1.0:
                    bark = 0.6 + 0.8 * tone
                    cr = cr * leaf + 0.085 * bark * (1.0 - leaf)
                    cg = cg * leaf + 0.064 * bark * (1.0 - leaf)
                    cb = cb * leaf + 0.048 * bark * (1.0 - leaf)
                elif leaf > 1.02:
                    eye = smooth(0.75, 0.98, tone)
                    k1 = min(leaf - 1.0, 1.0)
                    cr += (hues[row, 6] + (0.75 - hues[row, 6]) * eye - cr) * k1
                    cg += (hues[row, 7] + (0.50 - hues[row, 7]) * eye - cg) * k1
                    cb += (hues[row, 8] + (0.05 - hues[row, 8]) * eye - cb) * k1
                cr, cg, cb = cr * shine, cg * shine, cb * shine
                if hues[row, 9] > 0.0:
                    ice = hues[row, 9] * smooth(0.05, 0.5, ny + 0.35 * (free - 0.5) + 0.25 * (tone - 0.5))
                    cr, cg, cb = cr + (0.82 - cr) * ice, cg + (0.85 - cg) * ice, cb + (0.92 - cb) * ice
                s = nx * sx + ny * sy + nz * sz
                soft = 0.45 * min(leaf, 1.0)
                d = max(s, 0.0) * (1.0 - soft) + soft * max(0.55 + 0.45 * s, 0.0)
                d = sun * (d * free + through * soft * free * free * 1.5)
                e = free * (0.55 + 0.45 * ny)
                g = free * (0.5 - 0.4 * ny)
                lr = cr * (air.sun[0] * d + up[0] * e + bounce[0] * g)
                lg = cg * (air.sun[1] * d + up[1] * e + bounce[1] * g)
                lb = cb * (air.sun[2] * d + up[2] * e + bounce[2] * g)
                lr, lg, lb = lr * k + fr * (1.0 - k), lg * k + fg * (1.0 - k), lb * k + fb * (1.0 - k)
                rest *= alpha
                layer[j, i, 0] += lr * rest
                layer[j, i, 1] += lg * rest
                layer[j, i, 2] += lb * rest
                layer[j, i, 3] += rest
                if alpha > 0.4:
                    near[j, i] = min(near[j, i], dist)
