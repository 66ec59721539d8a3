"""Lamp, candle, book, chair and umbrella."""

import math
from itertools import pairwise

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
from philae.studio.figures.templates.looks import BLACK, GOLD, STEEL
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB


def lamp(main: RGB, pose: Pose) -> Parts:
    """A table lamp with a lit shade."""
    shade_glow = Look(materials.GLOW, mix(hexa("ffd890"), main, 0.25))
    del pose
    base = lathe(
        [
            (0.30, 0.0),
            (0.29, 0.05),
            (0.10, 0.09),
            (0.05, 0.16),
            (0.12, 0.34),
            (0.15, 0.46),
            (0.09, 0.62),
            (0.035, 0.70),
        ],
        Look(materials.GLOSS, main),
    )
    shade = [
        drum((0, 0.84, 0), (0, 1.32, 0), 0.46, 0.26, shade_glow, rounding=0.012),
        ring((0, 0.85, 0), 0.455, 0.020, Look(materials.CLOTH, main)),
        ring((0, 1.315, 0), 0.255, 0.018, Look(materials.CLOTH, main)),
    ]
    return [
        *base,
        limb((0, 0.68, 0), (0, 1.40, 0), 0.022, 0.018, GOLD),
        ball((0, 1.42, 0), 0.035, GOLD),
        *shade,
        *chain([(0.20, 0.86, 0.28), (0.20, 0.62, 0.28)], [0.006, 0.006], GOLD),
        ball((0.20, 0.60, 0.28), 0.024, GOLD),
    ]


def candle(main: RGB, pose: Pose) -> Parts:
    """A burning candle in a brass holder, with drips of wax."""
    wax = Look(materials.PETAL, main)
    dice = pose.dice()
    parts: Parts = [
        *lathe([(0.34, 0.0), (0.40, 0.05), (0.42, 0.09)], GOLD),
        drum((0, 0.05, 0), (0, 0.20, 0), 0.17, 0.19, GOLD, rounding=0.015, k=0.03),
        ring((-0.50, 0.12, 0), 0.11, 0.026, GOLD, axis=(0, 0, 1), k=0.02),
    ]
    stick = solid(
        [
            drum((0, 0.12, 0), (0, 0.96, 0), 0.15, 0.145, wax, rounding=0.035),
            *(
                limb(
                    (0.14 * math.cos(a), 0.93, 0.14 * math.sin(a)),
                    (0.155 * math.cos(a), 0.93 - float(dice.uniform(0.12, 0.5)), 0.155 * math.sin(a)),
                    0.026,
                    0.036,
                    wax,
                    0.03,
                )
                for a in (0.3, 1.3, 2.6, 3.5, 4.4, 5.5)
            ),
            cut(ball((0, 1.0, 0), (0.11, 0.07, 0.11), Look(materials.GLOW, mix(main, hexa("ffb050"), 0.6))), 0.02),
        ]
    )
    sway = 0.03 * pose.stride
    flame = [
        limb((0, 1.10, 0), (sway, 1.34, 0), 0.068, 0.004, Look(materials.FIRE, hexa("ff9c2a")), 0.03),
        ball((0, 1.10, 0), (0.072, 0.085, 0.072), Look(materials.FIRE, hexa("ffc95a")), 0.03),
    ]
    return [*parts, *stick, limb((0, 0.94, 0), (0.01, 1.05, 0), 0.012, 0.009, BLACK), *flame]


def book(main: RGB, pose: Pose) -> Parts:
    """An open book, its pages curving up from the spine."""
    paper, cover = Look(materials.CLOTH, hexa("f6efdd")), Look(materials.CLOTH, main)
    del pose
    half: Parts = []
    curve = [(0.0, 0.10), (0.06, 0.19), (0.20, 0.235), (0.42, 0.20), (0.62, 0.13)]
    for (z0, y0), (z1, y1) in pairwise(curve):
        slope, wide = math.atan2(y1 - y0, z1 - z0), math.hypot(y1 - y0, z1 - z0)
        half.append(
            box(
                (0, (y0 + y1) / 2 - 0.035, (z0 + z1) / 2),
                (0.44, 0.045, wide / 2 + 0.012),
                paper,
                k=0.02,
                turned=rotation(roll=-slope) if slope else rotation(),
            )
        )
    half = [*half, box((0, 0.055, 0.33), (0.43, 0.05, 0.28), paper)]
    ink = Look(materials.CLOTH, hexa("4a4038"))
    lines = [
        paint(box((0.30 - 0.075 * i, 0.2, 0.335), (0.011, 0.3, 0.20 if i % 4 != 3 else 0.14), ink), soft=0.004)
        for i in range(9)
    ]
    board = box((0, 0.012, 0.34), (0.49, 0.018, 0.335), cover, rounding=0.012)
    whole = [
        *mirrored([*half, *lines, board]),
        box((0, 0.02, 0), (0.49, 0.022, 0.05), cover),
        box((-0.15, 0.16, 0.02), (0.33, 0.08, 0.018), Look(materials.CLOTH, hexa("c8242c"))),
    ]
    return turned(whole, (0, 0, 0), pitch=-0.38)


def chair(main: RGB, pose: Pose) -> Parts:
    """A wooden chair with a slatted back and a cushion."""
    wood, cushion = Look(materials.WOOD, hexa("8a5a30")), Look(materials.CLOTH, main)
    del pose
    frame: Parts = [
        box((0, 0.56, 0), (0.34, 0.03, 0.34), wood, rounding=0.02),
        box((0.01, 0.62, 0), (0.31, 0.05, 0.31), cushion, rounding=0.045),
        paint(box((0.01, 0.62, 0), (0.4, 0.006, 0.4), Look(materials.CLOTH, dark(main, 0.5))), soft=0.004),
    ]
    side = [
        limb((0.29, 0.55, 0.29), (0.31, 0.0, 0.30), 0.035, 0.026, wood),
        *chain([(-0.36, 0.0, 0.30), (-0.30, 0.56, 0.29), (-0.42, 1.28, 0.29)], [0.026, 0.036, 0.028], wood, 0.02),
        limb((0.30, 0.24, 0.295), (-0.33, 0.24, 0.295), 0.018, 0.018, wood),
        ball((-0.425, 1.31, 0.29), 0.038, wood),
        limb((-0.333, 0.78, 0.09), (-0.405, 1.16, 0.09), 0.020, 0.020, wood),
        limb((-0.333, 0.78, 0.20), (-0.405, 1.16, 0.20), 0.020, 0.020, wood),
    ]
    rails = [
        limb((-0.415, 1.20, -0.29), (-0.415, 1.20, 0.29), 0.05, 0.05, wood, 0.02, (1, 1, 1)),
        limb((-0.333, 0.77, -0.29), (-0.333, 0.77, 0.29), 0.028, 0.028, wood),
        limb((-0.365, 0.96, 0), (-0.405, 1.16, 0), 0.02, 0.02, wood),
        limb((-0.333, 0.78, 0), (-0.37, 0.98, 0), 0.02, 0.02, wood),
        limb((0.30, 0.34, -0.29), (0.30, 0.34, 0.29), 0.018, 0.018, wood),
    ]
    return [*frame, *mirrored(side), *rails]


def umbrella(main: RGB, pose: Pose) -> Parts:
    """An open umbrella with ribs and a curved handle."""
    cloth, wood = Look(materials.CLOTH, main), Look(materials.WOOD, hexa("7a4a24"))
    canopy = solid(
        [
            ball((0, 1.12, 0), (0.86, 0.52, 0.86), cloth),
            cut(ball((0, 1.08, 0), (0.84, 0.50, 0.84), Look(materials.CLOTH, dark(main, 0.5)))),
            cut(box((0, 0.62, 0), (1.2, 0.5, 1.2), cloth)),
            *(
                cut(
                    ball((1.0 * math.cos(a), 1.10, 1.0 * math.sin(a)), (0.30, 0.13, 0.36), cloth, 0.0, rotation(yaw=-a))
                )
                for a in (i * math.pi / 4 + math.pi / 8 for i in range(8))
            ),
        ]
    )
    gores = paint(
        drum((0, 0.8, 0), (0, 1.8, 0), 1.2, 1.2, Look(materials.CLOTH, light(mix(main, (1, 1, 1), 0.6), 0.2))),
        soft=0.004,
        pattern=columns.GORES,
        frequency=4.0,
    )
    handle = chain(
        [(0, 0.22, 0), (0.01, 0.08, 0), (0.08, 0.03, 0), (0.16, 0.07, 0), (0.17, 0.16, 0)], [0.034] * 5, wood, 0.02
    )
    return turned(
        [
            *canopy,
            gores,
            limb((0, 0.2, 0), (0, 1.72, 0), 0.022, 0.016, STEEL),
            limb((0, 1.62, 0), (0, 1.76, 0), 0.022, 0.008, wood),
            *handle,
        ],
        (0, 0.2, 0),
        roll=0.16 * pose.side,
        pitch=0.12,
    )
