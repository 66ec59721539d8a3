"""Tokens of chat completions, wherever vendors put them."""

import json
from typing import Any

import pytest

from philae.core.tokens import Tokens
from philae.vendors.openai.chat import codec
from philae.vendors.openai.chat.meter import worded

CODEC = codec()


def usage(given: int, made: int | None, **rest: Any) -> dict[str, Any]:
    """A vendor's count; the total is of the two unless told otherwise."""
    return {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + (made or 0)} | rest


def found(told: dict[str, Any]) -> Tokens | None:
    """The tokens in an answer and, the same, in a frame of a stream."""
    body = json.dumps(told).encode()
    assert CODEC.tokens(body) == CODEC.spent(body)
    return CODEC.tokens(body)


@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        (usage(9, 2), Tokens(9, 2)),
        (
            usage(
                9,
                4,
                prompt_tokens_details={"cached_tokens": 3, "audio_tokens": 2, "cache_write_tokens": 1},
                completion_tokens_details={"reasoning_tokens": 1, "audio_tokens": 2},
            ),
            Tokens(9, 4, cached=3, written=1, reasoning=1, audio_in=2, audio_out=2),
        ),
        (usage(9, 2, prompt_tokens_details=None, completion_tokens_details=None), Tokens(9, 2)),
        (usage(9, 2, prompt_cache_hit_tokens=5, prompt_cache_miss_tokens=4), Tokens(9, 2, cached=5)),
        (usage(9, 2, num_cached_tokens=5), Tokens(9, 2, cached=5)),
        (usage(9, 2, cached_tokens=5), Tokens(9, 2, cached=5)),
        (usage(9, 2, prompt_tokens_details={"image_tokens": 4}), Tokens(9, 2, image_in=4)),
        (usage(9, 2, total_tokens=31, completion_tokens_details={"reasoning_tokens": 20}), Tokens(9, 22, reasoning=20)),
        (usage(9, None), Tokens(9)),
        (usage(9, 2, total_tokens=None), Tokens(9, 2)),
        (usage(9, 2, queue_time=0.1, cost=0.5, num_sources_used=0), Tokens(9, 2)),
    ],
    ids=["openai", "details", "vllm", "deepseek", "mistral", "moonshot", "images", "xai", "embeds", "total", "more"],
)
def test_counts(told: dict[str, Any], tokens: Tokens) -> None:
    """OpenAI's count and its details, and where others put the cached ones."""
    assert found({"id": "x", "choices": [], "usage": told}) == tokens


@pytest.mark.parametrize(
    "told",
    [
        {"usage": usage(9, 2)},
        {"x_groq": {"id": "req_1", "usage": usage(9, 2)}},
        {"choices": [{"index": 0, "delta": {}, "usage": usage(9, 2)}]},
        {"usage": None, "x_groq": {"usage": usage(9, 2)}},
    ],
    ids=["openai", "groq", "moonshot", "null"],
)
def test_places(told: dict[str, Any]) -> None:
    """At the top, at `x_groq`, in a choice."""
    assert found(told) == Tokens(9, 2)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[DONE]",
        b'{"choices": [{"delta": {"content": "a"}}], "usage": null}',
        b'{"choices": [{"delta": {"content": "\\"usage\\": {"}}]}',
        b'{"choices": [{"delta": {"usage": {}}}]}',
        b'{"usage": {',
        b'{"usage": {"prompt_tokens": "many"}}',
    ],
)
def test_none(body: bytes) -> None:
    """Frames without a count, text that looks like one, and what cannot be read."""
    assert CODEC.spent(body) is None


def test_spaces() -> None:
    """However the vendor writes its JSON."""
    assert CODEC.spent(b'{"usage" :\n{"prompt_tokens": 1}}') == Tokens(1)


def test_our_words() -> None:
    """What clients are told is read back as the same count."""
    count = Tokens(20, 10, cached=4, written=2, reasoning=6, audio_in=1, audio_out=2, image_in=3)
    assert found({"usage": worded(count)}) == count
    assert worded(Tokens(1, 2))["prompt_tokens_details"] == {"cached_tokens": 0, "audio_tokens": 0}
