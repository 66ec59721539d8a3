"""Film and light: noir, vintage and neon."""

import numpy as np

from philae.studio.finish.blur import blurred, blurred_map, enlarged, shrunk
from philae.studio.finish.grain import smooth, stream, white
from philae.studio.finish.ink import steps
from philae.studio.finish.paint import saturated
from philae.studio.finish.strokes import gradient, luma
from philae.studio.stage import Floats

_PANCHROMATIC = np.array((0.46, 0.42, 0.12), np.float32)


def _corners(h: int, w: int) -> Floats:
    """Squared distance from the middle [h,w]: 0 there, 1 in the corners."""
    y = np.linspace(-1, 1, h, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    out: Floats = (x * x + y * y) * np.float32(0.5)
    return out


def _contrast(values: Floats, amount: float) -> Floats:
    """An S-curve through black, middle and white."""
    curve = values * values * (3 - 2 * values)
    out: Floats = values + (curve - values) * np.float32(amount)
    return out


def _film_grain(h: int, w: int, seed: int) -> Floats:
    """Clumped silver grain [h,w], unit variance at any size of picture."""
    grain = blurred_map(white(h, w, seed, 61), 0.75 * max(1.0, min(h, w) / 1024))
    return grain / (grain.std() + np.float32(1e-6))


def noir(picture: Floats, _depth: Floats, seed: int) -> Floats:
    """Black and white through an orange filter: deep skies, hard light, silver grain, dark corners."""
    h, w, _ = picture.shape
    tone = np.clip(picture @ _PANCHROMATIC, 0, 1)
    low, high = np.quantile(tone[::4, ::4], (0.01, 0.995))
    tone = np.clip((tone - low) / max(0.15, high - low), 0, 1) ** np.float32(0.84)
    glow = enlarged(blurred(shrunk(np.clip(tone - 0.6, 0, 1)[..., None], 4), min(h, w) * 0.004), h, w)[..., 0]
    lit = _contrast(_contrast(tone, 0.8), 0.45) * (1 - 0.55 * _corners(h, w) ** np.float32(1.4)) + 0.45 * glow
    grained = np.clip(lit, 0, 1) + _film_grain(h, w, seed) * (0.052 * np.sqrt(np.clip(lit * (1.15 - lit), 0.02, 1)))
    shadows, lights = np.array((0.94, 0.98, 1.06), np.float32), np.array((1.015, 1.0, 0.97), np.float32)
    tinted = grained[..., None] * (shadows + (lights - shadows) * np.clip(grained, 0, 1)[..., None])
    out: Floats = np.clip(tinted * 0.97 + 0.015, 0, 1)
    return out


def vintage(picture: Floats, _depth: Floats, seed: int) -> Floats:
    """A print from an old album: faded blacks, warm lights, a leak of light, dust and a pale border."""
    h, w, _ = picture.shape
    scale = min(h, w) / 1024
    aged = saturated(picture, 0.62)
    sepia = luma(aged)[..., None] * np.array((1.10, 0.95, 0.72), np.float32)
    aged = aged * np.float32(0.62) + sepia * np.float32(0.38)
    black, span = np.array((0.085, 0.065, 0.062), np.float32), np.array((0.88, 0.83, 0.70), np.float32)
    faded = black + _contrast(np.clip(aged, 0, 1), 0.35) * span
    random = stream(seed, 62)
    corner = random.choice((-1.0, 1.0), 2)
    y, x = np.linspace(-1, 1, h, dtype=np.float32)[:, None], np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    leak = np.exp(-((x - corner[0] * 1.05) ** 2 / 0.16 + (y - corner[1] * 0.5) ** 2 / 0.8))
    leak = leak * (1 + 0.25 * smooth(h, w, h / 3, seed, 63))
    faded = faded + leak.astype(np.float32)[..., None] * np.array((0.34, 0.15, 0.03), np.float32)
    faded *= (1 - 0.42 * _corners(h, w) ** 2)[..., None]
    faded += (_film_grain(h, w, seed) * np.float32(0.028))[..., None]
    _dust(faded, random, scale)
    out: Floats = _bordered(np.clip(faded, 0, 1))
    return out


def _dust(picture: Floats, random: np.random.Generator, scale: float) -> None:
    """Specks and a few hairlines, lighter than the print."""
    h, w, _ = picture.shape
    for _ in range(46):
        top, left = int(random.integers(0, h)), int(random.integers(0, w))
        r = max(1, int(random.uniform(0.4, 1.7) * scale))
        picture[top : top + r, left : left + r] += np.float32(random.uniform(0.08, 0.26))
    for _ in range(4):
        x, length = int(random.integers(0, w)), int(h * random.uniform(0.1, 0.5))
        y, thick = int(random.integers(0, h - length)), max(1, round(0.7 * scale))
        picture[y : y + length, x : x + thick] += np.float32(0.05)


def _bordered(picture: Floats) -> Floats:
    """The pale border of a print, with round inner corners."""
    h, w, _ = picture.shape
    edge, round_ = 0.032 * min(h, w), 0.014 * min(h, w)
    y = np.abs(np.arange(h) - (h - 1) / 2)[:, None] - (h / 2 - edge - round_)
    x = np.abs(np.arange(w) - (w - 1) / 2)[None, :] - (w / 2 - edge - round_)
    outside = np.hypot(np.maximum(x, 0), np.maximum(y, 0)) - round_
    mask = np.clip(outside + 0.5, 0, 1).astype(np.float32)[..., None]
    out: Floats = picture * (1 - mask) + np.array((0.93, 0.90, 0.83), np.float32) * mask
    return out


def neon(picture: Floats, depth: Floats, seed: int) -> Floats:
    """Night in tubes of light: the picture dark in violet and cyan, its outlines glowing."""
    h, w, _ = picture.shape
    scale = max(0.5, min(h, w) / 1024)
    tone = luma(picture)
    gx, gy = gradient(blurred_map(tone, 1.5 * scale))
    outline = np.clip((np.hypot(gx, gy) * np.float32(scale) - 0.012) * np.float32(17), 0, 1)
    outline = np.maximum(blurred_map(np.clip(steps(depth) * 1.3, 0, 1), 1.0 * scale), outline)
    own = saturated(picture / (tone[..., None] + np.float32(0.08)) * np.float32(0.5), 2.4)
    tube = outline[..., None] * (_tubes(h, w, seed) * np.float32(0.55) + own * np.float32(0.45))
    halo = enlarged(_halo(tube, min(h, w)), h, w)
    low, high = np.array((0.05, 0.0, 0.15), np.float32), np.array((0.10, 0.92, 1.10), np.float32)
    middle = np.array((0.62, 0.06, 0.62), np.float32)
    t = np.clip(tone, 0, 1)[..., None]
    split = np.where(t < 0.5, low + (middle - low) * t * 2, middle + (high - middle) * (t * 2 - 1))
    base = split * np.float32(0.50) + saturated(picture, 1.7) * t * np.float32(0.34)
    light = base * (base * np.float32(0.9) + np.float32(0.28)) + tube * np.float32(1.35) + halo
    light += outline[..., None] ** 3 * np.float32(0.35)
    out: Floats = np.clip(1 - np.exp(light * np.float32(-1.25)), 0, 1)
    return out


def _tubes(h: int, w: int, seed: int) -> Floats:
    """The colour of the tubes [h,w,3], drifting between magenta, cyan and violet."""
    noise = smooth(h, w, min(h, w) / 2.2, seed, 64, octaves=2)
    drift = (0.5 + 0.5 * np.clip(noise * np.float32(1.6), -1, 1))[..., None]
    magenta, cyan = np.array((1.25, 0.10, 0.85), np.float32), np.array((0.05, 0.95, 1.25), np.float32)
    violet = np.array((0.55, 0.20, 1.30), np.float32)
    upper, lower = violet + (cyan - violet) * (drift * 2 - 1), magenta + (violet - magenta) * drift * 2
    out: Floats = np.where(drift < 0.5, lower, upper)
    return out


def _halo(tube: Floats, size: int) -> Floats:
    small = shrunk(tube, 4)
    out: Floats = blurred(small, size * 0.0022) * np.float32(0.55) + blurred(small, size * 0.009) * np.float32(0.55)
    return out
