"""Aims the camera: where the horizon lies and how wide it sees."""

import math

import numpy as np

from philae.studio.land.frame import View
from philae.studio.stage import Camera, Floats


def row(*numbers: float) -> Floats:
    """Make a vector or colour as stages carry them."""
    return np.array(numbers, np.float32)


def view_of(horizon: float, tan: float, eye: float, aspect: float) -> View:
    """Aim the camera so that the horizon is at that share of the height; wide pictures look less far up and down."""
    tall = min(tan / math.sqrt(aspect), 0.95, 1.35 / aspect)
    pitch = -math.atan((1.0 - 2.0 * horizon) * tall)
    return View(math.cos(pitch), math.sin(pitch), tall, aspect, eye)


def camera_of(view: View) -> Camera:
    """Give the camera in the form that other stages use."""
    forward, up = row(0, view.sin, view.cos), row(0, view.cos, -view.sin)
    return Camera(row(0, view.eye, 0), forward, row(1, 0, 0), up, float(view.tan))


def half_of(view: View) -> float:
    """Greatest |x/z| that any pixel of the frame sees."""
    return view.tan * view.aspect / max(view.cos - view.tan * abs(view.sin), 0.2) * 1.02
