"""Other vendors' signatures go out through a Messages client and come back."""

from typing import Any

import pytest

from philae.core.chat import Answer, Choice, Message, Part, Text, Thinking, ToolCall
from philae.core.stream import Begin, Close, Delta, Event, Mark, Open
from philae.vendors.anthropic import MESSAGES
from philae.vendors.anthropic.signature import signed_call, thought
from tests.vendors.anthropic.said import heard, plain, written

PARTS: list[Part] = [
    Thinking("hm", "sig", origin="gemini"),
    Thinking("", "sig", id="rs_1", origin="responses"),
    Thinking("hm", "", "cipher", "rs_1", "responses"),
    Thinking("", "", "cipher", "rs_1", "responses"),
    Thinking("hm", "Eq", origin="anthropic"),
    ToolCall("call_1", "f", "{}", "sig"),
]


def returned(blocks: list[Any]) -> tuple[Part, ...]:
    """The model's turn as we understand it when the client sends it back."""
    turns = [{"role": "user", "content": "q"}, {"role": "assistant", "content": blocks}]
    return heard(messages=turns).messages[1].parts


@pytest.mark.parametrize("part", PARTS)
def test_whole(part: Part) -> None:
    """In a whole answer."""
    body = MESSAGES.encode(Answer("i", "m", (Choice((part, Text("a"))),)), heard()).body
    assert returned(body["content"]) == (part, Text("a"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("late", [False, True])
def test_streamed(part: Part, *, late: bool) -> None:
    """In a stream, told as the part opens or behind its words."""
    writer = MESSAGES.writer(heard())
    opened: Part
    if isinstance(part, ToolCall):
        opened = ToolCall(part.id, part.name, "", "" if late else part.signature)
        words = part.arguments
    else:
        assert isinstance(part, Thinking)
        opened = Thinking("", "" if late else part.signature, part.redacted, part.id, part.origin)
        words = part.text
    marks = [Mark(0, part.signature)] if late and part.signature else []
    events: list[Event] = [Begin("i", "m"), Open(0, opened), *([Delta(0, words)] if words else []), *marks, Close(0)]
    assert returned(assembled(b"".join(map(writer, events)))) == (part,)


def assembled(sse: bytes) -> list[Any]:
    """The blocks of a stream as a client puts them together."""
    blocks: list[Any] = []
    for event in plain(sse):
        if event["type"] == "content_block_start":
            blocks.append(event["content_block"])
        elif event["type"] == "content_block_delta":
            name = next(name for name in event["delta"] if name != "type")
            if name != "partial_json":
                blocks[event["index"]][name] += event["delta"][name]
    return blocks


def test_claude_never_sees_them() -> None:
    """A vendor that speaks Messages is sent its own signatures only."""
    blocks = MESSAGES.encode(Answer("i", "m", (Choice(tuple(PARTS)),)), heard()).body["content"]
    request = heard(messages=[{"role": "user", "content": "q"}, {"role": "assistant", "content": blocks}])
    body, _ = written(request)
    assert [block["type"] for block in body["messages"][1]["content"]] == ["thinking", "tool_use"]
    assert body["messages"][1]["content"][0]["signature"] == "Eq"


@pytest.mark.parametrize("text", ["philae:", "philae:%%%", "philae:AAAA"])
def test_what_looks_like_ours_and_is_not(text: str) -> None:
    """A signature that cannot be taken apart is left as it is."""
    assert thought("hm", text) == Thinking("hm", text, origin="anthropic")
    assert signed_call({"type": "redacted_thinking", "data": text}) is None
    assert returned([{"type": "redacted_thinking", "data": text}]) == (Thinking(redacted=text, origin="anthropic"),)


def test_a_proof_of_a_call_that_is_gone() -> None:
    """A client that dropped the call has nothing to sign."""
    body = MESSAGES.encode(Answer("i", "m", (Choice((ToolCall("c", "f", "{}", "sig"), Text("a"))),)), heard()).body
    assert returned(body["content"][1:]) == (Text("a"),)
    assert heard(messages=[{"role": "user", "content": body["content"][1:]}]).messages == (
        Message("user", (Text("a"),)),
    )
