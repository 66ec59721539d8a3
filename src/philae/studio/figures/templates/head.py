"""Heads of four-legged animals, built looking along +x around the middle of the skull."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look,
    Part,
    Parts,
    ball,
    chain,
    dark,
    drum,
    eye,
    hexa,
    lid,
    limb,
    mirrored,
    mix,
    paint,
)
from philae.studio.figures.templates.beast import Beast, Head
from philae.studio.scene import RGB

HORN = Look(materials.GLOSS, hexa("b79f7c"))
BONE = Look(materials.WOOD, hexa("8a6a45"))


def head(beast: Beast, main: RGB) -> Parts:
    """Skull, muzzle, nose, eyes, ears and horns, with their markings."""
    shape, fur = beast.head, Look(beast.fur, beast.face or main)
    r, (length, base, tip, drop) = shape.skull, shape.muzzle
    end = (r * 0.75 + length, -drop - 0.12 * r, 0.0)
    parts = [
        ball((0, 0, 0), (r * 1.04, r * 0.98, r * 0.95), fur, 0.08),
        limb((r * 0.42, -0.12 * r, 0), end, base, tip, fur, 0.09),
        *mirrored([ball((r * 0.22, -r * 0.42, r * 0.52), shape.cheeks, fur, 0.07)]),
        *mirrored([ball((r * 0.55, r * 0.42, r * 0.34), r * 0.3, fur, 0.07)]),
        limb(
            (r * 0.3, -r * 0.55, 0), (end[0] - 0.3 * length, end[1] - 0.75 * tip, 0), base * 0.62, tip * 0.62, fur, 0.03
        ),
    ]
    parts += _trunk(shape, fur) if shape.trunk else _nose(shape, end, tip)
    parts += mirrored(_ear(beast, fur)) + mirrored(_horn(shape))
    if beast.alicorn is not None:
        gold = Look(materials.METAL, beast.alicorn)
        parts += chain(
            [(r * 0.55, r * 0.72, 0), (r * 1.35, r * 2.2, 0), (r * 2.0, r * 3.4, 0)],
            [r * 0.24, r * 0.15, r * 0.02],
            gold,
            0.01,
        )
    return parts + _marks(beast, end, tip) + mirrored(_eye(beast))


def _nose(shape: Head, end: tuple[float, float, float], tip: float) -> Parts:
    look = Look(materials.GLOSS, shape.nose)
    x, y, _ = end
    if shape.snout:
        disc = drum(
            (x, y, 0),
            (x + tip * 0.9, y - 0.1 * tip, 0),
            tip * 1.05,
            tip * 1.1,
            Look(materials.SKIN, shape.nose),
            rounding=0.02,
        )
        hole = Look(materials.MATTE, dark(shape.nose, 0.8))
        return [disc, *mirrored([ball((x + tip * 0.9, y - 0.05 * tip, tip * 0.42), tip * 0.22, hole)])]
    n = shape.nose_size
    if n == 0.0:  # nostrils only
        hole = Look(materials.MATTE, (0.02, 0.015, 0.013))
        return mirrored(
            [
                paint(
                    ball((x + tip * 0.75, y + tip * 0.25, tip * 0.55), (tip * 0.3, tip * 0.22, tip * 0.24), hole),
                    soft=0.008,
                )
            ]
        )
    nose = ball((x + tip * 0.72, y + tip * 0.35, 0), (n * 0.85, n * 0.8, n * 1.1), look, 0.012)
    seam = Look(materials.MATTE, (0.02, 0.014, 0.012))
    mouth_y = y - tip * 0.62
    smile = chain(
        [
            (x + tip * 0.55, mouth_y, 0.0),
            (x - tip * 0.2, mouth_y - tip * 0.15, tip * 0.85),
            (x - tip * 1.8, mouth_y + tip * 0.12, tip * 1.5),
        ],
        [tip * 0.13, tip * 0.12, tip * 0.05],
        seam,
    )
    return [nose, *(paint(part, soft=0.006) for part in mirrored(smile))]


def _trunk(shape: Head, skin: Look) -> Parts:
    r = shape.skull
    points = [
        (r * 0.7, -r * 0.15, 0),
        (r * 1.5, -r * 0.8, 0),
        (r * 1.75, -r * 2.0, 0),
        (r * 1.85, -r * 3.1, 0),
        (r * 2.4, -r * 3.5, 0),
    ]
    tusk = chain(
        [(r * 0.75, -r * 0.62, r * 0.5), (r * 1.5, -r * 1.25, r * 0.66), (r * 2.1, -r * 1.2, r * 0.68)],
        [r * 0.17, r * 0.12, r * 0.03],
        Look(materials.GLOSS, hexa("efe6cf")),
        0.01,
    )
    return [*chain(points, [r * 0.52, r * 0.4, r * 0.28, r * 0.2, r * 0.15], skin, 0.06), *mirrored(tusk)]


def _ear(beast: Beast, fur: Look) -> Parts:  # noqa: PLR0911 - one case a kind
    shape = beast.head
    r, size = shape.skull, shape.ear
    inner = paint
    pink = Look(materials.SKIN, mix(fur.colour, hexa("e8b7a5"), 0.6))
    match shape.ears:
        case "pointed":
            base, top = (-r * 0.12, r * 0.62, r * 0.52), (-r * 0.32, r * 0.62 + size, r * 0.95)
            ear = limb(base, top, size * 0.40, size * 0.05, fur, 0.04, (0.55, 1.0, 1.0))
            hollow = limb(
                (base[0] + 0.06, base[1] + 0.03, base[2] + 0.03),
                (top[0] + 0.05, top[1] - 0.05, top[2] + 0.0),
                size * 0.24,
                size * 0.02,
                pink,
            )
            return [ear, inner(hollow, soft=0.02)]
        case "round":
            at = (-r * 0.22, r * 0.82, r * 0.74)
            ear = ball(at, (size * 0.26, size * 0.5, size * 0.5), fur, 0.03)
            return [ear, inner(ball((at[0] + size * 0.24, at[1] + 0.01, at[2] + 0.01), size * 0.3, pink), soft=0.02)]
        case "floppy":
            points = [
                (-r * 0.12, r * 0.66, r * 0.62),
                (-r * 0.05, r * 0.25, r * 1.12),
                (r * 0.02, r * 0.66 - size, r * 1.2),
            ]
            return [
                limb(points[0], points[1], size * 0.2, size * 0.3, fur, 0.03, (1.0, 1.0, 0.5)),
                limb(points[1], points[2], size * 0.3, size * 0.24, fur, 0.03, (1.0, 1.0, 0.45)),
            ]
        case "long":
            base, top = (-r * 0.15, r * 0.75, r * 0.36), (-r * 0.75, r * 0.75 + size, r * 0.7)
            ear = limb(base, top, size * 0.11, size * 0.10, fur, 0.03, (0.55, 1.0, 1.25))
            hollow = limb(
                (base[0] + 0.06, base[1] + 0.08, base[2] + 0.03),
                (top[0] + 0.07, top[1] - 0.03, top[2] + 0.02),
                size * 0.075,
                size * 0.06,
                pink,
            )
            return [ear, inner(hollow, soft=0.02)]
        case "leaf":
            base, top = (-r * 0.35, r * 0.55, r * 0.66), (-r * 0.55, r * 0.72, r * 0.66 + size)
            ear = limb(base, top, size * 0.16, size * 0.10, fur, 0.03, (1.3, 1.0, 0.6))
            tip = ball(top, size * 0.06, fur, 0.08)
            hollow = limb(
                (base[0] + 0.07, base[1] - 0.01, base[2] + 0.06),
                (top[0] + 0.06, top[1] - 0.02, top[2]),
                size * 0.12,
                size * 0.05,
                pink,
            )
            return [ear, tip, inner(hollow, soft=0.02)]
        case "fan":
            turned_ear = ball((-r * 0.35, r * 0.0, r * 1.5), (size * 0.16, size * 1.05, size * 0.8), fur, 0.05)
            lobe = ball((-r * 0.3, -r * 0.75, r * 1.3), (size * 0.13, size * 0.55, size * 0.5), fur, 0.08)
            return [turned_ear, lobe]
        case _:
            return []


def _eye(beast: Beast) -> Parts:
    shape = beast.head
    r, az = shape.skull, shape.eyes_at
    out = (math.cos(az), 0.30, math.sin(az))
    norm = math.sqrt(out[0] ** 2 + out[1] ** 2 + out[2] ** 2)
    at = (out[0] / norm * r * 1.0 + r * 0.06, out[1] / norm * r * 0.97 + r * 0.06, out[2] / norm * r * 0.96)
    gaze = (math.cos(az * 0.85), 0.10, math.sin(az * 0.85))
    rim = Look(materials.MATTE, (0.015, 0.011, 0.010))
    ball_of_eye = eye(at, shape.eye, gaze, shape.iris, pupil=shape.pupil)
    return [lid(at, shape.eye, gaze, rim), ball_of_eye]


def _horn(shape: Head) -> Parts:
    r = shape.skull
    match shape.horns:
        case "antlers":
            trunk = [
                (-r * 0.2, r * 0.8, r * 0.3),
                (-r * 0.9, r * 2.0, r * 1.1),
                (-r * 0.7, r * 3.3, r * 1.7),
                (r * 0.0, r * 4.4, r * 1.6),
            ]
            tines = [
                limb((-r * 0.5, r * 1.35, r * 0.62), (r * 0.65, r * 2.0, r * 0.85), 0.024, 0.008, BONE, 0.03),
                limb(trunk[1], (r * 0.25, r * 3.0, r * 1.15), 0.024, 0.008, BONE, 0.03),
                limb(trunk[2], (-r * 1.5, r * 4.3, r * 2.1), 0.022, 0.008, BONE, 0.03),
            ]
            return [*chain(trunk, [0.034, 0.030, 0.026, 0.008], BONE, 0.02), *tines]
        case "cow":
            return chain(
                [(-r * 0.2, r * 0.75, r * 0.55), (-r * 0.2, r * 1.0, r * 1.25), (r * 0.1, r * 1.65, r * 1.5)],
                [0.045, 0.036, 0.008],
                HORN,
                0.02,
            )
        case "swept":
            return chain(
                [
                    (0.0, r * 0.8, r * 0.32),
                    (-r * 0.5, r * 1.6, r * 0.5),
                    (-r * 1.5, r * 1.9, r * 0.66),
                    (-r * 2.1, r * 1.5, r * 0.7),
                ],
                [0.042, 0.036, 0.026, 0.007],
                HORN,
                0.02,
            )
        case "ossicones":
            knob = Look(materials.SHORT_FUR, hexa("3a2414"))
            return [
                limb(
                    (-r * 0.2, r * 0.7, r * 0.35),
                    (-r * 0.4, r * 1.55, r * 0.45),
                    0.028,
                    0.022,
                    Look(materials.SHORT_FUR, hexa("b98545")),
                    0.03,
                ),
                ball((-r * 0.42, r * 1.6, r * 0.46), 0.034, knob),
            ]
        case _:
            return []


def _marks(beast: Beast, end: tuple[float, float, float], tip: float) -> Parts:
    """Markings of the face, as paints."""
    shape, r, marks = beast.head, beast.head.skull, list[Part]()
    if beast.pale is not None:
        pale = Look(beast.fur, beast.pale)
        marks += [
            paint(
                limb((-r * 0.1, -r * 0.95, 0), (end[0] + tip, end[1] - 1.25 * tip, 0), r * 0.5, tip * 1.25, pale),
                soft=0.035,
            ),
            *mirrored([paint(ball((r * 0.30, -r * 0.62, r * 0.80), (r * 0.62, r * 0.42, r * 0.5), pale), soft=0.06)]),
        ]
    if beast.muzzle_colour is not None:
        marks.append(
            paint(
                ball(
                    (end[0] - 0.1 * tip, end[1], 0),
                    max(tip * 2.0, shape.muzzle[0] * 0.55),
                    Look(beast.fur, beast.muzzle_colour),
                ),
                soft=0.05,
            )
        )
        nose = (end[0] + tip * 0.72, end[1] + tip * 0.35, 0.0)
        marks.append(paint(ball(nose, shape.nose_size * 1.12 + 1e-3, Look(materials.GLOSS, shape.nose)), soft=0.004))
    if beast.ear_tips is not None:
        top = (-r * 0.34, r * 0.66 + shape.ear, r * 0.95)
        marks += mirrored([paint(ball(top, shape.ear * 0.42, Look(beast.fur, beast.ear_tips)), soft=0.05)])
    if beast.eye_patches is not None:
        at = (r * 0.80, r * 0.16, r * 0.52)
        marks += mirrored(
            [paint(ball(at, (r * 0.34, r * 0.40, r * 0.34), Look(beast.fur, beast.eye_patches)), soft=0.02)]
        )
    if beast.stripes is not None:
        stripes = Look(beast.fur, beast.stripes)
        marks.append(paint(ball((-r * 0.2, r * 0.5, 0), r * 1.1, stripes), soft=0.05, pattern=1, frequency=0.55 / r))
    return marks
