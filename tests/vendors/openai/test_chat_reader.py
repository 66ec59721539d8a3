"""Streams of vendors of chat completions, read into events."""

import json
from typing import Any

import pytest

from philae.core.chat import Image, Refusal, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited, UpstreamError, UpstreamUnknown
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import codec

HEAD = {"id": "c1", "object": "chat.completion.chunk", "created": 9, "model": "m"}


def events(*chunks: dict[str, Any], done: bool = True) -> list[Event]:
    """What is read from chunks."""
    read = codec().reader()
    frames = [json.dumps(chunk).encode() for chunk in chunks] + ([b"[DONE]"] if done else [])
    return [event for data in frames for event in read(Frame(data))]


def chunk(delta: dict[str, Any] | None = None, finish: str | None = None, **rest: Any) -> dict[str, Any]:
    """A chunk of choice 0."""
    return HEAD | {"choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}]} | rest


def usage(given: int, made: int, **rest: Any) -> dict[str, Any]:
    """A vendor's count."""
    return {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made} | rest


def call(index: int | None, name: str = "", arguments: str = "", call_id: str | None = None) -> dict[str, Any]:
    """A piece of a tool call."""
    function = {"name": name, "arguments": arguments} if name else {"arguments": arguments}
    piece = {"function": function} | ({} if index is None else {"index": index})
    return piece | ({"id": call_id, "type": "function"} if call_id else {})


def test_openai() -> None:
    """OpenAI's stream: role, words, the reason to end, the usage in a chunk without choices."""
    assert events(
        chunk({"role": "assistant", "content": "", "refusal": None}, usage=None, service_tier="default"),
        chunk({"content": "Hi"}, usage=None),
        chunk({"content": "!"}, usage=None),
        chunk({}, "stop", usage=None),
        HEAD | {"choices": [], "usage": usage(9, 2, prompt_tokens_details={"cached_tokens": 4})},
    ) == [
        Begin("c1", "m", 9, service_tier="default"),
        Open(0, Text("")),
        Delta(0, "Hi"),
        Delta(0, "!"),
        Close(0),
        End("stop"),
        Spent(Tokens(input=9, output=2, cached=4)),
    ]


def test_azure_begins_with_a_chunk_of_filters() -> None:
    """A chunk that names neither answer nor choice is no beginning."""
    first = {"id": "", "model": "", "created": 0, "choices": [], "prompt_filter_results": []}
    assert events(first, chunk({"content": "Hi"}), chunk({}, "stop"))[0] == Begin("c1", "m", 9)


def test_parallel_calls() -> None:
    """Calls by their index; words before them are whole when the first call begins."""
    assert events(
        chunk({"content": "Look"}),
        chunk({"tool_calls": [call(0, "weather", "", "a")]}),
        chunk({"tool_calls": [call(0, arguments='{"x"')]}),
        chunk({"tool_calls": [call(1, "time", "{}", "b")]}),
        chunk({"tool_calls": [call(0, arguments=":1}")]}),
        chunk({}, "tool_calls"),
    )[1:] == [
        Open(0, Text("")),
        Delta(0, "Look"),
        Close(0),
        Open(1, ToolCall("a", "weather")),
        Delta(1, '{"x"'),
        Open(2, ToolCall("b", "time")),
        Delta(2, "{}"),
        Delta(1, ":1}"),
        Close(1),
        Close(2),
        End("tool_calls"),
    ]


def test_moonshot_leaves_the_index_out() -> None:
    """Calls without an index are told apart by their place; the usage in a choice is not told twice."""
    used = usage(61, 25)
    last = HEAD | {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls", "usage": used}]}
    assert events(
        chunk({"role": "assistant", "content": ""}),
        chunk({"tool_calls": [call(None, "weather", "", "weather_0"), call(None, "time", "", "time_1")]}),
        chunk({"tool_calls": [call(None, arguments='{"a":1}'), call(None, arguments='{"b":2}')]}),
        last,
        HEAD | {"choices": [], "usage": used},
    )[1:] == [
        Open(0, ToolCall("weather_0", "weather")),
        Open(1, ToolCall("time_1", "time")),
        Delta(0, '{"a":1}'),
        Delta(1, '{"b":2}'),
        Close(0),
        Close(1),
        End("tool_calls"),
        Spent(Tokens(input=61, output=25)),
    ]


def test_servers_that_number_all_calls_zero() -> None:
    """Another id is another call."""
    told = events(
        chunk({"tool_calls": [call(0, "a", "{}", "1")]}),
        chunk({"tool_calls": [call(0, "b", "{}", "2")]}),
        chunk({}, "tool_calls"),
    )
    assert [e.part for e in told if isinstance(e, Open)] == [ToolCall("1", "a"), ToolCall("2", "b")]
    assert sum(isinstance(e, Close) for e in told) == 2


def test_calls_without_an_id_get_one() -> None:
    """The client needs an id to answer the call; objects as arguments become text."""
    piece = {"index": 0, "function": {"name": "a", "arguments": {"x": 1}}}
    told = events(chunk({"tool_calls": [piece]}), chunk({}, "tool_calls"))
    assert told[1:3] == [Open(0, ToolCall("call_c1_0", "a")), Delta(0, '{"x":1}')]


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
def test_thinking(field: str) -> None:
    """DeepSeek, Kimi, Qwen and Grok say `reasoning_content`, Groq, vLLM and OpenRouter `reasoning`."""
    told = events(
        chunk({field: "Hm"}), chunk({field: ".", "content": ""}), chunk({"content": "Yes"}), chunk({}, "stop")
    )
    assert told[1:] == [
        Open(0, Thinking()),
        Delta(0, "Hm"),
        Delta(0, "."),
        Close(0),
        Open(1, Text("")),
        Delta(1, "Yes"),
        Close(1),
        End("stop"),
    ]


def test_mistral() -> None:
    """Content as a list with thinking in it, and a usage that grows from chunk to chunk."""
    thinking = [{"type": "thinking", "thinking": [{"type": "text", "text": "The user"}]}, {"type": "reference"}]
    told = events(
        chunk({"content": thinking}, usage=usage(1, 1)),
        chunk({"content": [{"type": "text", "text": "4"}]}),
        chunk({"content": ""}, "model_length", usage=usage(10, 46, num_cached_tokens=3)),
    )
    assert told[1:] == [
        Open(0, Thinking()),
        Delta(0, "The user"),
        Close(0),
        Open(1, Text("")),
        Delta(1, "4"),
        Close(1),
        End("length"),
        Spent(Tokens(input=10, output=46, cached=3)),
    ]


def test_groq() -> None:
    """The usage stands at `x_groq` of the last chunk."""
    told = events(chunk({"content": "Hi"}), chunk({}, "stop", x_groq={"id": "r", "usage": usage(3, 1)}))
    assert told[-1] == Spent(Tokens(input=3, output=1))


def test_refusal_pictures_citations() -> None:
    """What else a delta may hold."""
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}
    told = events(
        chunk({"content": "See", "annotations": [{"type": "url_citation"}]}),
        chunk({"images": [picture]}),
        chunk({"refusal": "No."}),
        chunk({}, "stop"),
    )
    assert told[1:] == [
        Open(0, Text("")),
        Delta(0, "See"),
        Mark(0, annotation={"type": "url_citation"}),
        Close(0),
        Open(1, Image(Source(data="iVBO", mime="image/png"))),
        Close(1),
        Open(2, Refusal("")),
        Delta(2, "No."),
        Close(2),
        End("refusal"),
    ]


def test_choices_interleave() -> None:
    """Parts are numbered over all choices, which end each for itself."""
    both = HEAD | {"choices": [{"index": 1, "delta": {"content": "b"}}, {"index": 0, "delta": {"content": "a"}}]}
    told = events(both, chunk({}, "stop"), HEAD | {"choices": [{"index": 1, "delta": {}, "finish_reason": "length"}]})
    assert told[1:] == [
        Open(0, Text(""), 1),
        Delta(0, "b"),
        Open(1, Text("")),
        Delta(1, "a"),
        Close(1),
        End("stop"),
        Close(0),
        End("length", 1),
    ]


def test_logprobs_and_stop_text() -> None:
    """Probabilities go with their words; open servers tell which stop text was met."""
    logprobs = {"content": [{"token": "a"}]}
    first = HEAD | {"choices": [{"index": 0, "delta": {"content": "a"}, "logprobs": logprobs}]}
    last = HEAD | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop", "stop_reason": "END"}]}
    told = events(first, last)
    assert told[2] == Delta(0, "a", logprobs)
    assert told[-1] == End("stop", matched="END")


def test_no_reason_to_end() -> None:
    """A stream that is done is over, also for a choice that was given no reason."""
    assert events(chunk({"content": "Hi"}), HEAD | {"choices": [], "usage": usage(1, 1)})[-3:] == [
        Close(0),
        End("stop"),
        Spent(Tokens(input=1, output=1)),
    ]


def test_corrected_usage() -> None:
    """A count that changes after the end is told again, the same one is not."""
    told = events(
        chunk({"content": "Hi"}, usage=usage(1, 1)),
        chunk({}, "stop", usage=usage(1, 2)),
        HEAD | {"choices": [], "usage": usage(1, 2)},
        HEAD | {"choices": [], "usage": usage(1, 3)},
    )
    assert [e.tokens.output for e in told if isinstance(e, Spent)] == [2, 3]


def test_tool_call_that_ends_with_stop() -> None:
    """OpenAI says `stop` after a tool that was asked for by name; a finish that is told twice counts once."""
    told = events(chunk({"tool_calls": [call(0, "a", "{}", "1")]}), chunk({}, "stop"), chunk({}, "stop"))
    assert [e for e in told if isinstance(e, End)] == [End("tool_calls")]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"message": "Stream failed", "type": "server_error", "code": "stream_failure"}, UpstreamUnknown),
        ({"message": "slow down", "code": 429}, RateLimited),
        ("overloaded", UpstreamUnknown),
    ],
)
def test_error_in_the_middle(error: Any, kind: type[Exception]) -> None:
    """An error frame is a fault, with the vendor's words for the operator alone."""
    told = events(chunk({"content": "Hi"}), {"error": error}, done=False)
    assert isinstance(told[-1], Fault)
    assert type(told[-1].error) is kind
    assert "slow" not in told[-1].error.public
    assert told[-1].error.detail


@pytest.mark.parametrize("finish", ["error", "insufficient_system_resource", "network_error"])
def test_vendor_gives_up(finish: str) -> None:
    """Reasons to end that are faults."""
    told = events(chunk({"content": "Hi"}), chunk({}, finish), done=False)
    assert isinstance(told[-1], Fault)
    assert told[-1].error.detail == finish


@pytest.mark.parametrize("data", [b"<html>", b"[]", b'{"choices": 3}'])
def test_unreadable(data: bytes) -> None:
    """What is no chunk is the vendor's fault."""
    with pytest.raises(UpstreamError):
        list(codec().reader()(Frame(data)))


def test_no_part_is_left_open() -> None:
    """Every part that opens is closed before its choice ends."""
    told = events(chunk({"reasoning": "a"}), chunk({"content": "b"}), chunk({"tool_calls": [call(0, "c", "", "1")]}),
                  chunk({"content": "d"}), chunk({}, "stop"))  # fmt: skip
    opened = {e.index for e in told if isinstance(e, Open)}
    assert opened == {e.index for e in told if isinstance(e, Close)} == {0, 1, 2, 3}
