"""Rocket and flying saucer."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    dark,
    drum,
    hexa,
    limb,
    paint,
    ring,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import STEEL, WHITE
from philae.studio.scene import RGB


def rocket(main: RGB, pose: Pose) -> Parts:
    """A storybook rocket with fins and a porthole; in the air it flies on a flame."""
    trim = Look(materials.GLOSS, main)
    hull = [
        limb((0, 0.42, 0), (0, 0.90, 0), 0.235, 0.30, WHITE, 0.06),
        limb((0, 0.90, 0), (0, 1.42, 0), 0.30, 0.20, WHITE, 0.08),
        limb((0, 1.42, 0), (0, 1.92, 0), 0.20, 0.02, WHITE, 0.06),
    ]
    marks = [
        paint(box((0, 1.78, 0), (1, 0.33, 1), trim), soft=0.004),
        paint(box((0, 0.56, 0), (1, 0.05, 1), trim), soft=0.004),
        paint(box((0, 0.30, 0), (1, 0.16, 1), Look(materials.METAL, hexa("8a9098"))), soft=0.004),
    ]
    fins: Parts = []
    for a in (0.5, 0.5 + 2 * math.pi / 3, 0.5 + 4 * math.pi / 3):
        c, s = math.cos(a), math.sin(a)
        fins += [
            limb((0.18 * c, 0.74, 0.18 * s), (0.50 * c, 0.42, 0.50 * s), 0.075, 0.07, trim, 0.06, (1, 1, 1)),
            limb((0.50 * c, 0.42, 0.50 * s), (0.56 * c, 0.06, 0.56 * s), 0.07, 0.045, trim, 0.06),
            limb((0.16 * c, 0.44, 0.16 * s), (0.52 * c, 0.30, 0.52 * s), 0.07, 0.06, trim, 0.06),
        ]
    ports = [
        part
        for y, r in ((1.16, 0.10), (0.84, 0.075))
        for part in (
            drum((0.24, y, 0), (0.315 - 0.03 * (y > 1), y, 0), r * 1.3, r * 1.25, STEEL, rounding=0.012),
            drum((0.25, y, 0), (0.326 - 0.03 * (y > 1), y, 0), r, r * 0.96, Look(materials.GLASS, hexa("3a90c8"))),
            *(
                ball((0.315 - 0.03 * (y > 1), y + r * 1.13 * math.sin(t), r * 1.13 * math.cos(t)), 0.012, STEEL)
                for t in (i * math.pi / 4 for i in range(8))
            ),
        )
    ]
    nozzle = [drum((0, 0.10, 0), (0, 0.26, 0), 0.19, 0.11, Look(materials.METAL, hexa("4a4d52")), rounding=0.01)]
    if not pose.aloft:
        return [*hull, *marks, *fins, *ports, *nozzle]
    flame = [
        limb((0, 0.10, 0), (0, -0.55, 0), 0.16, 0.02, Look(materials.FIRE, hexa("ff8a1c")), 0.05),
        limb((0, 0.10, 0), (0, -0.28, 0), 0.10, 0.02, Look(materials.FIRE, hexa("fff0b0"))),
    ]
    puffs = [
        ball(
            (0.16 * math.cos(i * 2.4), -0.55 - 0.05 * i, 0.16 * math.sin(i * 2.4)),
            0.08 + 0.01 * i,
            Look(materials.SNOW, hexa("e6e4e8")),
            0.10,
        )
        for i in range(6)
    ]
    return turned([*hull, *marks, *fins, *ports, *nozzle, *flame, *puffs], (0, 0.8, 0), pitch=-0.42)


def ufo(main: RGB, pose: Pose) -> Parts:
    """A flying saucer with a glass dome, running lights and a visitor inside."""
    hull = Look(materials.METAL, main)
    parts: Parts = [
        ball((0, 0.30, 0), (0.86, 0.15, 0.86), hull, 0.06),
        ball((0, 0.37, 0), (0.46, 0.17, 0.46), hull, 0.08),
        ball((0, 0.20, 0), (0.40, 0.13, 0.40), Look(materials.METAL, dark(main, 0.4)), 0.05),
    ]
    dome = [
        ball((0, 0.50, 0), (0.32, 0.30, 0.32), Look(materials.GLASS, hexa("58b8d8"))),
        ring((0, 0.515, 0), 0.33, 0.028, hull),
    ]
    lights = [
        ball(
            (0.80 * math.cos(a), 0.285, 0.80 * math.sin(a)),
            0.048,
            Look(materials.GLOW, hexa(("ff5a3c", "ffd24a", "5ae08a", "5ab4ff")[i % 4])),
        )
        for i, a in enumerate(k * math.pi / 8 for k in range(16))
    ]
    beam = [drum((0, 0.08, 0), (0, 0.10, 0), 0.24, 0.24, Look(materials.GLOW, hexa("c8ffe0")))]
    rings = [ring((0, 0.41, 0), 0.52, 0.014, hull), ring((0, 0.30, 0), 0.86, 0.022, hull)]
    return turned([*parts, *dome, *lights, *beam, *rings], (0, 0.3, 0), pitch=0.08, roll=-0.14 * pose.side)
