"""Things of the house: vessels, light, music, treasure, fruit and cake."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look, Parts, ball, box, chain, cut, dark, drum, hexa, lathe, light, limb, mirrored, mix, moved, paint, ring, solid, turned,
)  # fmt: skip
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB

GOLD, STEEL = Look(materials.METAL, hexa("eab43a")), Look(materials.METAL, hexa("c8ccd2"))
GREEN, STALK = Look(materials.PETAL, hexa("4c8a2c")), Look(materials.BARK, hexa("5a3d20"))
BLACK = Look(materials.GLOSS, hexa("17161a"))


def cup(main: RGB, pose: Pose) -> Parts:
    """A cup of coffee on its saucer."""
    china, coffee = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("3a1c0c"))
    wall = [(0.20, 0.10), (0.235, 0.14), (0.33, 0.30), (0.385, 0.50), (0.41, 0.66)]
    handle = [ring((-0.39, 0.43, 0), 0.165, 0.036, china, axis=(0, 0, 1), k=0.03)]
    body = solid([*lathe(wall, china), *handle, cut(drum((0, 0.34, 0), (0, 0.74, 0), 0.318, 0.392, china), 0.012)])
    saucer = [*lathe([(0.26, 0.0), (0.30, 0.03), (0.60, 0.085), (0.62, 0.10)], china), ring((0, 0.10, 0), 0.61, 0.012, china)]
    foam = [paint(ball((0.05, 0.55, 0.05), (0.16, 0.1, 0.12), Look(materials.GLOSS, hexa("c89a68"))), soft=0.05)]
    band = paint(drum((0, 0.575, 0), (0, 0.625, 0), 0.6, 0.6, Look(materials.GLOSS, dark(mix(main, hexa("2c5a8c"), 0.6), 0.1))), soft=0.005)
    spoon = [limb((0.12, 0.115, 0.45 * pose.side), (0.52, 0.115, 0.30 * pose.side), 0.014, 0.018, STEEL), ball((0.02, 0.12, 0.49 * pose.side), (0.10, 0.03, 0.06), STEEL, 0.01, rotation(yaw=0.35 * pose.side))]
    return [*saucer, *body, drum((0, 0.30, 0), (0, 0.56, 0), 0.28, 0.362, coffee), band, *foam, *spoon]


def teapot(main: RGB, pose: Pose) -> Parts:
    """A round teapot with spout, handle and lid."""
    china = Look(materials.GLOSS, main)
    del pose
    body = [ball((0, 0.42, 0), (0.46, 0.38, 0.46), china, 0.04), drum((0, 0.02, 0), (0, 0.10, 0), 0.26, 0.24, china, rounding=0.02, k=0.05), ring((0, 0.745, 0), 0.21, 0.028, china, k=0.03), ball((0, 0.76, 0), (0.20, 0.085, 0.20), china, 0.012), limb((0, 0.84, 0), (0, 0.90, 0), 0.03, 0.055, china, 0.03), ball((0, 0.92, 0), 0.062, china, 0.02)]
    spout = solid([*chain([(0.36, 0.34, 0), (0.58, 0.44, 0), (0.68, 0.66, 0), (0.80, 0.77, 0)], [0.13, 0.085, 0.058, 0.055], china, 0.05), cut(limb((0.76, 0.75, 0), (0.90, 0.88, 0), 0.036, 0.04, Look(materials.MATTE, dark(main, 0.8))))], 0.05)
    handle = chain([(-0.40, 0.58, 0), (-0.60, 0.68, 0), (-0.76, 0.58, 0), (-0.76, 0.40, 0), (-0.60, 0.27, 0), (-0.40, 0.26, 0)], [0.045, 0.042, 0.042, 0.042, 0.042, 0.045], china, 0.04)
    petals = []
    for a in (1.57, -1.57):
        for i in range(5):
            t = i * 2 * math.pi / 5
            petals.append(paint(ball((0.09 * math.cos(t), 0.42 + 0.09 * math.sin(t), 0.44 * math.copysign(1, a)), (0.058, 0.058, 0.16), Look(materials.GLOSS, mix(main, hexa("ffffff"), 0.8))), soft=0.008))
        petals.append(paint(ball((0, 0.42, 0.45 * math.copysign(1, a)), (0.045, 0.045, 0.16), Look(materials.GLOSS, hexa("e8b030"))), soft=0.008))
    return [*body, *spout, *handle, *petals, paint(drum((0, 0.66, 0), (0, 0.685, 0), 0.6, 0.6, Look(materials.GLOSS, mix(main, hexa("ffffff"), 0.7))), soft=0.005)]


def bottle(main: RGB, pose: Pose) -> Parts:
    """A corked glass bottle with a label."""
    glass, foil = Look(materials.GLASS, main), GOLD
    del pose
    body = lathe([(0.27, 0.0), (0.285, 0.05), (0.285, 0.72), (0.25, 0.86), (0.13, 1.04), (0.095, 1.14), (0.085, 1.42)], glass)
    label, ink = Look(materials.CLOTH, hexa("f2e8d0")), Look(materials.CLOTH, hexa("7a2a24"))
    marks = [paint(drum((0, 0.22, 0), (0, 0.60, 0), 0.4, 0.4, label), soft=0.004), *(paint(drum((0, y, 0), (0, y + 0.02, 0), 0.4, 0.4, ink), soft=0.003) for y in (0.25, 0.55)), paint(ball((0.28, 0.42, 0), (0.1, 0.09, 0.09), ink), soft=0.006)]
    return [*body, ring((0, 1.40, 0), 0.088, 0.022, glass, k=0.01), paint(box((0, 1.32, 0), (0.3, 0.16, 0.3), foil), soft=0.004), drum((0, 1.42, 0), (0, 1.52, 0), 0.07, 0.085, Look(materials.WOOD, hexa("c69a62")), rounding=0.012), *marks]


def vase(main: RGB, pose: Pose) -> Parts:
    """A painted vase with handles and a few flowers."""
    clay, ink = Look(materials.GLOSS, main), Look(materials.GLOSS, mix(dark(main, 0.85), hexa("2a1a14"), 0.4))
    body = lathe([(0.17, 0.0), (0.16, 0.05), (0.30, 0.30), (0.37, 0.52), (0.33, 0.74), (0.17, 0.94), (0.15, 1.04), (0.22, 1.16)], clay)
    whole = solid([*body, cut(drum((0, 0.9, 0), (0, 1.3, 0), 0.12, 0.20, Look(materials.MATTE, dark(main, 0.8))))])
    handles = mirrored(chain([(0, 1.02, 0.15), (0, 1.06, 0.33), (0, 0.92, 0.42), (0, 0.72, 0.33)], [0.032] * 4, clay, 0.03))
    bands = [paint(drum((0, y, 0), (0, y + h, 0), 0.6, 0.6, ink), soft=0.004) for y, h in ((0.08, 0.035), (0.34, 0.02), (0.66, 0.02), (0.98, 0.03))]
    zigzag = paint(drum((0, 0.385, 0), (0, 0.64, 0), 0.6, 0.6, ink), soft=0.004, pattern=columns.GORES, frequency=22.0)
    flowers: Parts = []
    tones = ("e84a5a", "f4c040", "f08ab0", "ffffff", "e8742c")
    for i in range(5):
        a = i * 1.26 + pose.chance
        top = (0.24 * math.cos(a), 1.52 + 0.12 * (i % 3), 0.24 * math.sin(a))
        flowers += [*chain([(0, 1.0, 0), (top[0] * 0.4, 1.3, top[2] * 0.4), top], [0.014, 0.014, 0.014], GREEN, 0.02), *(ball((top[0] + 0.075 * math.cos(t), top[1] + 0.015, top[2] + 0.075 * math.sin(t)), (0.062, 0.032, 0.062), Look(materials.PETAL, hexa(tones[i]))) for t in (k * 1.05 for k in range(6))), ball((top[0], top[1] + 0.035, top[2]), 0.045, Look(materials.PETAL, hexa("e8b030")))]
        flowers.append(limb((top[0] * 0.35, 1.24, top[2] * 0.35), (top[0] * 1.1 + 0.1, 1.32, top[2] * 1.1), 0.05, 0.006, GREEN, 0.0, (0.3, 1, 1)))
    return [*whole, *handles, *bands, zigzag, *flowers]


def lamp(main: RGB, pose: Pose) -> Parts:
    """A table lamp with a lit shade."""
    shade_glow = Look(materials.GLOW, mix(hexa("ffd890"), main, 0.25))
    del pose
    base = lathe([(0.30, 0.0), (0.29, 0.05), (0.10, 0.09), (0.05, 0.16), (0.12, 0.34), (0.15, 0.46), (0.09, 0.62), (0.035, 0.70)], Look(materials.GLOSS, main))
    shade = [drum((0, 0.84, 0), (0, 1.32, 0), 0.46, 0.26, shade_glow, rounding=0.012), ring((0, 0.85, 0), 0.455, 0.020, Look(materials.CLOTH, main)), ring((0, 1.315, 0), 0.255, 0.018, Look(materials.CLOTH, main))]
    return [*base, limb((0, 0.68, 0), (0, 1.40, 0), 0.022, 0.018, GOLD), ball((0, 1.42, 0), 0.035, GOLD), *shade, *chain([(0.20, 0.86, 0.28), (0.20, 0.62, 0.28)], [0.006, 0.006], GOLD), ball((0.20, 0.60, 0.28), 0.024, GOLD)]


def candle(main: RGB, pose: Pose) -> Parts:
    """A burning candle in a brass holder, with drips of wax."""
    wax = Look(materials.PETAL, main)
    dice = pose.dice()
    parts: Parts = [*lathe([(0.34, 0.0), (0.40, 0.05), (0.42, 0.09)], GOLD), drum((0, 0.05, 0), (0, 0.20, 0), 0.17, 0.19, GOLD, rounding=0.015, k=0.03), ring((-0.50, 0.12, 0), 0.11, 0.026, GOLD, axis=(0, 0, 1), k=0.02)]
    stick = solid([drum((0, 0.12, 0), (0, 0.96, 0), 0.15, 0.145, wax, rounding=0.035), *(limb((0.14 * math.cos(a), 0.93, 0.14 * math.sin(a)), (0.155 * math.cos(a), 0.93 - float(dice.uniform(0.12, 0.5)), 0.155 * math.sin(a)), 0.026, 0.036, wax, 0.03) for a in (0.3, 1.3, 2.6, 3.5, 4.4, 5.5)), cut(ball((0, 1.0, 0), (0.11, 0.07, 0.11), Look(materials.GLOW, mix(main, hexa("ffb050"), 0.6))), 0.02)])
    sway = 0.03 * pose.stride
    flame = [limb((0, 1.10, 0), (sway, 1.34, 0), 0.068, 0.004, Look(materials.FIRE, hexa("ff9c2a")), 0.03), ball((0, 1.10, 0), (0.072, 0.085, 0.072), Look(materials.FIRE, hexa("ffc95a")), 0.03)]
    return [*parts, *stick, limb((0, 0.94, 0), (0.01, 1.05, 0), 0.012, 0.009, BLACK), *flame]


def book(main: RGB, pose: Pose) -> Parts:
    """An open book, its pages curving up from the spine."""
    paper, cover = Look(materials.CLOTH, hexa("f6efdd")), Look(materials.CLOTH, main)
    del pose
    half: Parts = []
    curve = [(0.0, 0.10), (0.06, 0.19), (0.20, 0.235), (0.42, 0.20), (0.62, 0.13)]
    for (z0, y0), (z1, y1) in zip(curve[:-1], curve[1:], strict=True):
        slope, wide = math.atan2(y1 - y0, z1 - z0), math.hypot(y1 - y0, z1 - z0)
        half.append(box((0, (y0 + y1) / 2 - 0.035, (z0 + z1) / 2), (0.44, 0.045, wide / 2 + 0.012), paper, k=0.02, turned=rotation(roll=-slope) if slope else rotation()))
    half = [*half, box((0, 0.055, 0.33), (0.43, 0.05, 0.28), paper)]
    ink = Look(materials.CLOTH, hexa("4a4038"))
    lines = [paint(box((0.30 - 0.075 * i, 0.2, 0.335), (0.011, 0.3, 0.20 if i % 4 != 3 else 0.14), ink), soft=0.004) for i in range(9)]
    board = box((0, 0.012, 0.34), (0.49, 0.018, 0.335), cover, rounding=0.012)
    whole = [*mirrored([*half, *lines, board]), box((0, 0.02, 0), (0.49, 0.022, 0.05), cover), box((-0.15, 0.16, 0.02), (0.33, 0.08, 0.018), Look(materials.CLOTH, hexa("c8242c")))]
    return turned(whole, (0, 0, 0), pitch=-0.38)


def chair(main: RGB, pose: Pose) -> Parts:
    """A wooden chair with a slatted back and a cushion."""
    wood, cushion = Look(materials.WOOD, hexa("8a5a30")), Look(materials.CLOTH, main)
    del pose
    frame: Parts = [box((0, 0.56, 0), (0.34, 0.03, 0.34), wood, rounding=0.02), box((0.01, 0.62, 0), (0.31, 0.05, 0.31), cushion, rounding=0.045), paint(box((0.01, 0.62, 0), (0.4, 0.006, 0.4), Look(materials.CLOTH, dark(main, 0.5))), soft=0.004)]
    side = [limb((0.29, 0.55, 0.29), (0.31, 0.0, 0.30), 0.035, 0.026, wood), *chain([(-0.36, 0.0, 0.30), (-0.30, 0.56, 0.29), (-0.42, 1.28, 0.29)], [0.026, 0.036, 0.028], wood, 0.02), limb((0.30, 0.24, 0.295), (-0.33, 0.24, 0.295), 0.018, 0.018, wood), ball((-0.425, 1.31, 0.29), 0.038, wood), limb((-0.333, 0.78, 0.09), (-0.405, 1.16, 0.09), 0.020, 0.020, wood), limb((-0.333, 0.78, 0.20), (-0.405, 1.16, 0.20), 0.020, 0.020, wood)]
    rails = [limb((-0.415, 1.20, -0.29), (-0.415, 1.20, 0.29), 0.05, 0.05, wood, 0.02, (1, 1, 1)), limb((-0.333, 0.77, -0.29), (-0.333, 0.77, 0.29), 0.028, 0.028, wood), limb((-0.365, 0.96, 0), (-0.405, 1.16, 0), 0.02, 0.02, wood), limb((-0.333, 0.78, 0), (-0.37, 0.98, 0), 0.02, 0.02, wood), limb((0.30, 0.34, -0.29), (0.30, 0.34, 0.29), 0.018, 0.018, wood)]
    return [*frame, *mirrored(side), *rails]


def guitar(main: RGB, pose: Pose) -> Parts:
    """An acoustic guitar standing on its stand, its strings towards the viewer."""
    top, back, neck = Look(materials.WOOD, main), Look(materials.WOOD, dark(main, 0.6)), Look(materials.WOOD, hexa("3a2214"))
    ivory = Look(materials.GLOSS, hexa("efe8d8"))
    def outline(x: float, grow: float, thick: float, look: Look) -> Parts:
        return [drum((x - thick, y, 0), (x + thick, y, 0), r + grow, r + grow, look, rounding=0.015, k=0.14) for y, r in ((0.40, 0.36), (0.66, 0.22), (0.92, 0.27))]

    body = [*solid(outline(0.0, 0.0, 0.10, back)), *solid([*outline(0.095, 0.004, 0.015, top), cut(drum((0.0, 0.72, 0), (0.3, 0.72, 0), 0.105, 0.105, Look(materials.MATTE, hexa("120a06"))))])]
    rosette = [paint(ring((0.11, 0.72, 0), 0.122, 0.018, neck, axis=(1, 0, 0)), soft=0.004), paint(ring((0.11, 0.72, 0), 0.145, 0.006, ivory, axis=(1, 0, 0)), soft=0.003)]
    arm = [box((0.10, 1.40, 0), (0.035, 0.56, 0.052), neck, rounding=0.01), box((0.085, 2.06, 0), (0.025, 0.14, 0.085), neck, rounding=0.015, taper=(0, -0.2)), *(box((0.137, 0.98 + 0.075 * i, 0), (0.004, 0.005, 0.052), STEEL) for i in range(13)), box((0.13, 1.95, 0), (0.014, 0.010, 0.054), ivory), box((0.122, 0.34, 0), (0.020, 0.026, 0.14), neck, rounding=0.01), box((0.142, 0.35, 0), (0.006, 0.008, 0.085), ivory)]
    strings = [limb((0.150, 0.345, z), (0.148, 1.98, z * 0.75), 0.0045, 0.0040, STEEL) for z in (-0.05, -0.03, -0.01, 0.01, 0.03, 0.05)]
    pegs = mirrored([part for i in range(3) for part in (limb((0.085, 1.98 + 0.08 * i, 0.08), (0.085, 1.98 + 0.08 * i, 0.14), 0.010, 0.010, STEEL), ball((0.085, 1.98 + 0.08 * i, 0.15), (0.018, 0.024, 0.022), ivory))])
    stand = [*mirrored([*chain([(0.17, 0.06, 0.16), (0.05, 0.05, 0.18), (-0.20, 0.02, 0.32)], [0.018] * 3, BLACK)]), limb((-0.12, 0.05, 0), (-0.30, 0.0, 0), 0.018, 0.018, BLACK), limb((-0.14, 0.05, 0), (-0.12, 0.7, 0), 0.018, 0.018, BLACK), limb((-0.14, 0.06, -0.2), (-0.14, 0.06, 0.2), 0.016, 0.016, BLACK)]
    lean = turned([*body, *rosette, *arm, *strings, *pegs], (0, 0.04, 0), pitch=0.10)
    del pose
    return [*lean, *stand]


def football(main: RGB, pose: Pose) -> Parts:
    """A football with dark pentagons and stitched seams."""
    gold = (1 + math.sqrt(5)) / 2
    points = [p for a in (1, -1) for b in (gold, -gold) for p in ((0.0, float(a), b), (float(a), b, 0.0), (b, 0.0, float(a)))]
    leather, ink = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("1a1a1e"))
    size = 0.5 / math.sqrt(1 + gold * gold)
    spots = [paint(ball((x * size, 0.5 + y * size, z * size), 0.175, ink), soft=0.006) for x, y, z in points]
    seams: Parts = []
    for i, p in enumerate(points):
        for q in points[i + 1 :]:
            if sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) < 4.1:  # noqa: PLR2004 - neighbours are 2 apart
                m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
                swell = 1.0 / math.sqrt(sum(v * v for v in m)) * 0.5
                n = [(a - b) / 2 for a, b in zip(p, q, strict=True)]
                w = (m[1] * n[2] - m[2] * n[1], m[2] * n[0] - m[0] * n[2], m[0] * n[1] - m[1] * n[0])
                r = math.sqrt(sum(v * v for v in w))
                ends = [(m[0] * swell + s * w[0] / r * 0.09, 0.5 + m[1] * swell + s * w[1] / r * 0.09, m[2] * swell + s * w[2] / r * 0.09) for s in (1, -1)]
                seams.append(paint(limb(ends[0], ends[1], 0.010, 0.010, Look(materials.GLOSS, dark(main, 0.75))), soft=0.006))
    return turned([ball((0, 0.5, 0), 0.5, leather), *seams, *spots], (0, 0.5, 0), yaw=pose.chance, pitch=0.5, roll=0.3)


def crown(main: RGB, pose: Pose) -> Parts:
    """A golden crown with pearls, jewels and a red velvet cap."""
    gold, velvet = Look(materials.METAL, main), Look(materials.CLOTH, hexa("8a1420"))
    del pose
    parts: Parts = [*solid([drum((0, 0.0, 0), (0, 0.22, 0), 0.46, 0.49, gold, rounding=0.01), cut(drum((0, 0.05, 0), (0, 0.5, 0), 0.43, 0.47, gold))]), ring((0, 0.025, 0), 0.465, 0.035, gold), ring((0, 0.215, 0), 0.49, 0.028, gold), ball((0, 0.24, 0), (0.42, 0.28, 0.42), velvet)]
    jewels = ("d01830", "1c58d0", "18a050")
    for i in range(8):
        a = i * math.pi / 4
        c, s = math.cos(a), math.sin(a)
        parts += [limb((0.48 * c, 0.22, 0.48 * s), (0.57 * c, 0.58, 0.57 * s), 0.085, 0.012, gold, 0.03, (1, 1, 1)), ball((0.575 * c, 0.62, 0.575 * s), 0.048, Look(materials.GLOSS, hexa("f6f0e4"))), ball((0.49 * c, 0.12, 0.49 * s), (0.055, 0.055, 0.055), Look(materials.GLASS, hexa(jewels[i % 3])))]
        b = a + math.pi / 8
        parts += [ball((0.49 * math.cos(b), 0.12, 0.49 * math.sin(b)), 0.026, Look(materials.GLOSS, hexa("f6f0e4"))), limb((0.485 * math.cos(b), 0.22, 0.485 * math.sin(b)), (0.52 * math.cos(b), 0.36, 0.52 * math.sin(b)), 0.045, 0.012, gold, 0.02), ball((0.525 * math.cos(b), 0.38, 0.525 * math.sin(b)), 0.026, gold)]
    return parts


def diamond(main: RGB, pose: Pose) -> Parts:
    """A cut diamond balanced on its point."""
    stone = Look(materials.GLASS, main)
    facets: Parts = []
    for i in range(8):
        a = i * math.pi / 4
        c, s = math.cos(a), math.sin(a)
        tone = Look(materials.GLASS, mix(main, (1, 1, 1) if i % 2 else dark(main, 0.5), 0.35))
        facets += [cut(box((1.05 * c * 0.86, 0.24, 1.05 * s * 0.86), (0.5, 1.0, 0.8), tone, turned=rotation(yaw=-a, pitch=-0.72)), 0.0), cut(box((c * 0.93, 1.12, s * 0.93), (0.5, 0.5, 0.8), Look(materials.GLASS, light(tone.colour, 0.4)), turned=rotation(yaw=-a - 0.39, pitch=0.62)))]
    del pose
    return [*solid([drum((0, 0.0, 0), (0, 0.62, 0), 0.02, 0.62, stone), drum((0, 0.62, 0), (0, 0.86, 0), 0.62, 0.40, Look(materials.GLASS, light(main, 0.4))), *facets])]


def sword(main: RGB, pose: Pose) -> Parts:
    """A sword standing with its point in the ground; the grip takes the colour."""
    grip = Look(materials.CLOTH, main)
    del pose
    blade = [box((0, 0.74, 0), (0.022, 0.78, 0.085), STEEL, taper=(-0.2, -0.25)), box((0, -0.10, 0), (0.018, 0.10, 0.063), STEEL, taper=(-0.4, -0.3))]
    fuller = paint(box((0, 0.95, 0), (0.1, 0.55, 0.016), Look(materials.METAL, hexa("70767e"))), soft=0.006)
    guard = [limb((0, 1.56, -0.30), (0, 1.53, 0), 0.036, 0.046, GOLD, 0.02), limb((0, 1.53, 0), (0, 1.56, 0.30), 0.046, 0.036, GOLD, 0.02), *mirrored([ball((0, 1.565, 0.32), 0.058, GOLD)]), ball((0.04, 1.54, 0), (0.03, 0.05, 0.05), Look(materials.GLASS, hexa("c01828")))]
    hilt = [limb((0, 1.56, 0), (0, 1.86, 0), 0.044, 0.036, grip), *(ring((0, 1.60 + 0.045 * i, 0), 0.041, 0.009, GOLD) for i in range(6)), ball((0, 1.93, 0), 0.075, GOLD), ball((0.055, 1.93, 0), 0.035, Look(materials.GLASS, hexa("c01828")))]
    return turned([*blade, fuller, *guard, *hilt], (0, 0, 0), roll=0.10, pitch=0.04)


def key(main: RGB, pose: Pose) -> Parts:
    """An old ornate key, upright."""
    metal = Look(materials.METAL, main)
    del pose
    bow = [ring((0, 1.32 + 0.16 * y, 0.17 * x), 0.125, 0.042, metal, axis=(1, 0, 0), k=0.02) for x, y in ((0.0, 1.0), (0.95, -0.45), (-0.95, -0.45))]
    shaft = [limb((0, 0.06, 0), (0, 1.18, 0), 0.052, 0.056, metal), ring((0, 1.08, 0), 0.062, 0.030, metal), ring((0, 0.98, 0), 0.056, 0.022, metal), ball((0, 0.03, 0), 0.062, metal), ball((0, 1.60, 0), 0.05, metal)]
    bit = solid([box((0, 0.24, 0.17), (0.030, 0.17, 0.15), metal, rounding=0.01), cut(box((0, 0.24, 0.28), (0.1, 0.028, 0.07), metal)), cut(box((0, 0.36, 0.20), (0.1, 0.022, 0.045), metal)), cut(box((0, 0.13, 0.20), (0.1, 0.022, 0.045), metal))])
    return turned([*shaft, *bow, *bit], (0, 0, 0), roll=-0.16)


def umbrella(main: RGB, pose: Pose) -> Parts:
    """An open umbrella with ribs and a curved handle."""
    cloth, wood = Look(materials.CLOTH, main), Look(materials.WOOD, hexa("7a4a24"))
    canopy = solid([ball((0, 1.12, 0), (0.86, 0.52, 0.86), cloth), cut(ball((0, 1.08, 0), (0.84, 0.50, 0.84), Look(materials.CLOTH, dark(main, 0.5)))), cut(box((0, 0.62, 0), (1.2, 0.5, 1.2), cloth)), *(cut(ball((1.0 * math.cos(a), 1.10, 1.0 * math.sin(a)), (0.30, 0.13, 0.36), cloth, 0.0, rotation(yaw=-a))) for a in (i * math.pi / 4 + math.pi / 8 for i in range(8)))])
    gores = paint(drum((0, 0.8, 0), (0, 1.8, 0), 1.2, 1.2, Look(materials.CLOTH, light(mix(main, (1, 1, 1), 0.6), 0.2))), soft=0.004, pattern=columns.GORES, frequency=4.0)
    handle = chain([(0, 0.22, 0), (0.01, 0.08, 0), (0.08, 0.03, 0), (0.16, 0.07, 0), (0.17, 0.16, 0)], [0.034] * 5, wood, 0.02)
    return turned([*canopy, gores, limb((0, 0.2, 0), (0, 1.72, 0), 0.022, 0.016, STEEL), limb((0, 1.62, 0), (0, 1.76, 0), 0.022, 0.008, wood), *handle], (0, 0.2, 0), roll=0.16 * pose.side, pitch=0.12)


def apple(main: RGB, pose: Pose) -> Parts:
    """An apple with a stalk and a leaf."""
    skin = Look(materials.GLOSS, main)
    body = solid([ball((0, 0.47, 0), (0.49, 0.45, 0.49), skin, 0.05), ball((0, 0.56, 0), (0.50, 0.36, 0.50), skin, 0.10), *(ball((0.20 * math.cos(a), 0.10, 0.20 * math.sin(a)), 0.12, skin, 0.12) for a in (i * 1.257 for i in range(5))), cut(ball((0, 1.06, 0), (0.16, 0.22, 0.16), Look(materials.GLOSS, mix(main, hexa("8a9a2c"), 0.5))), 0.20)])
    blush = [paint(ball((0.1, 0.95, 0.1), (0.42, 0.32, 0.42), Look(materials.GLOSS, mix(main, hexa("e8d048"), 0.55))), soft=0.28)]
    del pose
    return [*body, *blush, *chain([(0, 0.80, 0), (0.02, 0.95, 0.01), (0.07, 1.06, 0.02)], [0.022, 0.022, 0.030], STALK, 0.01), limb((0.03, 0.96, 0.0), (0.18, 1.05, 0.14), 0.02, 0.085, GREEN, 0.03, (0.22, 1, 1)), limb((0.18, 1.05, 0.14), (0.36, 1.03, 0.26), 0.085, 0.006, GREEN, 0.03, (0.22, 1, 1))]


def orange(main: RGB, pose: Pose) -> Parts:
    """A whole orange and a cut half beside it."""
    pith, flesh = Look(materials.MATTE, hexa("fbeccb")), Look(materials.GLOSS, light(main, 0.12))
    whole = [ball((0, 0.5, 0), (0.52, 0.49, 0.52), Look(materials.GLOSS, main)), limb((0, 0.97, 0), (0, 1.01, 0), 0.035, 0.02, GREEN), limb((0.01, 0.99, 0), (0.14, 1.06, 0.10), 0.02, 0.075, GREEN, 0.03, (0.22, 1, 1)), limb((0.14, 1.06, 0.10), (0.32, 1.04, 0.20), 0.075, 0.006, GREEN, 0.03, (0.22, 1, 1))]
    half = [*solid([ball((0, 0, 0), 0.40, Look(materials.GLOSS, main)), cut(box((0.5, 0, 0), (0.5, 1, 1), flesh))]), paint(drum((0.0, 0, 0), (0.03, 0, 0), 0.42, 0.42, pith), soft=0.003), paint(drum((-0.05, 0, 0), (0.05, 0, 0), 0.355, 0.355, flesh), soft=0.006)]
    half += [paint(limb((0.0, 0, 0), (0.0, 0.36 * math.sin(a), 0.36 * math.cos(a)), 0.008, 0.014, pith), soft=0.006) for a in (i * math.pi / 5 for i in range(10))] + [paint(ball((0, 0, 0), 0.035, pith), soft=0.006)]
    return [*whole, *moved(turned(half, (0, 0, 0), pitch=0.35), (0.42, 0.38, 0.50 * pose.side))]


def banana(main: RGB, pose: Pose) -> Parts:
    """A hand of three bananas."""
    parts: Parts = []
    tip = Look(materials.MATTE, hexa("4a3418"))
    for i, (lift, out) in enumerate(((0.0, -0.24), (0.06, 0.0), (0.0, 0.24))):
        points = [(0.60 * math.cos(a) * 1.15, 0.72 - 0.60 * math.sin(a) + lift, out * math.sin(a)) for a in (0.12, 0.5, 0.95, 1.4, 1.85, 2.3, 2.72)]
        skin = Look(materials.GLOSS, mix(main, hexa("c8b020"), 0.12 * i))
        parts += chain(points, [0.06, 0.115, 0.14, 0.145, 0.14, 0.115, 0.06], skin, 0.06)
        end, stem = points[0], points[-1]
        parts += [limb(end, (end[0] + 0.01, end[1] + 0.06, end[2]), 0.045, 0.03, tip, 0.02), limb(stem, (-0.70, 0.74, 0), 0.055, 0.05, Look(materials.GLOSS, mix(main, hexa("8a9a30"), 0.4)), 0.05)]
        parts += [paint(limb(p, q, 0.02, 0.02, Look(materials.GLOSS, dark(main, 0.35))), soft=0.02) for p, q in zip([(x, y, z + 0.13) for x, y, z in points[1:-1]], [(x, y, z + 0.13) for x, y, z in points[2:]], strict=False)]
    del pose
    return [*parts, limb((-0.70, 0.72, 0), (-0.76, 0.86, 0), 0.075, 0.06, Look(materials.MATTE, hexa("5a4a20")), 0.03)]


def pumpkin(main: RGB, pose: Pose) -> Parts:
    """A carved pumpkin, lit from within."""
    rind, glow = Look(materials.GLOSS, main), Look(materials.GLOW, hexa("ffc040"))
    lobes = [ball((0.27 * math.cos(a), 0.42, 0.27 * math.sin(a)), (0.33, 0.42, 0.20), rind, 0.025, rotation(yaw=-a)) for a in (i * 2 * math.pi / 11 for i in range(11))]
    holes = mirrored([cut(box((0.62, 0.56, 0.185), (0.3, 0.085, 0.105), glow, taper=(0.0, 0.9), rounding=0.005), 0.01)]) + [cut(box((0.62, 0.42, 0), (0.3, 0.055, 0.055), glow, taper=(0.0, 0.9)), 0.008)]
    holes += mirrored([cut(box((0.6, 0.22 + 1.1 * z * z, z), (0.3, 0.050 - 0.09 * z, 0.045), glow, turned=rotation(roll=-1.6 * z)), 0.006) for z in (0.03, 0.10, 0.17, 0.235)])
    core = ball((0.0, 0.42, 0), (0.45, 0.36, 0.45), glow)
    stalk = chain([(0, 0.76, 0), (0.02, 0.92, 0.01), (0.12, 1.04, 0.03)], [0.085, 0.055, 0.06], Look(materials.BARK, hexa("5c6a2c")), 0.03)
    del pose
    return [*solid([*lobes, *holes]), core, *stalk]


def cake(main: RGB, pose: Pose) -> Parts:
    """A two-tiered birthday cake with icing, cherries and candles."""
    sponge, cream, cherry = Look(materials.CLOTH, main), Look(materials.GLOSS, hexa("fff4e6")), Look(materials.GLOSS, hexa("c01424"))
    dice = pose.dice()
    parts: Parts = [drum((0, 0.0, 0), (0, 0.035, 0), 0.70, 0.72, Look(materials.GLOSS, hexa("dfe3e8")), rounding=0.012), drum((0, 0.03, 0), (0, 0.42, 0), 0.56, 0.55, sponge, rounding=0.03), drum((0, 0.42, 0), (0, 0.74, 0), 0.36, 0.35, sponge, rounding=0.03)]
    icing: Parts = []
    for top, radius, count in ((0.42, 0.555, 16), (0.74, 0.355, 11)):
        icing += [drum((0, top - 0.03, 0), (0, top + 0.03, 0), radius + 0.012, radius - 0.005, cream, rounding=0.03, k=0.02)]
        icing += [limb((radius * math.cos(a), top - 0.02, radius * math.sin(a)), (1.02 * radius * math.cos(a), top - float(dice.uniform(0.07, 0.19)), 1.02 * radius * math.sin(a)), 0.045, 0.040, cream, 0.04) for a in (i * 2 * math.pi / count for i in range(count))]
    trim = [ball((0.57 * math.cos(a), 0.075, 0.57 * math.sin(a)), 0.05, cream, 0.01) for a in (i * 2 * math.pi / 26 for i in range(26))]
    fruit = [ball((0.455 * math.cos(a), 0.485, 0.455 * math.sin(a)), 0.052, cherry) for a in (i * 2 * math.pi / 12 for i in range(12))]
    sprinkles = paint(drum((0, 0.05, 0), (0, 0.80, 0), 0.7, 0.7, Look(materials.GLOSS, hexa("f2b8c8"))), soft=0.004, pattern=columns.SPOTS, frequency=11.0)
    lights: Parts = []
    for i, tone in enumerate(("e84a5a", "4a9ae8", "f4c040", "58b868", "b868d0")):
        a = i * 2 * math.pi / 5 + 0.3
        x, z = 0.21 * math.cos(a), 0.21 * math.sin(a)
        lights += [drum((x, 0.74, z), (x, 1.0, z), 0.022, 0.022, Look(materials.GLOSS, hexa(tone))), ball((x, 1.055, z), (0.026, 0.055, 0.026), Look(materials.FIRE, hexa("ffb43c"))), limb((x, 1.0, z), (x, 1.02, z), 0.005, 0.005, BLACK)]
    return [*parts, sprinkles, *solid(icing), *trim, *fruit, *lights]
