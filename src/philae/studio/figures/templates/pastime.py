"""Guitar and football."""

import math

from philae.studio.figures import materials
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
    limb,
    mirrored,
    paint,
    ring,
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.looks import BLACK, STEEL
from philae.studio.scene import RGB


def guitar(main: RGB, pose: Pose) -> Parts:
    """An acoustic guitar standing on its stand, its strings towards the viewer."""
    top, back, neck = (
        Look(materials.WOOD, main),
        Look(materials.WOOD, dark(main, 0.6)),
        Look(materials.WOOD, hexa("3a2214")),
    )
    ivory = Look(materials.GLOSS, hexa("efe8d8"))

    def outline(x: float, grow: float, thick: float, look: Look) -> Parts:
        return [
            drum((x - thick, y, 0), (x + thick, y, 0), r + grow, r + grow, look, rounding=0.015, k=0.14)
            for y, r in ((0.40, 0.36), (0.66, 0.22), (0.92, 0.27))
        ]

    body = [
        *solid(outline(0.0, 0.0, 0.10, back)),
        *solid(
            [
                *outline(0.095, 0.004, 0.015, top),
                cut(drum((0.0, 0.72, 0), (0.3, 0.72, 0), 0.105, 0.105, Look(materials.MATTE, hexa("120a06")))),
            ]
        ),
    ]
    rosette = [
        paint(ring((0.11, 0.72, 0), 0.122, 0.018, neck, axis=(1, 0, 0)), soft=0.004),
        paint(ring((0.11, 0.72, 0), 0.145, 0.006, ivory, axis=(1, 0, 0)), soft=0.003),
    ]
    arm = [
        box((0.10, 1.40, 0), (0.035, 0.56, 0.052), neck, rounding=0.01),
        box((0.085, 2.06, 0), (0.025, 0.14, 0.085), neck, rounding=0.015, taper=(0, -0.2)),
        *(box((0.137, 0.98 + 0.075 * i, 0), (0.004, 0.005, 0.052), STEEL) for i in range(13)),
        box((0.13, 1.95, 0), (0.014, 0.010, 0.054), ivory),
        box((0.122, 0.34, 0), (0.020, 0.026, 0.14), neck, rounding=0.01),
        box((0.142, 0.35, 0), (0.006, 0.008, 0.085), ivory),
    ]
    strings = [
        limb((0.150, 0.345, z), (0.148, 1.98, z * 0.75), 0.0045, 0.0040, STEEL)
        for z in (-0.05, -0.03, -0.01, 0.01, 0.03, 0.05)
    ]
    pegs = mirrored(
        [
            part
            for i in range(3)
            for part in (
                limb((0.085, 1.98 + 0.08 * i, 0.08), (0.085, 1.98 + 0.08 * i, 0.14), 0.010, 0.010, STEEL),
                ball((0.085, 1.98 + 0.08 * i, 0.15), (0.018, 0.024, 0.022), ivory),
            )
        ]
    )
    stand = [
        *mirrored([*chain([(0.17, 0.06, 0.16), (0.05, 0.05, 0.18), (-0.20, 0.02, 0.32)], [0.018] * 3, BLACK)]),
        limb((-0.12, 0.05, 0), (-0.30, 0.0, 0), 0.018, 0.018, BLACK),
        limb((-0.14, 0.05, 0), (-0.12, 0.7, 0), 0.018, 0.018, BLACK),
        limb((-0.14, 0.06, -0.2), (-0.14, 0.06, 0.2), 0.016, 0.016, BLACK),
    ]
    lean = turned([*body, *rosette, *arm, *strings, *pegs], (0, 0.04, 0), pitch=0.10)
    del pose
    return [*lean, *stand]


def football(main: RGB, pose: Pose) -> Parts:
    """A football with dark pentagons and stitched seams."""
    gold = (1 + math.sqrt(5)) / 2
    points = [
        p for a in (1, -1) for b in (gold, -gold) for p in ((0.0, float(a), b), (float(a), b, 0.0), (b, 0.0, float(a)))
    ]
    leather, ink = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("1a1a1e"))
    size = 0.5 / math.sqrt(1 + gold * gold)
    spots = [paint(ball((x * size, 0.5 + y * size, z * size), 0.175, ink), soft=0.006) for x, y, z in points]
    seams: Parts = []
    for i, p in enumerate(points):
        for q in points[i + 1 :]:
            if sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) < 4.1:
                m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
                swell = 1.0 / math.sqrt(sum(v * v for v in m)) * 0.5
                n = [(a - b) / 2 for a, b in zip(p, q, strict=True)]
                w = (m[1] * n[2] - m[2] * n[1], m[2] * n[0] - m[0] * n[2], m[0] * n[1] - m[1] * n[0])
                r = math.sqrt(sum(v * v for v in w))
                ends = [
                    (
                        m[0] * swell + s * w[0] / r * 0.09,
                        0.5 + m[1] * swell + s * w[1] / r * 0.09,
                        m[2] * swell + s * w[2] / r * 0.09,
                    )
                    for s in (1, -1)
                ]
                seams.append(
                    paint(limb(ends[0], ends[1], 0.010, 0.010, Look(materials.GLOSS, dark(main, 0.75))), soft=0.006)
                )
    return turned([ball((0, 0.5, 0), 0.5, leather), *seams, *spots], (0, 0.5, 0), yaw=pose.chance, pitch=0.5, roll=0.3)
