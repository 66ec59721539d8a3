"""Joining two pictures so that no seam shows: a membrane of colour differences, and bands of detail."""

import numpy as np
from numpy.typing import NDArray

from philae.studio.edit.heal import spread
from philae.studio.edit.photo import resized
from philae.studio.edit.smooth import blur, distance
from philae.studio.stage import Floats

Mask = NDArray[np.bool_]


def cloned(new: Floats, old: Floats, hole: Mask, hold: float) -> Floats:
    """`new` inside the hole, its colours led over to those of `old` at the edge; all [h,w,3] Oklab.

    The correction fades over about `hold` pixels from the edge, so that what is far inside keeps its own colours.
    """
    ring = (distance(hole) <= 0) & (distance(~hole) <= 6)
    off = spread(np.where(ring[..., None], blur(old - new, 1.5), 0), ~ring)
    fade = np.exp(-distance(hole) / max(hold, 1.0))[..., None]
    return np.where(hole[..., None], new + blur(off, 2.0) * fade, old).astype(np.float32)


def banded(near: Floats, far: Floats, weight: Floats, levels: int = 6) -> Floats:
    """Mix two pictures by `weight` [h,w] (1: `far`), each size of detail over a band of its own width."""
    if levels == 0 or min(weight.shape) < 8:
        return near + (far - near) * weight[..., None]
    rows, columns = weight.shape
    half = (-(-columns // 2), -(-rows // 2))
    small_near, small_far = resized(near, *half), resized(far, *half)
    low = banded(small_near, small_far, resized(weight, *half), levels - 1)
    detail_near, detail_far = near - resized(small_near, columns, rows), far - resized(small_far, columns, rows)
    return (resized(low, columns, rows) + detail_near + (detail_far - detail_near) * weight[..., None]).astype(
        np.float32
    )
