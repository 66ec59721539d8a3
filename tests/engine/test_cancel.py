"""Cancel: in the queue, at a vendor that can stop, at one that cannot; what is billed anyway is captured, and said."""

import time
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}


@pytest.fixture(scope="module")
def vendors() -> Iterator[tuple[Vendor, Vendor]]:
    """A BFL and a Replicate."""
    with vendor("bfl", delay=0.1) as bfl, vendor("replicate", delay=0.1) as replicate:
        yield bfl, replicate


@pytest.fixture(scope="module")
def up(admin_dsn: str, vendors: tuple[Vendor, Vendor]) -> Iterator[Gateway]:
    """A gateway before both; BFL takes one job at a time."""
    rows = [channel("bfl", vendors[0].url, concurrency=1), channel("replicate", vendors[1].url)]
    with postgres.database(admin_dsn) as dsn, gateway(dsn, rows) as made:
        yield made


def test_one_that_waits_for_a_place_never_reaches_the_vendor(up: Gateway, vendors: tuple[Vendor, Vendor]) -> None:
    """With the one place taken, the next task is canceled at once; the first is billed by BFL, which has no cancel."""
    slow = up.owner.post("/v1/tasks", BODY | {"prompt": "vendor:forever"}).json()["id"]
    time.sleep(0.3)
    waiting = up.owner.post("/v1/tasks", BODY).json()["id"]
    time.sleep(0.3)

    answer = up.owner.post(f"/v1/tasks/{waiting}/cancel", {})
    task = up.owner.ended(waiting, 3)
    up.owner.post(f"/v1/tasks/{slow}/cancel", {})
    billed = up.owner.ended(slow)

    assert answer.status == 200
    assert (task["state"], task["receipt"]["captured"]) == ("canceled", "0.00")
    assert vendors[0].stats()["jobs"] == 1
    assert (billed["state"], billed["receipt"]["captured"]) == ("canceled", "0.03")
    assert up.proof() == []


def test_a_vendor_that_can_stop_is_stopped(up: Gateway, vendors: tuple[Vendor, Vendor]) -> None:
    """Replicate has a cancel: it is called, and nobody pays."""
    body = {"input": {"prompt": "vendor:forever"}}
    answer = up.owner.post("/replicate/v1/models/black-forest-labs/flux-schnell/predictions", body)
    assert answer.status == 201, answer.body
    time.sleep(1)

    canceled = up.owner.post(answer.json()["urls"]["cancel"], {})

    assert canceled.json()["status"] == "canceled"
    assert vendors[1].stats()["canceled"] == 1
    assert up.owner.task(answer.json()["id"])["receipt"]["captured"] == "0.00"
    assert up.proof() == []


def test_an_ended_task_stays_as_it_is(up: Gateway) -> None:
    """A cancel that comes too late changes nothing."""
    identity = up.owner.post("/v1/tasks", BODY).json()["id"]
    up.owner.ended(identity)

    assert up.owner.post(f"/v1/tasks/{identity}/cancel", {}).json()["state"] == "succeeded"
