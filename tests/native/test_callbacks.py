"""Callbacks both ways: a vendor's word to us is a reason to look, ours to a client never tells an older state after a newer."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.clips import clip
from tests.scripted.process import Vendor, vendor

ASKED = {"model_name": "kling-v3", "prompt": "a fox", "mode": "std", "duration": "5"}
TEXT = "/kling/v1/videos/text2video"


@pytest.fixture(scope="module")
def kling() -> Iterator[Vendor]:
    """A scripted Kling."""
    with vendor("native", vendor="kling") as made:
        yield made


@pytest.fixture(scope="module")
def proxy() -> Iterator[Vendor]:
    """A scripted midjourney-proxy."""
    with vendor("native", vendor="midjourney") as made:
        yield made


@pytest.fixture(scope="module")
def running(kling: Vendor, proxy: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway that says where vendors reach it."""
    channels = [channel("kling", kling.url), channel("midjourney", proxy.url)]
    with postgres.database(admin_dsn) as dsn:
        settings = {"allow_private_urls": "1", "public_url": "http://127.0.0.1:1"}
        with gateway(dsn, channels, **settings) as made:
            yield made


def called(running: Gateway, url: str, body: Any) -> None:
    """The vendor calls the address that it was given."""
    assert url.startswith("http://127.0.0.1:1/callbacks/")
    assert Client(running.url).post(urlsplit(url).path, body).status == 204


def sent(vendor: Vendor, prompt: str) -> dict[str, Any]:
    """What the vendor was asked with that prompt."""
    until = time.monotonic() + 20
    while not (found := [a["body"] for a in vendor.stats()["asked"] if a["body"].get("prompt") == prompt]):
        assert time.monotonic() < until
        time.sleep(0.1)
    return dict(found[0])


def test_a_vendors_callback_says_what_became_of_a_lost_submit(running: Gateway, proxy: Vendor) -> None:
    """The answer was lost and the proxy cannot be asked by our id: its webhook names the job, which is bought once."""
    before = proxy.stats()["jobs"]
    made = running.owner.post("/mj/submit/imagine", {"prompt": "vendor:reset called"})
    hook = sent(proxy, "vendor:reset called")["notifyHook"]
    job = str(866168216002236456 + before)
    called(running, hook, {"id": job, "status": "IN_PROGRESS", "progress": "0%"})
    task = running.owner.ended(made.headers["x-philae-task-id"])

    assert task["state"] == "succeeded", task
    assert proxy.stats()["jobs"] == before + 1


def test_a_vendors_callback_is_a_reason_to_look(running: Gateway, kling: Vendor) -> None:
    """Each of its calls is followed by a poll at once, whatever it says; the job's state is what the poll says."""
    task = running.owner.post(TEXT, ASKED | {"prompt": "vendor:forever told"}).json()["data"]["task_id"]
    hook = sent(kling, "vendor:forever told")["callback_url"]
    for _ in range(8):
        called(running, hook, {"task_id": "1", "task_status": "succeed"})
        time.sleep(0.2)
    assert running.owner.task(task)["state"] == "running"
    assert Client(kling.url).get("/release").json()["polled"][0] >= 4

    called(running, hook, {"task_id": "1", "task_status": "processing"})
    assert running.owner.ended(task)["state"] == "succeeded"


def test_a_film_is_fetched_from_us(running: Gateway, kling: Vendor) -> None:
    """Kling takes films as links: it gets one of ours that works without a credential, and tells nothing of whose it is."""
    film = base64.b64encode(clip(3)).decode()
    asked = {"prompt": "vendor:now", "mode": "std", "duration": 3, "video_list": [{"video_url": film}]}
    task = running.owner.ended(running.owner.post("/kling/v1/videos/omni-video", asked).json()["data"]["task_id"])
    link = kling.stats()["asked"][-1]["body"]["video_list"][0]["video_url"]
    path = urlsplit(link).path

    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", "0.378")
    assert link.startswith("http://127.0.0.1:1/lent/")
    fetched = Client(running.url).get(path)
    assert (fetched.status, fetched.headers["content-type"], fetched.body) == (200, "video/mp4", clip(3))
    assert Client(running.url).get(path, range="bytes=4-7").body == clip(3)[4:8]
    assert Client(running.url).get(path.replace(path[50:58], "AAAAAAAA")).status == 403


def messages(receiver: Vendor, least: int) -> list[dict[str, Any]]:
    """What was received, once there are so many."""
    until = time.monotonic() + 40
    while len(found := Client(receiver.url).get("/messages").json()) < least:
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return list(found)


def test_an_older_state_never_comes_after_a_newer(running: Gateway, kling: Vendor) -> None:
    """The receiver takes seconds for the first message; the last waits until that one was taken."""
    with vendor("receiver") as receiver:
        asked = ASKED | {"prompt": "vendor:forever slow", "callback_url": f"{receiver.url}/kling?slow=4"}
        running.owner.post(TEXT, asked)
        messages(receiver, 1)
        Client(kling.url).get("/release")
        found = messages(receiver, 2)

    assert [json.loads(message["body"])["task_status"] for message in found] == ["processing", "succeed"]
    assert found[1]["at"] - found[0]["at"] >= 4
