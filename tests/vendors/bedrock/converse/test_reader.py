"""Converse's answers, whole and as events of its stream."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from philae.core.chat import Text, Thinking, ToolCall
from philae.core.errors import GatewayError, RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.bedrock import CONVERSE
from tests.vendors.mutated import mutated

# docs.aws.amazon.com, Bedrock API reference: Converse (example response); user guide: tool use, prompt caching.
USAGE = {"inputTokens": 30, "outputTokens": 628, "totalTokens": 658}
WHOLE: dict[str, Any] = {
    "output": {"message": {"role": "assistant", "content": [{"text": "Hi!"}]}},
    "stopReason": "end_turn", "usage": USAGE, "metrics": {"latencyMs": 1275},
}  # fmt: skip
THOUGHT = {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "sig"}}}
CALL = {"toolUse": {"toolUseId": "tooluse_1", "name": "weather", "input": {"city": "Paris"}}}
STREAM: tuple[tuple[str, dict[str, Any]], ...] = (
    ("messageStart", {"role": "assistant"}),
    ("contentBlockDelta", {"delta": {"reasoningContent": {"text": "Hm."}}, "contentBlockIndex": 0}),
    ("contentBlockDelta", {"delta": {"reasoningContent": {"signature": "sig"}}, "contentBlockIndex": 0}),
    ("contentBlockStop", {"contentBlockIndex": 0}),
    ("contentBlockDelta", {"delta": {"text": "Hi"}, "contentBlockIndex": 1}),
    ("contentBlockDelta", {"delta": {"text": "!"}, "contentBlockIndex": 1}),
    ("contentBlockStop", {"contentBlockIndex": 1}),
    ("contentBlockStart", {"start": {"toolUse": {"toolUseId": "t1", "name": "f"}}, "contentBlockIndex": 2}),
    ("contentBlockDelta", {"delta": {"toolUse": {"input": '{"a":'}}, "contentBlockIndex": 2}),
    ("contentBlockDelta", {"delta": {"toolUse": {"input": "1}"}}, "contentBlockIndex": 2}),
    ("contentBlockStop", {"contentBlockIndex": 2}),
    ("messageStop", {"stopReason": "tool_use"}),
    ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 1275}}),
)


def whole(*content: Any, **changes: Any) -> HttpReply:
    """An answer of these blocks."""
    said = WHOLE | ({"output": {"message": {"role": "assistant", "content": content}}} if content else {}) | changes
    return HttpReply(200, {}, json.dumps(said).encode())


def frames(*told: tuple[str, dict[str, Any]]) -> list[Frame]:
    """The frames of a stream."""
    return [Frame(json.dumps(body | {"p": "abc"}).encode(), name) for name, body in told]


def events(*told: tuple[str, dict[str, Any]]) -> list[Event]:
    """What they say."""
    reader = CONVERSE.reader()
    return [event for frame in frames(*told) for event in reader(frame)]


def test_a_whole_answer() -> None:
    """Words, thoughts and calls in their order; an id of ours, since it has none."""
    answer = CONVERSE.read(whole(THOUGHT, {"text": "Hi!"}, CALL, {"video": {}}, stopReason="tool_use"))
    (choice,) = answer.choices
    assert choice.parts == (
        Thinking("Hm.", "sig", origin="bedrock"), Text("Hi!"), ToolCall("tooluse_1", "weather", '{"city": "Paris"}'),
    )  # fmt: skip
    assert (choice.reason, answer.tokens) == ("tool_calls", Tokens(30, 628))
    assert (len(answer.id), answer.model, answer.created > 1_700_000_000) == (32, "", True)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"), ("guardrail_intervened", "content_filter"),
        ("content_filtered", "content_filter"), ("new_word", "stop"),
    ],
)  # fmt: skip
def test_reasons(word: str, reason: str) -> None:
    """Every word that AWS has, and those to come."""
    assert CONVERSE.read(whole(stopReason=word)).choices[0].reason == reason
    assert events(("messageStop", {"stopReason": word})) == [End(reason)]


def test_the_cache_is_counted_in() -> None:
    """AWS's input leaves it out, ours has it in."""
    cached = USAGE | {
        "cacheReadInputTokens": 100, "cacheWriteInputTokens": 50, "cacheDetails": [{"ttl": "1h", "inputTokens": 20}],
    }  # fmt: skip
    found = Tokens(180, 628, cached=100, written=50, written_1h=20)
    assert CONVERSE.tokens(whole(usage=cached).body) == found
    assert CONVERSE.spent(json.dumps({"usage": cached}).encode()) == found
    assert CONVERSE.spent(b'{"delta": {"text": "\\"usage\\""}}') is None
    assert CONVERSE.tokens(b'{"usage": 1}') is None


def test_a_stream() -> None:
    """Parts open with their first piece, calls by their start."""
    begin, *rest = events(*STREAM)
    assert isinstance(begin, Begin)
    assert rest == [
        Open(0, Thinking(origin="bedrock")), Delta(0, "Hm."), Mark(0, "sig"), Close(0),
        Open(1, Text("")), Delta(1, "Hi"), Delta(1, "!"), Close(1),
        Open(2, ToolCall("t1", "f")), Delta(2, '{"a":'), Delta(2, "1}"), Close(2),
        End("tool_calls"), Spent(Tokens(30, 628)),
    ]  # fmt: skip


def test_an_answer_by_a_schema() -> None:
    """What the tool is called with, which had to be called, is the answer's text."""
    call = {"toolUse": {"toolUseId": "t", "name": "json_answer", "input": {"a": "b"}}}
    (choice,) = CONVERSE.read(whole(call, stopReason="tool_use")).choices
    assert (choice.parts, choice.reason) == ((Text('{"a": "b"}'),), "stop")
    begun = {"start": {"toolUse": {"toolUseId": "t", "name": "json_answer"}}, "contentBlockIndex": 0}
    delta = {"delta": {"toolUse": {"input": '{"a":"b"}'}}, "contentBlockIndex": 0}
    told = events(
        ("contentBlockStart", begun), ("contentBlockDelta", delta), ("messageStop", {"stopReason": "tool_use"})
    )
    assert told == [Open(0, Text("")), Delta(0, '{"a":"b"}'), End("stop")]


def test_hidden_thoughts() -> None:
    """They are kept as they are, to be shown to their vendor again."""
    hidden = {"reasoningContent": {"redactedContent": "aGlk"}}
    assert CONVERSE.read(whole(hidden)).choices[0].parts == (Thinking(redacted="aGlk", origin="bedrock"),)
    told = events(("contentBlockDelta", {"delta": hidden, "contentBlockIndex": 0}))
    assert told == [Open(0, Thinking(redacted="aGlk", origin="bedrock"))]


def test_a_mess_is_an_error() -> None:
    """Where the model wrote what cannot be read there is no answer."""
    with pytest.raises(UpstreamError):
        CONVERSE.read(whole(stopReason="malformed_tool_use"))
    (event,) = events(("messageStop", {"stopReason": "malformed_model_output"}))
    assert isinstance(event, Fault)


def test_exceptions() -> None:
    """They break a stream off, and are raised of a whole answer."""
    (event,) = events(("throttlingException", {"message": "Too many requests"}))
    assert isinstance(event, Fault)
    assert isinstance(event.error, RateLimited)
    with pytest.raises(RateLimited):
        CONVERSE.read(HttpReply(429, {"x-amzn-errortype": "ThrottlingException"}, b"{}"))


@pytest.mark.parametrize("data", [b"<html>", b'{"contentBlockIndex": "x"}', b"[]"])
def test_garbage(data: bytes) -> None:
    """What cannot be read ends the reading; an event of a kind that came later says nothing."""
    with pytest.raises(UpstreamError):
        list(CONVERSE.reader()(Frame(data, "contentBlockDelta")))
    assert list(CONVERSE.reader()(Frame(data, "someLaterEvent"))) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nonsense_is_an_error_of_ours(data: st.DataObject) -> None:
    """An answer or a stream with one thing wrong is read, or is an error of our tree."""
    body = data.draw(mutated(json.loads(whole(THOUGHT, CALL, {"text": "Hi!"}).body)))
    with suppress(GatewayError):
        CONVERSE.read(HttpReply(200, {}, json.dumps(body).encode()))
    at = data.draw(st.integers(0, len(STREAM) - 1))
    found = frames(*STREAM)
    found[at] = Frame(json.dumps(data.draw(mutated(STREAM[at][1]))).encode(), STREAM[at][0])
    reader = CONVERSE.reader()
    with suppress(GatewayError):
        for frame in found:
            CONVERSE.spent(frame.data)
            list(reader(frame))
