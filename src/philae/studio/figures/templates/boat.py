"""Ship, sailboat and submarine."""

import math
from dataclasses import replace

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
    light,
    limb,
    mirrored,
    mix,
    paint,
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, GLASS, LAMP, ROPE, STEEL, WHITE, WOOD
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB


def _hull(length: float, wide: float, high: float, look: Look, deck: Look, sheer: float = 0.12) -> Parts:
    """A boat's hull with its deck at y = high; bow at +x, keel at 0."""
    ribs = 9
    parts: list[Part] = []
    for i in range(ribs - 1):
        a, b = -1 + 2 * i / (ribs - 1), -1 + 2 * (i + 1) / (ribs - 1)
        parts.append(
            limb(
                (a * length, *_rib(a, high, sheer)),
                (b * length, *_rib(b, high, sheer)),
                _beam(a, wide),
                _beam(b, wide),
                look,
                0.05,
                (1.0 if high > wide else high / wide * 1.25, 1, 1),
            )
        )
    top = cut(box((0, high + 0.5, 0), (length * 1.5, 0.5, wide * 1.5), deck))
    return solid([*parts, top])


def _rib(s: float, high: float, sheer: float) -> tuple[float, float]:
    return high * 0.95 + sheer * max(s, 0.0) ** 2 * 0.2, 0.0


def _beam(s: float, wide: float) -> float:
    bow = 1.0 - max(s, 0.0) ** 2.2
    stern = 1.0 - 0.35 * max(-s, 0.0) ** 2
    return max(wide * bow * stern, 0.02)


def _sail(
    tack: tuple[float, float], clew: tuple[float, float], head: tuple[float, float], side: int, look: Look
) -> Parts:
    """A bellied triangle of cloth between three corners (x, y): a piece of a thin shell, cut along its edges."""
    corners = (tack, clew, head)
    middle = (sum(x for x, _ in corners) / 3, sum(y for _, y in corners) / 3)
    far = max(math.hypot(x - middle[0], y - middle[1]) for x, y in corners)
    radius = 1.9 * far
    centre = (middle[0], middle[1], -side * math.sqrt(radius**2 - far**2))
    shell = replace(ball(centre, radius, look), remains=((0.0, 0.0, -centre[2]), 1.03 * far))
    cloth: Parts = [shell, cut(ball(centre, radius - 0.016, look))]
    for (ax, ay), (bx, by) in ((tack, clew), (clew, head), (head, tack)):
        angle = math.atan2(by - ay, bx - ax)
        out = 1.0 if (bx - ax) * (middle[1] - ay) - (by - ay) * (middle[0] - ax) < 0 else -1.0
        edge = (
            (ax + bx) / 2 - out * 2 * radius * math.sin(angle),
            (ay + by) / 2 + out * 2 * radius * math.cos(angle),
            0.0,
        )
        cloth.append(cut(box(edge, (4 * radius, 2 * radius, 4 * radius), look, turned=rotation(pitch=angle))))
    cloth.append(
        cut(box((middle[0], middle[1], -side * 4 * radius), (6 * radius, 6 * radius, 4 * radius - 0.001), look))
    )
    return solid(cloth)


def sailboat(main: RGB, pose: Pose) -> Parts:
    """A small yacht under mainsail and jib; the hull takes the colour."""
    deck, sail = Look(materials.PLANKS, hexa("c89a5e")), Look(materials.PETAL, hexa("faf5ea"))
    hull = _hull(0.86, 0.27, 0.30, Look(materials.GLOSS, main), deck)
    mast, boom = (0.10, 0.30, 0.0), (-0.66, 0.52, 0.06 * pose.side)
    main_sail = _sail((0.085, 0.56), (-0.68, 0.54), (0.085, 1.96), pose.side, sail)
    jib = _sail((0.84, 0.42), (0.14, 0.50), (0.115, 1.70), pose.side, sail)
    rig = [
        limb((0.10, 0.2, 0), (0.10, 2.06, 0), 0.022, 0.014, Look(materials.WOOD, hexa("8a5a30"))),
        limb((mast[0], 0.50, 0), boom, 0.017, 0.015, Look(materials.WOOD, hexa("8a5a30"))),
        limb((0.88, 0.34, 0), (0.10, 1.78, 0), 0.005, 0.005, ROPE),
        limb((-0.84, 0.3, 0), (0.10, 2.04, 0), 0.005, 0.005, ROPE),
        *mirrored([limb((0.08, 0.3, 0.25), (0.10, 1.7, 0), 0.005, 0.005, ROPE)]),
    ]
    flag = box((0.02, 2.02, 0.0), (0.08, 0.035, 0.005), Look(materials.CLOTH, main))
    cabin = [
        box((0.02, 0.36, 0), (0.27, 0.07, 0.14), WHITE, rounding=0.03),
        *mirrored([paint(ball((x, 0.365, 0.14), (0.045, 0.025, 0.03), GLASS), soft=0.004) for x in (-0.1, 0.04, 0.18)]),
    ]
    marks = [
        paint(box((0, 0.265, 0), (1, 0.016, 1), WHITE), soft=0.004),
        paint(
            box((-0.2, 0.9, 0), (0.9, 0.06, 0.6), Look(materials.PETAL, mix(main, hexa("faf5ea"), 0.25))), soft=0.006
        ),
    ]
    well = cut(box((-0.5, 0.32, 0), (0.2, 0.09, 0.13), deck))
    return turned([*hull, well, *rig, *main_sail, *jib, flag, *cabin, *marks], (0, 0.1, 0), roll=-0.07 * pose.side)


def ship(main: RGB, pose: Pose) -> Parts:
    """A passenger steamer with funnels and rows of portholes."""
    dark_hull, red = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("9a2420"))
    del pose
    hull = solid(
        [
            limb((1.15, 0.34, 0), (-0.95, 0.34, 0), 0.26, 0.28, dark_hull, 0.05, (1.3, 1, 1)),
            limb((1.10, 0.40, 0), (1.72, 0.62, 0), 0.24, 0.03, dark_hull, 0.10, (1.6, 1, 1)),
            limb((-0.95, 0.36, 0), (-1.35, 0.46, 0), 0.27, 0.17, dark_hull, 0.08),
            cut(box((0, 1.05, 0), (3, 0.5, 2), WOOD)),
        ]
    )
    bow = [
        limb((1.15, 0.50, 0.20), (1.66, 0.62, 0.02), 0.03, 0.03, dark_hull),
        limb((1.15, 0.50, -0.20), (1.66, 0.62, -0.02), 0.03, 0.03, dark_hull),
    ]
    decks = [
        box((0.0, 0.62, 0), (1.02, 0.075, 0.235), WHITE, rounding=0.03),
        box((-0.02, 0.755, 0), (0.88, 0.065, 0.21), WHITE, rounding=0.03),
        box((0.0, 0.875, 0), (0.66, 0.055, 0.17), WHITE, rounding=0.03),
        box((0.52, 0.97, 0), (0.13, 0.055, 0.20), WHITE, rounding=0.02),
        box((0.615, 0.98, 0), (0.05, 0.025, 0.17), GLASS),
    ]
    funnels = [
        part
        for x in (0.22, -0.10, -0.42)
        for part in (
            drum((x, 0.9, 0), (x - 0.06, 1.30, 0), 0.088, 0.084, Look(materials.GLOSS, hexa("e08a2c"))),
            drum((x - 0.052, 1.24, 0), (x - 0.062, 1.32, 0), 0.088, 0.086, BLACK),
        )
    ]
    masts = [
        limb((1.22, 0.55, 0), (1.16, 1.42, 0), 0.018, 0.010, Look(materials.WOOD, hexa("a87a40"))),
        limb((-0.98, 0.5, 0), (-1.04, 1.32, 0), 0.018, 0.010, Look(materials.WOOD, hexa("a87a40"))),
        limb((1.16, 1.40, 0), (1.66, 0.64, 0), 0.005, 0.005, ROPE),
        limb((1.16, 1.40, 0), (-1.04, 1.30, 0), 0.004, 0.004, ROPE),
        limb((-1.04, 1.30, 0), (-1.42, 0.55, 0), 0.005, 0.005, ROPE),
    ]
    holes = [paint(ball((1.20 - 0.105 * i, 0.44, 0.3), (0.020, 0.020, 0.12), LAMP), soft=0.004) for i in range(23)]
    panes = [
        paint(box((0.82 - 0.082 * i, y, 0.24), (0.022, 0.020, 0.06), GLASS), soft=0.004)
        for i in range(21)
        for y in (0.635, 0.765)
    ]
    boats = [
        limb((x, 0.90, 0.235), (x - 0.14, 0.90, 0.235), 0.034, 0.034, Look(materials.GLOSS, hexa("e8a33a")))
        for x in (0.5, 0.24, -0.02, -0.28, -0.54)
    ]
    marks = [
        paint(box((0, 0.12, 0), (3, 0.13, 1), red), soft=0.004),
        paint(box((0, 0.262, 0), (3, 0.012, 1), WHITE), soft=0.004),
    ]
    return [*hull, *bow, *decks, *funnels, *masts, *mirrored([*holes, *panes, *boats]), *marks]


def submarine(main: RGB, pose: Pose) -> Parts:
    """A rounded submarine with portholes, periscope and propeller."""
    hull, brass = Look(materials.GLOSS, main), Look(materials.METAL, hexa("d8a640"))
    spin = pose.chance * 2
    parts: Parts = [
        limb((0.55, 0.40, 0), (-0.45, 0.40, 0), 0.35, 0.34, hull, 0.08),
        limb((-0.45, 0.40, 0), (-1.02, 0.42, 0), 0.33, 0.12, hull, 0.10),
        box((0.08, 0.86, 0), (0.25, 0.18, 0.14), hull, rounding=0.09, taper=(0.15, 0.15), k=0.08),
        box((0.08, 1.03, 0), (0.25, 0.022, 0.15), brass, rounding=0.02),
    ]
    parts += [
        *chain([(0.06, 1.0, 0), (0.06, 1.30, 0), (0.18, 1.32, 0)], [0.034, 0.034, 0.042], brass, 0.01),
        drum((0.18, 1.32, 0), (0.225, 1.32, 0), 0.05, 0.052, brass),
        ball((0.225, 1.32, 0), (0.012, 0.036, 0.036), GLASS),
        limb((-0.08, 1.0, 0), (-0.08, 1.22, 0), 0.010, 0.008, STEEL),
    ]
    parts += [
        drum((-1.10, 0.42, 0), (-1.20, 0.42, 0), 0.06, 0.045, brass),
        *(
            limb(
                (-1.16, 0.42, 0),
                (-1.17, 0.42 + 0.27 * math.sin(a), 0.27 * math.cos(a)),
                0.045,
                0.075,
                brass,
                0.02,
                (0.25, 1, 1),
            )
            for a in (spin + i * math.pi / 2 for i in range(4))
        ),
    ]
    parts += [
        limb((-0.88, 0.42, 0), (-1.02, 0.84, 0), 0.10, 0.06, hull, 0.05, (1, 1, 0.35)),
        limb((-0.88, 0.42, 0), (-1.02, 0.06, 0), 0.10, 0.05, hull, 0.05, (1, 1, 0.35)),
        *mirrored(
            [
                limb((-0.88, 0.42, 0.05), (-1.0, 0.42, 0.42), 0.10, 0.06, hull, 0.05, (0.35, 1, 1)),
                limb((0.35, 0.30, 0.25), (0.25, 0.26, 0.52), 0.10, 0.07, hull, 0.05, (0.3, 1, 1)),
            ]
        ),
    ]
    ports = [
        part
        for x in (0.50, 0.12, -0.26)
        for part in (
            drum((x, 0.46, 0.30), (x, 0.46, 0.37), 0.115, 0.11, brass, rounding=0.012),
            drum((x, 0.46, 0.30), (x, 0.46, 0.378), 0.085, 0.082, LAMP),
        )
    ]
    front = [
        drum((0.84, 0.46, 0), (0.92, 0.46, 0), 0.19, 0.175, brass, rounding=0.015),
        ball((0.88, 0.46, 0), (0.075, 0.145, 0.145), GLASS),
        *mirrored([ball((0.76, 0.20, 0.20), 0.055, LAMP)]),
    ]
    marks = [
        paint(box((0, 0.13, 0), (2, 0.13, 1), Look(materials.GLOSS, dark(main, 0.5))), soft=0.005),
        paint(box((0, 0.64, 0), (2, 0.012, 1), Look(materials.GLOSS, light(main, 0.6))), soft=0.004),
    ]
    return [*parts, *mirrored(ports), *front, *marks]
