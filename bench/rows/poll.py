"""`get_result` polls, as clients make them."""

import json
from collections.abc import Iterator
from itertools import cycle

from bench import bed, cpu, load
from bench.row import Row

COUNT = 15_000
BODY = {"prompt": "a fox", "width": 256, "height": 256}


def measure() -> Iterator[Row]:
    """Polls of running and finished tasks, 16 clients at once."""
    with bed.vendor("--delay", "0.2") as url, bed.served(url, concurrency=256) as running:
        key, ids = bed.owner(running), []
        request = load.post(running.url, "/flux/v1/flux-2-pro", key, json.dumps(BODY).encode())
        load.run(running.url, load.times(request, 500), 16, lambda body: ids.append(json.loads(body)["id"]))
        polls = cycle([load.get(running.url, f"/flux/v1/get_result?id={i}", key) for i in ids])
        left = iter(range(COUNT))
        workers, servers = running.workers(), bed.database(running)
        before = cpu.seconds(workers + servers)
        done = load.run(running.url, lambda: next(polls) if next(left, None) is not None else None, 16)
        each = (cpu.seconds(workers + servers) - before) / COUNT * 1e6
        told = f"{each:.0f} µs CPU, {done.rate:.0f}/s, p99 {done.at(0.99) * 1e3:.1f} ms, {done.errors} errors"
        kept = each <= 250 and done.rate >= 3000 and done.at(0.99) <= 0.010 and not done.errors
        yield Row("get_result poll, PostgreSQL included", "<= 250 µs CPU, 3,000/s, p99 <= 10 ms", told, kept)
