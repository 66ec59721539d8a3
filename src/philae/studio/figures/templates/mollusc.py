"""Octopus and snail."""

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
    light,
    limb,
    mirrored,
    paint,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import LID
from philae.studio.scene import RGB


def octopus(main: RGB, pose: Pose) -> Parts:
    """An octopus with eight curling arms."""
    skin = Look(materials.GLOSS, main)
    parts = [
        ball((-0.05, 0.86, 0), (0.34, 0.40, 0.32), skin, 0.08),
        ball((0.05, 0.48, 0), (0.28, 0.24, 0.28), skin, 0.12),
    ]
    for i in range(8):
        angle = (i + 0.5) * math.pi / 4
        wave = 0.4 * math.sin(i * 2.3 + pose.chance * 6)
        points, radii = [], []
        for j in range(8):
            s = j / 7
            reach, bearing = 0.14 + 0.78 * s, angle + wave * s * s * 1.6
            rise = 0.34 * (1 - s) ** 2 + 0.07 + (0.34 * max(s - 0.62, 0) * (1 + wave))
            points.append((reach * math.cos(bearing), rise, reach * math.sin(bearing)))
            radii.append(0.125 * (1 - s) + 0.022)
        parts += chain(points, radii, skin, 0.05)
    spots = paint(
        ball((-0.08, 1.0, 0), (0.42, 0.34, 0.42), Look(materials.GLOSS, dark(main, 0.35))),
        soft=0.03,
        pattern=columns.SPOTS,
        frequency=6.0,
    )
    suckers = paint(
        ball((0, 0.0, 0), (1.3, 0.085, 1.3), Look(materials.GLOSS, light(main, 0.5))),
        soft=0.02,
        pattern=columns.SPOTS,
        frequency=14.0,
    )
    look = mirrored([eye((0.24, 0.58, 0.175), 0.085, (0.9, 0.1, 0.4), hexa("e8b030"), white=0.55, pupil=0.6)])
    mouth = [
        paint(part, soft=0.006)
        for part in mirrored(
            chain(
                [(0.335, 0.42, 0.0), (0.325, 0.425, 0.06), (0.295, 0.45, 0.12)],
                [0.013, 0.012, 0.006],
                Look(materials.MATTE, dark(main, 0.8)),
            )
        )
    ]
    return [*parts, spots, suckers, *look, *mouth]


def snail(main: RGB, pose: Pose) -> Parts:
    """A snail with a spiral shell."""
    flesh, shell = Look(materials.GLOSS, hexa("b99a6c")), Look(materials.GLOSS, main)
    parts = [
        limb((-0.52, 0.05, 0), (0.30, 0.09, 0), 0.035, 0.115, flesh, 0.06, (0.8, 1, 1.15)),
        *chain([(0.30, 0.10, 0), (0.47, 0.24, 0), (0.53, 0.38, 0)], [0.115, 0.10, 0.098], flesh, 0.06),
    ]
    turns = []
    for i in range(26):
        s = i / 25
        angle, wide = -0.9 + s * 4.6 * math.pi, 0.30 * (1 - s) ** 0.8
        turns.append((-0.08 + wide * math.cos(angle), 0.42 + wide * math.sin(angle) * 1.0, 0.05 * s * 1.6))
    spiral = chain(turns, [0.20 * (1 - i / 25) ** 0.75 + 0.018 for i in range(26)], shell, 0.008)
    core = [ball((-0.08, 0.42, 0.0), (0.3, 0.3, 0.13), Look(materials.GLOSS, dark(main, 0.35)))]
    other_side = [
        limb(
            (x, y, -z),
            (x, y, -z - 0.012),
            0.2 * (1 - i / 25) ** 0.75 + 0.015,
            0.2 * (1 - i / 25) ** 0.75 + 0.01,
            shell,
            0.008,
        )
        for i, (x, y, z) in enumerate(turns)
        if i % 2
    ]
    stripes = paint(
        ball((-0.08, 0.42, 0), (0.6, 0.6, 0.5), Look(materials.GLOSS, light(main, 0.4))),
        soft=0.01,
        pattern=columns.GORES,
        frequency=26.0,
    )
    stalks = []
    for z in (0.06, -0.06):
        tip = (0.66, 0.62, z * 2.2)
        stalks += [
            limb((0.53, 0.42, z * 0.7), tip, 0.026, 0.016, flesh, 0.02),
            eye(tip, 0.036, (0.8, 0.1, z * 6), hexa("2a1a10"), white=0.6, pupil=0.6),
            limb((0.58, 0.30, z * 0.6), (0.68, 0.25, z * 1.1), 0.018, 0.011, flesh, 0.02),
        ]
    smile = [
        paint(part, soft=0.005)
        for part in mirrored(
            chain([(0.625, 0.345, 0.0), (0.60, 0.345, 0.05), (0.56, 0.37, 0.085)], [0.008, 0.008, 0.004], LID)
        )
    ]
    del pose
    return [*parts, *solid([*core, *spiral, *other_side], 0.03), *stalks, stripes, *smile]
