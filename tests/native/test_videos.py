"""OpenAI's Videos API for every film model: what is beside the rows, and models of other makers."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageStat

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

SORA = {"model": "sora-2", "prompt": "a fox", "seconds": "4", "size": "1280x720"}


@pytest.fixture(scope="module")
def sora() -> Iterator[Vendor]:
    """A scripted OpenAI."""
    with vendor("native", vendor="openai") as made:
        yield made


@pytest.fixture(scope="module")
def running(sora: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it and a scripted Kling."""
    with vendor("native", vendor="kling") as kling, postgres.database(admin_dsn) as dsn:
        channels = [channel("openai", sora.url), channel("kling", kling.url)]
        with gateway(dsn, channels, allow_private_urls="1") as made:
            yield made


@pytest.fixture(scope="module")
def film(running: Gateway) -> dict[str, Any]:
    """A finished film of the owner's."""
    made = running.owner.post("/v1/videos", SORA).json()
    running.owner.ended(made["id"])
    return dict(running.owner.get(f"/v1/videos/{made['id']}").json())


def form(client: Client, fields: dict[str, str], frame: bytes = b"") -> Answer:
    """A create as multipart."""
    parts = [f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()]
    if frame:
        head = b'--b\r\nContent-Disposition: form-data; name="input_reference"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        parts.append(head + frame + b"\r\n")
    kind = {"content-type": "multipart/form-data; boundary=b"}
    return client.request("POST", "/v1/videos", b"".join(parts) + b"--b--\r\n", kind)


def test_a_form_with_a_first_frame(running: Gateway, sora: Vendor) -> None:
    """Multipart in, multipart out, the picture as a file."""
    answer = form(running.owner, SORA, picture(1280, 720, "png"))
    task = running.owner.ended(answer.json()["id"])

    assert (answer.status, answer.json()["object"], answer.json()["seconds"]) == (200, "video", "4")
    assert (task["state"], task["params"]["input_reference"]["width"]) == ("succeeded", 1280)
    asked = sora.stats()["asked"][-1]["body"]
    assert asked["size"] == "1280x720"
    assert "PNG" in asked["input_reference"]


def test_the_content_comes_whole_and_in_part(running: Gateway, film: dict[str, Any]) -> None:
    """Range works; a credential is needed."""
    path = f"/v1/videos/{film['id']}/content"
    whole = running.owner.get(path)
    part = running.owner.get(path, range="bytes=4-7")

    assert (whole.status, whole.headers["content-type"]) == (200, "video/mp4")
    assert (part.status, part.body) == (206, whole.body[4:8])
    assert Client(running.url).get(path).status == 401
    assert running.owner.get(f"{path}?variant=subtitles").json()["error"]["param"] == "variant"


def test_pictures_of_a_film(running: Gateway, film: dict[str, Any]) -> None:
    """One from its beginning, and a sheet of sixteen from all of it, in the film's order; a credential is needed."""
    path = f"/v1/videos/{film['id']}/content"
    thumb, sheet = (running.owner.get(f"{path}?variant={name}") for name in ("thumbnail", "spritesheet"))
    one, many = (Image.open(io.BytesIO(answer.body)) for answer in (thumb, sheet))

    assert (thumb.headers["content-type"], one.format, one.size) == ("image/webp", "WEBP", (320, 192))
    assert (sheet.headers["content-type"], many.format, many.size) == ("image/jpeg", "JPEG", (960, 576))
    cells = [
        ImageStat.Stat(many.crop((x, y, x + 240, y + 144)).convert("L")).mean[0] for y in (0, 432) for x in (0, 720)
    ]
    assert cells == sorted(cells)
    assert cells[-1] - cells[0] > 50
    assert Client(running.url).get(f"{path}?variant=thumbnail").status == 401


def test_the_content_before_the_end_is_an_error_in_json(running: Gateway) -> None:
    """Case 2 of the reference: invalid_request_error, never a page."""
    made = running.owner.post("/v1/videos", SORA | {"prompt": "vendor:forever"}).json()
    answer = running.owner.get(f"/v1/videos/{made['id']}/content")

    assert (answer.status, answer.json()["error"]["type"]) == (400, "invalid_request_error")
    assert "not completed yet" in answer.json()["error"]["message"]
    assert running.owner.request("DELETE", f"/v1/videos/{made['id']}").status == 409
    running.owner.post(f"/v1/tasks/{made['id']}/cancel", {})


def test_a_remix_goes_on_from_its_source(running: Gateway, sora: Vendor, film: dict[str, Any]) -> None:
    """Under the source's seconds and size, at the vendor that has it, told by our id alone."""
    answer = running.owner.post(f"/v1/videos/{film['id']}/remix", {"prompt": "at night"})
    task = running.owner.ended(answer.json()["id"])

    assert (answer.status, answer.json()["remixed_from_video_id"]) == (200, film["id"])
    assert (task["state"], task["params"]["seconds"], task["receipt"]["captured"]) == ("succeeded", "4", "0.40")
    asked = sora.stats()["asked"][-1]
    assert asked["path"].startswith("/v1/videos/8661682160022")
    assert asked["body"] == {"prompt": "at night"}
    bob = running.account("remix-bob", "1")
    assert bob.post(f"/v1/videos/{film['id']}/remix", {"prompt": "mine"}).status == 404


def test_films_are_listed_by_pages(running: Gateway) -> None:
    """Only films, newest first or last, each page after the last one's end."""
    alice = running.account("videos-alice", "10")
    ids = [alice.post("/v1/videos", SORA).json()["id"] for _ in range(3)]
    first = alice.get("/v1/videos?limit=2").json()
    rest = alice.get(f"/v1/videos?limit=2&after={first['last_id']}").json()

    assert [v["id"] for v in first["data"] + rest["data"]] == ids[::-1]
    assert (first["object"], first["has_more"], rest["has_more"]) == ("list", True, False)
    assert [v["id"] for v in alice.get("/v1/videos?order=asc").json()["data"]] == ids
    assert alice.get("/v1/videos?limit=0").json()["error"]["param"] == "limit"


def test_a_deleted_film_is_gone(running: Gateway) -> None:
    """With its file; another's is not there to be deleted."""
    made = running.owner.post("/v1/videos", SORA).json()["id"]
    link = running.owner.ended(made)["outputs"][0]["url"]
    bob = running.account("delete-bob", "1")

    assert bob.request("DELETE", f"/v1/videos/{made}").status == 400
    said = running.owner.request("DELETE", f"/v1/videos/{made}").json()
    assert said == {"id": made, "object": "video.deleted", "deleted": True}
    assert running.owner.get(f"/v1/videos/{made}").json()["error"]["code"] == "task_not_exist"
    assert Client("").get(link).status == 404


def test_other_makers_models_are_reached(running: Gateway) -> None:
    """Kling by OpenAI's words: the nearest seconds and shape, and what was taken otherwise is said."""
    answer = running.owner.post("/v1/videos", SORA | {"model": "kling-v3", "mode": "pro", "seconds": "7"})
    task = running.owner.ended(answer.json()["id"])
    done = running.owner.get(f"/v1/videos/{task['id']}").json()

    assert (task["params"]["duration"], task["params"]["aspect_ratio"], task["params"]["mode"]) == ("7", "16:9", "pro")
    assert (done["status"], done["model"], done["seconds"], done["size"]) == ("completed", "kling-v3", "7", "320x192")
    short = running.owner.post("/v1/videos", SORA | {"model": "kling-v3", "seconds": "2"}).json()
    assert running.owner.task(short["id"])["warnings"][0] == "seconds 2 was taken as 3"
    assert running.owner.post(f"/v1/videos/{task['id']}/remix", {"prompt": "x"}).status == 503
