"""Kill anything at any time: no acknowledged task is lost, nothing is bought or charged twice, the ledger agrees."""

import random
import threading
import time
from typing import Any

import pytest

from tests.crash.fleet import Fleet, fleet


def _run(up: Fleet, tasks: int, kills: int, *, freezes: int, crashes: int, clients: int) -> None:
    rng, over = random.Random(7), threading.Event()
    each = tasks // clients
    threads = [threading.Thread(target=_load, args=(up, n * each, each, over)) for n in range(clients)]
    for thread in threads:
        thread.start()
    deeds = ["kill"] * kills + ["freeze"] * freezes + ["crash"] * crashes
    rng.shuffle(deeds)
    for deed in deeds:
        time.sleep(rng.uniform(0.9, 1.5))
        match deed:
            case "kill":
                up.kill_worker(rng)
            case "freeze":
                up.freeze_worker(rng, 5.0)
            case "crash":
                up.crash()
    for thread in threads:
        thread.join(300)
    over.set()


def _load(up: Fleet, first: int, count: int, over: threading.Event) -> None:
    """Submit until all are acknowledged; the idempotency key makes a repeat harmless."""
    left = list(range(first, first + count))
    while left and not over.is_set():
        number = left.pop(0)
        if not up.submit(number):
            left.append(number)
            time.sleep(0.05)


def _holds(up: Fleet, tasks: int) -> dict[str, Any]:
    found = up.verdict()
    print(found)
    assert found["acknowledged"] >= tasks
    assert found["lost"] == 0, found
    assert found["charged twice"] == 0, found
    assert found["charged wrongly"] == 0, found
    assert found["taken twice"] == 0, found
    assert found["ledger faults"] == [], found
    return found


def test_a_few_kills() -> None:
    """The small form: two workers, two vendors, kills and a freeze. A look-up may take a minute: the full form has it."""
    with fleet(("key", "none")) as up:
        _run(up, 150, 3, freezes=1, crashes=0, clients=4)
        assert up.settled(90) == 0
        _holds(up, 148)


@pytest.mark.crash
@pytest.mark.long
def test_many_kills() -> None:
    """The full form: at least 3,000 tasks and 25 kills, freezes past two leases, PostgreSQL killed with the gateway."""
    with fleet(lose=0.01) as up:
        _run(up, 3200, 26, freezes=4, crashes=2, clients=8)
        assert up.settled(400) == 0
        assert up.told_all(200) == 0
        found = _holds(up, 3200)
        assert found["never told"] == 0, found
