"""Creatures and things: ray-marched figures that stand, float or fly in a drawn landscape."""

from philae.studio.figures.draw import draw
from philae.studio.figures.table import known

__all__ = ["draw", "known"]
