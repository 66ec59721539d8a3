"""A channel's limit holds for all workers together, and no worker's tasks starve."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.conftest import Start
from tests.gateway import Gateway, channel
from tests.scripted.process import vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}
DELAY = 0.2


def most_at_once(log: Path) -> int:
    """The vendor's jobs that ran at the same moment."""
    begun = [float(json.loads(line)["at"]) for line in log.read_text().splitlines()]
    return max(sum(at <= other < at + DELAY for other in begun) for at in begun)


@pytest.mark.parametrize(("workers", "limit"), [(4, 1), (2, 3)])
def test_workers_share_a_channels_limit(start: Start, tmp_path: Path, workers: int, limit: int) -> None:
    """Also where there are fewer places than workers; every task is done, soon."""
    log = tmp_path / "jobs"
    with vendor("bfl", delay=DELAY, log=log) as bfl:
        up = start([channel("bfl", bfl.url, concurrency=limit)], workers=str(workers))
        tasks = [up.owner.ended(i, 60) for i in accepted_by_several(up)]

    assert {t["state"] for t in tasks} == {"succeeded"}
    assert most_at_once(log) == limit
    assert up.proof() == []


def accepted_by_several(up: Gateway) -> list[str]:
    """Tasks posted at once; more of them while it was chance that one worker took all."""
    ids: list[str] = []
    while len(ids) < 60 and up.rows("select count(distinct owner)::int as n from task")[0]["n"] < 2:
        with ThreadPoolExecutor(8) as clients:
            ids += clients.map(lambda _: up.owner.post("/v1/tasks", BODY).json()["id"], range(8))
    return ids


def test_a_dead_workers_places_come_back(start: Start) -> None:
    """They are locks, which end with their process; its task is taken over and ends as well."""
    with vendor("bfl", delay=0.5) as bfl:
        up = start([channel("bfl", bfl.url, concurrency=1)], workers="2", lease="3")
        ids = [up.owner.post("/v1/tasks", BODY).json()["id"] for _ in range(6)]
        os.kill(up.workers()[0], signal.SIGKILL)
        states = {up.owner.ended(i, 60)["state"] for i in ids}

    assert states == {"succeeded"}
    assert up.proof() == []
