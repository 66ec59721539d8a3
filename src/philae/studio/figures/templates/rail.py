"""A steam locomotive."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    drum,
    hexa,
    light,
    limb,
    mirrored,
    paint,
    ring,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, GLASS, LAMP, STEEL
from philae.studio.scene import RGB


def locomotive(main: RGB, pose: Pose) -> Parts:
    """A steam engine with boiler, chimney, cab and connecting rods, on a piece of track."""
    body, brass, red = (
        Look(materials.GLOSS, main),
        Look(materials.METAL, hexa("d9a83c")),
        Look(materials.GLOSS, hexa("b0221c")),
    )
    smoke = Look(materials.WOOL, hexa("e8e8ea"))
    dice = pose.dice()
    parts: Parts = [
        drum((-0.25, 0.74, 0), (0.98, 0.74, 0), 0.27, 0.27, body, rounding=0.02),
        drum((0.98, 0.74, 0), (1.03, 0.74, 0), 0.24, 0.22, BLACK, rounding=0.015),
        ball((1.03, 0.74, 0), (0.035, 0.06, 0.06), brass),
        *(ring((x, 0.74, 0), 0.272, 0.016, brass, axis=(1, 0, 0)) for x in (-0.02, 0.36, 0.74)),
        drum((0.80, 0.98, 0), (0.80, 1.26, 0), 0.075, 0.085, BLACK),
        drum((0.80, 1.25, 0), (0.80, 1.36, 0), 0.09, 0.15, BLACK, rounding=0.015),
        ball((0.38, 1.02, 0), (0.12, 0.12, 0.12), brass, 0.02),
        drum((0.38, 0.96, 0), (0.38, 1.03, 0), 0.13, 0.11, brass),
        drum((0.06, 0.98, 0), (0.06, 1.10, 0), 0.05, 0.04, brass),
        ball((0.06, 1.11, 0), 0.045, brass),
        box((-0.55, 0.84, 0), (0.30, 0.42, 0.34), body, rounding=0.02),
        box((-0.58, 1.28, 0), (0.39, 0.035, 0.40), BLACK, rounding=0.03),
        box((0.2, 0.42, 0), (1.08, 0.06, 0.32), red, rounding=0.01),
        box((-0.24, 1.04, 0), (0.02, 0.12, 0.24), GLASS),
        drum((1.03, 1.08, 0), (1.10, 1.08, 0), 0.075, 0.085, brass),
        drum((1.10, 1.08, 0), (1.11, 1.08, 0), 0.07, 0.07, LAMP),
        box((1.28, 0.40, 0), (0.03, 0.075, 0.34), red, rounding=0.01),
    ]
    parts += [
        limb((1.28, 0.34, z * 0.30), (1.50, 0.10, z * 0.26), 0.022, 0.018, red)
        for z in (-1, -0.66, -0.33, 0, 0.33, 0.66, 1)
    ] + [limb((1.50, 0.10, -0.28), (1.50, 0.10, 0.28), 0.024, 0.024, red)]
    side: Parts = [
        box((-0.55, 0.96, 0.335), (0.18, 0.16, 0.014), LAMP),
        paint(box((-0.55, 0.62, 0.34), (0.2, 0.1, 0.05), red), soft=0.004),
        drum((0.88, 0.36, 0.33), (1.18, 0.36, 0.33), 0.095, 0.095, body, rounding=0.01),
        ball((1.32, 0.40, 0.2), (0.04, 0.05, 0.05), STEEL),
    ]
    for x, r in ((0.55, 0.25), (0.0, 0.25), (-0.55, 0.25), (1.05, 0.15)):
        side += [
            drum((x, r + 0.08, 0.25), (x, r + 0.08, 0.31), r, r, red, rounding=0.01),
            ring((x, r + 0.08, 0.29), r, 0.026, STEEL, axis=(0, 0, 1)),
            ball((x, r + 0.08, 0.32), 0.05, brass),
            *(
                limb(
                    (x, r + 0.08, 0.315),
                    (x + r * 0.85 * math.cos(a), r + 0.08 + r * 0.85 * math.sin(a), 0.315),
                    0.016,
                    0.014,
                    Look(materials.GLOSS, light((0.4, 0.02, 0.015), 0.1)),
                )
                for a in (i * math.pi / 4 for i in range(8))
            ),
        ]
    side += [
        limb((0.62, 0.26, 0.355), (-0.48, 0.26, 0.355), 0.026, 0.026, STEEL),
        limb((0.92, 0.36, 0.37), (0.07, 0.26, 0.37), 0.020, 0.022, STEEL),
        limb((-1.7, 0.055, 0.29), (1.9, 0.055, 0.29), 0.028, 0.028, STEEL),
    ]
    sleepers = [
        box((-1.6 + 0.26 * i, 0.0, 0), (0.06, 0.035, 0.46), Look(materials.WOOD, hexa("4a3524"))) for i in range(14)
    ]
    puffs = [
        ball(
            (0.74 - 0.22 * i, 1.50 + 0.10 * i + 0.03 * float(dice.random()), 0.05 * math.sin(i * 2.0)),
            0.11 + 0.038 * i,
            smoke,
            0.08,
        )
        for i in range(5)
    ]
    return [*parts, *mirrored(side), *sleepers, *solid(puffs)]
