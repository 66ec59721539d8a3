"""Cells: what is counted of each subject that has limits, in this process alone."""

from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

T = TypeVar("T")


class Cell:
    """`requests` and `tokens` are GCRA's times, on the machine's monotonic clock; `running` is how many calls are under way."""

    __slots__ = ("requests", "running", "tokens")

    def __init__(self, requests: float = 0.0, tokens: float = 0.0, running: int = 0) -> None:
        """Nothing was used, unless told."""
        self.requests, self.tokens, self.running = requests, tokens, running


class Cells(Protocol):
    """Where they are kept."""

    def turn(self, subject: UUID, deed: Callable[[Cell], T]) -> T:
        """Do something with the subject's cell while nobody else does; what the deed changed stays, also if it raises."""

    def look(self, subject: UUID) -> Cell:
        """The cell as it stands; changing it changes nothing that is kept."""

    def left(self, subject: UUID) -> None:
        """One call of this process's is over."""


class OwnCells:
    """Of one process, whose event loop lets nothing come between."""

    def __init__(self) -> None:
        """Nobody was here."""
        self._cells: dict[UUID, Cell] = {}

    def turn(self, subject: UUID, deed: Callable[[Cell], T]) -> T:
        """Do it at once."""
        return deed(self._cells.get(subject) or self.look(subject))

    def look(self, subject: UUID) -> Cell:
        """The cell itself."""
        cell = self._cells.get(subject)
        if cell is None:
            cell = self._cells[subject] = Cell()
        return cell

    def left(self, subject: UUID) -> None:
        """Count it off."""
        self._cells[subject].running -= 1
