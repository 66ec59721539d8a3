"""Big bodies: what is taken out of them on the way in, and that nobody notices it but by the memory."""

import asyncio
import base64
import http.client
import io
import json
import os
import tempfile
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from PIL import Image

from philae.core.errors import InvalidRequest
from philae.edge.porter import Porter
from philae.edge.spill import Spill
from philae.edge.unpack import Unpacked, unpack
from tests.gateway import Gateway

SIDE = 1024
FILL = "/flux/v1/flux-pro-1.0-fill"


@cache
def picture() -> bytes:
    """A PNG of noise with 3 MB."""
    out = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), os.urandom(SIDE * SIDE * 3)).save(out, "PNG", compress_level=0)
    return out.getvalue()


@cache
def text() -> str:
    """The same in base64."""
    return base64.b64encode(picture()).decode()


def taken_out(body: object) -> tuple[Any, Unpacked, bytes]:
    """What is left of a body, what was said of it, and the bytes that were taken out."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out:
        given.write(data)
        given.flush()
        told = unpack(given.fileno(), out.fileno())
        out.seek(0)
        return json.loads(told.rest or "null"), told, out.read()


def test_a_picture_is_taken_out_and_looked_at() -> None:
    """A token is in its place; what it is and where its bytes are is told."""
    rest, told, out = taken_out({"prompt": "a", "image": text(), "seed": 1})

    (taken,) = told.taken
    assert rest == {"prompt": "a", "image": taken.token, "seed": 1}
    assert out[taken.start : taken.start + taken.size] == picture()
    assert taken.seen
    assert taken.seen[:3] == ("image/png", SIDE, SIDE)


def test_the_same_picture_is_taken_out_once() -> None:
    """In a list, as a data URI or bare: one file, and one token where the text begins in the same way."""
    uri = f"data:image/png;base64,{text()}"
    rest, told, out = taken_out({"images": [text(), text(), uri], "image": {"url": uri}})

    assert len(rest["images"]) == 3
    assert rest["images"][0] == rest["images"][1]
    assert rest["images"][2] == rest["image"]["url"] != rest["images"][0]
    assert len(told.taken) == 2
    assert len(out) == 2 * len(picture())


def test_prompts_links_and_short_texts_stay() -> None:
    """Only what can be a file is taken for one."""
    body = {
        "prompt": text(),
        "negative_prompt": "a" * 70_000,
        "image": "https://a.b/" + "c" * 70_000,
        "x": "blob:" + "d" * 70_000,
    }
    body |= {"mask": "e" * 60_000}
    small = body | {"prompt": "short"}

    assert taken_out(small)[0] == small
    assert taken_out(body)[1].fault, "3 MB of prompt are too many"


@pytest.mark.parametrize(
    ("sent", "size"),
    [("!" * 70_000, 0), (base64.b64encode(bytes(70_000)).decode(), 70_000)],
    ids=["not base64", "not a picture"],
)
def test_what_is_no_picture_is_named_as_such(sent: str, size: int) -> None:
    """The fault travels with the token, and the bytes too: whether a film is meant is known with the field."""
    rest, told, out = taken_out({"image": sent})

    assert rest["image"] == told.taken[0].token
    assert told.taken[0].fault
    assert told.taken[0].fault.code == "invalid_input"
    assert len(out) == told.taken[0].size == size


@pytest.mark.parametrize("body", [b"{" + b" " * 100, b"\xff\xfe\x00", b"[" * 100_000], ids=["cut", "no text", "deep"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    """Whatever it is instead."""
    fault = taken_out(body)[1].fault

    assert fault
    assert fault.code == InvalidRequest.code


def test_the_process_is_replaced_and_ends() -> None:
    """Killed between two bodies it is started again; without bodies it goes by itself."""

    async def run() -> list[bool]:
        porter, alive = Porter(idle=0.2), []
        body = Spill()
        await body.add([json.dumps({"image": text()}).encode()])
        for _ in range(2):
            rest, files = await porter.unpack(body)
            (picked,) = files.values()
            assert msgspec.json.decode(rest) == {"image": picked}
            assert picked.read() == picture()
            child = porter._child
            assert child
            alive.append(child.alive())
            child._process.kill()
            child._process.wait()
        await porter.unpack(body)
        child = porter._child
        await asyncio.sleep(0.5)
        assert child
        return [*alive, child.alive(), porter._child is not None]

    assert asyncio.run(run()) == [True, True, False, False]


def test_every_dialect_takes_a_big_picture(running: Gateway) -> None:
    """Four ways to send it, one and the same kept picture."""
    uri = f"data:image/png;base64,{text()}"
    bodies = {
        FILL: {"prompt": "a", "image": text()},
        "/v1/tasks": {"model": "flux-2-pro", "prompt": "a", "input_image": text()},
        "/v1/images/edits": {"model": "flux-2-pro", "prompt": "a", "images": [{"image_url": uri}]},
        "/replicate/v1/predictions": {"version": "flux-2-pro", "input": {"prompt": "a", "input_images": [uri]}},
    }
    for path, body in bodies.items():
        answer = running.owner.told(prefer="respond-async").post(path, body)
        assert answer.status in (200, 202), (path, answer)
        task = running.owner.ended(answer.headers["x-philae-task-id"])

        assert task["state"] == "succeeded", (path, task)
        kept = [v for v in task["params"].values() if isinstance(v, dict)]
        kept += [p for v in task["params"].values() if isinstance(v, list) for p in v]
        assert kept == [{"mime": "image/png", "bytes": len(picture()), "width": SIDE, "height": SIDE}], path
    assert running.proof() == []


def test_a_price_is_told_for_a_big_picture(running: Gateway) -> None:
    """The megapixels of an input count in a quote as well."""
    body = {"model": "flux-2-pro", "prompt": "a", "width": 1024, "height": 1024}
    with_picture = running.owner.post("/v1/quote", body | {"input_image": text()})

    assert with_picture.status == 200, with_picture
    assert float(with_picture.json()["price"]) > float(running.owner.post("/v1/quote", body).json()["price"])


def test_the_field_at_fault_is_named(running: Gateway) -> None:
    """As it is for a small one, in the dialect's words."""
    for sent in ("!" * 2_000_000, base64.b64encode(bytes(2_000_000)).decode()):
        big = running.owner.post(FILL, {"prompt": "a", "image": sent})
        small = running.owner.post(FILL, {"prompt": "a", "image": sent[:4000]})

        assert big.status == small.status == 422
        assert big.json()["detail"][0]["loc"] == ["body", "image"]
        assert big.json()["detail"][0]["msg"] == small.json()["detail"][0]["msg"]


def test_what_stands_for_a_picture_is_worth_nothing_from_outside(running: Gateway) -> None:
    """The letters of a token name nobody's picture."""
    rest, *_ = taken_out({"prompt": "a", "image": text()})

    assert running.owner.post(FILL, rest).status == 422


def test_a_repeated_big_request_is_known_again(running: Gateway) -> None:
    """The same key and the same picture: the same task; another picture: a conflict."""
    other = base64.b64encode(picture()[:-1] + b"\x00").decode()
    told = running.owner.told(idempotency_key="big-one")
    first, again = (told.post(FILL, {"prompt": "a", "image": text()}) for _ in range(2))

    assert first.status == again.status == 200
    assert first.json()["id"] == again.json()["id"]
    assert told.post(FILL, {"prompt": "b", "image": text()}).status == 409
    assert told.post(FILL, {"prompt": "a", "image": other}).status in (409, 422)


def test_a_big_body_of_unknown_length(running: Gateway) -> None:
    """Chunked, as some clients send files."""
    body = json.dumps({"prompt": "a", "image": text()}).encode()
    parts = urlsplit(running.url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    pieces = (body[i : i + 100_000] for i in range(0, len(body), 100_000))
    line.request("POST", FILL, pieces, {"authorization": f"Bearer {running.owner.key}"}, encode_chunked=True)
    answer = line.getresponse()

    assert answer.status == 200, answer.read()
    line.close()


def test_a_client_who_goes_away_is_forgotten(running: Gateway) -> None:
    """Half of a big body, then silence: the next one is served."""
    parts = urlsplit(running.url)
    for _ in range(5):
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        line.putrequest("POST", FILL)
        line.putheader("content-length", "20000000")
        line.putheader("authorization", f"Bearer {running.owner.key}")
        line.endheaders()
        line.send(b'{"image": "' + b"A" * 3_000_000)
        line.close()

    assert running.owner.post(FILL, {"prompt": "a", "image": text()}).status == 200
