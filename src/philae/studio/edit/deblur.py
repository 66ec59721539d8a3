"""Deblur: Richardson–Lucy deconvolution with a width guessed from the picture, kept from ringing."""

import numpy as np

from philae.studio.drawing import Drawing
from philae.studio.edit import colour, photo
from philae.studio.edit.smooth import blur
from philae.studio.kernels import njit
from philae.studio.request import Request
from philae.studio.stage import Floats, Progress

TURNS = 14
EDGE = 0.012
"""Detail below this is taken for noise and not amplified."""


def deblur(request: Request, seed: int, progress: Progress) -> Drawing:
    """Sharpen at the same size, lightness and colour."""
    image = photo.first(request, "image", "input")
    lab = colour.oklab(image.rgb)
    light = np.ascontiguousarray(lab[..., 0])
    sigma = width(light)
    lab[..., 0] = restored(light, sigma, progress)
    for channel in (1, 2):
        # Moved to where the method, which is for light, has positive values.
        lab[..., channel] = restored(lab[..., channel] + 0.5, sigma, lambda _: None) - 0.5
    del seed
    return Drawing(colour.from_oklab(lab), understood={"blur": f"{sigma:.1f} pixels"})


def width(light: Floats) -> float:
    """The blur's sigma in pixels, from how much blurring again takes off the strongest edges (Zhuo & Sim 2011)."""
    again = 1.0
    softer = blur(light, again)
    slope, less = _slope(light), _slope(softer)
    strong = slope >= max(float(np.percentile(slope, 97)), 1e-4)
    ratio = np.median(slope[strong] / np.maximum(less[strong], 1e-5)) if strong.any() else 2.0
    return float(np.clip(again / np.sqrt(max(ratio**2 - 1, 1e-3)), 0.6, 5.0))


def restored(light: Floats, sigma: float, progress: Progress) -> Floats:
    """Deconvolve a plane [h,w] of values 0..1; the result stays inside what its neighbourhood holds, plus a little."""
    seen = light + 0.02
    guess = seen.copy()
    for turn in range(TURNS):
        guess *= blur(seen / np.maximum(blur(guess, sigma), 1e-3), sigma)
        progress(0.9 * (turn + 1) / TURNS)
    sharp = guess - 0.02
    low, high = _reach(light, max(round(2.5 * sigma), 1))
    room = 0.03 * (high - low)
    kept = np.clip(sharp, low - room, high + room)
    change = kept - light
    return np.clip(light + change * (np.abs(change) / (np.abs(change) + EDGE)), 0, 1).astype(np.float32)


def _slope(light: Floats) -> Floats:
    dy, dx = np.gradient(light)
    return np.hypot(dx, dy)


@njit(cache=True)
def _reach(light: Floats, radius: int) -> tuple[Floats, Floats]:
    """Smallest and largest value within a square of this radius around each pixel."""
    rows, columns = light.shape
    low, high = np.empty_like(light), np.empty_like(light)
    across_low, across_high = np.empty_like(light), np.empty_like(light)
    for y in range(rows):
        for x in range(columns):
            a, b = light[y, x], light[y, x]
            for i in range(max(x - radius, 0), min(x + radius, columns - 1) + 1):
                a, b = min(a, light[y, i]), max(b, light[y, i])
            across_low[y, x], across_high[y, x] = a, b
    for y in range(rows):
        for x in range(columns):
            a, b = across_low[y, x], across_high[y, x]
            for j in range(max(y - radius, 0), min(y + radius, rows - 1) + 1):
                a, b = min(a, across_low[j, x]), max(b, across_high[j, x])
            low[y, x], high[y, x] = a, b
    return low, high
