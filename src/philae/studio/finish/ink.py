"""Line: pencil and comic."""

import numpy as np

from philae.studio.finish.blur import blurred_map, enlarged
from philae.studio.finish.grain import paper, smooth, white
from philae.studio.finish.paint import reduced, saturated
from philae.studio.finish.strokes import flow, gradient, luma, painted
from philae.studio.stage import Floats

_SHEET = np.array((0.965, 0.95, 0.915), np.float32)
_GRAPHITE = np.array((0.11, 0.11, 0.13), np.float32)
_HATCHES = ((0.72, 0.92), (-0.62, 0.66), (0.20, 0.44), (1.35, 0.26))
"""Angle in radians of each layer of hatching, and the brightness below which it is drawn."""


def steps(depth: Floats) -> Floats:
    """Where depth jumps [h,w] 0..1: outlines of what stands before something farther."""
    near: Floats = (1.0 / (1.0 + np.minimum(depth, np.float32(4e3)))).astype(np.float32)
    gx, gy = gradient(near)
    relative = np.hypot(gx, gy) / (near + np.float32(2e-3))
    out: Floats = np.clip((relative - 0.10) * np.float32(4.0), 0, 1)
    return out


def lines(values: Floats, sigma: float, steepness: float) -> Floats:
    """Dark lines [h,w] 0..1 where a map dips below its surroundings, as a pen would follow them."""
    difference = blurred_map(values, sigma * 1.6) - blurred_map(values, sigma)
    out: Floats = np.clip((difference - np.float32(0.005)) * np.float32(steepness), 0, 1)
    return out


def pencil(picture: Floats, depth: Floats, seed: int) -> Floats:
    """Graphite on paper: contours, and hatching that crosses more often where it is darker."""
    h, w, _ = picture.shape
    scale = max(0.5, min(h, w) / 1024) ** 0.8
    tone = _stretched(luma(picture), 0.57)
    tone = 1 - (1 - _evened(tone, 48 * scale)) * _finished(depth, smooth(h, w, 150 * scale, seed, 54))
    soft = blurred_map(tone, 1.3 * scale)
    wander = smooth(h, w, 110 * scale, seed, 51) * np.float32(2.4)
    grain = paper(h, w, scale, seed)
    mark = np.zeros((h, w), np.float32)
    y, x = np.arange(h, dtype=np.float32)[:, None], np.arange(w, dtype=np.float32)[None, :]
    pressure = 0.8 + 0.35 * smooth(h, w, 60 * scale, seed, 52)
    for angle, threshold in _HATCHES:
        turns = np.float32(2 * np.pi / (6.2 * scale))
        across = (x * np.float32(np.sin(angle)) + y * np.float32(np.cos(angle))) * turns
        line = 0.5 + 0.5 * np.cos(across + wander * np.float32(1 + angle))
        wanted = np.clip((threshold - soft) * np.float32(2.6), 0, 1)
        mark += np.clip(line - (1 - 0.85 * wanted), 0, 1) * wanted * pressure
    outlines = blurred_map(steps(depth), 0.9 * scale) * (0.60 + 1.1 * np.exp(-depth / np.float32(14.0)))
    edges = np.maximum(lines(tone, 1.0 * scale, 34), outlines)
    shade = np.float32(0.62) * np.clip(0.92 - tone, 0, 1) ** np.float32(1.5)
    lead = np.clip(1.25 * mark + edges + shade, 0, 1) * np.clip(0.86 + 0.26 * grain, 0.2, 1.15)
    lead = np.clip(lead, 0, 1)[..., None] * np.float32(0.97)
    out: Floats = np.clip(_SHEET * (1 - lead) + _GRAPHITE * lead + 0.012 * grain[..., None], 0, 1)
    return out


def _evened(tone: Floats, radius: float) -> Floats:
    """Broad differences of brightness taken back, so that a dark lawn does not swallow a dark cat."""
    out: Floats = np.clip(tone + np.float32(0.45) * (np.float32(0.62) - blurred_map(tone, radius)), 0, 1)
    return out


def _finished(depth: Floats, noise: Floats) -> Floats:
    """How far the sheet is worked out [h,w] 0..1: fully in the middle, ever less to its edges and into the distance."""
    h, w = depth.shape
    y, x = np.linspace(-1, 1, h, dtype=np.float32)[:, None], np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    off = np.sqrt(x * x + (y - np.float32(0.1)) ** 2) + np.float32(0.25) * noise
    middle = np.clip((np.float32(1.25) - off) / np.float32(0.75), 0, 1)
    out: Floats = (np.float32(0.30) + np.float32(0.70) * middle) * (0.78 + 0.22 * np.exp(-depth / np.float32(40.0)))
    return out


def _stretched(tone: Floats, middle_to: float) -> Floats:
    """Brightness spread over the whole range, so that night scenes do not drown in graphite."""
    low, middle, high = np.quantile(tone[::4, ::4], (0.02, 0.5, 0.98))
    spread = np.clip((tone - low) / max(1e-3, high - low), 0, 1)
    gamma = np.log(middle_to) / np.log(np.clip((middle - low) / max(1e-3, high - low), 0.08, 0.92))
    out: Floats = spread ** np.float32(gamma)
    return out


def comic(picture: Floats, depth: Floats, seed: int) -> Floats:
    """Flat colours in a few tones, black outlines, and dots in the half-shadows."""
    h, w, _ = picture.shape
    scale = max(0.4, min(h, w) / 1024)
    small = reduced(picture)
    part = min(small.shape[:2]) / 1024
    flat = enlarged(painted(small, flow(small, 3 * part + 1), 4.0 * part + 1), h, w)
    tone = luma(flat)
    curve = np.clip((_stretched(tone, 0.60) - 0.5) * np.float32(1.12) + 0.5, 0, 1)
    levels = np.float32(5)
    stepped = (np.floor(curve * levels) + _sharp(curve * levels % 1)) / levels
    wanted = 0.10 + 0.90 * stepped
    colours = saturated(np.clip(flat * (wanted / (tone + np.float32(0.04)))[..., None] ** np.float32(0.85), 0, 1), 1.55)
    dots = _dots(h, w, 7.0 * scale, curve)
    inked = colours * (1 - 0.30 * dots)[..., None]
    smoothed = blurred_map(tone, 0.6 * scale)
    outline = blurred_map(np.clip(steps(depth) * 1.6, 0, 1), 0.9 * scale) * np.float32(1.5)
    ink = np.maximum(lines(smoothed, max(1.1, 1.5 * scale), 42), outline)
    black = np.clip(ink + np.clip((0.10 - curve) * 9, 0, 0.85), 0, 1)[..., None]
    print_grain = white(h, w, seed, 53)[..., None] * np.float32(0.008)
    out: Floats = np.clip(inked * (1 - black) + np.array((0.045, 0.04, 0.07), np.float32) * black + print_grain, 0, 1)
    return out


def _sharp(part: Floats) -> Floats:
    """A soft step at the end of each level, so that its border is drawn without stairs."""
    t = np.clip((part - 0.82) / 0.18, 0, 1)
    out: Floats = t * t * (3 - 2 * t)
    return out


def _dots(h: int, w: int, pitch: float, tone: Floats) -> Floats:
    """Halftone dots [h,w] 0..1 on a screen at 45 degrees, larger where it is darker, none in lights and blacks."""
    y, x = np.arange(h, dtype=np.float32)[:, None], np.arange(w, dtype=np.float32)[None, :]
    turn = np.float32(2 * np.pi / pitch / np.sqrt(2))
    screen = (np.cos((x + y) * turn) + np.cos((x - y) * turn)) * np.float32(0.25) + np.float32(0.5)
    amount = np.clip((0.62 - tone) * np.float32(1.5), 0, 0.62)
    out: Floats = np.clip((screen - (1 - amount)) * np.float32(7), 0, 1)
    return out
