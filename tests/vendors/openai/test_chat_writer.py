"""Streamed chat answers in OpenAI's words; the official client's types accept each chunk."""

import json
from typing import Any

from openai.types.chat import ChatCompletionChunk

from philae.core.chat import ChatRequest, Image, Message, Refusal, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import CHAT

BEGIN = Begin("chatcmpl-1", "gpt-6", 9)
ROLE = {"role": "assistant", "content": ""}


def streamed(*events: Event, usage: bool = False) -> tuple[list[dict[str, Any]], bool]:
    """The chunks of a stream, which the official type must accept, and whether it ended well."""
    request = ChatRequest("gpt-6-astra", (Message("user", (Text("Hello!"),)),), stream=True, usage=usage)
    write = CHAT.writer(request)
    raw = b"".join(write(event) for event in (*events, None))
    blocks = raw.decode().split("\n\n")
    assert blocks.pop() == ""
    done = blocks[-1:] == ["data: [DONE]"]
    chunks = [json.loads(block.removeprefix("data: ")) for block in (blocks[:-1] if done else blocks)]
    for chunk in chunks:
        if "error" not in chunk:
            ChatCompletionChunk.model_validate(chunk)
            assert (chunk["id"], chunk["object"], chunk["created"]) == ("chatcmpl-1", "chat.completion.chunk", 9)
    return chunks, done


def deltas(*events: Event) -> list[dict[str, Any]]:
    """What the chunks of choice 0 say, the role left out."""
    chunks, _ = streamed(BEGIN, *events)
    assert chunks[0]["choices"][0]["delta"] == ROLE
    return [chunk["choices"][0]["delta"] for chunk in chunks[1:]]


def test_words() -> None:
    """The role, the words, the reason to end, `[DONE]`."""
    chunks, done = streamed(BEGIN, Open(0, Text("")), Delta(0, "Hi"), Delta(0, "!"), Close(0), End("length"))
    choice = {"index": 0, "logprobs": None, "finish_reason": None}
    assert [chunk["choices"] for chunk in chunks] == [
        [choice | {"delta": ROLE}],
        [choice | {"delta": {"content": "Hi"}}],
        [choice | {"delta": {"content": "!"}}],
        [choice | {"delta": {}, "finish_reason": "length"}],
    ]
    assert done
    assert all("usage" not in chunk for chunk in chunks)


def test_usage_for_those_who_ask() -> None:
    """The usage is a chunk of its own before the end, null in the others."""
    events = (BEGIN, Open(0, Text("")), Delta(0, "Hi"), Close(0), End("stop"), Spent(Tokens(input=3, output=1)))
    chunks, done = streamed(*events, usage=True)
    assert [chunk["usage"] for chunk in chunks[:-1]] == [None] * 3
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] == 4
    assert done
    assert len(streamed(*events)[0]) == 3
    assert len(streamed(*events[:-1], usage=True)[0]) == 3


def test_the_last_usage_holds() -> None:
    """A vendor may correct its count."""
    chunks, _ = streamed(BEGIN, End("stop"), Spent(Tokens(output=1)), Spent(Tokens(output=2)), usage=True)
    assert chunks[-1]["usage"]["completion_tokens"] == 2


def test_parallel_calls() -> None:
    """Calls side by side are told apart by their place."""
    assert deltas(
        Open(0, Text("")),
        Delta(0, "Look:"),
        Close(0),
        Open(1, ToolCall("a", "weather")),
        Open(2, ToolCall("b", "time", signature="c2ln")),
        Delta(2, '{"zone"'),
        Delta(1, "{}"),
        Mark(1, signature="Z28="),
        Close(1),
        Delta(2, ":1}"),
        Close(2),
    ) == [
        {"content": "Look:"},
        {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "weather", "arguments": ""}}]},
        {
            "tool_calls": [
                {
                    "index": 1,
                    "id": "b",
                    "type": "function",
                    "function": {"name": "time", "arguments": ""},
                    "extra_content": {"google": {"thought_signature": "c2ln"}},
                },
            ],
        },
        {"tool_calls": [{"index": 1, "function": {"arguments": '{"zone"'}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": "{}"}}]},
        {"tool_calls": [{"index": 0, "extra_content": {"google": {"thought_signature": "Z28="}}}]},
        {"tool_calls": [{"index": 1, "function": {"arguments": ":1}"}}]},
    ]


def test_thinking() -> None:
    """Thoughts come in a field of their own, their proof when it is known."""
    assert deltas(
        Open(0, Thinking(origin="anthropic")),
        Delta(0, "Hm."),
        Mark(0, signature="sig"),
        Close(0),
        Open(1, Thinking(redacted="cipher")),
        Close(1),
        Open(2, Thinking("Known at once.")),
        Close(2),
    ) == [
        {"reasoning_content": "Hm."},
        {"reasoning_details": [{"type": "reasoning.text", "signature": "sig", "format": "anthropic"}]},
        {"reasoning_details": [{"type": "reasoning.encrypted", "data": "cipher"}]},
        {"reasoning_content": "Known at once."},
    ]


def test_refusal_picture_and_citation() -> None:
    """What else an answer may hold."""
    assert deltas(
        Open(0, Refusal("")),
        Delta(0, "No."),
        Close(0),
        Open(1, Image(Source(data="iVBO", mime="image/png"))),
        Close(1),
        Open(2, Text("")),
        Mark(2, annotation={"type": "url_citation"}),
        Mark(2),
        Mark(7, annotation={}),
        Delta(7, "to a part that is not there"),
    ) == [
        {"refusal": "No."},
        {"images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]},
        {"annotations": [{"type": "url_citation"}]},
    ]


def test_choices_interleave() -> None:
    """Each choice begins with its role and ends with its reason."""
    chunks, _ = streamed(
        BEGIN,
        Open(0, Text("")),
        Open(1, Text(""), choice=1),
        Delta(1, "b", logprobs={"content": []}),
        Delta(0, "a"),
        End("stop"),
        End("length", choice=1),
    )
    told = [(c["choices"][0]["index"], c["choices"][0]["delta"], c["choices"][0]["finish_reason"]) for c in chunks]
    assert told == [
        (0, ROLE, None),
        (1, ROLE, None),
        (1, {"content": "b"}, None),
        (0, {"content": "a"}, None),
        (0, {}, "stop"),
        (1, {}, "length"),
    ]
    assert chunks[2]["choices"][0]["logprobs"] == {"content": []}


def test_fault() -> None:
    """An error in the middle is OpenAI's error object, and nothing follows it."""
    chunks, done = streamed(BEGIN, Open(0, Text("")), Delta(0, "Hi"), Fault(RateLimited("the vendor is busy")))
    assert chunks[-1] == {
        "error": {"message": "the vendor is busy", "type": "requests", "param": None, "code": "rate_limit_exceeded"},
    }
    assert not done


def test_service_tier() -> None:
    """The tier stands in each chunk."""
    chunks, _ = streamed(Begin("chatcmpl-1", "", 9, service_tier="flex"), End("stop"))
    assert [(chunk["model"], chunk["service_tier"]) for chunk in chunks] == [("gpt-6-astra", "flex")] * 2


def test_wordless_refusal() -> None:
    """A refusal without words of its own is the filter's, so that no client takes the answer for whole."""
    assert streamed(BEGIN, Open(0, Text("")), End("refusal"))[0][-1]["choices"][0]["finish_reason"] == "content_filter"
    assert streamed(BEGIN, Open(0, Refusal("")), End("refusal"))[0][-1]["choices"][0]["finish_reason"] == "stop"
