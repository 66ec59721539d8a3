"""Requests in fal's words, and what its answers mean; forms from fal.ai's model pages."""

from typing import Any

import msgspec
import pytest

from philae.catalog import MODELS
from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpReply
from philae.core.outcome import Done, Pending
from philae.core.provider import Target
from philae.core.request import Request
from philae.vendors.fal.forms import FORMS
from philae.vendors.fal.provider import PROVIDER, able, call, cancel, hook, read

REF = {"id": "764c"}


def request(model: str, **params: Any) -> Request:
    """A validated request."""
    row = MODELS[model]
    return row.request(row.check(params))


def at(model: str, callback: str | None = None) -> Target:
    """Where it goes."""
    name = next(r.name for r in MODELS[model].routes if r.provider == "fal")
    return Target(PROVIDER.base_url, name, "key", callback)


def reply(status: int, body: object) -> HttpReply:
    """An answer."""
    return HttpReply(status, {}, msgspec.json.encode(body))


@pytest.mark.parametrize("model", FORMS)
def test_every_form_has_a_route_and_says_a_plain_request(model: str) -> None:
    """A prompt alone goes there, whatever the model's defaults are."""
    field = "Prompt" if model.startswith("hunyuan") else "prompt"
    mode = {"mode": "pro"} if model == "kling-v3" else {}
    asked = request(model, **{field: "a fox"}, **mode)

    assert able(asked) is None
    assert call(asked, None, at(model)).json["prompt"] == "a fox"


def test_a_picture_of_flux() -> None:
    """Its size is an object, its tolerance a text; the webhook stands in the query."""
    asked = request("flux-pro-1.1", prompt="a fox", width=1024, height=768, seed=4)
    made = call(asked, None, at("flux-pro-1.1", "https://gw.example/callbacks/x?y=1"))

    assert (
        made.url
        == "https://queue.fal.run/fal-ai/flux-pro/v1.1?fal_webhook=https%3A%2F%2Fgw.example%2Fcallbacks%2Fx%3Fy%3D1"
    )
    assert made.json == {
        "prompt": "a fox", "seed": 4, "safety_tolerance": "2", "output_format": "jpeg", "image_size": {"width": 1024, "height": 768},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("model", "params", "reason"),
    [
        ("flux-pro-1.1", {"prompt": "a", "safety_tolerance": 0}, "no safety_tolerance 0"),
        ("flux-pro-1.1", {"prompt": "a", "prompt_upsampling": True}, "no prompt_upsampling"),
        ("kling-v3", {"prompt": "a", "mode": "std"}, "no mode std"),
        ("hunyuan-3d-pro", {"Prompt": "a", "GenerateType": "Geometry"}, "no GenerateType Geometry"),
        ("flux-2-pro", {"prompt": "a"}, "no form of flux-2-pro is known there"),
    ],
)
def test_what_cannot_be_said(model: str, params: dict[str, Any], reason: str) -> None:
    """The request goes elsewhere."""
    assert able(request(model, **params)) == reason


def test_the_way_of_a_job() -> None:
    """Queued, polled below the first two words of its name, fetched once it is done."""
    asked, to = request("kling-v3", prompt="a", mode="pro"), at("kling-v3")

    assert read(reply(200, {"request_id": "764c"}), None) == Pending(REF, 1.0)
    assert call(asked, REF, to).url == "https://queue.fal.run/fal-ai/kling-video/requests/764c/status"
    assert read(reply(202, {"status": "IN_QUEUE"}), REF) == Pending(REF, 1.0)
    assert read(reply(200, {"status": "COMPLETED"}), REF) == Pending(REF | {"done": True}, 0.0)
    assert call(asked, REF | {"done": True}, to).url == "https://queue.fal.run/fal-ai/kling-video/requests/764c"
    done = read(reply(200, {"video": {"url": "https://v3.fal.media/a.mp4"}}), REF | {"done": True})
    assert isinstance(done, Done)
    assert [(o.kind, o.blob.url) for o in done.result.outputs] == [("video", "https://v3.fal.media/a.mp4")]
    assert (cancel(REF, to).method, cancel(REF, to).url[-12:]) == ("PUT", "/764c/cancel")
    assert hook(reply(200, {"request_id": "764c", "status": "OK"})) == REF


def test_a_failing_look_is_tried_again() -> None:
    """The job itself goes on."""
    assert read(reply(502, "bad gateway"), REF) == Pending(REF, 5.0)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"detail": "No user found"}, UpstreamRefused),
        (403, {"detail": "Exhausted balance"}, UpstreamRefused),
        (422, {"detail": [{"loc": ["body", "seed"], "type": "int_parsing"}]}, InvalidRequest),
        (422, {"detail": [{"type": "content_policy_violation"}]}, ContentFiltered),
        (429, {"detail": "Too many"}, RateLimited),
        (500, {"detail": "oh"}, UpstreamUnknown),
        (200, {"id": 1}, UpstreamUnknown),
    ],
)
def test_refusals(status: int, body: object, error: type[GatewayError]) -> None:
    """What an answer to a submit means."""
    with pytest.raises(error):
        read(reply(status, body), None)
