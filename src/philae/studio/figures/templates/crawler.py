"""Reptiles and their kin: turtle, frog, snake, crocodile, snail, long-necked dinosaur and dragon."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look, Parts, ball, chain, dark, eye, hexa, lid, light, limb, mirrored, mix, moved, paint, solid, turned,
)  # fmt: skip
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

GOLD = hexa("d9a520")
LID = Look(materials.MATTE, (0.016, 0.014, 0.010))


def _eyes(at: Vector, radius: float, iris: RGB, *, pupil: float = 0.5) -> Parts:
    gaze = (0.6, 0.15, 0.9)
    return mirrored([lid(at, radius, gaze, LID), eye(at, radius, gaze, iris, pupil=pupil)])


def turtle(main: RGB, pose: Pose) -> Parts:
    """A tortoise with a domed, plated shell."""
    skin, shell = Look(materials.SCALES, mix(main, hexa("9aa04a"), 0.5)), Look(materials.GLOSS, dark(main, 0.35))
    plates = paint(ball((0, 0.2, 0), (0.7, 0.6, 0.6), Look(materials.GLOSS, light(main, 0.15))), soft=0.01, pattern=columns.NET, frequency=3.6)
    parts: Parts = [
        ball((0, 0.24, 0), (0.50, 0.36, 0.42), shell, 0.03), ball((0, 0.17, 0), (0.55, 0.075, 0.47), Look(materials.GLOSS, light(main, 0.35)), 0.03),
        ball((0, 0.14, 0), (0.44, 0.08, 0.38), Look(materials.SCALES, hexa("c8b878")), 0.02),
    ]  # fmt: skip
    legs = []
    for x, out in ((0.34, 0.16), (-0.34, -0.14)):
        if pose.aloft or pose.afloat:
            legs.append(limb((x, 0.14, 0.3), (x + out * 0.6 - 0.1, 0.06, 0.62), 0.10, 0.035, skin, 0.04, (1, 1, 0.7)))
        else:
            legs += [limb((x, 0.17, 0.26), (x + out, 0.06, 0.38), 0.11, 0.085, skin, 0.04), ball((x + out + 0.03, 0.04, 0.40), (0.10, 0.04, 0.08), skin, 0.03)]
    head = [
        limb((0.44, 0.20, 0), (0.66, 0.33, 0), 0.10, 0.085, skin, 0.04), ball((0.73, 0.36, 0), (0.145, 0.115, 0.115), skin, 0.05),
        *mirrored([paint(part, soft=0.006) for part in chain([(0.87, 0.325, 0.0), (0.80, 0.315, 0.085), (0.70, 0.335, 0.12)], [0.009, 0.009, 0.005], LID)]),
        *_eyes((0.79, 0.40, 0.082), 0.030, hexa("3a2a10")),
    ]  # fmt: skip
    rim = paint(ball((0, 0.165, 0), (0.6, 0.05, 0.55), Look(materials.GLOSS, dark(main, 0.1))), soft=0.01)
    return [*parts, plates, rim, *mirrored(legs), *turned(head, (0.5, 0.25, 0), yaw=-pose.look * 0.9), limb((-0.5, 0.15, 0), (-0.68, 0.08, 0), 0.06, 0.015, skin, 0.03)]


def frog(main: RGB, pose: Pose) -> Parts:
    """A frog sitting up, its eyes above its head."""
    skin, pale = Look(materials.GLOSS, main), Look(materials.GLOSS, light(mix(main, hexa("f0ecc0"), 0.7), 0.2))
    body = [
        limb((-0.22, 0.22, 0), (0.16, 0.36, 0), 0.20, 0.21, skin, 0.10, (1, 1, 1.1)),
        ball((0.24, 0.46, 0), (0.25, 0.16, 0.25), skin, 0.08), *mirrored([ball((0.22, 0.60, 0.145), 0.092, skin, 0.04)]),
    ]  # fmt: skip
    hind = [*chain([(-0.26, 0.20, 0.16), (0.02, 0.28, 0.38), (-0.22, 0.05, 0.40)], [0.15, 0.11, 0.055], skin, 0.05), limb((-0.22, 0.04, 0.40), (0.10, 0.03, 0.46), 0.05, 0.04, skin, 0.03)]
    fore = [*chain([(0.20, 0.30, 0.18), (0.26, 0.16, 0.28), (0.30, 0.04, 0.24)], [0.075, 0.055, 0.042], skin, 0.04)]
    toes = [limb((0.30, 0.035, 0.24), (0.40, 0.025, 0.24 + z), 0.03, 0.026, skin, 0.02) for z in (-0.07, 0.0, 0.08)]
    toes += [limb((0.08, 0.03, 0.46), (0.20, 0.025, 0.46 + z), 0.03, 0.026, skin, 0.02) for z in (-0.06, 0.02, 0.09)]
    mouth = chain([(0.50, 0.455, 0.0), (0.40, 0.44, 0.16), (0.22, 0.47, 0.25)], [0.011, 0.011, 0.008], Look(materials.MATTE, dark(main, 0.85)))
    belly = paint(ball((0.30, 0.22, 0), (0.30, 0.24, 0.24), pale), soft=0.05)
    spots = paint(ball((-0.1, 0.5, 0), (0.6, 0.3, 0.5), Look(materials.GLOSS, dark(main, 0.5))), soft=0.03, pattern=columns.SPOTS, frequency=6.0)
    nostrils = mirrored([paint(ball((0.475, 0.50, 0.05), 0.014, LID), soft=0.005)])
    look = mirrored([eye((0.265, 0.625, 0.165), 0.080, (0.75, 0.05, 0.7), GOLD, pupil=0.55)])
    del pose
    return [*body, *mirrored([*hind, *fore, *toes]), spots, belly, *mirrored([paint(part, soft=0.006) for part in mouth]), *nostrils, *look]


def snake(main: RGB, pose: Pose) -> Parts:
    """A snake in coils, its head raised with the tongue out."""
    skin, pale = Look(materials.SCALES, main), Look(materials.SCALES, light(main, 0.55))
    points: list[Vector] = []
    radii: list[float] = []
    count = 34
    for i in range(count):
        s = i / (count - 1)
        angle, wide = s * 4.6 * math.pi, 0.56 - 0.30 * s
        points.append((wide * math.cos(angle) - 0.05, 0.085 + 0.30 * s * s + 0.02, wide * math.sin(angle) * 0.92))
        radii.append(0.02 + 0.085 * min(s * 4.0, 1.0))
    neck = [(points[-1][0] + 0.02, 0.46, points[-1][2] + 0.03), (0.06, 0.66, 0.04), (0.13, 0.84, 0.0), (0.27, 0.94, 0.0)]
    body = chain([*points, *neck], [*radii, 0.10, 0.092, 0.08, 0.078], skin, 0.02)
    head = [ball((0.34, 0.95, 0), (0.165, 0.075, 0.105), skin, 0.05), ball((0.43, 0.935, 0), (0.09, 0.055, 0.075), skin, 0.04)]
    tongue = Look(materials.SKIN, hexa("c01828"))
    head += [limb((0.50, 0.915, 0), (0.62, 0.905, 0), 0.008, 0.008, tongue)]
    head += mirrored([limb((0.62, 0.905, 0), (0.68, 0.92, 0.03), 0.007, 0.003, tongue)])
    head += _eyes((0.39, 0.985, 0.072), 0.026, GOLD, pupil=0.4)
    marks = paint(ball((0, 0.5, 0), 2.0, Look(materials.SCALES, dark(main, 0.7))), soft=0.01, pattern=columns.NET, frequency=4.2)
    belly = paint(limb((0.22, 0.3, 0), (0.34, 0.82, 0), 0.10, 0.07, pale), soft=0.03)
    return [*body, *turned(head, (0.2, 0.92, 0), yaw=-pose.look * 0.8), marks, belly]


def crocodile(main: RGB, pose: Pose) -> Parts:
    """A crocodile on short legs with a toothed snout."""
    skin, ridge, pale = Look(materials.SCALES, main), Look(materials.SCALES, dark(main, 0.4)), Look(materials.SCALES, hexa("c9c48a"))
    sway = 0.16 * pose.side
    spine = [(0.42, 0.30, 0.0), (0.0, 0.29, 0.0), (-0.45, 0.27, 0.0), (-0.85, 0.20, sway * 0.5), (-1.25, 0.12, sway * 0.2), (-1.6, 0.07, -sway)]
    parts = [limb(a, b, r, s, skin, 0.06, (1, 1, 1.25)) for a, b, r, s in zip(spine[:-1], spine[1:], [0.19, 0.22, 0.19, 0.12, 0.07], [0.22, 0.19, 0.12, 0.07, 0.02], strict=True)]
    for i in range(17):
        x = 0.36 - i * 0.115
        top = 0.485 - max(-x - 0.3, 0) * 0.30
        parts += mirrored([limb((x, top - 0.05, 0.055), (x - 0.03, top + 0.035, 0.06), 0.032, 0.006, ridge, 0.015)]) if x > -0.9 else [limb((x, top - 0.06, sway * 0.3), (x - 0.03, top + 0.04, sway * 0.3), 0.03, 0.005, ridge, 0.015)]
    head = [
        ball((0.58, 0.33, 0), (0.22, 0.13, 0.17), skin, 0.08), limb((0.62, 0.325, 0), (1.12, 0.285, 0), 0.115, 0.075, skin, 0.05, (0.62, 1, 1.1)),
        limb((0.55, 0.245, 0), (1.10, 0.215, 0), 0.095, 0.062, Look(materials.SCALES, light(main, 0.25)), 0.02, (0.5, 1, 1.1)),
        ball((1.13, 0.315, 0), (0.05, 0.04, 0.055), skin, 0.03), *mirrored([ball((0.64, 0.445, 0.085), 0.058, skin, 0.03)]),
        *_eyes((0.66, 0.46, 0.105), 0.040, GOLD, pupil=0.4),
    ]  # fmt: skip
    tooth = Look(materials.GLOSS, hexa("f4efdc"))
    for i in range(7):
        x = 0.74 + i * 0.06
        head += mirrored([limb((x, 0.262, 0.098 - 0.004 * i), (x, 0.218, 0.104 - 0.004 * i), 0.014, 0.003, tooth)])
    legs = [limb((x, 0.24, 0.2), (x + 0.04, 0.16, 0.36), 0.10, 0.075, skin, 0.05) for x in (0.3, -0.42)]
    legs += [limb((x + 0.04, 0.16, 0.36), (x + 0.02, 0.04, 0.38), 0.072, 0.05, skin, 0.03) for x in (0.3, -0.42)]
    legs += [limb((x + 0.02, 0.035, 0.38), (x + 0.14, 0.025, 0.38 + z), 0.04, 0.022, skin, 0.02) for x in (0.3, -0.42) for z in (-0.06, 0.0, 0.07)]
    belly = paint(limb((0.6, 0.10, 0), (-0.8, 0.04, 0), 0.12, 0.12, pale), soft=0.06)
    return [*parts, *turned(head, (0.42, 0.3, 0), yaw=-pose.look * 0.5, pitch=0.04), *mirrored(legs), belly]


def snail(main: RGB, pose: Pose) -> Parts:
    """A snail with a spiral shell."""
    flesh, shell = Look(materials.GLOSS, hexa("b99a6c")), Look(materials.GLOSS, main)
    parts = [limb((-0.52, 0.05, 0), (0.30, 0.09, 0), 0.035, 0.115, flesh, 0.06, (0.8, 1, 1.15)), *chain([(0.30, 0.10, 0), (0.47, 0.24, 0), (0.53, 0.38, 0)], [0.115, 0.10, 0.098], flesh, 0.06)]
    turns = []
    for i in range(26):
        s = i / 25
        angle, wide = -0.9 + s * 4.6 * math.pi, 0.30 * (1 - s) ** 0.8
        turns.append((-0.08 + wide * math.cos(angle), 0.42 + wide * math.sin(angle) * 1.0, 0.05 * s * 1.6))
    spiral = chain(turns, [0.20 * (1 - i / 25) ** 0.75 + 0.018 for i in range(26)], shell, 0.008)
    core = [ball((-0.08, 0.42, 0.0), (0.3, 0.3, 0.13), Look(materials.GLOSS, dark(main, 0.35)))]
    other_side = [limb((x, y, -z), (x, y, -z - 0.012), 0.2 * (1 - i / 25) ** 0.75 + 0.015, 0.2 * (1 - i / 25) ** 0.75 + 0.01, shell, 0.008) for i, (x, y, z) in enumerate(turns) if i % 2]
    stripes = paint(ball((-0.08, 0.42, 0), (0.6, 0.6, 0.5), Look(materials.GLOSS, light(main, 0.4))), soft=0.01, pattern=columns.GORES, frequency=26.0)
    stalks = []
    for z in (0.06, -0.06):
        tip = (0.66, 0.62, z * 2.2)
        stalks += [limb((0.53, 0.42, z * 0.7), tip, 0.026, 0.016, flesh, 0.02), eye(tip, 0.036, (0.8, 0.1, z * 6), hexa("2a1a10"), white=0.6, pupil=0.6), limb((0.58, 0.30, z * 0.6), (0.68, 0.25, z * 1.1), 0.018, 0.011, flesh, 0.02)]
    smile = [paint(part, soft=0.005) for part in mirrored(chain([(0.625, 0.345, 0.0), (0.60, 0.345, 0.05), (0.56, 0.37, 0.085)], [0.008, 0.008, 0.004], LID))]
    del pose
    return [*parts, *solid([*core, *spiral, *other_side], 0.03), *stalks, stripes, *smile]


def dinosaur(main: RGB, pose: Pose) -> Parts:
    """A long-necked dinosaur."""
    skin, pale = Look(materials.SCALES, main), Look(materials.SCALES, light(mix(main, hexa("e8e0b0"), 0.6), 0.2))
    sway = 0.2 * pose.side
    neck = [(0.40, 0.72, 0), (0.66, 0.98, 0), (0.80, 1.30, 0), (0.92, 1.58, 0)]
    tail = [(-0.45, 0.62, 0), (-0.85, 0.44, sway * 0.4), (-1.25, 0.28, sway), (-1.65, 0.22, sway * 1.4)]
    body = [limb((0.28, 0.64, 0), (-0.3, 0.63, 0), 0.30, 0.31, skin, 0.1, (1, 1, 0.92)), *chain(neck, [0.21, 0.15, 0.11, 0.09], skin, 0.10), *chain(tail, [0.24, 0.15, 0.08, 0.02], skin, 0.10)]
    legs = []
    for x, lean in ((0.30, 0.04 * pose.stride), (-0.34, -0.04 * pose.stride)):
        for side in (1, -1):
            z, swing = side * 0.19, side * lean * 2
            legs += [*chain([(x, 0.52, z), (x + 0.03, 0.28, z * 1.05), (x + swing, 0.05, z * 1.05)], [0.165, 0.12, 0.105], skin, 0.07)]
            legs += [ball((x + swing + 0.085, 0.035, z * 1.05 + dz), (0.03, 0.035, 0.028), Look(materials.GLOSS, hexa("e6dfc4")), 0.01) for dz in (-0.055, 0, 0.055)]
    top = neck[-1]
    head = [
        ball((top[0] + 0.05, top[1] + 0.05, 0), (0.15, 0.125, 0.12), skin, 0.06), ball((top[0] + 0.19, top[1] + 0.01, 0), (0.135, 0.085, 0.10), skin, 0.06),
        *mirrored([paint(part, soft=0.006) for part in chain([(top[0] + 0.33, top[1] - 0.01, 0.0), (top[0] + 0.26, top[1] - 0.02, 0.08), (top[0] + 0.10, top[1] + 0.0, 0.125)], [0.009, 0.009, 0.005], LID)]),
        *_eyes((top[0] + 0.10, top[1] + 0.105, 0.098), 0.036, hexa("b8781c")), *mirrored([paint(ball((top[0] + 0.305, top[1] + 0.05, 0.04), 0.013, LID), soft=0.005)]),
    ]  # fmt: skip
    belly = paint(limb((0.5, 0.42, 0), (-0.5, 0.38, 0), 0.16, 0.12, pale), soft=0.08)
    throat = paint(limb((0.55, 0.70, 0), (1.02, 1.5, 0), 0.12, 0.06, pale), soft=0.06)
    spots = paint(limb((0.5, 1.0, 0), (-0.9, 0.8, 0), 0.32, 0.26, Look(materials.SCALES, dark(main, 0.45))), soft=0.05, pattern=columns.SPOTS, frequency=4.5)
    return [*body, *legs, *turned(head, top, yaw=-pose.look), spots, belly, throat]


def dragon(main: RGB, pose: Pose) -> Parts:
    """A winged dragon on four legs, with horns, back plates and a plated belly."""
    skin, pale, horn = Look(materials.SCALES, main), Look(materials.SCALES, hexa("e8c878")), Look(materials.GLOSS, hexa("e2d6b4"))
    web = Look(materials.SKIN, mix(main, hexa("e8843a"), 0.55))
    sway = 0.22 * pose.side
    neck = [(0.36, 0.66, 0), (0.58, 0.92, 0), (0.66, 1.16, 0), (0.80, 1.34, 0)]
    tail = [(-0.42, 0.54, 0), (-0.80, 0.32, sway * 0.5), (-1.15, 0.20, sway), (-1.45, 0.30, sway * 1.4), (-1.62, 0.45, sway * 1.5)]
    body = [limb((0.26, 0.60, 0), (-0.3, 0.54, 0), 0.25, 0.23, skin, 0.1, (1, 1, 0.92)), *chain(neck, [0.17, 0.13, 0.10, 0.09], skin, 0.08), *chain(tail, [0.18, 0.13, 0.085, 0.055, 0.02], skin, 0.08)]
    body.append(limb((-1.58, 0.42, sway * 1.5), (-1.78, 0.60, sway * 1.55), 0.09, 0.01, web, 0.02, (0.35, 1, 1)))
    for i in range(12):
        s = i / 11
        x, y, z = _on(neck[::-1] + [(0.0, 0.62, 0.0)] + tail, s)
        high = 0.10 + 0.09 * math.sin(s * 3.0)
        lift = 0.10 + 0.12 * math.sin(min(s * 1.35, 1.0) * 3.1)
        body.append(limb((x - 0.02, y + lift - 0.02, z), (x - 0.09, y + lift + high, z), 0.045, 0.006, web, 0.02, (1, 1, 0.4)))
    legs = []
    for x, thigh in ((0.30, 0.13), (-0.30, 0.17)):
        legs += [*chain([(x, 0.52, 0.16), (x + 0.06, 0.30, 0.24), (x - 0.02, 0.14, 0.25), (x + 0.02, 0.05, 0.25)], [thigh, 0.10, 0.062, 0.055], skin, 0.05)]
        legs += [limb((x + 0.03, 0.045, 0.25), (x + 0.16, 0.03, 0.25 + dz), 0.042, 0.026, skin, 0.02) for dz in (-0.06, 0, 0.06)]
        legs += [limb((x + 0.16, 0.035, 0.25 + dz), (x + 0.21, 0.015, 0.25 + dz), 0.02, 0.004, horn) for dz in (-0.06, 0, 0.06)]
    return [*body, *mirrored(legs), *mirrored(_dragon_wing(skin, web)), *_dragon_head(neck[-1], skin, horn, pose), *_dragon_belly(pale)]


def _on(path: list[Vector], share: float) -> Vector:
    place = share * (len(path) - 1)
    i = min(int(place), len(path) - 2)
    x, y, z = (a + (b - a) * (place - i) for a, b in zip(path[i], path[i + 1], strict=True))
    return (x, y, z)


def _dragon_wing(skin: Look, web: Look) -> Parts:
    root, elbow, wrist = (0.12, 0.76, 0.16), (-0.02, 1.18, 0.42), (0.20, 1.58, 0.72)
    tips = [(-0.42, 1.62, 1.35), (-0.62, 1.14, 1.12), (-0.62, 0.80, 0.74)]
    parts = [*chain([root, elbow, wrist], [0.065, 0.05, 0.035], skin, 0.03), limb(wrist, (0.28, 1.68, 0.76), 0.028, 0.004, Look(materials.GLOSS, hexa("e2d6b4")))]
    ends = [*tips, (-0.30, 0.68, 0.24)]
    for tip in tips:
        parts.append(limb(wrist, tip, 0.026, 0.010, skin, 0.02))
    anchors = [wrist, wrist, wrist, elbow, root]
    for i in range(len(ends) - 1):  # webs: flat fans between fingers
        for step in range(5):
            t = (step + 0.5) / 5
            end = _on([ends[i], ends[i + 1]], t)
            start = _on([anchors[i], anchors[i + 1]], t)
            short = 1.0 - 0.16 * math.sin(t * math.pi)
            end = _on([start, end], short)
            parts.append(limb(start, end, 0.075, 0.085, web, 0.05, (1, 1, 0.16)))
    return parts


def _dragon_head(top: Vector, skin: Look, horn: Look, pose: Pose) -> Parts:
    x, y, _ = top
    head = [
        ball((x + 0.05, y + 0.05, 0), (0.16, 0.125, 0.13), skin, 0.06), limb((x + 0.12, y + 0.035, 0), (x + 0.40, y - 0.01, 0), 0.095, 0.062, skin, 0.05, (0.8, 1, 1.05)),
        limb((x + 0.08, y - 0.045, 0), (x + 0.36, y - 0.085, 0), 0.07, 0.045, skin, 0.02, (0.7, 1, 1.0)),
        *mirrored([limb((x - 0.02, y + 0.13, 0.07), (x - 0.28, y + 0.30, 0.14), 0.042, 0.006, horn, 0.02), ball((x + 0.13, y + 0.11, 0.085), 0.045, skin, 0.03), ball((x + 0.40, y + 0.035, 0.035), 0.028, skin, 0.02)]),
        *mirrored([limb((x - 0.02, y - 0.02, 0.12), (x - 0.20, y + 0.02, 0.24), 0.04, 0.006, skin, 0.03)]),
        *_eyes((x + 0.155, y + 0.095, 0.098), 0.034, hexa("f0c020"), pupil=0.35),
    ]  # fmt: skip
    for i in range(4):
        head += mirrored([limb((x + 0.20 + 0.055 * i, y - 0.035, 0.068 - 0.006 * i), (x + 0.20 + 0.055 * i, y - 0.075, 0.07 - 0.006 * i), 0.012, 0.002, horn)])
    return turned(head, top, yaw=-pose.look, pitch=-0.05)


def _dragon_belly(pale: Look) -> Parts:
    bands = Look(pale.material, dark(pale.colour, 0.35))
    return [
        paint(limb((0.50, 0.42, 0), (-0.5, 0.34, 0), 0.14, 0.10, pale), soft=0.03), paint(limb((0.52, 0.52, 0), (0.80, 1.16, 0), 0.12, 0.06, pale), soft=0.03),
        paint(limb((0.42, 0.34, 0), (0.86, 1.20, 0), 0.20, 0.08, bands), soft=0.02, pattern=columns.BANDS, frequency=11.0),
    ]  # fmt: skip


def octopus(main: RGB, pose: Pose) -> Parts:
    """An octopus with eight curling arms."""
    skin = Look(materials.GLOSS, main)
    parts = [ball((-0.05, 0.86, 0), (0.34, 0.40, 0.32), skin, 0.08), ball((0.05, 0.48, 0), (0.28, 0.24, 0.28), skin, 0.12)]
    for i in range(8):
        angle = (i + 0.5) * math.pi / 4
        wave = 0.4 * math.sin(i * 2.3 + pose.chance * 6)
        points, radii = [], []
        for j in range(8):
            s = j / 7
            reach, bearing = 0.14 + 0.78 * s, angle + wave * s * s * 1.6
            rise = 0.34 * (1 - s) ** 2 + 0.07 + (0.34 * max(s - 0.62, 0) * (1 + wave))
            points.append((reach * math.cos(bearing), rise, reach * math.sin(bearing)))
            radii.append(0.125 * (1 - s) + 0.022)
        parts += chain(points, radii, skin, 0.05)
    spots = paint(ball((-0.08, 1.0, 0), (0.42, 0.34, 0.42), Look(materials.GLOSS, dark(main, 0.35))), soft=0.03, pattern=columns.SPOTS, frequency=6.0)
    suckers = paint(ball((0, 0.0, 0), (1.3, 0.085, 1.3), Look(materials.GLOSS, light(main, 0.5))), soft=0.02, pattern=columns.SPOTS, frequency=14.0)
    look = mirrored([eye((0.24, 0.58, 0.175), 0.085, (0.9, 0.1, 0.4), hexa("e8b030"), white=0.55, pupil=0.6)])
    mouth = [paint(part, soft=0.006) for part in mirrored(chain([(0.335, 0.42, 0.0), (0.325, 0.425, 0.06), (0.295, 0.45, 0.12)], [0.013, 0.012, 0.006], Look(materials.MATTE, dark(main, 0.8))))]
    return [*parts, spots, suckers, *look, *mouth]


def butterfly(main: RGB, pose: Pose) -> Parts:
    """A butterfly with open, patterned wings."""
    body, edge = Look(materials.SHORT_FUR, hexa("241a14")), Look(materials.PETAL, hexa("15100e"))
    wing = Look(materials.PETAL, main)
    lift = 0.25 + 0.3 * pose.chance
    upper = [
        ball((0.16, 0, 0.42), (0.34, 0.012, 0.40), wing, 0.05, rotation(yaw=-0.5)), ball((0.30, 0, 0.56), (0.26, 0.011, 0.26), wing, 0.06),
        ball((-0.24, 0, 0.34), (0.28, 0.011, 0.30), wing, 0.05, rotation(yaw=0.5)), limb((-0.36, 0, 0.46), (-0.62, 0, 0.52), 0.05, 0.018, wing, 0.05, (1, 1, 1)),
    ]  # fmt: skip
    upper[3] = ball((-0.44, 0, 0.46), (0.14, 0.010, 0.08), wing, 0.08, rotation(yaw=0.3))
    veins = paint(ball((0, 0, 0.4), (0.9, 0.3, 0.75), edge), soft=0.005, pattern=columns.GORES, frequency=13.0)
    inner = [paint(ball((0.20, 0, 0.43), (0.34, 0.1, 0.33), wing), soft=0.03), paint(ball((-0.24, 0, 0.34), (0.22, 0.1, 0.23), wing), soft=0.03)]
    dots = [paint(ball(at, r, Look(materials.PETAL, hexa("fbf3dc"))), soft=0.006) for at, r in (((0.42, 0, 0.72), 0.038), ((0.30, 0, 0.79), 0.030), ((0.50, 0, 0.60), 0.032), ((-0.30, 0, 0.58), 0.030), ((-0.42, 0, 0.46), 0.026))]
    eyespot = [paint(ball((-0.26, 0, 0.36), 0.075, edge), soft=0.006), paint(ball((-0.26, 0, 0.36), 0.048, Look(materials.PETAL, hexa("3a78d8"))), soft=0.006)]
    wings = turned([*upper, paint(ball((0, 0, 0.5), (1.2, 0.4, 0.5), edge), soft=0.005), *inner, veins, *dots, *eyespot], (0, 0, 0.02), roll=-lift)
    feelers = chain([(0.30, 0.03, 0.02), (0.46, 0.13, 0.10), (0.58, 0.22, 0.15)], [0.010, 0.008, 0.008], body)
    head = [ball((0.27, 0.01, 0), 0.06, body, 0.02), *mirrored([*feelers, ball((0.585, 0.225, 0.152), 0.016, body), eye((0.31, 0.025, 0.042), 0.026, (0.7, 0.2, 0.7), hexa("3a2414"), pupil=0.5)])]
    trunk = chain([(0.22, 0, 0), (0.05, 0, 0), (-0.40, -0.03, 0)], [0.055, 0.06, 0.022], body, 0.03)
    return turned([*trunk, *mirrored(wings), *head], (0, 0, 0), pitch=1.05)


def bee(main: RGB, pose: Pose) -> Parts:
    """A round, striped, furry bee."""
    fur, black = Look(materials.FUR, main), Look(materials.FUR, hexa("181210"))
    shiny = Look(materials.GLOSS, hexa("181210"))
    lift = 0.5 + 0.3 * pose.chance
    body = [ball((-0.24, 0.34, 0), (0.36, 0.25, 0.25), fur, 0.05), ball((0.14, 0.40, 0), (0.22, 0.20, 0.20), fur, 0.05), limb((-0.55, 0.32, 0), (-0.68, 0.30, 0), 0.05, 0.004, shiny, 0.02)]
    bands = [paint(ball((x, 0.34, 0), (0.062, 0.30, 0.30), black), soft=0.02) for x in (-0.06, -0.26, -0.46)]
    head = [ball((0.38, 0.40, 0), (0.145, 0.15, 0.155), black, 0.02)]
    look = [eye((0.445, 0.44, 0.09), 0.072, (0.75, 0.1, 0.65), hexa("4a2c18"), white=0.0, pupil=0.6)]
    feelers = [*chain([(0.44, 0.52, 0.05), (0.52, 0.64, 0.09), (0.62, 0.66, 0.11)], [0.016, 0.013, 0.013], shiny), ball((0.63, 0.66, 0.112), 0.022, shiny)]
    smile = [paint(part, soft=0.005) for part in mirrored(chain([(0.525, 0.355, 0.0), (0.51, 0.36, 0.04), (0.48, 0.385, 0.075)], [0.008, 0.008, 0.004], Look(materials.MATTE, hexa("e8c8a0"))))]
    glass = Look(materials.GLASS, hexa("c8dcec"))
    wing = [limb((0.10, 0.55, 0.08), (-0.16, 0.86, 0.08 + 0.5 * lift), 0.045, 0.15, glass, 0.0, (1, 1, 0.10)), limb((0.0, 0.54, 0.08), (-0.40, 0.70, 0.06 + 0.42 * lift), 0.04, 0.105, glass, 0.0, (1, 1, 0.10))]
    legs = [limb((x, 0.26, 0.12), (x - 0.04, 0.10, 0.20), 0.024, 0.014, shiny, 0.02) for x in (0.22, 0.08, -0.08)]
    return [*body, *bands, *turned([*head, *mirrored([*look, *feelers]), *smile], (0.3, 0.4, 0), yaw=-pose.look * 0.6), *mirrored([*wing, *legs])]
