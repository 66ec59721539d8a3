"""Robot, snowman and ghost."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    chain,
    drum,
    eye,
    hexa,
    limb,
    mirrored,
    mix,
    paint,
    ring,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.scene import RGB


def robot(main: RGB, pose: Pose) -> Parts:
    """A friendly robot with glowing eyes."""
    shell, joint, steel = (
        Look(materials.GLOSS, main),
        Look(materials.METAL, hexa("55595f")),
        Look(materials.METAL, hexa("b8bec6")),
    )
    glow = Look(materials.GLOW, hexa("54e6ff"))
    parts: Parts = [
        box((0, 0.92, 0), (0.22, 0.28, 0.28), shell, rounding=0.07, taper=(-0.1, -0.12)),
        limb((0, 0.62, 0.12), (0, 0.62, -0.12), 0.11, 0.11, joint, 0.03),
        box((0.225, 0.98, 0), (0.02, 0.11, 0.17), Look(materials.GLOSS, hexa("1c2128")), rounding=0.015),
        drum((0, 1.18, 0), (0, 1.30, 0), 0.085, 0.085, joint),
        *(
            ball((0.248, 0.80, z), 0.026, Look(materials.GLOW, hexa(c)))
            for z, c in ((-0.11, "ff5030"), (0.0, "ffd040"), (0.11, "50e070"))
        ),
        *(
            box((0.244, 0.93 + 0.03 * h, -0.12 + 0.06 * i), (0.006, 0.02 + 0.025 * h, 0.016), glow)
            for i, h in enumerate((1, 2, 0, 1, 2))
        ),
    ]
    for side in (1, -1):
        z, step = 0.14 * side, 0.06 * side * pose.stride
        parts += [
            *chain([(0, 0.58, z), (0.04 + step * 0.5, 0.34, z), (step, 0.12, z)], [0.062, 0.058, 0.058], joint),
            limb((0.02 + step * 0.7, 0.30, z), (step, 0.14, z), 0.09, 0.10, shell),
            box((step + 0.05, 0.055, z), (0.15, 0.055, 0.105), shell, rounding=0.04, taper=(0.3, 0.3)),
        ]
        raised = side == pose.side
        elbow, hand = (
            ((0.08, 1.02, 0.50 * side), (0.22, 1.28, 0.56 * side))
            if raised
            else ((0.02, 0.86, 0.46 * side), (0.14, 0.64, 0.46 * side))
        )
        parts += [
            ball((0, 1.10, 0.32 * side), 0.105, shell),
            *chain([(0, 1.10, 0.32 * side), elbow, hand], [0.052, 0.05, 0.05], joint),
            limb(
                elbow,
                (elbow[0] + 0.6 * (hand[0] - elbow[0]), elbow[1] + 0.6 * (hand[1] - elbow[1]), hand[2]),
                0.07,
                0.085,
                shell,
            ),
        ]
        up = 1.0 if raised else -1.0
        parts += [
            limb(
                (hand[0] + 0.02, hand[1], hand[2] + dz),
                (hand[0] + 0.06, hand[1] + 0.12 * up, hand[2] + dz * 1.4),
                0.03,
                0.022,
                steel,
                0.01,
            )
            for dz in (-0.045, 0.045)
        ]
    head = [
        box((0.0, 1.48, 0), (0.20, 0.17, 0.25), shell, rounding=0.08),
        box((0.175, 1.49, 0), (0.04, 0.105, 0.195), Look(materials.GLOSS, hexa("11151c")), rounding=0.035),
        *mirrored(
            [
                ball((0.205, 1.515, 0.085), (0.022, 0.046, 0.040), glow),
                drum((0, 1.48, 0.24), (0, 1.48, 0.30), 0.085, 0.065, steel, rounding=0.01),
            ]
        ),
        *mirrored(
            chain([(0.216, 1.432, 0.0), (0.216, 1.436, 0.035), (0.214, 1.450, 0.062)], [0.009, 0.009, 0.007], glow)
        ),
        limb((0, 1.63, 0), (0, 1.80, 0), 0.016, 0.012, steel),
        ball((0, 1.83, 0), 0.042, Look(materials.GLOW, hexa("ff5a3c"))),
    ]
    return parts + turned(head, (0, 1.3, 0), yaw=-pose.look * 0.4)


def snowman(main: RGB, pose: Pose) -> Parts:
    """Three balls of snow with coal, a carrot, a scarf and a hat; the main colour is the snow's unless it is said."""
    snow, coal, felt = (
        Look(materials.SNOW, main),
        Look(materials.GLOSS, hexa("15130f")),
        Look(materials.CLOTH, hexa("1e1b20")),
    )
    twig, scarf = Look(materials.BARK, hexa("4a301c")), Look(materials.WOOL, hexa("b81e22"))
    parts: Parts = [
        ball((0, 0.36, 0), (0.42, 0.38, 0.42), snow, 0.05),
        ball((0, 0.88, 0), (0.30, 0.29, 0.30), snow, 0.05),
        *(ball((0.295 - 0.02 * abs(i), 0.88 + 0.12 * i, 0), 0.032, coal) for i in (-1, 0, 1)),
    ]
    arms = [
        *chain([(0.02, 0.95, 0.26), (0.06, 1.06, 0.50), (0.08, 1.26, 0.70)], [0.024, 0.020, 0.013], twig, 0.02),
        limb((0.07, 1.18, 0.62), (0.14, 1.30, 0.60), 0.014, 0.008, twig, 0.01),
        limb((0.08, 1.22, 0.66), (0.06, 1.26, 0.80), 0.012, 0.007, twig, 0.01),
    ]
    head = [
        ball((0, 1.31, 0), (0.225, 0.22, 0.225), snow, 0.03),
        limb((0.20, 1.30, 0), (0.44, 1.27, 0), 0.045, 0.008, Look(materials.MATTE, hexa("ea6a16")), 0.01),
        *mirrored([eye((0.195, 1.375, 0.085), 0.034, (0.9, 0.1, 0.3), hexa("0c0a0a"), pupil=0.8)]),
        *(
            ball((0.205 - 0.10 * abs(a) ** 2, 1.215 + 0.05 * abs(a) ** 2, 0.155 * a), 0.018, coal)
            for a in (-0.8, -0.4, 0.0, 0.4, 0.8)
        ),
        drum((0, 1.47, 0), (0, 1.50, 0), 0.26, 0.26, felt, rounding=0.012),
        drum((0, 1.49, 0), (0, 1.74, 0), 0.165, 0.175, felt, rounding=0.012),
        paint(ring((0, 1.53, 0), 0.17, 0.035, Look(materials.CLOTH, hexa("b81e22"))), soft=0.004),
    ]
    side = pose.side
    wool = [
        ring((0, 1.115, 0), 0.195, 0.062, scarf, k=0.03),
        limb((0.20, 1.10, 0.10 * side), (0.31, 0.76, 0.17 * side), 0.055, 0.06, scarf, 0.03, (0.5, 1, 1)),
    ]
    return [*parts, *mirrored(arms), *turned(head, (0, 1.1, 0), yaw=-pose.look * 0.3), *wool]


def ghost(main: RGB, pose: Pose) -> Parts:
    """A floating sheet ghost with a wavy hem, round eyes and an open mouth."""
    sheet, hole = Look(materials.PETAL, main), Look(materials.MATTE, hexa("1a1720"))
    parts: Parts = [limb((0, 0.62, 0), (0, 1.14, 0), 0.34, 0.30, sheet, 0.10)]
    for i in range(9):
        angle = i * 2 * math.pi / 9 + pose.chance
        out = 0.30 + 0.03 * (i % 2)
        parts.append(
            limb(
                (out * 0.8 * math.cos(angle), 0.52, out * 0.8 * math.sin(angle)),
                (out * math.cos(angle) - 0.12, 0.20 + 0.07 * (i % 3), out * math.sin(angle)),
                0.15,
                0.055,
                sheet,
                0.08,
            )
        )
    parts += mirrored([limb((0.10, 0.98, 0.26), (0.30, 1.04, 0.46), 0.10, 0.07, sheet, 0.08)])
    pink = Look(materials.PETAL, mix(main, hexa("f090a0"), 0.5))
    face = [
        eye((0.255, 1.20, 0.105), 0.068, (1.0, 0.05, 0.25), hexa("14121c"), pupil=0.85),
        paint(ball((0.27, 1.08, 0.17), 0.045, pink), soft=0.03),
    ]
    mouth = paint(ball((0.32, 1.03, 0), (0.10, 0.062, 0.046), hole), soft=0.008)
    return turned([*parts, *mirrored(face), mouth], (0, 0.8, 0), yaw=-pose.look * 0.3)
