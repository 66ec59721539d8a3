"""Buildings: gabled huts and towers as convex solids, struck by rays exactly, with windows, roofs and snow."""

import math

from philae.studio.land.air import Air, clear, veil
from philae.studio.land.frame import View
from philae.studio.land.noise import fbm, jit, smooth, unit
from philae.studio.scene import RGB
from philae.studio.stage import Floats

FIELDS = 18
"""x, y (foot), z, cos yaw, sin yaw, half width, half depth, height of the walls, slope of the roof, wall rgb, roof rgb,
share of lit windows, window spacing (m), snow."""


@jit
def _solid(  # noqa: C901
    ox: float, oy: float, oz: float, dx: float, dy: float, dz: float, w: float, d: float, high: float, slope: float
) -> tuple[float, int]:
    """Distance to a house centred on its foot and the face: 0, 1 = ±x, 2, 3 = ±z, 4, 5 = roof; −1 where missed."""
    t0, t1, face = 0.0, 1e30, -1
    eave = 0.0
    for k in range(6):
        if k == 0:
            nx, ny, nz, c = 1.0, 0.0, 0.0, w
        elif k == 1:
            nx, ny, nz, c = -1.0, 0.0, 0.0, w
        elif k == 2:
            nx, ny, nz, c = 0.0, 0.0, 1.0, d
        elif k == 3:
            nx, ny, nz, c = 0.0, 0.0, -1.0, d
        else:
            nx, ny, nz, c = slope if k == 4 else -slope, 1.0, 0.0, high + slope * w + eave
        a = nx * dx + ny * dy + nz * dz
        b = c - (nx * ox + ny * oy + nz * oz)
        if a < 0.0:
            t = b / a
            if t > t0:
                t0, face = t, k
        elif a > 0.0:
            t1 = min(t1, b / a)
        elif b < 0.0:
            return -1.0, -1
        if t0 > t1:
            return -1.0, -1
    return (t0, face) if face >= 0 else (-1.0, -1)


@jit
def build(  # noqa: C901, PLR0912, PLR0915
    first: int, last: int, rgb: Floats, depth: Floats, blocks: Floats, view: View, air: Air, up: RGB, bounce: RGB,
        night: float
) -> None:  # fmt: skip
    """Composite a band of buildings, far ones first, onto the land; four rays a pixel decide its cover."""
    h, w = depth.shape
    half = h / (2.0 * view.tan)
    for p in range(blocks.shape[0]):
        q = blocks[p]
        bx, by, bz = q[0], q[1] - view.eye, q[2]
        high, slope = q[7], q[8]
        top = high + slope * q[5]
        reach = math.sqrt(q[5] * q[5] + q[6] * q[6])
        if bz - reach < 0.3:
            continue
        i0, i1, j0, j1 = w, 0, h, 0
        for k in range(8):
            cx, cy, cz = (
                bx + (reach if k & 1 else -reach),
                by + (top if k & 2 else -3.0),
                bz + (reach if k & 4 else -reach),
            )
            f = cy * view.sin + cz * view.cos
            px, py = w * 0.5 + cx / f * half, h * 0.5 - (cy * view.cos - cz * view.sin) / f * half
            i0, i1 = min(i0, int(px)), max(i1, int(px) + 2)
            j0, j1 = min(j0, int(py)), max(j1, int(py) + 2)
        i0, i1, j0, j1 = max(i0, 0), min(i1, w), max(j0, first), min(j1, last)
        ca, sa = q[3], q[4]
        ox, oz = -(bx * ca + bz * sa), -(-bx * sa + bz * ca)
        for j in range(j0, j1):
            for i in range(i0, i1):
                hits, t, face, ex, ey, ez = 0, 0.0, -1, 0.0, 0.0, 0.0
                for k in range(4):
                    ux = (i + 0.25 + 0.5 * (k & 1) - w * 0.5) / half
                    uy = (h * 0.5 - j - 0.25 - 0.5 * (k >> 1)) / half
                    gx, gy, gz = ux, view.sin + uy * view.cos, view.cos - uy * view.sin
                    n = 1.0 / math.sqrt(gx * gx + gy * gy + gz * gz)
                    gx, gy, gz = gx * n, gy * n, gz * n
                    a, f = _solid(ox, -by, oz, gx * ca + gz * sa, gy, -gx * sa + gz * ca, q[5], q[6], high, slope)
                    if f >= 0 and a > 0.0 and a < abs(depth[j, i]) * 1.01 + 0.05:
                        hits += 1
                        t, face, ex, ey, ez = a, f, gx, gy, gz
                if hits == 0:
                    continue
                x, y, z = ox + t * (ex * ca + ez * sa), -by + t * ey, oz + t * (-ex * sa + ez * ca)
                lx, ly, lz = 0.0, 0.0, 0.0
                if face < 2:
                    lx = 1.0 if face == 0 else -1.0
                elif face < 4:
                    lz = 1.0 if face == 2 else -1.0
                else:
                    m = 1.0 / math.sqrt(1.0 + slope * slope)
                    lx, ly = (slope if face == 4 else -slope) * m, m
                nx, ny, nz = lx * ca - lz * sa, ly, lx * sa + lz * ca
                along = z if face < 2 else x
                size = t / half
                r, g, b = q[9], q[10], q[11]
                lit_r, lit_g, lit_b = 0.0, 0.0, 0.0
                free = 1.0
                if face >= 4:
                    r, g, b = q[12], q[13], q[14]
                    tile = (
                        0.8
                        + 0.35 * math.sin(along * 9.0) * smooth(0.05, 0.01, size)
                        + 0.35 * fbm(along * 2.0 + p, y * 3.0, 3)
                    )
                    r, g, b = r * tile, g * tile, b * tile
                    ice = q[17] * smooth(0.1, 0.5, ny + 0.2 * fbm(x * 0.8 + p, z * 0.8, 3))
                    r, g, b = r + (0.85 - r) * ice, g + (0.88 - g) * ice, b + (0.94 - b) * ice
                else:
                    dirt = 1.0 + 0.30 * fbm(along * 0.7 + p * 3.0, y * 0.7, 4) - 0.25 * math.exp(-max(y, 0.0) * 0.8)
                    if slope > 0.0:
                        free = 0.45 + 0.55 * smooth(0.0, 0.7, high - y) if y < high else 0.9
                        wood = 0.86 + 0.14 * math.sin(y * 22.0) * smooth(0.05, 0.015, size)
                        dirt *= wood
                    r, g, b = r * dirt, g * dirt, b * dirt
                    gap = q[16]
                    floor_ = gap * (1.0 if slope == 0.0 else 1.15)
                    ci, cj = math.floor(along / gap + 0.5), math.floor(y / floor_)
                    fu, fv = along / gap + 0.5 - ci, y / floor_ - cj
                    inside = fu > 0.24 and fu < 0.76 and fv > 0.30 and fv < 0.80 and y < high - 0.25 * gap and y > 0.0
                    blur = smooth(0.55, 0.2, size / gap)
                    if inside:
                        glow = unit(int(ci) + p * 131, int(cj), face) < q[15]
                        pane = clear(ex, 0.25, -ez, air)
                        cross = 1.0
                        if slope > 0.0 and (abs(fu - 0.5) < 0.025 or abs(fv - 0.55) < 0.025):
                            cross = 0.25
                        dark = 0.9 * blur
                        r, g, b = (
                            r * (1.0 - dark) + 0.015 * dark,
                            g * (1.0 - dark) + 0.018 * dark,
                            b * (1.0 - dark) + 0.022 * dark,
                        )
                        lit_r, lit_g, lit_b = 0.28 * pane[0] * dark, 0.28 * pane[1] * dark, 0.28 * pane[2] * dark
                        if glow:
                            warm = unit(int(ci) + p * 57, int(cj), 9)
                            k2 = (
                                (0.25 + 1.1 * unit(int(ci), int(cj) + p, 3) ** 2) * cross * (0.25 + 1.15 * night) * blur
                            )
                            lit_r += 1.15 * k2
                            lit_g += (0.55 + 0.25 * warm) * k2
                            lit_b += (0.16 + 0.30 * warm) * k2
                    if blur < 1.0:
                        mean = 0.26 * q[15] * 0.62 * (0.25 + 1.15 * night) * (1.0 - blur)
                        lit_r, lit_g, lit_b = lit_r + 1.15 * mean, lit_g + 0.68 * mean, lit_b + 0.31 * mean
                s = max(nx * air.to_sun[0] + ny * air.to_sun[1] + nz * air.to_sun[2], 0.0)
                e, d = free * (0.55 + 0.45 * ny) * (0.65 + 0.35 * smooth(0.0, 4.0, y)), free * (0.5 - 0.5 * ny)
                r = r * (air.sun[0] * s * free + up[0] * e + bounce[0] * d) + lit_r
                g = g * (air.sun[1] * s * free + up[1] * e + bounce[1] * d) + lit_g
                b = b * (air.sun[2] * s * free + up[2] * e + bounce[2] * d) + lit_b
                k3 = veil(t, view.eye, ey, air)
                fr, fg, fb = clear(ex, max(ey, 0.02), ez, air)
                r, g, b = r * k3 + fr * (1.0 - k3), g * k3 + fg * (1.0 - k3), b * k3 + fb * (1.0 - k3)
                alpha = hits * 0.25
                if depth[j, i] < 0.0:
                    alpha = 1.0 if alpha >= 0.5 else 0.0
                rgb[j, i, 0] += (r - rgb[j, i, 0]) * alpha
                rgb[j, i, 1] += (g - rgb[j, i, 1]) * alpha
                rgb[j, i, 2] += (b - rgb[j, i, 2]) * alpha
                if alpha >= 0.5:
                    depth[j, i] = t
