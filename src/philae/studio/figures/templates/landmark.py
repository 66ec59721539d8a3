"""Lighthouse, windmill, pyramid and bridge."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Part,
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
from philae.studio.figures.templates.dwelling import window
from philae.studio.figures.templates.looks import DOOR, FRAME, LIT, STONE
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB


def lighthouse(main: RGB, pose: Pose) -> Parts:
    """A banded lighthouse on a rock with a shining lantern."""
    wall, iron, white = (
        Look(materials.GLOSS, main),
        Look(materials.METAL, hexa("2e3238")),
        Look(materials.GLOSS, hexa("f4f0e8")),
    )
    rock = Look(materials.ROCK, hexa("7c7468"))
    del pose
    bands = [paint(box((0, 0.42 + 0.46 * i, 0), (1, 0.115, 1), wall), soft=0.003) for i in range(4)]
    lamp = [
        drum((0, 1.92, 0), (0, 2.12, 0), 0.13, 0.13, Look(materials.GLOW, hexa("ffe9a8"))),
        *(
            limb(
                (0.135 * math.cos(a), 1.9, 0.135 * math.sin(a)),
                (0.135 * math.cos(a), 2.14, 0.135 * math.sin(a)),
                0.011,
                0.011,
                iron,
            )
            for a in (i * math.pi / 4 for i in range(8))
        ),
    ]
    rail = [
        ring((0, 1.98, 0), 0.27, 0.010, iron),
        *(
            limb(
                (0.27 * math.cos(a), 1.86, 0.27 * math.sin(a)),
                (0.27 * math.cos(a), 1.98, 0.27 * math.sin(a)),
                0.008,
                0.008,
                iron,
            )
            for a in (i * math.pi / 6 for i in range(12))
        ),
    ]
    base = [
        ball((0.0, 0.0, 0), (0.62, 0.17, 0.55), rock, 0.06),
        ball((0.3, 0.03, 0.3), (0.25, 0.14, 0.22), rock, 0.06),
        ball((-0.34, 0.02, -0.2), (0.28, 0.16, 0.25), rock, 0.06),
    ]
    windows = [
        box((0.29 - 0.09 * y / 1.6, y, 0), (0.03, 0.065, 0.04), Look(materials.GLASS, hexa("28323c")))
        for y in (0.66, 1.12, 1.55)
    ]
    return [
        *base,
        drum((0, 0.08, 0), (0, 1.80, 0), 0.31, 0.185, white),
        *bands,
        *windows,
        box((0.30, 0.26, 0), (0.03, 0.14, 0.075), Look(materials.GLOSS, hexa("2c4a6a"))),
        drum((0, 1.79, 0), (0, 1.86, 0), 0.22, 0.29, iron),
        *rail,
        drum((0, 1.85, 0), (0, 1.93, 0), 0.15, 0.15, white),
        *lamp,
        drum((0, 2.13, 0), (0, 2.34, 0), 0.175, 0.015, wall),
        limb((0, 2.3, 0), (0, 2.48, 0), 0.012, 0.006, iron),
    ]


def windmill(main: RGB, pose: Pose) -> Parts:
    """A tower mill with four latticed sails."""
    wall, wood, cap = (
        Look(materials.MATTE, main),
        Look(materials.WOOD, hexa("5e4026")),
        Look(materials.TILES, hexa("5a3a2a")),
    )
    cloth = Look(materials.CLOTH, hexa("efe4cc"))
    hub: Vector = (0.36, 1.46, 0.0)
    sails: Parts = []
    for i in range(4):
        arm: Parts = [
            limb(hub, (hub[0], hub[1] + 0.98, 0), 0.026, 0.016, wood),
            box((hub[0] + 0.005, hub[1] + 0.60, 0.105), (0.006, 0.36, 0.085), cloth),
        ]
        arm += [
            box((hub[0] + 0.012, hub[1] + 0.24 + 0.09 * j, 0.10), (0.010, 0.009, 0.105), wood) for j in range(9)
        ] + [box((hub[0] + 0.012, hub[1] + 0.60, 0.20), (0.010, 0.37, 0.010), wood)]
        sails += turned(arm, hub, roll=i * math.pi / 2 + 0.35 + pose.chance)
    body: Parts = [
        drum((0, 0, 0), (0, 1.34, 0), 0.42, 0.27, wall),
        drum((0, 0, 0), (0, 0.10, 0), 0.46, 0.44, STONE),
        drum((0, 1.32, 0), (0, 1.38, 0), 0.31, 0.31, wood),
        ball((0, 1.38, 0), (0.30, 0.31, 0.30), cap),
        limb((0.0, 1.46, 0), hub, 0.06, 0.055, wood),
        ball((hub[0] + 0.03, hub[1], 0), 0.06, wood),
    ]
    body += [
        box((0.42, 0.27, 0), (0.03, 0.20, 0.105), DOOR),
        box((0.415, 0.28, 0), (0.025, 0.23, 0.13), FRAME),
        *window((0.335, 0.82, 0), 0.06, 0.075, lit=pose.chance > 0.4),
        ring((0, 0.62, 0), 0.42, 0.022, wood),
    ]
    return [*body, *sails]


def pyramid(main: RGB, pose: Pose) -> Parts:
    """A stepped stone pyramid, its top still faced."""
    stone = Look(materials.STONE, main)
    del pose
    steps = 16
    parts: Parts = [
        box(
            (0, 1.2 * (i + 0.5) / steps, 0),
            (1.0 * (1 - i / steps), 0.6 / steps + 0.001, 1.0 * (1 - i / steps)),
            Look(materials.STONE, mix(main, light(main, 0.3), (i * 7 % 5) / 5)),
            taper=(0.02, 0.02),
        )
        for i in range(steps - 3)
    ]
    top = 1.2 * (steps - 3) / steps
    return [
        *parts,
        box((0, top + 0.09, 0), (0.155, 0.10, 0.155), Look(materials.STONE, light(main, 0.45)), taper=(1.0, 1.0)),
        box((0.94, 0.13, 0), (0.12, 0.13, 0.15), stone),
        box((1.03, 0.11, 0), (0.04, 0.10, 0.07), Look(materials.MATTE, hexa("1a130c"))),
    ]


def bridge(main: RGB, pose: Pose) -> Parts:
    """A stone bridge of three arches, seen along its side."""
    stone, shade = Look(materials.STONE, main), Look(materials.STONE, dark(main, 0.35))
    del pose
    deck: list[Part] = []
    count = 12
    for i in range(count):
        a, b = -1.6 + 3.2 * i / count, -1.6 + 3.2 * (i + 1) / count
        ya, yb = (0.30 + 0.34 * (1 - (x / 1.6) ** 2) for x in (a, b))
        deck.append(box(((a + b) / 2, (ya + yb) / 4, 0), ((b - a) / 2 + 0.004, (ya + yb) / 4, 0.26), stone))
    arches = [
        cut(part)
        for x, r in ((0.0, 0.40), (-0.85, 0.29), (0.85, 0.29))
        for part in (drum((x, 0.04, -0.5), (x, 0.04, 0.5), r, r, shade), box((x, -0.2, 0), (r, 0.24, 0.5), shade))
    ]
    parts = solid([*deck, *arches])
    for i in range(count):
        a, b = -1.6 + 3.2 * i / count, -1.6 + 3.2 * (i + 1) / count
        ya, yb = (0.30 + 0.34 * (1 - (x / 1.6) ** 2) for x in (a, b))
        slope = math.atan2(yb - ya, b - a)
        parts += mirrored(
            [
                box(
                    ((a + b) / 2, (ya + yb) / 2 + 0.05, 0.25),
                    ((b - a) / 2 + 0.01, 0.065, 0.035),
                    Look(materials.STONE, light(main, 0.15)),
                    turned=rotation(pitch=slope),
                )
            ]
        )
    parts += mirrored([drum((x, 0.0, 0.27), (x, 0.34, 0.27), 0.10, 0.08, stone) for x in (-0.48, 0.48)])
    for x in (-1.52, 0.0, 1.52):
        y = 0.30 + 0.34 * (1 - (x / 1.6) ** 2)
        parts += mirrored(
            [
                limb((x, y + 0.1, 0.25), (x, y + 0.42, 0.25), 0.016, 0.012, Look(materials.METAL, hexa("2c2c30"))),
                ball((x, y + 0.45, 0.25), 0.045, LIT),
            ]
        )
    return parts
