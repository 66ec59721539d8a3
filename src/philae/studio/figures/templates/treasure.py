"""Crown, diamond, sword and key."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    cut,
    dark,
    drum,
    hexa,
    light,
    limb,
    mirrored,
    mix,
    paint,
    ring,
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import GOLD, STEEL
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB


def crown(main: RGB, pose: Pose) -> Parts:
    """A golden crown with pearls, jewels and a red velvet cap."""
    gold, velvet = Look(materials.METAL, main), Look(materials.CLOTH, hexa("8a1420"))
    del pose
    parts: Parts = [
        *solid(
            [
                drum((0, 0.0, 0), (0, 0.22, 0), 0.46, 0.49, gold, rounding=0.01),
                cut(drum((0, 0.05, 0), (0, 0.5, 0), 0.43, 0.47, gold)),
            ]
        ),
        ring((0, 0.025, 0), 0.465, 0.035, gold),
        ring((0, 0.215, 0), 0.49, 0.028, gold),
        ball((0, 0.24, 0), (0.42, 0.28, 0.42), velvet),
    ]
    jewels = ("d01830", "1c58d0", "18a050")
    for i in range(8):
        a = i * math.pi / 4
        c, s = math.cos(a), math.sin(a)
        parts += [
            limb((0.48 * c, 0.22, 0.48 * s), (0.57 * c, 0.58, 0.57 * s), 0.085, 0.012, gold, 0.03, (1, 1, 1)),
            ball((0.575 * c, 0.62, 0.575 * s), 0.048, Look(materials.GLOSS, hexa("f6f0e4"))),
            ball((0.49 * c, 0.12, 0.49 * s), (0.055, 0.055, 0.055), Look(materials.GLASS, hexa(jewels[i % 3]))),
        ]
        b = a + math.pi / 8
        parts += [
            ball((0.49 * math.cos(b), 0.12, 0.49 * math.sin(b)), 0.026, Look(materials.GLOSS, hexa("f6f0e4"))),
            limb(
                (0.485 * math.cos(b), 0.22, 0.485 * math.sin(b)),
                (0.52 * math.cos(b), 0.36, 0.52 * math.sin(b)),
                0.045,
                0.012,
                gold,
                0.02,
            ),
            ball((0.525 * math.cos(b), 0.38, 0.525 * math.sin(b)), 0.026, gold),
        ]
    return parts


def diamond(main: RGB, pose: Pose) -> Parts:
    """A cut diamond balanced on its point."""
    stone = Look(materials.GLASS, main)
    facets: Parts = []
    for i in range(8):
        a = i * math.pi / 4
        c, s = math.cos(a), math.sin(a)
        tone = Look(materials.GLASS, mix(main, (1, 1, 1) if i % 2 else dark(main, 0.5), 0.35))
        facets += [
            cut(
                box(
                    (1.05 * c * 0.86, 0.24, 1.05 * s * 0.86),
                    (0.5, 1.0, 0.8),
                    tone,
                    turned=rotation(yaw=-a, pitch=-0.72),
                ),
                0.0,
            ),
            cut(
                box(
                    (c * 0.93, 1.12, s * 0.93),
                    (0.5, 0.5, 0.8),
                    Look(materials.GLASS, light(tone.colour, 0.4)),
                    turned=rotation(yaw=-a - 0.39, pitch=0.62),
                )
            ),
        ]
    del pose
    return [
        *solid(
            [
                drum((0, 0.0, 0), (0, 0.62, 0), 0.02, 0.62, stone),
                drum((0, 0.62, 0), (0, 0.86, 0), 0.62, 0.40, Look(materials.GLASS, light(main, 0.4))),
                *facets,
            ]
        )
    ]


def sword(main: RGB, pose: Pose) -> Parts:
    """A sword standing with its point in the ground; the grip takes the colour."""
    grip = Look(materials.CLOTH, main)
    del pose
    blade = [
        box((0, 0.74, 0), (0.022, 0.78, 0.085), STEEL, taper=(-0.2, -0.25)),
        box((0, -0.10, 0), (0.018, 0.10, 0.063), STEEL, taper=(-0.4, -0.3)),
    ]
    fuller = paint(box((0, 0.95, 0), (0.1, 0.55, 0.016), Look(materials.METAL, hexa("70767e"))), soft=0.006)
    guard = [
        limb((0, 1.56, -0.30), (0, 1.53, 0), 0.036, 0.046, GOLD, 0.02),
        limb((0, 1.53, 0), (0, 1.56, 0.30), 0.046, 0.036, GOLD, 0.02),
        *mirrored([ball((0, 1.565, 0.32), 0.058, GOLD)]),
        ball((0.04, 1.54, 0), (0.03, 0.05, 0.05), Look(materials.GLASS, hexa("c01828"))),
    ]
    hilt = [
        limb((0, 1.56, 0), (0, 1.86, 0), 0.044, 0.036, grip),
        *(ring((0, 1.60 + 0.045 * i, 0), 0.041, 0.009, GOLD) for i in range(6)),
        ball((0, 1.93, 0), 0.075, GOLD),
        ball((0.055, 1.93, 0), 0.035, Look(materials.GLASS, hexa("c01828"))),
    ]
    return turned([*blade, fuller, *guard, *hilt], (0, 0, 0), roll=0.10, pitch=0.04)


def key(main: RGB, pose: Pose) -> Parts:
    """An old ornate key, upright."""
    metal = Look(materials.METAL, main)
    del pose
    bow = [
        ring((0, 1.32 + 0.16 * y, 0.17 * x), 0.125, 0.042, metal, axis=(1, 0, 0), k=0.02)
        for x, y in ((0.0, 1.0), (0.95, -0.45), (-0.95, -0.45))
    ]
    shaft = [
        limb((0, 0.06, 0), (0, 1.18, 0), 0.052, 0.056, metal),
        ring((0, 1.08, 0), 0.062, 0.030, metal),
        ring((0, 0.98, 0), 0.056, 0.022, metal),
        ball((0, 0.03, 0), 0.062, metal),
        ball((0, 1.60, 0), 0.05, metal),
    ]
    bit = solid(
        [
            box((0, 0.24, 0.17), (0.030, 0.17, 0.15), metal, rounding=0.01),
            cut(box((0, 0.24, 0.28), (0.1, 0.028, 0.07), metal)),
            cut(box((0, 0.36, 0.20), (0.1, 0.022, 0.045), metal)),
            cut(box((0, 0.13, 0.20), (0.1, 0.022, 0.045), metal)),
        ]
    )
    return turned([*shaft, *bow, *bit], (0, 0, 0), roll=-0.16)
