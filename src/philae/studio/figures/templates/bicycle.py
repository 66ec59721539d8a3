"""A bicycle."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    chain,
    cut,
    drum,
    hexa,
    limb,
    mirrored,
    ring,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, LAMP, STEEL, TYRE
from philae.studio.scene import RGB


def bicycle(main: RGB, pose: Pose) -> Parts:
    """A bicycle with a diamond frame and a basket."""
    frame, leather = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("5a3820"))
    rear, front, crank, seat, head = (
        (-0.56, 0.38, 0.0),
        (0.60, 0.38, 0.0),
        (-0.10, 0.36, 0.0),
        (-0.26, 0.86, 0.0),
        (0.40, 0.86, 0.0),
    )
    parts: Parts = []
    for hub in (rear, front):
        x, y, _ = hub
        parts += [
            ring(hub, 0.345, 0.026, TYRE, axis=(0, 0, 1)),
            ring(hub, 0.318, 0.010, STEEL, axis=(0, 0, 1)),
            drum((x, y, -0.05), (x, y, 0.05), 0.024, 0.024, STEEL),
        ]
        parts += [
            limb((x, y, 0.03 * (-1) ** i), (x + 0.32 * math.cos(a), y + 0.32 * math.sin(a), 0), 0.0045, 0.0045, STEEL)
            for i, a in enumerate(k * math.pi / 8 for k in range(16))
        ]
        parts += chain(
            [(x + 0.40 * math.cos(a), y + 0.40 * math.sin(a), 0) for a in (0.3, 0.8, 1.3, 1.8, 2.3, 2.8)],
            [0.018] * 6,
            frame,
        )
    parts += [
        limb(a, b, 0.026, 0.026, frame, 0.01)
        for a, b in (
            (crank, seat),
            (crank, (0.44, 0.74, 0)),
            (seat, head),
            (rear, crank),
            (rear, seat),
            ((0.38, 0.94, 0), (0.47, 0.66, 0)),
        )
    ]
    parts += [limb((0.47, 0.66, z), (0.60, 0.38, z), 0.018, 0.016, frame, 0.01) for z in (0.04, -0.04)]
    parts += [
        limb(seat, (-0.30, 0.98, 0), 0.018, 0.018, STEEL),
        limb((-0.42, 1.01, 0), (-0.16, 1.02, 0), 0.075, 0.028, leather, 0.03, (0.5, 1, 1)),
        limb((0.38, 0.92, 0), (0.36, 1.06, 0), 0.018, 0.018, STEEL),
    ]
    parts += mirrored(
        [
            *chain([(0.36, 1.06, 0), (0.38, 1.08, 0.16), (0.26, 1.07, 0.28)], [0.016, 0.016, 0.016], STEEL, 0.01),
            limb((0.27, 1.07, 0.27), (0.16, 1.06, 0.29), 0.024, 0.024, leather),
        ]
    )
    turn = pose.chance * 3.0
    parts += [
        drum((-0.10, 0.36, 0.04), (-0.10, 0.36, 0.055), 0.10, 0.10, STEEL),
        ring((-0.10, 0.36, 0.05), 0.10, 0.010, BLACK, axis=(0, 0, 1)),
        limb((-0.56, 0.42, 0.05), (-0.10, 0.46, 0.05), 0.008, 0.008, BLACK),
        limb((-0.56, 0.34, 0.05), (-0.10, 0.26, 0.05), 0.008, 0.008, BLACK),
    ]
    for side in (1, -1):
        end = (-0.10 + side * 0.16 * math.cos(turn), 0.36 + side * 0.16 * math.sin(turn), 0.075 * side)
        parts += [
            limb((-0.10, 0.36, 0.075 * side), end, 0.014, 0.012, STEEL),
            box((end[0], end[1], end[2] + 0.05 * side), (0.05, 0.014, 0.045), BLACK, rounding=0.008),
        ]
    basket = Look(materials.WOOD, hexa("b08a50"))
    parts += solid(
        [
            box((0.60, 0.98, 0), (0.14, 0.11, 0.17), basket, rounding=0.02, taper=(-0.25, -0.2)),
            cut(box((0.60, 1.04, 0), (0.125, 0.15, 0.155), Look(materials.WOOD, hexa("5a4424")), taper=(-0.25, -0.2))),
        ]
    )
    return [*parts, ball((0.62, 0.80, 0), (0.04, 0.05, 0.05), STEEL), ball((0.645, 0.80, 0), (0.025, 0.04, 0.04), LAMP)]
