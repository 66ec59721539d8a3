"""Efforts: the nearest that a model has."""

import pytest

from philae.core.chat import Effort, Reasoning
from philae.core.effort import EFFORTS, nearest

LEVELS: tuple[Effort, ...] = ("low", "medium", "high")


@pytest.mark.parametrize(
    ("given", "cap", "effort", "dropped"),
    [
        (None, None, None, set()),
        (Reasoning("low"), None, "low", set()),
        (Reasoning("max"), None, "high", {"reasoning.effort"}),
        (Reasoning("minimal"), None, "low", {"reasoning.effort"}),
        (Reasoning("none"), None, None, {"reasoning.effort"}),
        (Reasoning(budget=8000), 10_000, "high", {"reasoning.budget"}),
        (Reasoning(budget=1000), None, "low", {"reasoning.budget"}),
        (Reasoning(adaptive=True), None, None, set()),
    ],
)
def test_nearest(given: Reasoning | None, cap: int | None, effort: Effort | None, dropped: set[str]) -> None:
    """A budget counts by its share of the output; what was changed is told."""
    found = set[str]()
    assert (nearest(given, cap, LEVELS, found), found) == (effort, dropped)


def test_what_all_have_is_kept() -> None:
    """Nothing is changed where the model has the very effort, and nothing is there where it has none."""
    found = set[str]()
    assert [nearest(Reasoning(effort), None, EFFORTS, found) for effort in EFFORTS] == [*EFFORTS]
    assert not found
    assert nearest(Reasoning("high"), None, (), found) is None
