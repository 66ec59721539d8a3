"""Fill a hole in an image from the rest of it, coarse to fine, so that structure comes first and texture after."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from philae.studio.edit import colour, patches
from philae.studio.edit.photo import resized
from philae.studio.edit.smooth import blur, distance
from philae.studio.stage import Floats, Progress

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]
Real = NDArray[np.floating[Any]]
RADIUS = 3
COARSEST = 28
TURNS = 6
SETTLED = 3e-4
FINEST = 640
"""The long side, in pixels, of the last level that is searched; above it, matches are only carried over."""


def heal(rgb: Bytes, hole: Mask, seed: int, progress: Progress, *, mirror: bool = False) -> Bytes:
    """Fill `hole` [h,w] of `rgb` [h,w,3] plausibly; every pixel outside stays exactly.

    With `mirror` the first guess at a place outside the known rectangle is its mirror image, as borders continue best.
    """
    if not hole.any() or hole.all():
        return rgb
    if not mirror and (near := _around(hole)) != (slice(0, rgb.shape[0]), slice(0, rgb.shape[1])):
        out = rgb.copy()
        out[near] = heal(np.ascontiguousarray(rgb[near]), hole[near], seed, progress)
        return out
    levels = _levels(rgb.shape[0], rgb.shape[1])
    patches.seeded(seed % 2**31)
    full = colour.oklab(rgb)
    image, field = _begin(*_shrunk(full, hole, *levels[0]), mirror=mirror)
    for number, (rows, columns) in enumerate(levels):
        known, gap = _shrunk(full, hole, rows, columns)
        image = _guess(known, gap, image)
        turns = 1 if rows * columns > FINEST**2 else 2 if mirror else TURNS
        field = _fill(image, gap, field, turns)
        progress((number + 1) / len(levels))
    out = rgb.copy()
    out[hole] = colour.from_oklab(image)[hole]
    return out


def _around(hole: Mask) -> tuple[slice, slice]:
    """The part of the image worth searching: the hole's box with three quarters of its size on each side."""
    ys, xs = np.flatnonzero(hole.any(1)), np.flatnonzero(hole.any(0))
    top, bottom, left, right = int(ys[0]), int(ys[-1]) + 1, int(xs[0]), int(xs[-1]) + 1
    more, (rows, columns) = max(96, int(0.75 * max(bottom - top, right - left))), hole.shape
    return slice(max(top - more, 0), min(bottom + more, rows)), slice(max(left - more, 0), min(right + more, columns))


def _levels(rows: int, columns: int) -> list[tuple[int, int]]:
    """Sizes from the coarsest to the image's own, each about twice the one before."""
    steps = max(int(np.ceil(np.log2(min(rows, columns) / COARSEST))), 0)
    return [(-(-rows // 2**k), -(-columns // 2**k)) for k in range(steps, -1, -1)]


def _shrunk(full: Floats, hole: Mask, rows: int, columns: int) -> tuple[Floats, Mask]:
    """Image and hole at a level; colours are means of known pixels only, a mixed pixel counts as hole if half is."""
    if full.shape[:2] == (rows, columns):
        return full.copy(), hole
    keep = resized((~hole).astype(np.float32), columns, rows)
    mean = resized(full * ~hole[..., None], columns, rows) / np.maximum(keep, 1e-3)[..., None]
    return np.ascontiguousarray(mean, np.float32), keep < 0.5


def _begin(known: Floats, gap: Mask, *, mirror: bool) -> tuple[Floats, Ints | None]:
    """The coarsest level's first content, and where it is from, if that is known."""
    if not mirror:
        return _across(spread(known, gap), gap), None
    field = _mirrored(gap)
    return known[field[..., 0], field[..., 1]], field


def _guess(known: Floats, gap: Mask, coarser: Floats) -> Floats:
    """A level's first content in the gap: the coarser level enlarged."""
    inside = resized(coarser, gap.shape[1], gap.shape[0])
    return np.ascontiguousarray(np.where(gap[..., None], inside, known), np.float32)


def _across(image: Floats, gap: Mask) -> Floats:
    """Bridge the gap from left to right where a row has known pixels: horizons lie level in most pictures."""
    out = image.copy()
    everywhere = np.arange(gap.shape[1])
    for y in np.flatnonzero(gap.any(1) & ~gap.all(1)):
        known = np.flatnonzero(~gap[y])
        for c in range(image.shape[2]):
            out[y, :, c] = np.interp(everywhere, known, image[y, known, c])
    return out


def spread(image: Real, gap: Mask) -> Floats:
    """Pull the known colours up a pyramid and push them down into the gap."""
    rows, columns = gap.shape
    keep = (~gap).astype(np.float32)
    if keep.all() or min(rows, columns) < 2:
        total = max(float(keep.sum()), 1.0)
        return np.where(gap[..., None], (image * keep[..., None]).sum((0, 1)) / total, image).astype(np.float32)
    small = (-(-columns // 2), -(-rows // 2))
    weight = resized(keep, *small)
    mean = resized(image * keep[..., None], *small) / np.maximum(weight, 1e-3)[..., None]
    return np.where(gap[..., None], resized(spread(mean, weight < 1e-3), columns, rows), image).astype(np.float32)


def _mirrored(gap: Mask) -> Ints:
    """For each place the one that it mirrors inside the known rectangle."""

    def fold(line: int) -> Ints:
        known = np.asarray((~gap).any(1 - line))
        inside = np.flatnonzero(known)
        low, high = (int(inside[0]), int(inside[-1])) if len(inside) else (0, len(known) - 1)
        span = max(high - low, 1)
        turn = np.abs((np.arange(len(known)) - low) % (2 * span))
        return (low + np.where(turn > span, 2 * span - turn, turn)).astype(np.int32)

    ys, xs = fold(0), fold(1)
    return np.stack(np.broadcast_arrays(ys[:, None], xs[None, :]), axis=-1).astype(np.int32)


def _fill(image: Floats, gap: Mask, start: Ints | None, turns: int) -> Ints:
    """Fill one level in place; returns where each patch was found. A single turn only carries matches."""
    rows, columns = gap.shape
    # Large patches on a small level would leave hardly any place to take them from.
    radius = 2 if turns == 1 else min(max(min(rows, columns) // 28, 1), RADIUS)
    field = np.full((rows, columns, 2), -1, np.int32)
    good = _sources(gap, radius)
    if not good.any():
        return field
    near = distance(~gap) <= radius * 1.5 + 0.5
    if start is not None:
        field[near] = _enlarged(start, rows, columns)[near]
    costs = np.full((rows, columns), 1e8, np.float32)
    targets, holes = np.argwhere(near).astype(np.int32), np.argwhere(gap).astype(np.int32)
    trust = (1.25 ** -np.minimum(distance(gap), 40)).astype(np.float32)
    sources = np.argwhere(good).astype(np.int32)
    reach = max(rows, columns) if start is None else max(rows, columns) // 4
    patches.prepare(field, costs, image, targets, good, sources, radius)
    for turn in range(turns):
        for way in (1,) if turns == 1 else (1, -1):
            patches.search(field, costs, image, targets, good, radius, 1 if turns == 1 else reach, way)
        sharp = 1.0 / max(float(np.median(costs[near])), 1e-5)
        moved = patches.vote(image, field, costs, holes, trust, radius, sharp)
        if moved < SETTLED and turn:
            break
        patches.prepare(field, costs, image, targets, good, sources, radius)
    soft = image.copy()
    patches.copied(image, field, holes)
    # The copy has the texture, the vote the even tone.
    image += blur((soft - image) * gap[..., None], 2.0) * gap[..., None]
    return field


def _sources(gap: Mask, radius: int) -> Mask:
    """Where a whole known patch lies around a pixel; if nowhere, all known pixels far enough from the border."""
    whole = distance(np.pad(~gap, 1))[1:-1, 1:-1] > radius * 1.42
    if not whole.any():
        whole = ~gap
        whole[:radius], whole[-radius:], whole[:, :radius], whole[:, -radius:] = False, False, False, False
    return whole


def _enlarged(field: Ints, rows: int, columns: int) -> Ints:
    """Matches of the level below at this level's size: doubled, odd pixels keeping their offset."""
    if field.shape[:2] == (rows, columns):
        return field
    ys, xs = np.arange(rows), np.arange(columns)
    below = field[np.minimum(ys // 2, field.shape[0] - 1)][:, np.minimum(xs // 2, field.shape[1] - 1)]
    odd = np.stack(np.broadcast_arrays((ys % 2)[:, None], (xs % 2)[None, :]), axis=-1)
    return np.where(below < 0, -1, below * 2 + odd).astype(np.int32)
