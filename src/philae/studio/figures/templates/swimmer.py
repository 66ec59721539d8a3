"""Fish and whales: a streamlined body with fins, bent in a swimming curve."""

import math
from dataclasses import dataclass

from philae.studio.figures import columns, materials
from philae.studio.figures.part import Look, Parts, ball, chain, dark, eye, hexa, light, limb, mirrored, paint
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector
from philae.studio.scene import RGB


@dataclass(frozen=True, slots=True)
class Swimmer:
    """Profile: (position along the body 1 snout .. -1 tail root, half height); `flukes` lie flat, as whales' do."""

    profile: tuple[tuple[float, float], ...]
    width: float = 0.7  # half width over half height
    tail: float = 0.32
    flukes: bool = False
    fin: tuple[float, float, float] = (0.05, 0.30, 0.16)  # place, height, length at the root
    flipper: float = 0.30
    skin: int = materials.GLOSS
    belly: RGB | None = None
    stripes: RGB | None = None
    eye: float = 0.05
    eye_at: tuple[float, float] = (0.66, 0.10)
    iris: RGB = (0.05, 0.04, 0.03)
    white: float = 0.0
    snout: tuple[float, float] | None = None  # a dolphin's beak: length, radius
    mouth: bool = True
    grooves: bool = False
    spout: bool = False


def swimmer(shape: Swimmer, main: RGB, pose: Pose) -> Parts:
    """The animal swimming towards +x, its tail swung to one side."""
    skin = Look(shape.skin, main)
    bend = -0.16 * pose.side

    def spine(x: float) -> Vector:
        back = max(0.3 - x, 0.0)
        lift = 0.10 * back * back if shape.flukes else 0.0
        return (x, lift, 0.0 if shape.flukes else bend * back * back)

    points = [spine(x) for x, _ in shape.profile]
    flat = (1.0, 1.0, shape.width)
    radii = [r for _, r in shape.profile]
    ends = zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True)
    body = [limb(p, q, rp, rq, skin, 0.10, flat) for p, q, rp, rq in ends]
    spout = _spout() if shape.spout and pose.afloat else []
    return body + _fins(shape, skin, points[-1]) + _face(shape, main) + spout


def _spout() -> Parts:
    """A whale's breath: two plumes of spray above its blowhole."""
    spray = Look(materials.WOOL, hexa("f4f8fb"))
    plume = chain(
        [(0.42, 0.40, 0.01), (0.40, 0.66, 0.05), (0.34, 0.86, 0.15), (0.28, 0.84, 0.26)],
        [0.02, 0.035, 0.06, 0.03],
        spray,
        0.04,
    )
    drops = [ball((0.26 - 0.02 * i, 0.78 - 0.09 * i, 0.29 + 0.02 * i), 0.026 - 0.004 * i, spray) for i in range(4)]
    return mirrored([*plume, *drops])


def _fins(shape: Swimmer, skin: Look, root: Vector) -> Parts:
    fin = Look(shape.skin, dark(skin.colour, 0.18))
    x, high, length = shape.fin
    half = max(r for _, r in shape.profile)
    parts: Parts = []
    if high > 0:
        parts += [
            limb(
                (x + length * t, half * 0.72, 0),
                (x - length * 0.9 + 0.06 * t, half * 0.8 + high * (1 - 0.25 * t), 0),
                length * 0.5,
                0.02,
                fin,
                0.05,
                (1, 1, 0.28),
            )
            for t in (0.4, -0.3)
        ]
    s = shape.tail
    for side in (1, -1):
        tip = (
            (root[0] - s * 0.75, root[1] + 0.02, root[2] + side * s)
            if shape.flukes
            else (root[0] - s * 0.7, root[1] + side * s, root[2] - 0.02)
        )
        squash = (0.32, 1, 1) if shape.flukes else (1.0, 1.0, 0.26)
        parts.append(limb((root[0] + 0.04, root[1], root[2]), tip, s * 0.30, s * 0.06, fin, 0.06, squash))
    low, at = half * shape.width, 0.38
    tip = (at - shape.flipper * 0.8, -half * 0.45 - shape.flipper * 0.45, low + shape.flipper * 0.55)
    parts += mirrored(
        [limb((at, -half * 0.42, low * 0.75), tip, shape.flipper * 0.30, shape.flipper * 0.07, fin, 0.05, (0.35, 1, 1))]
    )
    return parts


def _face(shape: Swimmer, main: RGB) -> Parts:
    half = max(r for _, r in shape.profile)
    front = max(x for x, _ in shape.profile)
    marks: Parts = []
    if shape.belly is not None:
        pale = Look(shape.skin, shape.belly)
        marks.append(paint(ball((0.1, -half * 1.0, 0), (1.25, half * 0.88, half * 1.3), pale), soft=0.07))
    if shape.grooves:
        marks.append(
            paint(
                ball((0.5, -half * 0.85, 0), (0.55, half * 0.6, half), Look(shape.skin, dark(main, 0.3))),
                soft=0.01,
                pattern=columns.GORES,
                frequency=40.0,
            )
        )
    if shape.stripes is not None:
        for x in (0.52, 0.08, -0.42):
            marks.append(paint(ball((x, 0, 0), (0.10, 1.0, 1.0), Look(shape.skin, (0.02, 0.018, 0.02))), soft=0.01))
            marks.append(paint(ball((x, 0, 0), (0.078, 1.0, 1.0), Look(shape.skin, shape.stripes)), soft=0.01))
    if shape.snout is not None:
        length, r = shape.snout
        skin = Look(shape.skin, main)
        marks += [
            limb((front - 0.05, -half * 0.18, 0), (front + length, -half * 0.34, 0), r * 1.3, r * 0.8, skin, 0.05)
        ]
    if shape.mouth:
        lip = Look(materials.MATTE, dark(main, 0.75))
        reach = front + (shape.snout[0] if shape.snout else shape.profile[0][1] * 0.8)
        low = -half * (0.42 if shape.snout else 0.34)
        z = half * shape.width
        line = [
            (reach + 0.05, low, 0.0),
            (front - 0.08, low - 0.005, z * 0.75),
            (front - 0.30, low + half * 0.10, z * 1.2),
        ]
        marks += [paint(part, soft=0.006) for part in mirrored(chain(line, [0.016, 0.014, 0.010], lip))]
    x, y = shape.eye_at
    z = _width_at(shape, x, y) * 0.97
    look = eye((x, y, z), shape.eye, (0.45, 0.1, 1.0), shape.iris, white=shape.white, pupil=0.55)
    around = paint(ball((x, y, z), shape.eye * 1.35, Look(shape.skin, dark(main, 0.5))), soft=0.012)
    return marks + mirrored([look, around])


def _width_at(shape: Swimmer, x: float, y: float) -> float:
    """Half width of the body beside the eye."""
    for (a, ra), (b, rb) in zip(shape.profile[:-1], shape.profile[1:], strict=True):
        if b <= x <= a:
            radius = ra + (rb - ra) * (a - x) / (a - b)
            return math.sqrt(max(radius * radius - y * y, 0.0004)) * shape.width
    return shape.profile[0][1] * shape.width * 0.6


FISH = Swimmer(
    ((0.62, 0.20), (0.25, 0.38), (-0.15, 0.34), (-0.55, 0.14)),
    width=0.48,
    tail=0.42,
    fin=(0.12, 0.26, 0.30),
    flipper=0.28,
    skin=materials.SCALES,
    stripes=hexa("f6f0e6"),
    eye=0.085,
    eye_at=(0.56, 0.10),
    iris=hexa("d8a020"),
    white=0.3,
)
SHARK = Swimmer(
    ((1.05, 0.07), (0.70, 0.20), (0.15, 0.27), (-0.5, 0.15), (-1.05, 0.05)),
    width=0.9,
    tail=0.42,
    fin=(0.08, 0.34, 0.22),
    flipper=0.48,
    belly=light(hexa("d8dcdc"), 0.3),
    eye=0.032,
    eye_at=(0.76, 0.06),
    skin=materials.SKIN,
)
WHALE = Swimmer(
    ((0.82, 0.34), (0.35, 0.46), (-0.20, 0.36), (-0.75, 0.17), (-1.2, 0.07)),
    width=0.95,
    tail=0.46,
    flukes=True,
    fin=(-0.42, 0.08, 0.12),
    flipper=0.46,
    belly=hexa("d6dde2"),
    grooves=True,
    spout=True,
    eye=0.04,
    eye_at=(0.72, -0.05),
    skin=materials.GLOSS,
)
DOLPHIN = Swimmer(
    ((0.66, 0.17), (0.30, 0.25), (-0.20, 0.22), (-0.65, 0.10), (-0.95, 0.045)),
    width=0.88,
    tail=0.30,
    flukes=True,
    fin=(-0.02, 0.22, 0.16),
    flipper=0.30,
    belly=hexa("dfe6ea"),
    eye=0.034,
    eye_at=(0.62, 0.03),
    snout=(0.17, 0.055),
)
