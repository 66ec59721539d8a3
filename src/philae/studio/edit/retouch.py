"""Plain adjustments of a picture in Oklab: light, colour, focus, and a gentle relighting."""

from collections.abc import Callable

import numpy as np

from philae.studio.edit import colour
from philae.studio.edit.smooth import blur, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.scene import RGB
from philae.studio.stage import Floats

Change = Callable[[Floats], Floats]


def brighten(lab: Floats) -> Floats:
    """Lift the middle tones; black and white stay."""
    return _toned(lab, lambda x: x + 0.55 * x * (1 - x))


def darken(lab: Floats) -> Floats:
    """Lower the middle tones."""
    return _toned(lab, lambda x: x - 0.45 * x * (1 - x))


def contrast(lab: Floats) -> Floats:
    """An S-curve."""
    return _toned(lab, lambda x: x + 0.35 * np.sin((x - 0.5) * 2 * np.pi) / np.pi)


def monochrome(lab: Floats) -> Floats:
    """Grey, with a little more contrast so that it does not look empty."""
    return colour.saturated(_toned(lab, lambda x: x + 0.14 * np.sin((x - 0.5) * 2 * np.pi) / np.pi), 0.0)


def sepia(lab: Floats) -> Floats:
    """Brown print, darker towards the corners."""
    toned = monochrome(lab) * vec(0.92, 0, 0) + vec(0.04, 0.016, 0.052)
    return toned * vignette(lab.shape[0], lab.shape[1], 0.25)[..., None]


def vignette(rows: int, columns: int, depth: float) -> Floats:
    """1 in the middle, falling by `depth` in the corners."""
    y, x = np.linspace(-1, 1, rows, dtype=np.float32)[:, None], np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    return (1 - depth * smoothstep(0.35, 1.0, (x * x + y * y) / 2)).astype(np.float32)


def sharpen(lab: Floats) -> Floats:
    """Unsharp masking of lightness at two sizes."""
    light = lab[..., 0]
    fine = light - blur(light, 1.0)
    return _lit(lab, light + 0.8 * np.clip(fine, -0.06, 0.06) + 0.35 * np.clip(light - blur(light, 3.0), -0.06, 0.06))


def soften(lab: Floats) -> Floats:
    """Out of focus."""
    return blur(lab, max(lab.shape) / 150)


def warm(lab: Floats) -> Floats:
    """Warmer light."""
    return lab + vec(0.005, 0.012, 0.035) * (0.3 + lab[..., :1])


def cool(lab: Floats) -> Floats:
    """Cooler light."""
    return lab + vec(-0.005, -0.008, -0.035) * (0.3 + lab[..., :1])


PLAIN: dict[str, Change] = {
    "brighten": brighten,
    "darken": darken,
    "contrast": contrast,
    "vivid": lambda lab: colour.saturated(lab, 1.4),
    "muted": lambda lab: colour.saturated(lab, 0.55),
    "warm": warm,
    "cool": cool,
    "sharpen": sharpen,
    "blur": soften,
    "sepia": sepia,
    "monochrome": monochrome,
}
"""Adjustments by name, in the order in which they are made."""


def recoloured(lab: Floats, mask: Floats, rgb: RGB) -> Floats:
    """Give what the mask covers the hue of a linear RGB colour, and half the way its lightness; shading stays."""
    wanted = colour.oklab(colour.shown(vec(*rgb)[None, None]))[0, 0]
    weight = mask / max(float(mask.sum()), 1e-6)
    level = float((lab[..., 0] * weight).sum())
    light = lab[..., 0] + 0.55 * (wanted[0] - level)
    strong = smoothstep(0.0, 0.35, light) * smoothstep(1.08, 0.75, light)
    grain = lab[..., 1:] - (lab[..., 1:] * weight[..., None]).sum((0, 1))
    tint = wanted[1:] * (0.25 + 0.75 * strong[..., None]) + 0.25 * grain
    new = np.concatenate([light[..., None], tint], -1)
    return (lab + (new - lab) * mask[..., None]).astype(np.float32)


def focused(lab: Floats, mask: Floats) -> Floats:
    """The mask stays sharp, all else goes out of focus; its colours do not bleed into the blur."""
    wide = max(lab.shape) / 70
    rest = np.clip(1 - mask, 0.02, 1)[..., None]
    behind = blur(lab * rest, wide) / np.maximum(blur(rest, wide), 1e-3)
    return (behind + (lab - behind) * mask[..., None]).astype(np.float32)


def relit(lab: Floats, near: Floats, side: float) -> Floats:
    """A gentle new light: from the side, warm on what faces it, cool in the shade, a little clearer all over."""
    light = lab[..., 0]
    wide = blur(light, max(lab.shape) / 25)
    form = blur(0.7 * near + 0.3 * light, max(lab.shape) / 220)
    dx = np.gradient(form, axis=1) * max(lab.shape) / 40
    facing = np.clip(-side * dx, -0.5, 0.5)
    across = np.linspace(-1, 1, lab.shape[1], dtype=np.float32)[None, :] * side
    lift = 0.12 * facing + 0.045 * across
    out = _lit(lab, wide + (light - wide) * 1.18 + lift)
    shade = (lift * 2.2)[..., None] * vec(0, 0.05, 0.16)
    return (out * vec(1, 1.08, 1.08) + shade) * vignette(lab.shape[0], lab.shape[1], 0.10)[..., None]


def _toned(lab: Floats, curve: Callable[[Floats], Floats]) -> Floats:
    return _lit(lab, np.asarray(curve(np.clip(lab[..., 0], 0, 1)), np.float32))


def _lit(lab: Floats, light: Floats) -> Floats:
    """New lightness; colour follows it, so that darkened parts do not look painted."""
    ratio = np.clip(light / np.maximum(lab[..., 0], 0.02), 0.5, 1.6)[..., None]
    return np.concatenate([light[..., None], lab[..., 1:] * ratio**0.6], -1).astype(np.float32)
