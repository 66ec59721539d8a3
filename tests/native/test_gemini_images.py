"""Google's models that draw: by `generateContent` as Google's clients call it, and by OpenAI's Images API."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from google import genai
from google.genai import types

from philae.catalog import MODELS
from philae.vendors.gemini.drawn import NAMES
from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.native.stage import before
from tests.native.test_bytedance import PICTURE
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import Vendor, vendor

PATH = "/v1beta/models/gemini-2.5-flash-image"
BASE64 = PICTURE.partition(",")[2]
GIVEN = {"inlineData": {"mimeType": "image/png", "data": BASE64}}
ASKED: dict[str, Any] = {
    "contents": [{"role": "user", "parts": [{"text": "a fox in the snow"}, GIVEN]}],
    "generationConfig": {"responseModalities": ["TEXT", "IMAGE"], "imageConfig": {"aspectRatio": "16:9"}},
}


@pytest.fixture(scope="module")
def google() -> Iterator[Vendor]:
    """A scripted Google."""
    with vendor("native", vendor="gemini") as made:
        yield made


@pytest.fixture(scope="module")
def running(google: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    with before(admin_dsn, channel("gemini", google.url)) as made:
        yield made


@pytest.fixture(scope="module")
def offline(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway without a vendor."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="auto") as made:
        yield made


def parts(body: Any) -> list[dict[str, Any]]:
    """What the model answered."""
    return list(body["candidates"][0]["content"]["parts"])


def test_a_picture_is_drawn_and_kept(running: Gateway, google: Vendor) -> None:
    """Text and picture without thoughts; a task with its receipt, whose file stays."""
    answer = Client(running.url).post(f"{PATH}:generateContent", ASKED, x_goog_api_key=running.owner.key)
    said, drawn = parts(answer.json())
    task = running.owner.task(answer.headers["x-philae-task-id"])
    sent = google.stats()["asked"][-1]["body"]

    assert (answer.status, said, answer.json()["candidates"][0]["finishReason"]) == (
        200,
        {"text": "Here is the fox."},
        "STOP",
    )
    assert base64.b64decode(drawn["inlineData"]["data"])[:4] == b"\x89PNG"
    assert sent == ASKED
    assert (task["state"], task["receipt"]["captured"]) == ("succeeded", "0.039")
    assert Client("").get(task["outputs"][0]["url"]).status == 200


def test_a_stream_is_one_event_or_one_list(running: Gateway) -> None:
    """By `alt=sse`, and without."""
    events = running.owner.post(f"{PATH}:streamGenerateContent?alt=sse", ASKED)
    whole = running.owner.post(f"{PATH}:streamGenerateContent", ASKED)
    data = [line.removeprefix("data: ") for line in events.body.decode().splitlines() if line.startswith("data: ")]

    assert [len(parts(json.loads(line))) for line in data] == [2]
    assert [len(parts(body)) for body in whole.json()] == [2]


def test_filtered_and_wrong_ones(running: Gateway) -> None:
    """In Google's errors; nothing is charged, and a wrong one is no task."""
    filtered = running.owner.post(f"{PATH}:generateContent", {"contents": [{"parts": [{"text": "vendor:refused"}]}]})
    wrong: list[dict[str, Any]] = [
        {"contents": []},
        {"contents": "a fox", "generationConfig": {"imageConfig": {"aspectRatio": "7:1"}}},
        {"contents": "a fox", "generationConfig": {"responseModalities": ["TEXT"]}},
        {"contents": "a fox", "generationConfig": {"candidateCount": 2}},
    ]
    answers = [running.owner.post(f"{PATH}:generateContent", body) for body in wrong]

    assert (filtered.status, filtered.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert running.owner.task(filtered.headers["x-philae-task-id"])["receipt"]["captured"] == "0.00"
    assert [(a.status, "x-philae-task-id" in a.headers) for a in answers] == [(400, False)] * 4


def test_openais_form_reaches_it(running: Gateway, google: Vendor) -> None:
    """A size becomes the nearest shape; pictures are parts."""
    asked = {"model": "nano-banana", "prompt": "a fox", "size": "1536x1024", "image": [PICTURE]}
    answer = running.owner.post("/v1/images/generations", asked)
    sent = google.stats()["asked"][-1]["body"]

    assert Client("").get(answer.json()["data"][0]["url"]).headers["content-type"] == "image/png"
    assert sent["generationConfig"]["imageConfig"] == {"aspectRatio": "3:2"}
    assert sent["contents"][0]["parts"] == [{"text": "a fox"}, GIVEN]


def test_pixels_become_a_size(running: Gateway, google: Vendor) -> None:
    """The nearest that the model has, at its price."""
    asked = {"model": "gemini-3.1-flash-image-preview", "prompt": "a fox"}
    for pixels, size, price in (
        ("512x512", "512", "0.045"),
        ("1536x1024", "1K", "0.067"),
        ("2048x2048", "2K", "0.101"),
    ):
        answer = running.owner.post("/v1/images/generations", asked | {"size": pixels})
        task = running.owner.task(answer.headers["x-philae-task-id"])

        assert google.stats()["asked"][-1]["body"]["generationConfig"]["imageConfig"]["imageSize"] == size
        assert task["receipt"]["captured"] == price


@pytest.mark.long
def test_the_twin_draws_them(offline: Gateway) -> None:
    """Offline, in Google's words and the asked shape, labelled, in play money."""
    answer = offline.owner.post(f"{PATH}:generateContent", ASKED)
    task = offline.owner.task(answer.headers["x-philae-task-id"])

    assert [list(part) for part in parts(answer.json())] == [["inlineData"]]
    assert answer.headers["x-philae-engine"] == "studio"
    assert (task["receipt"]["book"], task["receipt"]["served_by"]) == ("sandbox", "studio")
    assert round(task["outputs"][0]["width"] / task["outputs"][0]["height"], 1) == 1.8


def test_every_name_of_googles_draws() -> None:
    """The table of paths and the catalogue agree."""
    models = [m for m in MODELS.values() if m.params.vendor == "gemini" and m.operation.startswith("image.")]

    assert {n for m in models for n in (m.id, *m.aliases) if n.startswith("gemini-")} == set(NAMES)


@pytest.mark.sdk
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_googles_sdk_draws(running: Gateway) -> None:
    """`generate_content` gives a picture."""
    client = genai.Client(api_key=running.owner.key, http_options=types.HttpOptions(base_url=running.url))
    config = types.GenerateContentConfig(response_modalities=["TEXT", "IMAGE"])
    answer = client.models.generate_content(model="gemini-2.5-flash-image", contents="a fox", config=config)

    assert [part.inline_data.mime_type for part in answer.parts or [] if part.inline_data] == ["image/png"]
