"""Many films of several vendors kept fresh by one process: from "the vendor is done" to "a client's poll has the kept film"."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import bed, cpu, load
from bench.row import Row
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

JOBS = 5_000
LASTS, SPREAD = 30.0, 120.0
INTERVAL = 2.0
"""Seconds between two polls of a job, as the rows of these vendors have it."""
FORMS: dict[str, tuple[str, dict[str, str | int]]] = {
    "openai": ("/v1/videos", {"model": "sora-2", "seconds": "4", "size": "1280x720"}),
    "kling": ("/kling/v1/videos/text2video", {"model_name": "kling-v3", "duration": "5"}),
    "minimax": ("/v1/video_generation", {"model": "MiniMax-Hailuo-2.3", "duration": 6, "resolution": "768P"}),
}
MEMORY = 300


def measure() -> Iterator[Row]:
    """All jobs run at their vendors at once, and end one after the other; each film is fetched, looked at and kept."""
    with bed.folder() as folder, ExitStack() as stack:
        logs = {name: folder / name for name in FORMS}
        vendors = {
            name: stack.enter_context(vendor("native", vendor=name, log=log, lasts=LASTS, spread=SPREAD, uses=9))
            for name, log in logs.items()
        }
        channels = [channel(name, v.url, concurrency=JOBS) for name, v in vendors.items()]
        running = stack.enter_context(gateway(channels=channels, log_level="warning"))
        key, numbers = running.account("films", "1000000", rpm=1_000_000, concurrency=2 * JOBS).key, iter(range(JOBS))
        load.run(running.url, lambda: _request(running.url, key, next(numbers, None)), 32)
        memory = cpu.resident(running.workers()[0])
        late = _lateness(running, list(logs.values()))
        memory = max(memory, cpu.resident(running.workers()[0]))
    kept = len(late) == JOBS and _at(late, 0.99) <= INTERVAL + 0.5
    told = f"p50 {_at(late, 0.5):.2f} s, p99 {_at(late, 0.99):.2f} s over {len(late)} films"
    yield Row(f"{JOBS} films of {len(FORMS)} vendors kept fresh, 2 s polls", "done -> kept p99 <= 2.5 s", told, kept)
    yield Row("memory of the worker meanwhile", f"<= {MEMORY} MB", f"{memory:.0f} MB", memory <= MEMORY)


def _request(url: str, key: str, number: int | None) -> bytes | None:
    if number is None:
        return None
    path, body = list(FORMS.values())[number % len(FORMS)]
    return load.post(url, path, key, json.dumps(body | {"prompt": f"a fox, {number}"}).encode())


def _lateness(running: Gateway, logs: list[Path]) -> list[float]:
    """When each film was there less when its vendor was done with it, by the vendor's own log, sorted."""
    left = "select count(*) as n from task where finished_at is null"
    until = time.monotonic() + LASTS + SPREAD + 90
    time.sleep(LASTS + SPREAD)
    while running.rows(left)[0]["n"] and time.monotonic() < until:
        time.sleep(2)
    sql = (
        "select extract(epoch from finished_at)::float8 as at, doc->'params'->>'prompt' as prompt from task "
        "where state = 'succeeded'"
    )
    jobs = (json.loads(line) for log in logs for line in log.read_text().splitlines())
    due = {job["prompt"]: job["due"] for job in jobs}
    return sorted(row["at"] - due[row["prompt"]] for row in running.rows(sql)) or [999.0]


def _at(late: list[float], share: float) -> float:
    return late[int(len(late) * share)]
