"""Where the camera is at each moment of a film, as a value."""

import math
from typing import NamedTuple

import numpy as np

ZOOM, SIDE, RISE = 0.13, 0.034, 0.012
"""How far it goes: closer, aside and up, as shares of the picture's width for what stands at the middle distance."""
CLOUDS, WAVES = 0.0035, 0.55
"""How fast clouds drift, in widths a second, and waves roll, in periods a second."""


class Moment(NamedTuple):
    """The camera and the world at one moment. All is 0 at the beginning: the first frame is the picture itself.

    `zoom`: how much closer; `aside`, `rise`: how far off its place; `drift`: how far the clouds have gone, in widths;
    `wave`: periods of the waves; `swell` 0..1: how far they have set in; `time`: seconds.
    """

    zoom: float
    aside: float
    rise: float
    drift: float
    wave: float
    swell: float
    time: float


def path(seconds: float, frames: int, seed: int) -> list[Moment]:
    """The moments of a film: the camera sets off gently, moves in and to one side, and comes to rest."""
    dice = np.random.default_rng([seed, 41])
    side, wind = (float(dice.choice((-1.0, 1.0))) for _ in range(2))
    rise = float(dice.uniform(-1.0, 1.0))
    return [_moment(seconds, i / max(frames - 1, 1), side, wind, rise) for i in range(frames)]


def _moment(seconds: float, share: float, side: float, wind: float, rise: float) -> Moment:
    eased, time = share * share * (3.0 - 2.0 * share), share * seconds
    reach = min(seconds / 5.0, 1.6)
    sway = math.sin(math.pi * share)
    return Moment(
        zoom=ZOOM * reach * eased,
        aside=SIDE * reach * side * eased,
        rise=RISE * reach * (rise * eased + 0.3 * sway),
        drift=CLOUDS * wind * time,
        wave=WAVES * time,
        swell=min(time, 1.0),
        time=time,
    )
