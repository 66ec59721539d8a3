"""Buildings: house, castle, church, towers, tent, lighthouse, windmill, pyramid and bridge; their fronts look along +x."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look, Part, Parts, ball, box, cut, dark, drum, hexa, light, limb, mirrored, mix, paint, ring, solid, turned,
)  # fmt: skip
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

STONE = Look(materials.STONE, hexa("a39a8a"))
ROOF = Look(materials.TILES, hexa("a8482c"))
LIT = Look(materials.GLOW, hexa("ffc46a"))
PANE = Look(materials.GLASS, hexa("2a3a48"))
FRAME = Look(materials.GLOSS, hexa("f2eee4"))
DOOR = Look(materials.PLANKS, hexa("6a3f22"))


def _window(at: Vector, wide: float, high: float, *, lit: bool, side: bool = False) -> Parts:
    """A framed window in a wall that looks along x, or along z."""
    x, y, z = at

    def slab(dx: float, half_wide: float, half_high: float, look: Look, up: float = 0.0) -> Part:
        half = (half_wide, half_high, dx) if side else (dx, half_high, half_wide)
        return box((x, y + up, z), half, look)

    bars = [slab(0.028, 0.008, high, FRAME), slab(0.028, wide, 0.008, FRAME)]
    return [slab(0.024, wide + 0.022, high + 0.022, FRAME), slab(0.027, wide, high, LIT if lit else PANE), *bars, slab(0.045, wide + 0.04, 0.014, FRAME, -high - 0.02)]


def _gable(at: Vector, half: Vector, look: Look) -> Part:
    """A saddle roof whose ridge runs along x."""
    return box(at, half, look, taper=(0.0, 1.0))


def house(main: RGB, pose: Pose) -> Parts:
    """A cottage with a tiled roof, chimney, door, lit windows and a small porch."""
    wall = Look(materials.MATTE, main)
    lit = pose.chance > 0.35  # noqa: PLR2004
    parts: Parts = [
        box((0, 0.42, 0), (0.62, 0.42, 0.52), wall), _gable((0, 1.06, 0), (0.62, 0.23, 0.52), wall), box((0, 0.03, 0), (0.66, 0.07, 0.56), STONE, rounding=0.01),
        *mirrored([box((0, 1.045, 0.31), (0.74, 0.030, 0.435), ROOF, rounding=0.008, turned=rotation(roll=0.724))]),
        box((-0.25, 1.32, 0.22), (0.085, 0.27, 0.085), Look(materials.BRICK, hexa("9a4a34"))), box((-0.25, 1.60, 0.22), (0.105, 0.03, 0.105), STONE),
        box((0.63, 0.33, 0.20), (0.02, 0.27, 0.15), DOOR), box((0.625, 0.33, 0.20), (0.018, 0.30, 0.18), FRAME), ball((0.66, 0.32, 0.10), 0.02, Look(materials.METAL, hexa("e0b040"))),
        box((0.73, 0.045, 0.20), (0.12, 0.04, 0.22), STONE), box((0.76, 0.73, 0.20), (0.17, 0.02, 0.26), ROOF, turned=rotation(pitch=-0.35)),
        *(limb((0.88, 0.05, 0.20 + z), (0.88, 0.69, 0.20 + z), 0.02, 0.02, FRAME) for z in (0.2, -0.2)),
        *_window((0.62, 0.46, -0.24), 0.13, 0.14, lit=lit), *_window((0.62, 0.98, 0.0), 0.10, 0.11, lit=lit),
    ]  # fmt: skip
    for side in (1, -1):
        for x in (-0.30, 0.28):
            parts += _window((x, 0.46, 0.52 * side), 0.13, 0.14, lit=lit and x > 0, side=True)
    bush = Look(materials.LEAF, hexa("4a7a2c"))
    parts += [ball((0.72, 0.10, -0.34), (0.15, 0.14, 0.18), bush, 0.04), ball((0.70, 0.08, -0.54), (0.12, 0.12, 0.12), bush, 0.04)]
    parts += [ball((0.82 + 0.04 * (i % 3), 0.16 + 0.06 * (i % 2), -0.56 + 0.07 * i), 0.022, Look(materials.PETAL, hexa("e84a6a"))) for i in range(5)]
    return parts


def _battlements(at: Vector, radius: float, look: Look, count: int = 10) -> Parts:
    x, y, z = at
    return [box((x + radius * math.cos(a), y, z + radius * math.sin(a)), (radius * 0.16, radius * 0.22, radius * 0.19), look, turned=rotation(yaw=-a)) for a in (i * 2 * math.pi / count for i in range(count))]


def _turret(at: Vector, radius: float, height: float, wall: Look, roof: Look | None) -> Parts:
    x, _, z = at
    parts: Parts = [drum((x, 0, z), (x, height, z), radius * 1.08, radius, wall), drum((x, height - 0.02, z), (x, height + radius * 0.45, z), radius * 1.08, radius * 1.22, wall)]
    top = height + radius * 0.45
    parts += _battlements((x, top + radius * 0.15, z), radius * 1.12, wall)
    if roof is not None:
        parts += [drum((x, top, z), (x, top + radius * 3.0, z), radius * 1.08, 0.004, roof), limb((x, top + radius * 2.9, z), (x, top + radius * 4.1, z), 0.01, 0.008, Look(materials.METAL, hexa("8a8a90"))), box((x + 0.09, top + radius * 3.85, z), (0.09, 0.045, 0.006), Look(materials.CLOTH, hexa("c8242c")), taper=(0.0, 0.0))]
    for i, y in enumerate((0.45, 0.75)):
        for a in (0.0, 1.57, -1.57, 0.8, -0.8):
            if (i + int(a * 10)) % 2 == 0:
                parts.append(box((x + radius * math.cos(a), height * y, z + radius * math.sin(a)), (0.03, radius * 0.30, radius * 0.12), LIT if i else Look(materials.MATTE, hexa("1c1814")), turned=rotation(yaw=-a)))
    return parts


def castle(main: RGB, pose: Pose) -> Parts:
    """A castle: four corner towers, a keep, walls with battlements and an arched gate."""
    wall, roof = Look(materials.STONE, main), Look(materials.TILES, mix(hexa("3c5a86"), hexa("8a3a34"), round(pose.chance)))
    parts: Parts = []
    for z in (0.72, -0.72):
        parts += _turret((0.62, 0, z), 0.19, 1.0, wall, roof) + _turret((-0.62, 0, z), 0.20, 1.25, wall, roof)
        parts += [box((0, 0.36, z), (0.6, 0.36, 0.075), wall), *(box((-0.42 + 0.17 * i, 0.77, z * 1.05), (0.05, 0.06, 0.045), wall) for i in range(6))]
    parts += [box((-0.62, 0.40, 0), (0.075, 0.40, 0.7), wall)]
    gate = Look(materials.MATTE, hexa("17110c"))
    front = [box((0.64, 0.40, 0), (0.09, 0.40, 0.62), wall), box((0.66, 0.50, 0), (0.15, 0.50, 0.27), wall), cut(box((0.7, 0.16, 0), (0.3, 0.24, 0.14), gate)), cut(drum((0.4, 0.40, 0), (1.0, 0.40, 0), 0.14, 0.14, gate))]
    parts += solid(front)
    parts += [box((0.68, 0.86, z), (0.05, 0.06, 0.045), wall) for z in (-0.52, -0.36, 0.36, 0.52)] + [box((0.74, 1.06, z), (0.06, 0.065, 0.05), wall) for z in (-0.2, 0.0, 0.2)]
    parts += [box((0.82, 0.88, 0), (0.01, 0.1, 0.16), Look(materials.CLOTH, hexa("c8242c"))), box((0.60, 0.27, 0), (0.02, 0.27, 0.15), DOOR), box((0.92, 0.012, 0), (0.24, 0.02, 0.16), DOOR)]
    keep = _turret((-0.12, 0, 0), 0.36, 1.45, wall, roof)
    return parts + keep + [box((0.1, 0.03, 0), (0.9, 0.05, 0.95), wall, rounding=0.02)]


def church(main: RGB, pose: Pose) -> Parts:
    """A village church with a steeple, arched windows and a cross."""
    wall, slate, gold = Look(materials.MATTE, main), Look(materials.TILES, hexa("4a5260")), Look(materials.METAL, hexa("e8b840"))
    parts: Parts = [
        box((-0.32, 0.40, 0), (0.66, 0.40, 0.40), wall), _gable((-0.32, 1.03, 0), (0.66, 0.25, 0.40), wall), box((-0.3, 0.03, 0), (0.72, 0.06, 0.45), STONE),
        *mirrored([box((-0.32, 1.035, 0.22), (0.72, 0.026, 0.385), slate, turned=rotation(roll=0.896))]),
        box((0.42, 0.72, 0), (0.24, 0.72, 0.24), wall), box((0.42, 1.45, 0), (0.27, 0.03, 0.27), STONE), box((0.42, 1.98, 0), (0.25, 0.52, 0.25), slate, taper=(1.0, 1.0)), box((0.42, 0.04, 0), (0.28, 0.07, 0.28), STONE),
        limb((0.42, 2.46, 0), (0.42, 2.74, 0), 0.016, 0.016, gold), limb((0.42, 2.64, -0.075), (0.42, 2.64, 0.075), 0.015, 0.015, gold), drum((0.65, 1.12, 0), (0.675, 1.12, 0), 0.11, 0.11, FRAME), ring((0.675, 1.12, 0), 0.11, 0.014, gold, axis=(1, 0, 0)),
        box((0.68, 1.15, 0), (0.006, 0.045, 0.008), Look(materials.MATTE, (0.02, 0.02, 0.02))), box((0.68, 1.12, 0.03), (0.006, 0.008, 0.035), Look(materials.MATTE, (0.02, 0.02, 0.02))),
    ]  # fmt: skip
    parts += [box((0.66, 0.24, 0), (0.02, 0.22, 0.11), DOOR), drum((0.63, 0.46, 0), (0.68, 0.46, 0), 0.11, 0.11, DOOR), ring((0.665, 0.46, 0), 0.12, 0.018, STONE, axis=(1, 0, 0)), box((0.72, 0.02, 0), (0.1, 0.03, 0.18), STONE)]
    glass = (LIT, Look(materials.GLOW, hexa("6a9ae0")), Look(materials.GLOW, hexa("e06a6a")))
    for side in (1, -1):
        for i, x in enumerate((-0.75, -0.40, -0.05)):
            pane = glass[i] if pose.chance > 0.3 else PANE  # noqa: PLR2004
            parts += [box((x, 0.42, 0.40 * side), (0.075, 0.17, 0.02), pane), drum((x, 0.58, 0.38 * side), (x, 0.58, 0.42 * side), 0.075, 0.075, pane), ring((x, 0.58, 0.405 * side), 0.08, 0.016, FRAME, axis=(0, 0, 1)), box((x, 0.42, 0.405 * side), (0.008, 0.2, 0.022), FRAME)]
        parts += [box((0.42, 1.22, 0.24 * side), (0.075, 0.12, 0.012), Look(materials.MATTE, hexa("1c1814")))]
    return parts


def tower(main: RGB, pose: Pose) -> Parts:
    """A tall round stone tower with battlements."""
    wall = Look(materials.STONE, main)
    del pose
    parts = _turret((0, 0, 0), 0.36, 1.75, wall, None)
    return [*parts, drum((0, 0, 0), (0, 0.14, 0), 0.47, 0.40, wall), box((0.38, 0.24, 0), (0.03, 0.2, 0.11), DOOR), drum((0.36, 0.44, 0), (0.41, 0.44, 0), 0.11, 0.11, DOOR), ring((0.39, 0.44, 0), 0.12, 0.022, Look(materials.STONE, light(main, 0.3)), axis=(1, 0, 0)), ring((0, 1.06, 0), 0.375, 0.03, wall), limb((0, 1.9, 0), (0, 2.55, 0), 0.014, 0.010, Look(materials.METAL, hexa("77777c"))), box((0.16, 2.44, 0), (0.16, 0.085, 0.007), Look(materials.CLOTH, hexa("c8242c")))]


def tent(main: RGB, pose: Pose) -> Parts:
    """A ridge tent with an open front and a warm light within."""
    cloth, inside = Look(materials.CLOTH, main), Look(materials.GLOW, hexa("e8984a"))
    del pose
    shell = solid([box((0, 0.42, 0), (0.62, 0.42, 0.60), cloth, taper=(0.06, 1.0), rounding=0.012), cut(box((0.62, 0.30, 0), (0.40, 0.34, 0.26), inside, taper=(0.0, 1.0)), 0.012)])
    rope, peg = Look(materials.CLOTH, hexa("d8cdb4")), Look(materials.WOOD, hexa("7a5a34"))
    lines = mirrored([limb((0.58, 0.62, 0.14), (0.86, 0.01, 0.58), 0.007, 0.007, rope), limb((-0.58, 0.62, 0.14), (-0.86, 0.01, 0.58), 0.007, 0.007, rope), limb((0.86, 0.06, 0.57), (0.88, -0.03, 0.59), 0.014, 0.008, peg)])
    flaps = mirrored([limb((0.60, 0.64, 0.03), (0.66, 0.03, 0.34), 0.012, 0.05, Look(materials.CLOTH, light(main, 0.2)), 0.02)])
    stripe = paint(box((0, 0.42, 0), (0.12, 0.7, 0.8), Look(materials.CLOTH, light(main, 0.55))), soft=0.006)
    return [*shell, *flaps, *lines, stripe, limb((0.60, 0, 0), (0.58, 0.90, 0), 0.018, 0.018, peg), limb((-0.60, 0, 0), (-0.58, 0.90, 0), 0.018, 0.018, peg), ball((0.26, 0.30, 0), 0.06, Look(materials.GLOW, hexa("ffd890")))]


def lighthouse(main: RGB, pose: Pose) -> Parts:
    """A banded lighthouse on a rock with a shining lantern."""
    wall, iron, white = Look(materials.GLOSS, main), Look(materials.METAL, hexa("2e3238")), Look(materials.GLOSS, hexa("f4f0e8"))
    rock = Look(materials.STONE, hexa("7c7468"))
    del pose
    bands = [paint(box((0, 0.42 + 0.46 * i, 0), (1, 0.115, 1), wall), soft=0.003) for i in range(4)]
    lamp = [drum((0, 1.92, 0), (0, 2.12, 0), 0.13, 0.13, Look(materials.GLOW, hexa("ffe9a8"))), *(limb((0.135 * math.cos(a), 1.9, 0.135 * math.sin(a)), (0.135 * math.cos(a), 2.14, 0.135 * math.sin(a)), 0.011, 0.011, iron) for a in (i * math.pi / 4 for i in range(8)))]
    rail = [ring((0, 1.98, 0), 0.27, 0.010, iron), *(limb((0.27 * math.cos(a), 1.86, 0.27 * math.sin(a)), (0.27 * math.cos(a), 1.98, 0.27 * math.sin(a)), 0.008, 0.008, iron) for a in (i * math.pi / 6 for i in range(12)))]
    base = [ball((0.0, 0.0, 0), (0.62, 0.17, 0.55), rock, 0.06), ball((0.3, 0.03, 0.3), (0.25, 0.14, 0.22), rock, 0.06), ball((-0.34, 0.02, -0.2), (0.28, 0.16, 0.25), rock, 0.06)]
    windows = [box((0.29 - 0.09 * y / 1.6, y, 0), (0.03, 0.065, 0.04), Look(materials.GLASS, hexa("28323c"))) for y in (0.66, 1.12, 1.55)]
    return [*base, drum((0, 0.08, 0), (0, 1.80, 0), 0.31, 0.185, white), *bands, *windows, box((0.30, 0.26, 0), (0.03, 0.14, 0.075), Look(materials.GLOSS, hexa("2c4a6a"))), drum((0, 1.79, 0), (0, 1.86, 0), 0.22, 0.29, iron), *rail, drum((0, 1.85, 0), (0, 1.93, 0), 0.15, 0.15, white), *lamp, drum((0, 2.13, 0), (0, 2.34, 0), 0.175, 0.015, wall), limb((0, 2.3, 0), (0, 2.48, 0), 0.012, 0.006, iron)]


def windmill(main: RGB, pose: Pose) -> Parts:
    """A tower mill with four latticed sails."""
    wall, wood, cap = Look(materials.MATTE, main), Look(materials.WOOD, hexa("5e4026")), Look(materials.TILES, hexa("5a3a2a"))
    cloth = Look(materials.CLOTH, hexa("efe4cc"))
    hub: Vector = (0.36, 1.46, 0.0)
    sails: Parts = []
    for i in range(4):
        arm: Parts = [limb(hub, (hub[0], hub[1] + 0.98, 0), 0.026, 0.016, wood), box((hub[0] + 0.005, hub[1] + 0.60, 0.105), (0.006, 0.36, 0.085), cloth)]
        arm += [box((hub[0] + 0.012, hub[1] + 0.24 + 0.09 * j, 0.10), (0.010, 0.009, 0.105), wood) for j in range(9)] + [box((hub[0] + 0.012, hub[1] + 0.60, 0.20), (0.010, 0.37, 0.010), wood)]
        sails += turned(arm, hub, roll=i * math.pi / 2 + 0.35 + pose.chance)
    body: Parts = [drum((0, 0, 0), (0, 1.34, 0), 0.42, 0.27, wall), drum((0, 0, 0), (0, 0.10, 0), 0.46, 0.44, STONE), drum((0, 1.32, 0), (0, 1.38, 0), 0.31, 0.31, wood), ball((0, 1.38, 0), (0.30, 0.31, 0.30), cap), limb((0.0, 1.46, 0), hub, 0.06, 0.055, wood), ball((hub[0] + 0.03, hub[1], 0), 0.06, wood)]
    body += [box((0.42, 0.27, 0), (0.03, 0.20, 0.105), DOOR), box((0.415, 0.28, 0), (0.025, 0.23, 0.13), FRAME), *_window((0.335, 0.82, 0), 0.06, 0.075, lit=pose.chance > 0.4), ring((0, 0.62, 0), 0.42, 0.022, wood)]  # noqa: PLR2004
    return [*body, *sails]


def pyramid(main: RGB, pose: Pose) -> Parts:
    """A stepped stone pyramid, its top still faced."""
    stone = Look(materials.STONE, main)
    del pose
    steps = 16
    parts: Parts = [box((0, 1.2 * (i + 0.5) / steps, 0), (1.0 * (1 - i / steps), 0.6 / steps + 0.001, 1.0 * (1 - i / steps)), Look(materials.STONE, mix(main, light(main, 0.3), (i * 7 % 5) / 5)), taper=(0.02, 0.02)) for i in range(steps - 3)]
    top = 1.2 * (steps - 3) / steps
    return [*parts, box((0, top + 0.09, 0), (0.155, 0.10, 0.155), Look(materials.STONE, light(main, 0.45)), taper=(1.0, 1.0)), box((0.94, 0.13, 0), (0.12, 0.13, 0.15), stone), box((1.03, 0.11, 0), (0.04, 0.10, 0.07), Look(materials.MATTE, hexa("1a130c")))]


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
    arches = [cut(part) for x, r in ((0.0, 0.40), (-0.85, 0.29), (0.85, 0.29)) for part in (drum((x, 0.04, -0.5), (x, 0.04, 0.5), r, r, shade), box((x, -0.2, 0), (r, 0.24, 0.5), shade))]
    parts = solid([*deck, *arches])
    for i in range(count):
        a, b = -1.6 + 3.2 * i / count, -1.6 + 3.2 * (i + 1) / count
        ya, yb = (0.30 + 0.34 * (1 - (x / 1.6) ** 2) for x in (a, b))
        slope = math.atan2(yb - ya, b - a)
        parts += mirrored([box(((a + b) / 2, (ya + yb) / 2 + 0.05, 0.25), ((b - a) / 2 + 0.01, 0.065, 0.035), Look(materials.STONE, light(main, 0.15)), turned=rotation(pitch=slope))])
    parts += mirrored([drum((x, 0.0, 0.27), (x, 0.34, 0.27), 0.10, 0.08, stone) for x in (-0.48, 0.48)])
    for x in (-1.52, 0.0, 1.52):
        y = 0.30 + 0.34 * (1 - (x / 1.6) ** 2)
        parts += mirrored([limb((x, y + 0.1, 0.25), (x, y + 0.42, 0.25), 0.016, 0.012, Look(materials.METAL, hexa("2c2c30"))), ball((x, y + 0.45, 0.25), 0.045, LIT)])
    return parts


