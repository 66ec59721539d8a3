"""The faces of the Gemini API."""

import pytest

from philae.core.errors import InvalidRequest
from philae.vendors.gemini.dialect import GEMINI, GEMINI_ARRAY, GEMINI_SSE
from tests.vendors.gemini.sample import inbound

BODY = {"contents": [{"parts": [{"text": "hi"}]}]}


def test_faces() -> None:
    """One for whole answers, and one for each form of a stream, with the media type of that form."""
    assert [f.media for f in (GEMINI, GEMINI_SSE, GEMINI_ARRAY)] == [
        "application/json",
        "text/event-stream",
        "application/json",
    ]
    assert [f.decode(inbound(BODY)).stream for f in (GEMINI, GEMINI_SSE, GEMINI_ARRAY)] == [False, True, True]


def test_bodies_that_are_none() -> None:
    """What is no JSON object is refused."""
    for body in ("", "[]", "{", '"a"'):
        with pytest.raises(InvalidRequest):
            GEMINI.decode(inbound(body))
