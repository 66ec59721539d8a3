"""Messages clients' requests as ours."""

import base64
from typing import Any

import pytest

from philae.core.chat import (
    Cache,
    Choose,
    Document,
    Format,
    Image,
    Message,
    Reasoning,
    Source,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.vendors.anthropic import MESSAGES, decode_count
from tests.vendors.anthropic.said import heard, inbound, native

HELLO = Message("user", (Text("Hello"),))
PIXEL = "iVBORw0KGgo="


def turn(*blocks: dict[str, Any], role: str = "user") -> Any:
    """The canonical messages of one turn with these blocks."""
    return heard(messages=[{"role": role, "content": list(blocks)}]).messages


def test_strings_stand_for_text() -> None:
    """A prompt and a system prompt may be plain strings."""
    request = heard(system="Be brief.", messages=[{"role": "user", "content": "Hello"}])
    assert request.messages == (Message("system", (Text("Be brief."),)), HELLO)


def test_settings() -> None:
    """What is asked besides the conversation."""
    request = heard(
        temperature=0.5,
        top_p=0.9,
        top_k=40,
        stop_sequences=["END"],
        metadata={"user_id": "u-1"},
        service_tier="standard_only",
        stream=True,
    )
    assert (request.cap, request.stop, request.user, request.service_tier) == (1024, ("END",), "u-1", "standard_only")
    assert (request.sampling.temperature, request.sampling.top_p, request.sampling.top_k) == (0.5, 0.9, 40)
    assert request.stream
    assert request.usage


@pytest.mark.parametrize(
    ("block", "part"),
    [
        (
            {"type": "text", "text": "a", "cache_control": {"type": "ephemeral", "ttl": "1h"}},
            Text("a", Cache("1h")),
        ),
        (
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}},
            Image(Source(data=PIXEL, mime="image/png")),
        ),
        (
            {"type": "image", "source": {"type": "url", "url": "https://a.example/b.png"}},
            Image(Source(url="https://a.example/b.png")),
        ),
        ({"type": "image", "source": {"type": "file", "file_id": "file_1"}}, Image(Source(file="file_1"))),
        (
            {
                "type": "document",
                "title": "Report",
                "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0="},
                "cache_control": {"type": "ephemeral"},
            },
            Document(Source(data="JVBERi0=", mime="application/pdf"), "Report", Cache()),
        ),
        (
            {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "grün"}},
            Document(Source(data=base64.b64encode("grün".encode()).decode(), mime="text/plain")),
        ),
        (
            {"type": "document", "source": {"type": "url", "url": "https://a.example/b.pdf"}},
            Document(Source(url="https://a.example/b.pdf")),
        ),
    ],
)
def test_user_blocks(block: dict[str, Any], part: Any) -> None:
    """Each block of a user's turn becomes its part."""
    assert turn(block) == (Message("user", (part,)),)


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ({"type": "thinking", "thinking": "hm", "signature": "Eq=="}, Thinking("hm", "Eq==", origin="anthropic")),
        ({"type": "thinking", "thinking": "hm", "signature": ""}, Thinking("hm")),
        ({"type": "redacted_thinking", "data": "xx"}, Thinking(redacted="xx", origin="anthropic")),
        (
            {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"b": 1, "a": [2.5]}},
            ToolCall("toolu_1", "f", '{"b":1,"a":[2.5]}'),
        ),
    ],
)
def test_assistant_blocks(block: dict[str, Any], part: Any) -> None:
    """Each block of the model's own turn becomes its part."""
    assert turn(block, role="assistant") == (Message("assistant", (part,)),)


def test_tool_results_are_messages_of_their_own() -> None:
    """A turn of results and words is a message of results, then one of words."""
    found = turn(
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": "15 degrees"},
        {
            "type": "tool_result",
            "tool_use_id": "toolu_2",
            "is_error": True,
            "content": [
                {"type": "text", "text": "no"},
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}},
            ],
        },
        {"type": "tool_result", "tool_use_id": "toolu_3"},
        {"type": "text", "text": "Go on."},
    )
    picture = Image(Source(data=PIXEL, mime="image/png"))
    results = (
        ToolResult("toolu_1", (Text("15 degrees"),)),
        ToolResult("toolu_2", (Text("no"), picture), error=True),
        ToolResult("toolu_3"),
    )
    assert found == (Message("tool", results), Message("user", (Text("Go on."),)))


def test_system_messages_amid_the_conversation_stay_there() -> None:
    """A `system` turn keeps its place."""
    said = [{"role": "user", "content": "Hello"}, {"role": "system", "content": "In French."}]
    assert heard(messages=said).messages == (HELLO, Message("system", (Text("In French."),)))


def test_tools() -> None:
    """Functions are ours; tools that only Anthropic has wait in `extra` as they came."""
    search = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    function = {"name": "f", "description": "does", "input_schema": schema, "strict": True}
    request = heard(tools=[function, search, {"type": "custom", "name": "g", "input_schema": {}}])
    assert request.tools == (Tool("f", "does", schema, strict=True), Tool("g", parameters={}))
    assert request.extra["messages"]["tools"] == [search]


@pytest.mark.parametrize(
    ("choice", "choose"),
    [
        ({"type": "auto"}, Choose("auto")),
        ({"type": "none"}, Choose("none")),
        ({"type": "any", "disable_parallel_tool_use": True}, Choose("required", parallel=False)),
        ({"type": "tool", "name": "f", "disable_parallel_tool_use": False}, Choose("named", "f", parallel=True)),
        (None, None),
    ],
)
def test_tool_choice(choice: Any, choose: Choose | None) -> None:
    """Each of the four choices."""
    assert heard(tool_choice=choice).choose == choose


@pytest.mark.parametrize(
    ("said", "reasoning"),
    [
        ({"thinking": {"type": "enabled", "budget_tokens": 2048}}, Reasoning(budget=2048)),
        ({"thinking": {"type": "adaptive", "display": "summarized"}}, Reasoning(adaptive=True, show=True)),
        ({"thinking": {"type": "adaptive", "display": "omitted"}}, Reasoning(adaptive=True, show=False)),
        (
            {"thinking": {"type": "adaptive"}, "output_config": {"effort": "xhigh"}},
            Reasoning("xhigh", adaptive=True),
        ),
        ({"thinking": {"type": "disabled"}}, Reasoning("none")),
        ({"thinking": {"type": "between_tools"}}, Reasoning("none")),
        ({"output_config": {"effort": "low"}}, Reasoning("low")),
        ({"output_config": {}}, None),
        ({}, None),
    ],
)
def test_thinking_and_effort(said: dict[str, Any], reasoning: Reasoning | None) -> None:
    """What is said of thinking."""
    assert heard(**said).reasoning == reasoning


@pytest.mark.parametrize("field", ["output_config", "output_format"])
def test_output_by_a_schema(field: str) -> None:
    """The schema stands in `output_config`, or in the field that it replaced."""
    form = {"type": "json_schema", "schema": {"type": "object"}}
    said = {"format": form} if field == "output_config" else form
    assert heard(**{field: said}).format == Format("schema", {"type": "object"}, strict=True)


def test_what_only_messages_knows_waits_in_extra() -> None:
    """Fields of the request and asked-for betas are kept under the format's name."""
    body = native(container="c-1", mcp_servers=[{"name": "m"}], metadata={"user_id": None, "team": "t"})
    extra = MESSAGES.decode(inbound(body, anthropic_beta="one, two")).extra["messages"]
    assert extra == {
        "container": "c-1",
        "mcp_servers": [{"name": "m"}],
        "betas": ["one", "two"],
        "rest": {"metadata": {"team": "t"}},
    }


def test_a_count_needs_no_cap() -> None:
    """What is counted is asked without `max_tokens`."""
    body = native()
    del body["max_tokens"]
    assert decode_count(inbound(body)).cap is None


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"model": None}, "model"),
        ({"model": 7}, "model"),
        ({"max_tokens": None}, "max_tokens"),
        ({"max_tokens": True}, "max_tokens"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"messages": []}, "messages"),
        ({"messages": ["hello"]}, "messages.0"),
        ({"messages": [{"role": "tool", "content": "a"}]}, "messages.0.role"),
        ({"messages": [{"role": "user"}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": 3}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": [{"text": "a"}]}]}, "messages.0.content.0.type"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages.0.content.0.text"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64"}}]}]},
            "messages.0.content.0.source.data",
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "tool_result", "content": [{}]}]}]},
            "messages.0.content.0.content.0.type",
        ),
        ({"system": [{"type": "image"}]}, "system.0.type"),
        ({"temperature": 1.5}, "temperature"),
        ({"temperature": "warm"}, "temperature"),
        ({"top_p": True}, "top_p"),
        ({"stop_sequences": [1]}, "stop_sequences"),
        ({"stream": "yes"}, "stream"),
        ({"tools": [{"name": "f"}]}, "tools.0.input_schema"),
        ({"tool_choice": {"type": "some"}}, "tool_choice.type"),
        ({"tool_choice": {"type": "tool"}}, "tool_choice.name"),
        ({"thinking": {"type": "enabled"}}, "thinking.budget_tokens"),
        ({"thinking": {"type": "hard"}}, "thinking.type"),
        ({"output_config": {"effort": "huge"}}, "output_config.effort"),
        ({"output_config": {"format": {"type": "xml", "schema": {}}}}, "output_config.format.type"),
        ({"output_config": 1}, "output_config"),
        ({"metadata": []}, "metadata"),
    ],
)
def test_wrong_fields_are_named(changes: dict[str, Any], param: str) -> None:
    """The error says which field, in Anthropic's words."""
    with pytest.raises(InvalidRequest) as caught:
        heard(**changes)
    assert caught.value.param == param
