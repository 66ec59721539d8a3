"""Replicate's predictions as we serve them: requests understood, and answers that the official client accepts."""

import json
import warnings
from typing import Any

import pytest

from philae.core.dialect import Cancel, Get, Inbound, List, Page
from philae.core.errors import BY_CODE, InvalidRequest, RateLimited, UnprocessableInput
from philae.core.task import State
from philae.vendors.replicate.dialect import DIALECT
from tests.vendors.replay import TASK, cases, dialogue, task

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client still declares its models with pydantic 1
    from replicate.prediction import Prediction
    from replicate.webhook import Webhooks, WebhookSigningSecret

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WISH = {"model": "black-forest-labs/flux-1.1-pro", "prefix": "/v1", "input": {"prompt": "a fox"}}


@pytest.mark.parametrize("told", cases(__file__, "dialogues"))
def test_dialogue(told: dict[str, Any]) -> None:
    """Requests and answers are those that the vendor documents."""
    dialogue(DIALECT, told)


@pytest.mark.parametrize("state", ["queued", "running", "awaiting_input", "succeeded", "failed", "canceled"])
@pytest.mark.parametrize("endpoint", [e for e in DIALECT.endpoints if isinstance(e, Get | Cancel)])
def test_official_type_accepts_predictions(endpoint: Get | Cancel, state: State) -> None:
    """The client library's own model takes every state of a task, from the look and from the cancel."""
    reply = endpoint.encode(task(state=state, wish=WISH, outputs=[{}] if state == "succeeded" else []))
    prediction = Prediction.parse_obj(json.loads(json.dumps(reply.body)))
    assert (reply.status, prediction.id) == (200, TASK["id"])
    assert prediction.urls is not None
    assert prediction.urls["get"].startswith("https://gateway.example/v1/predictions/")
    assert (prediction.output is not None) == (state == "succeeded")


@pytest.mark.parametrize("endpoint", [e for e in DIALECT.endpoints if isinstance(e, Get | Cancel)])
def test_id_and_absence(endpoint: Get | Cancel) -> None:
    """The id is read from the path; an unknown one is a problem of status 404."""
    assert endpoint.id(Inbound("GET", {"id": "abc"}, {}, {})) == "abc"
    missing = endpoint.missing("abc")
    assert (missing.status, missing.body) == (404, {"title": "Not found", "detail": "no prediction abc", "status": 404})


@pytest.mark.parametrize(("after", "follows"), [(None, None), ("t9", "https://g.example/v1/predictions?cursor=t9")])
def test_list(after: str | None, follows: str | None) -> None:
    """A page holds predictions and the whole URL of the next one."""
    endpoint = next(e for e in DIALECT.endpoints if isinstance(e, List) and e.path.startswith("/v1"))
    body = endpoint.encode(Page((task(wish=WISH),), after), "https://g.example").body
    assert (body["previous"], body["next"]) == (None, follows)
    assert [p["id"] for p in body["results"]] == [TASK["id"]]


def test_data_removed() -> None:
    """A task whose files were erased says so."""
    endpoint = next(e for e in DIALECT.endpoints if isinstance(e, Get))
    body = endpoint.encode(task(wish=WISH, outputs=[])).body
    assert (body["output"], body["data_removed"]) == (None, True)


@pytest.mark.parametrize(("event", "told"), [("running", True), ("done", True), ("progress", False)])
def test_webhook_events(event: str, told: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """Clients hear of the start and of the end, in the form of the prediction itself."""
    assert DIALECT.webhook
    body = DIALECT.webhook.body(task(wish=WISH), event)
    assert (body is not None) == told
    assert body is None or body["id"] == TASK["id"]


def test_official_client_verifies_webhooks() -> None:
    """The client library's own check accepts our signature and refuses it on other bytes."""
    assert DIALECT.webhook
    body = b'{"id": "abc"}'
    headers = dict(DIALECT.webhook.sign(SECRET, "msg_1", 1_700_000_000, body))
    secret = WebhookSigningSecret(key=SECRET)
    Webhooks.validate(headers=headers, body=body.decode(), secret=secret)
    with pytest.raises(ValueError, match="signature"):
        Webhooks.validate(headers=headers, body='{"id": "abd"}', secret=secret)


def test_any_secret_signs() -> None:
    """A secret that is not base64 signs with its own bytes; none signs nothing."""
    assert DIALECT.webhook
    headers = dict(DIALECT.webhook.sign("my secret", "msg_1", 1, b"{}"))
    assert headers["webhook-timestamp"] == "1"
    assert headers["webhook-signature"].startswith("v1,")
    assert "webhook-signature" not in dict(DIALECT.webhook.sign("", "msg_1", 1, b"{}"))


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_words(code: str) -> None:
    """Each error of the tree is a problem with a title, a detail that names the request, and its status."""
    reply = DIALECT.error(BY_CODE[code]("it broke"), "r-1")
    assert reply.body["detail"] == "it broke (request id: r-1)"
    assert reply.body["title"]
    assert reply.body["status"] == reply.status


def test_errors_as_documented() -> None:
    """Wrong input answers 422 and names the field, as Replicate does (replicate-javascript issue 249)."""
    reply = DIALECT.error(InvalidRequest("too wide", param="width", reasons=("less_than_equal",)), "")
    fields = [{"type": "less_than_equal", "field": "width", "description": "too wide"}]
    title = "Input validation failed"
    assert reply.body == {"title": title, "detail": "too wide", "status": 422, "invalid_fields": fields}
    broken = DIALECT.error(UnprocessableInput("no image"), "").body
    assert broken["invalid_fields"] == [{"type": "invalid_input", "field": "", "description": "no image"}]
    assert DIALECT.error(RateLimited("busy", retry_after=3.0), "").headers == (("retry-after", "3"),)
