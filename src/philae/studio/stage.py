"""What passes between the drawing stages: an image still in linear light, with its depth, camera and light."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Progress = Callable[[float], None]
"""Called with 0..1 as drawing advances; it may raise to cancel the drawing."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole. World: metres, y up; the camera looks roughly along +z with x to the right.

    The ray of pixel (row j, column i) is `forward + u·right + v·up`, normalised, with
    u = (2·(i+0.5)/width − 1)·tan·width/height and v = (1 − 2·(j+0.5)/height)·tan.
    """

    eye: Floats
    forward: Floats
    right: Floats
    up: Floats
    tan: float


@dataclass(frozen=True, slots=True)
class Light:
    """Sun or moon (`to_sun` a unit vector, `sun` its linear RGB), sky light from above and bounce from below."""

    to_sun: Floats
    sun: Floats
    sky: Floats
    bounce: Floats
    fog: Floats
    fog_density: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A drawn landscape that figures can be put into.

    `rgb` [h,w,3] linear light, may exceed 1. `depth` [h,w] metres along the ray, inf where sky.
    `ground(x, z)` → height y of the ground or water surface there (arrays in, array out).
    `spot` is the (x, z) where a main subject about 1–2 m tall stands well in view (about 3/5 down the picture);
    `spot_scale` multiplies figures' sizes so that such a subject fills about a third of the picture's height.
    `surface` says what is at the spot: walk on it, float on it, swim in it, or float in the void.
    `wet` [h,w] is where open water shows, None where there is none.
    """

    rgb: Floats
    depth: Floats
    camera: Camera
    light: Light
    ground: Callable[[Floats, Floats], Floats]
    spot: tuple[float, float]
    spot_scale: float
    surface: str  # "ground" | "water" | "underwater" | "air"
    wet: NDArray[np.bool_] | None = None
