"""How far it is: a bar on a terminal; elsewhere a plain line, at least every two seconds."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

SILENCE = 1.5
"""Seconds between two plain lines about the same."""


def say(text: str) -> None:
    """A line about what happens, beside a command's own output."""
    print(text, file=sys.stderr, flush=True)


class Progress:
    """Tells what is going on inside its block, and how much of it is done."""

    def __init__(self, text: str, file: TextIO | None = None) -> None:
        """`file` is where to, standard error unless said."""
        self._file = file or sys.stderr
        self._text, self._share, self._told = text, 0.0, ""
        self._notes: list[str] = []
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._show = threading.Thread(target=self._bar if self._file.isatty() else self._lines, daemon=True)

    def tell(self, text: str, share: float | None = None) -> None:
        """What is going on now, and the share of the whole that is done."""
        self._text = text
        self._share = self._share if share is None else max(share, self._share)

    def note(self, text: str) -> None:
        """A line that stays."""
        self._notes.append(text)

    def __enter__(self) -> Self:
        self._show.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._over.set()
        self._show.join()

    def _lines(self) -> None:
        """A line when something else is told, and again when nothing is for long."""
        last = 0.0
        while not self._over.wait(0.1):
            now = time.monotonic()
            self._flush(lambda text: print(text, file=self._file, flush=True))
            if self._text == self._told and now - last < SILENCE:
                continue
            done = f", {self._share:.0%}" if self._share else ""
            print(f"{now - self._begun:5.1f} s  {self._text}{done}", file=self._file, flush=True)
            self._told, last = self._text, now
        self._flush(lambda text: print(text, file=self._file, flush=True))

    def _flush(self, show: Callable[[str], None]) -> None:
        while self._notes:
            show(self._notes.pop(0))

    def _bar(self) -> None:
        # rich's bar is loaded where it is shown.
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
        with Bar(*columns, console=Console(file=self._file), transient=True) as bar:
            shown = bar.add_task(self._text, total=1.0)
            while not self._over.wait(0.1):
                self._flush(lambda text: bar.console.print(text, markup=False, highlight=False))
                bar.update(shown, description=self._text, completed=self._share)
