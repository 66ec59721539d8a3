"""Cancel: in the queue, at a vendor that can stop, at one that cannot; what is billed anyway is captured, and said."""

import time

from tests.engine.conftest import Start
from tests.gateway import channel
from tests.scripted.process import vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}


def test_one_that_waits_for_a_place_never_reaches_the_vendor(start: Start) -> None:
    """With one place at the vendor taken, the next task is canceled at once and nothing was bought."""
    with vendor("bfl", delay=0.1) as made:
        up = start([channel("bfl", made.url, concurrency=1)], deadline="20")
        slow = up.owner.post("/v1/tasks", BODY | {"prompt": "vendor:forever"}).json()["id"]
        time.sleep(0.3)
        waiting = up.owner.post("/v1/tasks", BODY).json()["id"]
        time.sleep(0.3)

        answer = up.owner.post(f"/v1/tasks/{waiting}/cancel", {})
        task = up.owner.ended(waiting, 3)

        assert answer.status == 200
        assert (task["state"], task["receipt"]["captured"]) == ("canceled", "0.00")
        assert made.stats()["jobs"] == 1
        up.owner.post(f"/v1/tasks/{slow}/cancel", {})
        up.owner.ended(slow)
        assert up.proof() == []


def test_a_vendor_that_can_stop_is_stopped(start: Start) -> None:
    """Replicate has a cancel: it is called, and nobody pays."""
    with vendor("replicate", delay=0.1) as made:
        up = start([channel("replicate", made.url)])
        body = {"input": {"prompt": "vendor:forever", "aspect_ratio": "1:1"}}
        made_here = up.owner.post("/replicate/v1/models/black-forest-labs/flux-2-pro/predictions", body).json()
        time.sleep(1)

        answer = up.owner.post(made_here["urls"]["cancel"], {})

        assert answer.json()["status"] == "canceled"
        assert made.stats()["canceled"] == 1
        assert up.owner.task(made_here["id"])["receipt"]["captured"] == "0.00"
        assert up.proof() == []


def test_what_the_vendor_bills_all_the_same_is_captured_and_said(start: Start) -> None:
    """BFL has no cancel."""
    with vendor("bfl", delay=0.1) as made:
        up = start([channel("bfl", made.url)])
        identity = up.owner.post("/v1/tasks", BODY | {"prompt": "vendor:forever"}).json()["id"]
        time.sleep(0.5)

        up.owner.post(f"/v1/tasks/{identity}/cancel", {})
        task = up.owner.ended(identity)

        assert (task["state"], task["receipt"]["captured"]) == ("canceled", "0.03")
        assert up.proof() == []


def test_an_ended_task_stays_as_it_is(start: Start) -> None:
    """A cancel that comes too late changes nothing."""
    with vendor("bfl", delay=0.1) as made:
        up = start([channel("bfl", made.url)])
        identity = up.owner.post("/v1/tasks", BODY).json()["id"]
        up.owner.ended(identity)

        assert up.owner.post(f"/v1/tasks/{identity}/cancel", {}).json()["state"] == "succeeded"
