"""Grok's films out of pictures and films, for xAI's clients and for those of others; text of the same account beside them."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from philae.catalog import find
from philae.core.http import HttpReply
from philae.core.outcome import Pending
from philae.vendors import PROVIDERS
from tests.gateway import Gateway, channel
from tests.native.stage import before
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.clips import clip
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

VIDEOS = "/grok/v1/videos"
FRAME = {"url": "data:image/png;base64," + base64.b64encode(picture(512, 512, "png")).decode()}
FILM, FINE, LONG = (
    {"url": f"data:video/mp4;base64,{base64.b64encode(clip(*size)).decode()}"} for size in ((5,), (5, 1280, 720), (9,))
)
ASKED = {"model": "grok-imagine-video", "prompt": "vendor:now"}


@pytest.fixture(scope="module")
def xai() -> Iterator[Vendor]:
    """A scripted xAI."""
    with vendor("native", vendor="xai") as made:
        yield made


@pytest.fixture(scope="module")
def running(xai: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    with before(admin_dsn, channel("xai", xai.url)) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "asked", "price"),
    [
        ("generations", {"image": FRAME, "duration": 4}, "0.202"),
        ("generations", {"reference_images": [FRAME, FRAME], "duration": 4, "resolution": "720p"}, "0.284"),
        ("edits", {"video": FILM}, "0.30"),
        ("edits", {"video": FINE}, "0.40"),
        ("extensions", {"video": FILM, "duration": 3}, "0.20"),
    ],
)
def test_each_endpoint_reaches_xai_in_its_own_words(
    running: Gateway, xai: Vendor, path: str, asked: dict[str, Any], price: str
) -> None:
    """Files in objects, under the model's one name; what is given is paid, and what is added, but not the film that comes back."""
    answer = running.owner.post(f"{VIDEOS}/{path}", ASKED | asked)
    assert answer.status == 200, answer.body
    task = running.owner.ended(answer.headers["x-philae-task-id"])
    polled = running.owner.get(f"{VIDEOS}/{answer.json()['request_id']}").json()

    sent = xai.stats()["asked"][-1]
    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", price)
    assert (sent["path"], {name: sent["body"][name] for name in asked}) == (f"/v1/videos/{path}", asked)
    assert (sent["body"]["model"], polled["model"]) == (ASKED["model"], ASKED["model"])
    assert polled["video"] == {
        "url": task["outputs"][0]["url"],
        "duration": asked.get("duration", 5),
        "respect_moderation": True,
    }


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("edits", {}),
        ("edits", {"video": LONG}),
        ("edits", {"video": FRAME}),
        ("edits", {"video": FILM, "model": "grok-imagine-video-1.5"}),
        ("extensions", {"video": FILM, "duration": 11}),
        ("generations", {"image": FILM}),
        ("generations", {"reference_images": [FRAME] * 8}),
    ],
)
def test_what_cannot_be_made_is_refused(running: Gateway, xai: Vendor, path: str, wrong: dict[str, Any]) -> None:
    """Before anything is bought: no film, one that is too long, a picture in its place, a model that has no such thing."""
    before = xai.stats()["jobs"]
    answer = running.owner.post(f"{VIDEOS}/{path}", ASKED | wrong)

    assert 400 <= answer.status < 500
    assert "request id" in answer.json()["error"]
    assert xai.stats()["jobs"] == before


def test_grok_is_reached_by_other_words(running: Gateway, xai: Vendor) -> None:
    """OpenAI's seconds, size and picture become the nearest duration, shape, lines, and a first frame."""
    asked = ASKED | {"seconds": "4", "size": "720x1280", "input_reference": FRAME["url"]}
    task = running.owner.ended(running.owner.post("/v1/videos", asked).json()["id"])

    sent = xai.stats()["asked"][-1]["body"]
    assert task["state"] == "succeeded", task
    assert {n: sent[n] for n in ("duration", "aspect_ratio", "resolution", "image")} == {
        "duration": 4,
        "aspect_ratio": "9:16",
        "resolution": "720p",
        "image": FRAME,
    }
    assert running.proof() == []


def test_an_empty_answer_is_not_the_end() -> None:
    """While a film is made xAI may answer a poll with 202 and nothing in it."""
    read = PROVIDERS["xai"].serves[find("grok-imagine-video").operation].read

    assert isinstance(read(HttpReply(202, {}, b""), {"id": "17"}), Pending)
