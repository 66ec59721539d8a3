"""`python -m bench [ROW …]`: measure the rows of the design's performance table, beside their budgets."""

import argparse
import importlib
import os
import platform

from rich.console import Console
from rich.table import Table

from bench.bed import RIVAL
from bench.row import Row

RIVALS = ("relay", "streams")
"""The rows that any gateway can be asked."""
ROWS = ("start", "accept", "line", "poll", "fresh", "films", "files", "bodies", "relay", "streams", "studio")
VERDICT = {True: "[green]kept[/]", False: "[red]missed[/]", None: "told"}


def main() -> None:
    """Measure, row by row, and print the table at the end."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"one of {', '.join(ROWS)}; none: all")
    asked = parser.parse_args().rows or list(RIVALS if RIVAL else ROWS)
    console, found = Console(width=150), []
    console.print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    for name in asked:
        console.print(f"measuring {name} …")
        for row in importlib.import_module(f"bench.rows.{name}").measure():
            console.print(f"  {row.what}: {row.measured}  {row.note}")
            found.append(row)
    console.print(_table(found))


def _table(rows: list[Row]) -> Table:
    table = Table("what", "budget", "measured", "", title="Performance budgets (design, section 14)")
    for row in rows:
        table.add_row(row.what, row.budget, row.measured, VERDICT[row.kept])
    return table


if __name__ == "__main__":
    main()
