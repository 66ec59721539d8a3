"""Smoothing: Gaussian blur at any width, edge-keeping guided filter, distance to a mask, and blending by them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from philae.studio.edit.photo import resized
from philae.studio.kernels import njit
from philae.studio.stage import Floats

Mask = NDArray[np.bool_]
Real = NDArray[np.floating[Any]]


def blur(image: Real, sigma: float) -> Floats:
    """Gaussian blur of [h,w] or [h,w,c]; wide ones are done on a smaller copy, where they look the same."""
    if sigma <= 0.15:
        return np.asarray(image, np.float32)
    rows, columns = image.shape[:2]
    shrink = min(int(sigma / 2.5), rows // 2, columns // 2)
    if shrink > 1:
        small = resized(image, -(-columns // shrink), -(-rows // shrink))
        return resized(blur(small, sigma / shrink), columns, rows)
    radius = max(int(3 * sigma + 0.5), 1)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2).astype(np.float32)
    return _along(_along(np.asarray(image, np.float32), kernel / kernel.sum(), 0), kernel / kernel.sum(), 1)


def _along(image: Floats, kernel: Floats, axis: int) -> Floats:
    radius = len(kernel) // 2
    pad = [(0, 0)] * image.ndim
    pad[axis] = (radius, radius)
    wide = np.pad(image, pad, mode="edge" if radius >= image.shape[axis] else "reflect")
    out = np.zeros(image.shape, np.float32)
    for offset, weight in enumerate(kernel):
        part = [slice(None)] * image.ndim
        part[axis] = slice(offset, offset + image.shape[axis])
        out += weight * wide[tuple(part)]
    return out


def guided(plane: Real, guide: Real, sigma: float, flat: float) -> Floats:
    """Smooth a plane [h,w] but keep it sharp where `guide` [h,w] has edges stronger than about √flat."""
    mean_guide, mean = blur(guide, sigma), blur(plane, sigma)
    slope = (blur(guide * plane, sigma) - mean_guide * mean) / (blur(guide * guide, sigma) - mean_guide**2 + flat)
    return np.asarray(blur(slope, sigma) * guide + blur(mean - slope * mean_guide, sigma), np.float32)


@njit(cache=True)
def _chamfer(distance: Floats) -> None:  # noqa: C901 - two sweeps of one kernel
    """Two sweeps of the 3-4 chamfer metric scaled to pixels, within 4 % of Euclid, in place."""
    rows, columns = distance.shape
    near, far = np.float32(0.955), np.float32(1.3693)
    for y in range(rows):
        for x in range(columns):
            d = distance[y, x]
            if x > 0:
                d = min(d, distance[y, x - 1] + near)
            if y > 0:
                d = min(d, distance[y - 1, x] + near)
                if x > 0:
                    d = min(d, distance[y - 1, x - 1] + far)
                if x < columns - 1:
                    d = min(d, distance[y - 1, x + 1] + far)
            distance[y, x] = d
    for y in range(rows - 1, -1, -1):
        for x in range(columns - 1, -1, -1):
            d = distance[y, x]
            if x < columns - 1:
                d = min(d, distance[y, x + 1] + near)
            if y < rows - 1:
                d = min(d, distance[y + 1, x] + near)
                if x < columns - 1:
                    d = min(d, distance[y + 1, x + 1] + far)
                if x > 0:
                    d = min(d, distance[y + 1, x - 1] + far)
            distance[y, x] = d


def distance(inside: Mask) -> Floats:
    """Pixels from each point inside the mask to the nearest one outside; 0 outside, large if all is inside."""
    out = np.where(inside, np.float32(1e6), np.float32(0))
    _chamfer(out)
    return out


def feather(inside: Mask, width: float) -> Floats:
    """0 outside, rising smoothly to 1 within `width` pixels of the edge inside: blending that leaves outside alone."""
    t = np.clip(distance(inside) / max(width, 1e-3), 0, 1)
    return t * t * (3 - 2 * t)


def smoothstep(low: float, high: float, x: Real) -> Floats:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)
