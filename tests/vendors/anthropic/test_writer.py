"""Streams as Messages clients get them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.chat import Image, Part, Refusal, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.anthropic import CODEC, MESSAGES, PING
from tests.vendors.anthropic.said import frames, heard, plain
from tests.vendors.anthropic.test_reader import CITED


def sent(*events: Event | None) -> list[dict[str, Any]]:
    """The events that a client gets."""
    writer = MESSAGES.writer(heard())
    return plain(b"".join(writer(event) for event in events))


def kinds(found: list[dict[str, Any]]) -> list[str]:
    """Their types, with the block's number where there is one."""
    return [f"{e['type']} {e['index']}" if "index" in e else e["type"] for e in found]


@pytest.mark.parametrize("name", ["text", "tool", "thinking"])
def test_round_trip(name: str) -> None:
    """A documented stream, read and written, is the same but for pings and the usage, which ends whole."""
    reader = CODEC.reader()
    events = [event for frame in frames(name) for event in reader(frame)]
    found = [without_usage(event) for event in sent(*events, None)]
    told = [without_usage(json.loads(frame.data)) for frame in frames(name)]
    blank = {"type": "input_json_delta", "partial_json": ""}
    assert found == [event for event in told if event["type"] != "ping" and event.get("delta") != blank]


def without_usage(event: dict[str, Any]) -> dict[str, Any]:
    """The event less what it counts."""
    rest = {name: value for name, value in event.items() if name != "usage"}
    if "message" in rest:
        rest["message"] = {name: value for name, value in rest["message"].items() if name != "usage"}
    return rest


def test_usage() -> None:
    """What is known of the input opens the stream, the last word on all of it ends it."""
    begin = Begin("i", "m", tokens=Tokens(25, cached=20), service_tier="priority")
    found = sent(begin, Spent(Tokens(25, 3)), End("stop"), Spent(Tokens(25, 15, cached=20, reasoning=9)), None)
    assert found[0]["message"]["usage"]["input_tokens"] == 5
    assert found[0]["message"]["usage"]["service_tier"] == "priority"
    assert found[1]["usage"] == {
        "input_tokens": 5,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 20,
        "output_tokens": 15,
        "output_tokens_details": {"thinking_tokens": 9},
    }


def test_parts_side_by_side_stand_in_line() -> None:
    """Calls that another vendor streams at once come one behind the other, each whole."""
    found = sent(
        Begin("i", "m"),
        Open(0, ToolCall("a", "f")),
        Open(1, ToolCall("b", "f")),
        Delta(1, "{}"),
        Delta(0, "{"),
        Open(2, ToolCall("c", "f")),
        Close(1),
        Delta(0, "}"),
        Close(0),
        Delta(2, "{}"),
        End("tool_calls"),
        None,
    )
    assert kinds(found) == [
        "message_start",
        "content_block_start 0",
        "content_block_delta 0",
        "content_block_delta 0",
        "content_block_stop 0",
        "content_block_start 1",
        "content_block_delta 1",
        "content_block_stop 1",
        "content_block_start 2",
        "content_block_delta 2",
        "content_block_stop 2",
        "message_delta",
        "message_stop",
    ]


def test_parts_left_open_are_closed() -> None:
    """A vendor that ends without closing its parts leaves none open here."""
    found = sent(Begin("i", "m"), Open(0, Text("")), Open(1, Refusal("")), Delta(1, "no"), End("refusal"), None)
    assert kinds(found)[-5:] == [
        "content_block_start 1",
        "content_block_delta 1",
        "content_block_stop 1",
        "message_delta",
        "message_stop",
    ]
    assert found[-2]["delta"] == {"stop_reason": "refusal", "stop_sequence": None}


def test_marks() -> None:
    """Citations of Anthropic's own are told, others' are not."""
    opened: list[Event] = [Begin("i", ""), Open(0, Text(""))]
    found = sent(*opened, Mark(0, annotation=CITED), Mark(0, annotation={"type": "url_citation"}), Mark(0, "sig"))
    assert found[0]["message"]["model"] == "claude-opus-4-8"
    assert [event["delta"] for event in found[2:]] == [{"type": "citations_delta", "citation": CITED}]


def test_what_there_is_no_block_for() -> None:
    """Pictures, other choices and pieces of unknown parts are passed over."""
    picture = Image(Source(data="xx"))
    found = sent(
        Begin("i", "m"),
        Open(0, picture),
        Delta(0, "xx"),
        Close(0),
        Open(1, Text(""), choice=1),
        Delta(1, "b"),
        Close(1),
        End("length", choice=1),
        Open(2, Thinking()),
        Close(2),
        End("stop", matched="END"),
        None,
    )
    assert kinds(found) == [
        "message_start",
        "content_block_start 0",
        "content_block_stop 0",
        "message_delta",
        "message_stop",
    ]
    assert found[3]["delta"] == {"stop_reason": "stop_sequence", "stop_sequence": "END"}


def test_faults() -> None:
    """An error ends the stream, and nothing comes after it."""
    found = sent(Begin("i", "m"), Fault(RateLimited("busy", detail="secret")), Delta(0, "a"), None)
    assert found[1:] == [{"type": "error", "error": {"type": "rate_limit_error", "message": "busy"}}]


def test_an_answer_that_breaks_off() -> None:
    """What its vendor did not end is not said to have ended; what never began says nothing."""
    assert kinds(sent(Begin("i", "m"), Open(0, Text("")), None)) == [
        "message_start",
        "content_block_start 0",
        "content_block_stop 0",
        "error",
    ]
    assert sent(None) == []


def test_ping() -> None:
    """What keeps a silent stream open."""
    assert plain(PING) == [{"type": "ping"}]


@given(
    st.lists(
        st.tuples(st.sampled_from(["text", "call", "thought"]), st.lists(st.text(max_size=5), max_size=3)),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_any_interleaving_reads_back(parts: list[tuple[str, list[str]]], order: Any) -> None:
    """However a vendor's parts overlap, the client reads each whole, in the order in which they opened."""
    made: dict[str, Part] = {"text": Text(""), "call": ToolCall("c", "f"), "thought": Thinking()}
    queues: list[list[Event]] = [[*(Delta(i, t) for t in texts), Close(i)] for i, (_, texts) in enumerate(parts)]
    events: list[Event] = []
    opened = 0
    while opened < len(parts) or any(queues[:opened]):
        ready = [q for q in queues[:opened] if q]
        if opened < len(parts) and (not ready or order.random() < 0.5):
            events.append(Open(opened, made[parts[opened][0]]))
            opened += 1
        else:
            events.append(order.choice(ready).pop(0))
    found = sent(Begin("i", "m"), *events, End("stop"), None)
    numbers = [event["index"] for event in found if "index" in event]
    assert numbers == sorted(numbers)
    texts = [""] * len(parts)
    for event in found:
        if event["type"] == "content_block_delta":
            texts[event["index"]] += next(value for name, value in event["delta"].items() if name != "type")
    assert texts == ["".join(words) for _, words in parts]
