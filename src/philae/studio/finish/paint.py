"""Paint and paper: oil, watercolour and pastel."""

import numpy as np

from philae.studio.finish.blur import blurred, blurred_map, enlarged
from philae.studio.finish.grain import paper, smooth
from philae.studio.finish.strokes import bristles, flow, gradient, luma, painted
from philae.studio.stage import Floats

_WORKING = 800
_PAPER = np.array((0.985, 0.972, 0.94), np.float32)


def reduced(picture: Floats) -> Floats:
    """At most 800 pixels on the short side: strokes hide what is finer, and are laid several times as fast."""
    h, w, _ = picture.shape
    factor = min(1.0, _WORKING / min(h, w))
    if factor == 1.0:
        return picture
    # Running sums may end a hair below black.
    return np.maximum(enlarged(blurred(picture, 0.5 / factor - 0.3), round(h * factor), round(w * factor)), 0)


def saturated(picture: Floats, amount: float) -> Floats:
    """The picture with its colours this many times as far from grey."""
    grey = luma(picture)[..., None]
    out: Floats = np.clip(grey + (picture - grey) * np.float32(amount), 0, 1)
    return out


def oil(picture: Floats, _depth: Floats, seed: int) -> Floats:
    """Thick paint: strokes along the forms, the ridges of the bristles lit from the upper left."""
    h, w, _ = picture.shape
    small = reduced(picture)
    scale = min(small.shape[:2]) / 1024
    along = flow(small, 5.0 * scale + 1)
    wavy = smooth(small.shape[0], small.shape[1], 90 * scale, seed, 32, octaves=2) * (1 - along[..., 2])
    along[..., :2] = _turned(along, wavy * np.float32(1.1))
    laid = painted(painted(small, along, 7.5 * scale + 1.5), along, 4.0 * scale + 1)
    ridges = bristles(along, 34 * scale + 6, 1.1 * scale + 0.3, seed)
    up_x, up_y = gradient(ridges)
    relief = np.clip((up_x + up_y) * np.float32(0.75), -1.6, 1.6)
    paint = saturated(laid, 1.22) * (1 + 0.035 * ridges[..., None])
    full = enlarged(np.concatenate((paint, relief[..., None]), 2).astype(np.float32), h, w)
    thick = np.float32(0.05) * (0.30 + luma(full[..., :3]))
    out: Floats = np.clip(full[..., :3] + (full[..., 3] * thick)[..., None], 0, 1)
    return out


def _turned(along: Floats, angle: Floats) -> Floats:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack((along[..., 0] * cos - along[..., 1] * sin, along[..., 0] * sin + along[..., 1] * cos), 2)


def watercolour(picture: Floats, _depth: Floats, seed: int) -> Floats:
    """Washes on rough paper: pigment gathers at their edges, blooms inside, and leaves a torn white margin."""
    h, w, _ = picture.shape
    small = reduced(picture)
    rows, columns, _ = small.shape
    scale = min(rows, columns) / 1024
    along = flow(small, 6.0 * scale + 1)
    washes = painted(painted(_wobbled(small, seed, scale), along, 10 * scale + 2), along, 9 * scale + 2)
    bright = washes ** np.float32(0.68)
    density = 1 - saturated(bright * np.float32(0.93) + np.float32(0.07), 1.35)
    tone = blurred_map(luma(washes), 1.2 * scale + 0.3)
    rim = np.clip(blurred_map(tone, 3.2 * scale + 0.6) - tone, -0.04, 0.08) * np.float32(4.5)
    pools = smooth(rows, columns, 260 * scale, seed, 41, octaves=5)
    strength = np.clip(1 + 0.22 * pools + rim, 0.25, 1.7) * _margin(rows, columns, seed, scale)
    full = enlarged(np.concatenate((density * strength[..., None],), 2), h, w)
    tooth = paper(h, w, min(h, w) / 1024, seed)
    granulated = full * (1 + 0.10 * tooth[..., None])
    out: Floats = np.clip(_PAPER * (1 - np.clip(granulated, 0, 1)) + 0.014 * tooth[..., None], 0, 1)
    return out


def _wobbled(picture: Floats, seed: int, scale: float) -> Floats:
    """The picture with edges that tremble as wet paint does."""
    h, w, _ = picture.shape
    rows = np.arange(h)[:, None] + smooth(h, w, 40 * scale, seed, 42) * np.float32(4 * scale)
    columns = np.arange(w)[None, :] + smooth(h, w, 40 * scale, seed, 43) * np.float32(4 * scale)
    return picture[np.clip(rows, 0, h - 1).astype(np.int32), np.clip(columns, 0, w - 1).astype(np.int32)]


def _margin(h: int, w: int, seed: int, scale: float) -> Floats:
    """1 inside, 0 on the paper's bare edge, ragged between."""
    y, x = np.minimum(np.arange(h), np.arange(h)[::-1])[:, None], np.minimum(np.arange(w), np.arange(w)[::-1])[None, :]
    ragged = np.minimum(y, x) - (26 + 11 * smooth(h, w, 90 * scale, seed, 44, octaves=5)) * scale
    out: Floats = np.clip(ragged / (7 * scale + 1), 0, 1).astype(np.float32)
    return out


def pastel(picture: Floats, _depth: Floats, seed: int) -> Floats:
    """Chalk on tinted paper: light soft colours, broken where the stick skips over the tooth."""
    h, w, _ = picture.shape
    scale = min(h, w) / 1024
    small = reduced(picture)
    part = min(small.shape[:2]) / 1024
    along = flow(small, 6 * part + 1)
    soft = enlarged(painted(small, along, 7 * part + 1.5), h, w)
    chalk = 1 - (1 - saturated(soft ** np.float32(0.72), 1.12)) * np.float32(0.74)
    hairs = enlarged(bristles(along, 16 * part + 4, 1.0 * part + 0.3, seed)[..., None], h, w)[..., 0]
    skips = 0.25 * hairs + 1.3 * paper(h, w, scale, seed)
    bare = np.clip((skips - 0.55) * np.float32(0.20), 0, 0.26)[..., None]
    ground = np.array((0.93, 0.89, 0.86), np.float32)
    out: Floats = np.clip(chalk * (1 - bare) + ground * bare + 0.016 * skips[..., None], 0, 1)
    return out
