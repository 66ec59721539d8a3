"""Waterfalls from the rims of floating islands: strands of white that fray and drift away as they fall."""

import math

import numpy as np

from philae.studio.land.air import Air, clear, veil
from philae.studio.land.frame import View
from philae.studio.land.isles import lawn, rim
from philae.studio.land.noise import fbm, jit, smooth
from philae.studio.scene import RGB
from philae.studio.stage import Floats

FIELDS = 6
"""x, y (of the lip), z, half width, how far it is seen to fall, seed."""


def spring(isles: Floats, rng: np.random.Generator) -> Floats:
    """Let a brook reach the rim of most islands, on the side that is seen: array [n, 6], far ones first."""
    rows = []
    for q in isles:
        angle, wide, reach = rng.uniform(-2.3, -0.85), rng.uniform(0.035, 0.075), rng.uniform(1.4, 2.3)
        if rng.random() < 0.25:
            continue
        x, z = math.cos(angle), math.sin(angle)
        edge = 0.93 * rim(x, z, q)
        x, z = x * edge, z * edge
        rows.append([q[0] + x, q[1] + lawn(x, z, q) - 0.01 * q[3], q[2] + z, wide * q[3], reach * q[4], q[5]])
    return np.array(rows, np.float32).reshape(-1, FIELDS)


@jit
def pour(first: int, last: int, rgb: Floats, depth: Floats, falls: Floats, view: View, air: Air, up: RGB) -> None:
    """Composite a band of falls onto what stands behind them; they leave the depth as it is."""
    h, w = depth.shape
    half = h / (2.0 * view.tan)
    for n in range(falls.shape[0]):
        x, y, z, wide, long, seed = falls[n]
        y -= view.eye
        scale = half / (y * view.sin + z * view.cos)
        px, top = w * 0.5 + x * scale, h * 0.5 - (y * view.cos - z * view.sin) * scale
        far = math.sqrt(x * x + y * y + z * z)
        dx, dy, dz = x / far, y / far, z / far
        sunny = 0.30 + 0.25 * dz
        lr, lg, lb = (
            0.62 * (up[0] + sunny * air.sun[0]), 0.62 * (up[1] + sunny * air.sun[1]), 0.62 * (up[2] + sunny * air.sun[2])
        )  # fmt: skip
        k = veil(far, view.eye, dy, air)
        fr, fg, fb = clear(dx, max(dy, 0.02), dz, air)
        for j in range(max(int(top), first), min(int(top + long * scale), last)):
            s = (j + 0.5 - top) / (long * scale)
            spread = wide * scale * (0.75 + 1.1 * s)
            fade = smooth(0.0, 0.012, s) * (1.0 - smooth(0.25, 1.0, s))
            for i in range(max(int(px - spread), 0), min(int(px + spread) + 1, w)):
                if depth[j, i] < far * 0.97:
                    continue
                u = (i + 0.5 - px) / spread
                strands = 0.60 + 0.9 * fbm(u * 2.6 + seed, s * 7.0 * (1.0 - 0.35 * s) + 0.4 * u * u, 4)
                frayed = smooth(1.0, 0.35, abs(u) + 0.35 * fbm(u * 1.4, s * 16.0 + seed, 3))
                alpha = fade * frayed * min(max(strands, 0.15), 1.0)
                r, g, b = lr * k + fr * (1.0 - k), lg * k + fg * (1.0 - k), lb * k + fb * (1.0 - k)
                rgb[j, i, 0] += (r - rgb[j, i, 0]) * alpha
                rgb[j, i, 1] += (g - rgb[j, i, 1]) * alpha
                rgb[j, i, 2] += (b - rgb[j, i, 2]) * alpha
