"""What falls and drifts between the viewer and the picture: snow, rain and mist, in linear light."""

import numpy as np
from numpy.typing import NDArray

from philae.studio.finish.compiled import kernel
from philae.studio.finish.grain import smooth, stream
from philae.studio.scene import Place, Scene
from philae.studio.stage import Floats

SHELTERED: frozenset[Place] = frozenset({"space", "underwater", "cave", "moon", "abstract", "backdrop"})
"""Places where neither snow nor rain falls."""

_LAYERS = ((90.0, 0.9, 4200), (26.0, 1.5, 2000), (9.0, 2.6, 600), (3.0, 5.0, 110), (1.2, 14.0, 12))
"""Depth in metres, radius in pixels of a picture 1024 high, and number of flakes."""
_STREAKS = ((60.0, 13.0, 0.55, 1500), (22.0, 26.0, 0.8, 700), (7.0, 55.0, 1.2, 220), (2.5, 110.0, 2.0, 36))
"""Depth in metres, length and width in pixels of a picture 1024 high, and number of streaks."""
Fall = tuple[float, Floats, float]
"""A layer of flakes or drops: its depth in metres, a row for each (see `_flakes`), and its speed in metres a second."""


def with_weather(rgb: Floats, depth: Floats, scene: Scene, seed: int) -> Floats:
    """The picture behind its weather; the same array when nothing falls."""
    if scene.place in SHELTERED:
        return rgb
    light = _light(rgb)
    if scene.weather == "fog":
        return _mist(rgb, depth, light, seed)
    falls = falling(scene, rgb.shape[1], rgb.shape[0], seed)
    out = rgb.copy() if falls else rgb
    for far, flakes, _ in falls:
        _flakes(out, depth, flakes, light, far)
    return out


def _light(rgb: Floats) -> Floats:
    """What a white flake sends back: the colour of the bright half of the picture, half whitened."""
    sample = np.minimum(rgb[::8, ::8].reshape(-1, 3), 4.0)
    luma = sample.mean(1)
    bright = sample[luma >= np.median(luma)].mean(0)
    white: Floats = (0.45 * bright + 0.55 * bright.mean()).astype(np.float32)
    return np.maximum(white * np.float32(1.25), np.float32(0.06))


def falling(scene: Scene, width: int, height: int, seed: int) -> list[Fall]:
    """What falls in this scene, far layers first; nothing where it is dry."""
    if scene.place in SHELTERED:
        return []
    blizzard = scene.weather == "storm" and scene.place == "snow"
    if scene.weather == "snow" or blizzard:
        return _snow(height, width, seed, blizzard=blizzard)
    if scene.weather in {"rain", "storm"}:
        return _rain(height, width, seed, heavy=scene.weather == "storm")
    return []


def fallen(frame: NDArray[np.uint8], falls: list[Fall], time: float) -> None:
    """Lay what falls over the frame [h,w,3] of a film as it is after `time` seconds; near ones are the faster."""
    if not falls:
        return
    h, w, _ = frame.shape
    light = np.minimum(_light(frame[::4, ::4].astype(np.float32) / np.float32(255)) * 255, 250).astype(np.float32)
    open_ = np.full((h, w), np.inf, np.float32)
    for far, flakes, speed in falls:
        moved, way = flakes.copy(), time * speed / far * h
        moved[:, 0] = (flakes[:, 0] + way) % h
        moved[:, 1] = (flakes[:, 1] + way / np.tan(flakes[:, 4])) % w
        _flakes(frame, open_, moved, light, far)


def _snow(h: int, w: int, seed: int, *, blizzard: bool) -> list[Fall]:
    random, scale = stream(seed, 11), min(h, w) / 1024
    crowd = h * w / min(h, w) ** 2 * (2.2 if blizzard else 1.0)
    lean, blow = (1.9, 3.2) if blizzard else (float(random.uniform(-0.5, 0.5)), 1.35)
    falls = []
    for far, radius, count in _LAYERS:
        n = int(count * crowd)
        flakes = np.empty((n, 6), np.float32)
        flakes[:, 0] = random.uniform(0, h, n)
        flakes[:, 1] = random.uniform(0, w, n)
        flakes[:, 2] = np.maximum(0.55, radius * scale * random.uniform(0.6, 1.5, n))
        flakes[:, 3] = np.clip(random.uniform(0.5, 1.0, n) * (0.95 if far > 2 else 0.3), 0, 1)
        flakes[:, 4] = np.arctan2(1.0, lean) + random.normal(0, 0.2, n)
        flakes[:, 5] = blow
        falls.append((far, flakes, 2.4 if blizzard else 1.1))
    return falls


def _rain(h: int, w: int, seed: int, *, heavy: bool) -> list[Fall]:
    random, scale = stream(seed, 12), min(h, w) / 1024
    crowd = h * w / min(h, w) ** 2 * (1.7 if heavy else 1.0)
    lean = (0.42 if heavy else 0.14) * random.choice((-1.0, 1.0))
    falls = []
    for far, length, width, count in _STREAKS:
        n = int(count * crowd)
        drops = np.empty((n, 6), np.float32)
        drops[:, 0] = random.uniform(0, h, n)
        drops[:, 1] = random.uniform(0, w, n)
        drops[:, 2] = np.maximum(0.5, width * scale)
        drops[:, 3] = random.uniform(0.12, 0.34, n) * (1.0 if far > 5 else 0.7)
        drops[:, 4] = np.arctan2(1.0, lean) + random.normal(0, 0.015, n)
        drops[:, 5] = length / width * random.uniform(0.6, 1.3, n)
        falls.append((far, drops, 8.0))
    return falls


@kernel
def _flakes(rgb: Floats | NDArray[np.uint8], depth: Floats, flakes: Floats, light: Floats, far: float) -> None:
    """Lay soft ellipses (y, x, radius, opacity, angle, elongation) over what is farther than `far` metres."""
    h, w, _ = rgb.shape
    for i in range(flakes.shape[0]):
        cy, cx, radius, opacity, angle, long = flakes[i]
        sin, cos = np.sin(angle), np.cos(angle)
        reach_y = int(radius * (abs(sin) * long + abs(cos))) + 2
        reach_x = int(radius * (abs(cos) * long + abs(sin))) + 2
        for y in range(max(0, int(cy) - reach_y), min(h, int(cy) + reach_y + 1)):
            for x in range(max(0, int(cx) - reach_x), min(w, int(cx) + reach_x + 1)):
                if depth[y, x] < far:
                    continue
                along = ((x - cx) * cos + (y - cy) * sin) / (radius * long)
                across = ((y - cy) * cos - (x - cx) * sin) / radius
                d2 = along * along + across * across
                if d2 < 1.7:
                    alpha = opacity * (1.0 - d2 / 1.7) ** 1.5
                    for c in range(3):
                        rgb[y, x, c] += (light[c] - rgb[y, x, c]) * alpha


def _mist(rgb: Floats, depth: Floats, light: Floats, seed: int) -> Floats:
    """Banks of mist that lie low, thicken with distance and drift in shreds."""
    h, w, _ = rgb.shape
    shreds = smooth(h, max(2, w // 3), h / 7, seed, 13, octaves=4)
    wide = np.linspace(0, shreds.shape[1] - 1, w).astype(np.int64)
    rows = np.linspace(0, 1, h, dtype=np.float32)[:, None]
    low = np.exp(-(((rows - 0.66) / 0.24) ** 2))
    thick = (1.0 - np.exp(-np.minimum(depth, 400.0) / 45.0)).astype(np.float32)
    veil = np.clip(0.28 + 0.55 * shreds[:, wide], 0, 1) * low * (0.2 + 0.8 * thick) * np.float32(0.62)
    out: Floats = rgb + (light - rgb) * veil[..., None].astype(np.float32)
    return out
