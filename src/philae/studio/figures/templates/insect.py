"""Butterfly and bee."""

from philae.studio.figures import columns, materials
from philae.studio.figures.part import (
    Look,
    Parts,
    ball,
    chain,
    eye,
    hexa,
    limb,
    mirrored,
    paint,
    turned,
)
from philae.studio.figures.pose import Pose
from philae.studio.figures.vectors import rotation
from philae.studio.scene import RGB


def butterfly(main: RGB, pose: Pose) -> Parts:
    """A butterfly with open, patterned wings."""
    body, edge = Look(materials.SHORT_FUR, hexa("241a14")), Look(materials.PETAL, hexa("15100e"))
    wing = Look(materials.PETAL, main)
    lift = 0.25 + 0.3 * pose.chance
    upper = [
        ball((0.16, 0, 0.42), (0.34, 0.012, 0.40), wing, 0.05, rotation(yaw=-0.5)),
        ball((0.30, 0, 0.56), (0.26, 0.011, 0.26), wing, 0.06),
        ball((-0.24, 0, 0.34), (0.28, 0.011, 0.30), wing, 0.05, rotation(yaw=0.5)),
        limb((-0.36, 0, 0.46), (-0.62, 0, 0.52), 0.05, 0.018, wing, 0.05, (1, 1, 1)),
    ]
    upper[3] = ball((-0.44, 0, 0.46), (0.14, 0.010, 0.08), wing, 0.08, rotation(yaw=0.3))
    veins = paint(ball((0, 0, 0.4), (0.9, 0.3, 0.75), edge), soft=0.005, pattern=columns.GORES, frequency=13.0)
    inner = [
        paint(ball((0.20, 0, 0.43), (0.34, 0.1, 0.33), wing), soft=0.03),
        paint(ball((-0.24, 0, 0.34), (0.22, 0.1, 0.23), wing), soft=0.03),
    ]
    dots = [
        paint(ball(at, r, Look(materials.PETAL, hexa("fbf3dc"))), soft=0.006)
        for at, r in (
            ((0.42, 0, 0.72), 0.038),
            ((0.30, 0, 0.79), 0.030),
            ((0.50, 0, 0.60), 0.032),
            ((-0.30, 0, 0.58), 0.030),
            ((-0.42, 0, 0.46), 0.026),
        )
    ]
    eyespot = [
        paint(ball((-0.26, 0, 0.36), 0.075, edge), soft=0.006),
        paint(ball((-0.26, 0, 0.36), 0.048, Look(materials.PETAL, hexa("3a78d8"))), soft=0.006),
    ]
    wings = turned(
        [*upper, paint(ball((0, 0, 0.5), (1.2, 0.4, 0.5), edge), soft=0.005), *inner, veins, *dots, *eyespot],
        (0, 0, 0.02),
        roll=-lift,
    )
    feelers = chain([(0.30, 0.03, 0.02), (0.46, 0.13, 0.10), (0.58, 0.22, 0.15)], [0.010, 0.008, 0.008], body)
    head = [
        ball((0.27, 0.01, 0), 0.06, body, 0.02),
        *mirrored(
            [
                *feelers,
                ball((0.585, 0.225, 0.152), 0.016, body),
                eye((0.31, 0.025, 0.042), 0.026, (0.7, 0.2, 0.7), hexa("3a2414"), pupil=0.5),
            ]
        ),
    ]
    trunk = chain([(0.22, 0, 0), (0.05, 0, 0), (-0.40, -0.03, 0)], [0.055, 0.06, 0.022], body, 0.03)
    return turned([*trunk, *mirrored(wings), *head], (0, 0, 0), pitch=1.05)


def bee(main: RGB, pose: Pose) -> Parts:
    """A round, striped, furry bee."""
    fur, black = Look(materials.FUR, main), Look(materials.FUR, hexa("181210"))
    shiny = Look(materials.GLOSS, hexa("181210"))
    lift = 0.5 + 0.3 * pose.chance
    body = [
        ball((-0.24, 0.34, 0), (0.36, 0.25, 0.25), fur, 0.05),
        ball((0.14, 0.40, 0), (0.22, 0.20, 0.20), fur, 0.05),
        limb((-0.55, 0.32, 0), (-0.68, 0.30, 0), 0.05, 0.004, shiny, 0.02),
    ]
    bands = [paint(ball((x, 0.34, 0), (0.062, 0.30, 0.30), black), soft=0.02) for x in (-0.06, -0.26, -0.46)]
    head = [ball((0.38, 0.40, 0), (0.145, 0.15, 0.155), black, 0.02)]
    look = [eye((0.445, 0.44, 0.09), 0.072, (0.75, 0.1, 0.65), hexa("4a2c18"), white=0.0, pupil=0.6)]
    feelers = [
        *chain([(0.44, 0.52, 0.05), (0.52, 0.64, 0.09), (0.62, 0.66, 0.11)], [0.016, 0.013, 0.013], shiny),
        ball((0.63, 0.66, 0.112), 0.022, shiny),
    ]
    smile = [
        paint(part, soft=0.005)
        for part in mirrored(
            chain(
                [(0.525, 0.355, 0.0), (0.51, 0.36, 0.04), (0.48, 0.385, 0.075)],
                [0.008, 0.008, 0.004],
                Look(materials.MATTE, hexa("e8c8a0")),
            )
        )
    ]
    glass = Look(materials.GLASS, hexa("c8dcec"))
    wing = [
        limb((0.10, 0.55, 0.08), (-0.16, 0.86, 0.08 + 0.5 * lift), 0.045, 0.15, glass, 0.0, (1, 1, 0.10)),
        limb((0.0, 0.54, 0.08), (-0.40, 0.70, 0.06 + 0.42 * lift), 0.04, 0.105, glass, 0.0, (1, 1, 0.10)),
    ]
    legs = [limb((x, 0.26, 0.12), (x - 0.04, 0.10, 0.20), 0.024, 0.014, shiny, 0.02) for x in (0.22, 0.08, -0.08)]
    return [
        *body,
        *bands,
        *turned([*head, *mirrored([*look, *feelers]), *smile], (0.3, 0.4, 0), yaw=-pose.look * 0.6),
        *mirrored([*wing, *legs]),
    ]
