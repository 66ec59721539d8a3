"""Our own documents say what is so and nothing else; our own tasks can tell a webhook."""

import json
import time
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook

from tests.client import Client
from tests.gateway import Gateway
from tests.scripted.process import Vendor, vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}
SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ="


@pytest.fixture(scope="module")
def receiver() -> Iterator[Vendor]:
    """A receiver of webhooks."""
    with vendor("receiver") as made:
        yield made


def test_a_document_has_no_null_and_the_seed(running: Gateway) -> None:
    """Parameters that were not given are absent; the seed is the one that the vendor told."""
    task = running.owner.ended(running.owner.post("/v1/tasks", BODY).json()["id"])

    assert b": null" not in json.dumps(task).encode()
    assert task["params"]["prompt"] == "a fox"
    assert "seed" not in task["params"]
    assert task["outputs"][0]["seed"] == 7


def test_a_count_in_a_bfl_body_is_dropped_with_a_warning(running: Gateway) -> None:
    """BFL draws one picture a request: who asks for more is told, in our document and in BFL's."""
    body = {"prompt": "a fox", "width": 256, "height": 256, "n": 3}
    identity = running.owner.post("/flux/v1/flux-2-pro", body).json()["id"]

    told = running.owner.ended(identity)["warnings"]

    assert told == ["n is not a parameter of flux-2-pro and was dropped"]
    assert running.owner.get(f"/flux/v1/get_result?id={identity}").json()["details"]["warnings"] == told


def test_our_own_tasks_tell_a_webhook(running: Gateway, receiver: Vendor) -> None:
    """Start and end, if both are asked for, signed after Standard Webhooks."""
    hook = {"webhook_url": f"{receiver.url}/own", "webhook_secret": SECRET, "webhook_events": ["running", "done"]}
    identity = running.owner.post("/v1/tasks", BODY | hook).json()["id"]
    running.owner.ended(identity)
    until = time.monotonic() + 10
    while len(found := [m for m in Client(receiver.url).get("/messages").json() if m["path"] == "/own"]) < 2:
        assert time.monotonic() < until, found
        time.sleep(0.1)

    kinds = {Webhook(SECRET).verify(m["body"], m["headers"])["type"] for m in found}
    assert kinds == {"task.running", "task.succeeded"}
    assert {json.loads(m["body"])["data"]["id"] for m in found} == {identity}


@pytest.mark.parametrize(
    ("field", "value"),
    [("webhook_url", 7), ("webhook_url", "ftp://x"), ("webhook_secret", {}), ("webhook_events", ["all"])],
)
def test_a_webhook_that_cannot_be_told_is_refused(running: Gateway, field: str, value: object) -> None:
    """The field at fault is named, and there is no task."""
    body = BODY | {"webhook_url": "https://receiver.example/"} | {field: value}

    answer = running.owner.post("/v1/tasks", body)

    assert answer.status in (400, 422)
    assert answer.json()["error"]["param"] == field
