"""A winged dragon."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    chain,
    dark,
    hexa,
    limb,
    mirrored,
    mix,
    paint,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.reptile import eyes
from philae.studio.figures.vectors import Vector
from philae.studio.scene import RGB


def dragon(main: RGB, pose: Pose) -> Parts:
    """A winged dragon on four legs, with horns, back plates and a plated belly."""
    skin, pale, horn = (
        Look(materials.SCALES, main),
        Look(materials.SCALES, hexa("e8c878")),
        Look(materials.GLOSS, hexa("e2d6b4")),
    )
    web = Look(materials.SKIN, mix(main, hexa("e8843a"), 0.55))
    sway = 0.22 * pose.side
    neck = [(0.36, 0.66, 0), (0.58, 0.92, 0), (0.66, 1.16, 0), (0.80, 1.34, 0)]
    tail = [
        (-0.42, 0.54, 0),
        (-0.80, 0.32, sway * 0.5),
        (-1.15, 0.20, sway),
        (-1.45, 0.30, sway * 1.4),
        (-1.62, 0.45, sway * 1.5),
    ]
    body = [
        limb((0.26, 0.60, 0), (-0.3, 0.54, 0), 0.25, 0.23, skin, 0.1, (1, 1, 0.92)),
        *chain(neck, [0.17, 0.13, 0.10, 0.09], skin, 0.08),
        *chain(tail, [0.18, 0.13, 0.085, 0.055, 0.02], skin, 0.08),
    ]
    body.append(limb((-1.58, 0.42, sway * 1.5), (-1.78, 0.60, sway * 1.55), 0.09, 0.01, web, 0.02, (0.35, 1, 1)))
    for i in range(12):
        s = i / 11
        x, y, z = _on([*neck[::-1], (0.0, 0.62, 0.0), *tail], s)
        high = 0.10 + 0.09 * math.sin(s * 3.0)
        lift = 0.10 + 0.12 * math.sin(min(s * 1.35, 1.0) * 3.1)
        body.append(
            limb((x - 0.02, y + lift - 0.02, z), (x - 0.09, y + lift + high, z), 0.045, 0.006, web, 0.02, (1, 1, 0.4))
        )
    legs = []
    for x, thigh in ((0.30, 0.13), (-0.30, 0.17)):
        legs += [
            *chain(
                [(x, 0.52, 0.16), (x + 0.06, 0.30, 0.24), (x - 0.02, 0.14, 0.25), (x + 0.02, 0.05, 0.25)],
                [thigh, 0.10, 0.062, 0.055],
                skin,
                0.05,
            )
        ]
        legs += [
            limb((x + 0.03, 0.045, 0.25), (x + 0.16, 0.03, 0.25 + dz), 0.042, 0.026, skin, 0.02)
            for dz in (-0.06, 0, 0.06)
        ]
        legs += [
            limb((x + 0.16, 0.035, 0.25 + dz), (x + 0.21, 0.015, 0.25 + dz), 0.02, 0.004, horn)
            for dz in (-0.06, 0, 0.06)
        ]
    return [
        *body,
        *mirrored(legs),
        *mirrored(_dragon_wing(skin, web)),
        *_dragon_head(neck[-1], skin, horn, pose),
        *_dragon_belly(pale),
    ]


def _on(path: list[Vector], share: float) -> Vector:
    place = share * (len(path) - 1)
    i = min(int(place), len(path) - 2)
    x, y, z = (a + (b - a) * (place - i) for a, b in zip(path[i], path[i + 1], strict=True))
    return (x, y, z)


def _dragon_wing(skin: Look, web: Look) -> Parts:
    root, elbow, wrist = (0.12, 0.76, 0.16), (-0.02, 1.18, 0.42), (0.20, 1.58, 0.72)
    tips = [(-0.42, 1.62, 1.35), (-0.62, 1.14, 1.12), (-0.62, 0.80, 0.74)]
    parts = [
        *chain([root, elbow, wrist], [0.065, 0.05, 0.035], skin, 0.03),
        limb(wrist, (0.28, 1.68, 0.76), 0.028, 0.004, Look(materials.GLOSS, hexa("e2d6b4"))),
    ]
    ends = [*tips, (-0.30, 0.68, 0.24)]
    parts += [limb(wrist, tip, 0.026, 0.010, skin, 0.02) for tip in tips]
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
        ball((x + 0.05, y + 0.05, 0), (0.16, 0.125, 0.13), skin, 0.06),
        limb((x + 0.12, y + 0.035, 0), (x + 0.40, y - 0.01, 0), 0.095, 0.062, skin, 0.05, (0.8, 1, 1.05)),
        limb((x + 0.08, y - 0.045, 0), (x + 0.36, y - 0.085, 0), 0.07, 0.045, skin, 0.02, (0.7, 1, 1.0)),
        *mirrored(
            [
                limb((x - 0.02, y + 0.13, 0.07), (x - 0.28, y + 0.30, 0.14), 0.042, 0.006, horn, 0.02),
                ball((x + 0.13, y + 0.11, 0.085), 0.045, skin, 0.03),
                ball((x + 0.40, y + 0.035, 0.035), 0.028, skin, 0.02),
            ]
        ),
        *mirrored([limb((x - 0.02, y - 0.02, 0.12), (x - 0.20, y + 0.02, 0.24), 0.04, 0.006, skin, 0.03)]),
        *eyes((x + 0.155, y + 0.095, 0.098), 0.034, hexa("f0c020"), pupil=0.35),
    ]
    for i in range(4):
        head += mirrored(
            [
                limb(
                    (x + 0.20 + 0.055 * i, y - 0.035, 0.068 - 0.006 * i),
                    (x + 0.20 + 0.055 * i, y - 0.075, 0.07 - 0.006 * i),
                    0.012,
                    0.002,
                    horn,
                )
            ]
        )
    return turned(head, top, yaw=-pose.look, pitch=-0.05)


def _dragon_belly(pale: Look) -> Parts:
    bands = Look(pale.material, dark(pale.colour, 0.35))
    return [
        paint(limb((0.50, 0.42, 0), (-0.5, 0.34, 0), 0.14, 0.10, pale), soft=0.03),
        paint(limb((0.52, 0.52, 0), (0.80, 1.16, 0), 0.12, 0.06, pale), soft=0.03),
        paint(
            limb((0.42, 0.34, 0), (0.86, 1.20, 0), 0.20, 0.08, bands), soft=0.02, pattern=columns.BANDS, frequency=11.0
        ),
    ]
