"""Tokens in Google's count and ours."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from philae.core.tokens import Tokens
from philae.vendors.gemini.usage import find, metadata, tokens
from philae.vendors.gemini.wire import Usage
from tests.vendors.gemini.test_whole import TOKENS, USAGE


def test_meters() -> None:
    """Each token is under one meter: audio out of the cache is cached, no more."""
    assert tokens(msgspec.convert(USAGE, Usage)) == TOKENS
    assert TOKENS.usage == {
        "input_token": 55, "cached_token": 40, "image_input_token": 10, "output_token": 38, "image_output_token": 12,
    }  # fmt: skip


def test_finding() -> None:
    """In a whole answer or a frame; None where there is none, or nothing that can be read."""
    body = json.dumps({"candidates": [{"x": 1}], "usageMetadata": USAGE}).encode()
    assert find(body) == TOKENS
    assert find(b'{"candidates": []}') is None
    assert find(b'{"text": "usageMetadata"}') is None
    assert find(b'{"note": {"usageMetadata": 1}}') is None
    assert find(body[:-1]) is None


COUNTS = st.integers(0, 1000)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_there_and_back(text: int, audio: int, image: int, out: int, thoughts: int, drawn: int) -> None:
    """What clients are told is read as the same count."""
    spent = Tokens(
        input=text + audio + image, output=out + thoughts + drawn, cached=text // 2, reasoning=thoughts,
        audio_in=audio, image_in=image, image_out=drawn,
    )  # fmt: skip
    assert tokens(msgspec.convert(metadata(spent), Usage)) == spent
