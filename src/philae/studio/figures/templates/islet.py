"""A rock in the water for those who can neither swim nor float; unit width, waterline at y = 0."""

from philae.studio.figures import materials
from philae.studio.figures.part import Look, Parts, ball, hexa

ROCK = Look(materials.ROCK, hexa("8f8474"))


def islet() -> Parts:
    """A low mound of stone whose top is flat enough to stand on."""
    return [
        ball((0, -0.03, 0), (0.80, 0.10, 0.74), ROCK, 0.08),
        ball((0.46, -0.02, -0.3), (0.22, 0.10, 0.2), ROCK, 0.08),
        ball((-0.5, -0.02, 0.28), (0.2, 0.08, 0.2), ROCK, 0.08),
    ]
