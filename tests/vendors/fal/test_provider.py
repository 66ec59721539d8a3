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
PICTURE, OTHER = "https://example.com/a.png", "https://example.com/b.png"
SIZED = {"width": 1024, "height": 768}
BESIDE: dict[str, dict[str, Any]] = {
    "flux-2-pro": SIZED, "flux-2-max": SIZED, "flux-2-flex": SIZED, "flux-2-klein-9b": SIZED,
    "kling-v2-6": {"mode": "pro"}, "kling-v2-5-turbo": {"mode": "pro"}, "kling-v2-1": {"image": PICTURE},
    "MiniMax-Hailuo-2.3-Fast": {"first_frame_image": PICTURE},
}  # fmt: skip


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
    """A prompt goes there, whatever the model's defaults are, with what the model needs beside."""
    asked = request(model, **{"Prompt" if model.startswith("hunyuan") else "prompt": "a fox"}, **BESIDE.get(model, {}))

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
    ("model", "params", "endpoint", "told"),
    [
        ("flux-2-pro", {"prompt": "a", "input_image": PICTURE, "input_image_2": OTHER, "safety_tolerance": 5},
         "fal-ai/flux-2-pro/edit",
         {"prompt": "a", "image_urls": [PICTURE, OTHER], "safety_tolerance": "5", "output_format": "jpeg"}),
        ("flux-2-flex", {"prompt": "a", "prompt_upsampling": False, **SIZED}, "fal-ai/flux-2-flex",
         {"prompt": "a", "enable_prompt_expansion": False, "num_inference_steps": 50, "guidance_scale": 5.0,
          "image_size": SIZED, "safety_tolerance": "2", "output_format": "jpeg"}),
        ("flux-kontext-pro", {"prompt": "a"}, "fal-ai/flux-pro/kontext/text-to-image",
         {"prompt": "a", "safety_tolerance": "2", "output_format": "png"}),
        ("kling-v3", {"prompt": "a", "image": PICTURE, "image_tail": OTHER, "sound": "on", "duration": 12},
         "fal-ai/kling-video/v3/standard/image-to-video",
         {"prompt": "a", "negative_prompt": "", "start_image_url": PICTURE, "end_image_url": OTHER, "duration": "12",
          "generate_audio": True}),
        ("kling-v2-1", {"prompt": "a", "image": PICTURE, "image_tail": OTHER, "mode": "pro", "negative_prompt": "b"},
         "fal-ai/kling-video/v2.1/pro/image-to-video",
         {"prompt": "a", "negative_prompt": "b", "image_url": PICTURE, "tail_image_url": OTHER, "duration": "5"}),
        ("veo-3.1-generate-preview", {"prompt": "a", "image": PICTURE, "lastFrame": OTHER, "durationSeconds": 6, "resolution": "4k"},
         "fal-ai/veo3.1/first-last-frame-to-video",
         {"prompt": "a", "first_frame_url": PICTURE, "last_frame_url": OTHER, "duration": "6s", "aspect_ratio": "16:9",
          "resolution": "4k", "generate_audio": True, "auto_fix": False}),
        ("veo-3.1-generate-preview", {"prompt": "a", "referenceImages": [PICTURE, OTHER]}, "fal-ai/veo3.1/reference-to-video",
         {"prompt": "a", "image_urls": [PICTURE, OTHER], "duration": "8s", "aspect_ratio": "16:9", "resolution": "720p",
          "generate_audio": True, "auto_fix": False}),
        ("doubao-seedance-1-0-pro", {"prompt": "a", "frames": 29, "camera_fixed": True},
         "fal-ai/bytedance/seedance/v1/pro/text-to-video",
         {"prompt": "a", "duration": "5", "num_frames": 29, "camera_fixed": True, "resolution": "1080p", "seed": -1}),
        ("doubao-seedance-2-0-fast", {"prompt": "a", "first_frame": PICTURE, "last_frame": OTHER},
         "bytedance/seedance-2.0/fast/image-to-video",
         {"prompt": "a", "image_url": PICTURE, "end_image_url": OTHER, "duration": "5", "aspect_ratio": "auto",
          "resolution": "720p", "generate_audio": True}),
        ("MiniMax-Hailuo-02", {"prompt": "a", "first_frame_image": PICTURE, "resolution": "512P", "duration": 10},
         "fal-ai/minimax/hailuo-02/standard/image-to-video",
         {"prompt": "a", "prompt_optimizer": True, "image_url": PICTURE, "resolution": "512P", "duration": "10"}),
        ("hunyuan-3d-rapid", {"ImageBase64": PICTURE, "EnableGeometry": True}, "fal-ai/hunyuan-3d/v3.1/rapid/image-to-3d",
         {"input_image_url": PICTURE, "enable_pbr": False, "enable_geometry": True}),
    ],
)  # fmt: skip
def test_each_endpoint_in_its_words(model: str, params: dict[str, Any], endpoint: str, told: dict[str, Any]) -> None:
    """By its mode, its lines and its pictures a request goes to one of a model's endpoints; nothing of fal's is added."""
    made = call(request(model, **params), None, at(model))

    assert (made.url, made.json) == (f"https://queue.fal.run/{endpoint}", told)


@pytest.mark.parametrize(
    ("model", "params", "reason"),
    [
        ("flux-pro-1.1", {"prompt": "a", "safety_tolerance": 0}, "no safety_tolerance 0"),
        ("flux-pro-1.1", {"prompt": "a", "prompt_upsampling": True}, "no prompt_upsampling"),
        ("flux-pro-1.1", {}, "nothing without prompt"),
        ("flux-2-pro", {"prompt": "a"}, "nothing without height"),
        ("flux-2-max", {"prompt": "a", "disable_pup": True, **SIZED}, "no disable_pup"),
        ("kling-v3", {"prompt": "a", "aspect_ratio": "4:3"}, "no aspect_ratio 4:3"),
        ("kling-v3", {"prompt": "a", "multi_shot": True}, "no multi_shot"),
        ("kling-v2-6", {"prompt": "a"}, "no mode std"),
        ("kling-v2-1-master", {"prompt": "a", "camera_control": {"type": "down_back"}}, "no camera_control"),
        ("veo-3.1-fast-generate-preview", {"prompt": "a", "personGeneration": "allow_all"}, "no personGeneration"),
        ("veo-3.1-fast-generate-preview", {"prompt": "a", "referenceImages": [PICTURE]}, "no referenceImages"),
        ("doubao-seedance-1-0-pro", {"prompt": "a", "ratio": "adaptive"}, "no ratio adaptive"),
        ("doubao-seedance-1-5-pro", {"prompt": "a", "service_tier": "flex"}, "no service_tier"),
        ("MiniMax-Hailuo-2.3", {"prompt": "a", "fast_pretreatment": True}, "no fast_pretreatment"),
        ("MiniMax-Hailuo-02", {"first_frame_image": PICTURE}, "nothing without prompt"),
        ("hunyuan-3d-pro", {"Prompt": "a", "GenerateType": "Geometry"}, "no GenerateType Geometry"),
        ("hunyuan-3d-rapid", {"Prompt": "a", "ResultFormat": "OBJ"}, "no ResultFormat"),
        ("sora-2", {"prompt": "a"}, "no form of sora-2 is known there"),
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
