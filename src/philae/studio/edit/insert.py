"""A subject put into a given picture: a camera and a light are guessed so that `figures` can draw it standing there."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from philae.studio import figures
from philae.studio.edit import colour, look
from philae.studio.edit.photo import resized
from philae.studio.edit.vector import vec
from philae.studio.scene import Subject
from philae.studio.stage import Camera, Floats, Light, Progress, Stage

Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Top, bottom, left, right in pixels; the latter of each pair is just outside."""
TALL = 1.5
"""Metres: about how tall `figures` draws a lone subject."""
TAN = 0.4
TRIAL = 144
FULL = 0.94
ROOM = 0.45
"""How much of the box's size is added around it, for shadows."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the subject's foot shall be (column, row) and how tall it shall be drawn, in shares of the crop's size."""

    column: float
    foot: float
    tall: float
    surface: str = "ground"


def inserted(
    rgb: Bytes, box: Box, subjects: tuple[Subject, ...], seed: int, quality: float, progress: Progress
) -> Bytes:
    """The picture with the subjects filling the box; what they neither cover nor shade stays exactly."""
    light, crop = _light(colour.oklab(rgb)), _crop(box, rgb.shape[0], rgb.shape[1])
    aim = _aimed(rgb, box, crop, subjects, seed, light)
    if aim is None:
        crop = _centred(box, rgb.shape[0], rgb.shape[1])
        aim = _afloat(rgb, box, crop, subjects, seed, light)
    part = np.ascontiguousarray(rgb[crop])
    progress(0.2)
    before = _stage(colour.linear(part), aim, light)
    after = figures.draw(before, subjects, seed, quality, lambda x: progress(0.2 + 0.8 * x))
    changed = (np.abs(after.rgb - before.rgb) > 1e-4).any(-1)
    out = rgb.copy()
    out[crop][changed] = colour.shown(after.rgb)[changed]
    return out


def covering(subjects: tuple[Subject, ...], seed: int) -> Floats | None:
    """The colours of subjects in even light, Oklab [n,3]; None if they cannot be drawn."""
    grey = np.full((TRIAL, TRIAL, 3), 0.3, np.float32)
    even = vec(0.8, 0.8, 0.8)
    light = Light(vec(0.3, 0.8, -0.52), even * 1.6, even, even * 0.3, even, 0.0)
    before = _stage(grey, Aim(0.5, 0.92, 0.8), light)
    after = figures.draw(before, subjects, seed, 0.25, lambda _: None)
    covered = np.isfinite(after.depth) & ~(after.depth >= before.depth * 0.999)
    return colour.oklab(colour.shown(after.rgb))[covered] if covered.sum() > 64 else None


def _crop(box: Box, rows: int, columns: int) -> tuple[slice, slice]:
    top, bottom, left, right = box
    more = int(ROOM * max(bottom - top, right - left))
    return slice(max(top - more, 0), min(bottom + more, rows)), slice(max(left - more, 0), min(right + more, columns))


def _shares(box: Box, crop: tuple[slice, slice]) -> tuple[float, float, float, float]:
    """The box in shares of the crop's height and width."""
    rows, columns = crop[0].stop - crop[0].start, crop[1].stop - crop[1].start
    y, x = crop[0].start, crop[1].start
    return (box[0] - y) / rows, (box[1] - y) / rows, (box[2] - x) / columns, (box[3] - x) / columns


def _centred(box: Box, rows: int, columns: int) -> tuple[slice, slice]:
    """A crop with the box exactly in its middle, where `figures` draws what flies."""
    top, bottom, left, right = box
    high, wide = int(ROOM * (bottom - top)), int(ROOM * (right - left))
    high, wide = min(high, top, rows - bottom), min(wide, left, columns - right)
    return slice(top - high, bottom + high), slice(left - wide, right + wide)


def _aimed(
    rgb: Bytes, box: Box, crop: tuple[slice, slice], subjects: tuple[Subject, ...], seed: int, light: Light
) -> Aim | None:
    """The aim that makes the subjects fill the box: tried small, measured, corrected. None if they do not stand."""
    small, (top, bottom, left, right) = _trial(rgb[crop]), _shares(box, crop)
    aim = Aim((left + right) / 2, bottom - 0.03 * (bottom - top), FULL * (bottom - top))
    for turn in range(2):
        found = _measured(small, aim, subjects, seed, light)
        if found is None:
            return aim
        high, low, west, east = found
        if turn == 0 and low < aim.foot - 0.25 * aim.tall:
            return None
        by = float(np.clip(FULL * min((bottom - top) / (low - high), (right - left) / (east - west)), 0.2, 4.0))
        middle = aim.column + (left + right - west - east) / 2
        foot = bottom - 0.02 * (bottom - top) - (low - aim.foot) * by
        aim = replace(aim, column=middle, tall=aim.tall * by, foot=foot)
    return aim


def _afloat(
    rgb: Bytes, box: Box, crop: tuple[slice, slice], subjects: tuple[Subject, ...], seed: int, light: Light
) -> Aim:
    """The aim for what hangs in the air in the middle of the crop: only its size is to be found."""
    top, bottom, left, right = _shares(box, crop)
    aim = Aim(0.5, 0.9, 0.5 * (bottom - top), "air")
    if found := _measured(_trial(rgb[crop]), aim, subjects, seed, light):
        high, low, west, east = found
        # What is not drawn quite in the middle must still end inside the box.
        reach = max(0.5 - high, low - 0.5) * 2, max(0.5 - west, east - 0.5) * 2
        aim = replace(aim, tall=aim.tall * FULL * min((bottom - top) / reach[0], (right - left) / reach[1]))
    return aim


def _trial(part: Bytes) -> Floats:
    scale = TRIAL / max(part.shape[:2])
    size = max(round(part.shape[1] * scale), 8), max(round(part.shape[0] * scale), 8)
    return resized(colour.linear(np.ascontiguousarray(part)), *size)


def _measured(
    small: Floats, aim: Aim, subjects: tuple[Subject, ...], seed: int, light: Light
) -> tuple[float, float, float, float] | None:
    """Top, bottom, left and right of what is drawn, as shares of the crop; None if nothing is."""
    before = _stage(small, aim, light)
    after = figures.draw(before, subjects, seed, 0.25, lambda _: None)
    covered = np.isfinite(after.depth) & ~(after.depth >= before.depth * 0.999)
    if not covered.any():
        return None
    ys, xs = np.flatnonzero(covered.any(1)) / covered.shape[0], np.flatnonzero(covered.any(0)) / covered.shape[1]
    return float(ys[0]), float(ys[-1]) + 1 / covered.shape[0], float(xs[0]), float(xs[-1]) + 1 / covered.shape[1]


def _stage(light_rgb: Floats, aim: Aim, light: Light) -> Stage:
    """A level ground under a camera that looks at the subject from a little above its middle."""
    rows, columns = light_rgb.shape[:2]
    horizon = aim.foot - 0.72 * aim.tall
    pitch = float(np.arctan((1 - 2 * horizon) * TAN))
    forward = vec(0, -np.sin(pitch), np.cos(pitch))
    up = vec(0, np.cos(pitch), np.sin(pitch))
    v = (1 - 2 * aim.foot) * TAN
    fall, run = np.sin(pitch) - v * np.cos(pitch), np.cos(pitch) + v * np.sin(pitch)
    eye = 0.72 * TALL
    along = eye * run / max(fall, 1e-3)
    across = (2 * aim.column - 1) * TAN * columns / rows * eye / max(fall, 1e-3)
    camera = Camera(vec(0, eye, 0), forward, vec(1, 0, 0), up, TAN)
    scale = aim.tall * 2 * TAN * (eye / max(fall, 1e-3)) / TALL
    flat = _flat(camera, rows, columns)
    return Stage(light_rgb, flat, camera, light, _level, (across, along), scale, aim.surface)


def _level(x: Floats, _: Floats) -> Floats:
    return np.zeros_like(x)


def _flat(camera: Camera, rows: int, columns: int) -> Floats:
    """Distance to the ground through each pixel [h,w], inf above the horizon."""
    u = ((np.arange(columns) + 0.5) * 2 / columns - 1) * camera.tan * columns / rows
    v = (1 - (np.arange(rows) + 0.5) * 2 / rows) * camera.tan
    down = -(camera.forward[1] + v * camera.up[1])[:, None]
    length = np.sqrt(1 + u[None, :] ** 2 + v[:, None] ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(down > 1e-4, camera.eye[1] * length / down, np.inf).astype(np.float32)


def _light(lab: Floats) -> Light:
    """Sun from the brighter side in the colour of the lights, sky in the colour of the upper part."""
    rows = len(lab)
    bright = lab[..., 0] >= np.percentile(lab[..., 0], 85)
    lights, above, below, mean = (
        colour.linear(colour.from_oklab(part.reshape(-1, 3).mean(0)[None, None].astype(np.float32)))[0, 0]
        for part in (lab[bright], lab[: rows // 3], lab[2 * rows // 3 :], lab)
    )
    level = float(mean @ vec(0.2126, 0.7152, 0.0722)) / 0.2
    to_sun = vec(0.75 * look.brighter_side(lab) + 0.15, 0.8, -0.6)
    tint = lights / max(float(lights.max()), 1e-3)
    power = 1.9 * level**0.8
    haze = 0.5 * above + 0.5 * mean
    return Light(to_sun / np.linalg.norm(to_sun), tint * power, above * 0.9 + 0.05 * level, below * 0.6, haze, 0.0)
