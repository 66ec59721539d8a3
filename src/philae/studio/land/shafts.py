"""Beams of light: what is bright in the sky is smeared away from the sun, as dust in the air makes it visible."""

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.frame import View
from philae.studio.land.noise import fbm, jit
from philae.studio.scene import RGB
from philae.studio.stage import Floats

COARSE = 300
"""Pixels of the longer side on which beams are gathered; they are soft."""


@jit
def _gather(first: int, last: int, out: Floats, open_: Floats, sx: float, sy: float, streak: float) -> None:
    h, w = open_.shape
    for j in range(first, last):
        for i in range(w):
            x, y = i + 0.0, j + 0.0
            dx, dy = (sx - x) / 72.0, (sy - y) / 72.0
            jitter = ((i * 7 + j * 13) % 16) / 16.0
            x, y, k, s = x + dx * jitter, y + dy * jitter, 1.0, 0.0
            for _ in range(64):
                x += dx
                y += dy
                a, b = min(max(int(x), 0), w - 1), min(max(int(y), 0), h - 1)
                s += k * open_[b, a]
                k *= 0.975
            angle = np.arctan2(i - sx, abs(j - sy) + 1e-6)
            s *= 1.0 + streak * fbm(angle * 9.0, 3.7, 4)
            out[j, i] = s / 32.0


@jit
def _spread(first: int, last: int, rgb: Floats, beams: Floats, r: float, g: float, b: float) -> None:
    h, w = rgb.shape[0], rgb.shape[1]
    m, n = beams.shape
    for j in range(first, last):
        y = min(max((j + 0.5) / h * m - 0.5, 0.0), m - 1.001)
        c, v = int(y), y - int(y)
        for i in range(w):
            x = min(max((i + 0.5) / w * n - 0.5, 0.0), n - 1.001)
            d, u = int(x), x - int(x)
            p = beams[c, d] + (beams[c, d + 1] - beams[c, d]) * u
            q = beams[c + 1, d] + (beams[c + 1, d + 1] - beams[c + 1, d]) * u
            k = p + (q - p) * v
            rgb[j, i, 0] += r * k
            rgb[j, i, 1] += g * k
            rgb[j, i, 2] += b * k


def beam(rgb: Floats, open_: Floats, view: View, to_sun: RGB, light: RGB, streak: float) -> None:
    """Add beams of `light` to rgb [h, w, 3] in place; `open_` [h, w] says how much bright sky a pixel shows."""
    h, w = open_.shape
    ahead = to_sun[1] * view.sin + to_sun[2] * view.cos
    if ahead < 0.02:
        return
    u, v = (
        to_sun[0] / ahead / (view.tan * view.aspect),
        (to_sun[1] * view.cos - to_sun[2] * view.sin) / ahead / view.tan,
    )
    step = max(1, -(-max(h, w) // COARSE))
    small = (
        open_[: h // step * step, : w // step * step]
        .reshape(h // step, step, w // step, step)
        .mean((1, 3))
        .astype(np.float32)
    )
    m, n = small.shape
    if min(m, n) < 2:
        return
    beams = np.empty_like(small)
    bands(lambda a, b: _gather(a, b, beams, small, (u * 0.5 + 0.5) * n, (0.5 - v * 0.5) * m, streak), m)
    beams = soften(beams)
    bands(lambda a, b: _spread(a, b, rgb, beams, *light), h)


def soften(a: Floats) -> Floats:
    """Blur [h, w] or [h, w, channels] by about a pixel."""
    p = np.pad(a, ((2, 2), (2, 2), (0, 0))[: a.ndim], mode="edge")
    kernel = np.array([1, 4, 6, 4, 1], np.float32) / 16
    p = sum(k * p[i : i + a.shape[0]] for i, k in enumerate(kernel))
    return np.ascontiguousarray(sum(k * p[:, i : i + a.shape[1]] for i, k in enumerate(kernel)), np.float32)
