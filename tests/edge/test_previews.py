"""Previews: a task's events and OpenAI's streams show the picture while it is drawn; nothing of it stays or is billed."""

import base64
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openai
import pytest
from PIL import Image

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

BODY = {"model": "studio/picture", "prompt": "a fox", "width": 1024, "height": 1024}


@pytest.fixture(scope="module")
def engine() -> Iterator[Vendor]:
    """A scripted engine that shows early pictures."""
    with vendor("studio") as made:
        yield made


@pytest.fixture(scope="module")
def up(admin_dsn: str, engine: Vendor) -> Iterator[Gateway]:
    """A gateway of two workers before it."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [channel("studio", engine.url)], workers="2") as made:
        yield made


def told(client: Client, method: str, path: str, body: object = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a stream as they come: kind and data."""
    with client.open(method, path, body) as stream:
        assert stream.status == 200
        kind = ""
        for line in stream:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                yield kind, json.loads(value)


def side(data: dict[str, Any], name: str = "b64") -> int:
    """How large the picture in an event is."""
    return Image.open(io.BytesIO(base64.b64decode(data[name]))).width


def kept(up: Gateway) -> list[Path]:
    """The previews that lie in the storage."""
    return list((up.folder / "data").glob("**/preview/*/*"))


def test_everybody_who_watches_sees_each_early_picture_once(up: Gateway, engine: Vendor) -> None:
    """In whatever process they are, and from whenever on they watch: three, sharper and sharper, then the end."""
    task = up.owner.post("/v1/tasks", BODY | {"prompt": "a fox vendor:hold"}).json()["id"]
    path = f"/v1/tasks/{task}/events"
    with ThreadPoolExecutor(9) as pool:
        early = [pool.submit(lambda: list(told(up.owner, "GET", path))) for _ in range(5)]
        time.sleep(1.5)
        late = [pool.submit(lambda: list(told(up.owner, "GET", path))) for _ in range(4)]
        time.sleep(0.5)
        assert len(kept(up)) == 3
        Client(engine.url).post("/go", {})
        streams = [stream.result() for stream in (*early, *late)]

    for stream in streams:
        shown = [data for kind, data in stream if kind == "preview"]
        assert [(d["part"], d["index"], d["mime"], side(d)) for d in shown] == [
            (0, 0, "image/jpeg", 128), (0, 1, "image/jpeg", 256), (0, 2, "image/jpeg", 512),
        ]  # fmt: skip
        assert stream[-1][0] == "done"


def test_nothing_of_them_stays_and_nobody_pays(up: Gateway, engine: Vendor) -> None:
    """When the task is over they are gone; events that are asked for again have none; the price is the picture's."""
    before = engine.stats()["fetched"]
    task = up.owner.post("/v1/tasks", BODY).json()["id"]
    first = next(data for kind, data in told(up.owner, "GET", f"/v1/tasks/{task}/events") if kind == "preview")
    ended = up.owner.ended(task)

    assert side(first) == 128
    assert kept(up) == []
    assert [kind for kind, _ in told(up.owner, "GET", f"/v1/tasks/{task}/events")] == ["state", "state", "done"]
    assert ended["receipt"]["usage"]["image"] == 1
    assert len(ended["outputs"]) == 1
    assert up.proof() == []
    assert engine.stats()["fetched"] - before <= 3


@pytest.mark.parametrize("fault", ["text", "huge", "wide", "gone"])
def test_a_spoiled_preview_is_left_out(up: Gateway, engine: Vendor, fault: str) -> None:
    """No picture, too many bytes, too many pixels, or not there: each is asked for once, and the task fares as without."""
    before = engine.stats()["fetched"]
    task = up.owner.post("/v1/tasks", BODY | {"prompt": f"a fox vendor:{fault}"}).json()["id"]

    kinds = [kind for kind, _ in told(up.owner, "GET", f"/v1/tasks/{task}/events")]

    assert "preview" not in kinds
    assert up.owner.task(task)["state"] == "succeeded"
    assert engine.stats()["fetched"] - before == 3


def test_another_account_sees_none(up: Gateway) -> None:
    """The task answers as absent."""
    task = up.owner.post("/v1/tasks", BODY).json()["id"]
    stranger = up.account("stranger", "1")

    assert stranger.get(f"/v1/tasks/{task}/events").status == 404


@pytest.mark.parametrize("wanted", [None, 0, 2, 3])
def test_openais_stream_has_as_many_as_were_wanted(up: Gateway, wanted: int | None) -> None:
    """`partial_images` of them, from 0 on, then the picture; none unless asked for."""
    body = {"model": "studio/picture", "prompt": "a fox", "size": "1024x1024", "stream": True}
    body |= {} if wanted is None else {"partial_images": wanted}

    events = list(told(up.owner, "POST", "/v1/images/generations", body))

    *partials, (last, end) = events
    assert [kind for kind, _ in partials] == ["image_generation.partial_image"] * (wanted or 0)
    assert [data["partial_image_index"] for _, data in partials] == list(range(wanted or 0))
    assert [side(data, "b64_json") for _, data in partials] == [128, 256, 512][: wanted or 0]
    assert last == "image_generation.completed"
    assert side(end, "b64_json") == 1024


@pytest.mark.sdk
def test_openais_client_shows_them(up: Gateway) -> None:
    """Its own types, in their order."""
    with openai.OpenAI(base_url=f"{up.url}/v1", api_key=up.owner.key, max_retries=0) as client:
        stream = client.images.generate(model="studio/picture", prompt="a fox", stream=True, partial_images=2)
        events = list(stream)

    assert [e.type for e in events] == ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
