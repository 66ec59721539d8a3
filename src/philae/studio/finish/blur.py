"""Blurring, shrinking and enlarging of images [h,w,c], fast enough for four megapixels."""

import numpy as np

from philae.studio.finish.compiled import kernel, over
from philae.studio.stage import Floats

_PASSES = 3


@kernel
def _box_rows(y0: int, y1: int, src: Floats, out: Floats, radius: int) -> None:
    _, w, channels = src.shape
    inverse = np.float32(1.0 / (2 * radius + 1))
    for y in range(y0, y1):
        for c in range(channels):
            total = src[y, 0, c] * (radius + 1)
            for x in range(1, radius + 1):
                total += src[y, min(x, w - 1), c]
            for x in range(w):
                out[y, x, c] = total * inverse
                total += src[y, min(x + radius + 1, w - 1), c] - src[y, max(x - radius, 0), c]


@kernel
def _box_columns(x0: int, x1: int, src: Floats, out: Floats, radius: int) -> None:
    h, _ = src.shape
    inverse = np.float32(1.0 / (2 * radius + 1))
    total = src[0, x0:x1] * np.float32(radius + 1)
    for y in range(1, radius + 1):
        total += src[min(y, h - 1), x0:x1]
    for y in range(h):
        new, old = min(y + radius + 1, h - 1), max(y - radius, 0)
        for x in range(x0, x1):
            out[y, x] = total[x - x0] * inverse
            total[x - x0] += src[new, x] - src[old, x]


def blurred(image: Floats, sigma: float) -> Floats:
    """The image [h,w,c] under a Gaussian of `sigma` pixels, nearly (three boxes); unchanged below half a pixel."""
    radius = round((np.sqrt(4.0 * sigma * sigma + 1.0) - 1.0) / 2.0)
    if radius < 1:
        return image
    current = np.ascontiguousarray(image, dtype=np.float32)
    rows, out = np.empty_like(current), np.empty_like(current)
    flat = (current.shape[0], -1)
    for _ in range(_PASSES):
        over(len(current), _box_rows, current, rows, radius)
        over(current[0].size, _box_columns, rows.reshape(flat), out.reshape(flat), radius)
        current = out
    return out


def blurred_map(values: Floats, sigma: float) -> Floats:
    """The same for a map [h,w]."""
    return blurred(values[..., None], sigma)[..., 0]


def shrunk(image: Floats, factor: int) -> Floats:
    """The image [h,w,c] as means over squares of `factor` pixels; what is left over at the edges counts as the last."""
    h, w, _ = image.shape
    pad_h, pad_w = -h % factor, -w % factor
    padded = np.pad(image, ((0, pad_h), (0, pad_w), (0, 0)), mode="edge") if pad_h or pad_w else image
    out = np.zeros(((h + pad_h) // factor, (w + pad_w) // factor, image.shape[2]), np.float32)
    for dy in range(factor):
        for dx in range(factor):
            out += padded[dy::factor, dx::factor]
    out /= np.float32(factor * factor)
    return out


def enlarged(image: Floats, h: int, w: int) -> Floats:
    """The image [·,·,c] interpolated to [h,w,c]."""
    out = np.empty((h, w, image.shape[2]), np.float32)
    over(h, _interpolate, np.ascontiguousarray(image, np.float32), out)
    return out


@kernel
def _interpolate(first: int, last: int, image: Floats, out: Floats) -> None:
    rows, columns, channels = image.shape
    h, w, _ = out.shape
    for y in range(first, last):
        v = min(max((y + 0.5) * rows / h - 0.5, 0.0), rows - 1.0)
        y0 = int(v)
        y1, fy = min(y0 + 1, rows - 1), np.float32(v - y0)
        for x in range(w):
            u = min(max((x + 0.5) * columns / w - 0.5, 0.0), columns - 1.0)
            x0 = int(u)
            x1, fx = min(x0 + 1, columns - 1), np.float32(u - x0)
            for c in range(channels):
                top = image[y0, x0, c] * (1 - fx) + image[y0, x1, c] * fx
                low = image[y1, x0, c] * (1 - fx) + image[y1, x1, c] * fx
                out[y, x, c] = top * (1 - fy) + low * fy
