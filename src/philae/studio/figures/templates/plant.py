"""Trees, cactus, flowers and mushrooms."""

import math

from philae.studio.figures import columns, materials
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
    lathe,
    light,
    limb,
    mix,
    moved,
    paint,
    ring,
    scaled,
    solid,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector
from philae.studio.scene import RGB

BARK = Look(materials.BARK, hexa("5e4530"))


def broadleaf(main: RGB, pose: Pose) -> Parts:
    """A tree with a crown of leafy masses on forking branches."""
    dice = pose.dice()
    parts = chain(
        [(0, -0.03, 0), (0.02, 0.35, 0.01), (-0.02, 0.78, 0.0), (0.02, 1.15, 0.02)],
        [0.17, 0.105, 0.09, 0.06],
        BARK,
        0.05,
    )
    parts += [
        limb((0.0, 0.05, 0), (0.24 * math.cos(a), -0.03, 0.24 * math.sin(a)), 0.085, 0.03, BARK, 0.07)
        for a in (0.4, 1.9, 3.3, 4.9)
    ]
    crown = []
    for i in range(15):
        s = i / 14
        angle, high = i * 2.4 + dice.uniform(-0.3, 0.3), 0.95 + 0.95 * s
        out = 0.58 * math.sin(0.45 + 2.4 * s) + dice.uniform(-0.05, 0.05)
        at = (out * math.cos(angle), high, out * math.sin(angle))
        size = 0.27 + 0.12 * math.sin(0.5 + 2.2 * s) + dice.uniform(-0.03, 0.04)
        tone = mix(dark(main, 0.22), light(main, 0.12), float(dice.random()))
        crown.append(ball(at, (size, size * 0.82, size), Look(materials.LEAF, tone), 0.07))
        if i % 3 == 0:
            parts.append(
                limb((0, 0.62 + 0.25 * s, 0), (at[0] * 0.7, at[1] - 0.08, at[2] * 0.7), 0.055, 0.022, BARK, 0.05)
            )
    crown.append(ball((0, 1.42, 0), (0.48, 0.45, 0.48), Look(materials.LEAF, dark(main, 0.2)), 0.08))
    return [*parts, *solid(crown)]


def conifer(main: RGB, pose: Pose) -> Parts:
    """A fir with drooping tiers."""
    dice = pose.dice()
    parts: Parts = [drum((0, -0.05, 0), (0, 0.42, 0), 0.095, 0.07, BARK)]
    tiers, boughs = 9, []
    for i in range(tiers):
        s = i / (tiers - 1)
        low, wide, high = 0.24 + 1.55 * s, 0.66 * (1 - s) ** 0.9 + 0.07, 0.42 - 0.16 * s
        tone = mix(dark(main, 0.25), light(main, 0.10), float(dice.random()))
        look = Look(materials.NEEDLE, tone)
        boughs.append(
            drum((0, low, 0), (0, low + high, 0), wide * 0.86, 0.02 + 0.04 * (1 - s), look, rounding=0.02, k=0.04)
        )
        count = max(int(11 * (1 - s)) + 4, 4)
        for j in range(count):
            angle = j / count * 2 * math.pi + i * 0.7 + dice.uniform(-0.12, 0.12)
            tip = (
                wide * math.cos(angle),
                low - 0.055 * (1 - 0.5 * s) + dice.uniform(-0.02, 0.02),
                wide * math.sin(angle),
            )
            boughs.append(
                limb((tip[0] * 0.3, low + high * 0.42, tip[2] * 0.3), tip, 0.085 * (1.1 - 0.7 * s), 0.018, look, 0.05)
            )
    boughs.append(limb((0, 1.95, 0), (0, 2.24, 0), 0.07, 0.006, Look(materials.NEEDLE, main), 0.04))
    return [*parts, *solid(boughs)]


def palm(main: RGB, pose: Pose) -> Parts:
    """A leaning palm with feathered fronds and coconuts."""
    dice = pose.dice()
    lean = 0.30
    trunk = [(0.0, -0.03, 0.0), (0.03, 0.4, 0.0), (0.12, 0.9, 0.0), (lean, 1.45, 0.0)]
    wood = Look(materials.BARK, hexa("8a6c4a"))
    parts = chain(trunk, [0.115, 0.08, 0.07, 0.06], wood, 0.03)
    parts.append(
        paint(
            limb((0.02, -0.2, 0), (0.24, 1.5, 0), 0.2, 0.2, Look(materials.BARK, hexa("55402a"))),
            soft=0.01,
            pattern=columns.BANDS,
            frequency=10.0,
        )
    )
    top: Vector = trunk[-1]
    for i in range(11):
        angle, droop = i * 2 * math.pi / 11 + dice.uniform(-0.15, 0.15), dice.uniform(0.55, 0.95) - 0.55 * (i % 2)
        look = Look(materials.PETAL, mix(dark(main, 0.3), light(main, 0.08), float(dice.random())))
        cos, sin = math.cos(angle), math.sin(angle)
        spine = []
        for j in range(6):
            s = j / 5
            out = 0.82 * s
            spine.append(
                (top[0] + out * cos, top[1] + 0.03 + 0.36 * s - (0.42 + 0.45 * droop) * s * s, top[2] + out * sin)
            )
        parts += chain(spine, [0.026, 0.022, 0.018, 0.015, 0.012, 0.007], look, 0.01)
        for j in range(1, 11):  # leaflets on both sides
            s = j / 11
            base = _along(spine, s)
            length = 0.24 * math.sin(0.5 + 2.3 * s)
            for side in (1, -1):
                tip = (
                    base[0] + length * (0.55 * cos - side * 0.75 * sin),
                    base[1] - length * 0.55,
                    base[2] + length * (0.55 * sin + side * 0.75 * cos),
                )
                parts.append(limb(base, tip, 0.024, 0.006, look, 0.0, (1, 1, 0.6)))
    nut = Look(materials.WOOD, hexa("5a3a1e"))
    return [
        *parts,
        *(
            ball((top[0] + 0.09 * math.cos(a), top[1] - 0.07, 0.09 * math.sin(a)), 0.07, nut)
            for a in (0.3, 1.7, 3.1, 4.6)
        ),
    ]


def _along(path: list[Vector], share: float) -> Vector:
    place = share * (len(path) - 1)
    i = min(int(place), len(path) - 2)
    x, y, z = (a + (b - a) * (place - i) for a, b in zip(path[i], path[i + 1], strict=True))
    return (x, y, z)


def cactus(main: RGB, pose: Pose) -> Parts:
    """A saguaro with ribs, two arms and a flower."""
    flesh = Look(materials.SKIN, main)
    high = 0.55 + 0.2 * pose.chance
    parts = [limb((0, 0.0, 0), (0, 1.45, 0), 0.19, 0.165, flesh, 0.05)]
    arms = [
        *chain([(0, 0.66, 0), (0.02, 0.66, 0.42), (0.02, 1.15, 0.44)], [0.10, 0.115, 0.10], flesh, 0.06),
        *chain(
            [(0, 0.86, 0), (-0.02, 0.86, -0.38), (-0.02, 0.86 + high * 0.6, -0.40)], [0.09, 0.105, 0.09], flesh, 0.06
        ),
    ]
    groove = Look(materials.SKIN, dark(main, 0.55))
    marks = [
        paint(drum((x, y, z), (x, y + h, z), r, r, groove), soft=0.01, pattern=columns.GORES, frequency=f)
        for x, y, z, h, r, f in (
            (0, -0.1, 0, 1.8, 0.24, 13.0),
            (0.02, 0.76, 0.44, 0.6, 0.14, 9.0),
            (-0.02, 0.95, -0.40, 0.6, 0.13, 9.0),
        )
    ]
    spines, pale = [], Look(materials.MATTE, hexa("f0e8c8"))
    for i in range(60):
        angle, y = (i % 13) * 2 * math.pi / 13, 0.10 + 1.4 * (i * 0.618 % 1.0)
        radius = 0.185 - 0.017 * y
        spines.append(
            limb(
                (radius * math.cos(angle), y, radius * math.sin(angle)),
                ((radius + 0.05) * math.cos(angle), y + 0.012, (radius + 0.05) * math.sin(angle)),
                0.006,
                0.002,
                pale,
            )
        )
    bloom = [
        ball(
            (0.05 * math.cos(a), 1.64, 0.05 * math.sin(a)),
            (0.05, 0.035, 0.05),
            Look(materials.PETAL, hexa("e8508c")),
            0.01,
        )
        for a in (0, 1.26, 2.5, 3.8, 5.0)
    ]
    return [*parts, *arms, *marks, *spines, *bloom, ball((0, 1.66, 0), 0.03, Look(materials.PETAL, hexa("f4c83c")))]


def _stem(height: float, look: Look) -> Parts:
    return chain([(0, 0, 0), (0.03, height * 0.5, 0.01), (0, height, 0)], [0.034, 0.030, 0.028], look, 0.02)


def _leaf(at: Vector, tip: Vector, wide: float, look: Look) -> Parts:
    middle = ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2 + 0.07, (at[2] + tip[2]) / 2)
    return [
        limb(at, middle, wide * 0.35, wide, look, 0.04, (0.22, 1, 1)),
        limb(middle, tip, wide, 0.006, look, 0.04, (0.22, 1, 1)),
    ]


def tulip(main: RGB, pose: Pose) -> Parts:
    """A tulip with two long leaves."""
    green = Look(materials.PETAL, hexa("4c8a30"))
    petals = []
    for i in range(6):
        angle = i * math.pi / 3 + pose.chance
        c, s = math.cos(angle), math.sin(angle)
        look = Look(materials.PETAL, light(main, 0.10) if i % 2 else dark(main, 0.10))
        out = 0.10 if i % 2 else 0.125
        petals += [
            limb((0.05 * c, 0.86, 0.05 * s), (out * c, 1.06, out * s), 0.06, 0.105, look, 0.012),
            limb((out * c, 1.06, out * s), (out * 1.02 * c, 1.30, out * 1.02 * s), 0.10, 0.012, look, 0.012),
        ]
    leaves = (
        _leaf((0.02, 0.03, 0.02), (0.34, 0.72, 0.26), 0.085, green)
        + _leaf((-0.02, 0.03, -0.02), (-0.12, 0.62, -0.38), 0.08, green)
        + _leaf((0.02, 0.02, 0), (-0.30, 0.45, 0.20), 0.07, green)
    )
    return [*_stem(0.88, green), *leaves, *petals]


def sunflower(main: RGB, pose: Pose) -> Parts:
    """A sunflower that faces the viewer."""
    green, seed = Look(materials.PETAL, hexa("4d8230")), Look(materials.BARK, hexa("3a2010"))
    head: Parts = [
        ball((0.0, 0, 0), (0.07, 0.235, 0.235), Look(materials.PETAL, hexa("4d8230")), 0.02),
        ball((0.06, 0, 0), (0.065, 0.215, 0.215), seed, 0.01),
        paint(ring((0.10, 0, 0), 0.11, 0.035, Look(materials.BARK, hexa("8a5a1c")), axis=(1, 0, 0)), soft=0.02),
    ]
    for i in range(30):
        angle, layer = i * 2 * math.pi / 15 + (0.21 if i >= 15 else 0.0), i >= 15
        c, s = math.cos(angle), math.sin(angle)
        reach = 0.47 if layer else 0.43
        look = Look(materials.PETAL, dark(main, 0.16) if layer else main)
        x = 0.0 if layer else 0.045
        middle = (x + 0.02, 0.30 * s, 0.30 * c)
        head += [
            limb((x, 0.18 * s, 0.18 * c), middle, 0.028, 0.052, look, 0.01, (1, 1, 0.6)),
            limb(middle, (x - 0.02 + 0.04 * (i % 3), reach * s, reach * c), 0.052, 0.008, look, 0.01, (1, 1, 0.6)),
        ]
    stem = chain(
        [(0, 0, 0), (-0.02, 0.6, 0.02), (-0.06, 1.15, 0), (0, 1.32, 0)], [0.045, 0.04, 0.036, 0.036], green, 0.02
    )
    leaves = _leaf((0, 0.45, 0), (0.12, 0.62, 0.48), 0.13, green) + _leaf(
        (0, 0.70, 0), (0.10, 0.85, -0.44), 0.12, green
    )
    return [*stem, *leaves, *turned(moved(head, (0.05, 1.36, 0)), (0, 1.36, 0), yaw=-pose.look * 0.2, pitch=0.18)]


def mushroom(main: RGB, pose: Pose) -> Parts:
    """A toadstool with white dots and a small one beside it."""

    def one(size: float, at: Vector) -> Parts:
        stalk, cap = Look(materials.SKIN, hexa("f2e9d6")), Look(materials.GLOSS, main)
        gills = Look(materials.MATTE, hexa("e6d6b8"))
        dots = [
            ball(
                (0.42 * math.sin(t) * math.cos(p), 0.66 + 0.36 * math.cos(t), 0.42 * math.sin(t) * math.sin(p)),
                0.055 + 0.02 * (i % 3),
                Look(materials.MATTE, hexa("fbf6ea")),
            )
            for i, (t, p) in enumerate(
                [(0.1, 0), *((0.75, k * 1.26 + 0.3) for k in range(5)), *((1.25, k * 0.9) for k in range(7))]
            )
        ]
        parts = [
            *lathe([(0.17, 0.0), (0.145, 0.15), (0.115, 0.45), (0.13, 0.66)], stalk),
            ball((0, 0.08, 0), (0.19, 0.10, 0.19), stalk, 0.06),
            ring((0, 0.50, 0), 0.115, 0.03, stalk, k=0.03),
            *solid(
                [ball((0, 0.66, 0), (0.46, 0.38, 0.46), cap), cut(box((0, 0.30, 0), (0.6, 0.34, 0.6), gills), 0.03)]
            ),
            *dots,
        ]
        return [*moved(scaled(parts, size), at)]

    tuft = [
        limb(
            (0.4 * math.cos(a), 0, 0.4 * math.sin(a)),
            (0.5 * math.cos(a + 0.3), 0.16 + 0.05 * math.sin(5 * a), 0.5 * math.sin(a + 0.3)),
            0.018,
            0.003,
            Look(materials.PETAL, hexa("5c8a30")),
        )
        for a in (0.2, 0.9, 1.8, 2.6, 3.5, 4.4, 5.3, 6.0)
    ]
    return [*one(1.0, (0, 0, 0)), *one(0.5, (0.25, 0, 0.42 * pose.side)), *tuft]
