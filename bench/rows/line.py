"""The whole line: accepted, submitted, polled, fetched, checked, kept, settled, against a scripted vendor over HTTP."""

import json
import time
from collections.abc import Iterator

from bench import bed, cpu, load
from bench.row import Row
from tests.gateway import Gateway

COUNT = 4_000
BODY = {"prompt": "a fox in the snow", "width": 256, "height": 256, "seed": 1}


def measure() -> Iterator[Row]:
    """From the first submit to the last settlement."""
    with bed.vendor("--delay", "0.2") as url, bed.served(url, concurrency=512) as running:
        request = load.post(running.url, "/flux/v1/flux-2-pro", bed.owner(running), json.dumps(BODY).encode())
        load.run(running.url, load.times(request, 200), 16)
        _finished(running, 200)
        workers = running.workers()
        spent, begun = cpu.seconds(workers), time.monotonic()
        done = load.run(running.url, load.times(request, COUNT), 32)
        _finished(running, COUNT + 200)
        took = time.monotonic() - begun
        spent = cpu.seconds(workers) - spent
        failed = running.rows("select count(*) as n from task where state <> 'succeeded'")[0]["n"]
        told = (
            f"{COUNT / took:.0f}/s, {failed} not succeeded, {done.errors} errors, ledger faults {len(running.proof())}"
        )
        kept = COUNT / took >= 500 and not failed
        yield Row("whole task line", ">= 500/s", told, kept, f"worker CPU {spent / COUNT * 1e6:.0f} µs a task")


def _finished(running: Gateway, count: int) -> None:
    until = time.monotonic() + 120
    while running.rows("select count(*) as n from task where finished_at is not null")[0]["n"] < count:
        if time.monotonic() > until:
            return
        time.sleep(0.2)
