"""Anthropic's answers, whole and as they come."""

import json
from typing import Any

import pytest

from philae.core.chat import Choice, Text, Thinking, ToolCall
from philae.core.errors import RateLimited, UpstreamError, UpstreamRefused
from philae.core.http import HttpReply
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.anthropic import CODEC, counted
from tests.vendors.anthropic.said import frames

WHOLE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-5",
    "content": [{"type": "text", "text": "Hello!"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 25, "output_tokens": 15},
}
CITED = {"type": "char_location", "cited_text": "x", "document_index": 0}


def reply(**changes: Any) -> HttpReply:
    """A whole answer, changed as told."""
    return HttpReply(200, {}, json.dumps(WHOLE | changes).encode())


def events(*read: Frame) -> list[Event]:
    """The events of a stream."""
    reader = CODEC.reader()
    return [event for frame in read for event in reader(frame)]


def frame(**data: Any) -> Frame:
    """A frame as a Bedrock stream has it, without a name."""
    return Frame(json.dumps(data).encode())


def test_whole() -> None:
    """The least answer."""
    answer = CODEC.read(reply())
    assert (answer.id, answer.model, answer.tokens) == ("msg_1", "claude-opus-5", Tokens(25, 15))
    assert answer.choices == (Choice((Text("Hello!"),)),)
    assert answer.extra == {"messages": {}}


def test_whole_with_everything() -> None:
    """Thoughts, citations, calls; what only Messages knows is kept with its place."""
    query = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
    answer = CODEC.read(
        reply(
            content=[
                {"type": "thinking", "thinking": "hm", "signature": "Eq"},
                {"type": "redacted_thinking", "data": "xx"},
                query,
                {"type": "text", "text": "a", "citations": [CITED]},
                {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"n": 1.5}},
            ],
            stop_reason="tool_use",
            container={"id": "c-1"},
            stop_details=None,
            usage={"service_tier": "priority"},
        )
    )
    assert answer.choices[0].parts == (
        Thinking("hm", "Eq", origin="anthropic"),
        Thinking(redacted="xx", origin="anthropic"),
        Text("a", annotations=(CITED,)),
        ToolCall("toolu_1", "f", '{"n": 1.5}'),
    )
    assert answer.service_tier == "priority"
    assert answer.extra == {"messages": {"container": {"id": "c-1"}, "blocks": [[2, query]]}}


@pytest.mark.parametrize(
    ("said", "reason", "matched"),
    [
        ({"stop_reason": "stop_sequence", "stop_sequence": "END"}, "stop", "END"),
        ({"stop_reason": "max_tokens"}, "length", ""),
        ({"stop_reason": "model_context_window_exceeded"}, "length", ""),
        ({"stop_reason": "pause_turn"}, "pause", ""),
        ({"stop_reason": "refusal"}, "refusal", ""),
        ({"stop_reason": "a_later_word"}, "stop", ""),
        ({"stop_reason": None, "usage": None}, "stop", ""),
    ],
)
def test_why_it_ended(said: dict[str, Any], reason: str, matched: str) -> None:
    """Each reason in our words."""
    choice = CODEC.read(reply(**said)).choices[0]
    assert (choice.reason, choice.matched) == (reason, matched)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"content": 3, "id": "a", "model": "b"}'])
def test_no_answer_at_all(body: bytes) -> None:
    """What makes no sense is the vendor's failure."""
    with pytest.raises(UpstreamError):
        CODEC.read(HttpReply(200, {}, body))


def test_errors_are_raised() -> None:
    """An answer of 400 and above is an error, of a count too."""
    for read in (CODEC.read, counted):
        with pytest.raises(RateLimited):
            read(HttpReply(429, {}, b"{}"))


def test_a_count() -> None:
    """The number alone."""
    assert counted(HttpReply(200, {}, b'{"input_tokens": 14}')) == 14


def test_text_stream() -> None:
    """The documented stream; the usage at the end tells the output alone, the input was told before."""
    assert events(*frames("text")) == [
        Begin("msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY", "claude-opus-5", tokens=Tokens(25, 1)),
        Open(0, Text("")),
        Delta(0, "Hello"),
        Delta(0, "!"),
        Close(0),
        End("stop"),
        Spent(Tokens(25, 15)),
    ]


def test_tool_stream() -> None:
    """Arguments come as pieces of their JSON."""
    found = events(*frames("tool"))
    assert Open(1, ToolCall("toolu_01T1x1fJ34qAmk2tNTrN7Up6", "get_weather")) in found
    pieces = [event.text for event in found if isinstance(event, Delta) and event.index == 1]
    assert "".join(pieces) == '{"location": "San Francisco, CA"}'
    assert found[-2:] == [End("tool_calls"), Spent(Tokens(472, 89))]


def test_thinking_stream() -> None:
    """A thought, then its signature; this stream tells no usage."""
    found = events(*frames("thinking"))
    assert found[1] == Open(0, Thinking(origin="anthropic"))
    assert Mark(0, "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds...") in found
    assert found[-1] == End("stop")


def test_search_stream() -> None:
    """Blocks that only Messages knows are passed over, and the parts counted without them."""
    found = events(*frames("search"))
    assert [event.index for event in found if isinstance(event, Open)] == [0, 1]
    assert [event.index for event in found if isinstance(event, Delta)] == [0, 1]
    assert found[-1] == Spent(Tokens(10_682, 510))


def test_broken_off_stream() -> None:
    """An error amid the stream is told as what its type would have been."""
    fault = events(*frames("overloaded"))[-1]
    assert isinstance(fault, Fault)
    assert isinstance(fault.error, UpstreamRefused)


def test_blocks_that_come_whole() -> None:
    """Some servers put everything into a block's start; redacted thoughts always come so."""
    call = {"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}}
    found = events(
        frame(type="content_block_start", index=0, content_block={"type": "redacted_thinking", "data": "xx"}),
        frame(type="content_block_stop", index=0),
        frame(type="content_block_start", index=1, content_block=call),
        frame(type="content_block_start", index=2, content_block={"type": "text", "text": "a"}),
        frame(type="content_block_delta", index=2, delta={"type": "citations_delta", "citation": CITED}),
        frame(type="message_delta", delta={"stop_reason": "stop_sequence", "stop_sequence": "END"}),
    )
    assert found == [
        Open(0, Thinking(redacted="xx", origin="anthropic")),
        Close(0),
        Open(1, ToolCall("c", "f")),
        Delta(1, '{"a": 1}'),
        Open(2, Text("")),
        Delta(2, "a"),
        Mark(2, annotation=CITED),
        End("stop", matched="END"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"type": "ping"},
        {"type": "a_later_kind"},
        {"type": "message_start"},
        {"type": "content_block_start", "index": 0},
        {"type": "content_block_delta", "index": 7, "delta": {"type": "text_delta", "text": "a"}},
        {"type": "content_block_stop", "index": 7},
        {"type": "message_delta", "delta": {}},
        {"type": "message_delta"},
        {"type": "error"},
        {},
    ],
)
def test_frames_that_say_nothing(data: dict[str, Any]) -> None:
    """Pings, later kinds and frames without their matter are passed over."""
    assert events(frame(**data)) == []


def test_a_delta_of_a_later_kind() -> None:
    """So are deltas that we do not know."""
    start = frame(type="content_block_start", index=0, content_block={"type": "text", "text": ""})
    strange = frame(type="content_block_delta", index=0, delta={"type": "a_later_kind"})
    assert events(start, strange) == [Open(0, Text(""))]


def test_garbage() -> None:
    """A frame that is no JSON ends the reading."""
    with pytest.raises(UpstreamError):
        events(Frame(b"<html>"))
