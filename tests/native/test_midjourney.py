"""Midjourney's clients: buttons that work, windows that are answered, one task object in every place."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.client import Client
from tests.gateway import Gateway, channel
from tests.native.stage import before
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

IMAGINE = {"prompt": "a fox in the snow --ar 16:9", "state": "mine"}
QUICK = {"prompt": "vendor:now"}
PICTURE = "data:image/png;base64," + base64.b64encode(picture(64, 64, "png")).decode()


@pytest.fixture(scope="module")
def proxy() -> Iterator[Vendor]:
    """A scripted midjourney-proxy."""
    with vendor("native", vendor="midjourney") as made:
        yield made


@pytest.fixture(scope="module")
def running(proxy: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway whose one vendor is that proxy."""
    with before(admin_dsn, channel("midjourney", proxy.url)) as made:
        yield made


def submitted(client: Client, name: str, asked: dict[str, Any], *, door: str = "", code: int = 1) -> str:
    """The id of a new task."""
    answer = client.post(f"{door}/mj/submit/{name}", asked)
    assert (answer.status, answer.json()["code"]) == (200, code), answer.body
    return str(answer.json()["result"])


def ended(client: Client, identity: str, *states: str) -> dict[str, Any]:
    """The task object once its status is one of those, or it is over."""
    until = time.monotonic() + 25
    while True:
        told: dict[str, Any] = client.get(f"/mj/task/{identity}/fetch").json()
        if told["status"] in (*states, "SUCCESS", "FAILURE"):
            return told
        assert time.monotonic() < until, told
        time.sleep(0.1)


def button(task: dict[str, Any], label: str) -> dict[str, str]:
    """What a client sends to press it."""
    return {"customId": next(b["customId"] for b in task["buttons"] if b["label"] == label), "taskId": task["id"]}


def test_imagine_then_a_button_then_a_window(running: Gateway, proxy: Vendor) -> None:
    """Nine buttons; U1 runs where its parent ran; Custom Zoom waits, is free, and goes on under the same id, paid by the modal."""
    alice = running.account("mj-alice", "10")
    four = ended(alice, submitted(alice, "imagine", IMAGINE))
    assert (four["status"], four["action"], four["progress"], four["state"]) == ("SUCCESS", "IMAGINE", "100%", "mine")
    assert four["id"].isdecimal()
    assert len(four["buttons"]) == 9
    assert four["imageUrl"].startswith(f"{running.url}/files/")
    assert Client("").get(four["imageUrl"]).headers["content-type"] == "image/png"
    assert four["finishTime"] > four["startTime"] > 1_700_000_000_000

    one = ended(alice, submitted(alice, "action", button(four, "U1")))
    asked = proxy.stats()["asked"][-1]["body"]
    assert (one["status"], one["action"]) == ("SUCCESS", "UPSCALE")
    assert asked["customId"] == "MJ::JOB::upsample::1::12345678-9abc-4def-8123-456789abcdef"
    assert asked["taskId"] != four["id"]

    window = submitted(alice, "action", button(one, "Custom Zoom"), code=21)
    assert ended(alice, window, "MODAL")["status"] == "MODAL"
    assert submitted(alice, "modal", {"taskId": window, "prompt": "vendor:now --zoom 2"}) == window
    zoomed = ended(alice, window)
    assert (zoomed["id"], zoomed["status"]) == (window, "SUCCESS")
    assert proxy.stats()["asked"][-1]["body"]["prompt"] == "vendor:now --zoom 2"

    told = str([four, one, zoomed, alice.get("/v1/tasks").json()])
    for secret in ("vendor-", "12345678-9abc", proxy.url, "krypton"):
        assert secret not in told
    receipts = [t["receipt"]["captured"] for t in alice.get("/v1/tasks").json()["data"]]
    assert receipts == ["0.10", "0.05", "0.10"]
    assert running.proof() == []


def test_a_speed_is_a_prefix(running: Gateway, proxy: Vendor) -> None:
    """The prefix asks the proxy for that mode, unless the client names another; the task is one, whatever path asks for it."""
    owner = running.owner
    made = submitted(owner, "imagine", QUICK, door="/mj-turbo")
    assert proxy_filter(proxy, owner, made) == {"modes": ["TURBO"]}
    slow = submitted(owner, "imagine", QUICK | {"accountFilter": {"modes": ["RELAX"]}}, door="/mj-fast")
    assert proxy_filter(proxy, owner, slow) == {"modes": ["RELAX"]}
    assert owner.get(f"/mj-turbo/mj/task/{made}/fetch").json() == owner.get(f"/mj/task/{made}/fetch").json()


def proxy_filter(proxy: Vendor, client: Client, identity: str) -> Any:
    """The account filter that the proxy was asked with."""
    ended(client, identity)
    return proxy.stats()["asked"][-1]["body"].get("accountFilter")


def test_several_tasks_at_once_without_those_of_others(running: Gateway) -> None:
    """What is foreign or unknown is left out; no ids, no tasks."""
    bob = running.account("mj-bob", "1")
    mine, foreign = submitted(bob, "imagine", QUICK), submitted(running.owner, "imagine", QUICK)
    found = bob.post("/mj/task/list-by-condition", {"ids": [foreign, mine, "1773314942177684"]})

    assert (found.status, [t["id"] for t in found.json()]) == (200, [mine])
    assert bob.post("/mj/task/list-by-condition", {"ids": []}).json() == []
    gone = bob.get(f"/mj/task/{foreign}/fetch")
    assert (gone.status, gone.json()["code"]) == (400, 4)


@pytest.mark.parametrize(
    ("name", "asked", "price"),
    [
        ("blend", {"base64Array": [PICTURE, PICTURE], "state": "vendor:now"}, "0.10"),
        ("describe", {"base64": PICTURE, "state": "vendor:now"}, "0.05"),
        ("video", {"motion": "low", "image": PICTURE, "prompt": "vendor:now"}, "0.80"),
        ("edits", {"prompt": "vendor:now", "image": PICTURE}, "0.10"),
        ("shorten", {"prompt": "vendor:now"}, "0.10"),
    ],
)
def test_every_other_submit(running: Gateway, name: str, asked: dict[str, Any], price: str) -> None:
    """A result of its kind, one receipt."""
    alice = running.account(f"mj-{name}", "1")
    made = ended(alice, submitted(alice, name, asked))
    task = alice.get("/v1/tasks").json()["data"][0]

    assert (made["status"], task["receipt"]["captured"]) == ("SUCCESS", price), made
    if task["operation"] == "describe":
        assert made["promptEn"] == made["properties"]["finalPrompt"] != ""
    elif task["operation"] == "video.generate":
        assert [made["videoUrl"]] == [v["url"] for v in made["videoUrls"]]
    else:
        assert made["imageUrl"]


def test_a_button_may_be_named_by_what_it_does(running: Gateway, proxy: Vendor) -> None:
    """`change` and `simple-change`: the same models, prices and account as the button's own."""
    alice = running.account("mj-change", "10")
    four = submitted(alice, "imagine", QUICK)
    ended(alice, four)
    one = ended(alice, submitted(alice, "change", {"taskId": four, "action": "UPSCALE", "index": 2}))
    asked = proxy.stats()["asked"][-1]
    assert (one["status"], one["action"]) == ("SUCCESS", "UPSCALE")
    assert (asked["path"], asked["body"]["index"]) == ("/mj/submit/change", 2)
    assert asked["body"]["taskId"] != four
    for content, action, index in ((f"{four} v3", "VARIATION", 3), (f"{four} R", "REROLL", None)):
        ended(alice, submitted(alice, "simple-change", {"content": content}))
        body = proxy.stats()["asked"][-1]["body"]
        assert (body["action"], body.get("index")) == (action, index)

    paid = [(t["model"], t["receipt"]["captured"]) for t in alice.get("/v1/tasks").json()["data"]]
    assert paid[:2] == [("mj_reroll", "0.10"), ("mj_variation", "0.10")]
    assert paid[2:] == [("mj_upscale", "0.05"), ("mj_imagine", "0.10")]
    for name, wrong in (
        ("change", {"taskId": four, "action": "EXPLODE"}), ("change", {"taskId": four, "action": "UPSCALE"}),
        ("simple-change", {"content": f"{four} U5"}), ("simple-change", {"content": "U2"}), ("simple-change", {}),
    ):  # fmt: skip
        answer = alice.post(f"/mj/submit/{name}", wrong)
        assert (answer.status, answer.json()["code"]) == (400, 4), wrong


def test_pictures_are_uploaded_and_shown_and_their_seed_told(running: Gateway) -> None:
    """Links of ours for prompts, the picture by its task's id alone, and what it was drawn from."""
    alice = running.account("mj-upload", "10")
    up = alice.post("/mj/submit/upload-discord-images", {"base64Array": [PICTURE]}).json()
    assert (up["code"], len(up["result"])) == (1, 2)
    assert Client("").get(up["result"][0]).headers["content-type"] == "image/png"
    four = submitted(alice, "imagine", QUICK)
    ended(alice, four)
    assert alice.get(f"/mj/task/{four}/image-seed").json()["result"] == "1270419871"
    shown = Client(running.url).get(f"/mj/image/{four}")
    assert (shown.status, shown.headers["content-type"]) == (200, "image/png")
    assert Client(running.url).get("/mj/image/1773314942177684").status == 400
    assert running.owner.get(f"/mj/task/{four}/image-seed").json()["code"] == 4


FOREVER = "vendor:forever"


@pytest.mark.parametrize(
    ("name", "asked", "captured", "lost"),
    [
        ("imagine", {"prompt": FOREVER}, "0.00", 0),
        ("blend", {"base64Array": [PICTURE, PICTURE], "state": FOREVER}, "0.00", 100_000_000),
        ("edits", {"prompt": FOREVER, "image": PICTURE}, "0.10", 0),
    ],
)
def test_a_task_is_canceled(running: Gateway, name: str, asked: dict[str, Any], captured: str, lost: int) -> None:
    """What the proxy stops is free; what it does not know may still be billed, to the house; what it cannot stop is paid."""
    made = submitted(running.owner, name, asked)
    ended(running.owner, made, "IN_PROGRESS")
    said = running.owner.post(f"/mj/task/{made}/cancel", {})
    assert (said.status, said.json()["code"], said.json()["result"]) == (200, 1, made)
    until = time.monotonic() + 25
    while (told := running.owner.get(f"/mj/task/{made}/fetch").json())["status"] != "CANCEL":
        assert time.monotonic() < until, told
        time.sleep(0.1)
    sql = "select coalesce(-sum(amount), 0)::bigint as n from entry where account = 'house:lost' and txn = $1"
    task = running.owner.task(made)
    assert (task["receipt"]["captured"], running.rows(sql, UUID(task["id"]))[0]["n"]) == (captured, lost)
    assert running.owner.post("/mj/task/1773314942177684/cancel", {}).json()["code"] == 4
    assert running.proof() == []


def test_bad_input_is_told_in_code_4_and_not_billed(running: Gateway, proxy: Vendor) -> None:
    """A button that the parent does not have, a parent that is not there or not done, one picture to blend."""
    owner, before = running.owner, proxy.stats()["jobs"]
    four = ended(owner, submitted(owner, "imagine", QUICK))
    strange = "MJ::JOB::upsample::1::12345678-9abc-4def-8123-456789abcdef"
    for name, asked in (
        ("action", {"customId": strange, "taskId": four["id"]}),
        ("action", {"customId": "MJ::JOB::explode::1", "taskId": four["id"]}),
        ("action", button(four, "U1") | {"taskId": "1773314942177684"}),
        ("action", {"taskId": four["id"]}),
        ("modal", {"taskId": four["id"], "prompt": "no window"}),
        ("blend", {"base64Array": [PICTURE]}),
        ("imagine", {"prompt": ""}),
        ("video", {"motion": "wild", "image": PICTURE}),
        ("video", {"motion": "low", "action": "extend"}),
    ):
        answer = owner.post(f"/mj/submit/{name}", asked)
        assert (answer.status, answer.json()["code"]) == (400, 4), (name, asked, answer.body)
    assert proxy.stats()["jobs"] == before + 1


@pytest.mark.parametrize("fault", ["failed", "moderated"])
def test_what_fails_says_why_and_costs_nothing(running: Gateway, fault: str) -> None:
    """In `failReason`, without the proxy's words."""
    made = ended(running.owner, submitted(running.owner, "imagine", {"prompt": f"vendor:{fault}"}))

    assert made["status"] == "FAILURE"
    assert made["failReason"]
    assert "krypton" not in str(made)
    assert running.proof() == []


def test_the_hook_gets_the_whole_task_in_order(running: Gateway) -> None:
    """Each state once, never an older one behind a newer."""
    with vendor("receiver") as receiver:
        made = submitted(running.owner, "imagine", IMAGINE | {"notifyHook": f"{receiver.url}/mj"})
        ended(running.owner, made)
        until = time.monotonic() + 10
        while len(found := Client(receiver.url).get("/messages").json()) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    told = [json.loads(message["body"]) for message in found]

    assert [t["status"] for t in told] == ["IN_PROGRESS", "SUCCESS"]
    assert {t["id"] for t in told} == {made}
    assert told[-1] == running.owner.get(f"/mj/task/{made}/fetch").json()
