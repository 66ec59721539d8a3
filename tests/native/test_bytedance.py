"""ByteDance's films: what is beside the row, its prices by tokens, the same models in OpenAI's form; and its pictures."""

import base64
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

PATH = "/volc/v3/contents/generations/tasks"
TEXT = {"type": "text", "text": "a fox --rt 9:16 --wm true"}
ASKED: dict[str, Any] = {"model": "doubao-seedance-2-0", "content": [TEXT], "duration": 4}
PICTURE = "data:image/png;base64," + base64.b64encode(picture(640, 360, "png")).decode()
FILM = {"model": "doubao-seedance-2-0", "prompt": "a fox", "seconds": "4", "size": "16:9"}


@pytest.fixture(scope="module")
def ark() -> Iterator[Vendor]:
    """A scripted ByteDance."""
    with vendor("native", vendor="bytedance") as made:
        yield made


@pytest.fixture(scope="module")
def running(ark: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    with before(admin_dsn, channel("bytedance", ark.url)) as made:
        yield made


def test_contents_and_suffixes_are_understood_and_sent(running: Gateway, ark: Vendor) -> None:
    """Pictures by their roles, parameters behind the prompt as fields of the body; a link to a film is passed on."""
    film = {"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}, "role": "reference_video"}
    given = {"type": "image_url", "image_url": {"url": PICTURE}, "role": "reference_image"}
    made = running.owner.post(PATH, ASKED | {"content": [TEXT, film, given]})
    task = running.owner.ended(made.headers["x-philae-task-id"])
    sent = ark.stats()["asked"][-1]["body"]

    assert (made.status, list(made.json())) == (200, ["id"])
    assert (task["state"], task["params"]["ratio"], task["params"]["watermark"]) == ("succeeded", "9:16", True)
    assert sent["content"] == [{"type": "text", "text": "a fox"}, given, film]
    assert (sent["model"], sent["ratio"], sent["watermark"]) == ("doubao-seedance-2-0-260128", "9:16", True)
    assert task["receipt"]["captured"] == "0.4356"  # 108,900 tokens at 28 yuan a million, 7 yuan to the dollar


def test_tasks_are_listed_by_page_and_filter(running: Gateway) -> None:
    """With how many there are in all; another's are not among them."""
    alice = running.account("volc-alice", "10")
    ids = [alice.post(PATH, ASKED).json()["id"] for _ in range(3)]
    for name in ids:
        alice.ended(name)
    second = alice.get(f"{PATH}?page_num=2&page_size=2").json()
    chosen = alice.get(f"{PATH}?filter.task_ids={ids[0]}&filter.task_ids={ids[2]}&filter.status=succeeded").json()

    assert (second["total"], [i["id"] for i in second["items"]]) == (3, [ids[0]])
    assert [i["id"] for i in chosen["items"]] == [ids[2], ids[0]]
    assert alice.get(f"{PATH}?filter.model=doubao-seedance-1-0-pro").json() == {"total": 0, "items": []}
    assert alice.get(f"{PATH}?filter.service_tier=default").json()["total"] == 3
    assert running.account("volc-bob", "1").get(f"{PATH}?filter.task_ids={ids[0]}").json()["total"] == 0
    assert alice.get(f"{PATH}?filter.status=odd").json()["error"]["code"] == "InvalidParameter"


def test_delete_erases_what_is_over_and_refuses_what_runs(running: Gateway) -> None:
    """As the vendor has it."""
    client = running.owner
    done = client.post(PATH, ASKED).json()["id"]
    client.ended(done)
    runs = client.post(PATH, ASKED | {"content": [{"type": "text", "text": "vendor:forever"}]}).json()["id"]
    _running(client, runs)

    assert client.request("DELETE", f"{PATH}/{done}").json() == {}
    assert client.get(f"{PATH}/{done}").json()["error"]["code"] == "ResourceNotFound"
    refused = client.request("DELETE", f"{PATH}/{runs}")
    assert (refused.status, refused.json()["error"]["code"]) == (409, "InvalidAction")
    client.post(f"/v1/tasks/{runs}/cancel", {})
    assert client.ended(runs)["receipt"]["captured"] == "0.00"
    assert client.get(f"{PATH}/{runs}").json()["status"] == "cancelled"


def test_openais_form_has_words_of_its_own_for_these_models(running: Gateway, ark: Vendor) -> None:
    """Case 3 of the reference: SUCCESS where Sora says completed; pictures are references; seconds are meant exactly."""
    made = running.owner.post("/v1/videos", FILM | {"input_reference": PICTURE}).json()
    running.owner.ended(made["id"])
    done = running.owner.get(f"/v1/videos/{made['id']}").json()
    sent = ark.stats()["asked"][-1]["body"]

    assert (made["status"] in ("SUBMITTED", "IN_PROGRESS"), made["task_id"], made["object"]) == (
        True,
        made["id"],
        "video",
    )
    assert (done["status"], done["progress"], done["seconds"]) == ("SUCCESS", 100, "4")
    assert [(i["type"], i.get("role")) for i in sent["content"]] == [("text", None), ("image_url", "reference_image")]
    assert (sent["ratio"], sent["resolution"], sent["duration"]) == ("16:9", "720p", 4)
    long = running.owner.post("/v1/videos", FILM | {"seconds": "16"})
    assert (long.status, long.json()["error"]["param"]) == (400, "seconds")
    old = running.owner.post("/v1/videos", FILM | {"model": "doubao-seedance-1-5-pro", "input_reference": PICTURE})
    assert (old.status, "r2v" in old.json()["error"]["message"]) == (400, True)


def test_what_has_no_price_is_refused(running: Gateway) -> None:
    """Seedance 1.0 Pro when there is room: nobody tells what that costs."""
    answer = running.owner.post(PATH, ASKED | {"model": "doubao-seedance-1-0-pro", "service_tier": "flex"})

    assert (answer.status, answer.json()["error"]["code"]) == (404, "InvalidEndpointOrModel.NotFound")


def test_seedream_draws_by_openais_form(running: Gateway, ark: Vendor) -> None:
    """Its own fields, a series of which one was filtered, its own answer, a link that is ours; what came is charged."""
    given = {"size": "2K", "watermark": False, "sequential_image_generation": "auto"}
    options = {"sequential_image_generation_options": {"max_images": 3}, "image": [PICTURE, PICTURE]}
    asked = {"model": "doubao-seedream-4-0-250828", "prompt": "two foxes"} | given | options
    answer = running.owner.post("/v1/images/generations", asked)
    body, sent = answer.json(), ark.stats()["asked"][-1]
    receipt = running.owner.task(answer.headers["x-philae-task-id"])["receipt"]

    assert (answer.status, body["model"], [p["size"] for p in body["data"]]) == (200, asked["model"], ["1024x1024"])
    assert body["usage"] == {"generated_images": 1, "output_tokens": 16384, "total_tokens": 16384}
    assert Client("").get(body["data"][0]["url"]).headers["content-type"] == "image/jpeg"
    assert sent["path"] == "/images/generations"
    assert sent["body"] == asked | {"response_format": "url"}
    assert (receipt["held"], receipt["captured"]) == ("0.09", "0.03")


def test_seedream_refuses_what_it_cannot_draw(running: Gateway) -> None:
    """By our own rules before anything is billed, and by the vendor's afterwards."""
    asked = {"model": "doubao-seedream-5-0-260128", "prompt": "a fox"}
    wrong: list[dict[str, Any]] = [
        {"size": "1024x1024"},
        {"size": "1K"},
        {"image": [PICTURE] * 15},
        {"sequential_image_generation": "many"},
    ]

    for more in wrong:
        answer = running.owner.post("/v1/images/generations", asked | more)
        assert (answer.status, answer.json()["error"]["param"]) == (400, next(iter(more)))
    refused = running.owner.post("/v1/images/generations", asked | {"prompt": "vendor:refused"})
    assert (refused.status, "krypton" in refused.body.decode()) == (400, False)


def test_seededit_edits_one_picture(running: Gateway, ark: Vendor) -> None:
    """By the name that the product has for it; a picture in base64 comes back so if that is asked."""
    asked = {
        "model": "bytedance-seedEdit-3.0-i2i",
        "prompt": "at night",
        "image": PICTURE,
        "guidance_scale": 5.5,
        "seed": 21,
    }
    answer = running.owner.post("/v1/images/edits", asked | {"response_format": "b64_json"})
    sent = ark.stats()["asked"][-1]["body"]

    assert (answer.status, base64.b64decode(answer.json()["data"][0]["b64_json"])[:2]) == (200, b"\xff\xd8")
    assert (sent["model"], sent["image"], sent["size"]) == ("doubao-seededit-3-0-i2i-250628", PICTURE, "adaptive")
    assert (sent["guidance_scale"], sent["seed"]) == (5.5, 21)
    wide = "data:image/png;base64," + base64.b64encode(picture(800, 200, "png")).decode()
    assert running.owner.post("/v1/images/edits", asked | {"image": wide}).json()["error"]["code"] == "invalid_request"


def _running(client: Client, identity: str) -> None:
    until = time.monotonic() + 60
    while client.task(identity)["state"] != "running":
        assert time.monotonic() < until
        time.sleep(0.1)
