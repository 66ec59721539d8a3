"""The notifier's places: a receiver that never answers keeps nobody else waiting, a quick one is served quickly."""

import time

from tests.client import Client
from tests.engine.conftest import Start
from tests.gateway import Gateway, channel
from tests.scripted.process import Vendor, vendor

BODY = {"prompt": "a fox", "width": 256, "height": 256}
COPIES = """
insert into delivery (id, task, account, event, notify)
select gen_random_uuid(), task, account, event, notify from delivery, generate_series(1, $1)
"""


def received(receiver: Vendor, path: str) -> int:
    """How many messages came there."""
    return sum(m["path"] == path for m in Client(receiver.url).get("/messages").json())


def hits(receiver: Vendor) -> int:
    """How many requests came in all."""
    return int(Client(receiver.url).get("/stats").json()["hits"])


def told(up: Gateway, hook: str) -> None:
    """A finished task whose webhook that is."""
    identity = up.owner.post("/flux/v1/flux-2-pro", BODY | {"webhook_url": hook}).json()["id"]
    up.owner.ended(identity)


def test_a_silent_host_gets_a_few_places_only(start: Start) -> None:
    """Hundreds of messages wait for it; another host's arrives at once."""
    with vendor("bfl", delay=0.1) as bfl, vendor("receiver") as receiver:
        up = start([channel("bfl", bfl.url)], allow_private_urls="1")
        port = receiver.url.rpartition(":")[2]
        told(up, f"http://127.0.0.1:{port}/?silent=1")
        up.rows(COPIES, 300)
        time.sleep(2)
        assert hits(receiver) == 8

        began = time.monotonic()
        told(up, f"http://localhost:{port}/quick")
        while not received(receiver, "/quick"):
            assert time.monotonic() - began < 10
            time.sleep(0.05)

        assert time.monotonic() - began < 5
        assert hits(receiver) == 9


def test_a_quick_host_is_not_slowed_down(start: Start) -> None:
    """A hundred messages to one receiver take a second or two, although few are under way at a time."""
    with vendor("bfl", delay=0.1) as bfl, vendor("receiver") as receiver:
        up = start([channel("bfl", bfl.url)], allow_private_urls="1")
        told(up, f"{receiver.url}/quick")
        while not received(receiver, "/quick"):
            time.sleep(0.05)
        up.rows(COPIES, 100)
        began = time.monotonic()
        while received(receiver, "/quick") < 101:
            assert time.monotonic() - began < 10
            time.sleep(0.05)

        assert time.monotonic() - began < 4
