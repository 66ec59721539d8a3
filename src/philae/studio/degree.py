"""How far to go: steps as drawing quality, guidance as colour and contrast, strength as closeness to a reference."""

import numpy as np

from philae.studio.drawing import Bytes
from philae.studio.request import Request

DEFAULT_STEPS, DEFAULT_GUIDANCE = 28.0, 3.5


def quality(request: Request) -> float:
    """Steps as drawing quality: 1 at the model's own default, a quarter at least, one and a half at most."""
    default = max(request.number("default_steps", DEFAULT_STEPS), 1.0)
    return float(np.clip((request.steps or default) / default, 0.25, 1.5))


def strength(request: Request, otherwise: float) -> float:
    """How closely a reference is followed, 0..1."""
    return float(np.clip(otherwise if request.strength is None else request.strength, 0, 1))


def guided(rgb: Bytes, request: Request) -> Bytes:
    """More guidance, a little more saturation and contrast; the model's default leaves the picture as it is."""
    default = max(request.number("default_guidance", DEFAULT_GUIDANCE), 0.1)
    push = float(np.clip(np.log2(max(request.guidance or default, 0.1) / default), -2.0, 2.0))
    if abs(push) < 0.05:
        return rgb
    pixels = rgb.astype(np.float32)
    grey = pixels @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    pixels = grey[..., None] + (pixels - grey[..., None]) * (1 + 0.10 * push)
    middle = float(grey.mean())
    return np.clip(middle + (pixels - middle) * (1 + 0.05 * push), 0, 255).astype(np.uint8)
