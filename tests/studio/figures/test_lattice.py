"""What a lattice knows at its nodes, and between them."""

import numpy as np
import pytest

from philae.studio.figures.lattice import between, blank, gap_of, spread


def slope() -> np.ndarray:
    """Nodes of a 9 by 9 picture, every four pixels, whose value is row plus ten times column."""
    nodes = blank(9, 9, 4, 1)
    rows, columns = np.indices(nodes.shape[:2])
    nodes[..., 0] = 4 * rows + 40 * columns
    return nodes


@pytest.mark.parametrize(("row", "column"), [(0, 0), (4, 8), (3, 5), (7, 7)])
def test_between_nodes_is_in_proportion(row: int, column: int) -> None:
    """A plane through the nodes is met exactly."""
    assert between(slope(), 0, row, column, 4) == pytest.approx(row + 10 * column)


def test_spread_is_the_greatest_difference_of_a_cell() -> None:
    """From the first node to the one across."""
    assert spread(slope(), 0, 0, 0) == pytest.approx(44)


@pytest.mark.parametrize(("height", "gap"), [(96, 2), (1024, 2), (2048, 4)])
def test_nodes_are_as_dense_as_the_eye_needs(height: int, gap: int) -> None:
    """More pixels between them in a larger picture, never none."""
    assert gap_of(height) == gap
