"""OpenAI's Images API as we call it."""

from typing import Any

import pytest

from philae.core.blob import Blob
from philae.core.image import ImageRequest
from philae.core.provider import Target
from philae.core.request import Reference
from philae.vendors.openai.provider import PROVIDER, able, call
from tests.vendors.replay import cases, exchange, read

CODEC = PROVIDER.serves["image.generate"]
TO = Target("https://api.openai.com", "gpt-image-2", "attempt-1")
PICTURE = Reference("reference", Blob(key="in/1"), "image")


def ask(**changes: Any) -> ImageRequest:
    """A request for an OpenAI model."""
    return ImageRequest(**({"model": "gpt-image-2", "operation": "image.edit", "vendor": "openai"} | changes))


@pytest.mark.parametrize("told", cases(__file__, "exchanges"))
def test_exchange(told: dict[str, Any]) -> None:
    """Calls and replies are those that the vendor documents."""
    exchange(CODEC, told)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"images": (PICTURE,) * 16}, None),
        ({"images": (PICTURE,) * 17}, "at most 16 input images"),
        ({"images": (Reference("control", Blob(key="in/1")),)}, "no control image"),
        ({"mask": Blob(key="in/m")}, "no mask without an image"),
        ({"prompt": "x" * 32_001}, "a prompt of at most 32000 characters"),
        ({"params": {"left": 64}}, "no left"),
        ({"params": {"left": 0}}, None),
        ({"params": {"moderation": "low"}}, None),
        ({"images": (PICTURE,), "params": {"moderation": "low"}}, "no moderation"),
        ({"images": (PICTURE,), "params": {"moderation": "auto"}}, None),
    ],
)
def test_able(changes: dict[str, Any], reason: str | None) -> None:
    """What the protocol cannot say is told before anything is sent."""
    assert able(ask(**changes)) == reason


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:21"])
def test_aspect(aspect: str) -> None:
    """A ratio becomes a size of about a megapixel in steps that all models take."""
    width, height = map(int, call(ask(aspect=aspect), None, TO).json["size"].split("x"))
    left, right = map(int, aspect.split(":"))
    assert width % 32 == height % 32 == 0
    assert 0.9 < width * height / (1 << 20) <= 1
    assert width / height == pytest.approx(left / right, rel=0.05)


@pytest.mark.parametrize("aspect", ["match_input_image", None])
def test_no_aspect(aspect: str | None) -> None:
    """What is no ratio leaves the size to the model."""
    assert "size" not in call(ask(aspect=aspect), None, TO).json


def test_one_file_is_not_a_list() -> None:
    """A single picture is `image`, as the official clients send it."""
    written = call(ask(images=(PICTURE,)), None, TO)
    assert [name for name, _ in written.form or ()][-1] == "image"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"message": "Incorrect API key provided: sk-abc", "code": "invalid_api_key"}, "UpstreamRefused"),
        (403, {"message": "organization must be verified"}, "UpstreamRefused"),
        (404, {"message": "The model does not exist", "code": "model_not_found"}, "UpstreamRefused"),
        (429, {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}, "RateLimited"),
        (429, {"message": "You exceeded your current quota", "code": "insufficient_quota"}, "UpstreamRefused"),
        (400, {"message": "Billing hard limit", "code": "billing_hard_limit_reached"}, "UpstreamRefused"),
        (400, {"message": "rejected as a result of our safety system.", "code": None}, "ContentFiltered"),
        (400, {"message": "blocked", "code": "content_policy_violation"}, "ContentFiltered"),
        (400, {"message": "Invalid size", "param": "size", "code": "invalid_value"}, "InvalidRequest"),
        (408, {"message": "timeout"}, "UpstreamUnknown"),
        (413, {"message": "too large"}, "TooLarge"),
        (500, {"message": "server error", "code": 500}, "UpstreamUnknown"),
        (503, {"message": "overloaded"}, "UpstreamRefused"),
        (504, {"message": "gateway timeout"}, "UpstreamUnknown"),
    ],
)
def test_errors(status: int, body: dict[str, Any], kind: str) -> None:
    """Each error has its place in our tree, and the vendor's words stay with the operator."""
    error = read(CODEC, {"status": status, "json": {"error": body}, "headers": {"retry-after": "7"}})["raises"]
    assert error["kind"] == kind
    assert body["message"] in error["detail"]
    assert body["message"] not in error["public"]
    assert error["param"] == (body.get("param") if kind == "InvalidRequest" else None)
    assert error["retry_after"] == 7.0


def test_tokens_without_details() -> None:
    """A server that counts tokens but not their kinds is metered by what it tells."""
    usage = {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}
    found = read(CODEC, {"status": 200, "json": {"data": [{"url": "https://x.example/a"}], "usage": usage}})
    assert found["done"]["result"]["usage"] == {"image": 1, "input_token": 5, "output_token": 7}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"status": 502, "text": "<html>bad gateway</html>"}, "UpstreamUnknown"),
        ({"status": 200, "text": "<html>"}, "UpstreamError"),
        ({"status": 200, "json": {"created": 1}}, "UpstreamError"),
        ({"status": 200, "json": {"created": 1, "data": [{"b64_json": "%%%"}]}}, "UpstreamError"),
        ({"status": 200, "json": {"created": 1, "data": []}}, "ContentFiltered"),
    ],
)
def test_answers_without_pictures(told: dict[str, Any], kind: str) -> None:
    """An unreadable answer is the vendor's fault; an empty list means that the output was filtered."""
    assert read(CODEC, told)["raises"]["kind"] == kind
