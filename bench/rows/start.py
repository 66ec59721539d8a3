"""From `philae serve` to ready, the first time and after; and what a worker without an engine weighs."""

import time
from collections.abc import Iterator

from bench import bed, cpu
from bench.row import Row
from tests.gateway import Gateway


def measure() -> Iterator[Row]:
    """The database is made at the first start."""
    with bed.folder() as folder:
        running = Gateway(folder, settings={"log_level": "warning"})
        first = _start(running)
        memory = cpu.resident(running.workers()[0])
        running.stop()
        after = _start(running)
        running.stop()
    yield Row("start to ready, first time", "<= 5 s", f"{first:.1f} s", first <= 5)
    yield Row("start to ready, after", "<= 2 s", f"{after:.1f} s", after <= 2)
    yield Row("worker's resident memory, no engine loaded", "<= 120 MB", f"{memory:.0f} MB", memory <= 120)


def _start(running: Gateway) -> float:
    begun = time.monotonic()
    running.start()
    return time.monotonic() - begun
