"""Four-legged animals: trunk, legs, neck and tail around a head, from the measures of a Beast."""

import math

from philae.studio.figures import columns, materials
from philae.studio.figures.part import Look, Part, Parts, ball, box, chain, dark, limb, moved, paint, turned
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates.beast import Beast
from philae.studio.figures.templates.head import head
from philae.studio.figures.vectors import Vector, towards
from philae.studio.scene import RGB


def quadruped(beast: Beast, main: RGB, pose: Pose) -> Parts:
    """The animal in mid-step, its head turned a little towards the viewer."""
    fur = Look(beast.fur, main)
    y = beast.leg + 0.72 * beast.chest
    base = (beast.body + 0.02, y + 0.35 * beast.chest, 0.0)
    top = (beast.body + beast.neck[0], base[1] + beast.neck[1], 0.0)
    neck = _neck(beast, fur, base, top)
    skull = (top[0] + 0.25 * beast.head.skull, top[1] + 0.3 * beast.head.skull, 0.0)
    face = turned(moved(head(beast, main), skull), top, yaw=-pose.look, pitch=beast.head.tilt)
    body = _trunk(beast, fur, y) + neck
    legs = _front_legs(beast, fur, y, pose) + _hind_legs(beast, fur, y, pose)
    return body + face + legs + _tail(beast, fur, y, pose) + _coat(beast, y, top)


def _trunk(beast: Beast, fur: Look, y: float) -> Parts:
    b, flat = beast.body, (1.0, 1.0, 0.88)
    parts = [
        limb((b * 0.92, y, 0), (-b * 0.1, y + 0.02, 0), beast.chest, beast.waist, fur, 0.10, flat),
        limb((-b * 0.1, y + 0.02, 0), (-b * 0.92, y + 0.03, 0), beast.waist, beast.haunch, fur, 0.10, flat),
        ball((b * 1.02, y - 0.02, 0), (beast.chest * 0.85, beast.chest * 0.95, beast.chest * 0.78), fur, 0.12),
    ]
    for index in range(beast.humps):
        x = (index - (beast.humps - 1) / 2) * b * 0.9
        parts.append(ball((x, y + beast.chest * 0.95, 0), (b * 0.34, beast.chest * 0.85, beast.chest * 0.5), fur, 0.14))
    return parts


def _neck(beast: Beast, fur: Look, base: Vector, top: Vector) -> Parts:
    low, high = beast.neck_radius
    parts = [limb((base[0] - 0.06, base[1] - 0.08, 0), top, low, high, fur, 0.12, (1.0, 1.0, 0.86))]
    if beast.mane is not None:
        crest = Look(materials.FUR, beast.mane)
        back = (top[0] - high * 0.9, top[1] + beast.head.skull * 0.55, 0.0)
        points = [
            (back[0] + high * 1.1, back[1] + beast.head.skull * 0.55, 0.0),
            back,
            (base[0] - low * 0.9, base[1] + low * 0.75, 0.0),
        ]
        parts += [
            limb(a, b, r, s, crest, 0.03, (1.0, 1.0, 0.5))
            for a, b, r, s in (
                (points[0], points[1], high * 0.35, high * 0.62),
                (points[1], points[2], high * 0.62, high * 0.4),
            )
        ]
    if beast.ruff is not None:
        parts += _ruff(beast, top)
    return parts


def _ruff(beast: Beast, top: Vector) -> Parts:
    r, mane = beast.head.skull, beast.ruff or (0.0, 0.0, 0.0)
    hair, deep = Look(materials.FUR, mane), Look(materials.FUR, dark(mane, 0.45))
    parts: Parts = [ball((top[0] - r * 0.35, top[1] + r * 0.1, 0), (r * 0.85, r * 1.65, r * 1.55), hair, 0.10)]
    for index in range(11):
        angle = index / 11 * 2 * math.pi + math.pi / 2
        at = (top[0] - 0.05, top[1] + r * (0.15 + 1.35 * math.sin(angle)), r * 1.3 * math.cos(angle))
        out = (at[0] - 0.10, at[1] + r * 0.55 * math.sin(angle), at[2] + r * 0.5 * math.cos(angle))
        parts.append(limb(at, out, r * 0.42, r * 0.1, hair if index % 2 else deep, 0.06))
    parts.append(ball((top[0] - 0.06, top[1] - r * 1.7, 0), (r * 1.0, r * 1.1, r * 0.9), deep, 0.14))
    return parts


def _foot(beast: Beast, fur: Look, at: Vector) -> Parts:
    f = beast.foot
    if beast.hoof is not None:
        hoof = Look(materials.GLOSS, beast.hoof)
        return [limb((at[0] + 0.005, f * 1.1, at[2]), (at[0] + 0.03, f * 0.8, at[2]), f * 0.86, f, hoof, 0.008)]
    return [
        limb(
            (at[0], f * 0.9, at[2]), (at[0] + f * 1.25, f * 0.82, at[2]), f * 0.95, f * 0.85, fur, 0.03, (1.0, 1.0, 1.0)
        )
    ]


def _leg(beast: Beast, fur: Look, points: list[Vector], radii: list[float]) -> Parts:
    return [
        *chain(points[:2], radii[:2], fur, 0.10),
        *chain(points[1:], radii[1:], fur, 0.03),
        *_foot(beast, fur, points[-1]),
    ]


def _front_legs(beast: Beast, fur: Look, y: float, pose: Pose) -> Parts:
    thick, thin = beast.shank
    parts: Parts = []
    for side in (1, -1):
        swing = 0.11 * beast.leg * 2.0 * side * pose.stride
        x, z = beast.body * 0.98, side * (beast.chest * 0.56)
        knee = (x + 0.5 * swing + 0.01, beast.leg * 0.5, z)
        foot = (x + swing, beast.foot * 1.1, z)
        parts += _leg(
            beast,
            fur,
            [(x - 0.02, y - 0.02, z * 0.95), (x - 0.01, beast.leg * 0.92, z), knee, foot],
            [thick * 1.5, thick * 1.1, (thick + thin) * 0.5, thin],
        )
    return parts


def _hind_legs(beast: Beast, fur: Look, y: float, pose: Pose) -> Parts:
    thick, thin = beast.shank
    parts: Parts = []
    for side in (1, -1):
        swing = -0.11 * beast.leg * 2.0 * side * pose.stride
        x, z = -beast.body * 0.95, side * beast.haunch * 0.58
        reach = min(beast.leg * 0.26, 0.16)
        knee = (x + reach * 0.75, beast.leg * 0.78, z)
        hock = (x - reach * 0.55 + 0.6 * swing, beast.leg * 0.42, z)
        foot = (x - reach * 0.15 + swing, beast.foot * 1.1, z)
        parts += _leg(
            beast,
            fur,
            [(x + 0.02, y - 0.02, z * 0.9), knee, hock, foot],
            [beast.haunch * 0.82, thick * 1.25, thin * 1.15, thin],
        )
    return parts


def _tail(beast: Beast, fur: Look, y: float, pose: Pose) -> Parts:  # noqa: PLR0911 - one case a kind
    x, n, s = -beast.body - beast.haunch * 0.72, beast.tail_length, beast.tail_size
    root, sway = (x + 0.04, y + beast.haunch * 0.45, 0.0), pose.side * 0.16 * n
    tip = Look(materials.FUR, beast.tail_tip or beast.mane or dark(fur.colour, 0.6))
    match beast.tail:
        case "brush":
            points = [
                root,
                (x - 0.22 * n, y - 0.02, sway * 0.3),
                (x - 0.62 * n, y - 0.16 * n, sway),
                (x - 0.95 * n, y - 0.02 * n, sway * 1.3),
                (x - 1.15 * n, y + 0.12 * n, sway * 1.4),
            ]
            return chain(points, [s * 0.45, s * 0.75, s * 1.12, s * 0.85, s * 0.1], fur, 0.07)
        case "plume":
            points = [
                root,
                (x - 0.25 * n, y + 0.3 * n, 0),
                (x - 0.32 * n, y + 0.85 * n, sway),
                (x - 0.02 * n, y + 1.2 * n, sway),
                (x + 0.1 * n, y + 1.0 * n, sway),
            ]
            return chain(points, [s * 0.5, s * 0.9, s * 1.2, s * 1.0, s * 0.3], fur, 0.08)
        case "thin":
            points = [
                root,
                (x - 0.25 * n, y + 0.05, sway * 0.5),
                (x - 0.55 * n, y + 0.35 * n, sway),
                (x - 0.5 * n, y + 0.75 * n, sway * 1.5),
                (x - 0.33 * n, y + 0.95 * n, sway * 1.2),
            ]
            return chain(points, [s, s * 0.85, s * 0.75, s * 0.7, s * 0.4], fur, 0.05)
        case "tuft":
            points = [root, (x - 0.14 * n, y - 0.1 * n, sway), (x - 0.16 * n, y - 0.7 * n, sway * 1.3)]
            return [
                *chain(points, [s, s * 0.8, s * 0.5], fur, 0.04),
                limb(points[-1], (x - 0.20 * n, y - 1.0 * n, sway * 1.3), s * 1.2, s * 0.5, tip, 0.02),
            ]
        case "flow":
            points = [
                root,
                (x - 0.16 * n, y + 0.02, sway),
                (x - 0.30 * n, y - 0.5 * n, sway),
                (x - 0.26 * n, y - 1.0 * n, sway),
            ]
            return chain(points, [s * 0.6, s * 0.95, s * 1.1, s * 0.25], tip, 0.06)
        case "curl":
            turns = [
                (x - 0.02 - 0.012 * i, y + 0.15 + 0.045 * math.sin(i * 1.1), 0.05 * math.cos(i * 1.1)) for i in range(7)
            ]
            return chain([root, *turns], [s] * 4 + [s * 0.8] * 3 + [s * 0.5], fur, 0.01)
        case "puff":
            return [
                ball((x + 0.01, y + beast.haunch * 0.25, 0), s, Look(materials.FUR, beast.tail_tip or fur.colour), 0.04)
            ]
        case _:
            return [limb(root, (x - 0.6 * n, y - 0.3 * n, sway * 0.4), s, s * 0.5, fur, 0.04)]


def _coat(beast: Beast, y: float, top: Vector) -> Parts:  # noqa: C901 - one case a marking
    """Markings of trunk, legs and tail, as paints."""
    b, marks, fur = beast.body, list[Part](), beast.fur
    everywhere = ball((0.2, y, 0), (2.4, 2.4, 1.0), Look(fur, (0, 0, 0)), turned=towards((1, 0, 0)))

    def over(colour: RGB, pattern: int, frequency: float) -> Part:
        whole = Part(everywhere.kind, everywhere.centre, everywhere.dims, Look(fur, colour), everywhere.frame)
        return paint(whole, soft=0.01, pattern=pattern, frequency=frequency)

    if beast.patches is not None:
        marks.append(over(beast.patches, columns.PATCHES, 2.3))
    if beast.spots is not None:
        marks.append(over(beast.spots, columns.ROSETTES, 8.0))
    if beast.net is not None:
        marks.append(over(beast.net, columns.NET, 5.0))
    if beast.saddle is not None:
        back = limb(
            (b * 1.1, y + beast.chest * 1.15, 0),
            (-b * 1.3, y + beast.haunch * 1.15, 0),
            beast.chest * 0.95,
            beast.haunch * 0.9,
            Look(fur, beast.saddle),
        )
        marks.append(paint(back, soft=0.12))
    if beast.stripes is not None:
        trunk = limb(
            (top[0], top[1], 0),
            (-b * 1.2, y - 0.05, 0),
            beast.chest * 1.35,
            beast.chest * 1.35,
            Look(fur, beast.stripes),
        )
        marks.append(paint(trunk, soft=0.03, pattern=columns.STRIPES, frequency=6.2))
        for x in (b, -b):
            leg = box((x, 0.39 * beast.leg, 0), (0.3, 0.39 * beast.leg, 0.4), Look(fur, beast.stripes))
            marks.append(paint(leg, soft=0.02, pattern=columns.STRIPES, frequency=7.5))
    if beast.pale is not None:
        pale = Look(fur, beast.pale)
        marks += [
            paint(limb((b * 0.9, beast.leg * 0.92, 0), (-b * 0.7, beast.leg * 0.98, 0), 0.11, 0.08, pale), soft=0.06),
            paint(
                limb(
                    (b + beast.chest * 1.1, y - 0.08, 0),
                    (top[0] + 0.05, top[1] - 0.12, 0),
                    beast.chest * 0.55,
                    0.10,
                    pale,
                ),
                soft=0.07,
            ),
        ]
    if beast.bands is not None:
        band = Look(fur, beast.bands)
        marks.append(paint(limb((b * 0.75, y + 0.5, 0), (b * 0.85, 0, 0), 0.24, 0.24, band), soft=0.03))
        marks.append(paint(ball((-b * 0.95, 0.0, 0), (0.42, beast.leg * 1.02, 0.6), band), soft=0.03))
    if beast.socks is not None:
        sock = Look(fur, beast.socks)
        marks.append(paint(box((0, 0, 0), (b + 0.4, beast.leg * 0.55, 0.4), sock), soft=0.12))
    if beast.tail_tip is not None and beast.tail == "brush":
        at = (-b - beast.haunch * 0.72 - 1.13 * beast.tail_length, y + 0.10, 0)
        marks.append(paint(ball(at, beast.tail_length * 0.36, Look(fur, beast.tail_tip)), soft=0.07))
    return marks
