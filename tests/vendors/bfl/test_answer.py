"""What we answer in BFL's words: every state, every error, and the webhooks."""

import hashlib
import hmac
import json
from typing import Any

import msgspec
import pytest

from philae.core.errors import (
    BY_CODE,
    Forbidden,
    GatewayError,
    InsufficientFunds,
    InvalidRequest,
    RateLimited,
    Unauthenticated,
    UnprocessableInput,
)
from philae.core.task import Task
from philae.vendors.bfl.answer import accepted, error, missing, polled, sign, webhook

ID = "0192a1b0-0000-7000-8000-000000000001"
ASSET = {
    "id": "0192a1b0-0000-7000-8000-000000000002", "kind": "image", "key": "out/1.jpeg", "mime": "image/jpeg", "size": 9,
    "width": 512, "height": 512, "url": "https://gateway.example/files/1.jpeg", "seed": 42,
}  # fmt: skip
DONE = {
    "id": ID, "account": "0192a1b0-0000-7000-8000-0000000000aa", "key": None, "dialect": "bfl",
    "operation": "image.generate", "model": "flux-2-pro", "state": "succeeded", "book": "live",
    "params": {"prompt": "a lake"}, "n": 1, "base": "https://gateway.example", "created_at": "2026-11-01T10:00:00Z",
    "started_at": "2026-11-01T10:00:01Z", "finished_at": "2026-11-01T10:00:05.5Z", "outputs": [ASSET],
    "receipt": {"book": "live", "quoted": 75_000_000, "captured": 30_000_000},
}  # fmt: skip
FAILED = {"state": "failed", "outputs": [], "receipt": {"book": "live", "quoted": 75_000_000}}


def plain(value: Any) -> Any:
    """As JSON has it: tuples are lists."""
    return msgspec.json.decode(msgspec.json.encode(value))


def task(**changes: Any) -> Task:
    """A finished task, changed as told."""
    return msgspec.convert(DONE | changes, Task)


def test_ready() -> None:
    """Times are seconds, the cost is the settled one, and nothing is null."""
    assert polled(task()).body == {
        "id": ID,
        "status": "Ready",
        "result": {
            "sample": "https://gateway.example/files/1.jpeg",
            "prompt": "a lake",
            "seed": 42,
            "start_time": 1793527201.0,
            "end_time": 1793527205.5,
            "duration": 4.5,
        },
        "cost": 3.0,
    }


def test_ready_says_what_the_vendor_made_of_the_prompt() -> None:
    """And leaves out a seed that nobody knows."""
    body = polled(task(outputs=[ASSET | {"seed": None, "prompt": "a deep lake"}], finished_at=None)).body["result"]
    assert body["prompt"] == "a deep lake"
    assert not {"seed", "end_time", "duration"} & set(body)


def test_inputs_are_counted_by_their_pixels() -> None:
    """Those of a list too; a prompt that reads like one of our handles is none."""
    half = "blob:in/a/b;image/png;9;1024;512"
    body = accepted(task(params={"prompt": "blob:no", "images": [half, half], "mask": half, "input_image": None})).body
    assert body["input_mp"] == 1.0


@pytest.mark.parametrize("state", ["queued", "running", "awaiting_input"])
def test_pending_is_the_only_word_while_it_runs(state: str) -> None:
    """Strict clients fail on any other."""
    plain = polled(task(state=state, outputs=[], finished_at=None)).body
    assert plain == {"id": ID, "status": "Pending"}
    assert polled(task(state=state, outputs=[], progress=0.5)).body["progress"] == 0.5


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        ({"code": "content_filtered", "message": "a filter", "param": "prompt"}, "Request Moderated"),
        ({"code": "content_filtered", "message": "a filter"}, "Content Moderated"),
        ({"code": "timeout", "message": "not done in time"}, "Error"),
    ],
)
def test_failures(failure: dict[str, Any], status: str) -> None:
    """Moderation has its own words; the reason stands in `details`."""
    body = polled(task(**FAILED, error=failure | {"reasons": ["why"]})).body
    assert (body["status"], body["cost"], "result" in body) == (status, 0.0, False)
    assert body["details"]["message"] == failure["message"]
    assert body["details"]["reasons"] == ["why"]
    assert body["details"].get("field") == failure.get("param")


def test_a_canceled_task_is_an_error() -> None:
    """BFL has no word for it."""
    assert polled(task(state="canceled", outputs=[])).body["status"] == "Error"


def test_the_studio_never_pretends() -> None:
    """And what differs or was ignored is told."""
    body = polled(
        task(
            receipt={"book": "sandbox", "quoted": 1, "served_by": "studio"},
            warnings=["width 520 was taken as 512"],
            outputs=[ASSET | {"differs": ["height 500 in place of 512"]}],
        )
    ).body
    assert body["details"] == {
        "engine": "studio",
        "warnings": ["width 520 was taken as 512"],
        "differs": ["height 500 in place of 512"],
    }


def test_an_unknown_id_is_no_error() -> None:
    """The form that most clients accept."""
    assert plain(missing("x")) == {"status": 200, "body": {"id": "x", "status": "Task not found"}, "headers": []}


@pytest.mark.parametrize(
    ("fault", "status", "detail"),
    [
        (InvalidRequest("too small", param="width", reasons=("greater_than_equal",)), 422,
         [{"loc": ["body", "width"], "msg": "too small", "type": "greater_than_equal"}]),
        (InvalidRequest("not JSON"), 422, [{"loc": ["body"], "msg": "not JSON", "type": "value_error"}]),
        (UnprocessableInput("no picture", param="mask"), 422,
         [{"loc": ["body", "mask"], "msg": "no picture", "type": "value_error"}]),
        (Unauthenticated("which key"), 403, "Not authenticated - Invalid Authentication"),
        (Forbidden("not this model"), 403, "Not authenticated - not this model"),
        (InsufficientFunds("0.01 USD left"), 402, "Insufficient credits"),
        (RateLimited("too many active tasks"), 429, "too many active tasks"),
    ],
)  # fmt: skip
def test_errors(fault: GatewayError, status: int, detail: Any) -> None:
    """`detail` for some clients, `message` with the request's id for the others."""
    reply = error(fault, "req-7")
    assert (reply.status, reply.body["detail"]) == (status, detail)
    assert reply.body["message"].endswith("(request req-7)")


@pytest.mark.parametrize("code", BY_CODE)
def test_every_error_has_a_body(code: str) -> None:
    """Whatever happens, both fields are there, and nothing private is in them."""
    reply = error(BY_CODE[code]("public", detail="private", retry_after=0.2), "r")
    assert set(reply.body) == {"detail", "message"}
    assert "private" not in json.dumps(reply.body)
    assert reply.headers == (("retry-after", "1"),)
    assert reply.status >= 400


def test_a_webhook_serves_old_and_new_readers() -> None:
    """Both names of the id, the newer word for success."""
    assert webhook(task(), "done") == {
        "id": ID,
        "task_id": ID,
        "status": "Ready",
        "result": {"sample": "https://gateway.example/files/1.jpeg", "prompt": "a lake", "seed": 42},
        "timestamp": "2026-11-01T10:00:05.500000Z",
    }


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"error": {"code": "timeout", "message": "not done in time"}}, "timeout", "not done in time"),
        ({"state": "canceled", "finished_at": None}, "canceled", "the task was canceled"),
    ],
)
def test_a_webhook_of_a_failure(changes: dict[str, Any], code: str, message: str) -> None:
    """One word, and why."""
    body = webhook(task(**(FAILED | changes)), "done") or {}
    assert (body["status"], body["error"], body["message"], "result" in body) == ("Error", code, message, False)


def test_a_task_whose_picture_was_erased_is_told_without_it() -> None:
    """The webhook may be replayed long after."""
    assert (webhook(task(outputs=[]), "done") or {})["result"] == {}


@pytest.mark.parametrize(("state", "event"), [("running", "done"), ("running", "running"), ("succeeded", "running")])
def test_nothing_is_told_before_the_end(state: str, event: str) -> None:
    """BFL's webhooks speak once."""
    assert webhook(task(state=state), event) is None


def test_the_signature_is_over_the_raw_bytes() -> None:
    """And there is none without a secret."""
    body = b'{"id": "t-1"}'
    ((name, value),) = sign("s3", "d-1", 0, body)
    assert (name, value) == ("X-BFL-Signature", "sha256=" + hmac.new(b"s3", body, hashlib.sha256).hexdigest())
    assert sign("", "d-1", 0, body) == ()
