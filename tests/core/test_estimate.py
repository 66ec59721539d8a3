"""Estimates are near what OpenAI's vocabulary has, in prose, in code and in other scripts, and fast."""

import time

import pytest

from philae.core.chat import ChatRequest, Format, Image, Message, Source, Text, Tool, ToolCall, ToolResult
from philae.core.estimate import PICTURE, estimate_body, estimate_chat, estimate_text

# Passages, and how many tokens o200k_base has for them.
KNOWN = {
    "We hold these truths to be self-evident, that all men are created equal, that they are endowed by their Creator with certain unalienable Rights, that among these are Life, Liberty and the pursuit of Happiness.": 45,
    "def fibonacci(n: int) -> int:\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n": 42,
    '{"id": "chatcmpl-9", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant"}}]}': 37,
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.": 38,
    "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью.": 28,
    "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。": 35,
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。": 35,
}


@pytest.mark.parametrize("text", KNOWN, ids=range(len(KNOWN)))
def test_a_passage_is_counted_about_right(text: str) -> None:
    """Within a fourth for a few lines; long texts come nearer. Text and its bytes count alike."""
    assert estimate_text(text) == estimate_text(text.encode()) == pytest.approx(KNOWN[text], rel=0.26)


def test_nothing_is_nothing_and_anything_is_something() -> None:
    """Also for what is no language, and no UTF-8."""
    assert estimate_text("") == 0
    assert estimate_text(" ") == estimate_text("\ud800") == 1
    assert estimate_text(bytes(range(256))) > 0


def test_a_chat_counts_all_that_the_model_reads() -> None:
    """Each part adds to it: messages, tools, calls, results, pictures, the answer's schema."""
    say = Message("user", (Text("How warm is it in Paris?"),))
    call = Message("assistant", (ToolCall("1", "weather", '{"city": "Paris"}'),))
    result = Message("tool", (ToolResult("1", (Text("12 degrees"),)),))
    tool = Tool("weather", "The weather of a city.", {"type": "object", "properties": {"city": {"type": "string"}}})
    asked = [
        ChatRequest("m", (say,)),
        ChatRequest("m", (say, call)),
        ChatRequest("m", (say, call, result)),
        ChatRequest("m", (say, call, result), tools=(tool,)),
        ChatRequest("m", (say, call, result), tools=(tool,), format=Format("schema", {"type": "object", "title": "x"})),
    ]
    counts = [estimate_chat(request) for request in asked]
    seen = ChatRequest("m", (Message("user", (Image(Source(data="A" * 100_000)),)),))

    assert counts == sorted(set(counts))
    assert PICTURE <= estimate_chat(seen) < 2 * PICTURE


def test_a_body_counts_its_words_whatever_its_format() -> None:
    """Base64 in it is a picture, not text."""
    words = estimate_text("How warm is it?")

    assert estimate_body(b'{"contents":[{"parts":[{"text":"How warm is it?"}]}]}') == words
    assert estimate_body(b'{"data":"%b"}' % (b"QUJD" * 50_000)) == PICTURE
    assert estimate_body(b"no JSON") > 0


def test_it_is_fast_enough_for_the_loop() -> None:
    """A megabyte takes some milliseconds: under 20 µs for a thousand bytes."""
    text = "".join(KNOWN).encode() * 500
    best = min(_seconds(text) for _ in range(5))

    assert best / len(text) * 1024 < 20e-6


def _seconds(text: bytes) -> float:
    began = time.process_time()
    estimate_text(text)
    return time.process_time() - began
