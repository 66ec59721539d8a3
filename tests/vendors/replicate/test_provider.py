"""Replicate as we call it."""

import json
from typing import Any

import pytest

from philae.catalog import MODELS
from philae.core.blob import Blob
from philae.core.http import HttpReply
from philae.core.image import ImageRequest
from philae.core.provider import Target
from philae.core.request import Reference, Request
from philae.vendors.replicate.inputs import INPUTS
from philae.vendors.replicate.order import able
from philae.vendors.replicate.provider import PROVIDER, cancel, hook
from tests.vendors.replay import cases, exchange, read

ONE, TWO = "https://example.com/1.png", "https://example.com/2.png"
CODEC = PROVIDER.serves["image.generate"]
TO = Target("https://api.replicate.com", "black-forest-labs/flux-1.1-pro", "attempt-1")


def ask(model: str, **changes: Any) -> ImageRequest:
    """A request in BFL's words."""
    return ImageRequest(**({"model": model, "operation": "image.generate", "vendor": "bfl"} | changes))


def picture(field: str) -> Reference:
    """An input picture given in that field."""
    return Reference("reference", Blob(key="in/1"), field)


@pytest.mark.parametrize("told", cases(__file__, "exchanges"))
def test_exchange(told: dict[str, Any]) -> None:
    """Calls and replies are those that the vendor documents."""
    exchange(CODEC, told)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (ask("flux-3-video"), "no form of flux-3-video is known there"),
        (ask("anything", vendor="replicate"), None),
        (ask("flux-pro-1.1", params={"safety_tolerance": 0}), "no safety_tolerance below 1"),
        (ask("flux-kontext-pro", params={"safety_tolerance": 0}), None),
        (ask("flux-kontext-pro", params={"safety_tolerance": 6}), None),
        (
            ask("flux-kontext-pro", images=(picture("input_image"),), params={"safety_tolerance": 3}),
            "no safety_tolerance over 2 with pictures",
        ),
        (ask("flux-2-klein-4b", params={"safety_tolerance": 2}), None),
        (ask("flux-2-klein-4b", params={"safety_tolerance": 5}), "no safety_tolerance"),
        (ask("flux-pro-1.0-fill", format="webp"), "no webp"),
        (ask("flux-pro-1.0-canny", params={"canny_low_threshold": 50, "canny_high_threshold": 200}), None),
        (ask("flux-pro-1.0-canny", params={"canny_low_threshold": 60}), "no canny_low_threshold"),
        (ask("flux-pro-1.1-ultra", params={"prompt_upsampling": True}), "no prompt_upsampling"),
        (ask("flux-pro-1.1-ultra", params={"prompt_upsampling": False, "raw": True}), None),
        (ask("flux-kontext-pro", mask=Blob(key="in/m")), "no mask"),
        (ask("flux-kontext-pro", images=(picture("input_image"),) * 2), "at most 1 input images"),
        (ask("flux-pro-1.0-canny", images=(picture("preprocessed_image"),)), "no preprocessed_image"),
        (ask("flux-2-pro", images=tuple(picture(f"input_image_{i}") for i in range(8))), None),
        (ask("flux-2-pro", width=2048, height=2048), None),
        (ask("flux-2-pro", width=64, height=2048), "sides from 256 to 2048 in steps of 32"),
        (ask("flux-pro-1.1", width=1040, height=1000), "sides from 256 to 1440 in steps of 32"),
        (ask("flux-pro-1.1-ultra", aspect="16:9"), None),
        (ask("flux-pro-1.1-ultra", aspect="7:5"), "no aspect ratio 7:5"),
        (ask("flux-dev", width=1440, height=800), "no aspect ratio 9:5"),
        (ask("flux-kontext-max", aspect="match_input_image"), None),
        (ask("flux-pro-1.0-fill", width=100, height=100), None),
    ],
)
def test_able(request_: ImageRequest, reason: str | None) -> None:
    """What Replicate's form of a model cannot express is told before anything is sent."""
    assert able(request_) == reason


@pytest.mark.parametrize("model", sorted(INPUTS))
def test_plain_prompt_is_always_possible(model: str) -> None:
    """A request of a prompt and no more is only a prompt there too."""
    assert able(ask(model, prompt="a fox")) is None
    body = CODEC.call(ask(model, prompt="a fox"), None, TO).json
    assert {k: v for k, v in body["input"].items() if k != "num_outputs"} == {"prompt": "a fox"}


def film(model: str, **params: Any) -> Request:
    """A request for a film or a shape, in its maker's words."""
    row = MODELS[model]
    return row.request(row.check(params))


@pytest.mark.parametrize(
    ("model", "params", "told"),
    [
        ("veo-3.1-generate-preview", {"prompt": "a", "image": ONE, "lastFrame": TWO, "resolution": "1080p"},
         {"prompt": "a", "image": ONE, "last_frame": TWO, "duration": 8, "aspect_ratio": "16:9", "resolution": "1080p",
          "generate_audio": True}),
        ("veo-3.1-generate-preview", {"prompt": "a", "referenceImages": [ONE, TWO]},
         {"prompt": "a", "reference_images": [ONE, TWO], "duration": 8, "aspect_ratio": "16:9", "resolution": "720p",
          "generate_audio": True}),
        ("kling-v3", {"prompt": "a", "image": ONE, "image_tail": TWO, "duration": 12},
         {"prompt": "a", "start_image": ONE, "end_image": TWO, "duration": 12, "mode": "standard", "generate_audio": False}),
        ("kling-v2-1", {"prompt": "a", "image": ONE, "mode": "pro", "negative_prompt": "b"},
         {"prompt": "a", "negative_prompt": "b", "start_image": ONE, "duration": 5, "mode": "pro"}),
        ("kling-v2-5-turbo", {"prompt": "a", "aspect_ratio": "1:1", "mode": "pro"},
         {"prompt": "a", "duration": 5, "aspect_ratio": "1:1"}),
        ("doubao-seedance-1-5-pro", {"prompt": "a", "first_frame": ONE, "ratio": "adaptive", "seed": 3},
         {"prompt": "a", "image": ONE, "duration": 5, "resolution": "720p", "generate_audio": True, "seed": 3}),
        ("doubao-seedance-2-0", {"prompt": "a", "first_frame": ONE},
         {"prompt": "a", "image": ONE, "duration": 5, "resolution": "720p", "generate_audio": True, "aspect_ratio": "adaptive"}),
        ("MiniMax-Hailuo-02", {"prompt": "a", "first_frame_image": ONE, "last_frame_image": TWO, "resolution": "1080P"},
         {"prompt": "a", "prompt_optimizer": True, "first_frame_image": ONE, "last_frame_image": TWO, "duration": 6,
          "resolution": "1080p"}),
        ("hunyuan-3d-pro", {"ImageBase64": ONE, "Model": "3.1", "GenerateType": "Geometry"},
         {"image": ONE, "generate_type": "Geometry"}),
    ],
)  # fmt: skip
def test_films_and_shapes(model: str, params: dict[str, Any], told: dict[str, Any]) -> None:
    """Other makers' models in Replicate's words."""
    asked = film(model, **params)
    codec = PROVIDER.serves[asked.operation]

    assert codec.able(asked) is None
    assert codec.call(asked, None, TO).json == {"input": told}


@pytest.mark.parametrize(
    ("model", "params", "reason"),
    [
        ("veo-3.1-fast-generate-preview", {"prompt": "a", "resolution": "4k"}, "no resolution 4k"),
        (
            "veo-3.1-generate-preview",
            {"prompt": "a", "referenceImages": [ONE], "aspectRatio": "9:16"},
            "no aspectRatio 9:16",
        ),
        ("veo-3.1-fast-generate-preview", {"prompt": "a", "lastFrame": ONE}, "no lastFrame"),
        ("kling-v2-6", {"prompt": "a"}, "no mode std"),
        ("kling-v3", {"prompt": "a", "cfg_scale": 0.3}, "no cfg_scale"),
        ("kling-v3", {"prompt": "a", "image": ONE, "aspect_ratio": "16:9"}, "no aspect_ratio"),
        ("doubao-seedance-1-5-pro", {"prompt": "a"}, "nothing without ratio"),
        ("doubao-seedance-1-0-pro", {"prompt": "a", "frames": 29}, "no frames"),
        ("MiniMax-Hailuo-02", {"prompt": "a", "first_frame_image": ONE, "resolution": "512P"}, "no resolution 512P"),
        ("hunyuan-3d-pro", {"Prompt": "a"}, "no Model 3.0"),
        ("hunyuan-3d-pro", {"Prompt": "a", "Model": "3.1", "EnablePBR": True}, "no EnablePBR"),
        ("MiniMax-Hailuo-2.3", {"prompt": "a"}, "no form of MiniMax-Hailuo-2.3 is known there"),
    ],
)
def test_films_that_replicate_cannot_say(model: str, params: dict[str, Any], reason: str) -> None:
    """They go elsewhere."""
    asked = film(model, **params)
    assert PROVIDER.serves[asked.operation].able(asked) == reason


def test_cancel() -> None:
    """A prediction is stopped by a POST that costs nothing."""
    written = cancel({"id": "abc"}, TO)
    assert (written.method, written.url) == ("POST", "https://api.replicate.com/v1/predictions/abc/cancel")
    assert written.effect == "none"


@pytest.mark.parametrize(
    ("body", "ref"),
    [
        ({"id": "abc123", "status": "succeeded", "output": "https://evil.example/x.png"}, {"id": "abc123"}),
        ({"id": "../../v1/account", "status": "succeeded"}, None),
        ({"hello": "world"}, None),
    ],
)
def test_webhook_only_names_the_prediction(body: dict[str, Any], ref: dict[str, str] | None) -> None:
    """A webhook says which prediction to look at; nothing else in it is believed, and no id that is not one."""
    assert hook(HttpReply(200, {}, json.dumps(body).encode())) == ref


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "UpstreamRefused"),
        (402, "UpstreamRefused"),
        (404, "UpstreamRefused"),
        (413, "TooLarge"),
        (422, "InvalidRequest"),
        (429, "RateLimited"),
        (500, "UpstreamUnknown"),
        (503, "UpstreamRefused"),
    ],
)
def test_refused_submits(status: int, kind: str) -> None:
    """Each refusal has its place in our tree, and the vendor's words stay with the operator."""
    problem = {"title": "Insufficient credit", "detail": "go to replicate.com/account/billing", "status": status}
    error = read(CODEC, {"status": status, "json": problem})["raises"]
    assert error["kind"] == kind
    assert "billing" in error["detail"]
    assert "billing" not in error["public"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"status": 404, "json": {"detail": "not found", "status": 404}}, "UpstreamError"),
        ({"status": 404, "text": "<html>"}, "UpstreamError"),
        ({"status": 200, "json": {"id": "abc", "status": "succeeded", "output": None}}, "UpstreamError"),
        ({"status": 200, "json": {"id": "../x", "status": "starting"}}, "UpstreamError"),
        ({"status": 200, "json": {"id": "abc", "status": "dancing"}}, "UpstreamError"),
        (
            {"status": 200, "json": {"id": "abc", "status": "failed", "error": "NSFW content detected"}},
            "ContentFiltered",
        ),
    ],
)
def test_polls_that_end_it(told: dict[str, Any], kind: str) -> None:
    """A prediction that is gone, makes no sense or was filtered ends the job."""
    assert read(CODEC, told, {"id": "abc"})["raises"]["kind"] == kind
