"""House, church and tent; their fronts look along +x."""

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Part,
    Parts,
    ball,
    box,
    cut,
    drum,
    hexa,
    light,
    limb,
    mirrored,
    paint,
    ring,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import DOOR, FRAME, LIT, STONE
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

ROOF = Look(materials.TILES, hexa("a8482c"))
PANE = Look(materials.GLASS, hexa("2a3a48"))


def window(at: Vector, wide: float, high: float, *, lit: bool, side: bool = False) -> Parts:
    """A framed window in a wall that looks along x, or along z."""
    x, y, z = at

    def slab(dx: float, half_wide: float, half_high: float, look: Look, up: float = 0.0) -> Part:
        half = (half_wide, half_high, dx) if side else (dx, half_high, half_wide)
        return box((x, y + up, z), half, look)

    bars = [slab(0.028, 0.008, high, FRAME), slab(0.028, wide, 0.008, FRAME)]
    return [
        slab(0.024, wide + 0.022, high + 0.022, FRAME),
        slab(0.027, wide, high, LIT if lit else PANE),
        *bars,
        slab(0.045, wide + 0.04, 0.014, FRAME, -high - 0.02),
    ]


def _gable(at: Vector, half: Vector, look: Look) -> Part:
    """A saddle roof whose ridge runs along x."""
    return box(at, half, look, taper=(0.0, 1.0))


def house(main: RGB, pose: Pose) -> Parts:
    """A cottage with a tiled roof, chimney, door, lit windows and a small porch."""
    wall = Look(materials.MATTE, main)
    lit = pose.chance > 0.35
    parts: Parts = [
        box((0, 0.42, 0), (0.62, 0.42, 0.52), wall),
        _gable((0, 1.06, 0), (0.62, 0.23, 0.52), wall),
        box((0, 0.03, 0), (0.66, 0.07, 0.56), STONE, rounding=0.01),
        *mirrored([box((0, 1.045, 0.31), (0.74, 0.030, 0.435), ROOF, rounding=0.008, turned=rotation(roll=0.724))]),
        box((-0.25, 1.32, 0.22), (0.085, 0.27, 0.085), Look(materials.BRICK, hexa("9a4a34"))),
        box((-0.25, 1.60, 0.22), (0.105, 0.03, 0.105), STONE),
        box((0.63, 0.33, 0.20), (0.02, 0.27, 0.15), DOOR),
        box((0.625, 0.33, 0.20), (0.018, 0.30, 0.18), FRAME),
        ball((0.66, 0.32, 0.10), 0.02, Look(materials.METAL, hexa("e0b040"))),
        box((0.73, 0.045, 0.20), (0.12, 0.04, 0.22), STONE),
        box((0.76, 0.73, 0.20), (0.17, 0.02, 0.26), ROOF, turned=rotation(pitch=-0.35)),
        *(limb((0.88, 0.05, 0.20 + z), (0.88, 0.69, 0.20 + z), 0.02, 0.02, FRAME) for z in (0.2, -0.2)),
        *window((0.62, 0.46, -0.24), 0.13, 0.14, lit=lit),
        *window((0.62, 0.98, 0.0), 0.10, 0.11, lit=lit),
    ]
    for side in (1, -1):
        for x in (-0.30, 0.28):
            parts += window((x, 0.46, 0.52 * side), 0.13, 0.14, lit=lit and x > 0, side=True)
    bush = Look(materials.LEAF, hexa("4a7a2c"))
    parts += [
        ball((0.72, 0.10, -0.34), (0.15, 0.14, 0.18), bush, 0.04),
        ball((0.70, 0.08, -0.54), (0.12, 0.12, 0.12), bush, 0.04),
    ]
    parts += [
        ball(
            (0.82 + 0.04 * (i % 3), 0.16 + 0.06 * (i % 2), -0.56 + 0.07 * i),
            0.022,
            Look(materials.PETAL, hexa("e84a6a")),
        )
        for i in range(5)
    ]
    return parts


def church(main: RGB, pose: Pose) -> Parts:
    """A village church with a steeple, arched windows and a cross."""
    wall, slate, gold = (
        Look(materials.MATTE, main),
        Look(materials.TILES, hexa("4a5260")),
        Look(materials.METAL, hexa("e8b840")),
    )
    parts: Parts = [
        box((-0.32, 0.40, 0), (0.66, 0.40, 0.40), wall),
        _gable((-0.32, 1.03, 0), (0.66, 0.25, 0.40), wall),
        box((-0.3, 0.03, 0), (0.72, 0.06, 0.45), STONE),
        *mirrored([box((-0.32, 1.035, 0.22), (0.72, 0.026, 0.385), slate, turned=rotation(roll=0.896))]),
        box((0.42, 0.72, 0), (0.24, 0.72, 0.24), wall),
        box((0.42, 1.45, 0), (0.27, 0.03, 0.27), STONE),
        box((0.42, 1.98, 0), (0.25, 0.52, 0.25), slate, taper=(1.0, 1.0)),
        box((0.42, 0.04, 0), (0.28, 0.07, 0.28), STONE),
        limb((0.42, 2.46, 0), (0.42, 2.74, 0), 0.016, 0.016, gold),
        limb((0.42, 2.64, -0.075), (0.42, 2.64, 0.075), 0.015, 0.015, gold),
        drum((0.65, 1.12, 0), (0.675, 1.12, 0), 0.11, 0.11, FRAME),
        ring((0.675, 1.12, 0), 0.11, 0.014, gold, axis=(1, 0, 0)),
        box((0.68, 1.15, 0), (0.006, 0.045, 0.008), Look(materials.MATTE, (0.02, 0.02, 0.02))),
        box((0.68, 1.12, 0.03), (0.006, 0.008, 0.035), Look(materials.MATTE, (0.02, 0.02, 0.02))),
    ]
    parts += [
        box((0.66, 0.24, 0), (0.02, 0.22, 0.11), DOOR),
        drum((0.63, 0.46, 0), (0.68, 0.46, 0), 0.11, 0.11, DOOR),
        ring((0.665, 0.46, 0), 0.12, 0.018, STONE, axis=(1, 0, 0)),
        box((0.72, 0.02, 0), (0.1, 0.03, 0.18), STONE),
    ]
    glass = (LIT, Look(materials.GLOW, hexa("6a9ae0")), Look(materials.GLOW, hexa("e06a6a")))
    for side in (1, -1):
        for i, x in enumerate((-0.75, -0.40, -0.05)):
            pane = glass[i] if pose.chance > 0.3 else PANE
            parts += [
                box((x, 0.42, 0.40 * side), (0.075, 0.17, 0.02), pane),
                drum((x, 0.58, 0.38 * side), (x, 0.58, 0.42 * side), 0.075, 0.075, pane),
                ring((x, 0.58, 0.405 * side), 0.08, 0.016, FRAME, axis=(0, 0, 1)),
                box((x, 0.42, 0.405 * side), (0.008, 0.2, 0.022), FRAME),
            ]
        parts += [box((0.42, 1.22, 0.24 * side), (0.075, 0.12, 0.012), Look(materials.MATTE, hexa("1c1814")))]
    return parts


def tent(main: RGB, pose: Pose) -> Parts:
    """A ridge tent with an open front and a warm light within."""
    cloth, inside = Look(materials.CLOTH, main), Look(materials.GLOW, hexa("e8984a"))
    del pose
    shell = solid(
        [
            box((0, 0.42, 0), (0.62, 0.42, 0.60), cloth, taper=(0.06, 1.0), rounding=0.012),
            cut(box((0.62, 0.30, 0), (0.40, 0.34, 0.26), inside, taper=(0.0, 1.0)), 0.012),
        ]
    )
    rope, peg = Look(materials.CLOTH, hexa("d8cdb4")), Look(materials.WOOD, hexa("7a5a34"))
    lines = mirrored(
        [
            limb((0.58, 0.62, 0.14), (0.86, 0.01, 0.58), 0.007, 0.007, rope),
            limb((-0.58, 0.62, 0.14), (-0.86, 0.01, 0.58), 0.007, 0.007, rope),
            limb((0.86, 0.06, 0.57), (0.88, -0.03, 0.59), 0.014, 0.008, peg),
        ]
    )
    flaps = mirrored(
        [limb((0.60, 0.64, 0.03), (0.66, 0.03, 0.34), 0.012, 0.05, Look(materials.CLOTH, light(main, 0.2)), 0.02)]
    )
    stripe = paint(box((0, 0.42, 0), (0.12, 0.7, 0.8), Look(materials.CLOTH, light(main, 0.55))), soft=0.006)
    return [
        *shell,
        *flaps,
        *lines,
        stripe,
        limb((0.60, 0, 0), (0.58, 0.90, 0), 0.018, 0.018, peg),
        limb((-0.60, 0, 0), (-0.58, 0.90, 0), 0.018, 0.018, peg),
        ball((0.26, 0.30, 0), 0.06, Look(materials.GLOW, hexa("ffd890"))),
    ]
