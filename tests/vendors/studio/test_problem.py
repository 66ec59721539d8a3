"""What the studio's refusals of text mean to a client."""

import msgspec
import pytest

from philae.core.errors import BY_CODE
from philae.core.http import HttpReply
from philae.vendors.openai.meaning import FULL
from philae.vendors.studio.problem import fault


@pytest.mark.parametrize(
    ("status", "code", "ours", "shown"),
    [
        (503, "no_model", "no_channel", "add one"),
        (400, "invalid_request", "invalid_request", "add one"),
        (400, "moderated", "content_filtered", "add one"),
        (429, "queue_full", "rate_limited", "add one"),
        (500, "engine_failed", "upstream_error", "the offline twin failed"),
    ],
)
def test_refusals_are_shown_and_faults_are_not(status: int, code: str, ours: str, shown: str) -> None:
    """The studio's own words reach the client, but those of a fault."""
    told = {"error": {"code": code, "message": "add one", "param": "messages"}}
    found = fault(HttpReply(status, {"retry-after": "2"}, msgspec.json.encode(told)))
    assert isinstance(found, BY_CODE[ours])
    assert found.public == shown


def test_a_conversation_that_is_too_long_is_told_as_openai_tells_it() -> None:
    """Coding agents shorten it when they read this code."""
    told = {"error": {"code": FULL, "message": "too long", "param": "messages"}}
    assert fault(HttpReply(400, {}, msgspec.json.encode(told))).reasons == (FULL,)


def test_an_answer_that_makes_no_sense_is_a_fault() -> None:
    """Whatever else may listen at its socket."""
    assert fault(HttpReply(500, {}, b"<html>")).code == "upstream_error"
