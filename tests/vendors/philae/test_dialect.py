"""Our own API's words."""

import time
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from philae.core.errors import BY_CODE, RateLimited
from philae.vendors.philae.dialect import DIALECT, task_document
from tests.vendors.replay import TASK, task

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_task_in_full() -> None:
    """Every field of the design's task document, amounts as decimal strings and times in RFC 3339."""
    whole = task(
        parent=TASK["account"],
        actions=["upscale"],
        warnings=["quality was dropped"],
        progress=1.0,
        params={"prompt": "a fox", "input_image": "blob:in/a/1;image/png;77;640;480", "list": ["blob:in/2;;0;0;0", 3]},
        outputs=[{"differs": ["width"], "duration": 2.5, "expires_at": "2026-12-01T12:00:00+02:00"}],
        error={"code": "upstream_error", "message": "one part failed", "param": "n", "retryable": True},
        receipt={
            "book": "sandbox",
            "quoted": 75_000_000,
            "held": 75_000_000,
            "captured": 12_000_000_000,
            "usage": {"image": 1},
            "served_by": "studio",
            "estimated": True,
        },
    )
    assert task_document(whole) == {
        "id": TASK["id"],
        "object": "task",
        "operation": "image.generate",
        "model": "flux-2-pro",
        "state": "succeeded",
        "progress": 1.0,
        "params": {
            "prompt": "a fox",
            "input_image": {"mime": "image/png", "bytes": 77, "width": 640, "height": 480},
            "list": [{}, 3],
        },
        "warnings": ["quality was dropped"],
        "outputs": [
            {
                "id": "0192a1b0-0000-7000-8000-000000000002",
                "kind": "image",
                "url": "https://gateway.example/files/1.png",
                "mime": "image/png",
                "bytes": 4321,
                "width": 1024,
                "height": 768,
                "duration": 2.5,
                "expires_at": "2026-12-01T10:00:00Z",
                "differs": ["width"],
            }
        ],
        "error": {"code": "upstream_error", "message": "one part failed", "param": "n", "retryable": True},
        "receipt": {
            "book": "sandbox",
            "quoted": "0.075",
            "held": "0.075",
            "captured": "12.00",
            "usage": {"image": 1},
            "served_by": "studio",
            "estimated": True,
        },
        "parent": TASK["account"],
        "actions": ["upscale"],
        "created_at": "2026-11-01T10:00:00Z",
        "started_at": "2026-11-01T10:00:01Z",
        "finished_at": "2026-11-01T10:00:05.500000Z",
    }


def absent(document: Any) -> bool:
    """Whether there is a null anywhere."""
    if isinstance(document, dict):
        return any(absent(value) for value in document.values())
    return any(absent(item) for item in document) if isinstance(document, list) else document is None


def test_what_is_not_known_is_absent() -> None:
    """A task that waits has no null in it, only fewer fields."""
    waiting = task_document(task(state="queued", outputs=[{"url": "", "width": 0}], started_at=None, finished_at=None))
    assert not absent(waiting)
    assert waiting.keys().isdisjoint({"error", "parent", "started_at", "finished_at"})
    assert waiting["outputs"][0].keys().isdisjoint({"url", "width", "duration", "expires_at"})
    assert "served_by" not in waiting["receipt"]


@pytest.mark.parametrize(
    ("event", "changes", "kind", "moment"),
    [
        ("done", {}, "task.succeeded", "2026-11-01T10:00:05.500000Z"),
        ("running", {}, "task.running", "2026-11-01T10:00:01Z"),
        ("done", {"state": "canceled", "finished_at": None}, "task.canceled", "2026-11-01T10:00:00Z"),
    ],
)
def test_webhook_body(event: str, changes: dict[str, Any], kind: str, moment: str) -> None:
    """A webhook has the type of its event, even when it is late, the moment, and the whole task."""
    assert DIALECT.webhook
    told = task(**changes)
    assert DIALECT.webhook.body(told, event) == {"type": kind, "timestamp": moment, "data": task_document(told)}


@pytest.mark.parametrize("event", ["progress", "preview"])
def test_webhooks_are_for_states(event: str) -> None:
    """Progress and previews are told by the event stream only."""
    assert DIALECT.webhook
    assert DIALECT.webhook.body(task(), event) is None


@pytest.mark.parametrize("secret", [SECRET, SECRET.removeprefix("whsec_")])
def test_standard_library_verifies(secret: str) -> None:
    """The reference library of Standard Webhooks accepts our signature, and refuses it on other bytes."""
    assert DIALECT.webhook
    now = int(time.time())
    headers = dict(DIALECT.webhook.sign(secret, "msg_1", now, b'{"type":"task.succeeded"}'))
    assert Webhook(SECRET).verify(b'{"type":"task.succeeded"}', headers) == {"type": "task.succeeded"}
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(b'{"type":"task.failed"}', headers)


def test_any_secret_signs() -> None:
    """A secret that is not base64 signs with its own bytes; none signs nothing."""
    assert DIALECT.webhook
    assert dict(DIALECT.webhook.sign("my secret", "msg_1", 1, b"{}"))["webhook-signature"].startswith("v1,")
    assert "webhook-signature" not in dict(DIALECT.webhook.sign("", "msg_1", 1, b"{}"))


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_words(code: str) -> None:
    """Each error of the tree in our own shape, absent fields left out."""
    problem = BY_CODE[code]("it broke", param="prompt")
    reply = DIALECT.error(problem, "r-1")
    told = {"code": code, "message": "it broke", "param": "prompt", "retryable": problem.retryable, "request_id": "r-1"}
    assert (reply.status, reply.body) == (problem.status, {"error": told})
    assert "param" not in DIALECT.error(BY_CODE[code]("it broke"), "").body["error"]


def test_retry_after() -> None:
    """What is worth waiting for says how long."""
    assert DIALECT.error(RateLimited("busy", retry_after=3.0), "").headers == (("retry-after", "3"),)
