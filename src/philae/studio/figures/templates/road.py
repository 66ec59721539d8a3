"""Vehicles on wheels: car, truck, bus, tractor, locomotive and bicycle, heading along +x."""

import math

from philae.studio.figures import materials
from philae.studio.figures.part import (
    Look, Part, Parts, ball, box, chain, cut, dark, drum, hexa, light, limb, mirrored, paint, ring, solid,
)  # fmt: skip
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import Vector, rotation
from philae.studio.scene import RGB

TYRE, STEEL = Look(materials.MATTE, hexa("1b1b1d")), Look(materials.METAL, hexa("c4c8cd"))
BLACK, GLASS = Look(materials.GLOSS, hexa("17181b")), Look(materials.GLASS, hexa("1d2b36"))
LAMP, REAR = Look(materials.GLOW, hexa("fff0c4")), Look(materials.GLOW, hexa("d81c14"))


def wheel(at: Vector, radius: float, wide: float, hub: Look = STEEL) -> Parts:
    """A tyre with a spoked hub whose axle runs along z; seen from +z."""
    x, y, z = at
    tyre = drum((x, y, z - wide), (x, y, z + wide), radius, radius, TYRE, rounding=min(wide * 0.7, radius * 0.3))
    rim = drum((x, y, z + wide * 0.7), (x, y, z + wide * 1.02), radius * 0.66, radius * 0.62, hub, rounding=0.006)
    spokes = [limb((x + 0.15 * radius * math.cos(a), y + 0.15 * radius * math.sin(a), z + wide), (x + 0.55 * radius * math.cos(a), y + 0.55 * radius * math.sin(a), z + wide), radius * 0.09, radius * 0.07, BLACK) for a in (i * 2 * math.pi / 5 + 0.3 for i in range(5))]
    return [tyre, rim, *spokes, ball((x, y, z + wide * 1.02), radius * 0.16, hub)]


def _arches(places: tuple[float, ...], y: float, radius: float, depth: float) -> Parts:
    dark_well = Look(materials.MATTE, (0.012, 0.012, 0.013))
    return [cut(drum((x, y, z), (x, y, z + (depth if z > 0 else -depth)), radius, radius, dark_well)) for x in places for z in (0.24, -0.24)]


def car(main: RGB, pose: Pose) -> Parts:
    """A rounded small car."""
    paintwork = Look(materials.GLOSS, main)
    del pose
    body = solid([
        box((0, 0.36, 0), (0.88, 0.17, 0.40), paintwork, rounding=0.12), box((-0.06, 0.66, 0), (0.56, 0.22, 0.36), paintwork, rounding=0.10, taper=(0.34, 0.22), k=0.05),
        *_arches((0.56, -0.54), 0.19, 0.225, 0.4),
    ])  # fmt: skip
    glazing = [
        *mirrored([box((0.14, 0.66, 0.33), (0.17, 0.125, 0.028), GLASS, rounding=0.03, taper=(0.25, 0.0), turned=rotation(roll=-0.19)), box((-0.25, 0.66, 0.33), (0.17, 0.125, 0.028), GLASS, rounding=0.03, taper=(0.25, 0.0), turned=rotation(roll=-0.19))]),
        box((0.40, 0.67, 0), (0.03, 0.155, 0.285), GLASS, rounding=0.025, turned=rotation(pitch=0.72)), box((-0.53, 0.67, 0), (0.03, 0.14, 0.27), GLASS, rounding=0.025, turned=rotation(pitch=-0.66)),
    ]  # fmt: skip
    trim = [
        box((0.88, 0.24, 0), (0.04, 0.045, 0.36), BLACK, rounding=0.03), box((-0.88, 0.24, 0), (0.04, 0.045, 0.36), BLACK, rounding=0.03), box((0.885, 0.36, 0), (0.012, 0.03, 0.16), STEEL, rounding=0.01),
        *mirrored([ball((0.83, 0.40, 0.27), (0.055, 0.075, 0.085), STEEL), ball((0.845, 0.40, 0.275), (0.05, 0.062, 0.070), LAMP), box((-0.865, 0.42, 0.28), (0.02, 0.05, 0.06), REAR, rounding=0.015)]),
        *mirrored([limb((0.02, 0.47, 0.405), (-0.06, 0.47, 0.405), 0.012, 0.012, STEEL), limb((0.34, 0.54, 0.40), (0.30, 0.57, 0.47), 0.035, 0.045, paintwork), box((0, 0.20, 0.395), (0.42, 0.025, 0.012), BLACK, rounding=0.01)]),
    ]  # fmt: skip
    seam = mirrored([paint(box((-0.045, 0.42, 0.4), (0.005, 0.16, 0.06), Look(materials.GLOSS, dark(main, 0.7))), soft=0.003)])
    return [*body, *glazing, *trim, *seam, *mirrored([*wheel((0.56, 0.19, 0.33), 0.19, 0.07), *wheel((-0.54, 0.19, 0.33), 0.19, 0.07)])]


def truck(main: RGB, pose: Pose) -> Parts:
    """A lorry with a box body."""
    cab, cargo = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("ece9e2"))
    del pose
    parts: Parts = [
        box((-0.36, 0.80, 0), (0.80, 0.48, 0.42), cargo, rounding=0.02), box((0.10, 0.26, 0), (1.18, 0.06, 0.30), BLACK), paint(box((-0.36, 0.62, 0), (0.9, 0.06, 0.6), cab), soft=0.004),
        box((0.88, 0.62, 0), (0.36, 0.36, 0.40), cab, rounding=0.07, taper=(0.12, 0.05)), box((1.165, 0.76, 0), (0.03, 0.14, 0.31), GLASS, rounding=0.025, turned=rotation(pitch=0.13)),
        box((1.23, 0.30, 0), (0.05, 0.06, 0.40), STEEL, rounding=0.02), *(box((1.235, 0.44 + 0.045 * i, 0), (0.012, 0.012, 0.2), STEEL) for i in range(3)),
    ]  # fmt: skip
    side = [
        box((0.92, 0.76, 0.385), (0.17, 0.13, 0.02), GLASS, rounding=0.018), ball((1.225, 0.46, 0.29), (0.03, 0.06, 0.06), LAMP), limb((0.62, 0.4, 0.40), (0.62, 1.12, 0.40), 0.028, 0.028, STEEL), box((1.12, 0.80, 0.47), (0.025, 0.085, 0.03), BLACK, rounding=0.01),
        limb((0.78, 0.56, 0.405), (0.86, 0.56, 0.405), 0.012, 0.012, STEEL), box((0.30, 0.25, 0.33), (0.2, 0.08, 0.07), STEEL, rounding=0.03), box((-1.16, 0.40, 0.32), (0.015, 0.05, 0.06), REAR),
        *wheel((0.88, 0.21, 0.34), 0.21, 0.075), *wheel((-0.42, 0.21, 0.34), 0.21, 0.075), *wheel((-0.88, 0.21, 0.34), 0.21, 0.075),
    ]  # fmt: skip
    return [*parts, *mirrored(side)]


def bus(main: RGB, pose: Pose) -> Parts:
    """A bus with a row of windows."""
    body, white = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("f2efe6"))
    del pose
    shell = solid([box((0, 0.62, 0), (1.20, 0.46, 0.38), body, rounding=0.09), *_arches((0.74, -0.72), 0.2, 0.235, 0.4)])
    windows = [box((-0.86 + 0.345 * i, 0.78, 0.372), (0.15, 0.145, 0.016), GLASS, rounding=0.015) for i in range(5)]
    door = [box((0.92, 0.60, 0.372), (0.13, 0.31, 0.016), BLACK, rounding=0.015), box((0.855, 0.62, 0.38), (0.05, 0.26, 0.014), GLASS, rounding=0.01), box((0.985, 0.62, 0.38), (0.05, 0.26, 0.014), GLASS, rounding=0.01)]
    ends = [box((1.19, 0.74, 0), (0.022, 0.2, 0.32), GLASS, rounding=0.02), box((1.195, 0.995, 0), (0.018, 0.045, 0.24), BLACK, rounding=0.01), box((1.203, 0.995, 0), (0.014, 0.025, 0.16), Look(materials.GLOW, hexa("ffb43c"))), box((1.20, 0.24, 0), (0.04, 0.05, 0.37), BLACK, rounding=0.02), box((-1.19, 0.78, 0), (0.02, 0.16, 0.3), GLASS, rounding=0.02)]
    roof = [box((0, 1.06, 0), (1.12, 0.03, 0.32), white, rounding=0.028), box((-0.3, 1.10, 0), (0.3, 0.04, 0.2), white, rounding=0.03)]
    side = [*windows, *door, ball((1.19, 0.38, 0.27), (0.03, 0.05, 0.06), LAMP), box((-1.195, 0.42, 0.28), (0.015, 0.06, 0.05), REAR), limb((1.18, 0.98, 0.36), (1.28, 0.90, 0.44), 0.012, 0.012, BLACK), box((1.29, 0.83, 0.45), (0.02, 0.075, 0.03), BLACK, rounding=0.01), *wheel((0.74, 0.2, 0.315), 0.2, 0.07), *wheel((-0.72, 0.2, 0.315), 0.2, 0.07)]
    return [*shell, *ends, *roof, *mirrored(side), paint(box((0, 0.50, 0), (1.4, 0.032, 0.6), white), soft=0.004)]


def tractor(main: RGB, pose: Pose) -> Parts:
    """A farm tractor with large rear wheels and a cab."""
    body, rim = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("f0c020"))
    del pose
    parts: Parts = [
        box((0.38, 0.56, 0), (0.46, 0.17, 0.18), body, rounding=0.06, taper=(0.05, 0.15)), box((0.80, 0.54, 0), (0.05, 0.16, 0.165), BLACK, rounding=0.02), *(box((0.842, 0.44 + 0.05 * i, 0), (0.012, 0.012, 0.13), STEEL) for i in range(5)),
        box((-0.28, 0.48, 0), (0.30, 0.13, 0.22), BLACK, rounding=0.03), box((-0.32, 0.94, 0), (0.27, 0.30, 0.24), GLASS, rounding=0.03, taper=(0.1, 0.08)), box((-0.32, 1.25, 0), (0.33, 0.035, 0.30), body, rounding=0.03),
        limb((0.52, 0.70, 0.10), (0.52, 1.08, 0.10), 0.026, 0.026, BLACK), limb((0.52, 1.08, 0.10), (0.49, 1.14, 0.10), 0.028, 0.03, BLACK), drum((0.60, 0.24, -0.3), (0.60, 0.24, 0.3), 0.05, 0.05, BLACK),
    ]  # fmt: skip
    lugs: list[Part] = []
    for i in range(18):
        a = i * 2 * math.pi / 18
        lugs.append(box((-0.40 + 0.435 * math.cos(a), 0.44 + 0.435 * math.sin(a), 0.37), (0.035, 0.028, 0.095), TYRE, rounding=0.01, turned=rotation(pitch=a)))
    side = [
        *(limb((x, 0.66, 0.225), (x * 0.96 - 0.01, 1.23, 0.215), 0.022, 0.022, body) for x in (-0.04, -0.58)), *chain([(-0.72, 0.74, 0.33), (-0.58, 0.94, 0.33), (-0.36, 1.0, 0.33), (-0.12, 0.90, 0.33)], [0.05] * 4, body, 0.02),
        ball((0.845, 0.62, 0.10), (0.03, 0.045, 0.045), LAMP), *wheel((-0.40, 0.44, 0.37), 0.43, 0.10, rim), *lugs, *wheel((0.60, 0.24, 0.31), 0.24, 0.065, rim),
    ]  # fmt: skip
    return [*parts, *mirrored(side)]


def locomotive(main: RGB, pose: Pose) -> Parts:
    """A steam engine with boiler, chimney, cab and connecting rods, on a piece of track."""
    body, brass, red = Look(materials.GLOSS, main), Look(materials.METAL, hexa("d9a83c")), Look(materials.GLOSS, hexa("b0221c"))
    smoke = Look(materials.WOOL, hexa("e8e8ea"))
    dice = pose.dice()
    parts: Parts = [
        drum((-0.25, 0.74, 0), (0.98, 0.74, 0), 0.27, 0.27, body, rounding=0.02), drum((0.98, 0.74, 0), (1.03, 0.74, 0), 0.24, 0.22, BLACK, rounding=0.015), ball((1.03, 0.74, 0), (0.035, 0.06, 0.06), brass),
        *(ring((x, 0.74, 0), 0.272, 0.016, brass, axis=(1, 0, 0)) for x in (-0.02, 0.36, 0.74)), drum((0.80, 0.98, 0), (0.80, 1.26, 0), 0.075, 0.085, BLACK), drum((0.80, 1.25, 0), (0.80, 1.36, 0), 0.09, 0.15, BLACK, rounding=0.015),
        ball((0.38, 1.02, 0), (0.12, 0.12, 0.12), brass, 0.02), drum((0.38, 0.96, 0), (0.38, 1.03, 0), 0.13, 0.11, brass), drum((0.06, 0.98, 0), (0.06, 1.10, 0), 0.05, 0.04, brass), ball((0.06, 1.11, 0), 0.045, brass),
        box((-0.55, 0.84, 0), (0.30, 0.42, 0.34), body, rounding=0.02), box((-0.58, 1.28, 0), (0.39, 0.035, 0.40), BLACK, rounding=0.03), box((0.2, 0.42, 0), (1.08, 0.06, 0.32), red, rounding=0.01), box((-0.24, 1.04, 0), (0.02, 0.12, 0.24), GLASS),
        drum((1.03, 1.08, 0), (1.10, 1.08, 0), 0.075, 0.085, brass), drum((1.10, 1.08, 0), (1.11, 1.08, 0), 0.07, 0.07, LAMP), box((1.28, 0.40, 0), (0.03, 0.075, 0.34), red, rounding=0.01),
    ]  # fmt: skip
    parts += [limb((1.28, 0.34, z * 0.30), (1.50, 0.10, z * 0.26), 0.022, 0.018, red) for z in (-1, -0.66, -0.33, 0, 0.33, 0.66, 1)] + [limb((1.50, 0.10, -0.28), (1.50, 0.10, 0.28), 0.024, 0.024, red)]
    side: Parts = [box((-0.55, 0.96, 0.335), (0.18, 0.16, 0.014), LAMP), paint(box((-0.55, 0.62, 0.34), (0.2, 0.1, 0.05), red), soft=0.004), drum((0.88, 0.36, 0.33), (1.18, 0.36, 0.33), 0.095, 0.095, body, rounding=0.01), ball((1.32, 0.40, 0.2), (0.04, 0.05, 0.05), STEEL)]
    for x, r in ((0.55, 0.25), (0.0, 0.25), (-0.55, 0.25), (1.05, 0.15)):
        side += [drum((x, r + 0.08, 0.25), (x, r + 0.08, 0.31), r, r, red, rounding=0.01), ring((x, r + 0.08, 0.29), r, 0.026, STEEL, axis=(0, 0, 1)), ball((x, r + 0.08, 0.32), 0.05, brass), *(limb((x, r + 0.08, 0.315), (x + r * 0.85 * math.cos(a), r + 0.08 + r * 0.85 * math.sin(a), 0.315), 0.016, 0.014, Look(materials.GLOSS, light((0.4, 0.02, 0.015), 0.1))) for a in (i * math.pi / 4 for i in range(8)))]
    side += [limb((0.62, 0.26, 0.355), (-0.48, 0.26, 0.355), 0.026, 0.026, STEEL), limb((0.92, 0.36, 0.37), (0.07, 0.26, 0.37), 0.020, 0.022, STEEL), limb((-1.7, 0.055, 0.29), (1.9, 0.055, 0.29), 0.028, 0.028, STEEL)]
    sleepers = [box((-1.6 + 0.26 * i, 0.0, 0), (0.06, 0.035, 0.46), Look(materials.WOOD, hexa("4a3524"))) for i in range(14)]
    puffs = [ball((0.74 - 0.22 * i, 1.50 + 0.10 * i + 0.03 * float(dice.random()), 0.05 * math.sin(i * 2.0)), 0.11 + 0.038 * i, smoke, 0.08) for i in range(5)]
    return [*parts, *mirrored(side), *sleepers, *solid(puffs)]


def bicycle(main: RGB, pose: Pose) -> Parts:
    """A bicycle with a diamond frame and a basket."""
    frame, leather = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("5a3820"))
    rear, front, crank, seat, head = (-0.56, 0.38, 0.0), (0.60, 0.38, 0.0), (-0.10, 0.36, 0.0), (-0.26, 0.86, 0.0), (0.40, 0.86, 0.0)
    parts: Parts = []
    for hub in (rear, front):
        x, y, _ = hub
        parts += [ring(hub, 0.345, 0.026, TYRE, axis=(0, 0, 1)), ring(hub, 0.318, 0.010, STEEL, axis=(0, 0, 1)), drum((x, y, -0.05), (x, y, 0.05), 0.024, 0.024, STEEL)]
        parts += [limb((x, y, 0.03 * (-1) ** i), (x + 0.32 * math.cos(a), y + 0.32 * math.sin(a), 0), 0.0045, 0.0045, STEEL) for i, a in enumerate(k * math.pi / 8 for k in range(16))]
        parts += chain([(x + 0.40 * math.cos(a), y + 0.40 * math.sin(a), 0) for a in (0.3, 0.8, 1.3, 1.8, 2.3, 2.8)], [0.018] * 6, frame)
    parts += [limb(a, b, 0.026, 0.026, frame, 0.01) for a, b in ((crank, seat), (crank, (0.44, 0.74, 0)), (seat, head), (rear, crank), (rear, seat), ((0.38, 0.94, 0), (0.47, 0.66, 0)))]
    parts += [limb((0.47, 0.66, z), (0.60, 0.38, z), 0.018, 0.016, frame, 0.01) for z in (0.04, -0.04)]
    parts += [limb(seat, (-0.30, 0.98, 0), 0.018, 0.018, STEEL), limb((-0.42, 1.01, 0), (-0.16, 1.02, 0), 0.075, 0.028, leather, 0.03, (0.5, 1, 1)), limb((0.38, 0.92, 0), (0.36, 1.06, 0), 0.018, 0.018, STEEL)]
    parts += mirrored([*chain([(0.36, 1.06, 0), (0.38, 1.08, 0.16), (0.26, 1.07, 0.28)], [0.016, 0.016, 0.016], STEEL, 0.01), limb((0.27, 1.07, 0.27), (0.16, 1.06, 0.29), 0.024, 0.024, leather)])
    turn = pose.chance * 3.0
    parts += [drum((-0.10, 0.36, 0.04), (-0.10, 0.36, 0.055), 0.10, 0.10, STEEL), ring((-0.10, 0.36, 0.05), 0.10, 0.010, BLACK, axis=(0, 0, 1)), limb((-0.56, 0.42, 0.05), (-0.10, 0.46, 0.05), 0.008, 0.008, BLACK), limb((-0.56, 0.34, 0.05), (-0.10, 0.26, 0.05), 0.008, 0.008, BLACK)]
    for side in (1, -1):
        end = (-0.10 + side * 0.16 * math.cos(turn), 0.36 + side * 0.16 * math.sin(turn), 0.075 * side)
        parts += [limb((-0.10, 0.36, 0.075 * side), end, 0.014, 0.012, STEEL), box((end[0], end[1], end[2] + 0.05 * side), (0.05, 0.014, 0.045), BLACK, rounding=0.008)]
    basket = Look(materials.WOOD, hexa("b08a50"))
    parts += solid([box((0.60, 0.98, 0), (0.14, 0.11, 0.17), basket, rounding=0.02, taper=(-0.25, -0.2)), cut(box((0.60, 1.04, 0), (0.125, 0.15, 0.155), Look(materials.WOOD, hexa("5a4424")), taper=(-0.25, -0.2)))])
    return [*parts, ball((0.62, 0.80, 0), (0.04, 0.05, 0.05), STEEL), ball((0.645, 0.80, 0), (0.025, 0.04, 0.04), LAMP)]
