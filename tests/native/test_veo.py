"""Veo by Google's own operations and by OpenAI's form, called at Google with the key."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from google import genai
from google.genai import types

from tests.client import Answer, Client
from tests.gateway import Gateway, channel
from tests.native.stage import before
from tests.native.test_bytedance import PICTURE
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import Vendor, vendor

FAST = "/v1beta/models/veo-3.1-fast-generate-preview"
BASE64 = PICTURE.partition(",")[2]
ASKED: dict[str, Any] = {
    "instances": [{"prompt": "a fox in the snow", "image": {"bytesBase64Encoded": BASE64, "mimeType": "image/png"}}],
    "parameters": {"aspectRatio": "9:16", "durationSeconds": 4, "resolution": "1080p", "negativePrompt": "blur"},
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


def done(client: Client, name: str) -> Any:
    """The operation once it is done."""
    until = time.monotonic() + 120
    while not (said := client.get(f"/v1beta/{name}").json()).get("done"):
        assert time.monotonic() < until, said
        time.sleep(0.2)
    return said


def asked(client: Client, prompt: str) -> Answer:
    """A film of that."""
    return client.post(
        f"{FAST}:predictLongRunning", {"instances": [{"prompt": prompt}], "parameters": {"durationSeconds": 4}}
    )


def test_an_operation_ends_in_a_file_for_the_key(running: Gateway, google: Vendor) -> None:
    """In Google's words, base64 in its form for URLs too: the name, done, a link that takes the key."""
    image = {"bytesBase64Encoded": BASE64.replace("+", "-").replace("/", "_"), "mimeType": "image/png"}
    given = [{"prompt": "a fox in the snow", "image": image}]
    made = running.owner.post(f"{FAST}:predictLongRunning", ASKED | {"instances": given})
    said = done(running.owner, made.json()["name"])
    link = said["response"]["generateVideoResponse"]["generatedSamples"][0]["video"]["uri"]
    file = Client("").get(link, x_goog_api_key=running.owner.key)
    sent = google.stats()["asked"][-1]
    task = running.owner.task(made.headers["x-philae-task-id"])

    assert made.json() == {"name": f"models/veo-3.1-fast-generate-preview/operations/{task['id']}"}
    assert link.startswith(f"{running.url}/v1beta/files/")
    assert (file.status, file.headers["content-type"]) == (200, "video/mp4")
    assert Client("").get(link).status == 401
    assert sent["path"] == f"{FAST}:predictLongRunning"
    assert sent["body"] == ASKED
    assert task["receipt"]["captured"] == "0.48"  # 4 seconds at $0.12


def test_what_fails_is_done_with_an_error(running: Gateway) -> None:
    """Filtered, failed and refused, in codes of gRPC; nothing is charged, and nothing of Google's words shows."""
    told = {fault: asked(running.owner, f"vendor:{fault}") for fault in ("failed", "moderated", "refused")}
    ended = {fault: done(running.owner, answer.json()["name"]) for fault, answer in told.items()}

    assert [said["error"]["code"] for said in ended.values()] == [13, 3, 13]
    assert not any(word in repr(ended) for word in ("krypton", "node 17", "guidelines"))
    tasks = [running.owner.task(answer.headers["x-philae-task-id"]) for answer in told.values()]
    assert {task["receipt"]["captured"] for task in tasks} == {"0.00"}


def test_bad_input_and_others_are_refused(running: Gateway) -> None:
    """In Google's form, before anything is billed."""
    wrong: list[dict[str, Any]] = [
        {"instances": []},
        {"instances": [{"prompt": "a fox", "image": {"gcsUri": "gs://a/b"}}]},
        {"instances": [{"prompt": "a fox"}], "parameters": {"durationSeconds": 5}},
        {"instances": [{"prompt": "a fox"}], "parameters": {"sampleCount": 2}},
        {"instances": [{"prompt": "a fox", "video": {"uri": "x"}}]},
    ]
    answers = [running.owner.post(f"{FAST}:predictLongRunning", body) for body in wrong]
    name = asked(running.owner, "vendor:forever").json()["name"]
    bob = running.account("veo-bob", "1")

    assert {(a.status, a.json()["error"]["status"]) for a in answers} == {(400, "INVALID_ARGUMENT")}
    assert bob.get(f"/v1beta/{name}").json()["error"]["status"] == "NOT_FOUND"
    running.owner.post(f"/v1/tasks/{name.rpartition('/')[2]}/cancel", {})


def test_openais_form_reaches_it(running: Gateway, google: Vendor) -> None:
    """By the product's names: a shape, pixels, a first and a last frame; the task's id stands twice."""
    film = {"model": "veo3.1-fast", "prompt": "a fox", "size": "1920x1080", "input_reference": [PICTURE, PICTURE]}
    made = running.owner.post("/v1/videos", film).json()
    running.owner.ended(made["id"])
    said = running.owner.get(f"/v1/videos/{made['id']}").json()
    sent = google.stats()["asked"][-1]["body"]

    assert (made["task_id"], made["status"] in ("queued", "in_progress")) == (made["id"], True)
    assert (said["status"], said["progress"], said["seconds"]) == ("completed", 100, "4")
    assert set(sent["instances"][0]) == {"prompt", "image", "lastFrame"}
    assert sent["parameters"] == {"aspectRatio": "16:9", "durationSeconds": 4, "resolution": "1080p"}
    upright = running.owner.post("/v1/videos", {"model": "veo3-fast", "prompt": "a fox", "size": "9x16"}).json()
    assert running.owner.ended(upright["id"])["params"]["aspectRatio"] == "9:16"


@pytest.mark.sdk
def test_googles_sdk_fetches_a_film(running: Gateway) -> None:
    """`files.download`; its `generate_videos` is for Google Cloud alone by now."""
    client = genai.Client(api_key=running.owner.key, http_options=types.HttpOptions(base_url=running.url))
    said = done(running.owner, asked(running.owner, "a fox").json()["name"])
    link = said["response"]["generateVideoResponse"]["generatedSamples"][0]["video"]["uri"]

    assert client.files.download(file=f"files/{link.rpartition('/')[2].partition(':')[0]}")[4:8] == b"ftyp"
