"""A vendor's answers of the Responses API in canonical terms, whole and streamed."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.chat import (
    Answer,
    ChatRequest,
    Choice,
    Image,
    Part,
    Reason,
    Reasoning,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
)
from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamError, UpstreamUnknown
from philae.core.http import HttpReply
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import CODEC, RESPONSES
from philae.vendors.openai.responses.stream import StreamWriter

USAGE = {
    "input_tokens": 20,
    "input_tokens_details": {"cached_tokens": 5},
    "output_tokens": 10,
    "output_tokens_details": {"reasoning_tokens": 4},
    "total_tokens": 30,
}
TOKENS = Tokens(20, 10, cached=5, reasoning=4)
DONE = {"id": "resp_1", "model": "gpt-x", "created_at": 1.5, "status": "completed", "output": [], "usage": USAGE}
SAID = {"type": "output_text", "text": "hi", "annotations": [], "logprobs": []}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
PARTS = st.lists(
    st.one_of(
        st.builds(Text, WORDS),
        st.builds(Refusal, WORDS),
        st.builds(Thinking, WORDS, st.sampled_from(["", "gAAA"]), origin=st.just("responses")),
        st.builds(ToolCall, WORDS, st.just("look"), WORDS),
        st.builds(
            lambda id_, text: ToolCall(id_, "patch", msgspec.json.encode({"input": text}).decode()), WORDS, WORDS
        ),
    ),
    min_size=1,
    max_size=5,
)
REQUEST = ChatRequest(
    "m", (), reasoning=Reasoning(show=True), extra={"responses": {"aliases": {"patch": {"type": "custom"}}}}
)


def reply(body: Any, status: int = 200) -> HttpReply:
    """A vendor's answer."""
    return HttpReply(status, {}, msgspec.json.encode(body))


def frames(stream: bytes) -> list[Frame]:
    """The frames of a stream's bytes."""
    blocks = [block.split(b"\n") for block in stream.split(b"\n\n")[:-1]]
    return [Frame(data.removeprefix(b"data: "), name.removeprefix(b"event: ").decode()) for name, data in blocks]


def read(events: Iterable[dict[str, Any] | Frame]) -> list[Event]:
    """What one reader makes of a stream."""
    reader = CODEC.reader()
    sent = [e if isinstance(e, Frame) else Frame(msgspec.json.encode(e)) for e in events]
    return [event for frame in sent for event in reader(frame)]


def gathered(events: Iterable[Event]) -> tuple[tuple[Part, ...], Reason]:
    """The parts that events tell of, put together, each opened and closed once and grown in between."""
    parts: dict[int, Any] = {}
    closed: set[int] = set()
    reason: Reason = "pause"
    for event in events:
        match event:
            case Open(index=index, part=part):
                assert index == len(parts)
                parts[index] = part
            case Delta(index=index, text=text):
                assert index not in closed
                name = "arguments" if isinstance(parts[index], ToolCall) else "text"
                parts[index] = msgspec.structs.replace(parts[index], **{name: getattr(parts[index], name) + text})
            case Mark(index=index, signature=str(signature)) if signature:
                assert index not in closed
                parts[index] = msgspec.structs.replace(parts[index], signature=signature)
            case Close(index=index):
                assert index not in closed
                closed.add(index)
            case End(reason=reason):
                assert closed == parts.keys()
    return tuple(parts.values()), reason


def nameless(parts: Iterable[Part]) -> list[Part]:
    """Thoughts without their ids."""
    return [msgspec.structs.replace(part, id="") if isinstance(part, Thinking) else part for part in parts]


@given(PARTS)
def test_what_is_written_is_read(parts: list[Part]) -> None:
    """A stream of ours, and a whole answer of ours, are read as what they were made of."""
    reason: Reason = "tool_calls" if any(isinstance(p, ToolCall) for p in parts) else "stop"
    reason = "refusal" if reason == "stop" and any(isinstance(p, Refusal) for p in parts) else reason
    writer = StreamWriter(REQUEST)
    told: list[Event | None] = [Begin("resp_1", "gpt-x", 7)]
    for i, part in enumerate(parts):
        name = "arguments" if isinstance(part, ToolCall) else "text"
        words = getattr(part, name)
        told += [Open(i, msgspec.structs.replace(part, **{name: ""})), *(Delta(i, word) for word in words), Close(i)]
    stream = b"".join(writer(event) for event in [*told, Spent(TOKENS), End(reason), None])
    events = read(frames(stream))
    assert events[0] == Begin("resp_1", "gpt-x", 7, service_tier="default")
    found, end = gathered(events)
    assert nameless(found) == parts
    assert end == reason
    assert Spent(TOKENS) in events
    whole = CODEC.read(
        reply(RESPONSES.encode(Answer("resp_1", "gpt-x", (Choice(tuple(parts), reason),), TOKENS, 7), REQUEST).body)
    )
    assert nameless(whole.choices[0].parts) == parts
    assert (whole.choices[0].reason, whole.tokens, whole.id, whole.created) == (reason, TOKENS, "resp_1", 7)


def test_whole_answer() -> None:
    """Thoughts, words with citations and likelihoods, calls, a picture; a server tool's item stays aside."""
    likely = {"token": "hi", "logprob": -1.0}
    output: list[dict[str, Any]] = [
        {
            "type": "reasoning",
            "id": "rs_1",
            "summary": [{"type": "summary_text", "text": t} for t in "ab"],
            "encrypted_content": "g",
        },
        {"type": "web_search_call", "id": "ws_1", "status": "completed"},
        {
            "type": "message",
            "content": [SAID | {"annotations": [{"type": "file_path"}], "logprobs": [likely]}, {"type": "new"}],
        },
        {"type": "function_call", "call_id": "c", "namespace": "ns", "name": "f", "arguments": "{}"},
        {"type": "custom_tool_call", "call_id": "d", "name": "p", "input": "x"},
        {"type": "image_generation_call", "result": "aGk=", "output_format": "webp"},
    ]
    answer = CODEC.read(reply(DONE | {"output": output, "service_tier": "flex"}))
    assert answer.choices[0].parts == (
        Thinking("a\n\nb", "g", id="rs_1", origin="responses"),
        Text("hi", annotations=({"type": "file_path"},)),
        ToolCall("c", "ns__f", "{}"),
        ToolCall("d", "p", '{"input":"x"}'),
        Image(Source(data="aGk=", mime="image/webp")),
    )
    assert answer.choices[0].logprobs == {"content": [likely]}
    assert answer.extra["responses"] == {"items": [{"before": 1, "item": output[1]}]}
    assert (answer.model, answer.created, answer.service_tier, answer.tokens) == ("gpt-x", 1, "flex", TOKENS)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"output": [{"type": "message", "content": [SAID]}]}, "stop"),
        ({"output": [{"type": "message", "content": [{"type": "refusal", "refusal": "no"}]}]}, "refusal"),
        ({"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}, "length"),
        ({"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, "content_filter"),
        ({"status": "incomplete", "usage": None}, "length"),
    ],
)
def test_reasons(more: dict[str, Any], reason: Reason) -> None:
    """Why an answer ended, whole and streamed."""
    assert CODEC.read(reply(DONE | more)).choices[0].reason == reason
    items = [
        {"type": "response.output_item.done", "output_index": i, "item": item}
        for i, item in enumerate(more.get("output", ()))
    ]
    kind = "incomplete" if "status" in more else "completed"
    assert read([*items, {"type": f"response.{kind}", "response": DONE | more}])[-1] == End(reason)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply({"error": {"message": "m", "code": "rate_limit_exceeded"}}, 400), RateLimited),
        (reply(DONE | {"status": "failed", "error": {"code": "invalid_prompt", "message": "secret"}}), ContentFiltered),
        (reply(DONE | {"status": "queued"}), UpstreamError),
        (reply({"object": "error"}), UpstreamError),
        (reply(DONE | {"output": [{"type": "function_call"}]}), UpstreamError),
        (HttpReply(200, {}, b"<html>"), UpstreamError),
    ],
)
def test_answers_that_are_none(answer: HttpReply, error: type[Exception]) -> None:
    """An error, a failed response, one that is not over, and what cannot be read."""
    with pytest.raises(error) as caught:
        CODEC.read(answer)
    assert "secret" not in str(caught.value)


def test_server_that_tells_items_only_whole() -> None:
    """Where no pieces are told, the whole item is."""
    output: list[dict[str, Any]] = [
        {
            "type": "reasoning",
            "id": "rs_1",
            "summary": [],
            "content": [{"type": "reasoning_text", "text": "hm"}],
            "encrypted_content": "g",
        },
        {"type": "message", "content": [SAID, {"type": "refusal", "refusal": "no"}]},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": '{"a":1}'},
        {"type": "custom_tool_call", "call_id": "d", "name": "p", "input": "x"},
        {"type": "web_search_call", "id": "ws_1"},
        {"type": "image_generation_call", "result": "aGk="},
    ]
    added = [
        {"type": "response.output_item.added", "output_index": i, "item": output[i] | {"arguments": ""}} for i in (2, 3)
    ]
    done = [{"type": "response.output_item.done", "output_index": i, "item": item} for i, item in enumerate(output)]
    events = read(
        [
            {"type": "response.created", "response": DONE | {"usage": None}},
            *added,
            *done,
            {"type": "response.completed", "response": DONE},
        ]
    )
    parts, reason = gathered(events)
    assert parts == (
        ToolCall("c", "f", '{"a":1}'),
        ToolCall("d", "p", '{"input":"x"}'),
        Thinking("hm", "g", id="rs_1", origin="responses"),
        Text("hi"),
        Refusal("no"),
        Image(Source(data="aGk=", mime="image/png")),
    )
    assert reason == "tool_calls"


def test_server_that_tells_pieces_only() -> None:
    """Pieces without a beginning open their part; what is open at the end closes there."""
    events: list[dict[str, Any]] = [
        {"type": "response.reasoning_text.delta", "output_index": 0, "content_index": 0, "delta": "h"},
        {"type": "response.reasoning_summary_part.added", "output_index": 0, "summary_index": 1},
        {"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": 1, "delta": "m"},
        {
            "type": "response.output_text.delta",
            "output_index": 1,
            "content_index": 0,
            "delta": "a",
            "logprobs": [{"token": "a"}],
        },
        {
            "type": "response.output_text.annotation.added",
            "output_index": 1,
            "content_index": 0,
            "annotation": {"type": "x"},
        },
        {"type": "response.refusal.delta", "output_index": 1, "content_index": 1, "delta": "n"},
        {"type": "response.content_part.done", "output_index": 1, "content_index": 1},
        {"type": "response.content_part.done", "output_index": 0, "content_index": 0},
        {
            "type": "response.content_part.added",
            "output_index": 0,
            "content_index": 0,
            "part": {"type": "reasoning_text"},
        },
        {"type": "response.something.new", "delta": 7},
        {"type": "response.completed"},
    ]
    found = read(events)
    assert Delta(1, "a", {"content": [{"token": "a"}]}) in found
    assert Mark(1, annotation={"type": "x"}) in found
    parts, reason = gathered(found)
    assert parts == (Thinking("h\n\nm", origin="responses"), Text("a"), Refusal("n"))
    assert reason == "refusal"


def test_content_that_is_not_known() -> None:
    """A kind of content that we do not know leaves the others in their places."""
    item = {"type": "message", "content": [{"type": "new"}, SAID]}
    delta = {"type": "response.output_text.delta", "output_index": 0, "content_index": 1, "delta": "hi"}
    late = {"type": "response.output_text.annotation.added", "output_index": 0, "content_index": 1, "annotation": {}}
    done = {"type": "response.output_item.done", "output_index": 0, "item": item}
    events = read([{"type": "response.created"}, delta, done, late, {"type": "response.completed"}])
    assert gathered(events) == ((Text("hi"),), "stop")


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ({"type": "error", "code": "server_error", "message": "secret"}, UpstreamUnknown),
        ({"type": "error", "error": {"code": "rate_limit_exceeded", "message": "secret"}}, RateLimited),
        (
            {
                "type": "response.failed",
                "response": {"error": {"code": "context_length_exceeded", "message": "secret"}},
            },
            InvalidRequest,
        ),
        ({"type": "response.failed", "response": {"status": "failed"}}, UpstreamUnknown),
    ],
)
def test_broken_streams(event: dict[str, Any], error: type[Exception]) -> None:
    """An error is told once, in either form and in our words; nothing follows it."""
    found = read(
        [event, {"type": "response.failed", "response": DONE}, {"type": "response.completed", "response": DONE}]
    )
    assert len(found) == 1
    assert isinstance(found[0], Fault)
    assert type(found[0].error) is error
    assert "secret" not in found[0].error.public


def test_frames_that_say_nothing() -> None:
    """A sentinel and an empty frame are nothing; what is no JSON is an error; a name may stand outside the data."""
    assert read([Frame(b"[DONE]"), Frame(b"")]) == []
    assert read([Frame(json.dumps({"response": DONE}).encode(), "response.created")])[0] == Begin(
        "resp_1", "gpt-x", 1, TOKENS
    )
    with pytest.raises(UpstreamError):
        read([Frame(b"{")])
