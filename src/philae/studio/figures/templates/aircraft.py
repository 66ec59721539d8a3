"""Airplane, helicopter and hot-air balloon."""

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
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, GLASS, ROPE, STEEL, WHITE
from philae.studio.scene import RGB


def airplane(main: RGB, pose: Pose) -> Parts:
    """An airliner with swept wings, engines and a coloured tail."""
    hull, paintwork = WHITE, Look(materials.GLOSS, main)
    parts: Parts = [
        limb((0.95, 0, 0), (-0.35, 0, 0), 0.165, 0.17, hull, 0.06),
        limb((0.95, 0, 0), (1.18, -0.03, 0), 0.16, 0.07, hull, 0.12),
        limb((-0.35, 0, 0), (-1.25, 0.10, 0), 0.17, 0.045, hull, 0.06),
    ]
    wing = [
        limb(
            (0.18 - 0.12 * i, -0.07, 0.10),
            (-0.44 - 0.045 * i, 0.06, 1.22),
            0.082,
            0.032,
            Look(materials.GLOSS, hexa("d8dade")),
            0.05,
            (0.30, 1, 1),
        )
        for i in range(4)
    ]
    tail = [
        limb(
            (-1.02 - 0.07 * i, 0.10, 0.03),
            (-1.26 - 0.03 * i, 0.15, 0.46),
            0.05,
            0.022,
            Look(materials.GLOSS, hexa("d8dade")),
            0.03,
            (0.32, 1, 1),
        )
        for i in range(3)
    ]
    fin = [
        limb((-0.95 - 0.09 * i, 0.10, 0), (-1.24 - 0.035 * i, 0.56, 0), 0.062, 0.03, paintwork, 0.03, (1, 1, 0.32))
        for i in range(3)
    ]
    engines = [
        drum((0.06, -0.20, 0.46), (-0.26, -0.19, 0.46), 0.098, 0.07, paintwork, rounding=0.02),
        drum((0.05, -0.20, 0.46), (0.075, -0.20, 0.46), 0.08, 0.085, BLACK),
        ball((0.07, -0.20, 0.46), 0.03, STEEL),
        limb((-0.08, -0.12, 0.46), (-0.18, -0.06, 0.46), 0.03, 0.03, hull),
        limb((-0.44, 0.06, 1.22), (-0.54, 0.20, 1.28), 0.03, 0.012, paintwork, 0.03),
    ]
    windows = [paint(ball((0.86 - 0.085 * i, 0.055, 0.17), 0.022, GLASS), soft=0.004) for i in range(20)]
    cockpit = paint(box((1.10, 0.062, 0), (0.065, 0.030, 0.2), GLASS), soft=0.006)
    stripe = paint(box((-0.1, -0.035, 0), (1.4, 0.022, 0.4), paintwork), soft=0.004)
    belly = paint(box((0, -0.22, 0), (1.5, 0.12, 0.16), Look(materials.GLOSS, hexa("c4c8ce"))), soft=0.01)
    bank = 0.22 * pose.side if pose.aloft else 0.0
    return turned(
        [*parts, *mirrored([*wing, *tail, *engines, *windows]), *fin, belly, stripe, cockpit],
        (0, 0, 0),
        pitch=0.10,
        roll=bank,
    )


def helicopter(main: RGB, pose: Pose) -> Parts:
    """A helicopter with a glass nose, skids and turning blades."""
    body = Look(materials.GLOSS, main)
    spin = pose.chance * 3.0
    parts: Parts = [
        ball((0.12, 0.52, 0), (0.50, 0.34, 0.31), body, 0.08),
        ball((0.33, 0.50, 0), (0.36, 0.30, 0.285), GLASS),
        limb((-0.25, 0.62, 0), (-1.18, 0.74, 0), 0.16, 0.05, body, 0.10),
        limb((-1.12, 0.72, 0), (-1.34, 1.06, 0), 0.07, 0.03, body, 0.04, (1, 1, 0.4)),
        limb((-1.0, 0.74, 0.24), (-1.0, 0.74, -0.24), 0.05, 0.05, body, 0.02, (0.35, 1, 1)),
        limb((0.05, 0.85, 0), (-0.22, 0.86, 0), 0.12, 0.10, body, 0.06),
        limb((0, 0.9, 0), (0, 1.08, 0), 0.035, 0.03, STEEL),
        ball((0, 1.09, 0), (0.075, 0.045, 0.075), BLACK),
        paint(box((0.33, 0.52, 0), (0.014, 0.5, 0.5), body), soft=0.004),
        paint(box((0.4, 0.5, 0), (0.5, 0.5, 0.012), body), soft=0.004),
        paint(limb((-0.1, 0.50, 0), (-1.2, 0.70, 0), 0.05, 0.025, WHITE), soft=0.005),
    ]
    for i in range(4):
        a = spin + i * math.pi / 2
        parts.append(
            limb(
                (0.06 * math.cos(a), 1.09, 0.06 * math.sin(a)),
                (1.12 * math.cos(a), 1.06, 1.12 * math.sin(a)),
                0.04,
                0.045,
                BLACK,
                0.0,
                (0.25, 1, 1),
            )
        )
    parts += [
        limb((-1.28, 0.92, 0.07), (-1.28 + 0.22 * math.cos(a), 0.92 + 0.22 * math.sin(a), 0.075), 0.02, 0.024, BLACK)
        for a in (0.5, 2.07, 3.64, 5.21)
    ]
    skids = [
        *chain([(0.50, 0.10, 0.30), (0.40, 0.04, 0.30), (-0.38, 0.04, 0.30)], [0.026] * 3, STEEL),
        limb((0.24, 0.05, 0.30), (0.20, 0.28, 0.18), 0.022, 0.022, STEEL),
        limb((-0.18, 0.05, 0.30), (-0.14, 0.28, 0.18), 0.022, 0.022, STEEL),
    ]
    return turned([*parts, *mirrored(skids)], (0, 0.5, 0), pitch=-0.08 if pose.aloft else 0.0)


def balloon(main: RGB, pose: Pose) -> Parts:
    """A hot-air balloon in coloured gores with its basket."""
    skin = Look(materials.CLOTH, main)
    second = mix(main, hexa("fbe9b8"), 0.85)
    profile = [(0.16, 0.62), (0.42, 0.90), (0.62, 1.22), (0.68, 1.50), (0.58, 1.82), (0.34, 2.06), (0.05, 2.14)]
    envelope = lathe(profile, skin)
    gores = paint(
        drum((0, 0, 0), (0, 2.4, 0), 1.0, 1.0, Look(materials.CLOTH, second)),
        soft=0.01,
        pattern=columns.GORES,
        frequency=8.0,
    )
    band = paint(box((0, 1.44, 0), (1, 0.075, 1), Look(materials.CLOTH, dark(main, 0.35))), soft=0.006)
    dots = [
        paint(ball((0.70 * math.cos(a), 1.44, 0.70 * math.sin(a)), 0.06, Look(materials.CLOTH, second)), soft=0.006)
        for a in (i * math.pi / 8 for i in range(16))
    ]
    wicker = Look(materials.WOOD, hexa("a8763c"))
    basket = solid(
        [
            box((0, 0.14, 0), (0.15, 0.13, 0.15), wicker, rounding=0.03, taper=(-0.12, -0.12)),
            cut(box((0, 0.26, 0), (0.135, 0.14, 0.135), Look(materials.WOOD, hexa("4a3218")))),
        ]
    )
    rim = [
        limb((x, 0.275, -0.16), (x, 0.275, 0.16), 0.022, 0.022, Look(materials.GLOSS, hexa("5a3820")))
        for x in (0.16, -0.16)
    ] + [
        limb((-0.16, 0.275, z), (0.16, 0.275, z), 0.022, 0.022, Look(materials.GLOSS, hexa("5a3820")))
        for z in (0.16, -0.16)
    ]
    ropes = [
        limb((x, 0.27, z), (x * 1.15, 0.68, z * 1.15), 0.008, 0.008, ROPE) for x in (0.15, -0.15) for z in (0.15, -0.15)
    ]
    flame = [
        limb((0, 0.48, 0), (0, 0.66, 0), 0.035, 0.008, Look(materials.FIRE, hexa("ff9a2c"))),
        box((0, 0.45, 0), (0.06, 0.02, 0.06), STEEL),
    ]
    rows = [
        paint(
            box((0, 0.14, 0), (0.3, 0.3, 0.3), Look(materials.WOOD, hexa("6a4420"))),
            soft=0.004,
            pattern=columns.BANDS,
            frequency=14.0,
        )
    ]
    del pose
    return [*envelope, gores, band, *dots, *basket, *rim, *ropes, *flame, *rows]
