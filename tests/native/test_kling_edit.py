"""What of Kling goes on from earlier films and sessions, and what it answers at once."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.clips import clip, sound
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

PICTURE = base64.b64encode(picture(512, 512, "png")).decode()
SOUND = base64.b64encode(sound(3)).decode()
VIDEOS, SELECTIONS = "/kling/v1/videos", "/kling/v1/videos/multi-elements"


@pytest.fixture(scope="module")
def kling() -> Iterator[Vendor]:
    """A scripted Kling."""
    with vendor("native", vendor="kling") as made:
        yield made


@pytest.fixture(scope="module")
def running(kling: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it, which it can reach."""
    with postgres.database(admin_dsn) as dsn:
        settings = {"allow_private_urls": "1", "public_url": "http://127.0.0.1:1"}
        with gateway(dsn, [channel("kling", kling.url)], **settings) as made:
            yield made


@pytest.fixture(scope="module")
def film(running: Gateway) -> str:
    """An earlier film's id, as its client has it."""
    asked = {"model_name": "kling-v3", "prompt": "vendor:now", "mode": "pro", "duration": "5"}
    return str(ended(running.owner, f"{VIDEOS}/text2video", asked)["outputs"][0]["id"])


def ended(client: Client, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The task of that submit, at its end."""
    answer = client.post(path, asked)
    assert answer.status == 200, answer.body
    task = client.ended(answer.headers["x-philae-task-id"])
    assert task["state"] == "succeeded", task
    return task


def said(client: Client, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What is answered at once."""
    answer = client.post(path, asked)
    assert (answer.status, answer.json()["code"]) == (200, 0), answer.body
    assert "vendor" not in answer.body.decode()
    return dict(answer.json()["data"])


def fetched(running: Gateway, link: str) -> Answer:
    """The file behind a link of ours, without a credential."""
    parts = urlsplit(link)
    return Client(running.url).get(f"{parts.path}?{parts.query}")


def sent(kling: Vendor) -> dict[str, Any]:
    """What Kling was asked last."""
    return dict(kling.stats()["asked"][-1])


def test_a_longer_film_costs_what_the_earlier_ones_mode_does(running: Gateway, kling: Vendor, film: str) -> None:
    """The client names our id of the film; Kling hears its own, and nothing of the mode that the price follows."""
    task = ended(running.owner, f"{VIDEOS}/video-extend", {"video_id": film, "prompt": "vendor:now"})

    assert (task["params"]["mode"], task["receipt"]["captured"]) == ("pro", "0.49")
    body = sent(kling)["body"]
    assert body["video_id"].startswith("vendor-video-8661682160022")
    assert "mode" not in body
    bob = running.account("extend-bob", "1")
    foreign = bob.post(f"{VIDEOS}/video-extend", {"video_id": film, "prompt": "mine"})
    assert (foreign.status, foreign.json()["code"]) == (404, 1203)


def test_a_face_says_something(running: Gateway, kling: Vendor, film: str) -> None:
    """Faces with our links, a session by our id; five seconds are the least that is paid."""
    found = said(running.owner, f"{VIDEOS}/identify-face", {"video_id": film})
    faces = found["face_data"]

    assert [(f["face_id"] == "0", f["start_time"], f["end_time"]) for f in faces] == [
        (True, 0, 5200),
        (False, 100, 900),
    ]
    assert len({f["face_image"] for f in faces}) == 2
    for face in faces:
        assert fetched(running, face["face_image"]).headers["content-type"] == "image/png"
    chosen = [{"face_id": faces[1]["face_id"], "sound_file": SOUND, "sound_start_time": 0, "sound_end_time": "3000"}]
    task = ended(
        running.owner, f"{VIDEOS}/advanced-lip-sync", {"session_id": found["session_id"], "face_choose": chosen}
    )
    body = sent(kling)["body"]
    assert body["session_id"].startswith("vendor-session-8661682160022")
    assert body["face_choose"][0]["face_id"] == "c7a6e9d4-1111-4222-8333-123456789abc"
    assert body["face_choose"][0]["sound_file"] == SOUND
    assert task["receipt"]["captured"] == "0.07"
    polled = running.owner.get(f"{VIDEOS}/lip-sync/{task['id']}").json()["data"]
    assert polled["task_result"]["videos"][0]["url"] == task["outputs"][0]["url"]


def test_a_face_says_an_earlier_sound(running: Gateway, kling: Vendor, film: str) -> None:
    """By our id of it, which Kling hears as its own; one sound, and only one's own."""
    found = said(running.owner, f"{VIDEOS}/identify-face", {"video_id": film})
    speech = {"text": "hello", "voice_id": "oversea_male1", "voice_language": "en"}
    sound = said(running.owner, "/kling/v1/audio/tts", speech)["task_result"]["audios"][0]["id"]
    chosen = {"face_id": found["face_data"][1]["face_id"], "audio_id": sound}
    asked = {"session_id": found["session_id"], "face_choose": [chosen]}
    task = ended(running.owner, f"{VIDEOS}/advanced-lip-sync", asked)

    assert sent(kling)["body"]["face_choose"][0]["audio_id"].startswith("vendor-sound-")
    assert task["receipt"]["captured"] == "0.07"
    before = kling.stats()["jobs"]
    bobs = said(running.account("lips-bob", "1"), "/kling/v1/audio/tts", speech)["task_result"]["audios"][0]["id"]
    for wrong, code in (
        ({"audio_id": bobs}, 1203),
        ({"audio_id": "1"}, 1203),
        ({"sound_file": SOUND}, 1201),
        ({"audio_id": ""}, 1201),
    ):
        answer = running.owner.post(f"{VIDEOS}/advanced-lip-sync", asked | {"face_choose": [chosen | wrong]})
        assert answer.json()["code"] == code, answer.body
    assert kling.stats()["jobs"] == before + 1


def test_a_voice_of_ones_own(running: Gateway, kling: Vendor) -> None:
    """Made of a sample that Kling fetches from us, heard in a film at the price of voices, forgotten again; only by its owner."""
    path, sample = "/kling/v1/general/custom-voices", base64.b64encode(sound(6)).decode()
    task = ended(running.owner, path, {"voice_name": "mine", "voice_url": sample})
    voice = running.owner.get(f"{path}/{task['id']}").json()["data"]["task_result"]["voices"][0]

    assert (voice["voice_name"], task["receipt"]["captured"], "owned_by" in voice) == ("mine", "0.007", False)
    assert "/lent/" in sent(kling)["body"]["voice_url"]
    assert fetched(running, voice["trial_url"]).headers["content-type"] == "audio/wav"
    talk = {
        "model_name": "kling-v2-6",
        "prompt": "<<<voice_1>>> vendor:now",
        "mode": "pro",
        "voice_list": [{"voice_id": voice["voice_id"]}],
    }
    assert running.owner.post(f"{VIDEOS}/text2video", talk).json()["code"] == 1201
    assert ended(running.owner, f"{VIDEOS}/text2video", talk | {"sound": "on"})["receipt"]["captured"] == "0.84"
    assert sent(kling)["body"]["voice_list"][0]["voice_id"].startswith("vendor-voice-")
    bob, forget = running.account("voice-bob", "10"), {"voice_id": voice["voice_id"]}
    assert bob.post(f"{VIDEOS}/text2video", talk | {"sound": "on"}).json()["code"] == 1203
    assert bob.post("/kling/v1/general/delete-voices", forget).json()["code"] == 1203
    assert said(running.owner, "/kling/v1/general/delete-voices", forget)["task_status"] == "succeed"
    assert sent(kling)["body"]["voice_id"].startswith("vendor-voice-")
    short = {"voice_name": "short", "voice_url": SOUND}
    assert running.owner.post(path, short).json()["code"] == 1201


def test_what_an_account_has(running: Gateway) -> None:
    """In Kling's units of 14 cents; nothing is run out."""
    packs = [
        running.account(name, money).get("/kling/account/costs?start_time=0&end_time=1").json()["data"]
        for name, money in (("units-ten", "1.40"), ("units-none", "0"))
    ]
    told = [pack["resource_pack_subscribe_infos"][0] for pack in packs]
    assert [(p["remaining_quantity"], p["status"]) for p in told] == [(10.0, "online"), (0.0, "runOut")]


def test_a_film_is_changed_where_its_session_says(running: Gateway, kling: Vendor, film: str) -> None:
    """Begun, chosen, looked at, changed; all of it at Kling's own session, none of it under its name."""
    begun = said(running.owner, f"{SELECTIONS}/init-selection", {"video_id": film})
    assert (begun["fps"], begun["total_frame"], begun["status"]) == (30.0, 150, 0)
    session, points = begun["session_id"], [{"x": 0.5, "y": 0.25}]
    marks = {"session_id": session, "frame_index": 0, "points": points}
    added = said(running.owner, f"{SELECTIONS}/add-selection", marks)
    assert added["session_id"] == session
    assert added["res"]["rle_mask_list"][0]["rle_mask"] == {"size": [720, 1280], "counts": "abc"}
    assert sent(kling)["body"]["session_id"].startswith("vendor-session-8661682160022")
    assert said(running.owner, f"{SELECTIONS}/delete-selection", marks)["res"]["frame_index"] == 0
    assert said(running.owner, f"{SELECTIONS}/clear-selection", {"session_id": session})["session_id"] == session
    shown = said(running.owner, f"{SELECTIONS}/preview-selection", {"session_id": session})["res"]
    assert fetched(running, shown["video"]).headers["content-type"] == "video/mp4"
    assert fetched(running, shown["tracking_output"]).body.startswith(b"masks")
    missed = running.owner.post(f"{SELECTIONS}/add-selection", marks | {"frame_index": 99})
    assert (missed.status, missed.json()["code"], "status 3" in missed.json()["message"]) == (400, 1201, True)
    edit = {"session_id": session, "edit_mode": "remove", "prompt": "vendor:now", "mode": "std", "duration": "5"}
    task = ended(running.owner, SELECTIONS, edit)

    assert (task["receipt"]["captured"], sent(kling)["body"]["edit_mode"]) == ("0.42", "removal")
    for wrong in ({"edit_mode": "swap"}, {"session_id": "unknown"}, {"prompt": ""}):
        assert 400 <= running.owner.post(SELECTIONS, edit | wrong).status < 500, wrong
    marks["points"] = points * 11
    assert running.owner.post(f"{SELECTIONS}/add-selection", marks).json()["code"] == 1201


def test_text_is_spoken_at_once(running: Gateway) -> None:
    """The sound is in the answer, and can be polled; what Kling refuses is its error."""
    asked = {"text": "hello", "voice_id": "oversea_male1", "voice_language": "en"}
    spoken = said(running.owner, "/kling/v1/audio/tts", asked)
    link = spoken["task_result"]["audios"][0]["url"]

    assert spoken["task_status"] == "succeed"
    assert fetched(running, link).headers["content-type"] == "audio/wav"
    polled = running.owner.get(f"/kling/v1/audio/tts/{spoken['task_id']}").json()["data"]
    assert polled["task_result"]["audios"][0]["url"] == link
    assert running.owner.task(spoken["task_id"])["receipt"]["captured"] == "0.007"
    refused = running.owner.post("/kling/v1/audio/tts", asked | {"text": "vendor:refused"})
    assert (refused.status, refused.json()["code"]) == (400, 1201)
    assert "krypton" not in refused.body.decode()
    assert running.owner.post("/kling/v1/audio/tts", asked | {"voice_speed": 3}).json()["code"] == 1201


def test_what_a_picture_shows(running: Gateway) -> None:
    """Each part with its own picture, those that are not there without."""
    found = said(running.owner, f"{VIDEOS}/image-recognize", {"image": PICTURE})["task_result"]["images"]

    assert [(part["type"], part["is_contain"], bool(part["url"])) for part in found] == [
        ("object_seg", True, True),
        ("head_seg", False, False),
        ("cloth_seg", True, True),
    ]
    assert found[0]["url"] != found[2]["url"]


@pytest.mark.parametrize(
    ("path", "asked", "price"),
    [
        (
            f"{VIDEOS}/effects",
            {"effect_scene": "hug", "input": {"model_name": "kling-v1-6", "images": [PICTURE] * 2}},
            "0.28",
        ),
        ("/kling/v1/images/kolors-virtual-try-on", {"human_image": PICTURE, "cloth_image": PICTURE}, "0.07"),
        (
            f"{VIDEOS}/motion-control",
            {
                "image_url": PICTURE, "video_url": base64.b64encode(clip(3)).decode(), "character_orientation": "image",
                "prompt": "vendor:now",
            },
            "0.21",
        ),
    ],
)  # fmt: skip
def test_the_others(running: Gateway, path: str, asked: dict[str, Any], price: str) -> None:
    """Two people hug, somebody is dressed, a picture moves as a film does."""
    assert ended(running.owner, path, asked)["receipt"]["captured"] == price


def test_a_films_sound(running: Gateway, kling: Vendor, film: str) -> None:
    """Of an earlier film, or of one that is given: Kling fetches it from us."""
    path = "/kling/v1/audio/video-to-audio"
    assert ended(running.owner, path, {"video_id": film})["receipt"]["captured"] == "0.035"
    assert sent(kling)["body"]["video_id"].startswith("vendor-video-")
    both = {"video_id": film, "video_url": base64.b64encode(clip(3)).decode()}
    assert running.owner.post(path, both).json()["code"] == 1201


def test_tasks_are_listed_by_their_path(running: Gateway) -> None:
    """Newest first, by pages of any size, the account's own; what another path made is not among them."""
    alice = running.account("kling-list", "10")
    asked = {"model_name": "kling-v3", "prompt": "vendor:now", "duration": "5"}
    made = [alice.post(f"{VIDEOS}/text2video", asked).json()["data"]["task_id"] for _ in range(3)]
    alice.post(f"{VIDEOS}/image2video", {"model_name": "kling-v3", "image": PICTURE, "prompt": "vendor:now"})

    listed = [alice.get(f"{VIDEOS}/text2video?pageNum={n}&pageSize=2").json()["data"] for n in (1, 2, 3)]
    assert [[t["task_id"] for t in page] for page in listed] == [made[:0:-1], made[:1], []]
    assert alice.get(f"{VIDEOS}/text2video?pageNum=0").json()["code"] == 1201
    assert len(alice.get(f"{VIDEOS}/image2video").json()["data"]) == 1


def test_the_ledger_holds(running: Gateway) -> None:
    """After all of it."""
    assert running.proof() == []
