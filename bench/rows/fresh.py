"""Many vendor jobs kept fresh by one process: from "the vendor is done" to "a client's poll says so"."""

import json
import time
from collections.abc import Iterator
from typing import Any

from bench import bed, load
from bench.row import Row

JOBS = 5_000
DELAY = 40.0
INTERVAL = 1.0


def measure() -> Iterator[Row]:
    """All jobs run at the vendor at once; each is done `DELAY` seconds after it was taken."""
    with bed.vendor("--delay", str(DELAY)) as url, bed.served(url, concurrency=JOBS + 10) as running:
        body = json.dumps({"prompt": "a fox", "width": 64, "height": 64}).encode()
        request = load.post(running.url, "/flux/v1/flux-2-pro", bed.owner(running), body)
        done = load.run(running.url, load.times(request, JOBS), 32)
        late = _lateness(running)
        told = f"p50 {late[len(late) // 2]:.2f} s, p99 {late[int(len(late) * 0.99)]:.2f} s over {len(late)} jobs, {done.errors} errors"
        kept = len(late) == JOBS and late[int(len(late) * 0.99)] <= INTERVAL + 0.5
        yield Row(f"{JOBS} jobs kept fresh, 1 s polls", "done -> Ready p99 <= 1.5 s", told, kept)


def _lateness(running: bed.Gateway) -> list[float]:
    """Settled time less the time at which the vendor was done, which is when it took the job plus its delay."""
    sql = (
        "select extract(epoch from t.finished_at - a.intent_at)::float8 as took from task t join attempt a on a.task = t.id "
        "where t.state = 'succeeded'"
    )
    until = time.monotonic() + DELAY + 90
    rows: list[Any] = []
    while len(rows) < JOBS and time.monotonic() < until:
        time.sleep(2)
        rows = running.rows(sql)
    return sorted(r["took"] - DELAY for r in rows) or [999.0]
