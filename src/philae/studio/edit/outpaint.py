"""Expand: the original stays where it is, pixel for pixel, and the picture goes on around it."""

import numpy as np
from numpy.typing import NDArray

from philae.studio import drawing
from philae.studio.drawing import Drawing
from philae.studio.edit import colour, photo, wish
from philae.studio.edit.heal import heal
from philae.studio.edit.seam import banded, cloned
from philae.studio.edit.smooth import blur, distance, smoothstep
from philae.studio.request import Refused, Request
from philae.studio.stage import Floats, Progress

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
LARGEST = 4096
WIDE = 0.5


def outpaint(request: Request, seed: int, progress: Progress) -> Drawing:
    """Widen by `extra` top, bottom, left, right; or to width × height, `reference_offset_x`, `_y` (none: centred)."""
    image = photo.first(request, "image", "input")
    canvas, hole = _placed(request, image)
    if not hole.any():
        return Drawing(canvas)
    grown = heal(canvas, hole, seed, lambda x: progress(0.5 * x), mirror=True)
    drawn = _wanted(request, seed, hole, lambda x: progress(0.5 + 0.5 * x)) if _wide(image, hole) else None
    if drawn is None:
        return Drawing(grown, understood={"continued": "the borders"})
    mixed = canvas.copy()
    mixed[hole] = colour.from_oklab(_joined(colour.oklab(grown), colour.oklab(drawn.rgb), hole, seed))[hole]
    return Drawing(mixed, None, drawn.understood, drawn.unknown)


def _placed(request: Request, image: photo.Photo) -> tuple[Bytes, Mask]:
    """The canvas with the original in place, and the part that is empty."""
    columns, rows = image.size
    sides = [int(request.number(side, 0)) for side in ("top", "bottom", "left", "right")]
    if request.operation == "outpaint" or not any(sides):
        width, height = request.width or columns, request.height or rows
        left = int(request.number("reference_offset_x", (width - columns) // 2))
        top = int(request.number("reference_offset_y", (height - rows) // 2))
    else:
        top, left, width, height = sides[0], sides[2], columns + sides[2] + sides[3], rows + sides[0] + sides[1]
    if min(sides) < 0 or width > LARGEST or height > LARGEST:
        raise Refused("invalid_request", f"the result may be at most {LARGEST} pixels a side, margins at least 0")
    canvas, hole = np.zeros((height, width, 3), np.uint8), np.ones((height, width), np.bool_)
    to_y, to_x = slice(max(top, 0), min(top + rows, height)), slice(max(left, 0), min(left + columns, width))
    if to_y.start >= to_y.stop or to_x.start >= to_x.stop:
        raise Refused("invalid_request", "the offset puts the image outside of the result")
    canvas[to_y, to_x] = image.rgb[to_y.start - top : to_y.stop - top, to_x.start - left : to_x.stop - left]
    hole[to_y, to_x] = False
    return canvas, hole


def _wanted(request: Request, seed: int, hole: Mask, progress: Progress) -> Drawing | None:
    """The prompt drawn at the full size, if it says something that can be drawn."""
    if not wish.read(request.prompt, seed).says("place"):
        return None
    return drawing.draw(request.prompt, seed, hole.shape[1], hole.shape[0], 0.75, progress)


def _wide(image: photo.Photo, hole: Mask) -> bool:
    """Whether so much is added that repeating the borders would show."""
    return float(distance(hole).max()) > WIDE * min(image.size)


def _joined(grown: Floats, drawn: Floats, hole: Mask, seed: int) -> Floats:
    """Near the original its own continuation, further out the drawing, along a wavering line."""
    far = distance(hole)
    reach = max(float(far.max()), 1.0)
    wave = np.random.default_rng(seed).normal(0, 1, hole.shape).astype(np.float32)
    wave = blur(wave, reach * 0.08)
    wave = wave * 0.12 / max(float(wave.std()), 1e-6)
    toned = cloned(colour.transfer(drawn, grown[~hole][None], 0.9), grown, hole, 1.5 * reach)
    return banded(grown, toned, smoothstep(0.42, 0.52, far / reach + wave))
