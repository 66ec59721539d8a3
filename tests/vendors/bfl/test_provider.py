"""BFL as we call it: documented exchanges replayed, and what every kind of answer means for the money."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.auth import Static
from philae.core.errors import GatewayError, UpstreamError, UpstreamRefused
from philae.core.http import HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Pending
from philae.core.provider import Target
from philae.vendors.bfl.provider import GRACE, PROVIDER

CODEC = PROVIDER.serves["image.generate"]
TO = Target("https://api.bfl.ai", "flux-2-pro", "k-1")
REQUEST = ImageRequest("flux-2-pro", "image.generate", "bfl", params={"prompt": "x"})
REF = {"id": "t-1", "url": "https://api.eu2.bfl.ai/v1/get_result?id=t-1"}
SHOWN = ("public", "param", "retryable", "retry_after", "reasons")


def plain(value: Any) -> Any:
    """As JSON has it: tuples are lists."""
    return msgspec.json.decode(msgspec.json.encode(value))


def exchanges() -> list[Any]:
    """The files of exchanges/ as parameters."""
    files = sorted(Path(__file__).with_name("exchanges").glob("*.json"))
    return [pytest.param(json.loads(f.read_text("utf-8")), id=f.stem) for f in files]


def reply(status: int, body: Any = None, **headers: str) -> HttpReply:
    """An answer of BFL's."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpReply(status, {k.replace("_", "-"): v for k, v in headers.items()}, data)


def outcome(answer: HttpReply, ref: dict[str, Any] | None = None) -> dict[str, Any]:
    """What is read from it, as plain data."""
    try:
        found = CODEC.read(answer, ref)
    except GatewayError as error:
        return {"error": {"kind": type(error).__name__} | {n: plain(getattr(error, n)) for n in SHOWN}}
    return {type(found).__name__.lower(): plain(found)}


def within(told: Any, found: Any) -> Any:
    """`found` reduced to what `told` speaks of; the ref is compared whole where it has an id alone."""
    if isinstance(told, dict) and isinstance(found, dict):
        return {name: within(value, found.get(name, "absent")) for name, value in told.items()}
    if isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        return [within(a, b) for a, b in zip(told, found, strict=True)]
    return found


@pytest.mark.parametrize("told", exchanges())
def test_exchange(told: dict[str, Any]) -> None:
    """Each call is written, and each reply read, as told."""
    request, to = msgspec.convert(told["request"], ImageRequest), msgspec.convert(told["to"], Target)
    assert CODEC.able(request) is None
    ref = None
    for turn in told["turns"]:
        call = plain(CODEC.call(request, ref, to))
        assert {name: call[name] for name in turn["call"]} == turn["call"]
        found = outcome(reply(turn["reply"]["status"], turn["reply"]["json"]), ref)
        assert within(turn["outcome"], found) == turn["outcome"]
        ref = found.get("pending", {}).get("ref")


@pytest.mark.parametrize("told", exchanges())
def test_fields_that_are_not_read_may_vanish(told: dict[str, Any]) -> None:
    """A vendor's answers change; what we do not need must not matter."""
    ref = None
    for turn in told["turns"]:
        body = {k: v for k, v in turn["reply"]["json"].items() if k not in ("input_mp", "output_mp", "preview")}
        found = outcome(reply(turn["reply"]["status"], body | {"new": 1}), ref)
        assert within(turn["outcome"], found) == turn["outcome"]
        ref = found.get("pending", {}).get("ref")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, "UpstreamRefused"), (400, "InvalidRequest"), (401, "UpstreamRefused"), (402, "UpstreamRefused"),
        (403, "UpstreamRefused"), (404, "UpstreamRefused"), (408, "UpstreamUnknown"), (413, "InvalidRequest"),
        (429, "RateLimited"), (500, "UpstreamUnknown"), (502, "UpstreamUnknown"), (503, "UpstreamRefused"),
        (504, "UpstreamUnknown"), (520, "UpstreamUnknown"),
    ],
)  # fmt: skip
def test_a_submit_that_fails(status: int, kind: str) -> None:
    """Only where certainly nothing was bought may another channel be tried."""
    found = outcome(reply(status, {"detail": "Insufficient credits bfl_secret"}, retry_after="7"))["error"]
    assert found["kind"] == kind
    assert found["retryable"] is (kind in ("UpstreamRefused", "RateLimited"))
    assert "secret" not in found["public"]
    assert found["retry_after"] == (7.0 if kind in ("UpstreamRefused", "RateLimited") else None)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"detail": [{"loc": ["body", "width"], "msg": "no", "type": "x"}]}, "width"),
        ({"detail": [{"loc": ["query"]}, {"loc": ["body", "images", 0]}]}, "images"),
        ({"detail": "Invalid finetune_id passed."}, None),
        ({"detail": []}, None),
    ],
)
def test_a_422_names_the_field(body: Any, param: str | None) -> None:
    """As far as BFL does, without its words."""
    found = outcome(reply(422, body))["error"]
    assert (found["kind"], found["param"]) == ("InvalidRequest", param)
    assert "finetune_id" not in found["public"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"polling_url": "x"}'])
def test_a_submit_answered_unreadably_may_have_been_bought(body: bytes) -> None:
    """It is not sent again."""
    assert outcome(reply(200, body))["error"]["kind"] == "UpstreamUnknown"


@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 502, 503])
def test_trouble_while_polling_passes(status: int) -> None:
    """The job is paid for: a key that was changed, a limit or an outage do not end it."""
    found = outcome(reply(status, {"detail": "Not authenticated"}, retry_after="3"), REF)["error"]
    assert (found["kind"], found["retryable"], found["retry_after"]) == ("UpstreamError", True, 3.0)


def test_a_task_that_stays_unknown_is_lost() -> None:
    """After a short grace; a poll that knows it ends the count."""
    ref: dict[str, Any] = dict(REF)
    for _ in range(GRACE):
        found = CODEC.read(reply(200, {"id": "t-1", "status": "Task not found"}), ref)
        assert isinstance(found, Pending)
        ref = found.ref
    known = CODEC.read(reply(200, {"id": "t-1", "status": "Pending"}), ref)
    assert isinstance(known, Pending)
    assert known.ref == REF
    with pytest.raises(UpstreamError) as caught:
        CODEC.read(reply(200, {"status": "Task not found"}), ref)
    assert not isinstance(caught.value, UpstreamRefused)


@pytest.mark.parametrize(
    "body",
    [
        {"status": "Error", "details": {"message": "out of memory on host 7"}},
        {"status": "Failed"},
        {"status": "Ready", "result": None},
        {"status": "Ready", "result": {"seed": 1}},
        {"status": "Ready", "result": "https://d.example/a.png"},
    ],
)
def test_what_failed_at_the_vendor_is_final(body: Any) -> None:
    """Its details stay with the operator."""
    found = outcome(reply(200, body), REF)["error"]
    assert (found["kind"], found["retryable"]) == ("UpstreamError", False)
    assert "host" not in found["public"]


@pytest.mark.parametrize(
    ("details", "reasons"),
    [
        ("Violence", ["Violence"]),
        (["a", 5, "b"], ["a", "b"]),
        ({"Moderation Reasons": ["a", "b"], "stage": "input", "score": 0.9}, ["a", "b", "input"]),
        ({"why": ["x" * 500] * 9}, ["x" * 100] * 5),
        (None, []),
    ],
)
def test_reasons_in_any_shape(details: Any, reasons: list[str]) -> None:
    """Text, a list or an object were all seen or may be; few and short ones are shown."""
    found = outcome(reply(200, {"status": "Content Moderated", "details": details}), REF)["error"]
    assert (found["kind"], found["reasons"], found["param"]) == ("ContentFiltered", reasons, None)


@given(st.integers(0, 10**7))
def test_costs_survive_the_way(tenths: int) -> None:
    """Credits to nano-USD without a cent lost to floating point."""
    found = outcome(reply(200, {"id": "t", "cost": tenths / 10}))["pending"]
    assert found["cost"] == tenths * 1_000_000


@pytest.mark.parametrize(
    "base", ["http://a.example", "http://a.example/", "http://a.example/v1", "http://a.example/flux/v1"]
)
def test_a_lost_submit_is_looked_up_at_a_gateway_like_ours(base: str) -> None:
    """By the attempt's key; the task is then polled by its id."""
    assert CODEC.find is not None
    assert CODEC.found is not None
    to = Target(base, "flux-2-pro", "k-9")
    call = CODEC.find(REQUEST, to)
    assert (call.method, call.url, call.effect) == ("GET", "http://a.example/v1/tasks?idempotency_key=k-9", "none")
    assert CODEC.found(reply(200, {"data": [], "has_more": False})) is None
    found = CODEC.found(reply(200, {"data": [{"id": "t-9", "state": "running"}]}))
    assert isinstance(found, Pending)
    api = base.rstrip("/").removesuffix("/v1") + "/v1"
    assert CODEC.call(REQUEST, found.ref, to).url == f"{api}/get_result?id=t-9"


@pytest.mark.parametrize("answer", [reply(404, {"detail": "no"}), reply(200, {"status": "ok"})])
def test_a_look_up_that_makes_no_sense_proves_nothing(answer: HttpReply) -> None:
    """Another vendor's answer is not "it never arrived"."""
    assert CODEC.found is not None
    with pytest.raises(UpstreamError):
        CODEC.found(answer)


@pytest.mark.parametrize(
    ("body", "ref"),
    [
        (b'{"id": "t-1", "status": "SUCCESS"}', {"id": "t-1"}),
        (b'{"task_id": "t-2", "status": "Ready"}', {"id": "t-2"}),
        (b'{"status": "Ready"}', None),
        (b"hello", None),
    ],
)
def test_a_webhook_names_the_task(body: bytes, ref: dict[str, str] | None) -> None:
    """In either of its words; the news itself is polled."""
    assert CODEC.hook is not None
    assert CODEC.hook(reply(200, body)) == ref


def test_it_takes_its_own_parameters_only() -> None:
    """Another vendor's would be dropped in silence."""
    request = msgspec.structs.replace(REQUEST, vendor="openai", model="gpt-image-2")
    assert "gpt-image-2" in (CODEC.able(request) or "")


def test_the_key_travels_in_its_header() -> None:
    """To the vendor's regional hosts too."""
    assert PROVIDER.auth("bfl_1") == Static((("x-key", "bfl_1"),))
    assert PROVIDER.hosts == ("bfl.ai",)
    assert PROVIDER.recovery == "none"
