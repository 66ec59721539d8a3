"""Castle and tower; the gate looks along +x."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    box,
    cut,
    drum,
    hexa,
    light,
    limb,
    mix,
    ring,
    solid,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import DOOR, LIT
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB


def _battlements(at: Vector, radius: float, look: Look, count: int = 10) -> Parts:
    x, y, z = at
    return [
        box(
            (x + radius * math.cos(a), y, z + radius * math.sin(a)),
            (radius * 0.16, radius * 0.22, radius * 0.19),
            look,
            turned=rotation(yaw=-a),
        )
        for a in (i * 2 * math.pi / count for i in range(count))
    ]


def _turret(at: Vector, radius: float, height: float, wall: Look, roof: Look | None) -> Parts:
    x, _, z = at
    parts: Parts = [
        drum((x, 0, z), (x, height, z), radius * 1.08, radius, wall),
        drum((x, height - 0.02, z), (x, height + radius * 0.45, z), radius * 1.08, radius * 1.22, wall),
    ]
    top = height + radius * 0.45
    parts += _battlements((x, top + radius * 0.15, z), radius * 1.12, wall)
    if roof is not None:
        parts += [
            drum((x, top, z), (x, top + radius * 3.0, z), radius * 1.08, 0.004, roof),
            limb(
                (x, top + radius * 2.9, z),
                (x, top + radius * 4.1, z),
                0.01,
                0.008,
                Look(materials.METAL, hexa("8a8a90")),
            ),
            box(
                (x + 0.09, top + radius * 3.85, z),
                (0.09, 0.045, 0.006),
                Look(materials.CLOTH, hexa("c8242c")),
                taper=(0.0, 0.0),
            ),
        ]
    for i, y in enumerate((0.45, 0.75)):
        for a in (0.0, 1.57, -1.57, 0.8, -0.8):
            if (i + int(a * 10)) % 2 == 0:
                parts.append(
                    box(
                        (x + radius * math.cos(a), height * y, z + radius * math.sin(a)),
                        (0.03, radius * 0.30, radius * 0.12),
                        LIT if i else Look(materials.MATTE, hexa("1c1814")),
                        turned=rotation(yaw=-a),
                    )
                )
    return parts


def castle(main: RGB, pose: Pose) -> Parts:
    """A castle: four corner towers, a keep, walls with battlements and an arched gate."""
    wall, roof = (
        Look(materials.STONE, main),
        Look(materials.TILES, mix(hexa("3c5a86"), hexa("8a3a34"), round(pose.chance))),
    )
    parts: Parts = []
    for z in (0.72, -0.72):
        parts += _turret((0.62, 0, z), 0.19, 1.0, wall, roof) + _turret((-0.62, 0, z), 0.20, 1.25, wall, roof)
        parts += [
            box((0, 0.36, z), (0.6, 0.36, 0.075), wall),
            *(box((-0.42 + 0.17 * i, 0.77, z * 1.05), (0.05, 0.06, 0.045), wall) for i in range(6)),
        ]
    parts += [box((-0.62, 0.40, 0), (0.075, 0.40, 0.7), wall)]
    gate = Look(materials.MATTE, hexa("17110c"))
    front = [
        box((0.64, 0.40, 0), (0.09, 0.40, 0.62), wall),
        box((0.66, 0.50, 0), (0.15, 0.50, 0.27), wall),
        cut(box((0.7, 0.16, 0), (0.3, 0.24, 0.14), gate)),
        cut(drum((0.4, 0.40, 0), (1.0, 0.40, 0), 0.14, 0.14, gate)),
    ]
    parts += solid(front)
    parts += [box((0.68, 0.86, z), (0.05, 0.06, 0.045), wall) for z in (-0.52, -0.36, 0.36, 0.52)] + [
        box((0.74, 1.06, z), (0.06, 0.065, 0.05), wall) for z in (-0.2, 0.0, 0.2)
    ]
    parts += [
        box((0.82, 0.88, 0), (0.01, 0.1, 0.16), Look(materials.CLOTH, hexa("c8242c"))),
        box((0.60, 0.27, 0), (0.02, 0.27, 0.15), DOOR),
        box((0.92, 0.012, 0), (0.24, 0.02, 0.16), DOOR),
    ]
    keep = _turret((-0.12, 0, 0), 0.36, 1.45, wall, roof)
    return parts + keep + [box((0.1, 0.03, 0), (0.9, 0.05, 0.95), wall, rounding=0.02)]


def tower(main: RGB, pose: Pose) -> Parts:
    """A tall round stone tower with battlements."""
    wall = Look(materials.STONE, main)
    del pose
    parts = _turret((0, 0, 0), 0.36, 1.75, wall, None)
    return [
        *parts,
        drum((0, 0, 0), (0, 0.14, 0), 0.47, 0.40, wall),
        box((0.38, 0.24, 0), (0.03, 0.2, 0.11), DOOR),
        drum((0.36, 0.44, 0), (0.41, 0.44, 0), 0.11, 0.11, DOOR),
        ring((0.39, 0.44, 0), 0.12, 0.022, Look(materials.STONE, light(main, 0.3)), axis=(1, 0, 0)),
        ring((0, 1.06, 0), 0.375, 0.03, wall),
        limb((0, 1.9, 0), (0, 2.55, 0), 0.014, 0.010, Look(materials.METAL, hexa("77777c"))),
        box((0.16, 2.44, 0), (0.16, 0.085, 0.007), Look(materials.CLOTH, hexa("c8242c"))),
    ]
