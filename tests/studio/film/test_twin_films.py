"""Films through the whole gateway while no vendor is on: the studio stands in, and says so."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, gateway
from tests.postgres import admin_dsn as admin_dsn


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
