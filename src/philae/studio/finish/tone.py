"""The photographic part of developing: exposure, bloom, a filmic curve, a vignette, and eight bits without bands."""

import numpy as np
from numpy.typing import NDArray

from philae.studio.finish.blur import blurred, shrunk
from philae.studio.finish.compiled import kernel, over
from philae.studio.stage import Floats

_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)
_KEY = 0.20
_PULL = 0.35
_GLARE_ABOVE = 0.85


def exposure(rgb: Floats) -> float:
    """A factor that brings the picture's mean light a third of the way to middle grey, at most one stop."""
    sample = rgb[::8, ::8] @ _LUMA
    mean = float(np.exp(np.log(np.clip(sample, 1e-3, 8.0)).mean()))
    return float(np.clip((_KEY / mean) ** _PULL, 0.7, 1.9))


def bloom(rgb: Floats) -> Floats:
    """The glare of bright places [h/4,w/4,3], from a tight core to a wide veil."""
    small = shrunk(rgb, 4)
    light = (small @ _LUMA)[..., None]
    excess = np.minimum(small, 12.0) * np.clip((light - _GLARE_ABOVE) / (light + 0.4), 0, 1)
    reach = min(small.shape[:2])
    wide = blurred(shrunk(excess, 4), reach * 0.016)
    wide = wide.repeat(4, 0).repeat(4, 1)[: small.shape[0], : small.shape[1]]
    wide = blurred(wide, 3.0)
    return blurred(excess, reach * 0.008) * np.float32(0.22) + wide * np.float32(0.16)


def filmed(rgb: Floats, glow: Floats, gain: float, vignette: float, saturation: float) -> Floats:
    """Linear light [h,w,3] with its bloom on film: display values [h,w,3] in 0..1, sRGB-encoded."""
    out = np.empty(rgb.shape, np.float32)
    over(len(rgb), _film, rgb, glow, out, gain, vignette, saturation)
    return out


@kernel
def _film(
    first: int, last: int, rgb: Floats, glow: Floats, out: Floats, gain: float, vignette: float, saturation: float
) -> None:
    h, w, _ = rgb.shape
    rows, columns, _ = glow.shape
    curved = np.empty(3, np.float32)
    for y in range(first, last):
        v = min(max((y + 0.5) / 4 - 0.5, 0.0), rows - 1.0)
        y0 = int(v)
        y1, fy = min(y0 + 1, rows - 1), v - y0
        dy = (2.0 * y + 1.0) / h - 1.0
        for x in range(w):
            u = min(max((x + 0.5) / 4 - 0.5, 0.0), columns - 1.0)
            x0 = int(u)
            x1, fx = min(x0 + 1, columns - 1), u - x0
            dx = (2.0 * x + 1.0) / w - 1.0
            r2 = (dx * dx + dy * dy) * 0.5
            shade = gain * (1.0 - vignette * r2 * r2)
            for c in range(3):
                top = glow[y0, x0, c] * (1 - fx) + glow[y0, x1, c] * fx
                low = glow[y1, x0, c] * (1 - fx) + glow[y1, x1, c] * fx
                light = max(0.0, (rgb[y, x, c] + top * (1 - fy) + low * fy) * shade)
                light *= 0.78
                # A rational fit of the ACES reference curve: toe, straight part, shoulder.
                curved[c] = min(1.0, light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14))
            grey = 0.2126 * curved[0] + 0.7152 * curved[1] + 0.0722 * curved[2]
            for c in range(3):
                value = min(1.0, max(0.0, grey + (curved[c] - grey) * saturation))
                out[y, x, c] = 12.92 * value if value < 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def eight_bit(picture: Floats, seed: int) -> NDArray[np.uint8]:
    """Display values 0..1 as bytes, with triangular noise of one step so that skies do not band."""
    out = np.empty(picture.shape, np.uint8)
    over(len(picture), _dither, picture, out, seed & 0xFFFF)
    return out


@kernel
def _dither(first: int, last: int, picture: Floats, out: NDArray[np.uint8], seed: int) -> None:
    _, w, _ = picture.shape
    for y in range(first, last):
        state = np.uint32((y * 2654435761 + seed * 40503 + 12345) & 0xFFFFFFFF) | np.uint32(1)
        for x in range(w):
            for c in range(3):
                state ^= np.uint32((state << np.uint32(13)) & np.uint32(0xFFFFFFFF))
                state ^= state >> np.uint32(17)
                state ^= np.uint32((state << np.uint32(5)) & np.uint32(0xFFFFFFFF))
                noise = ((state & np.uint32(0xFFFF)) + (state >> np.uint32(16))) / 65536.0 - 1.0
                value = picture[y, x, c] * 255.0 + 0.5 + noise * 0.5
                out[y, x, c] = np.uint8(min(255.0, max(0.0, value)))
