"""`python -m tests.crash.live`: one minute of jobs while the gateway is killed before your eyes, then the reckoning."""

import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from tests.crash.fleet import Fleet, fleet

TASKS = 300
CLIENTS = 4
PAUSE = 3.0
FROZEN = 5.0
SHOWN = 12


class Show:
    """What is on the screen: three bars and the latest deeds."""

    def __init__(self, up: Fleet) -> None:
        """Nothing happened yet."""
        self.up = up
        self.began = time.monotonic()
        self.deeds: list[str] = []
        self._bars = Progress(TextColumn("{task.description:<12}"), BarColumn(40), MofNCompleteColumn())
        self._ids = {name: self._bars.add_task(name, total=TASKS) for name in ("accepted", "delivered", "failed")}

    def tell(self, deed: str) -> None:
        """One more line."""
        self.deeds.append(f"{time.monotonic() - self.began:5.1f} s  {deed}")

    def __rich__(self) -> Group:
        """As it stands now."""
        self._bars.update(self._ids["accepted"], completed=len(self.up.told))
        return Group(self._bars, Text("\n".join(self.deeds[-SHOWN:]), style="yellow"))

    def look(self) -> None:
        """Read the database, if it is there."""
        try:
            rows = self.up.gateway.rows("select state, count(*) as n from task group by state")
        except Exception:  # noqa: BLE001  it was just killed
            return
        counts = {row["state"]: row["n"] for row in rows}
        self._bars.update(self._ids["delivered"], completed=counts.get("succeeded", 0))
        self._bars.update(self._ids["failed"], completed=counts.get("failed", 0))


def load(up: Fleet, numbers: list[int]) -> None:
    """Ask for pictures until all are accepted; the idempotency key makes a repeat harmless."""
    while numbers:
        if up.submit(numbers[0]):
            numbers.pop(0)
            time.sleep(0.3)
        else:
            time.sleep(0.1)


def deeds(up: Fleet, rng: random.Random) -> list[tuple[str, Callable[[], None]]]:
    """What is done to the gateway, in order."""
    kill = ("SIGKILL: a worker", lambda: up.kill_worker(rng))
    freeze = ("SIGSTOP: a worker stands still for longer than two leases", lambda: up.freeze_worker(rng, FROZEN))
    crash = ("SIGKILL: supervisor, workers and PostgreSQL at once; then it is started again", up.crash)
    return [kill, kill, freeze, kill, crash, kill, kill, kill]


def watch(show: Show, over: threading.Event) -> None:
    """Look at the database twice a second."""
    while not over.wait(0.5):
        show.look()


def run(up: Fleet, console: Console) -> None:
    """Load and deeds side by side, on the screen."""
    show, over = Show(up), threading.Event()
    threads = [threading.Thread(target=load, args=(up, list(range(n, TASKS, CLIENTS)))) for n in range(CLIENTS)]
    watching = threading.Thread(target=watch, args=(show, over))
    with Live(show, console=console, refresh_per_second=8):
        for thread in (watching, *threads):
            thread.start()
        for name, deed in deeds(up, random.Random(11)):
            time.sleep(PAUSE)
            show.tell(name)
            deed()
        for thread in threads:
            thread.join()
        show.tell("all accepted; waiting for the last pictures")
        up.settled(90)
        over.set()
        watching.join()
        show.look()


def reckoning(up: Fleet) -> list[tuple[str, bool]]:
    """Sentences and whether they hold; each figure from database, vendors' logs or ledger."""
    found: dict[str, Any] = up.verdict()
    states, kills = found["states"], found["kills"]
    charges = up.charges()
    paid, owed = (sum(int(row[what]) for row in charges) for what in ("paid", "owed"))
    entries = up.gateway.rows("select count(*) as n, coalesce(sum(amount), 0)::bigint as total from entry")[0]
    delivered, failed = states.get("succeeded", 0), states.get("failed", 0)
    return [
        (f"{kills[0]} workers killed, {kills[1]} frozen, {kills[2]} time(s) everything at once", True),
        (f"{found['acknowledged']} tasks accepted, {found['lost']} lost", not found["lost"]),
        (f"{delivered} pictures and films delivered, {failed} failed in words (an answer was lost, so it was not sent again)",
         delivered + failed >= found["acknowledged"]),
        (f"{found['taken']} jobs in the vendors' logs, {found['taken twice']} bought twice", not found["taken twice"]),
        (f"{paid / 1e9:.2f} USD charged, {owed / 1e9:.2f} is what was delivered, "
         f"{found['charged twice'] + found['charged wrongly']} charged wrongly",
         paid == owed and not found["charged twice"] + found["charged wrongly"]),
        (f"{entries['n']} ledger entries sum to {entries['total']}, {len(found['ledger faults'])} faults in the proof",
         not entries["total"] and not found["ledger faults"]),
    ]  # fmt: skip


def main() -> int:
    """0 if everything holds."""
    console = Console()
    console.print("starting: two vendors, two workers, PostgreSQL with fsync; a vendor takes two seconds for a picture")
    with fleet(("key", "none"), lose=0.01, delay=2.0) as up:
        run(up, console)
        rows = reckoning(up)
    for sentence, holds in rows:
        console.print(f"[{'green' if holds else 'red bold'}]{'✓' if holds else '✗'}[/] {sentence}", highlight=False)
    return 0 if all(holds for _, holds in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
