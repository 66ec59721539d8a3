"""Cup, teapot, bottle and vase."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    chain,
    cut,
    dark,
    drum,
    hexa,
    lathe,
    limb,
    mirrored,
    mix,
    paint,
    ring,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import GOLD, GREEN, STEEL
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB


def cup(main: RGB, pose: Pose) -> Parts:
    """A cup of coffee on its saucer."""
    china, coffee = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("3a1c0c"))
    wall = [(0.20, 0.10), (0.235, 0.14), (0.33, 0.30), (0.385, 0.50), (0.41, 0.66)]
    handle = [ring((-0.39, 0.43, 0), 0.165, 0.036, china, axis=(0, 0, 1), k=0.03)]
    body = solid([*lathe(wall, china), *handle, cut(drum((0, 0.34, 0), (0, 0.74, 0), 0.318, 0.392, china), 0.012)])
    saucer = [
        *lathe([(0.26, 0.0), (0.30, 0.03), (0.60, 0.085), (0.62, 0.10)], china),
        ring((0, 0.10, 0), 0.61, 0.012, china),
    ]
    foam = [paint(ball((0.05, 0.55, 0.05), (0.16, 0.1, 0.12), Look(materials.GLOSS, hexa("c89a68"))), soft=0.05)]
    band = paint(
        drum((0, 0.575, 0), (0, 0.625, 0), 0.6, 0.6, Look(materials.GLOSS, dark(mix(main, hexa("2c5a8c"), 0.6), 0.1))),
        soft=0.005,
    )
    spoon = [
        limb((0.12, 0.115, 0.45 * pose.side), (0.52, 0.115, 0.30 * pose.side), 0.014, 0.018, STEEL),
        ball((0.02, 0.12, 0.49 * pose.side), (0.10, 0.03, 0.06), STEEL, 0.01, rotation(yaw=0.35 * pose.side)),
    ]
    return [*saucer, *body, drum((0, 0.30, 0), (0, 0.56, 0), 0.28, 0.362, coffee), band, *foam, *spoon]


def teapot(main: RGB, pose: Pose) -> Parts:
    """A round teapot with spout, handle and lid."""
    china = Look(materials.GLOSS, main)
    del pose
    body = [
        ball((0, 0.42, 0), (0.46, 0.38, 0.46), china, 0.04),
        drum((0, 0.02, 0), (0, 0.10, 0), 0.26, 0.24, china, rounding=0.02, k=0.05),
        ring((0, 0.745, 0), 0.21, 0.028, china, k=0.03),
        ball((0, 0.76, 0), (0.20, 0.085, 0.20), china, 0.012),
        limb((0, 0.84, 0), (0, 0.90, 0), 0.03, 0.055, china, 0.03),
        ball((0, 0.92, 0), 0.062, china, 0.02),
    ]
    spout = solid(
        [
            *chain(
                [(0.36, 0.34, 0), (0.58, 0.44, 0), (0.68, 0.66, 0), (0.80, 0.77, 0)],
                [0.13, 0.085, 0.058, 0.055],
                china,
                0.05,
            ),
            cut(limb((0.76, 0.75, 0), (0.90, 0.88, 0), 0.036, 0.04, Look(materials.MATTE, dark(main, 0.8)))),
        ],
        0.05,
    )
    handle = chain(
        [(-0.40, 0.58, 0), (-0.60, 0.68, 0), (-0.76, 0.58, 0), (-0.76, 0.40, 0), (-0.60, 0.27, 0), (-0.40, 0.26, 0)],
        [0.045, 0.042, 0.042, 0.042, 0.042, 0.045],
        china,
        0.04,
    )
    petals = []
    for a in (1.57, -1.57):
        for i in range(5):
            t = i * 2 * math.pi / 5
            petals.append(
                paint(
                    ball(
                        (0.09 * math.cos(t), 0.42 + 0.09 * math.sin(t), 0.44 * math.copysign(1, a)),
                        (0.058, 0.058, 0.16),
                        Look(materials.GLOSS, mix(main, hexa("ffffff"), 0.8)),
                    ),
                    soft=0.008,
                )
            )
        petals.append(
            paint(
                ball(
                    (0, 0.42, 0.45 * math.copysign(1, a)), (0.045, 0.045, 0.16), Look(materials.GLOSS, hexa("e8b030"))
                ),
                soft=0.008,
            )
        )
    return [
        *body,
        *spout,
        *handle,
        *petals,
        paint(
            drum((0, 0.66, 0), (0, 0.685, 0), 0.6, 0.6, Look(materials.GLOSS, mix(main, hexa("ffffff"), 0.7))),
            soft=0.005,
        ),
    ]


def bottle(main: RGB, pose: Pose) -> Parts:
    """A corked glass bottle with a label."""
    glass, foil = Look(materials.GLASS, main), GOLD
    del pose
    body = lathe(
        [(0.27, 0.0), (0.285, 0.05), (0.285, 0.72), (0.25, 0.86), (0.13, 1.04), (0.095, 1.14), (0.085, 1.42)], glass
    )
    label, ink = Look(materials.CLOTH, hexa("f2e8d0")), Look(materials.CLOTH, hexa("7a2a24"))
    marks = [
        paint(drum((0, 0.22, 0), (0, 0.60, 0), 0.4, 0.4, label), soft=0.004),
        *(paint(drum((0, y, 0), (0, y + 0.02, 0), 0.4, 0.4, ink), soft=0.003) for y in (0.25, 0.55)),
        paint(ball((0.28, 0.42, 0), (0.1, 0.09, 0.09), ink), soft=0.006),
    ]
    return [
        *body,
        ring((0, 1.40, 0), 0.088, 0.022, glass, k=0.01),
        paint(box((0, 1.32, 0), (0.3, 0.16, 0.3), foil), soft=0.004),
        drum((0, 1.42, 0), (0, 1.52, 0), 0.07, 0.085, Look(materials.WOOD, hexa("c69a62")), rounding=0.012),
        *marks,
    ]


def vase(main: RGB, pose: Pose) -> Parts:
    """A painted vase with handles and a few flowers."""
    clay, ink = Look(materials.GLOSS, main), Look(materials.GLOSS, mix(dark(main, 0.85), hexa("2a1a14"), 0.4))
    body = lathe(
        [(0.17, 0.0), (0.16, 0.05), (0.30, 0.30), (0.37, 0.52), (0.33, 0.74), (0.17, 0.94), (0.15, 1.04), (0.22, 1.16)],
        clay,
    )
    whole = solid([*body, cut(drum((0, 0.9, 0), (0, 1.3, 0), 0.12, 0.20, Look(materials.MATTE, dark(main, 0.8))))])
    handles = mirrored(
        chain([(0, 1.02, 0.15), (0, 1.06, 0.33), (0, 0.92, 0.42), (0, 0.72, 0.33)], [0.032] * 4, clay, 0.03)
    )
    bands = [
        paint(drum((0, y, 0), (0, y + h, 0), 0.6, 0.6, ink), soft=0.004)
        for y, h in ((0.08, 0.035), (0.34, 0.02), (0.66, 0.02), (0.98, 0.03))
    ]
    zigzag = paint(drum((0, 0.385, 0), (0, 0.64, 0), 0.6, 0.6, ink), soft=0.004, pattern=columns.GORES, frequency=22.0)
    flowers: Parts = []
    tones = ("e84a5a", "f4c040", "f08ab0", "ffffff", "e8742c")
    for i in range(5):
        a = i * 1.26 + pose.chance
        top = (0.24 * math.cos(a), 1.52 + 0.12 * (i % 3), 0.24 * math.sin(a))
        flowers += [
            *chain([(0, 1.0, 0), (top[0] * 0.4, 1.3, top[2] * 0.4), top], [0.014, 0.014, 0.014], GREEN, 0.02),
            *(
                ball(
                    (top[0] + 0.075 * math.cos(t), top[1] + 0.015, top[2] + 0.075 * math.sin(t)),
                    (0.062, 0.032, 0.062),
                    Look(materials.PETAL, hexa(tones[i])),
                )
                for t in (k * 1.05 for k in range(6))
            ),
            ball((top[0], top[1] + 0.035, top[2]), 0.045, Look(materials.PETAL, hexa("e8b030"))),
        ]
        flowers.append(
            limb(
                (top[0] * 0.35, 1.24, top[2] * 0.35),
                (top[0] * 1.1 + 0.1, 1.32, top[2] * 1.1),
                0.05,
                0.006,
                GREEN,
                0.0,
                (0.3, 1, 1),
            )
        )
    return [*whole, *handles, *bands, zigzag, *flowers]
