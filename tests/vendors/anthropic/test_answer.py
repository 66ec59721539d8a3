"""What Messages clients are told at once."""

import json
from typing import Any

import msgspec

from philae.core.chat import Answer, Audio, Choice, Part, Reason, Refusal, Source, Text, Thinking, ToolCall
from philae.core.http import HttpReply
from philae.core.tokens import Tokens
from philae.vendors.anthropic import CODEC, MESSAGES, encode_count
from tests.vendors.anthropic.said import asked, heard
from tests.vendors.anthropic.test_reader import CITED, WHOLE


def told(*parts: Part, reason: Reason = "stop", **changes: Any) -> dict[str, Any]:
    """The message for an answer of those parts."""
    answer = Answer("id-1", "m", (Choice(parts, reason),), Tokens(5, 7))
    reply = MESSAGES.encode(msgspec.structs.replace(answer, **changes), heard())
    assert reply.status == 200
    body: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(reply.body))
    return body


def test_the_least() -> None:
    """Everything that Anthropic's clients require is there."""
    assert told(Text("Hello!")) == {
        "id": "id-1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "Hello!"}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": 5,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "output_tokens": 7,
        },
    }


def test_parts() -> None:
    """Each part that Anthropic's answers have a block for."""
    said = told(
        Thinking("hm", "Eq", origin="anthropic"),
        Thinking(redacted="xx", origin="anthropic"),
        Thinking("unsigned"),
        Text("a", annotations=(CITED, {"type": "url_citation"})),
        Refusal("no"),
        ToolCall("c", "f", '{"n": 1}'),
        ToolCall("d", "f", '{"n": '),
        reason="tool_calls",
    )
    assert said["stop_reason"] == "tool_use"
    assert said["content"] == [
        {"type": "thinking", "thinking": "hm", "signature": "Eq"},
        {"type": "redacted_thinking", "data": "xx"},
        {"type": "thinking", "thinking": "unsigned", "signature": ""},
        {"type": "text", "text": "a", "citations": [CITED]},
        {"type": "text", "text": "no"},
        {"type": "tool_use", "id": "c", "name": "f", "input": {"n": 1}},
        {"type": "tool_use", "id": "d", "name": "f", "input": {"INVALID_JSON": '{"n": '}},
    ]


def test_what_there_is_no_block_for() -> None:
    """Anthropic's models answer with neither pictures nor sound, so its clients know none."""
    assert told(Audio(Source(data="xx")), Text("a"))["content"] == [{"type": "text", "text": "a"}]


def test_reasons() -> None:
    """A stop text of the client's has a word of its own; others' filters are refusals."""
    met = told(choices=(Choice((), "stop", "END"),))
    assert (met["stop_reason"], met["stop_sequence"]) == ("stop_sequence", "END")
    assert told(reason="content_filter")["stop_reason"] == "refusal"


def test_what_the_vendor_left_unsaid() -> None:
    """The model that was asked stands in for an unnamed one, no usage for none."""
    said = told(model="", tokens=None, service_tier="priority")
    assert said["model"] == "claude-opus-4-8"
    assert said["usage"]["output_tokens"] == 0
    assert said["usage"]["service_tier"] == "priority"


def test_round_trip() -> None:
    """An answer that a Messages vendor gave is told as it was, blocks that are not ours in their places."""
    query = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
    found = {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": []}
    content = [query, found, {"type": "text", "text": "a"}, query]
    usage = {"input_tokens": 25, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 15}
    body = WHOLE | {"content": content, "container": {"id": "c-1"}, "usage": usage}
    answer = CODEC.read(HttpReply(200, {}, json.dumps(body).encode()))
    assert MESSAGES.encode(answer, asked()).body == body


def test_a_count() -> None:
    """The number alone."""
    assert encode_count(14).body == {"input_tokens": 14}
