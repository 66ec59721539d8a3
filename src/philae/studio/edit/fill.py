"""Fill: what the prompt says appears where the mask is white, and nowhere else."""

import numpy as np

from philae.studio import drawing
from philae.studio.degree import quality
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, photo, wish
from philae.studio.edit.heal import heal
from philae.studio.edit.insert import Box, inserted
from philae.studio.edit.seam import cloned
from philae.studio.edit.smooth import feather
from philae.studio.request import Request
from philae.studio.stage import Progress


def fill(request: Request, seed: int, progress: Progress) -> Drawing:
    """Repaint the mask: a subject stands in the healed picture, a place fills the hole, no prompt just heals."""
    image = photo.first(request, "image", "input")
    hole = photo.hole(request, image)
    if not hole.any():
        return Drawing(image.rgb)
    asked = wish.read(request.prompt, seed)
    scene, told, unknown = asked.scene, asked.told, tuple(asked.scene.unknown)
    if asked.says("place") or (request.prompt.strip() and not scene.subjects):
        return Drawing(_scenery(image.rgb, hole, request, seed, progress), None, told, unknown)
    ground = heal(image.rgb, hole, seed, lambda x: progress(0.5 * x))
    if not scene.subjects:
        return Drawing(ground, None, told, unknown)
    grown = inserted(ground, _box(hole), scene.subjects, seed, quality(request), lambda x: progress(0.5 + 0.5 * x))
    return Drawing(_inside(image.rgb, grown, ground, hole), None, told, unknown)


def _scenery(rgb: Bytes, hole: photo.Mask, request: Request, seed: int, progress: Progress) -> Bytes:
    """The prompt drawn for the hole's own box, its colours led over to what is around."""
    top, bottom, left, right = _box(hole)
    width, height = max(right - left, 64), max(bottom - top, 64)
    drawn = drawing.draw(request.prompt, seed, width, height, quality(request), progress)
    around = tuple(slice(max(a - 12, 0), b + 12) for a, b in ((top, bottom), (left, right)))
    new = np.zeros_like(rgb)
    new[top:bottom, left:right] = drawn.rgb[: bottom - top, : right - left]
    out, cut = rgb.copy(), hole[around]
    lab = cloned(colour.oklab(new[around]), colour.oklab(rgb[around]), cut, 0.12 * min(width, height))
    out[around][cut] = colour.from_oklab(lab)[cut]
    return out


def _inside(rgb: Bytes, new: Bytes, ground: Bytes, hole: photo.Mask) -> Bytes:
    """The new content within the hole, fading into the healed ground towards its edge; outside, the original."""
    soft = feather(hole, max(2.0, 0.02 * float(np.sqrt(hole.sum()))))[..., None]
    out = rgb.copy()
    out[hole] = (ground + (new.astype(np.float32) - ground) * soft + 0.5).astype(np.uint8)[hole]
    return out


def _box(hole: photo.Mask) -> Box:
    ys, xs = np.flatnonzero(hole.any(1)), np.flatnonzero(hole.any(0))
    return int(ys[0]), int(ys[-1]) + 1, int(xs[0]), int(xs[-1]) + 1
