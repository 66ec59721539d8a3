"""Birds: body, head, beak, wings, tail and legs from the measures of a Bird."""

import math
from dataclasses import dataclass
from typing import Literal

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look,
    Part,
    Parts,
    ball,
    chain,
    dark,
    eye,
    hexa,
    lid,
    light,
    limb,
    mirrored,
    moved,
    paint,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

DARK = hexa("17130f")


@dataclass(frozen=True, slots=True)
class Bird:
    """Measures in units; the body leans by `lean` (radians, 0 level, 1.4 upright)."""

    body: Vector = (0.34, 0.23, 0.21)  # half length, half height, half width
    lean: float = 0.5
    neck: tuple[Vector, ...] = ()  # from the shoulders, relative; empty: none
    neck_radius: tuple[float, float] = (0.10, 0.07)
    head: float = 0.155
    beak: tuple[float, float, float] = (0.12, 0.045, 0.0)  # length, radius, hook
    flat_beak: bool = False
    beak_colour: RGB = (0.55, 0.22, 0.01)
    leg: float = 0.2
    leg_radius: float = 0.018
    leg_colour: RGB = (0.45, 0.17, 0.02)
    tail: tuple[float, float] = (0.3, -0.1)  # length, rise
    fan: bool = False
    wing: float = 0.42
    wing_colour: RGB | None = None
    head_colour: RGB | None = None
    belly: RGB | None = None
    tail_colour: RGB | None = None
    eye: float = 0.032
    iris: RGB = (0.10, 0.05, 0.02)
    crest: Literal["none", "comb", "tufts", "plume"] = "none"
    disc: RGB | None = None  # an owl's face
    collar: RGB | None = None
    wings: Literal["folded", "spread", "flippers"] = "folded"
    sits: bool = False  # rides on water without its legs


def bird(shape: Bird, main: RGB, pose: Pose) -> Parts:
    """The bird, standing or swimming, or with spread wings in the air; its head turned towards the viewer."""
    plumage = Look(materials.FEATHER, main)
    a, b, c = shape.body
    afloat = pose.afloat and shape.sits
    flying = pose.aloft or shape.wings == "spread"
    lean = 0.15 if (flying or afloat) and shape.wings != "flippers" else shape.lean
    rise = 0.0 if afloat or pose.aloft else shape.leg
    middle = (0.0, rise + b * math.cos(lean) + a * math.sin(lean) * 0.75, 0.0)
    shoulders = (a * 0.72 * math.cos(lean), middle[1] + a * 0.72 * math.sin(lean), 0.0)
    front = [
        ball((a * 0.12, 0, 0), (a * 0.88, b, c), plumage, 0.08),
        limb((0, 0.02, 0), (-a * 0.98, 0.03, 0), b * 0.82, b * 0.25, plumage, 0.10, (1, 1, 0.9)),
    ]
    torso = front + _tail(shape, main)
    if shape.belly is not None:
        torso.append(
            paint(
                ball((a * 0.30, -b * 0.62, 0), (a * 0.95, b * 0.95, c * 0.80), Look(materials.FEATHER, shape.belly)),
                soft=0.05,
            )
        )
    torso += _wings(shape, main, pose, spread=flying and shape.wings != "flippers")
    parts = turned(moved(torso, middle), middle, pitch=lean)
    top = shoulders
    if shape.neck:
        points = [shoulders, *((shoulders[0] + x, shoulders[1] + y, z) for x, y, z in shape.neck)]
        low, high = shape.neck_radius
        radii = [low + (high - low) * i / (len(points) - 1) for i in range(len(points))]
        parts += chain(points, radii, Look(materials.FEATHER, shape.head_colour or main), 0.07)
        top = points[-1]
    parts += turned(
        moved(_head(shape, main), (top[0] + 0.02, top[1] + shape.head * 0.62, 0)), top, yaw=-pose.look * 1.1
    )
    if not afloat and not (pose.aloft and shape.wings != "flippers"):
        parts += _legs(shape, middle, rise)
    if shape.collar is not None:
        parts.append(
            paint(
                ball(
                    (shoulders[0], top[1] - shape.head * 0.1, 0),
                    (0.2, 0.05, 0.2),
                    Look(materials.FEATHER, shape.collar),
                ),
                soft=0.01,
            )
        )
    return parts


def _head(shape: Bird, main: RGB) -> Parts:
    r, (length, thick, hook) = shape.head, shape.beak
    plumage = Look(materials.FEATHER, shape.head_colour or main)
    horn = Look(materials.GLOSS, shape.beak_colour)
    parts: Parts = [ball((0, 0, 0), (r * 1.02, r, r * 0.96), plumage, 0.06)]
    root, tip = (r * 0.78, -r * 0.12, 0.0), (r * 0.85 + length, -r * 0.2 - hook, 0.0)
    if shape.flat_beak:
        parts.append(limb(root, tip, thick, thick * 0.95, horn, 0.02, (0.55, 1, 1.35)))
    elif hook > 0.0:
        bend = (r * 0.85 + length * 0.75, -r * 0.05, 0.0)
        parts += chain([root, bend, tip], [thick * 1.15, thick * 0.9, thick * 0.12], horn, 0.02)
        parts.append(
            limb(
                (root[0], root[1] - thick * 0.8, 0),
                (bend[0] - 0.2 * length, root[1] - thick * 0.9, 0),
                thick * 0.7,
                thick * 0.4,
                horn,
                0.01,
            )
        )
    else:
        parts.append(limb(root, tip, thick, thick * 0.12, horn, 0.015))
        parts.append(
            limb(
                (root[0], root[1] - thick * 0.55, 0),
                (tip[0] - 0.15 * length, tip[1] - thick * 0.15, 0),
                thick * 0.72,
                thick * 0.12,
                horn,
                0.005,
            )
        )
    marks = _face(shape) + _crest(shape, main)
    side = 0.42 if shape.disc is not None else 0.95
    at = (math.cos(side) * r * 0.93, r * 0.26, math.sin(side) * r * 0.93)
    ring = Look(materials.MATTE, (0.02, 0.016, 0.012))
    gaze = (math.cos(side * 0.85), 0.05, math.sin(side * 0.85))
    eyes = [lid(at, shape.eye, gaze, ring), eye(at, shape.eye, gaze, shape.iris, pupil=0.55)]
    return parts + marks + mirrored(eyes)


def _face(shape: Bird) -> Parts:
    if shape.disc is None:
        return []
    r = shape.head
    discs = [ball((r * 0.62, r * 0.16, r * 0.42), (r * 0.50, r * 0.58, r * 0.48), Look(materials.FEATHER, shape.disc))]
    rims = [
        ball(
            (r * 0.62, r * 0.14, r * 0.42),
            (r * 0.60, r * 0.70, r * 0.58),
            Look(materials.FEATHER, dark(shape.disc, 0.75)),
        )
    ]
    return mirrored([paint(part, soft=0.012) for part in rims]) + mirrored([paint(part, soft=0.02) for part in discs])


def _crest(shape: Bird, main: RGB) -> Parts:
    r = shape.head
    match shape.crest:
        case "comb":
            red = Look(materials.SKIN, hexa("c4161c"))
            comb = [
                ball(
                    (r * (0.75 - 0.42 * i), r * (1.02 + 0.16 * math.sin(i * 1.2)), 0),
                    (r * 0.30, r * 0.42, r * 0.12),
                    red,
                    0.03,
                )
                for i in range(4)
            ]
            wattle = ball((r * 0.95, -r * 0.75, 0), (r * 0.22, r * 0.45, r * 0.2), red, 0.02)
            return [*comb, wattle, *mirrored([paint(ball((r * 0.75, r * 0.1, r * 0.6), r * 0.5, red), soft=0.02)])]
        case "tufts":
            return mirrored(
                [
                    limb(
                        (r * 0.1, r * 0.72, r * 0.5),
                        (-r * 0.05, r * 1.55, r * 0.78),
                        r * 0.26,
                        r * 0.03,
                        Look(materials.FEATHER, dark(main, 0.35)),
                        0.04,
                    )
                ]
            )
        case "plume":
            return [
                limb(
                    (r * 0.1, r * 0.8, 0),
                    (-r * 0.8, r * 1.5, 0),
                    r * 0.22,
                    r * 0.03,
                    Look(materials.FEATHER, main),
                    0.03,
                )
            ]
        case _:
            return []


def _tail(shape: Bird, main: RGB) -> Parts:
    a, (length, rise) = shape.body[0], shape.tail
    look = Look(materials.FEATHER, shape.tail_colour or shape.wing_colour or dark(main, 0.25))
    root = (-a * 0.85, 0.03, 0.0)
    if shape.fan:  # a rooster's sickles
        parts: Parts = []
        for i in range(7):
            angle = 0.35 + 0.26 * i
            out = (
                root[0] - length * math.cos(angle) * 0.55,
                root[1] + length * math.sin(angle) * 0.9,
                0.035 * (i % 3 - 1),
            )
            end = (out[0] - length * 0.42, out[1] - length * 0.08 * (6 - i) * 0.4, out[2] * 1.6)
            parts += chain([root, out, end], [0.05, 0.055, 0.012], look, 0.02)
        return parts
    feathers = []
    for z in (-1, 0, 1):
        end = (root[0] - length, root[1] + rise, z * 0.06)
        feathers.append(limb((root[0] + 0.06, root[1], z * 0.02), end, 0.055, 0.045, look, 0.03, (0.45, 1, 1)))
    return feathers


def _wings(shape: Bird, main: RGB, pose: Pose, *, spread: bool) -> Parts:
    a, b, c = shape.body
    colour = shape.wing_colour or dark(main, 0.22)
    look, tips = Look(materials.FEATHER, colour), Look(materials.FEATHER, dark(colour, 0.45))
    if shape.wings == "flippers":
        return mirrored(
            [limb((a * 0.45, 0.02, c * 0.95), (-a * 0.55, -b * 0.15, c * 1.30), 0.085, 0.035, look, 0.04, (1, 1, 0.4))]
        )
    if not spread:
        wing: list[Part] = [
            ball((0.0, b * 0.22, c * 0.78), (a * 0.72, b * 0.56, c * 0.40), look, 0.03, rotation(pitch=0.14, yaw=0.10)),
            limb(
                (-a * 0.30, b * 0.16, c * 0.80),
                (-a * 1.28, b * 0.02, c * 0.34),
                b * 0.34,
                b * 0.08,
                tips,
                0.05,
                (1, 1, 0.45),
            ),
        ]
        bars = paint(
            ball((-a * 0.35, 0.0, c * 0.9), (a * 0.95, b * 0.4, c * 0.8), Look(materials.FEATHER, light(colour, 0.25))),
            soft=0.01,
            pattern=columns.BANDS,
            frequency=9.0,
        )
        return mirrored([*wing, bars])
    return mirrored(_spread_wing(shape, look, tips, lift=0.35 + 0.4 * pose.chance))


def _spread_wing(shape: Bird, look: Look, tips: Look, lift: float) -> Parts:
    a, b, c = shape.body
    span = shape.wing * 2.0
    root = (a * 0.15, b * 0.4, c * 0.4)
    elbow = (a * 0.35, b * 0.35 + span * 0.45 * lift, c * 0.5 + span * 0.42)
    hand = (a * 0.05, elbow[1] + span * 0.28 * lift, elbow[2] + span * 0.36)
    parts = [
        limb(root, elbow, 0.07, 0.055, look, 0.05),
        limb(elbow, hand, 0.055, 0.035, look, 0.04),
    ]
    for i in range(9):  # flight feathers, from the body outwards
        s = i / 8
        start = _between(root, elbow, s * 2) if s < 0.5 else _between(elbow, hand, s * 2 - 1)
        sweep = 0.25 + 0.75 * max(s - 0.35, 0.0)
        length = span * (0.40 + 0.16 * math.sin(s * 2.6))
        end = (
            start[0] - length * (1.0 - 0.55 * max(s - 0.5, 0) * 2),
            start[1] - 0.02 + 0.12 * lift * s,
            start[2] + length * sweep * 0.9 * s,
        )
        parts.append(
            limb(
                (start[0], start[1], start[2]),
                end,
                0.105,
                0.065,
                look if i % 2 else tips if s > 0.5 else look,
                0.045,
                (0.22, 1, 1),
            )
        )
    return parts


def _between(a: Vector, b: Vector, share: float) -> Vector:
    x, y, z = (p + (q - p) * share for p, q in zip(a, b, strict=True))
    return (x, y, z)


def _legs(shape: Bird, middle: Vector, rise: float) -> Parts:
    skin = Look(materials.SCALES, shape.leg_colour)
    r, z, x = shape.leg_radius, shape.body[2] * 0.5, middle[0] + (0.02 if shape.wings != "flippers" else -0.02)
    if shape.wings == "flippers":
        return mirrored([ball((x + 0.07, 0.035, z), (0.13, 0.035, 0.085), skin, 0.02)])
    leg = chain(
        [(x - 0.02, middle[1] - shape.body[1] * 0.6, z), (x - 0.04, rise * 0.52, z), (x, r * 1.2, z)],
        [r * 2.0, r * 1.15, r],
        skin,
        0.02,
    )
    toes = [
        limb((x, r, z), (x + dx, r * 0.8, z + dz), r * 1.05, r * 0.7, skin, 0.015)
        for dx, dz in ((0.13, 0.0), (0.11, 0.065), (0.11, -0.065), (-0.07, 0.0))
    ]
    thigh = limb(
        (x, middle[1] - shape.body[1] * 0.45, z),
        (x - 0.03, max(rise * 0.8, middle[1] - shape.body[1] * 1.25), z),
        shape.body[1] * 0.36,
        r * 1.6,
        Look(materials.FEATHER, shape.belly or DARK),
        0.05,
    )
    return mirrored([*leg, *toes, *([thigh] if shape.belly is not None else [])])
