"""A coarse lattice over the picture: what changes slowly is worked out at its nodes and interpolated between them.

Nodes [rows, columns, values] stand every `gap` pixels from the upper left corner, the last at or beyond the edge. A
cell whose nodes disagree is for the caller to work out pixel by pixel.
"""

import numpy as np

from philae.studio.figures.compiled import kernel
from philae.studio.stage import Floats


def gap_of(height: int) -> int:
    """Pixels between nodes in a picture of that height: what stays unseen at half a thousand rows."""
    return max(2, height // 512)


def blank(height: int, width: int, gap: int, values: int) -> Floats:
    """Nodes for a picture, still to be filled."""
    return np.zeros((-(-height // gap) + 1, -(-width // gap) + 1, values), np.float32)


@kernel
def spread(nodes: Floats, i: int, j: int, value: int) -> float:
    """By how much the four nodes of a cell differ."""
    a, b, c, d = nodes[i, j, value], nodes[i, j + 1, value], nodes[i + 1, j, value], nodes[i + 1, j + 1, value]
    return max(a, b, c, d) - min(a, b, c, d)


@kernel
def between(nodes: Floats, value: int, row: int, column: int, gap: int) -> float:
    """The value at a pixel, from the four nodes around it."""
    i, j = row // gap, column // gap
    down, right = (row - i * gap) / gap, (column - j * gap) / gap
    above = nodes[i, j, value] + (nodes[i, j + 1, value] - nodes[i, j, value]) * right
    below = nodes[i + 1, j, value] + (nodes[i + 1, j + 1, value] - nodes[i + 1, j, value]) * right
    return above + (below - above) * down
