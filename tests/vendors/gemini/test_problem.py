"""Errors in Google's form, as our clients are told them and as we are told them."""

from typing import Any

import pytest

from philae.core import errors
from philae.core.errors import BY_CODE, GatewayError, InvalidRequest, RateLimited
from philae.vendors.gemini.fault import fault
from philae.vendors.gemini.problem import error
from tests.vendors.gemini.sample import reply


def test_an_error() -> None:
    """Status, words, the field at fault and our code."""
    found = error(InvalidRequest("temperature must be a number", param="generationConfig.temperature"), "req-1")
    assert (found.status, found.headers) == (400, ())
    assert found.body == {
        "error": {
            "code": 400,
            "message": "temperature must be a number (request id: req-1)",
            "status": "INVALID_ARGUMENT",
            "details": [
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "INVALID_REQUEST", "domain": "philae"},
                {
                    "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [
                        {"field": "generationConfig.temperature", "description": "temperature must be a number"}
                    ],
                },
            ],
        }
    }


def test_when_to_try_again() -> None:
    """In Google's details and in the header."""
    found = error(RateLimited("slow down", retry_after=2.5), "")
    assert found.headers == (("retry-after", "3"),)
    assert found.body["error"]["details"][-1] == {
        "@type": "type.googleapis.com/google.rpc.RetryInfo",
        "retryDelay": "2.5s",
    }
    assert fault(reply(found.body, 429)).retry_after == 2.5


@pytest.mark.parametrize("kind", BY_CODE.values(), ids=BY_CODE.keys())
def test_every_error_has_words(kind: type[GatewayError]) -> None:
    """Each of the tree has a status of Google's, and nothing private."""
    found = error(kind("public words", detail="private words"), "").body["error"]
    assert found["code"] == {422: 400}.get(kind.status, kind.status)
    assert (found["status"].isupper(), "private" in str(found)) == (True, False)


@pytest.mark.parametrize(
    ("status", "word", "details", "kind"),
    [
        (400, "INVALID_ARGUMENT", [], "InvalidRequest"),
        (400, "INVALID_ARGUMENT", [{"reason": "API_KEY_INVALID"}], "UpstreamRefused"),
        (400, "FAILED_PRECONDITION", [], "UpstreamRefused"),
        (401, "UNAUTHENTICATED", [], "UpstreamRefused"),
        (403, "PERMISSION_DENIED", [], "UpstreamRefused"),
        (404, "NOT_FOUND", [], "UpstreamRefused"),
        (413, "", [], "TooLarge"),
        (429, "RESOURCE_EXHAUSTED", [], "RateLimited"),
        (500, "INTERNAL", [], "UpstreamRefused"),
        (503, "UNAVAILABLE", [], "UpstreamRefused"),
        (504, "DEADLINE_EXCEEDED", [], "UpstreamRefused"),
    ],
)
def test_googles_errors(status: int, word: str, details: list[dict[str, Any]], kind: str) -> None:
    """Each has its place in the tree; Google's words are for the operator alone."""
    body = {"error": {"code": status, "message": "secret AIza", "status": word, "details": details}}
    for sent in (body, [body]):
        found = fault(reply(sent, status))
        assert type(found) is getattr(errors, kind)
        assert ("AIza" in found.public, "AIza" in found.detail) == (False, True)
        assert found.retryable is (kind not in ("InvalidRequest", "TooLarge"))


def test_the_field_at_fault() -> None:
    """Where Google names one."""
    details = [{"fieldViolations": [{"description": "no name"}, {"field": "generation_config.top_k"}]}]
    assert fault(reply({"error": {"code": 400, "details": details}}, 400)).param == "generation_config.top_k"


@pytest.mark.parametrize("body", ["<html>", [], {}, {"error": "no"}])
def test_answers_in_no_form(body: Any) -> None:
    """What stands between us and Google has errors of its own; the status tells."""
    assert type(fault(reply(body, 502, **{"retry-after": "4"}))) is errors.UpstreamRefused
    assert fault(reply(body, 429, **{"retry-after": "4"})).retry_after == 4
