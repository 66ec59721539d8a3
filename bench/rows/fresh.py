"""Many vendor jobs kept fresh by one process: from "the vendor is done" to "a client's poll says so"."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import bed, load
from bench.row import Row
from tests.gateway import Gateway

JOBS = 5_000
DELAY, SPREAD = 25.0, 60.0
INTERVAL = 1.0


def measure() -> Iterator[Row]:
    """All jobs run at the vendor at once, and end one after the other; then all of them within the same seconds."""
    for ends, spread in (("one after the other", SPREAD), ("all at once", 0.0)):
        late = _run(spread)
        kept = len(late) == JOBS and late[_at(late, 0.99)] <= INTERVAL + 0.5
        yield Row(f"{JOBS} jobs kept fresh, 1 s polls, done {ends}", "done -> Ready p99 <= 1.5 s", _told(late), kept)


def _at(late: list[float], share: float) -> int:
    return int(len(late) * share)


def _told(late: list[float]) -> str:
    return f"p50 {late[_at(late, 0.5)]:.2f} s, p99 {late[_at(late, 0.99)]:.2f} s over {len(late)} jobs"


def _run(spread: float) -> list[float]:
    """How late each job's end was known, in seconds, sorted."""
    with bed.folder() as folder:
        log = folder / "taken"
        options = ("--delay", str(DELAY), "--spread", str(spread), "--log", str(log))
        with bed.vendor(*options) as url, bed.served(url, concurrency=JOBS + 10) as running:
            key, seeds = bed.owner(running), iter(range(JOBS))
            load.run(running.url, lambda: _request(running.url, key, next(seeds, None)), 32)
            return _lateness(running, log, spread)


def _request(url: str, key: str, seed: int | None) -> bytes | None:
    if seed is None:
        return None
    body = json.dumps({"prompt": "a fox", "width": 64, "height": 64, "seed": seed}).encode()
    return load.post(url, "/flux/v1/flux-2-pro", key, body)


def _lateness(running: Gateway, log: Path, spread: float) -> list[float]:
    """Settled time less the time at which the vendor was done: when it took the job, by its own log, plus its time."""
    sql = (
        "select extract(epoch from t.finished_at)::float8 as at, (t.doc->'params'->>'seed')::int as seed, a.key "
        "from task t join attempt a on a.task = t.id where t.state = 'succeeded'"
    )
    until = time.monotonic() + DELAY + spread + 60
    rows: list[Any] = []
    while len(rows) < JOBS and time.monotonic() < until:
        time.sleep(4)
        rows = running.rows(sql) if time.monotonic() > until - 60 else rows
    taken = {job["key"]: job["at"] for job in map(json.loads, log.read_text().splitlines())}
    late = (r["at"] - taken[r["key"]] - DELAY - spread * (r["seed"] % 1000) / 1000 for r in rows)
    return sorted(late) or [999.0]
