"""A row of the table: what was measured, its budget, and whether it was kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`kept` None: told without a verdict, with the reason in `note`."""

    what: str
    budget: str
    measured: str
    kept: bool | None
    note: str = ""
