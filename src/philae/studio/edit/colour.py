"""Colours between their spaces (sRGB bytes, linear light, Oklab) and the transfer of a palette."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from philae.studio.edit.vector import vec
from philae.studio.stage import Floats

Bytes = NDArray[np.uint8]
Real = NDArray[np.floating[Any]]
# Björn Ottosson's Oklab: linear sRGB → cone response, its cube root → L, a, b.
_CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929],
                     [0.2119034982, 0.6806995451, 0.1073969566],
                     [0.0883024619, 0.2817188376, 0.6299787005]], np.float32)  # fmt: skip
_LAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468],
                   [1.9779984951, -2.4285922050, 0.4505937099],
                   [0.0259040371, 0.7827717662, -0.8086757660]], np.float32)  # fmt: skip
_FROM_LAB = np.linalg.inv(_LAB).astype(np.float32)
_FROM_CONES = np.linalg.inv(_CONES).astype(np.float32)
_STEPS = np.arange(256, dtype=np.float32) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4).astype(np.float32)
_FINE = 4096
_SHOWN = np.arange(_FINE + 1, dtype=np.float32) / _FINE
_SHOWN = np.where(_SHOWN <= 0.0031308, _SHOWN * 12.92, 1.055 * _SHOWN ** (1 / 2.4) - 0.055).astype(np.float32)


def linear(rgb: Bytes) -> Floats:
    """SRGB bytes → linear light 0..1."""
    return _LINEAR[rgb]


def shown(light: Real) -> Bytes:
    """Linear light → sRGB bytes; what is too bright is clipped."""
    # The square root spreads the table's steps where the eye needs them.
    place = np.sqrt(np.clip(light, 0, 1)) * 255
    curve = np.interp((np.arange(256 * 16) / (255 * 16)) ** 2, np.arange(_FINE + 1) / _FINE, _SHOWN)
    return (curve[np.minimum((place * 16 + 0.5).astype(np.int32), 255 * 16)] * 255 + 0.5).astype(np.uint8)


def oklab(rgb: Bytes) -> Floats:
    """SRGB bytes → Oklab [h,w,3]: L 0..1, a and b about ±0.3."""
    return np.cbrt(linear(rgb) @ _CONES.T) @ _LAB.T


def from_oklab(lab: Real) -> Bytes:
    """Oklab → sRGB bytes, clipped to what the screen can show."""
    return shown(((lab @ _FROM_LAB.T) ** 3) @ _FROM_CONES.T)


def transfer(lab: Floats, model: Floats, share: float) -> Floats:
    """Give `lab` the mean and spread of `model` per channel (Reinhard's transfer), `share` of the way."""
    mean, spread = lab.mean((0, 1)), lab.std((0, 1)) + 1e-4
    wanted, width = model.mean((0, 1)), model.std((0, 1)) + 1e-4
    moved = (lab - mean) * np.clip(width / spread, 0.4, 2.5) + wanted
    return (lab + (moved - lab) * share).astype(np.float32)


def saturated(lab: Floats, by: float) -> Floats:
    """Chroma times `by`."""
    return lab * vec(1, by, by)
