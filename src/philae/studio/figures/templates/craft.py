"""Craft of air, water and space: airplane, helicopter, balloon, rocket, ufo, ship, sailboat and submarine."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look, Part, Parts, ball, box, chain, cut, dark, drum, hexa, lathe, light, limb, mirrored, mix, paint, ring, solid, turned,
)  # fmt: skip
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB

WHITE, STEEL, BLACK = Look(materials.GLOSS, hexa("f3f1ec")), Look(materials.METAL, hexa("bcc2c8")), Look(materials.GLOSS, hexa("18191c"))
GLASS, WOOD, ROPE = Look(materials.GLASS, hexa("22384a")), Look(materials.PLANKS, hexa("8a5a30")), Look(materials.CLOTH, hexa("5a4a34"))
LAMP = Look(materials.GLOW, hexa("ffe7a0"))


def airplane(main: RGB, pose: Pose) -> Parts:
    """An airliner with swept wings, engines and a coloured tail."""
    hull, paintwork = WHITE, Look(materials.GLOSS, main)
    parts: Parts = [limb((0.95, 0, 0), (-0.35, 0, 0), 0.165, 0.17, hull, 0.06), limb((0.95, 0, 0), (1.18, -0.03, 0), 0.16, 0.07, hull, 0.12), limb((-0.35, 0, 0), (-1.25, 0.10, 0), 0.17, 0.045, hull, 0.06)]
    wing = [
        limb((0.18 - 0.12 * i, -0.07, 0.10), (-0.44 - 0.045 * i, 0.06, 1.22), 0.082, 0.032, Look(materials.GLOSS, hexa("d8dade")), 0.05, (0.30, 1, 1)) for i in range(4)
    ]  # fmt: skip
    tail = [limb((-1.02 - 0.07 * i, 0.10, 0.03), (-1.26 - 0.03 * i, 0.15, 0.46), 0.05, 0.022, Look(materials.GLOSS, hexa("d8dade")), 0.03, (0.32, 1, 1)) for i in range(3)]
    fin = [limb((-0.95 - 0.09 * i, 0.10, 0), (-1.24 - 0.035 * i, 0.56, 0), 0.062, 0.03, paintwork, 0.03, (1, 1, 0.32)) for i in range(3)]
    engines = [drum((0.06, -0.20, 0.46), (-0.26, -0.19, 0.46), 0.098, 0.07, paintwork, rounding=0.02), drum((0.05, -0.20, 0.46), (0.075, -0.20, 0.46), 0.08, 0.085, BLACK), ball((0.07, -0.20, 0.46), 0.03, STEEL), limb((-0.08, -0.12, 0.46), (-0.18, -0.06, 0.46), 0.03, 0.03, hull), limb((-0.44, 0.06, 1.22), (-0.54, 0.20, 1.28), 0.03, 0.012, paintwork, 0.03)]
    windows = [paint(ball((0.86 - 0.085 * i, 0.055, 0.17), 0.022, GLASS), soft=0.004) for i in range(20)]
    cockpit = paint(box((1.10, 0.062, 0), (0.065, 0.030, 0.2), GLASS), soft=0.006)
    stripe = paint(box((-0.1, -0.035, 0), (1.4, 0.022, 0.4), paintwork), soft=0.004)
    belly = paint(box((0, -0.22, 0), (1.5, 0.12, 0.16), Look(materials.GLOSS, hexa("c4c8ce"))), soft=0.01)
    bank = 0.22 * pose.side if pose.aloft else 0.0
    return turned([*parts, *mirrored([*wing, *tail, *engines, *windows]), *fin, belly, stripe, cockpit], (0, 0, 0), pitch=0.10, roll=bank)


def helicopter(main: RGB, pose: Pose) -> Parts:
    """A helicopter with a glass nose, skids and turning blades."""
    body = Look(materials.GLOSS, main)
    spin = pose.chance * 3.0
    parts: Parts = [
        ball((0.12, 0.52, 0), (0.50, 0.34, 0.31), body, 0.08), ball((0.33, 0.50, 0), (0.36, 0.30, 0.285), GLASS), limb((-0.25, 0.62, 0), (-1.18, 0.74, 0), 0.16, 0.05, body, 0.10),
        limb((-1.12, 0.72, 0), (-1.34, 1.06, 0), 0.07, 0.03, body, 0.04, (1, 1, 0.4)), limb((-1.0, 0.74, 0.24), (-1.0, 0.74, -0.24), 0.05, 0.05, body, 0.02, (0.35, 1, 1)),
        limb((0.05, 0.85, 0), (-0.22, 0.86, 0), 0.12, 0.10, body, 0.06), limb((0, 0.9, 0), (0, 1.08, 0), 0.035, 0.03, STEEL), ball((0, 1.09, 0), (0.075, 0.045, 0.075), BLACK),
        paint(box((0.33, 0.52, 0), (0.014, 0.5, 0.5), body), soft=0.004), paint(box((0.4, 0.5, 0), (0.5, 0.5, 0.012), body), soft=0.004), paint(limb((-0.1, 0.50, 0), (-1.2, 0.70, 0), 0.05, 0.025, WHITE), soft=0.005),
    ]  # fmt: skip
    for i in range(4):
        a = spin + i * math.pi / 2
        parts.append(limb((0.06 * math.cos(a), 1.09, 0.06 * math.sin(a)), (1.12 * math.cos(a), 1.06, 1.12 * math.sin(a)), 0.04, 0.045, BLACK, 0.0, (0.25, 1, 1)))
    parts += [limb((-1.28, 0.92, 0.07), (-1.28 + 0.22 * math.cos(a), 0.92 + 0.22 * math.sin(a), 0.075), 0.02, 0.024, BLACK) for a in (0.5, 2.07, 3.64, 5.21)]
    skids = [*chain([(0.50, 0.10, 0.30), (0.40, 0.04, 0.30), (-0.38, 0.04, 0.30)], [0.026] * 3, STEEL), limb((0.24, 0.05, 0.30), (0.20, 0.28, 0.18), 0.022, 0.022, STEEL), limb((-0.18, 0.05, 0.30), (-0.14, 0.28, 0.18), 0.022, 0.022, STEEL)]
    return turned([*parts, *mirrored(skids)], (0, 0.5, 0), pitch=-0.08 if pose.aloft else 0.0)


def balloon(main: RGB, pose: Pose) -> Parts:
    """A hot-air balloon in coloured gores with its basket."""
    skin = Look(materials.CLOTH, main)
    second = mix(main, hexa("fbe9b8"), 0.85)
    profile = [(0.16, 0.62), (0.42, 0.90), (0.62, 1.22), (0.68, 1.50), (0.58, 1.82), (0.34, 2.06), (0.05, 2.14)]
    envelope = lathe(profile, skin)
    gores = paint(drum((0, 0, 0), (0, 2.4, 0), 1.0, 1.0, Look(materials.CLOTH, second)), soft=0.01, pattern=columns.GORES, frequency=8.0)
    band = paint(box((0, 1.44, 0), (1, 0.075, 1), Look(materials.CLOTH, dark(main, 0.35))), soft=0.006)
    dots = [paint(ball((0.70 * math.cos(a), 1.44, 0.70 * math.sin(a)), 0.06, Look(materials.CLOTH, second)), soft=0.006) for a in (i * math.pi / 8 for i in range(16))]
    wicker = Look(materials.WOOD, hexa("a8763c"))
    basket = solid([box((0, 0.14, 0), (0.15, 0.13, 0.15), wicker, rounding=0.03, taper=(-0.12, -0.12)), cut(box((0, 0.26, 0), (0.135, 0.14, 0.135), Look(materials.WOOD, hexa("4a3218"))))])
    rim = [limb((x, 0.275, -0.16), (x, 0.275, 0.16), 0.022, 0.022, Look(materials.GLOSS, hexa("5a3820"))) for x in (0.16, -0.16)] + [limb((-0.16, 0.275, z), (0.16, 0.275, z), 0.022, 0.022, Look(materials.GLOSS, hexa("5a3820"))) for z in (0.16, -0.16)]
    ropes = [limb((x, 0.27, z), (x * 1.15, 0.68, z * 1.15), 0.008, 0.008, ROPE) for x in (0.15, -0.15) for z in (0.15, -0.15)]
    flame = [limb((0, 0.48, 0), (0, 0.66, 0), 0.035, 0.008, Look(materials.FIRE, hexa("ff9a2c"))), box((0, 0.45, 0), (0.06, 0.02, 0.06), STEEL)]
    rows = [paint(box((0, 0.14, 0), (0.3, 0.3, 0.3), Look(materials.WOOD, hexa("6a4420"))), soft=0.004, pattern=columns.BANDS, frequency=14.0)]
    del pose
    return [*envelope, gores, band, *dots, *basket, *rim, *ropes, *flame, *rows]


def rocket(main: RGB, pose: Pose) -> Parts:
    """A storybook rocket with fins and a porthole; in the air it flies on a flame."""
    trim = Look(materials.GLOSS, main)
    hull = [limb((0, 0.42, 0), (0, 0.90, 0), 0.235, 0.30, WHITE, 0.06), limb((0, 0.90, 0), (0, 1.42, 0), 0.30, 0.20, WHITE, 0.08), limb((0, 1.42, 0), (0, 1.92, 0), 0.20, 0.02, WHITE, 0.06)]
    marks = [paint(box((0, 1.78, 0), (1, 0.33, 1), trim), soft=0.004), paint(box((0, 0.56, 0), (1, 0.05, 1), trim), soft=0.004), paint(box((0, 0.30, 0), (1, 0.16, 1), Look(materials.METAL, hexa("8a9098"))), soft=0.004)]
    fins: Parts = []
    for a in (0.5, 0.5 + 2 * math.pi / 3, 0.5 + 4 * math.pi / 3):
        c, s = math.cos(a), math.sin(a)
        fins += [limb((0.18 * c, 0.74, 0.18 * s), (0.50 * c, 0.42, 0.50 * s), 0.075, 0.07, trim, 0.06, (1, 1, 1)), limb((0.50 * c, 0.42, 0.50 * s), (0.56 * c, 0.06, 0.56 * s), 0.07, 0.045, trim, 0.06), limb((0.16 * c, 0.44, 0.16 * s), (0.52 * c, 0.30, 0.52 * s), 0.07, 0.06, trim, 0.06)]
    ports = [part for y, r in ((1.16, 0.10), (0.84, 0.075)) for part in (drum((0.24, y, 0), (0.315 - 0.03 * (y > 1), y, 0), r * 1.3, r * 1.25, STEEL, rounding=0.012), drum((0.25, y, 0), (0.326 - 0.03 * (y > 1), y, 0), r, r * 0.96, Look(materials.GLASS, hexa("3a90c8"))), *(ball((0.315 - 0.03 * (y > 1), y + r * 1.13 * math.sin(t), r * 1.13 * math.cos(t)), 0.012, STEEL) for t in (i * math.pi / 4 for i in range(8))))]
    nozzle = [drum((0, 0.10, 0), (0, 0.26, 0), 0.19, 0.11, Look(materials.METAL, hexa("4a4d52")), rounding=0.01)]
    if not pose.aloft:
        return [*hull, *marks, *fins, *ports, *nozzle]
    flame = [limb((0, 0.10, 0), (0, -0.55, 0), 0.16, 0.02, Look(materials.FIRE, hexa("ff8a1c")), 0.05), limb((0, 0.10, 0), (0, -0.28, 0), 0.10, 0.02, Look(materials.FIRE, hexa("fff0b0")))]
    puffs = [ball((0.16 * math.cos(i * 2.4), -0.55 - 0.05 * i, 0.16 * math.sin(i * 2.4)), 0.08 + 0.01 * i, Look(materials.SNOW, hexa("e6e4e8")), 0.10) for i in range(6)]
    return turned([*hull, *marks, *fins, *ports, *nozzle, *flame, *puffs], (0, 0.8, 0), pitch=-0.42)


def ufo(main: RGB, pose: Pose) -> Parts:
    """A flying saucer with a glass dome, running lights and a visitor inside."""
    hull = Look(materials.METAL, main)
    parts: Parts = [ball((0, 0.30, 0), (0.86, 0.15, 0.86), hull, 0.06), ball((0, 0.37, 0), (0.46, 0.17, 0.46), hull, 0.08), ball((0, 0.20, 0), (0.40, 0.13, 0.40), Look(materials.METAL, dark(main, 0.4)), 0.05)]
    dome = [ball((0, 0.50, 0), (0.32, 0.30, 0.32), Look(materials.GLASS, hexa("58b8d8"))), ring((0, 0.515, 0), 0.33, 0.028, hull)]
    lights = [ball((0.80 * math.cos(a), 0.285, 0.80 * math.sin(a)), 0.048, Look(materials.GLOW, hexa(("ff5a3c", "ffd24a", "5ae08a", "5ab4ff")[i % 4]))) for i, a in enumerate(k * math.pi / 8 for k in range(16))]
    beam = [drum((0, 0.08, 0), (0, 0.10, 0), 0.24, 0.24, Look(materials.GLOW, hexa("c8ffe0")))]
    rings = [ring((0, 0.41, 0), 0.52, 0.014, hull), ring((0, 0.30, 0), 0.86, 0.022, hull)]
    return turned([*parts, *dome, *lights, *beam, *rings], (0, 0.3, 0), pitch=0.08, roll=-0.14 * pose.side)


def _hull(length: float, wide: float, high: float, look: Look, deck: Look, sheer: float = 0.12) -> Parts:
    """A boat's hull with its deck at y = high; bow at +x, keel at 0."""
    ribs = 9
    parts: list[Part] = []
    for i in range(ribs - 1):
        a, b = -1 + 2 * i / (ribs - 1), -1 + 2 * (i + 1) / (ribs - 1)
        parts.append(limb((a * length, *_rib(a, high, sheer)), (b * length, *_rib(b, high, sheer)), _beam(a, wide), _beam(b, wide), look, 0.05, (1.0 if high > wide else high / wide * 1.25, 1, 1)))
    top = cut(box((0, high + 0.5, 0), (length * 1.5, 0.5, wide * 1.5), deck))
    return solid([*parts, top])


def _rib(s: float, high: float, sheer: float) -> tuple[float, float]:
    return high * 0.95 + sheer * max(s, 0.0) ** 2 * 0.2, 0.0


def _beam(s: float, wide: float) -> float:
    bow = 1.0 - max(s, 0.0) ** 2.2
    stern = 1.0 - 0.35 * max(-s, 0.0) ** 2
    return max(wide * bow * stern, 0.02)


def _sail(tack: tuple[float, float], clew: tuple[float, float], head: tuple[float, float], side: int, look: Look) -> Parts:
    """A bellied triangle of cloth between three corners (x, y): a piece of a thin shell, cut along its edges."""
    corners = (tack, clew, head)
    middle = (sum(x for x, _ in corners) / 3, sum(y for _, y in corners) / 3)
    far = max(math.hypot(x - middle[0], y - middle[1]) for x, y in corners)
    radius = 1.9 * far
    centre = (middle[0], middle[1], -side * math.sqrt(radius**2 - far**2))
    cloth: Parts = [ball(centre, radius, look), cut(ball(centre, radius - 0.016, look))]
    for (ax, ay), (bx, by) in ((tack, clew), (clew, head), (head, tack)):
        angle = math.atan2(by - ay, bx - ax)
        out = 1.0 if (bx - ax) * (middle[1] - ay) - (by - ay) * (middle[0] - ax) < 0 else -1.0
        edge = ((ax + bx) / 2 - out * 2 * radius * math.sin(angle), (ay + by) / 2 + out * 2 * radius * math.cos(angle), 0.0)
        cloth.append(cut(box(edge, (4 * radius, 2 * radius, 4 * radius), look, turned=rotation(pitch=angle))))
    cloth.append(cut(box((middle[0], middle[1], -side * 4 * radius), (6 * radius, 6 * radius, 4 * radius - 0.001), look)))
    return solid(cloth)


def sailboat(main: RGB, pose: Pose) -> Parts:
    """A small yacht under mainsail and jib; the hull takes the colour."""
    deck, sail = Look(materials.PLANKS, hexa("c89a5e")), Look(materials.PETAL, hexa("faf5ea"))
    hull = _hull(0.86, 0.27, 0.30, Look(materials.GLOSS, main), deck)
    mast, boom = (0.10, 0.30, 0.0), (-0.66, 0.52, 0.06 * pose.side)
    main_sail = _sail((0.085, 0.56), (-0.68, 0.54), (0.085, 1.96), pose.side, sail)
    jib = _sail((0.84, 0.42), (0.14, 0.50), (0.115, 1.70), pose.side, sail)
    rig = [limb((0.10, 0.2, 0), (0.10, 2.06, 0), 0.022, 0.014, Look(materials.WOOD, hexa("8a5a30"))), limb((mast[0], 0.50, 0), boom, 0.017, 0.015, Look(materials.WOOD, hexa("8a5a30"))), limb((0.88, 0.34, 0), (0.10, 1.78, 0), 0.005, 0.005, ROPE), limb((-0.84, 0.3, 0), (0.10, 2.04, 0), 0.005, 0.005, ROPE), *mirrored([limb((0.08, 0.3, 0.25), (0.10, 1.7, 0), 0.005, 0.005, ROPE)])]
    flag = box((0.02, 2.02, 0.0), (0.08, 0.035, 0.005), Look(materials.CLOTH, main))
    cabin = [box((0.02, 0.36, 0), (0.27, 0.07, 0.14), WHITE, rounding=0.03), *mirrored([paint(ball((x, 0.365, 0.14), (0.045, 0.025, 0.03), GLASS), soft=0.004) for x in (-0.1, 0.04, 0.18)])]
    marks = [paint(box((0, 0.265, 0), (1, 0.016, 1), WHITE), soft=0.004), paint(box((-0.2, 0.9, 0), (0.9, 0.06, 0.6), Look(materials.PETAL, mix(main, hexa("faf5ea"), 0.25))), soft=0.006)]
    well = cut(box((-0.5, 0.32, 0), (0.2, 0.09, 0.13), deck))
    return turned([*hull, well, *rig, *main_sail, *jib, flag, *cabin, *marks], (0, 0.1, 0), roll=-0.07 * pose.side)


def ship(main: RGB, pose: Pose) -> Parts:
    """A passenger steamer with funnels and rows of portholes."""
    dark_hull, red = Look(materials.GLOSS, main), Look(materials.GLOSS, hexa("9a2420"))
    del pose
    hull = solid([
        limb((1.15, 0.34, 0), (-0.95, 0.34, 0), 0.26, 0.28, dark_hull, 0.05, (1.3, 1, 1)), limb((1.10, 0.40, 0), (1.72, 0.62, 0), 0.24, 0.03, dark_hull, 0.10, (1.6, 1, 1)), limb((-0.95, 0.36, 0), (-1.35, 0.46, 0), 0.27, 0.17, dark_hull, 0.08),
        cut(box((0, 1.05, 0), (3, 0.5, 2), WOOD)),
    ])  # fmt: skip
    bow = [limb((1.15, 0.50, 0.20), (1.66, 0.62, 0.02), 0.03, 0.03, dark_hull), limb((1.15, 0.50, -0.20), (1.66, 0.62, -0.02), 0.03, 0.03, dark_hull)]
    decks = [box((0.0, 0.62, 0), (1.02, 0.075, 0.235), WHITE, rounding=0.03), box((-0.02, 0.755, 0), (0.88, 0.065, 0.21), WHITE, rounding=0.03), box((0.0, 0.875, 0), (0.66, 0.055, 0.17), WHITE, rounding=0.03), box((0.52, 0.97, 0), (0.13, 0.055, 0.20), WHITE, rounding=0.02), box((0.615, 0.98, 0), (0.05, 0.025, 0.17), GLASS)]
    funnels = [part for x in (0.22, -0.10, -0.42) for part in (drum((x, 0.9, 0), (x - 0.06, 1.30, 0), 0.088, 0.084, Look(materials.GLOSS, hexa("e08a2c"))), drum((x - 0.052, 1.24, 0), (x - 0.062, 1.32, 0), 0.088, 0.086, BLACK))]
    masts = [limb((1.22, 0.55, 0), (1.16, 1.42, 0), 0.018, 0.010, Look(materials.WOOD, hexa("a87a40"))), limb((-0.98, 0.5, 0), (-1.04, 1.32, 0), 0.018, 0.010, Look(materials.WOOD, hexa("a87a40"))), limb((1.16, 1.40, 0), (1.66, 0.64, 0), 0.005, 0.005, ROPE), limb((1.16, 1.40, 0), (-1.04, 1.30, 0), 0.004, 0.004, ROPE), limb((-1.04, 1.30, 0), (-1.42, 0.55, 0), 0.005, 0.005, ROPE)]
    holes = [paint(ball((1.20 - 0.105 * i, 0.44, 0.3), (0.020, 0.020, 0.12), LAMP), soft=0.004) for i in range(23)]
    panes = [paint(box((0.82 - 0.082 * i, y, 0.24), (0.022, 0.020, 0.06), GLASS), soft=0.004) for i in range(21) for y in (0.635, 0.765)]
    boats = [limb((x, 0.90, 0.235), (x - 0.14, 0.90, 0.235), 0.034, 0.034, Look(materials.GLOSS, hexa("e8a33a"))) for x in (0.5, 0.24, -0.02, -0.28, -0.54)]
    marks = [paint(box((0, 0.12, 0), (3, 0.13, 1), red), soft=0.004), paint(box((0, 0.262, 0), (3, 0.012, 1), WHITE), soft=0.004)]
    return [*hull, *bow, *decks, *funnels, *masts, *mirrored([*holes, *panes, *boats]), *marks]


def submarine(main: RGB, pose: Pose) -> Parts:
    """A rounded submarine with portholes, periscope and propeller."""
    hull, brass = Look(materials.GLOSS, main), Look(materials.METAL, hexa("d8a640"))
    spin = pose.chance * 2
    parts: Parts = [limb((0.55, 0.40, 0), (-0.45, 0.40, 0), 0.35, 0.34, hull, 0.08), limb((-0.45, 0.40, 0), (-1.02, 0.42, 0), 0.33, 0.12, hull, 0.10), box((0.08, 0.86, 0), (0.25, 0.18, 0.14), hull, rounding=0.09, taper=(0.15, 0.15), k=0.08), box((0.08, 1.03, 0), (0.25, 0.022, 0.15), brass, rounding=0.02)]
    parts += [*chain([(0.06, 1.0, 0), (0.06, 1.30, 0), (0.18, 1.32, 0)], [0.034, 0.034, 0.042], brass, 0.01), drum((0.18, 1.32, 0), (0.225, 1.32, 0), 0.05, 0.052, brass), ball((0.225, 1.32, 0), (0.012, 0.036, 0.036), GLASS), limb((-0.08, 1.0, 0), (-0.08, 1.22, 0), 0.010, 0.008, STEEL)]
    parts += [drum((-1.10, 0.42, 0), (-1.20, 0.42, 0), 0.06, 0.045, brass), *(limb((-1.16, 0.42, 0), (-1.17, 0.42 + 0.27 * math.sin(a), 0.27 * math.cos(a)), 0.045, 0.075, brass, 0.02, (0.25, 1, 1)) for a in (spin + i * math.pi / 2 for i in range(4)))]
    parts += [limb((-0.88, 0.42, 0), (-1.02, 0.84, 0), 0.10, 0.06, hull, 0.05, (1, 1, 0.35)), limb((-0.88, 0.42, 0), (-1.02, 0.06, 0), 0.10, 0.05, hull, 0.05, (1, 1, 0.35)), *mirrored([limb((-0.88, 0.42, 0.05), (-1.0, 0.42, 0.42), 0.10, 0.06, hull, 0.05, (0.35, 1, 1)), limb((0.35, 0.30, 0.25), (0.25, 0.26, 0.52), 0.10, 0.07, hull, 0.05, (0.3, 1, 1))])]
    ports = [part for x in (0.50, 0.12, -0.26) for part in (drum((x, 0.46, 0.30), (x, 0.46, 0.37), 0.115, 0.11, brass, rounding=0.012), drum((x, 0.46, 0.30), (x, 0.46, 0.378), 0.085, 0.082, LAMP))]
    front = [drum((0.84, 0.46, 0), (0.92, 0.46, 0), 0.19, 0.175, brass, rounding=0.015), ball((0.88, 0.46, 0), (0.075, 0.145, 0.145), GLASS), *mirrored([ball((0.76, 0.20, 0.20), 0.055, LAMP)])]
    marks = [paint(box((0, 0.13, 0), (2, 0.13, 1), Look(materials.GLOSS, dark(main, 0.5))), soft=0.005), paint(box((0, 0.64, 0), (2, 0.012, 1), Look(materials.GLOSS, light(main, 0.6))), soft=0.004)]
    return [*parts, *mirrored(ports), *front, *marks]
