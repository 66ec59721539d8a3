"""People: a friendly figure with clothes, hair and a readable face; astronaut and wizard are its costumes."""

import math
from dataclasses import dataclass
from typing import Literal

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    box,
    chain,
    dark,
    drum,
    eye,
    hexa,
    light,
    limb,
    mirrored,
    mix,
    moved,
    paint,
    ring,
    scaled,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector
from philae.studio.scene import RGB

SKINS = ("f2c9a4", "d9a06c", "a8703f", "7a4a2a", "f6d7bd")
HAIRS = ("2a1a10", "5a3418", "c8963c", "14100e", "8a4a1c")


@dataclass(frozen=True, slots=True)
class Person:
    """`dress` gives a skirt, `costume` changes the whole outfit, `young` enlarges the head."""

    hair: Literal["short", "long", "bob", "bald"] = "short"
    dress: bool = False
    costume: Literal["none", "astronaut", "wizard"] = "none"
    young: float = 0.0
    trousers: RGB = (0.03, 0.045, 0.10)
    beard: bool = False


def person(shape: Person, main: RGB, pose: Pose) -> Parts:
    """Standing, one hand a little raised, looking at the viewer; the main colour is the coat, shirt or dress."""
    dice = pose.dice()
    skin = Look(materials.SKIN, hexa(SKINS[dice.integers(len(SKINS))]))
    hair = Look(materials.FUR, hexa(HAIRS[dice.integers(len(HAIRS))]))
    cloth = Look(materials.CLOTH, main)
    if shape.costume == "astronaut":
        return _astronaut(main, skin, hair, pose)
    if shape.costume == "wizard":
        return _wizard(main, skin, pose)
    big = 1.0 + 0.35 * shape.young
    head = moved(scaled([*_head(skin, hair), *_hair(shape, hair)], big), (0.015, 1.62, 0))
    parts = _legs(shape, skin, pose) + _body(shape, cloth, skin) + _arms(cloth, skin, pose)
    return parts + turned(head, (0, 1.5, 0), yaw=-pose.look * 0.4)


def _legs(shape: Person, skin: Look, pose: Pose) -> Parts:
    look = skin if shape.dress else Look(materials.CLOTH, shape.trousers)
    shoe = Look(materials.GLOSS, hexa("3a2418"))
    parts: Parts = []
    for side in (1, -1):
        z, step = 0.095 * side, 0.07 * side * pose.stride
        parts += chain(
            [(0, 0.82, z * 0.9), (0.02 + step * 0.4, 0.45, z), (step, 0.10, z)], [0.115, 0.085, 0.062], look, 0.03
        )
        parts += [limb((step, 0.055, z), (step + 0.14, 0.045, z * 1.15), 0.06, 0.05, shoe, 0.02)]
    return parts


def _body(shape: Person, cloth: Look, skin: Look) -> Parts:
    parts = [
        limb((0, 0.86, 0), (0, 1.24, 0), 0.135, 0.155, cloth, 0.06, (0.82, 1, 1.12)),
        limb((0, 1.30, 0.14), (0, 1.30, -0.14), 0.085, 0.085, cloth, 0.06),
        limb((0, 1.33, 0), (0.01, 1.46, 0), 0.062, 0.056, skin, 0.03),
    ]
    if shape.dress:
        parts += [drum((0, 0.46, 0), (0, 0.98, 0), 0.34, 0.12, cloth, rounding=0.03, k=0.06)]
        parts.append(paint(ring((0, 0.94, 0), 0.15, 0.03, Look(materials.CLOTH, dark(cloth.colour, 0.5))), soft=0.008))
    else:
        parts.append(
            limb((0, 0.84, 0), (0, 0.80, 0), 0.145, 0.13, Look(materials.CLOTH, shape.trousers), 0.02, (0.85, 1, 1.05))
        )
        parts.append(paint(box((0.1, 0.90, 0), (0.3, 0.022, 0.3), Look(materials.GLOSS, hexa("4a2c18"))), soft=0.005))
        parts.append(
            paint(box((0.1, 1.12, 0), (0.3, 0.2, 0.009), Look(materials.CLOTH, light(cloth.colour, 0.4))), soft=0.005)
        )
    return parts


def _arms(cloth: Look, skin: Look, pose: Pose) -> Parts:
    parts: Parts = []
    for side in (1, -1):
        wave = side == pose.side and pose.chance > 0.5
        shoulder = (0.0, 1.30, 0.19 * side)
        elbow = (0.05, 1.12, 0.38 * side) if wave else (0.0, 1.05, 0.255 * side)
        hand = (0.12, 1.40, 0.46 * side) if wave else (0.10 - 0.06 * side * pose.stride, 0.82, 0.24 * side)
        parts += chain([shoulder, elbow, hand], [0.075, 0.06, 0.046], cloth, 0.03)
        away = tuple(h + 0.18 * (h - e) for h, e in zip(hand, elbow, strict=True))
        palm = (away[0], away[1], away[2])
        parts += [
            limb(hand, palm, 0.040, 0.052, skin, 0.01),
            limb(palm, (palm[0] + 0.06, palm[1] + 0.015, palm[2] - 0.01 * side), 0.02, 0.017, skin, 0.02),
        ]
    return parts


def _head(skin: Look, hair: Look) -> Parts:
    """Head around the origin, looking along +x."""
    lips = Look(materials.SKIN, mix(skin.colour, hexa("a82838"), 0.8))
    blush = Look(materials.SKIN, mix(skin.colour, hexa("d8605a"), 0.35))
    white = hexa("4a2c14")
    parts: Parts = [
        ball((0, 0.02, 0), (0.155, 0.18, 0.145), skin, 0.05),
        ball((0.035, -0.075, 0), (0.115, 0.105, 0.105), skin, 0.06),
        limb((0.140, 0.01, 0), (0.172, -0.03, 0), 0.018, 0.026, skin, 0.03),
        *mirrored([ball((0.0, 0.0, 0.148), (0.032, 0.045, 0.02), skin, 0.02)]),
        *mirrored([ball((0.10, -0.05, 0.07), 0.045, skin, 0.05)]),
    ]
    smile = chain(
        [(0.152, -0.104, 0.0), (0.148, -0.100, 0.024), (0.139, -0.086, 0.047), (0.124, -0.062, 0.066)],
        [0.012, 0.012, 0.010, 0.004],
        lips,
    )
    brow = limb((0.142, 0.098, 0.030), (0.118, 0.094, 0.088), 0.011, 0.007, hair)
    face = [
        paint(ball((0.12, -0.045, 0.085), 0.035, blush), soft=0.03),
        *(paint(part, soft=0.004) for part in smile),
        paint(brow, soft=0.006),
    ]
    at = (0.124, 0.028, 0.058)
    face += [
        paint(ball(at, (0.04, 0.030, 0.038), Look(materials.SKIN, dark(skin.colour, 0.55))), soft=0.006),
        eye(at, 0.0265, (1.0, 0.02, 0.18), white, white=0.75, pupil=0.55),
    ]
    return parts + mirrored(face)


def _hair(shape: Person, hair: Look) -> Parts:
    if shape.hair == "bald":
        return []
    parts = [
        ball((-0.028, 0.085, 0), (0.165, 0.150, 0.162), hair, 0.03),
        ball((-0.06, 0.0, 0), (0.125, 0.15, 0.155), hair, 0.03),
    ]
    fringe = limb((0.085, 0.175, 0.07), (0.125, 0.145, -0.07), 0.045, 0.035, hair, 0.05)
    if shape.hair == "short":
        return [*parts, fringe]
    low = -0.42 if shape.hair == "long" else -0.17
    locks = mirrored(
        [*chain([(-0.02, 0.08, 0.13), (-0.03, -0.08, 0.162), (-0.05, low, 0.145)], [0.06, 0.06, 0.045], hair, 0.05)]
    )
    back = limb((-0.09, 0.05, 0), (-0.12, low - 0.02, 0), 0.12, 0.09, hair, 0.06, (0.8, 1, 1.25))
    return [*parts, fringe, back, *locks]


def _astronaut(main: RGB, skin: Look, hair: Look, pose: Pose) -> Parts:
    suit, grey, visor = (
        Look(materials.CLOTH, main),
        Look(materials.CLOTH, mix(main, (0.25, 0.26, 0.28), 0.7)),
        Look(materials.GLASS, hexa("c88a2c")),
    )
    float_up = 0.14 if pose.aloft else 0.0
    parts: Parts = []
    for side in (1, -1):
        z, step = 0.125 * side, 0.08 * side * pose.stride + (0.08 * side if pose.aloft else 0.0)
        parts += chain(
            [(0, 0.80, z), (0.05 + step, 0.46, z * 1.2), (step - float_up, 0.14, z * 1.3)],
            [0.15, 0.125, 0.105],
            suit,
            0.03,
        )
        parts += [
            limb((step - float_up, 0.08, z * 1.3), (step + 0.13 - float_up, 0.07, z * 1.35), 0.095, 0.085, grey, 0.02),
            ring((step * 0.6 - float_up * 0.5 + 0.015, 0.30, z * 1.25), 0.105, 0.022, grey, k=0.01),
        ]
        raised = side == pose.side
        elbow = (0.08, 1.12 + (0.12 if raised else -0.06), 0.46 * side)
        hand = (0.16, 1.46 if raised else 0.92, (0.60 if raised else 0.46) * side)
        parts += chain([(0, 1.26, 0.22 * side), elbow, hand], [0.125, 0.105, 0.085], suit, 0.03)
        away = tuple(h + 0.20 * (h - e) for h, e in zip(hand, elbow, strict=True))
        parts += [limb(hand, (away[0], away[1], away[2]), 0.08, 0.075, grey, 0.01)]
    parts += [
        limb((0, 0.86, 0), (0, 1.20, 0), 0.19, 0.20, suit, 0.06, (0.9, 1, 1.15)),
        box(
            (-0.24, 1.10, 0),
            (0.11, 0.28, 0.22),
            Look(materials.GLOSS, mix(main, (0.5, 0.5, 0.52), 0.6)),
            rounding=0.05,
            k=0.02,
        ),
        box((0.185, 1.10, 0), (0.045, 0.085, 0.12), Look(materials.GLOSS, hexa("5a6068")), rounding=0.02, k=0.01),
        ring((0.0, 1.40, 0), 0.16, 0.035, grey, k=0.02),
        *(
            ball((0.232, 1.13, z), 0.018, Look(materials.GLOW, hexa(c)))
            for z, c in ((-0.06, "ff3a20"), (0.0, "40e060"), (0.06, "40a0ff"))
        ),
    ]
    stripe = [
        paint(
            ring((0, 1.16, 0.34 * side), 0.14, 0.035, Look(materials.CLOTH, hexa("c8321e")), axis=(0.1, -0.5, side)),
            soft=0.006,
        )
        for side in (1, -1)
    ]
    helmet = [
        ball((0.0, 1.60, 0), (0.255, 0.265, 0.255), Look(materials.GLOSS, mix(main, (1, 1, 1), 0.5)), 0.02),
        paint(ball((0.20, 1.60, 0), (0.175, 0.175, 0.205), visor), soft=0.006),
        paint(ball((0.20, 1.60, 0), (0.20, 0.20, 0.235), Look(materials.GLOSS, hexa("4a4e55"))), soft=0.006),
    ]
    helmet = [
        helmet[0],
        helmet[2],
        helmet[1],
        *mirrored([drum((0, 1.60, 0.235), (0, 1.60, 0.285), 0.075, 0.065, grey, rounding=0.01)]),
    ]
    del skin, hair
    return [*parts, *stripe, *turned(helmet, (0, 1.5, 0), yaw=-pose.look * 0.35)]


def _wizard(main: RGB, skin: Look, pose: Pose) -> Parts:
    robe, trim, grey = (
        Look(materials.CLOTH, main),
        Look(materials.METAL, hexa("e0b040")),
        Look(materials.FUR, hexa("e4e2de")),
    )
    wood = Look(materials.WOOD, hexa("6a4526"))
    side = pose.side
    robe_parts = [
        drum((0, 0.0, 0), (0, 1.22, 0), 0.42, 0.15, robe, rounding=0.03, k=0.08),
        limb((0, 1.26, 0.13), (0, 1.26, -0.13), 0.10, 0.10, robe, 0.08),
        *mirrored(
            [
                limb((0.02, 1.26, 0.16), (0.20, 1.02, 0.32), 0.10, 0.11, robe, 0.06),
                limb((0.20, 1.02, 0.32), (0.26, 0.98, 0.33), 0.12, 0.14, robe, 0.03),
            ]
        ),
        paint(ring((0, 0.055, 0), 0.41, 0.05, trim), soft=0.006),
        paint(ring((0, 0.90, 0), 0.22, 0.035, Look(materials.GLOSS, hexa("4a2c18"))), soft=0.006),
    ]
    hands = mirrored([ball((0.30, 1.02, 0.34), 0.055, skin, 0.01)])
    staff_at = (0.36, 0.0, 0.35 * side)
    orb: Vector = (0.36, 1.86, 0.35 * side)
    staff = [
        *chain([staff_at, (0.34, 0.9, 0.34 * side), (0.35, 1.70, 0.35 * side)], [0.026, 0.028, 0.036], wood, 0.02),
        ball(orb, 0.085, Look(materials.GLOW, hexa("60d0ff"))),
    ]
    staff += [
        limb(
            (0.35, 1.70, 0.35 * side),
            (0.36 + 0.09 * math.cos(a), 1.88, (0.35 * side) + 0.09 * math.sin(a)),
            0.024,
            0.010,
            wood,
            0.02,
        )
        for a in (0.3, 2.4, 4.5)
    ]
    head = _head(skin, grey)
    beard = chain([(0.105, -0.11, 0), (0.15, -0.26, 0), (0.17, -0.52, 0)], [0.095, 0.10, 0.02], grey, 0.05)
    beard += mirrored(
        [
            limb((0.145, -0.065, 0.02), (0.12, -0.12, 0.12), 0.028, 0.012, grey, 0.02),
            limb((-0.02, 0.02, 0.14), (0.05, -0.18, 0.11), 0.05, 0.06, grey, 0.05),
        ]
    )
    hat_at = (-0.01, 0.125, 0.0)
    hat = [
        drum((hat_at[0], hat_at[1], 0), (hat_at[0], hat_at[1] + 0.028, 0), 0.36, 0.345, robe, rounding=0.012, k=0.03),
        limb((hat_at[0], hat_at[1] + 0.04, 0), (-0.03, 0.46, 0), 0.175, 0.085, robe, 0.04),
        limb((-0.03, 0.46, 0), (-0.16, 0.72, 0.03 * side), 0.085, 0.018, robe, 0.04),
        paint(ring((hat_at[0], hat_at[1] + 0.055, 0), 0.175, 0.04, trim), soft=0.006),
        *(
            paint(
                ball((0.12 - 0.06 * i, 0.26 + 0.10 * i, (0.09 - 0.07 * i) * (1 if i % 2 else -1)), 0.028, trim),
                soft=0.005,
            )
            for i in range(4)
        ),
    ]
    return [
        *robe_parts,
        *hands,
        *staff,
        *turned(moved([*head, *beard, *hat], (0.04, 1.52, 0)), (0, 1.42, 0), yaw=-pose.look * 0.4),
    ]
