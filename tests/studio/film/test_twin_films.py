"""Films through the whole gateway while no vendor is on: the studio stands in, and says so."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture


@pytest.fixture(scope="module")
def up(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway without a vendor."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="auto") as made:
        yield made


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_kling_client_gets_its_film_offline(up: Gateway) -> None:
    """Submitted and polled in Kling's words; five seconds of 720p from our own link, in play money."""
    asked = {"model_name": "kling-v3", "prompt": "a fox in the snow", "duration": "5", "aspect_ratio": "16:9"}
    answer = up.owner.post("/kling/v1/videos/text2video", asked)
    assert answer.status == 200, answer.body
    task = up.owner.ended(answer.json()["data"]["task_id"], 500)
    done = up.owner.get(f"/kling/v1/videos/text2video/{task['id']}").json()["data"]

    assert (done["task_status"], task["receipt"]["book"], task["receipt"]["served_by"]) == (
        "succeed",
        "sandbox",
        "studio",
    )
    output = task["outputs"][0]
    assert (output["kind"], output["width"], output["height"], output["duration"]) == ("video", 1280, 720, 5.0)
    assert output["differs"] == []
    film = Client("").get(done["task_result"]["videos"][0]["url"])
    assert (film.status, film.headers["content-type"]) == (200, "video/mp4")


def test_the_studios_own_film(up: Gateway) -> None:
    """A second of it in WebM, by the second in play money."""
    body = {
        "model": "studio/video",
        "prompt": "a fox",
        "seconds": 1,
        "width": 64,
        "height": 64,
        "output_format": "webm",
    }
    task = up.owner.ended(up.owner.post("/v1/tasks", body).json()["id"], 240)

    output = task["outputs"][0]
    assert (output["mime"], output["width"], output["duration"], output["differs"]) == ("video/webm", 64, 1.0, [])
    assert (task["receipt"]["captured"], task["receipt"]["book"]) == ("0.01", "sandbox")


def test_the_studios_own_sound(up: Gateway) -> None:
    """As WAV, by the call in play money."""
    body = {"model": "studio/sound", "prompt": "rain", "seconds": 1.5, "output_format": "wav"}
    task = up.owner.ended(up.owner.post("/v1/tasks", body).json()["id"], 240)

    output = task["outputs"][0]
    assert (output["kind"], output["mime"], output["duration"], output["differs"]) == ("audio", "audio/wav", 1.5, [])
    assert (task["receipt"]["captured"], task["receipt"]["book"]) == ("0.01", "sandbox")


def test_a_film_that_is_none_is_refused_by_the_gateway(up: Gateway) -> None:
    """The twin delivers a page in its place, as the prompt asks."""
    body = {"model": "studio/video", "prompt": "a fox [[fault:not_an_image]]", "seconds": 1, "width": 64, "height": 64}
    task = up.owner.ended(up.owner.post("/v1/tasks", body).json()["id"], 240)

    assert (task["state"], task["error"]["code"], task["receipt"]["captured"]) == ("failed", "upstream_error", "0.00")


def test_a_shape_is_a_file_of_its_kind(up: Gateway) -> None:
    """Kept as GLB, priced by the piece in play money."""
    task = up.owner.ended(up.owner.post("/v1/tasks", {"model": "studio/mesh", "prompt": "a cup"}).json()["id"], 240)

    output = task["outputs"][0]
    assert (output["kind"], output["mime"], output["differs"]) == ("mesh", "model/gltf-binary", [])
    assert Client("").get(output["url"]).body[:4] == b"glTF"
    assert (task["receipt"]["captured"], task["receipt"]["usage"]) == ("0.01", {"mesh": 1})


AUDIO, PICTURE = "/kling/v1/audio", "data:image/png;base64," + base64.b64encode(picture(64, 64, "png")).decode()


@pytest.mark.parametrize(
    ("path", "asked", "price"),
    [
        ("text-to-audio", {"prompt": "rain", "duration": 3}, "0.035"),
        ("tts", {"text": "hello there", "voice_id": "oversea_male1", "voice_language": "en"}, "0.007"),
    ],
)
def test_a_kling_client_hears_something_offline(up: Gateway, path: str, asked: dict[str, Any], price: str) -> None:
    """Tones in Kling's words, in play money; what is spoken is in the answer itself."""
    answer = up.owner.post(f"{AUDIO}/{path}", asked)
    assert answer.status == 200, answer.body
    task = up.owner.ended(answer.headers["x-philae-task-id"], 240)
    heard = up.owner.get(f"{AUDIO}/{path}/{task['id']}").json()["data"]["task_result"]["audios"][0]

    assert (task["receipt"]["served_by"], task["receipt"]["book"], task["receipt"]["captured"]) == (
        "studio",
        "sandbox",
        price,
    )
    assert task["outputs"][0]["differs"] == []
    assert Client("").get(heard["url"]).headers["content-type"] == "audio/mpeg"
    if path == "tts":
        assert answer.json()["data"]["task_result"]["audios"][0]["url"] == heard["url"]


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [("describe", {"base64": PICTURE}, "square picture"), ("shorten", {"prompt": "a fox in the snow"}, "fox snow")],
)
def test_a_midjourney_client_is_told_something_offline(
    up: Gateway, name: str, asked: dict[str, Any], said: str
) -> None:
    """In both places of the task, and said to be the twin's; a voice of one's own it has not."""
    made = up.owner.post(f"/mj/submit/{name}", asked).json()
    task = up.owner.ended(up.owner.get(f"/mj/task/{made['result']}/fetch").json()["id"], 240)
    shown = up.owner.get(f"/mj/task/{made['result']}/fetch").json()

    assert (shown["status"], task["receipt"]["served_by"]) == ("SUCCESS", "studio")
    assert said in shown["promptEn"]
    assert "(offline twin)" in shown["promptEn"]
    assert shown["promptEn"] == shown["properties"]["finalPrompt"]
    assert (
        up.owner.post("/kling/v1/general/custom-voices", {"voice_name": "m", "video_id": made["result"]}).status >= 400
    )
