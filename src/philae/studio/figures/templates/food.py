"""Fruit, a carved pumpkin and a birthday cake."""

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
    light,
    limb,
    mirrored,
    mix,
    moved,
    paint,
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, GREEN
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB

STALK = Look(materials.BARK, hexa("5a3d20"))


def apple(main: RGB, pose: Pose) -> Parts:
    """An apple with a stalk and a leaf."""
    skin = Look(materials.GLOSS, main)
    body = solid(
        [
            ball((0, 0.47, 0), (0.49, 0.45, 0.49), skin, 0.05),
            ball((0, 0.56, 0), (0.50, 0.36, 0.50), skin, 0.10),
            *(
                ball((0.20 * math.cos(a), 0.10, 0.20 * math.sin(a)), 0.12, skin, 0.12)
                for a in (i * 1.257 for i in range(5))
            ),
            cut(ball((0, 1.06, 0), (0.16, 0.22, 0.16), Look(materials.GLOSS, mix(main, hexa("8a9a2c"), 0.5))), 0.20),
        ]
    )
    blush = [
        paint(
            ball((0.1, 0.95, 0.1), (0.42, 0.32, 0.42), Look(materials.GLOSS, mix(main, hexa("e8d048"), 0.55))),
            soft=0.28,
        )
    ]
    del pose
    return [
        *body,
        *blush,
        *chain([(0, 0.80, 0), (0.02, 0.95, 0.01), (0.07, 1.06, 0.02)], [0.022, 0.022, 0.030], STALK, 0.01),
        limb((0.03, 0.96, 0.0), (0.18, 1.05, 0.14), 0.02, 0.085, GREEN, 0.03, (0.22, 1, 1)),
        limb((0.18, 1.05, 0.14), (0.36, 1.03, 0.26), 0.085, 0.006, GREEN, 0.03, (0.22, 1, 1)),
    ]


def orange(main: RGB, pose: Pose) -> Parts:
    """A whole orange and a cut half beside it."""
    pith, flesh = Look(materials.MATTE, hexa("fbeccb")), Look(materials.GLOSS, light(main, 0.12))
    whole = [
        ball((0, 0.5, 0), (0.52, 0.49, 0.52), Look(materials.GLOSS, main)),
        limb((0, 0.97, 0), (0, 1.01, 0), 0.035, 0.02, GREEN),
        limb((0.01, 0.99, 0), (0.14, 1.06, 0.10), 0.02, 0.075, GREEN, 0.03, (0.22, 1, 1)),
        limb((0.14, 1.06, 0.10), (0.32, 1.04, 0.20), 0.075, 0.006, GREEN, 0.03, (0.22, 1, 1)),
    ]
    half = [
        *solid([ball((0, 0, 0), 0.40, Look(materials.GLOSS, main)), cut(box((0.5, 0, 0), (0.5, 1, 1), flesh))]),
        paint(drum((0.0, 0, 0), (0.03, 0, 0), 0.42, 0.42, pith), soft=0.003),
        paint(drum((-0.05, 0, 0), (0.05, 0, 0), 0.355, 0.355, flesh), soft=0.006),
    ]
    half += [
        paint(limb((0.0, 0, 0), (0.0, 0.36 * math.sin(a), 0.36 * math.cos(a)), 0.008, 0.014, pith), soft=0.006)
        for a in (i * math.pi / 5 for i in range(10))
    ] + [paint(ball((0, 0, 0), 0.035, pith), soft=0.006)]
    return [*whole, *moved(turned(half, (0, 0, 0), pitch=0.35), (0.42, 0.38, 0.50 * pose.side))]


def banana(main: RGB, pose: Pose) -> Parts:
    """A hand of three bananas."""
    parts: Parts = []
    tip = Look(materials.MATTE, hexa("4a3418"))
    for i, (lift, out) in enumerate(((0.0, -0.24), (0.06, 0.0), (0.0, 0.24))):
        points = [
            (0.60 * math.cos(a) * 1.15, 0.72 - 0.60 * math.sin(a) + lift, out * math.sin(a))
            for a in (0.12, 0.5, 0.95, 1.4, 1.85, 2.3, 2.72)
        ]
        skin = Look(materials.GLOSS, mix(main, hexa("c8b020"), 0.12 * i))
        parts += chain(points, [0.06, 0.115, 0.14, 0.145, 0.14, 0.115, 0.06], skin, 0.06)
        end, stem = points[0], points[-1]
        parts += [
            limb(end, (end[0] + 0.01, end[1] + 0.06, end[2]), 0.045, 0.03, tip, 0.02),
            limb(stem, (-0.70, 0.74, 0), 0.055, 0.05, Look(materials.GLOSS, mix(main, hexa("8a9a30"), 0.4)), 0.05),
        ]
        parts += [
            paint(limb(p, q, 0.02, 0.02, Look(materials.GLOSS, dark(main, 0.35))), soft=0.02)
            for p, q in zip(
                [(x, y, z + 0.13) for x, y, z in points[1:-1]],
                [(x, y, z + 0.13) for x, y, z in points[2:]],
                strict=False,
            )
        ]
    del pose
    return [*parts, limb((-0.70, 0.72, 0), (-0.76, 0.86, 0), 0.075, 0.06, Look(materials.MATTE, hexa("5a4a20")), 0.03)]


def pumpkin(main: RGB, pose: Pose) -> Parts:
    """A carved pumpkin, lit from within."""
    rind, glow = Look(materials.GLOSS, main), Look(materials.GLOW, hexa("ffc040"))
    lobes = [
        ball((0.27 * math.cos(a), 0.42, 0.27 * math.sin(a)), (0.33, 0.42, 0.20), rind, 0.025, rotation(yaw=-a))
        for a in (i * 2 * math.pi / 11 for i in range(11))
    ]
    holes = mirrored([cut(box((0.62, 0.56, 0.185), (0.3, 0.085, 0.105), glow, taper=(0.0, 0.9), rounding=0.005), 0.01)])
    holes.append(cut(box((0.62, 0.42, 0), (0.3, 0.055, 0.055), glow, taper=(0.0, 0.9)), 0.008))
    holes += mirrored(
        [
            cut(
                box((0.6, 0.22 + 1.1 * z * z, z), (0.3, 0.050 - 0.09 * z, 0.045), glow, turned=rotation(roll=-1.6 * z)),
                0.006,
            )
            for z in (0.03, 0.10, 0.17, 0.235)
        ]
    )
    core = ball((0.0, 0.42, 0), (0.45, 0.36, 0.45), glow)
    stalk = chain(
        [(0, 0.76, 0), (0.02, 0.92, 0.01), (0.12, 1.04, 0.03)],
        [0.085, 0.055, 0.06],
        Look(materials.BARK, hexa("5c6a2c")),
        0.03,
    )
    del pose
    return [*solid([*lobes, *holes]), core, *stalk]


def cake(main: RGB, pose: Pose) -> Parts:
    """A two-tiered birthday cake with icing, cherries and candles."""
    sponge, cream, cherry = (
        Look(materials.CLOTH, main),
        Look(materials.GLOSS, hexa("fff4e6")),
        Look(materials.GLOSS, hexa("c01424")),
    )
    dice = pose.dice()
    parts: Parts = [
        drum((0, 0.0, 0), (0, 0.035, 0), 0.70, 0.72, Look(materials.GLOSS, hexa("dfe3e8")), rounding=0.012),
        drum((0, 0.03, 0), (0, 0.42, 0), 0.56, 0.55, sponge, rounding=0.03),
        drum((0, 0.42, 0), (0, 0.74, 0), 0.36, 0.35, sponge, rounding=0.03),
    ]
    icing: Parts = []
    for top, radius, count in ((0.42, 0.555, 16), (0.74, 0.355, 11)):
        icing += [
            drum((0, top - 0.03, 0), (0, top + 0.03, 0), radius + 0.012, radius - 0.005, cream, rounding=0.03, k=0.02)
        ]
        icing += [
            limb(
                (radius * math.cos(a), top - 0.02, radius * math.sin(a)),
                (1.02 * radius * math.cos(a), top - float(dice.uniform(0.07, 0.19)), 1.02 * radius * math.sin(a)),
                0.045,
                0.040,
                cream,
                0.04,
            )
            for a in (i * 2 * math.pi / count for i in range(count))
        ]
    trim = [
        ball((0.57 * math.cos(a), 0.075, 0.57 * math.sin(a)), 0.05, cream, 0.01)
        for a in (i * 2 * math.pi / 26 for i in range(26))
    ]
    fruit = [
        ball((0.455 * math.cos(a), 0.485, 0.455 * math.sin(a)), 0.052, cherry)
        for a in (i * 2 * math.pi / 12 for i in range(12))
    ]
    sprinkles = paint(
        drum((0, 0.05, 0), (0, 0.80, 0), 0.7, 0.7, Look(materials.GLOSS, hexa("f2b8c8"))),
        soft=0.004,
        pattern=columns.SPOTS,
        frequency=11.0,
    )
    lights: Parts = []
    for i, tone in enumerate(("e84a5a", "4a9ae8", "f4c040", "58b868", "b868d0")):
        a = i * 2 * math.pi / 5 + 0.3
        x, z = 0.21 * math.cos(a), 0.21 * math.sin(a)
        lights += [
            drum((x, 0.74, z), (x, 1.0, z), 0.022, 0.022, Look(materials.GLOSS, hexa(tone))),
            ball((x, 1.055, z), (0.026, 0.055, 0.026), Look(materials.FIRE, hexa("ffb43c"))),
            limb((x, 1.0, z), (x, 1.02, z), 0.005, 0.005, BLACK),
        ]
    return [*parts, sprinkles, *solid(icing), *trim, *fruit, *lights]
