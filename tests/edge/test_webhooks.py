"""Outgoing webhooks: each dialect's own body and signature, tried again until they are taken."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Client
from tests.gateway import Gateway
from tests.scripted.process import Vendor, vendor

BODY = {"prompt": "a fox", "width": 256, "height": 256}


@pytest.fixture(scope="module")
def receiver() -> Iterator[Vendor]:
    """A receiver that fails the first message at each path."""
    with vendor("receiver", first=1) as made:
        yield made


def messages(receiver: Vendor, path: str, least: int, seconds: float = 15) -> list[dict[str, Any]]:
    """What came at that path, once there are so many."""
    until = time.monotonic() + seconds
    while True:
        found = [m for m in Client(receiver.url).get("/messages").json() if m["path"] == path]
        if len(found) >= least:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.1)


def test_bfl_signs_the_raw_bytes_and_tries_again(running: Gateway, receiver: Vendor) -> None:
    """The first try is refused by the receiver, the second is the same message with the same valid signature."""
    hook = {"webhook_url": f"{receiver.url}/bfl", "webhook_secret": "s3cret"}
    identity = running.owner.post("/flux/v1/flux-2-pro", BODY | hook).json()["id"]

    first, second = messages(receiver, "/bfl", 2)

    assert json.loads(first["body"])["id"] == json.loads(second["body"])["id"] == identity
    said = json.loads(second["body"])
    assert said["status"] == "Ready"
    assert said["result"]["sample"].startswith(running.url)
    mac = hmac.new(b"s3cret", second["body"].encode(), hashlib.sha256).hexdigest()
    assert second["headers"]["x-bfl-signature"] == f"sha256={mac}"
    assert "s3cret" not in running.log()


def test_every_try_is_on_record(running: Gateway, receiver: Vendor) -> None:
    """What the receiver answered, and when."""
    hook = {"webhook_url": f"{receiver.url}/record"}
    identity = running.owner.post("/flux/v1/flux-2-pro", BODY | hook).json()["id"]
    messages(receiver, "/record", 2)
    time.sleep(0.5)

    row = running.rows("select state, tries from delivery where task = $1::uuid", identity)[0]

    assert row["state"] == "sent"
    assert [t["status"] for t in json.loads(row["tries"])] == [500, 204]


def test_replicate_tells_start_and_end_with_standard_webhooks(running: Gateway, receiver: Vendor) -> None:
    """Only the events that were asked for, each with id, timestamp and signature headers."""
    body = {
        "input": {"prompt": "a", "aspect_ratio": "1:1"}, "webhook": f"{receiver.url}/replicate",
        "webhook_events_filter": ["start", "completed"],
    }  # fmt: skip
    answer = running.owner.post("/replicate/v1/models/black-forest-labs/flux-2-pro/predictions", body)
    assert answer.status == 201, answer.body

    found = messages(receiver, "/replicate", 3)

    statuses = {json.loads(m["body"])["status"] for m in found}
    assert statuses in ({"processing", "succeeded"}, {"succeeded"})
    assert all(m["headers"]["webhook-id"].startswith("msg_") for m in found)


def test_a_failed_task_is_told_too(running: Gateway, receiver: Vendor) -> None:
    """BFL's webhook says ERROR in words."""
    hook = {"webhook_url": f"{receiver.url}/failed", "prompt": "vendor:moderated"}
    running.owner.post("/flux/v1/flux-2-pro", BODY | hook)

    said = json.loads(messages(receiver, "/failed", 2)[-1]["body"])

    assert said["error"] == "content_filtered"
    assert "result" not in said


def test_a_slow_receiver_holds_nobody_up(running: Gateway, receiver: Vendor) -> None:
    """While others' messages wait for a silent host, a task's own one arrives at once."""
    for number in range(3):
        hook = {"webhook_url": f"http://192.0.2.1/{number}"}
        running.owner.post("/flux/v1/flux-2-pro", BODY | hook)
    began = time.monotonic()
    running.owner.post("/flux/v1/flux-2-pro", BODY | {"webhook_url": f"{receiver.url}/quick"})

    messages(receiver, "/quick", 1)

    assert time.monotonic() - began < 8
