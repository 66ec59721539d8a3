"""A rock in the water for those who can neither swim nor float; unit width, waterline at y = 0."""

from philae.studio.figures import materials
from philae.studio.figures.part import Look, Parts, drum, hexa

ROCK = Look(materials.ROCK, hexa("8f8474"))


def islet() -> Parts:
    """A low slab of stone, flat enough to stand on, among smaller ones."""
    return [
        drum((0, -0.20, 0), (0, 0.07, 0), 0.86, 0.70, ROCK, rounding=0.05, k=0.05),
        drum((0.52, -0.2, -0.34), (0.5, 0.04, -0.32), 0.36, 0.24, ROCK, rounding=0.05, k=0.05),
        drum((-0.56, -0.2, 0.30), (-0.54, 0.03, 0.28), 0.34, 0.22, ROCK, rounding=0.05, k=0.05),
        drum((0.1, -0.2, 0.62), (0.1, 0.02, 0.6), 0.40, 0.27, ROCK, rounding=0.05, k=0.05),
    ]
