"""Turtle, frog, snake, crocodile and a long-necked dinosaur."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    chain,
    dark,
    eye,
    hexa,
    lid,
    light,
    limb,
    mirrored,
    mix,
    paint,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import LID
from philae.studio.figures.vectors import Vector
from philae.studio.scene import RGB

AMBER = hexa("d9a520")


def eyes(at: Vector, radius: float, iris: RGB, *, pupil: float = 0.5) -> Parts:
    """A pair of eyes that look ahead and outwards."""
    gaze = (0.6, 0.15, 0.9)
    return mirrored([lid(at, radius, gaze, LID), eye(at, radius, gaze, iris, pupil=pupil)])


def turtle(main: RGB, pose: Pose) -> Parts:
    """A tortoise with a domed, plated shell."""
    skin, shell = Look(materials.SCALES, mix(main, hexa("9aa04a"), 0.5)), Look(materials.GLOSS, dark(main, 0.35))
    plates = paint(
        ball((0, 0.2, 0), (0.7, 0.6, 0.6), Look(materials.GLOSS, light(main, 0.15))),
        soft=0.01,
        pattern=columns.NET,
        frequency=3.6,
    )
    parts: Parts = [
        ball((0, 0.24, 0), (0.50, 0.36, 0.42), shell, 0.03),
        ball((0, 0.17, 0), (0.55, 0.075, 0.47), Look(materials.GLOSS, light(main, 0.35)), 0.03),
        ball((0, 0.14, 0), (0.44, 0.08, 0.38), Look(materials.SCALES, hexa("c8b878")), 0.02),
    ]
    legs = []
    for x, out in ((0.34, 0.16), (-0.34, -0.14)):
        if pose.aloft or pose.afloat:
            legs.append(limb((x, 0.14, 0.3), (x + out * 0.6 - 0.1, 0.06, 0.62), 0.10, 0.035, skin, 0.04, (1, 1, 0.7)))
        else:
            legs += [
                limb((x, 0.17, 0.26), (x + out, 0.06, 0.38), 0.11, 0.085, skin, 0.04),
                ball((x + out + 0.03, 0.04, 0.40), (0.10, 0.04, 0.08), skin, 0.03),
            ]
    head = [
        limb((0.44, 0.20, 0), (0.66, 0.33, 0), 0.10, 0.085, skin, 0.04),
        ball((0.73, 0.36, 0), (0.145, 0.115, 0.115), skin, 0.05),
        *mirrored(
            [
                paint(part, soft=0.006)
                for part in chain(
                    [(0.87, 0.325, 0.0), (0.80, 0.315, 0.085), (0.70, 0.335, 0.12)], [0.009, 0.009, 0.005], LID
                )
            ]
        ),
        *eyes((0.79, 0.40, 0.082), 0.030, hexa("3a2a10")),
    ]
    rim = paint(ball((0, 0.165, 0), (0.6, 0.05, 0.55), Look(materials.GLOSS, dark(main, 0.1))), soft=0.01)
    return [
        *parts,
        plates,
        rim,
        *mirrored(legs),
        *turned(head, (0.5, 0.25, 0), yaw=-pose.look * 0.9),
        limb((-0.5, 0.15, 0), (-0.68, 0.08, 0), 0.06, 0.015, skin, 0.03),
    ]


def frog(main: RGB, pose: Pose) -> Parts:
    """A frog sitting up, its eyes above its head."""
    skin, pale = Look(materials.GLOSS, main), Look(materials.GLOSS, light(mix(main, hexa("f0ecc0"), 0.7), 0.2))
    body = [
        limb((-0.22, 0.22, 0), (0.16, 0.36, 0), 0.20, 0.21, skin, 0.10, (1, 1, 1.1)),
        ball((0.24, 0.46, 0), (0.25, 0.16, 0.25), skin, 0.08),
        *mirrored([ball((0.22, 0.60, 0.145), 0.092, skin, 0.04)]),
    ]
    hind = [
        *chain([(-0.26, 0.20, 0.16), (0.02, 0.28, 0.38), (-0.22, 0.05, 0.40)], [0.15, 0.11, 0.055], skin, 0.05),
        limb((-0.22, 0.04, 0.40), (0.10, 0.03, 0.46), 0.05, 0.04, skin, 0.03),
    ]
    fore = [*chain([(0.20, 0.30, 0.18), (0.26, 0.16, 0.28), (0.30, 0.04, 0.24)], [0.075, 0.055, 0.042], skin, 0.04)]
    toes = [limb((0.30, 0.035, 0.24), (0.40, 0.025, 0.24 + z), 0.03, 0.026, skin, 0.02) for z in (-0.07, 0.0, 0.08)]
    toes += [limb((0.08, 0.03, 0.46), (0.20, 0.025, 0.46 + z), 0.03, 0.026, skin, 0.02) for z in (-0.06, 0.02, 0.09)]
    mouth = chain(
        [(0.50, 0.455, 0.0), (0.40, 0.44, 0.16), (0.22, 0.47, 0.25)],
        [0.011, 0.011, 0.008],
        Look(materials.MATTE, dark(main, 0.85)),
    )
    belly = paint(ball((0.30, 0.22, 0), (0.30, 0.24, 0.24), pale), soft=0.05)
    spots = paint(
        ball((-0.1, 0.5, 0), (0.6, 0.3, 0.5), Look(materials.GLOSS, dark(main, 0.5))),
        soft=0.03,
        pattern=columns.SPOTS,
        frequency=6.0,
    )
    nostrils = mirrored([paint(ball((0.475, 0.50, 0.05), 0.014, LID), soft=0.005)])
    look = mirrored([eye((0.265, 0.625, 0.165), 0.080, (0.75, 0.05, 0.7), AMBER, pupil=0.55)])
    del pose
    return [
        *body,
        *mirrored([*hind, *fore, *toes]),
        spots,
        belly,
        *mirrored([paint(part, soft=0.006) for part in mouth]),
        *nostrils,
        *look,
    ]


def snake(main: RGB, pose: Pose) -> Parts:
    """A snake in coils, its head raised with the tongue out."""
    skin, pale = Look(materials.SCALES, main), Look(materials.SCALES, light(main, 0.55))
    points: list[Vector] = []
    radii: list[float] = []
    count = 34
    for i in range(count):
        s = i / (count - 1)
        angle, wide = s * 4.6 * math.pi, 0.56 - 0.30 * s
        points.append((wide * math.cos(angle) - 0.05, 0.085 + 0.30 * s * s + 0.02, wide * math.sin(angle) * 0.92))
        radii.append(0.02 + 0.085 * min(s * 4.0, 1.0))
    neck = [
        (points[-1][0] + 0.02, 0.46, points[-1][2] + 0.03),
        (0.06, 0.66, 0.04),
        (0.13, 0.84, 0.0),
        (0.27, 0.94, 0.0),
    ]
    body = chain([*points, *neck], [*radii, 0.10, 0.092, 0.08, 0.078], skin, 0.02)
    head = [
        ball((0.34, 0.95, 0), (0.165, 0.075, 0.105), skin, 0.05),
        ball((0.43, 0.935, 0), (0.09, 0.055, 0.075), skin, 0.04),
    ]
    tongue = Look(materials.SKIN, hexa("c01828"))
    head += [limb((0.50, 0.915, 0), (0.62, 0.905, 0), 0.008, 0.008, tongue)]
    head += mirrored([limb((0.62, 0.905, 0), (0.68, 0.92, 0.03), 0.007, 0.003, tongue)])
    head += eyes((0.39, 0.985, 0.072), 0.026, AMBER, pupil=0.4)
    marks = paint(
        ball((0, 0.5, 0), 2.0, Look(materials.SCALES, dark(main, 0.7))), soft=0.01, pattern=columns.NET, frequency=4.2
    )
    belly = paint(limb((0.22, 0.3, 0), (0.34, 0.82, 0), 0.10, 0.07, pale), soft=0.03)
    return [*body, *turned(head, (0.2, 0.92, 0), yaw=-pose.look * 0.8), marks, belly]


def crocodile(main: RGB, pose: Pose) -> Parts:
    """A crocodile on short legs with a toothed snout."""
    skin, ridge, pale = (
        Look(materials.SCALES, main),
        Look(materials.SCALES, dark(main, 0.4)),
        Look(materials.SCALES, hexa("c9c48a")),
    )
    sway = 0.16 * pose.side
    spine = [
        (0.42, 0.30, 0.0),
        (0.0, 0.29, 0.0),
        (-0.45, 0.27, 0.0),
        (-0.85, 0.20, sway * 0.5),
        (-1.25, 0.12, sway * 0.2),
        (-1.6, 0.07, -sway),
    ]
    parts = [
        limb(a, b, r, s, skin, 0.06, (1, 1, 1.25))
        for a, b, r, s in zip(
            spine[:-1], spine[1:], [0.19, 0.22, 0.19, 0.12, 0.07], [0.22, 0.19, 0.12, 0.07, 0.02], strict=True
        )
    ]
    for i in range(17):
        x = 0.36 - i * 0.115
        top = 0.485 - max(-x - 0.3, 0) * 0.30
        parts += (
            mirrored([limb((x, top - 0.05, 0.055), (x - 0.03, top + 0.035, 0.06), 0.032, 0.006, ridge, 0.015)])
            if x > -0.9
            else [limb((x, top - 0.06, sway * 0.3), (x - 0.03, top + 0.04, sway * 0.3), 0.03, 0.005, ridge, 0.015)]
        )
    head = [
        ball((0.58, 0.33, 0), (0.22, 0.13, 0.17), skin, 0.08),
        limb((0.62, 0.325, 0), (1.12, 0.285, 0), 0.115, 0.075, skin, 0.05, (0.62, 1, 1.1)),
        limb(
            (0.55, 0.245, 0),
            (1.10, 0.215, 0),
            0.095,
            0.062,
            Look(materials.SCALES, light(main, 0.25)),
            0.02,
            (0.5, 1, 1.1),
        ),
        ball((1.13, 0.315, 0), (0.05, 0.04, 0.055), skin, 0.03),
        *mirrored([ball((0.64, 0.445, 0.085), 0.058, skin, 0.03)]),
        *eyes((0.66, 0.46, 0.105), 0.040, AMBER, pupil=0.4),
    ]
    tooth = Look(materials.GLOSS, hexa("f4efdc"))
    for i in range(7):
        x = 0.74 + i * 0.06
        head += mirrored([limb((x, 0.262, 0.098 - 0.004 * i), (x, 0.218, 0.104 - 0.004 * i), 0.014, 0.003, tooth)])
    legs = [limb((x, 0.24, 0.2), (x + 0.04, 0.16, 0.36), 0.10, 0.075, skin, 0.05) for x in (0.3, -0.42)]
    legs += [limb((x + 0.04, 0.16, 0.36), (x + 0.02, 0.04, 0.38), 0.072, 0.05, skin, 0.03) for x in (0.3, -0.42)]
    legs += [
        limb((x + 0.02, 0.035, 0.38), (x + 0.14, 0.025, 0.38 + z), 0.04, 0.022, skin, 0.02)
        for x in (0.3, -0.42)
        for z in (-0.06, 0.0, 0.07)
    ]
    belly = paint(limb((0.6, 0.10, 0), (-0.8, 0.04, 0), 0.12, 0.12, pale), soft=0.06)
    return [*parts, *turned(head, (0.42, 0.3, 0), yaw=-pose.look * 0.5, pitch=0.04), *mirrored(legs), belly]


def dinosaur(main: RGB, pose: Pose) -> Parts:
    """A long-necked dinosaur."""
    skin, pale = Look(materials.SCALES, main), Look(materials.SCALES, light(mix(main, hexa("e8e0b0"), 0.6), 0.2))
    sway = 0.2 * pose.side
    neck = [(0.40, 0.72, 0), (0.66, 0.98, 0), (0.80, 1.30, 0), (0.92, 1.58, 0)]
    tail = [(-0.45, 0.62, 0), (-0.85, 0.44, sway * 0.4), (-1.25, 0.28, sway), (-1.65, 0.22, sway * 1.4)]
    body = [
        limb((0.28, 0.64, 0), (-0.3, 0.63, 0), 0.30, 0.31, skin, 0.1, (1, 1, 0.92)),
        *chain(neck, [0.21, 0.15, 0.11, 0.09], skin, 0.10),
        *chain(tail, [0.24, 0.15, 0.08, 0.02], skin, 0.10),
    ]
    legs = []
    for x, lean in ((0.30, 0.04 * pose.stride), (-0.34, -0.04 * pose.stride)):
        for side in (1, -1):
            z, swing = side * 0.19, side * lean * 2
            legs += [
                *chain(
                    [(x, 0.52, z), (x + 0.03, 0.28, z * 1.05), (x + swing, 0.05, z * 1.05)],
                    [0.165, 0.12, 0.105],
                    skin,
                    0.07,
                )
            ]
            legs += [
                ball(
                    (x + swing + 0.085, 0.035, z * 1.05 + dz),
                    (0.03, 0.035, 0.028),
                    Look(materials.GLOSS, hexa("e6dfc4")),
                    0.01,
                )
                for dz in (-0.055, 0, 0.055)
            ]
    top = neck[-1]
    head = [
        ball((top[0] + 0.05, top[1] + 0.05, 0), (0.15, 0.125, 0.12), skin, 0.06),
        ball((top[0] + 0.19, top[1] + 0.01, 0), (0.135, 0.085, 0.10), skin, 0.06),
        *mirrored(
            [
                paint(part, soft=0.006)
                for part in chain(
                    [
                        (top[0] + 0.33, top[1] - 0.01, 0.0),
                        (top[0] + 0.26, top[1] - 0.02, 0.08),
                        (top[0] + 0.10, top[1] + 0.0, 0.125),
                    ],
                    [0.009, 0.009, 0.005],
                    LID,
                )
            ]
        ),
        *eyes((top[0] + 0.10, top[1] + 0.105, 0.098), 0.036, hexa("b8781c")),
        *mirrored([paint(ball((top[0] + 0.305, top[1] + 0.05, 0.04), 0.013, LID), soft=0.005)]),
    ]
    belly = paint(limb((0.5, 0.42, 0), (-0.5, 0.38, 0), 0.16, 0.12, pale), soft=0.08)
    throat = paint(limb((0.55, 0.70, 0), (1.02, 1.5, 0), 0.12, 0.06, pale), soft=0.06)
    spots = paint(
        limb((0.5, 1.0, 0), (-0.9, 0.8, 0), 0.32, 0.26, Look(materials.SCALES, dark(main, 0.45))),
        soft=0.05,
        pattern=columns.SPOTS,
        frequency=4.5,
    )
    return [*body, *legs, *turned(head, top, yaw=-pose.look), spots, belly, throat]
