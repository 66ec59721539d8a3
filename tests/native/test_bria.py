"""Bria beside its rows: what is answered at once, lines that are held, its own paths and key, and the twin."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.native.stage import before
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

PICTURE = base64.b64encode(picture(256, 192, "png")).decode()
HOLE = base64.b64encode(picture(256, 192, "png")).decode()


@pytest.fixture(scope="module")
def bria() -> Iterator[Vendor]:
    """A scripted Bria."""
    with vendor("native", vendor="bria") as made:
        yield made


@pytest.fixture(scope="module")
def running(bria: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it."""
    with before(admin_dsn, channel("bria", bria.url)) as made:
        yield made


@pytest.fixture(scope="module")
def offline(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway without a vendor."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="auto") as made:
        yield made


def test_pictures_come_at_once(running: Gateway, bria: Vendor) -> None:
    """Two of them, each bought by a call of its own, with links of ours."""
    answer = running.owner.post(
        "/bria/text-to-image", {"prompt": "a book", "num_results": 2, "medium": "art", "seed": 3}
    )
    task = running.owner.task(answer.headers["x-philae-task-id"])

    assert (answer.status, [len(r["urls"]) for r in answer.json()["result"]]) == (200, [1, 1])
    assert all(r["urls"][0].startswith(f"{running.url}/files/") for r in answer.json()["result"])
    assert answer.json()["result"][0]["seed"] == 771294
    assert task["receipt"]["captured"] == "0.08"
    asked = [a["body"] for a in bria.stats()["asked"][-2:]]
    assert sorted(a["seed"] for a in asked) == [3, 4]
    assert {(a["num_results"], a["sync"], a["medium"]) for a in asked} == {(1, True, "art")}


def test_vectors_are_kept_as_such(running: Gateway) -> None:
    """By Bria's own path and its clients' header: an SVG under a link of ours."""
    client = Client(running.url, headers={"api_token": running.owner.key})
    answer = client.post("/bria/v1/text-to-vector/base/3.2", {"prompt": "a book", "num_results": 1, "sync": True})
    link = answer.json()["result"][0]["urls"][0]

    assert Client("").get(link).headers["content-type"] == "image/svg+xml"
    assert running.owner.task(answer.headers["x-philae-task-id"])["receipt"]["captured"] == "0.04"


def test_what_fails_at_once_is_an_error(running: Gateway) -> None:
    """In Bria's words, and not charged."""
    answer = running.owner.post("/bria/text-to-image", {"prompt": "vendor:refused"})

    assert (answer.status, answer.json()["error"]["code"], answer.json()["status"]) == (422, 422, "ERROR")
    assert b"krypton" not in answer.body
    assert running.owner.task(answer.headers["x-philae-task-id"])["receipt"]["captured"] == "0.00"


def test_an_edit_may_be_waited_for(running: Gateway, bria: Vendor) -> None:
    """`sync` holds the line; without it 202 names where to ask."""
    edit = {"image": f"data:image/png;base64,{PICTURE}", "mask": HOLE, "prompt": "a bench"}
    held = running.owner.post("/bria/v2/image/edit/gen_fill", edit | {"sync": True})
    begun = running.owner.post("/bria/v2/image/edit/gen_fill", edit)

    assert (held.status, held.json()["status"], held.json()["result"]["seed"]) == (200, "COMPLETED", 123)
    assert held.json()["result"]["refined_prompt"] == "a park bench under trees"
    assert (begun.status, set(begun.json())) == (202, {"request_id", "status_url"})
    running.owner.ended(begun.json()["request_id"])
    assert running.owner.get(begun.json()["status_url"]).json()["status"] == "COMPLETED"
    sent = bria.stats()["asked"][-1]["body"]
    assert base64.b64decode(sent["image"]).startswith(b"\x89PNG")
    assert "sync" not in sent


def test_what_bria_lacks_is_refused(running: Gateway) -> None:
    """A large picture, a shape that there is not; another action is not built."""
    assert running.owner.post("/bria/text-to-image", {"prompt": "a", "aspect_ratio": "7:1"}).status == 400
    assert running.owner.post("/bria/image/edit/blur_background", {"image": PICTURE}).status == 501


@pytest.mark.long
@pytest.mark.parametrize(
    ("action", "more", "size"),
    [
        ("erase", {"mask": HOLE}, (256, 192)),
        ("expand", {"canvas_size": [320, 256], "original_image_location": [0, 64]}, (320, 256)),
        ("expand", {"aspect_ratio": "16:9"}, (341, 192)),
        ("increase_resolution", {"desired_increase": 2}, (512, 384)),
        ("replace_background", {"prompt": "a beach"}, (256, 192)),
        ("enhance", {}, (256, 192)),
    ],
)
def test_the_twin_edits(offline: Gateway, action: str, more: dict[str, Any], size: tuple[int, int]) -> None:
    """Offline, in Bria's words, labelled, in play money."""
    answer = offline.owner.post(f"/bria/image/edit/{action}", {"image": PICTURE, "sync": True} | more)
    task = offline.owner.task(answer.headers["x-philae-task-id"])

    assert (answer.status, answer.json().get("status")) == (200, "COMPLETED"), answer.body
    output = task["outputs"][0]
    assert ((output["width"], output["height"]), output["differs"]) == (size, [])
    assert (task["receipt"]["book"], task["receipt"]["served_by"]) == ("sandbox", "studio")


def test_what_the_twin_cannot_do_it_says(offline: Gateway) -> None:
    """It has no vectors and no transparent pictures."""
    for path, body in (("text-to-vector", {"prompt": "a book"}), ("image/edit/remove_background", {"image": PICTURE})):
        answer = offline.owner.post(f"/bria/{path}", body)
        assert (answer.status, answer.json()["error"]["code"]) == (503, 503), answer.body
