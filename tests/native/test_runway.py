"""Runway's clients: its own form, that of gateways for its web app, and models that are told of films."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Answer, Client
from tests.gateway import Gateway, channel
from tests.native.stage import before
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.clips import clip
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

FRAME = "data:image/png;base64," + base64.b64encode(picture(512, 512, "png")).decode()
LONG = "data:image/png;base64," + base64.b64encode(picture(1024, 320, "png")).decode()
FILM, SHORT = (f"data:video/mp4;base64,{base64.b64encode(clip(n)).decode()}" for n in (4, 2))
OWN, POLL = "/runwayml/v1", "/runwayml/v1/tasks/"
NOW = "vendor:now"


@pytest.fixture(scope="module")
def runway() -> Iterator[Vendor]:
    """A scripted Runway."""
    with vendor("native", vendor="runway") as made:
        yield made


@pytest.fixture(scope="module")
def running(runway: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    channels = [channel("runway", runway.url)]
    with before(admin_dsn, *channels) as made:
        yield made


def ended(client: Client, answer: Answer) -> dict[str, Any]:
    """The finished task of that answer."""
    assert answer.status == 200, answer.body
    return client.ended(answer.headers["x-philae-task-id"])


@pytest.mark.parametrize(
    ("path", "asked", "price"),
    [
        ("text_to_video", {"model": "gen4.5", "promptText": NOW, "duration": 4, "ratio": "720:1280"}, "0.48"),
        ("image_to_video", {"model": "gen4.5", "promptText": NOW, "promptImage": [{"uri": FRAME, "position": "first"}]}, "0.60"),
        ("image_to_video", {"model": "gen3a_turbo", "promptText": NOW, "promptImage": [{"uri": FRAME, "position": "last"}]}, "0.25"),
        ("video_to_video", {"model": "gen4_aleph", "promptText": NOW, "videoUri": FILM, "references": [{"type": "image", "uri": FRAME}]}, "0.60"),
        ("character_performance", {"model": "act_two", "character": {"type": "image", "uri": FRAME}, "reference": {"type": "video", "uri": FILM}}, "0.20"),
        ("character_performance", {"model": "act_two", "character": {"type": "video", "uri": FILM}, "reference": {"type": "video", "uri": FILM}}, "0.20"),
        ("video_upscale", {"model": "upscale_v1", "videoUri": FILM}, "0.08"),
    ],
)  # fmt: skip
def test_each_endpoint_reaches_runway_in_its_own_words(
    running: Gateway, runway: Vendor, path: str, asked: dict[str, Any], price: str
) -> None:
    """At the path for what is given, with pictures and films as data URIs; at most what is held is paid."""
    task = ended(running.owner, running.owner.post(f"{OWN}/{path}", asked))

    sent = runway.stats()["asked"][-1]
    assert task["state"] == "succeeded"
    assert (sent["path"], {name: sent["body"][name] for name in asked}) == (f"/v1/{path}", asked)
    assert task["receipt"]["quoted"] == price
    assert running.owner.get(POLL + task["id"]).json()["output"] == [task["outputs"][0]["url"]]


@pytest.mark.parametrize(
    ("path", "asked", "code"),
    [
        ("text_to_image", {"model": "gen4_image", "promptText": "a fox", "ratio": "1280:720"}, "reference_images_empty"),
        ("text_to_video", {"model": "gen4_turbo", "promptText": "a fox"}, "invalid_request"),
        ("image_to_video", {"model": "gen4_turbo", "promptImage": LONG}, "invalid_request"),
        ("image_to_video", {"model": "gen4_turbo", "promptImage": FILM}, "invalid_input"),
        ("character_performance", {"model": "act_two", "character": {"type": "video", "uri": FRAME}, "reference": {"type": "video", "uri": FILM}}, "invalid_input"),
        ("character_performance", {"model": "act_two", "character": {"type": "image", "uri": FRAME}, "reference": {"type": "video", "uri": SHORT}}, "invalid_request"),
        ("video_upscale", {"model": "upscale_v1", "videoUri": FRAME}, "invalid_input"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(
    running: Gateway, runway: Vendor, path: str, asked: dict[str, Any], code: str
) -> None:
    """Case 11 of the reference first; a shape, a film where a picture should be, one that is too short."""
    before = runway.stats()["jobs"]
    answer = running.owner.post(f"{OWN}/{path}", asked)

    assert (400 <= answer.status < 504, answer.json()["code"]) == (True, code), answer.body
    assert "request id" in answer.json()["error"]
    assert runway.stats()["jobs"] == before


def test_a_delete_stops_what_runs_and_erases_what_is_over(running: Gateway, runway: Vendor) -> None:
    """204 without a body; nothing is paid for what was stopped, and what was erased is gone with its file."""
    asked = {"model": "gen4.5", "promptText": "vendor:forever", "duration": 4}
    task = running.owner.post(f"{OWN}/text_to_video", asked).json()["id"]
    until = time.monotonic() + 60
    while running.owner.get(POLL + task).json()["status"] != "RUNNING" and time.monotonic() < until:
        time.sleep(0.1)
    stopped = running.owner.request("DELETE", POLL + task)
    assert (stopped.status, stopped.body) == (204, b"")
    done = running.owner.ended(task)
    assert (done["state"], done["receipt"]["captured"]) == ("canceled", "0.00")
    assert len(runway.stats()["canceled"]) == 1

    over = ended(running.owner, running.owner.post(f"{OWN}/text_to_video", asked | {"promptText": NOW}))
    bob = running.account("runway-bob", "1")
    assert bob.request("DELETE", POLL + over["id"]).status == 404
    assert running.owner.request("DELETE", POLL + over["id"]).status == 204
    assert running.owner.get(POLL + over["id"]).status == 404
    assert Client("").get(over["outputs"][0]["url"]).status == 404


HOOK = {"callback_url": "https://receiver.example/hook"}


@pytest.mark.parametrize(
    ("name", "asked", "sent"),
    [
        ("generate", {"model": "gen4", "prompt": NOW, "ratio": "9:16", "options": {"seconds": 10}},
         ("/v1/text_to_video", {"model": "gen4.5", "ratio": "720:1280", "duration": 10})),
        ("generate", {"model": "gen4_turbo", "prompt": NOW, "image": FRAME, "ratio": "16:9", "options": {"seconds": 5}, "style": "cinematic"},
         ("/v1/image_to_video", {"model": "gen4_turbo", "promptImage": FRAME, "ratio": "1280:720", "duration": 5})),
        ("video2video", {"model": "gen4", "prompt": NOW, "video": FILM, "options": {"structure_transformation": 0.5}},
         ("/v1/video_to_video", {"model": "gen4_aleph", "videoUri": FILM})),
        ("act_one", {"video": FILM, "image": FRAME},
         ("/v1/character_performance", {"model": "act_two", "character": {"type": "image", "uri": FRAME}})),
    ],
)  # fmt: skip
def test_the_web_apps_form_reaches_runways_own_models(
    running: Gateway, runway: Vendor, name: str, asked: dict[str, Any], sent: tuple[str, dict[str, Any]]
) -> None:
    """Submitted and fed back in that form; what has no place there is dropped with a warning, never in silence."""
    answer = running.owner.post(f"/runway/pro/{name}", asked | HOOK)
    assert (answer.json()["code"], answer.json()["msg"]) == (200, "success")
    task = running.owner.ended(answer.json()["data"]["task_id"])
    fed = running.owner.post("/runway/feed", {"task_id": task["id"]}).json()

    found = runway.stats()["asked"][-1]
    assert (found["path"], {n: found["body"][n] for n in sent[1]}) == sent
    assert (fed["status"], fed["progress"], fed["fail_reason"]) == ("SUCCESS", "100%", "")
    assert fed["result_url"] == fed["data"]["video_url"] == task["outputs"][0]["url"]
    assert isinstance(fed["submit_time"], int)


def test_the_web_apps_form_words_its_errors(running: Gateway) -> None:
    """Case 10 of the reference first: no callback; an unknown task; another account's."""
    asked = {"model": "gen4", "prompt": "a fox", "options": {"seconds": 5}}
    empty = running.owner.post("/runway/pro/generate", asked)
    assert (empty.status, empty.json()["code"]) == (400, "callback_url_empty")

    wrong = running.owner.post("/runway/pro/generate", asked | HOOK | {"options": {"seconds": 77}})
    assert (wrong.status, wrong.json()["code"], wrong.json()["data"]) == (400, "invalid_request", None)
    task = running.owner.post("/runway/pro/generate", asked | HOOK).json()["data"]["task_id"]
    bob = running.account("runway-feed", "1")
    for client, name in ((running.owner, "17"), (bob, task)):
        fed = client.post("/runway/feed", {"task_id": name})
        assert (fed.status, fed.json()["code"]) == (400, "task_not_exist")
    running.owner.post(f"/v1/tasks/{task}/cancel", {})


def test_the_web_apps_form_is_called_back(running: Gateway) -> None:
    """With what feed says, in order."""
    with vendor("receiver") as receiver:
        asked = {"model": "gen4", "prompt": "a fox", "options": {}, "callback_url": f"{receiver.url}/app"}
        task = ended(running.owner, running.owner.post("/runway/pro/generate", asked))
        until = time.monotonic() + 60
        while len(found := Client(receiver.url).get("/messages").json()) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    told = [json.loads(message["body"]) for message in found]

    assert [t["status"] for t in told] == ["IN_PROGRESS", "SUCCESS"]
    assert told[-1]["result_url"] == task["outputs"][0]["url"]
    assert running.proof() == []
