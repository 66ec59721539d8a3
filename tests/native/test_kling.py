"""Kling's clients: submitted, polled and called back in Kling's words, kept and paid by ours."""

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
from tests.scripted.clips import clip, sound
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

ASKED = {"model_name": "kling-v3", "prompt": "a fox", "mode": "std", "duration": "5", "aspect_ratio": "16:9"}
TEXT = "/kling/v1/videos/text2video"


@pytest.fixture(scope="module")
def kling() -> Iterator[Vendor]:
    """A scripted Kling."""
    with vendor("native", vendor="kling") as made:
        yield made


@pytest.fixture(scope="module")
def running(kling: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    with before(admin_dsn, channel("kling", kling.url)) as made:
        yield made


def made(client: Client, **changes: Any) -> str:
    """The id of a task."""
    answer = client.post(TEXT, ASKED | changes)
    assert answer.status == 200, answer.body
    return str(answer.json()["data"]["task_id"])


def test_a_film_from_prompt_to_link(running: Gateway, kling: Vendor) -> None:
    """Submit, every state, our own link, seconds and bytes of the real file, one receipt; nothing of the vendor's shows."""
    alice = running.account("kling-alice", "10")
    answer = alice.post(TEXT, ASKED | {"external_task_id": "mine-1"})
    body = answer.json()
    assert (body["code"], body["data"]["task_status"]) == (0, "submitted")
    assert body["data"]["task_info"] == {"external_task_id": "mine-1"}
    task = alice.ended(body["data"]["task_id"])

    done = alice.get(f"{TEXT}/mine-1").json()["data"]
    film = done["task_result"]["videos"][0]
    assert (done["task_id"], done["task_status"], film["duration"]) == (task["id"], "succeed", "5")
    assert film["url"].startswith(f"{running.url}/files/")
    assert Client("").get(film["url"]).headers["content-type"] == "video/mp4"
    output = task["outputs"][0]
    assert (output["kind"], output["width"], output["height"], output["duration"]) == ("video", 320, 192, 5.0)
    assert task["receipt"]["captured"] == "0.42"
    assert task["receipt"]["usage"] == {"video": 1, "second": 5}
    for told in (str(done), str(task)):
        assert "vendor" not in told.replace("vendor_", "")
        assert kling.url not in told
    asked = kling.stats()["asked"][-1]
    assert asked["body"]["model_name"] == "kling-v3"
    assert "external_task_id" in asked["body"]
    assert asked["body"]["external_task_id"] != "mine-1"
    assert running.proof() == []


@pytest.mark.parametrize(("fault", "code"), [("failed", "upstream_error"), ("moderated", "content_filtered")])
def test_what_fails_is_told_and_not_charged(running: Gateway, fault: str, code: str) -> None:
    """In Kling's word, without its vendor's."""
    task = running.owner.ended(made(running.owner, prompt=f"vendor:{fault}"))
    said = running.owner.get(f"{TEXT}/{task['id']}").json()["data"]

    assert (task["error"]["code"], said["task_status"]) == (code, "failed")
    assert said["task_status_msg"] == task["error"]["message"]
    assert "node 17" not in str(task)
    assert task["receipt"]["captured"] == "0.00"


def test_bad_input_is_named_and_not_billed(running: Gateway, kling: Vendor) -> None:
    """Kling's number for a wrong parameter; the vendor never hears of it."""
    before = kling.stats()["jobs"]
    two = {"type": "simple", "config": {"pan": 1, "tilt": 2}}
    for wrong in ({"duration": "7.5"}, {"camera_control": two}, {"prompt": ""}, {"mode": "ultra"}):
        answer = running.owner.post(TEXT, ASKED | wrong)
        assert (answer.status, answer.json()["code"]) == (400, 1201), answer.body
    assert kling.stats()["jobs"] == before


def test_a_lost_answer_is_looked_up_by_our_id(running: Gateway, kling: Vendor) -> None:
    """The job that the vendor took is found by the id that we gave it: bought once."""
    before = kling.stats()
    task = running.owner.ended(made(running.owner, prompt="vendor:reset"))

    assert task["state"] == "succeeded"
    assert len(kling.stats()["asked"]) == len(before["asked"]) + 1


def test_others_see_nothing(running: Gateway) -> None:
    """Another account's id, its own id of a task, and an unknown one answer alike."""
    mine = made(running.owner, external_task_id="owners-own")
    bob = running.account("kling-bob", "1")
    answers = [bob.get(f"{TEXT}/{name}") for name in (mine, "owners-own", "866168216002236456")]

    assert {(a.status, a.json()["code"]) for a in answers} == {(404, 1203)}
    again = running.owner.post(TEXT, ASKED | {"external_task_id": "owners-own"})
    assert (again.status, again.json()["code"]) == (400, 1201)


def test_a_picture_is_set_in_motion(running: Gateway, kling: Vendor) -> None:
    """The first frame is kept, and sent to Kling as bare base64."""
    frame = base64.b64encode(picture(512, 512, "png")).decode()
    answer = running.owner.post("/kling/v1/videos/image2video", {"model_name": "kling-v3", "image": frame})
    task = running.owner.ended(answer.json()["data"]["task_id"])

    asked = kling.stats()["asked"][-1]
    assert (asked["path"], asked["body"]["image"]) == ("/v1/videos/image2video", frame)
    assert (task["state"], task["params"]["image"]["width"]) == ("succeeded", 512)
    assert running.owner.post("/kling/v1/videos/image2video", {"prompt": "no picture"}).json()["code"] == 1201


def test_the_callback_is_flat_and_comes_at_every_change(running: Gateway) -> None:
    """Two messages in order, without an envelope, the last with our link."""
    with vendor("receiver") as receiver:
        task = running.owner.ended(made(running.owner, callback_url=f"{receiver.url}/kling"))
        until = time.monotonic() + 10
        while len(found := Client(receiver.url).get("/messages").json()) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    told = [json.loads(message["body"]) for message in found]

    assert [t["task_status"] for t in told] == ["processing", "succeed"]
    assert {t["task_id"] for t in told} == {task["id"]}
    assert told[-1]["task_result"]["videos"][0]["url"] == task["outputs"][0]["url"]
    assert "code" not in told[-1]


def test_a_key_may_want_the_envelope_of_older_documents(running: Gateway) -> None:
    """`era: wrapped`: Kling's own answer lies in `data.data`; another key polls the same task without it."""
    task = running.owner.ended(made(running.owner, prompt="vendor:now"))
    old = running.account("kling-old", "10", era="wrapped")
    mine = old.ended(made(old, prompt="vendor:failed"))
    done = old.ended(made(old, prompt="vendor:now"))

    wrapped = old.get(f"{TEXT}/{done['id']}").json()
    assert (wrapped["code"], wrapped["data"]["status"], wrapped["data"]["progress"]) == ("success", "SUCCESS", "100%")
    assert wrapped["data"]["data"]["data"]["task_status"] == "succeed"
    assert wrapped["data"]["result_url"] == done["outputs"][0]["url"]
    failed = old.get(f"{TEXT}/{mine['id']}").json()["data"]
    assert (failed["status"], failed["fail_reason"], failed["result_url"]) == ("FAILURE", mine["error"]["message"], "")
    assert failed["submit_time"] > 1_700_000_000 > failed["submit_time"] / 1000
    assert running.owner.get(f"{TEXT}/{task['id']}").json()["code"] == 0
    gone = old.get(f"{TEXT}/{task['id']}")
    assert (gone.status, gone.json()["code"]) == (404, 1203)


PICTURE = base64.b64encode(picture(512, 512, "png")).decode()
DRAWN, SEVERAL = "/kling/v1/images/generations", "/kling/v1/images/multi-image2image"


@pytest.mark.parametrize(
    ("path", "asked", "called", "price"),
    [
        (DRAWN, {"prompt": "vendor:now"}, "kling-v1", "0.0035"),
        (DRAWN, {"prompt": "vendor:now", "model_name": "kling-v2", "image": PICTURE}, "kling-v2", "0.028"),
        (DRAWN, {"prompt": "vendor:now", "model_name": "kling-v2", "subject_image_list": [{"subject_image": PICTURE}] * 2}, "kling-v2", "0.056"),
        (SEVERAL, {"prompt": "vendor:now", "subject_image_list": [{"subject_image": PICTURE}] * 2}, "kling-v2", "0.056"),
    ],
)  # fmt: skip
def test_a_picture_costs_what_it_is_given(
    running: Gateway, kling: Vendor, path: str, asked: dict[str, Any], called: str, price: str
) -> None:
    """Text, a picture to go by, several; Kling hears its own name of the model, and several go to its path for them."""
    answer = running.owner.post(path, asked)
    task = running.owner.ended(answer.json()["data"]["task_id"])
    said = running.owner.get(f"{path}/{task['id']}").json()["data"]

    sent = kling.stats()["asked"][-1]
    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", price)
    assert (sent["body"]["model_name"], "multi" in sent["path"]) == (called, "subject_image_list" in asked)
    assert said["task_result"]["images"] == [{"index": 0, "url": task["outputs"][0]["url"]}]


def test_omni_is_told_of_pictures(running: Gateway, kling: Vendor) -> None:
    """By the second; a film among them Kling would fetch from us, which it cannot where nobody said at which address."""
    path, asked = "/kling/v1/videos/omni-video", {"prompt": "vendor:now", "mode": "std", "duration": 3}
    answer = running.owner.post(path, asked | {"image_list": [{"image_url": PICTURE}]})
    task = running.owner.ended(answer.json()["data"]["task_id"])

    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", "0.252")
    assert kling.stats()["asked"][-1]["body"]["image_list"] == [{"image_url": PICTURE}]
    film = base64.b64encode(clip(3)).decode()
    unreached = running.owner.post(path, asked | {"video_list": [{"video_url": film}]})
    assert (unreached.status, "PHILAE_PUBLIC_URL" in unreached.json()["message"]) == (404, True)
    wrong = running.owner.post(path, asked | {"duration": 11})
    assert (wrong.status, wrong.json()["code"]) == (400, 1201)


def test_an_avatar_speaks_what_it_is_given(running: Gateway, kling: Vendor) -> None:
    """Sold by the seconds of the film; two voices, none, or one of an unknown id are refused."""
    path, asked = "/kling/v1/videos/avatar/image2video", {"image": PICTURE, "prompt": "vendor:now"}
    voice = base64.b64encode(sound(3)).decode()
    task = running.owner.ended(running.owner.post(path, asked | {"sound_file": voice}).json()["data"]["task_id"])

    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", "0.28")
    assert kling.stats()["asked"][-1]["body"]["sound_file"] == voice
    for wrong, code in (({"sound_file": voice, "audio_id": "1"}, 1201), ({}, 1201), ({"audio_id": "1"}, 1203)):
        assert running.owner.post(path, asked | wrong).json()["code"] == code
