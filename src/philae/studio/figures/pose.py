"""How one figure differs from the next of its kind: numbers drawn from the seed, in the hands of the templates."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Pose:
    """`look` turns the head towards its right side (radians); `stride` and `chance` are free, -1..1 and 0..1.

    `side` is +1 when the figure's right side (z > 0) is turned to the viewer, else -1; `afloat` is true on water,
    `aloft` above the ground.
    """

    look: float = 0.0
    stride: float = 0.5
    chance: float = 0.5
    side: int = -1
    afloat: bool = False
    aloft: bool = False

    def dice(self) -> np.random.Generator:
        """A generator of small details, the same for the same pose."""
        return np.random.default_rng(int(self.chance * 1e6))
