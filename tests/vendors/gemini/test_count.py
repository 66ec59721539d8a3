"""Token counts as Gemini's clients ask for them."""

from typing import Any

import pytest

from philae.core.chat import Message, Text
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.count import decode, encode
from tests.vendors.gemini.sample import HELLO, inbound

CONTENTS = [{"role": "user", "parts": [{"text": "hello"}]}]


def test_both_forms() -> None:
    """Contents alone, or a whole request with its instructions."""
    assert decode(inbound({"contents": CONTENTS})).messages == (HELLO,)
    whole = {"model": "models/m", "contents": CONTENTS, "systemInstruction": {"parts": [{"text": "S"}]}}
    for name in ("generateContentRequest", "generate_content_request"):
        found = decode(inbound({name: whole}))
        assert found.messages == (Message("system", (Text("S"),)), HELLO)
        assert found.model == "gemini-2.5-flash"


def test_neither() -> None:
    """Something must be there to count."""
    bodies: tuple[dict[str, Any], ...] = ({}, {"generateContentRequest": {}}, {"generateContentRequest": 1})
    for body in bodies:
        with pytest.raises(InvalidRequest):
            decode(inbound(body))


def test_the_answer() -> None:
    """Google's form."""
    assert encode(7).body == {"totalTokens": 7, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 7}]}
