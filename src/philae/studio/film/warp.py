"""A frame of a film: each pixel looks up where the moving camera finds its light in the layers, near ones first."""

import math

import numpy as np
from numpy.typing import NDArray

from philae.studio.film.camera import Moment
from philae.studio.film.layers import Layers
from philae.studio.finish.compiled import kernel, over
from philae.studio.stage import Floats

Bytes = NDArray[np.uint8]
TURNS = 3
"""Rounds in which a pixel and the nearness of what it shows are brought to agree."""


def frame(layers: Layers, at: Moment) -> Bytes:
    """The frame [h,w,3] of that moment."""
    out = np.empty((*layers.wet.shape, 3), np.uint8)
    over(
        out.shape[0], _rows, layers.sky, layers.land, layers.front, layers.land_near, layers.front_near, layers.wet,
        *at[:6], out,
    )  # fmt: skip
    return out


@kernel
def _at(plane: Floats, x: float, y: float) -> float:
    h, w = plane.shape
    return plane[min(max(int(y + 0.5), 0), h - 1), min(max(int(x + 0.5), 0), w - 1)]


@kernel
def _source(near: Floats, x: float, y: float, zoom: float, aside: float, rise: float) -> tuple[float, float]:
    """Where in the picture the camera finds what it shows at (x, y)."""
    h, w = near.shape
    cx, cy = 0.5 * (w - 1), 0.5 * (h - 1)
    sx, sy = x, y
    for _ in range(TURNS):
        k = _at(near, sx, sy)
        # Near things grow faster and go farther aside; the subject keeps its place.
        scale = 1.0 / (1.0 + zoom * (0.35 + 0.65 * k))
        sx = cx + (x - cx) * scale + aside * w * (k - 1.0)
        sy = cy + (y - cy) * scale + rise * w * (k - 1.0)
    return sx, sy


@kernel
def _light(layer: Bytes, x: float, y: float) -> tuple[float, float, float, float]:
    """Colour, premultiplied, and cover 0..1 at a point, between pixels in proportion; the borders go on for ever."""
    h, w = layer.shape[0], layer.shape[1]
    x, y = min(max(x, 0.0), w - 1.001), min(max(y, 0.0), h - 1.001)
    i, j = int(x), int(y)
    u, v = x - i, y - j
    r, g, b, a = 0.0, 0.0, 0.0, 0.0
    for m in range(2):
        for n in range(2):
            k = (v if m else 1.0 - v) * (u if n else 1.0 - u) * layer[j + m, i + n, 3] / 255.0
            r += k * layer[j + m, i + n, 0]
            g += k * layer[j + m, i + n, 1]
            b += k * layer[j + m, i + n, 2]
            a += k
    return r, g, b, a


@kernel
def _ripple(x: float, near: float, wave: float, swell: float, h: int) -> tuple[float, float]:
    """How far waves bend the look at the water; far ones are flat and close together."""
    far = 1.0 / max(near, 0.02)
    phase = 6.2832 * (2.2 * far * 2.0 - wave)
    lull = 0.6 + 0.4 * math.sin(x * 9.0 / h + 1.3 * wave)
    high = 0.0042 * h * swell * min(near, 1.6)
    dy = high * lull * (math.sin(phase + x * 14.0 / h) + 0.6 * math.sin(1.9 * phase - x * 23.0 / h + 1.7 * wave))
    return 0.6 * high * math.sin(0.8 * phase - x * 11.0 / h + wave), dy


@kernel
def _rows(
    first: int, last: int, sky: Bytes, land: Bytes, front: Bytes, land_near: Floats, front_near: Floats, wet: Floats,
    zoom: float, aside: float, rise: float, drift: float, wave: float, swell: float, out: Bytes,
) -> None:  # fmt: skip
    h, w = wet.shape
    cx, cy = 0.5 * (w - 1), 0.5 * (h - 1)
    for j in range(first, last):
        for i in range(w):
            x, y = _source(front_near, i, j, zoom, aside, rise)
            r, g, b, a = _light(front, x, y)
            if a < 0.996:
                x, y = _source(land_near, i, j, zoom, aside, rise)
                if swell > 0.0 and _at(wet, x, y) > 0.5:
                    dx, dy = _ripple(x, _at(land_near, x, y), wave, swell, h)
                    if _at(wet, x + dx, y + dy) > 0.5:
                        x, y = x + dx, y + dy
                lr, lg, lb, la = _light(land, x, y)
                free = 1.0 - a
                r, g, b, a = r + free * lr, g + free * lg, b + free * lb, a + free * la
            if a < 0.996:
                scale = 1.0 / (1.0 + 0.35 * zoom)
                x, y = cx + (i - cx) * scale - (aside + drift) * w, cy + (j - cy) * scale - rise * w
                sr, sg, sb, _ = _light(sky, x, y)
                free = 1.0 - a
                r, g, b = r + free * sr, g + free * sg, b + free * sb
            out[j, i, 0] = min(r + 0.5, 255.0)
            out[j, i, 1] = min(g + 0.5, 255.0)
            out[j, i, 2] = min(b + 0.5, 255.0)
