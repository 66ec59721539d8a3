"""OpenAI's Images API as we serve it: requests understood, and answers that the official client's types accept."""

import json
from typing import Any

import msgspec
import pytest
from openai.types import (
    ImageEditCompletedEvent,
    ImageEditPartialImageEvent,
    ImageGenCompletedEvent,
    ImageGenPartialImageEvent,
    ImagesResponse,
)

from philae.core.dialect import Create
from philae.core.errors import BY_CODE, InvalidRequest, RateLimited, UpstreamTimeout
from philae.vendors.openai.dialect import DIALECT
from tests.vendors.replay import cases, dialogue, event, task

ENDPOINTS = {endpoint.path: endpoint for endpoint in DIALECT.endpoints if isinstance(endpoint, Create)}
USED = {"book": "live", "quoted": 1, "usage": {"input_token": 12, "output_token": 30}}


def frames(path: str, *args: Any) -> list[dict[str, Any]]:
    """The data of each server-sent event, whose name must be the data's type."""
    words = ENDPOINTS[path].frames
    assert words
    told = []
    for block in words(*args).decode().split("\n\n")[:-1]:
        name, data = block.split("\n")
        body = json.loads(data.removeprefix("data: "))
        assert name == f"event: {body['type']}"
        told.append(body)
    return told


@pytest.mark.parametrize("told", cases(__file__, "dialogues"))
def test_dialogue(told: dict[str, Any]) -> None:
    """Requests and answers are those that the vendor documents."""
    dialogue(DIALECT, told)


@pytest.mark.parametrize("wish", [{"response_format": "url"}, {"quality": "high", "background": "transparent"}])
@pytest.mark.parametrize("receipt", [USED, {"book": "live", "quoted": 1}])
def test_official_types_accept_images(wish: dict[str, Any], receipt: dict[str, Any]) -> None:
    """The client library's own model validates what we send, once the base64 is filled in."""
    body = ENDPOINTS["/v1/images/generations"].encode(task(wish=wish, receipt=receipt)).body
    for picture in body["data"]:
        picture.update({name: "aGk=" for name in picture if name == "b64_json"})
    answer = ImagesResponse.model_validate(msgspec.to_builtins(body), strict=True)
    assert answer.data
    assert (answer.data[0].url or answer.data[0].b64_json) is not None
    assert answer.size == "1024x768"
    assert (answer.usage.total_tokens if answer.usage else 0) == sum(receipt.get("usage", {}).values())


@pytest.mark.parametrize(
    ("path", "preview", "end"),
    [
        ("/v1/images/generations", ImageGenPartialImageEvent, ImageGenCompletedEvent),
        ("/v1/images/edits", ImageEditPartialImageEvent, ImageEditCompletedEvent),
    ],
)
def test_official_types_accept_frames(path: str, preview: Any, end: Any) -> None:
    """Previews and ends of a stream validate against the client library's events."""
    early = event("preview", b64="aGk=", index=1, mime="image/webp")
    shown = frames(path, early, task(state="running", outputs=[], wish={"partial_images": 2}))
    assert preview.model_validate(shown[0], strict=True).partial_image_index == 1
    done = frames(path, event("done", b64=["aGk=", "aG8="]), task(outputs=[{}, {}], receipt=USED))
    ends = [end.model_validate(frame, strict=True) for frame in done]
    assert [e.b64_json for e in ends] == ["aGk=", "aG8="]
    assert ends[0].usage.output_tokens == 30
    assert (ends[0].quality, ends[0].size) == ("auto", "1024x768")


def test_stream_tells_failure_and_skips_progress() -> None:
    """A failed task ends the stream with an error object; progress has no frame."""
    failed = task(state="failed", outputs=[], error={"code": "upstream_error", "message": "it broke"})
    assert frames("/v1/images/edits", event("done"), failed)[0]["error"]["message"] == "it broke"
    assert frames("/v1/images/edits", event("progress", progress=0.5), failed) == []


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_words(code: str) -> None:
    """Each error of the tree has a message, a type and a code, and names the request."""
    reply = DIALECT.error(BY_CODE[code]("it broke", param="prompt"), "r-1")
    error = reply.body["error"]
    assert error["message"] == "it broke (request id: r-1)"
    assert error["param"] == "prompt"
    assert error["type"]
    assert error["code"]
    assert 400 <= reply.status < 600


def test_errors_as_documented() -> None:
    """The codes that clients look for, and whether the official clients may send the request again."""
    busy = DIALECT.error(RateLimited("busy", retry_after=2.4), "r")
    assert (busy.status, busy.body["error"]["code"]) == (429, "rate_limit_exceeded")
    assert dict(busy.headers) == {"retry-after": "3", "x-should-retry": "true"}
    assert dict(DIALECT.error(UpstreamTimeout("late"), "r").headers) == {"x-should-retry": "false"}
    assert DIALECT.error(InvalidRequest("no"), "r").headers == ()
    codes = {
        c: (DIALECT.error(BY_CODE[c]("x"), "").status, DIALECT.error(BY_CODE[c]("x"), "").body["error"]["code"])
        for c in ("invalid_api_key", "insufficient_funds", "content_filtered", "model_not_found", "invalid_input")
    }
    assert codes == {
        "invalid_api_key": (401, "invalid_api_key"),
        "insufficient_funds": (402, "insufficient_quota"),
        "content_filtered": (400, "moderation_blocked"),
        "model_not_found": (404, "model_not_found"),
        "invalid_input": (400, "invalid_input"),
    }
