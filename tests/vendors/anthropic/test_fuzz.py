"""Whatever clients and vendors send: an answer or an error of our tree, never another exception."""

import json
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from philae.core.chat import Image, Message, Part, Source, Text, Thinking, ToolCall, ToolResult
from philae.core.errors import GatewayError, InvalidRequest
from philae.core.http import HttpReply
from philae.core.stream import Frame
from philae.vendors.anthropic import CODEC, MESSAGES
from tests.vendors.anthropic.said import asked, frames, inbound, native, written
from tests.vendors.anthropic.test_reader import WHOLE
from tests.vendors.mutated import mutated

REQUEST = native(
    system=[{"type": "text", "text": "s", "cache_control": {"type": "ephemeral"}}],
    messages=[
        {
            "role": "user",
            "content": [
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}},
                {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "d"}},
            ],
        },
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": "Eq"},
                {"type": "redacted_thinking", "data": "xx"},
                {"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}},
            ],
        },
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": "r", "is_error": True}]},
    ],
    tools=[{"name": "f", "input_schema": {"type": "object"}}, {"type": "bash_20250124", "name": "bash"}],
    tool_choice={"type": "tool", "name": "f"},
    thinking={"type": "enabled", "budget_tokens": 2048, "display": "omitted"},
    output_config={"effort": "low", "format": {"type": "json_schema", "schema": {}}},
    metadata={"user_id": "u"},
    stop_sequences=["END"],
    temperature=0.5,
    top_k=3,
)
ANSWER = WHOLE | {
    "content": [
        {"type": "thinking", "thinking": "hm", "signature": "Eq"},
        {"type": "text", "text": "a", "citations": []},
        {"type": "tool_use", "id": "c", "name": "f", "input": {}},
    ]
}


@settings(max_examples=300, deadline=None)
@given(mutated(REQUEST))
def test_requests(body: Any) -> None:
    """A client's request is understood and can be written, or is refused with the field."""
    with suppress(InvalidRequest):
        written(MESSAGES.decode(inbound(body)))


@settings(max_examples=200, deadline=None)
@given(mutated(ANSWER))
def test_answers(body: Any) -> None:
    """A vendor's answer is read and can be told, or is an error."""
    with suppress(GatewayError):
        MESSAGES.encode(CODEC.read(HttpReply(200, {}, json.dumps(body).encode())), asked())


@pytest.mark.parametrize("name", ["text", "tool", "thinking", "search", "overloaded"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_streams(name: str, data: st.DataObject) -> None:
    """A vendor's stream with one strange frame is read to its end, or to an error."""
    told = [json.loads(frame.data) for frame in frames(name)]
    at = data.draw(st.integers(0, len(told) - 1))
    told[at] = data.draw(mutated(told[at]))
    reader, writer = CODEC.reader(), MESSAGES.writer(asked())
    with suppress(GatewayError):
        for body in told:
            frame = json.dumps(body).encode()
            CODEC.spent(frame)
            for event in reader(Frame(frame)):
                writer(event)
        writer(None)


PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, st.sampled_from(["", " ", "a"])),
    st.builds(
        Thinking, st.just("hm"), st.sampled_from(["", "Eq"]), origin=st.sampled_from(["", "anthropic", "gemini"])
    ),
    st.builds(ToolCall, st.just("a.b"), st.just("f"), st.text(max_size=3)),
    st.builds(ToolResult, st.just("a.b"), st.just((Text("r"),))),
    st.just(Image(Source(url="https://a.example/b.png"))),
)
ROLES = st.sampled_from(["system", "developer", "user", "assistant", "tool"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(Message, ROLES, st.lists(PARTS, max_size=3).map(tuple)), max_size=8))
def test_turns_keep_anthropics_order(messages: list[Message]) -> None:
    """Turns alternate; a system message stands behind a user's and before the model's, or at the end."""
    try:
        body, _ = written(asked(*messages), "claude-opus-5")
    except InvalidRequest:
        reject()
    roles = [turn["role"] for turn in body["messages"]]
    follows = {"user": {"assistant", "system"}, "assistant": {"user"}, "system": {"assistant"}}
    assert roles[0] != "system"
    assert all(after in follows[before] for before, after in pairwise(roles))
    assert all(turn["content"] for turn in body["messages"])
