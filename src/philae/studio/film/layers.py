"""A picture taken apart into what moves on its own: sky, land and what stands before it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from philae.studio import figures, finish, land, words
from philae.studio.edit import colour, look, photo
from philae.studio.edit.heal import spread
from philae.studio.finish.blur import blurred_map
from philae.studio.stage import Floats, Progress

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
NEAREST = 2.6
"""How much nearer than the subject anything counts at most; 1 is the subject, 0 the sky."""
QUALITY = 0.5


@dataclass(frozen=True, slots=True)
class Layers:
    """`sky`, `land` and `front` [h,w,4] sRGB with their cover; the land's and the front's nearness [h,w] and the water.

    Nearness is the subject's distance over a thing's own: it says how far that goes when the camera moves.
    """

    sky: Bytes
    land: Bytes
    front: Bytes
    land_near: Floats
    front_near: Floats
    wet: Floats
    understood: dict[str, Any]
    unknown: tuple[str, ...] = ()


def drawn(prompt: str, seed: int, width: int, height: int, progress: Progress) -> Layers:
    """Draw the prompt; what falls from its sky is left to the film."""
    scene = words.read(prompt, seed)
    still = scene if scene.weather == "fog" else replace(scene, weather="clear")
    bare = land.draw(scene, width, height, QUALITY, lambda x: progress(0.6 * x))
    full = figures.draw(bare, scene.subjects, seed, QUALITY, lambda x: progress(0.6 + 0.3 * x))
    body = full.depth < bare.depth
    subject = float(np.median(full.depth[body])) if body.any() else float(np.hypot(*bare.spot))
    shown = finish.develop(full.rgb, full.depth, still, seed)
    behind = (
        finish.develop(np.where(body[..., None], bare.rgb, full.rgb), bare.depth, still, seed) if body.any() else shown
    )
    wet = np.zeros(body.shape, np.float32) if bare.wet is None else bare.wet.astype(np.float32)
    fields = dict(scene.understood), tuple(scene.unknown)
    return _apart(shown, behind, body, (_near(bare.depth, subject), _near(full.depth, subject)), wet, fields)


def given(image: photo.Photo, width: int, height: int) -> Layers:
    """Take a picture apart by a guess of how near things are."""
    rgb = photo.fitted(image.rgb, width, height)
    lab = colour.oklab(rgb)
    near = look.nearness(lab) * np.float32(1.6)
    body = look.subject(lab) > 0.5
    behind = np.clip(spread(rgb.astype(np.float32), _grown(body, 3)), 0, 255).astype(np.uint8)
    flat = np.where(look.sky(lab) > 0.5, 0.0, np.maximum(near, 0.04)).astype(np.float32)
    ground = spread(flat[..., None], _grown(body, 3))[..., 0]
    return _apart(rgb, behind, body, (ground, flat), np.zeros_like(flat), ({}, ()))


def _near(depth: Floats, subject: float) -> Floats:
    near: Floats = np.minimum(subject / np.maximum(depth, 1e-3), NEAREST).astype(np.float32)
    return near


def _apart(
    shown: Bytes,
    behind: Bytes,
    body: Mask,
    near: tuple[Floats, Floats],
    wet: Floats,
    told: tuple[dict[str, Any], tuple[str, ...]],
) -> Layers:
    """Give each layer its cover, with soft edges, and fill the sky up behind the land."""
    above = near[0] <= 0.0
    clean = ~_grown(~above, 4)  # without the rims that land and plants leave in the sky
    sky = np.clip(spread(behind.astype(np.float32), ~clean), 0, 255).astype(np.uint8) if clean.any() else behind
    cover = np.full(above.shape, 255, np.uint8)
    front_near = np.where(body, near[1], 1.0).astype(np.float32)
    return Layers(
        _covered(sky, cover),
        _covered(behind, _soft(~above)),
        _covered(shown, _soft(body)),
        blurred_map(_widened(near[0]), 1.5),
        blurred_map(_widened(front_near) if not body.any() else _filled(front_near, body), 2.0),
        wet,
        *told,
    )


def _filled(near: Floats, body: Mask) -> Floats:
    """The subject's nearness all over, so that its edges go where it goes."""
    out: Floats = spread(near[..., None], ~body)[..., 0]
    return out


def _covered(rgb: Bytes, cover: Bytes) -> Bytes:
    return np.ascontiguousarray(np.dstack([rgb, cover]))


def _soft(mask: Mask) -> Bytes:
    soft: Bytes = (255 * blurred_map(mask.astype(np.float32), 0.6)).astype(np.uint8)
    return soft


def _widened(near: Floats) -> Floats:
    """The nearest of each pixel's neighbours: edges of near things go with them."""
    padded = np.pad(near, 1, mode="edge")
    rows, columns = near.shape
    shifts = [padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    out: Floats = np.maximum.reduce(shifts)
    return out


def _grown(mask: Mask, by: int) -> Mask:
    grown = mask.astype(np.float32)
    for _ in range(by):
        grown = _widened(grown)
    out: Mask = grown > 0
    return out
