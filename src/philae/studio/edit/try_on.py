"""Try-on, approximately: a garment's picture laid over the torso of a person's, keeping its folds and light."""

import numpy as np
from PIL import Image

from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, look, photo, wish
from philae.studio.edit.smooth import blur, guided, smoothstep
from philae.studio.request import Refused, Request
from philae.studio.stage import Floats, Progress

NECK, WAIST = 0.17, 0.56
"""Where a torso begins and ends, as shares of a standing person's height; a cropped person's waist is lower."""


def try_on(request: Request, seed: int, progress: Progress) -> Drawing:
    """Dress the `person` in the `garment`; the person's own shading lies over the garment's colours."""
    person, garment = photo.chosen(request, "person"), photo.chosen(request, "garment")
    if person is None or garment is None:
        raise Refused("invalid_request", "a person and a garment image are required")
    rgb = photo.fitted(person.rgb, *photo.target(request, person))
    lab = colour.oklab(rgb)
    torso = _torso(lab)
    progress(0.4)
    cloth = colour.oklab(_laid(garment, torso))
    own = lab[..., 0] - float(np.average(lab[..., 0], weights=torso + 1e-6))
    folds = own - 0.35 * blur(own, max(lab.shape) / 6)
    cloth[..., 0] += 0.75 * np.clip(folds, -0.28, 0.22)
    out = lab + (cloth - lab) * torso[..., None]
    told = {"torso": f"{float(torso.mean()):.0%} of the picture", "method": "garment laid over the torso"}
    unknown = tuple(wish.read(request.prompt, seed).scene.unknown)
    return Drawing(colour.from_oklab(out.astype(np.float32)), None, told, unknown)


def skin(lab: Floats) -> Floats:
    """How likely each pixel is skin of any shade: its hue lies in a narrow sector whatever its lightness."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hue = np.arctan2(lab[..., 2], lab[..., 1])
    right = np.exp(-(((hue - 0.85) / 0.38) ** 2))
    return right * smoothstep(0.02, 0.045, chroma) * smoothstep(0.16, 0.11, chroma) * smoothstep(0.2, 0.35, lab[..., 0])


def _torso(lab: Floats) -> Floats:
    """Soft mask [h,w] of the person's upper body without face, neck and arms' bare skin."""
    rows, columns = lab.shape[:2]
    body = look.subject(lab)
    weight = body.sum(1)
    inside = np.flatnonzero(weight > 0.06 * columns)
    top, bottom = (int(inside[0]), int(inside[-1])) if len(inside) > rows // 5 else (int(0.08 * rows), rows - 1)
    tall = bottom - top
    # A person cut off by the picture's lower edge shows more torso.
    waist = WAIST if bottom < 0.97 * rows else 0.86
    y = (np.arange(rows, dtype=np.float32)[:, None] - top) / max(tall, 1)
    band = smoothstep(NECK, NECK + 0.05, y) * smoothstep(waist + 0.03, waist - 0.02, y)
    clothed = np.clip(1 - 1.6 * blur(skin(lab), 1.5), 0, 1)
    clothed *= _alike(lab, body * band * clothed)
    mask = guided((body * band * clothed).astype(np.float32), lab[..., 0], max(rows, columns) / 150, 1e-3)
    return smoothstep(0.25, 0.7, np.clip(mask, 0, 1)) * (band > 0.01)


def _alike(lab: Floats, where: Floats) -> Floats:
    """How much each pixel has the colours found in the middle of `where`: cloth, not the shadow beside it."""
    if float(where.sum()) < 64:
        return np.ones_like(where)
    middle = np.average(np.arange(where.shape[1]), weights=where.sum(0) + 1e-6)
    near = np.abs(np.arange(where.shape[1]) - middle) < max((where > 0.5).sum(1).max() / 5, 3)
    core = lab[(where > 0.5) & near[None, :]]
    if len(core) < 32:
        return np.ones_like(where)
    cloth = np.quantile(core, (0.25, 0.5, 0.75), axis=0)
    away = np.abs(lab[..., None, :] - cloth)
    off = np.hypot(away[..., 1], away[..., 2]) + 0.2 * away[..., 0]
    return smoothstep(0.13, 0.07, off.min(-1))


def _laid(garment: photo.Photo, torso: Floats) -> Bytes:
    """The garment's own cloth, cut out and stretched over the torso's box; around it its cloth goes on."""
    lab = colour.oklab(garment.rgb)
    cut = look.subject(lab) if garment.alpha is None else np.asarray(garment.alpha / 255, np.float32)
    top, bottom, left, right = _box(cut)
    # The middle of the cloth: sleeves and collar would not lie where the person's are.
    high, wide = bottom - top, right - left
    cloth = garment.rgb[top + high // 10 : bottom - high // 20, left + wide // 5 : right - wide // 5]
    up, down, west, east = _box(torso)
    image = Image.fromarray(np.ascontiguousarray(cloth)).resize((east - west, down - up), Image.Resampling.LANCZOS)
    rows, columns = torso.shape
    margin = ((up, rows - down), (west, columns - east), (0, 0))
    return np.pad(np.asarray(image), margin, mode="edge")


def _box(mask: Floats) -> tuple[int, int, int, int]:
    ys, xs = np.flatnonzero((mask > 0.5).any(1)), np.flatnonzero((mask > 0.5).any(0))
    if len(ys) < 8 or len(xs) < 8:
        return 0, mask.shape[0], 0, mask.shape[1]
    return int(ys[0]), int(ys[-1]) + 1, int(xs[0]), int(xs[-1]) + 1
