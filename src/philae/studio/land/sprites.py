"""Plants as sprites: thousands of leaf strokes painted back to front into alpha, normal, shade and hue."""

import threading
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from philae.studio.land.bands import bands
from philae.studio.land.flora import KINDS, Strokes
from philae.studio.land.noise import jit
from philae.studio.stage import Floats

Bytes = NDArray[np.uint8]
Levels = tuple[Bytes, ...]
VARIANTS = 3
_PAINTING = threading.Lock()
CHANNELS = 6
"""alpha, normal x, normal y, openness (1 = outermost), half of leaf (0 bark, 1 leaf, 2 petal), tone; premultiplied."""


@jit
def _stamp(out: Floats, strokes: Floats) -> None:
    size = out.shape[0]
    for s in range(strokes.shape[0]):
        x, y = strokes[s, 0] * size, (1.0 - strokes[s, 1]) * size
        rx, ry = max(strokes[s, 2] * size, 0.5), max(strokes[s, 3] * size, 0.5)
        ca, sa = np.cos(strokes[s, 4]), np.sin(strokes[s, 4])
        reach = max(rx, ry) + 1.0
        edge = min(rx, ry)
        for j in range(max(int(y - reach), 0), min(int(y + reach) + 2, size)):
            for i in range(max(int(x - reach), 0), min(int(x + reach) + 2, size)):
                px, py = i + 0.5 - x, -(j + 0.5 - y)
                u, v = (px * ca + py * sa) / rx, (-px * sa + py * ca) / ry
                d = np.sqrt(u * u + v * v)
                a = min(max((1.0 - d) * edge + 0.5, 0.0), 1.0)
                if a <= 0.0:
                    continue
                bend = 0.55 * v
                q = 1.0 - a
                out[j, i, 0] = out[j, i, 0] * q + a
                out[j, i, 1] = out[j, i, 1] * q + a * min(max(strokes[s, 5] - sa * bend, -1.0), 1.0)
                out[j, i, 2] = out[j, i, 2] * q + a * min(max(strokes[s, 6] + ca * bend, -1.0), 1.0)
                out[j, i, 3] = out[j, i, 3] * q + a * strokes[s, 7] * (1.0 - 0.25 * d * d)
                out[j, i, 4] = out[j, i, 4] * q + a * strokes[s, 8]
                out[j, i, 5] = out[j, i, 5] * q + a * strokes[s, 9]


def _half(a: Floats) -> Floats:
    return (a[::2, ::2] + a[1::2, ::2] + a[::2, 1::2] + a[1::2, 1::2]) * np.float32(0.25)


@jit
def _pack(out: Bytes, a: Floats) -> None:
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            for c in range(CHANNELS):
                value = a[j, i, c]
                if c in (1, 2):
                    value = 0.5 * (value + a[j, i, 0])
                elif c == 4:
                    value *= 0.5
                out[j, i, c] = np.uint8(min(max(value * 255.0 + 0.5, 0.0), 255.0))


def _sprite(strokes: Strokes, size: int) -> Floats:
    order = np.argsort(-strokes[:, 10], kind="stable")
    image = np.zeros((size, size, CHANNELS), np.float32)
    _stamp(image, np.ascontiguousarray(strokes[order], np.float32))
    return image


@cache
def _atlas(size: int) -> tuple[Levels, Floats, set[str]]:
    """Room for every kind's sprites; pages that nobody paints cost no memory."""
    count = len(KINDS) * VARIANTS
    levels = tuple(np.empty((count, size >> k, size >> k, CHANNELS), np.uint8) for k in range(7))
    return levels, np.empty((count, 4), np.float32), set()


def first_of(kind: str) -> int:
    """Number of a kind's first sprite; its variants follow."""
    return list(KINDS).index(kind) * VARIANTS


def atlas(kinds: Iterable[str], size: int) -> tuple[Levels, Floats]:
    """Give the sprites, halved again and again: arrays [sprite, size, size, 6], painted for these kinds; and boxes.

    A box is (left, right, bottom, top) of what is not empty, in shares of the sprite.
    """
    levels, boxes, painted = _atlas(size)
    with _PAINTING:
        missing = sorted(set(kinds) - painted)
        jobs = [(kind, variant) for kind in missing for variant in range(VARIANTS)]

        def fill(first: int, last: int) -> None:
            for kind, variant in jobs[first:last]:
                _fill(kind, variant, levels, boxes)

        bands(fill, len(jobs))
        painted.update(missing)
    return levels, boxes


def _fill(kind: str, variant: int, levels: Levels, boxes: Floats) -> None:
    number, size = first_of(kind) + variant, levels[0].shape[1]
    rng = np.random.default_rng([len(kind), *kind.encode(), variant])
    image = _sprite(KINDS[kind](rng), size)
    seen = np.argwhere(image[..., 0] > 0.02)
    (top, left), (bottom, right) = seen.min(0) / size, (seen.max(0) + 1) / size
    boxes[number] = left, right, 1.0 - bottom, 1.0 - top
    for level in levels:
        _pack(level[number], image)
        image = _half(image)
