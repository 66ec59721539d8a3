"""Random textures: white grain, smooth noise, and the tooth of paper."""

import numpy as np

from philae.studio.finish.blur import blurred_map, enlarged
from philae.studio.stage import Floats

_STREAM = 0x5EED
_COARSE = 1.6


def stream(seed: int, purpose: int) -> np.random.Generator:
    """Random numbers that depend on the picture's seed and on what they are for."""
    return np.random.default_rng((seed & 0xFFFFFFFFFFFFFFFF, purpose, _STREAM))


def white(h: int, w: int, seed: int, purpose: int) -> Floats:
    """Independent normal values [h,w]."""
    return stream(seed, purpose).standard_normal((h, w), dtype=np.float32)


def smooth(h: int, w: int, cell: float, seed: int, purpose: int, octaves: int = 3) -> Floats:
    """Noise [h,w] around 0, about −1..1, whose largest features are `cell` pixels wide."""
    random, total, weight = stream(seed, purpose), np.zeros((h, w), np.float32), 1.0
    for octave in range(octaves):
        size = max(2.0, cell / 2**octave)
        grid = random.standard_normal((int(h / size) + 2, int(w / size) + 2, 1), dtype=np.float32)
        fine = enlarged(enlarged(grid, min(h, grid.shape[0] * 4), min(w, grid.shape[1] * 4)), h, w)[..., 0]
        total += fine * np.float32(weight)
        weight *= 0.5
    return np.clip(total * np.float32(0.8), -1.5, 1.5)


def paper(h: int, w: int, scale: float, seed: int) -> Floats:
    """The tooth of rough paper [h,w] around 0: its light falls from the upper left."""
    if scale > _COARSE:
        return enlarged(paper((h + 1) // 2, (w + 1) // 2, scale / 2, seed)[..., None], h, w)[..., 0]
    height = blurred_map(white(h, w, seed, 71), max(0.8, 1.4 * scale))
    lit = height - np.roll(height, (1, 1), (0, 1))
    out: Floats = np.clip(lit / (2 * lit.std() + np.float32(1e-6)), -1.25, 1.25)
    return out
