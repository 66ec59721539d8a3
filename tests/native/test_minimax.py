"""MiniMax's clients: a task, a file's id, the file; receivers that prove themselves; and Hailuo for clients of other forms."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Client
from tests.gateway import Gateway, channel
from tests.native.stage import before
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

MAKE, LOOK, FILE = "/v1/video_generation", "/v1/query/video_generation?task_id=", "/v1/files/retrieve?file_id="
FRAME = "data:image/png;base64," + base64.b64encode(picture(512, 512, "png")).decode()
SMALL, LONG = (
    f"data:image/png;base64,{base64.b64encode(picture(*s, 'png')).decode()}" for s in ((256, 256), (1024, 320))
)
ASKED = {"model": "MiniMax-Hailuo-2.3", "prompt": "a fox"}
OK = {"status_code": 0, "status_msg": "success"}


@pytest.fixture(scope="module")
def hailuo() -> Iterator[Vendor]:
    """A scripted MiniMax."""
    with vendor("native", vendor="minimax") as made:
        yield made


@pytest.fixture(scope="module")
def running(hailuo: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    channels = [channel("minimax", hailuo.url)]
    with before(admin_dsn, *channels) as made:
        yield made


@pytest.fixture(scope="module")
def receiver() -> Iterator[Vendor]:
    """A receiver of webhooks."""
    with vendor("receiver") as made:
        yield made


def made(client: Client, door: str = "", **changes: Any) -> dict[str, Any]:
    """A finished task, asked behind that door."""
    answer = client.post(door + MAKE, ASKED | changes)
    assert (answer.status, answer.json()["base_resp"]) == (200, OK), answer.body
    return client.ended(answer.headers["x-philae-task-id"])


@pytest.mark.parametrize("door", ["", "/minimax", "/hailuo"])
def test_a_film_is_found_by_its_files_id(running: Gateway, door: str) -> None:
    """Ids are digits; the link is ours; a task's id is no file's, and another's file is not there."""
    task = made(running.owner, door, prompt="vendor:now")
    polled = running.owner.get(f"{door}{LOOK}{task['id']}").json()
    file = running.owner.get(f"{door}{FILE}{polled['file_id']}").json()

    assert (polled["status"], polled["video_width"], polled["base_resp"]) == ("Success", 320, OK)
    assert (polled["task_id"] + polled["file_id"]).isdigit()
    output = task["outputs"][0]
    assert (file["file"]["download_url"], file["file"]["bytes"]) == (output["url"], output["bytes"])
    assert (file["file"]["file_id"], file["file"]["purpose"]) == (polled["file_id"], "video_generation")
    bob = running.account(f"hailuo-bob{door[1:]}", "1")
    for client, name in ((bob, polled["file_id"]), (running.owner, polled["task_id"]), (running.owner, "17")):
        said = client.get(f"{door}{FILE}{name}")
        assert (said.status, said.json()["base_resp"]["status_code"]) == (400, 2013)


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        ({"model": "MiniMax-Hailuo-2.3", "first_frame_image": FRAME, "resolution": "1080P"}, "0.49"),
        ({"model": "MiniMax-Hailuo-2.3-Fast", "first_frame_image": FRAME, "duration": 10}, "0.32"),
        ({"model": "MiniMax-Hailuo-02", "first_frame_image": FRAME, "resolution": "512P"}, "0.10"),
        ({"model": "MiniMax-Hailuo-02", "first_frame_image": FRAME, "last_frame_image": FRAME}, "0.28"),
    ],
)
def test_films_from_frames_are_priced_by_the_piece(
    running: Gateway, hailuo: Vendor, asked: dict[str, Any], price: str
) -> None:
    """By length and lines; the pictures reach MiniMax as data URIs."""
    task = made(running.owner, **asked, prompt="vendor:now")

    sent = hailuo.stats()["asked"][-1]["body"]
    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", price)
    assert {name: sent[name] for name in asked} == asked
    assert task["receipt"]["usage"]["video"] == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"first_frame_image": SMALL}, 2013),
        ({"first_frame_image": LONG}, 2013),
        ({"model": "MiniMax-Hailuo-2.3-Fast"}, 2013),
        ({"model": "MiniMax-Hailuo-02", "last_frame_image": FRAME, "resolution": "512P"}, 2013),
        ({"model": "S2V-01"}, 2013),
        ({"model": "S2V-01", "subject_reference": [{"type": "thing", "image": [FRAME]}]}, 2013),
        ({"model": "S2V-01", "subject_reference": [{"type": "character", "image": [FRAME]}]}, 1000),
    ],
)
def test_what_cannot_be_made_is_refused(running: Gateway, hailuo: Vendor, wrong: dict[str, Any], code: int) -> None:
    """Before anything is bought: too small or too long a frame, a missing one; the last is right and has no known price."""
    before = hailuo.stats()["jobs"]
    answer = running.owner.post(MAKE, ASKED | wrong)

    assert 400 <= answer.status < 504
    assert answer.json()["base_resp"]["status_code"] == code
    assert hailuo.stats()["jobs"] == before


def test_a_wrong_key_is_told_in_minimaxs_number(running: Gateway) -> None:
    """1004 beside the status."""
    answer = Client(running.url, "sk-wrong").post(MAKE, ASKED)

    assert (answer.status, answer.json()["base_resp"]["status_code"]) == (401, 1004)


def delivered(running: Gateway, task: str) -> list[str]:
    """What became of the task's messages."""
    return [row["state"] for row in running.rows("select state from delivery where task = $1::uuid", task)]


def told(receiver: Vendor, path: str) -> list[dict[str, Any]]:
    """What came there."""
    return [json.loads(m["body"]) for m in Client(receiver.url).get("/messages").json() if m["path"] == path]


def test_a_receiver_proves_itself_once(running: Gateway, receiver: Vendor) -> None:
    """A challenge, then each change in small letters, the last with the file's id."""
    task = made(running.owner, callback_url=f"{receiver.url}/good")
    until = time.monotonic() + 60
    while len(found := told(receiver, "/good")) < 3 and time.monotonic() < until:
        time.sleep(0.1)

    assert [set(m) for m in found[:1]] == [{"challenge"}]
    assert [m["status"] for m in found[1:]] == ["processing", "success"]
    assert found[-1]["file_id"] == running.owner.get(LOOK + task["id"]).json()["file_id"]


def test_a_receiver_that_does_not_is_left_alone(running: Gateway, receiver: Vendor) -> None:
    """Case 13 of the reference: it hears the challenge and nothing more; the task is not touched by that."""
    task = made(running.owner, callback_url=f"{receiver.url}/mute?mute=1")
    until = time.monotonic() + 60
    while not (states := delivered(running, task["id"])) or "pending" in states:
        assert time.monotonic() < until
        time.sleep(0.1)

    assert task["state"] == "succeeded"
    assert set(states) == {"dead"}
    assert {frozenset(m) for m in told(receiver, "/mute")} == {frozenset({"challenge"})}


def test_minimaxs_own_challenge_is_answered(running: Gateway) -> None:
    """At the address of an attempt, and nowhere else; it is no news of the job."""
    answer = running.owner.post(MAKE, ASKED | {"prompt": "vendor:forever"})
    task, until = answer.headers["x-philae-task-id"], time.monotonic() + 60
    while not (keys := running.rows("select key from attempt where task = $1::uuid", task)):
        assert time.monotonic() < until
        time.sleep(0.1)
    given = Client(running.url).post(f"/callbacks/{keys[0]['key']}", {"challenge": "a word"})

    assert (given.status, given.json()) == (200, {"challenge": "a word"})
    assert Client(running.url).post("/callbacks/not-a-key", {"challenge": "a word"}).status == 404
    news = {"task_id": "17", "status": "Success", "file_id": "17"}
    assert Client(running.url).post(f"/callbacks/{keys[0]['key']}", news).status == 204
    running.owner.post(f"/v1/tasks/{task}/cancel", {})


def test_hailuo_is_reached_by_other_words(running: Gateway, hailuo: Vendor) -> None:
    """OpenAI's seconds and size become the nearest duration and lines, and what was taken otherwise is said."""
    asked = {"model": "minimax-hailuo-02", "prompt": "vendor:now", "seconds": "8", "size": "1280x720"}
    task = running.owner.ended(running.owner.post("/v1/videos", asked).json()["id"])

    sent = hailuo.stats()["asked"][-1]["body"]
    assert (sent["model"], sent["duration"], sent["resolution"]) == ("MiniMax-Hailuo-02", 6, "768P")
    assert "seconds 8 was taken as 6" in task["warnings"]
    assert task["receipt"]["captured"] == "0.28"
    assert running.proof() == []


@pytest.mark.parametrize(
    ("given", "price"),
    [
        ([("first_frame", 1)], "0.40"),
        ([("reference_image", 7)], "0.48"),
        ([("first_frame", 1), ("reference_image", 1)], ""),
    ],
)
def test_h3_is_given_pictures_by_their_roles(
    running: Gateway, hailuo: Vendor, given: list[tuple[str, int]], price: str
) -> None:
    """By the second, and by the picture beyond five; frames and pictures to go by exclude one another; DELETE erases."""
    files = [
        {"type": "image_url", "image_url": {"url": FRAME}, "role": role} for role, count in given for _ in range(count)
    ]
    asked = {
        "model": "MiniMax-H3",
        "content": [{"type": "text", "text": "vendor:now"}, *files],
        "duration": 5,
        "resolution": "768P",
    }
    answer = running.owner.post("/v2/video_generation", asked)
    if not price:
        assert (answer.status, answer.json()["base_resp"]["status_code"]) == (400, 2013), answer.body
        return
    task = running.owner.ended(answer.headers["x-philae-task-id"])
    told = running.owner.get(f"/v2/query/video_generation/{answer.json()['task_id']}").json()["task"]

    assert (task["receipt"]["captured"], told["status"], told["ratio"]) == (price, "succeeded", "16:9")
    assert told["content"]["url"] == task["outputs"][0]["url"]
    assert hailuo.stats()["asked"][-1]["body"]["content"] == asked["content"]
    gone = running.owner.request("DELETE", f"/v2/video_generation/{told['id']}")
    assert (gone.status, gone.json()["task_id"]) == (200, told["id"])
    assert running.owner.get(f"/v2/query/video_generation/{told['id']}").status == 400
