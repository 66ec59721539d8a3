"""Car, truck, bus and tractor, heading along +x."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Part,
    Parts,
    ball,
    box,
    chain,
    cut,
    dark,
    drum,
    hexa,
    limb,
    mirrored,
    paint,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, GLASS, LAMP, STEEL, TYRE
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

REAR = Look(materials.GLOW, hexa("d81c14"))


def wheel(at: Vector, radius: float, wide: float, hub: Look = STEEL) -> Parts:
    """A tyre with a spoked hub whose axle runs along z; seen from +z."""
    x, y, z = at
    tyre = drum((x, y, z - wide), (x, y, z + wide), radius, radius, TYRE, rounding=min(wide * 0.7, radius * 0.3))
    rim = drum((x, y, z + wide * 0.7), (x, y, z + wide * 1.02), radius * 0.66, radius * 0.62, hub, rounding=0.006)
    spokes = [
        limb(
            (x + 0.15 * radius * math.cos(a), y + 0.15 * radius * math.sin(a), z + wide),
            (x + 0.55 * radius * math.cos(a), y + 0.55 * radius * math.sin(a), z + wide),
            radius * 0.09,
            radius * 0.07,
            BLACK,
        )
        for a in (i * 2 * math.pi / 5 + 0.3 for i in range(5))
    ]
    return [tyre, rim, *spokes, ball((x, y, z + wide * 1.02), radius * 0.16, hub)]


def _arches(places: tuple[float, ...], y: float, radius: float, depth: float) -> Parts:
    dark_well = Look(materials.MATTE, (0.012, 0.012, 0.013))
    return [
        cut(drum((x, y, z), (x, y, z + (depth if z > 0 else -depth)), radius, radius, dark_well))
        for x in places
        for z in (0.24, -0.24)
    ]


def car(main: RGB, pose: Pose) -> Parts:
    """A rounded small car."""
    paintwork = Look(materials.GLOSS, main)
    del pose
    body = solid(
        [
            box((0, 0.36, 0), (0.88, 0.17, 0.40), paintwork, rounding=0.12),
            box((-0.06, 0.66, 0), (0.56, 0.22, 0.36), paintwork, rounding=0.10, taper=(0.34, 0.22), k=0.05),
            *_arches((0.56, -0.54), 0.19, 0.225, 0.4),
        ]
    )
    glazing = [
        *mirrored(
            [
                box(
                    (0.14, 0.66, 0.33),
                    (0.17, 0.125, 0.028),
                    GLASS,
                    rounding=0.03,
                    taper=(0.25, 0.0),
                    turned=rotation(roll=-0.19),
                ),
                box(
                    (-0.25, 0.66, 0.33),
                    (0.17, 0.125, 0.028),
                    GLASS,
                    rounding=0.03,
                    taper=(0.25, 0.0),
                    turned=rotation(roll=-0.19),
                ),
            ]
        ),
        box((0.40, 0.67, 0), (0.03, 0.155, 0.285), GLASS, rounding=0.025, turned=rotation(pitch=0.72)),
        box((-0.53, 0.67, 0), (0.03, 0.14, 0.27), GLASS, rounding=0.025, turned=rotation(pitch=-0.66)),
    ]
    trim = [
        box((0.88, 0.24, 0), (0.04, 0.045, 0.36), BLACK, rounding=0.03),
        box((-0.88, 0.24, 0), (0.04, 0.045, 0.36), BLACK, rounding=0.03),
        box((0.885, 0.36, 0), (0.012, 0.03, 0.16), STEEL, rounding=0.01),
        *mirrored(
            [
                ball((0.83, 0.40, 0.27), (0.055, 0.075, 0.085), STEEL),
                ball((0.845, 0.40, 0.275), (0.05, 0.062, 0.070), LAMP),
                box((-0.865, 0.42, 0.28), (0.02, 0.05, 0.06), REAR, rounding=0.015),
            ]
        ),
        *mirrored(
            [
                limb((0.02, 0.47, 0.405), (-0.06, 0.47, 0.405), 0.012, 0.012, STEEL),
                limb((0.34, 0.54, 0.40), (0.30, 0.57, 0.47), 0.035, 0.045, paintwork),
                box((0, 0.20, 0.395), (0.42, 0.025, 0.012), BLACK, rounding=0.01),
            ]
        ),
    ]
    seam = mirrored(
        [paint(box((-0.045, 0.42, 0.4), (0.005, 0.16, 0.06), Look(materials.GLOSS, dark(main, 0.7))), soft=0.003)]
    )
    return [
        *body,
        *glazing,
        *trim,
        *seam,
        *mirrored([*wheel((0.56, 0.19, 0.33), 0.19, 0.07), *wheel((-0.54, 0.19, 0.33), 0.19, 0.07)]),
    ]


def truck(main: RGB, pose: Pose) -> Parts:
    """A lorry with a box body."""
    cab, cargo = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("ece9e2"))
    del pose
    parts: Parts = [
        box((-0.36, 0.80, 0), (0.80, 0.48, 0.42), cargo, rounding=0.02),
        box((0.10, 0.26, 0), (1.18, 0.06, 0.30), BLACK),
        paint(box((-0.36, 0.62, 0), (0.9, 0.06, 0.6), cab), soft=0.004),
        box((0.88, 0.62, 0), (0.36, 0.36, 0.40), cab, rounding=0.07, taper=(0.12, 0.05)),
        box((1.165, 0.76, 0), (0.03, 0.14, 0.31), GLASS, rounding=0.025, turned=rotation(pitch=0.13)),
        box((1.23, 0.30, 0), (0.05, 0.06, 0.40), STEEL, rounding=0.02),
        *(box((1.235, 0.44 + 0.045 * i, 0), (0.012, 0.012, 0.2), STEEL) for i in range(3)),
    ]
    side = [
        box((0.92, 0.76, 0.385), (0.17, 0.13, 0.02), GLASS, rounding=0.018),
        ball((1.225, 0.46, 0.29), (0.03, 0.06, 0.06), LAMP),
        limb((0.62, 0.4, 0.40), (0.62, 1.12, 0.40), 0.028, 0.028, STEEL),
        box((1.12, 0.80, 0.47), (0.025, 0.085, 0.03), BLACK, rounding=0.01),
        limb((0.78, 0.56, 0.405), (0.86, 0.56, 0.405), 0.012, 0.012, STEEL),
        box((0.30, 0.25, 0.33), (0.2, 0.08, 0.07), STEEL, rounding=0.03),
        box((-1.16, 0.40, 0.32), (0.015, 0.05, 0.06), REAR),
        *wheel((0.88, 0.21, 0.34), 0.21, 0.075),
        *wheel((-0.42, 0.21, 0.34), 0.21, 0.075),
        *wheel((-0.88, 0.21, 0.34), 0.21, 0.075),
    ]
    return [*parts, *mirrored(side)]


def bus(main: RGB, pose: Pose) -> Parts:
    """A bus with a row of windows."""
    body, white = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("f2efe6"))
    del pose
    shell = solid(
        [box((0, 0.62, 0), (1.20, 0.46, 0.38), body, rounding=0.09), *_arches((0.74, -0.72), 0.2, 0.235, 0.4)]
    )
    windows = [box((-0.86 + 0.345 * i, 0.78, 0.372), (0.15, 0.145, 0.016), GLASS, rounding=0.015) for i in range(5)]
    door = [
        box((0.92, 0.60, 0.372), (0.13, 0.31, 0.016), BLACK, rounding=0.015),
        box((0.855, 0.62, 0.38), (0.05, 0.26, 0.014), GLASS, rounding=0.01),
        box((0.985, 0.62, 0.38), (0.05, 0.26, 0.014), GLASS, rounding=0.01),
    ]
    ends = [
        box((1.19, 0.74, 0), (0.022, 0.2, 0.32), GLASS, rounding=0.02),
        box((1.195, 0.995, 0), (0.018, 0.045, 0.24), BLACK, rounding=0.01),
        box((1.203, 0.995, 0), (0.014, 0.025, 0.16), Look(materials.GLOW, hexa("ffb43c"))),
        box((1.20, 0.24, 0), (0.04, 0.05, 0.37), BLACK, rounding=0.02),
        box((-1.19, 0.78, 0), (0.02, 0.16, 0.3), GLASS, rounding=0.02),
    ]
    roof = [
        box((0, 1.06, 0), (1.12, 0.03, 0.32), white, rounding=0.028),
        box((-0.3, 1.10, 0), (0.3, 0.04, 0.2), white, rounding=0.03),
    ]
    side = [
        *windows,
        *door,
        ball((1.19, 0.38, 0.27), (0.03, 0.05, 0.06), LAMP),
        box((-1.195, 0.42, 0.28), (0.015, 0.06, 0.05), REAR),
        limb((1.18, 0.98, 0.36), (1.28, 0.90, 0.44), 0.012, 0.012, BLACK),
        box((1.29, 0.83, 0.45), (0.02, 0.075, 0.03), BLACK, rounding=0.01),
        *wheel((0.74, 0.2, 0.315), 0.2, 0.07),
        *wheel((-0.72, 0.2, 0.315), 0.2, 0.07),
    ]
    return [*shell, *ends, *roof, *mirrored(side), paint(box((0, 0.50, 0), (1.4, 0.032, 0.6), white), soft=0.004)]


def tractor(main: RGB, pose: Pose) -> Parts:
    """A farm tractor with large rear wheels and a cab."""
    body, rim = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("f0c020"))
    del pose
    parts: Parts = [
        box((0.38, 0.56, 0), (0.46, 0.17, 0.18), body, rounding=0.06, taper=(0.05, 0.15)),
        box((0.80, 0.54, 0), (0.05, 0.16, 0.165), BLACK, rounding=0.02),
        *(box((0.842, 0.44 + 0.05 * i, 0), (0.012, 0.012, 0.13), STEEL) for i in range(5)),
        box((-0.28, 0.48, 0), (0.30, 0.13, 0.22), BLACK, rounding=0.03),
        box((-0.32, 0.94, 0), (0.27, 0.30, 0.24), GLASS, rounding=0.03, taper=(0.1, 0.08)),
        box((-0.32, 1.25, 0), (0.33, 0.035, 0.30), body, rounding=0.03),
        limb((0.52, 0.70, 0.10), (0.52, 1.08, 0.10), 0.026, 0.026, BLACK),
        limb((0.52, 1.08, 0.10), (0.49, 1.14, 0.10), 0.028, 0.03, BLACK),
        drum((0.60, 0.24, -0.3), (0.60, 0.24, 0.3), 0.05, 0.05, BLACK),
    ]
    lugs: list[Part] = []
    for i in range(18):
        a = i * 2 * math.pi / 18
        lugs.append(
            box(
                (-0.40 + 0.435 * math.cos(a), 0.44 + 0.435 * math.sin(a), 0.37),
                (0.035, 0.028, 0.095),
                TYRE,
                rounding=0.01,
                turned=rotation(pitch=a),
            )
        )
    side = [
        *(limb((x, 0.66, 0.225), (x * 0.96 - 0.01, 1.23, 0.215), 0.022, 0.022, body) for x in (-0.04, -0.58)),
        *chain(
            [(-0.72, 0.74, 0.33), (-0.58, 0.94, 0.33), (-0.36, 1.0, 0.33), (-0.12, 0.90, 0.33)], [0.05] * 4, body, 0.02
        ),
        ball((0.845, 0.62, 0.10), (0.03, 0.045, 0.045), LAMP),
        *wheel((-0.40, 0.44, 0.37), 0.43, 0.10, rim),
        *lugs,
        *wheel((0.60, 0.24, 0.31), 0.24, 0.065, rim),
    ]
    return [*parts, *mirrored(side)]
