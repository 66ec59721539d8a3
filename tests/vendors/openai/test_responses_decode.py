"""Requests of the Responses API in canonical terms."""

from typing import Any

import msgspec
import pytest

from philae.core.chat import (
    Audio,
    Cache,
    ChatRequest,
    Choose,
    Document,
    Format,
    Image,
    Message,
    Reasoning,
    Refusal,
    Sampling,
    Source,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest
from philae.vendors.openai.responses import RESPONSES

GRAMMAR = {"type": "grammar", "syntax": "lark", "definition": 'start: "*** Begin Patch"'}
PATCH = {"type": "custom", "name": "apply_patch", "description": "Edits files.", "format": GRAMMAR}
SHELL = {"type": "function", "name": "shell", "parameters": {"type": "object"}, "strict": False}


def decoded(**body: Any) -> ChatRequest:
    """A request with that body, to the model `m`."""
    return RESPONSES.decode(Inbound("POST", {}, {}, {}, msgspec.json.encode({"model": "m", "input": "hi"} | body)))


def messages(*items: dict[str, Any]) -> tuple[Message, ...]:
    """The messages of an input."""
    return decoded(input=list(items)).messages


def test_text_is_the_user_s() -> None:
    """A string is one message of the user's; instructions are the system's, before it."""
    request = decoded(instructions="Be brief.")
    assert request.messages == (Message("system", (Text("Be brief."),)), Message("user", (Text("hi"),)))
    assert request.usage
    assert not request.stream


def test_content_parts() -> None:
    """Texts, pictures, files and sound by link, by data and by the vendor's id."""
    parts = [
        {"type": "input_text", "text": "see", "prompt_cache_breakpoint": {"mode": "explicit"}},
        {"type": "input_image", "image_url": "https://x.example/a.png", "detail": "low"},
        {"type": "input_image", "image_url": "data:image/png;base64,aGk="},
        {"type": "input_image", "file_id": "file_1"},
        {"type": "input_file", "file_url": "https://x.example/a.pdf"},
        {"type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,aGk="},
        {"type": "input_file", "file_data": "aGk="},
        {"type": "input_file", "file_id": "file_2"},
        {"type": "input_audio", "input_audio": {"data": "aGk=", "format": "wav"}},
    ]
    assert messages({"role": "user", "content": parts})[0].parts == (
        Text("see", Cache()),
        Image(Source(url="https://x.example/a.png"), "low"),
        Image(Source(data="aGk=", mime="image/png")),
        Image(Source(file="file_1")),
        Document(Source(url="https://x.example/a.pdf")),
        Document(Source(data="aGk=", mime="application/pdf"), "a.pdf"),
        Document(Source(data="aGk=")),
        Document(Source(file="file_2")),
        Audio(Source(data="aGk=", mime="audio/wav"), "wav"),
    )


def test_a_turn_of_the_model_is_one_message() -> None:
    """Thoughts, words and calls in a row are one message, the tools' answers to them another."""
    found = messages(
        {"role": "developer", "content": "rules"},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "go"}]},
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "a"}], "encrypted_content": "gAAA"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "ok", "annotations": []}]},
        {"type": "message", "role": "assistant", "content": [{"type": "refusal", "refusal": "no"}]},
        {"type": "function_call", "call_id": "c1", "name": "shell", "arguments": '{"a": 1}', "id": "fc_1"},
        {"type": "function_call", "call_id": "c2", "name": "look", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": "done"},
        {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_image", "file_id": "f"}]},
        {"role": "user", "content": "more"},
        {"role": "user", "content": "still"},
    )
    thought = Thinking("a", "gAAA", origin="responses")
    said = (thought, Text("ok"), Refusal("no"), ToolCall("c1", "shell", '{"a": 1}'), ToolCall("c2", "look", "{}"))
    assert found == (
        Message("developer", (Text("rules"),)),
        Message("user", (Text("go"),)),
        Message("assistant", said),
        Message("tool", (ToolResult("c1", (Text("done"),)), ToolResult("c2", (Image(Source(file="f")),)))),
        Message("user", (Text("more"),)),
        Message("user", (Text("still"),)),
    )


def test_thoughts_of_open_servers() -> None:
    """Where there is no summary, the thoughts are the text."""
    item = {"type": "reasoning", "id": "rs_1", "summary": [], "content": [{"type": "reasoning_text", "text": "hm"}]}
    assert messages(item) == (Message("assistant", (Thinking("hm", id="rs_1", origin="responses"),)),)


def test_settings() -> None:
    """Every field that has a canonical place goes there."""
    schema = {"type": "object"}
    request = decoded(
        max_output_tokens=100,
        temperature=1,
        top_p=0.5,
        top_logprobs=3,
        include=["message.output_text.logprobs", "reasoning.encrypted_content"],
        reasoning={"effort": "high", "summary": "detailed"},
        text={"format": {"type": "json_schema", "name": "x", "schema": schema, "strict": True}, "verbosity": "low"},
        metadata={"a": "b"},
        service_tier="flex",
        prompt_cache_key="k",
        user="u",
        stream=True,
        parallel_tool_calls=False,
    )
    assert request.cap == 100
    assert request.sampling == Sampling(1.0, 0.5, logprobs=True, top_logprobs=3)
    assert request.reasoning == Reasoning("high", show=True)
    assert request.format == Format("schema", schema, "x", strict=True)
    assert request.choose == Choose(parallel=False)
    found = (request.verbosity, request.metadata, request.service_tier, request.cache_key, request.user, request.stream)
    assert found == ("low", {"a": "b"}, "flex", "k", "u", True)
    assert request.extra["responses"] == {
        "include": ["message.output_text.logprobs", "reasoning.encrypted_content"],
        "reasoning": {"summary": "detailed"},
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [({"format": {"type": "text"}}, Format()), ({"format": {"type": "json_object"}}, Format("json")), ({}, None)],
)
def test_forms(text: Any, found: Format | None) -> None:
    """Text and any JSON."""
    assert decoded(text=text).format == found


def test_silence_about_thinking() -> None:
    """A reasoning of nulls, as Codex sends it, says nothing; the safety identifier stands in for a user."""
    request = decoded(reasoning={"effort": None, "summary": None}, safety_identifier="s")
    assert request.reasoning is None
    assert request.user == "s"
    assert request.extra["responses"] == {"safety_identifier": "s"}


def test_what_is_stored_stays_aside() -> None:
    """Fields of conversations, and ones that only this format knows, wait under their own names; ours cannot be set."""
    fields = {"store": False, "background": True, "previous_response_id": "resp_1", "truncation": "auto"}
    body = fields | {
        "conversation": {"id": "conv_1"},
        "client_metadata": {"x": "y"},
        "aliases": {"x": {}},
        "items": [1],
    }
    kept = decoded(**body, max_tool_calls=None).extra["responses"]
    assert kept == fields | {"conversation": {"id": "conv_1"}, "client_metadata": {"x": "y"}}


def test_items_without_a_form_keep_their_place() -> None:
    """References and server tools' items stay as they came, before the message that came after them."""
    reference, search = {"type": "item_reference", "id": "rs_1"}, {"type": "web_search_call", "id": "ws_1"}
    said = {"role": "assistant", "content": "a"}
    request = decoded(instructions="x", input=[reference, said, search, said, reference])
    assert [message.role for message in request.messages] == ["system", "assistant", "assistant"]
    odd = [{"before": 1, "item": reference}, {"before": 2, "item": search}, {"before": 3, "item": reference}]
    assert request.extra["responses"]["items"] == odd


def test_a_request_may_go_on_without_input() -> None:
    """What was said before is enough to work on."""
    assert (
        RESPONSES.decode(Inbound("POST", {}, {}, {}, b'{"model":"m","previous_response_id":"resp_1"}')).messages == ()
    )


def test_custom_tool_is_a_function_of_a_text() -> None:
    """Other formats see a function with one text, whose grammar is told; the alias tells what it is here."""
    request = decoded(
        tools=[PATCH, SHELL],
        tool_choice={"type": "custom", "name": "apply_patch"},
        input=[
            {"type": "custom_tool_call", "call_id": "c", "name": "apply_patch", "input": 'say "hi"\n'},
            {"type": "custom_tool_call_output", "call_id": "c", "output": "Done!"},
        ],
    )
    patch, shell = request.tools
    assert patch.name == "apply_patch"
    assert patch.parameters
    assert patch.parameters["required"] == ["input"]
    assert GRAMMAR["definition"] in patch.parameters["properties"]["input"]["description"]
    assert shell == Tool("shell", parameters={"type": "object"}, strict=False)
    assert request.choose == Choose("named", "apply_patch")
    assert request.messages[0].parts == (ToolCall("c", "apply_patch", '{"input":"say \\"hi\\"\\n"}'),)
    assert request.messages[1].parts == (ToolResult("c", (Text("Done!"),)),)
    extra = request.extra["responses"]
    assert extra == {"aliases": {"apply_patch": {"type": "custom"}}, "raw_tools": [PATCH, SHELL]}


def test_namespaces_are_flattened() -> None:
    """The tools of an MCP server, as Codex wraps them, are functions with its name before theirs, calls alike."""
    space = {
        "type": "namespace",
        "name": "mcp__docs__",
        "description": "Docs",
        "tools": [SHELL | {"name": "find"}, PATCH],
    }
    call = {"type": "function_call", "call_id": "c", "namespace": "mcp__docs", "name": "find", "arguments": "{}"}
    request = decoded(tools=[space], input=[call])
    assert [tool.name for tool in request.tools] == ["mcp__docs__find", "mcp__docs__apply_patch"]
    assert request.messages[0].parts == (ToolCall("c", "mcp__docs__find", "{}"),)
    aliases = request.extra["responses"]["aliases"]
    assert aliases["mcp__docs__find"] == {"namespace": "mcp__docs__", "name": "find"}
    assert aliases["mcp__docs__apply_patch"]["type"] == "custom"


def test_long_names_stay_apart() -> None:
    """Vendors take 64 characters, so a long name is cut and told apart by a hash."""
    long = [SHELL | {"name": "n" * 60 + end} for end in "ab"]
    tools = decoded(tools=[{"type": "namespace", "name": "space", "tools": long}]).tools
    assert {len(tool.name) for tool in tools} == {64}
    assert tools[0].name != tools[1].name


def test_tools_offered_on_the_way() -> None:
    """Tools of an `additional_tools` item, as Codex sends them, are offered too; the item stays for its own vendor."""
    item = {"type": "additional_tools", "role": "developer", "tools": [SHELL, PATCH]}
    request = decoded(tools=[SHELL], input=[item, {"role": "user", "content": "x"}])
    assert [tool.name for tool in request.tools] == ["shell", "apply_patch"]
    assert request.extra["responses"]["items"] == [{"before": 0, "item": item}]
    assert request.extra["responses"]["raw_tools"] == [SHELL]


def test_server_tools_wait_for_their_vendor() -> None:
    """Tools that run at the vendor stay as they came, with a choice of one."""
    search = {"type": "web_search", "external_web_access": False}
    request = decoded(tools=[search, {"type": "local_shell"}], tool_choice={"type": "web_search"})
    assert request.tools == ()
    assert request.choose is None
    extra = request.extra["responses"]
    assert extra["tools"] == [search, {"type": "local_shell"}]
    assert extra["tool_choice"] == {"type": "web_search"}


def test_allowed_tools_are_the_ones_offered() -> None:
    """Where only some tools are allowed, other formats are offered only these."""
    tools = [SHELL, SHELL | {"name": "look"}]
    choice = {"type": "allowed_tools", "mode": "required", "tools": [{"type": "function", "name": "look"}]}
    request = decoded(tools=tools, tool_choice=choice)
    assert [tool.name for tool in request.tools] == ["look"]
    assert request.choose == Choose("required")
    assert request.extra["responses"] == {"tool_choice": choice, "raw_tools": tools}


@pytest.mark.parametrize("mode", ["auto", "none", "required"])
def test_choices(mode: Any) -> None:
    """The three words."""
    assert decoded(tools=[SHELL], tool_choice=mode).choose == Choose(mode)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": None}, "model"),
        ({"input": None}, "input"),
        ({"input": 7}, "input"),
        ({"input": [7]}, "input[0]"),
        ({"input": [{"id": "x"}]}, "input[0].type"),
        ({"input": [{"role": "king", "content": "x"}]}, "input[0].role"),
        ({"input": [{"role": "user", "content": [{"type": "smell"}]}]}, "input[0].content[0].type"),
        ({"input": [{"role": "user", "content": [{"type": "input_text"}]}]}, "input[0].content[0].text"),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "input[0].content[0].image_url"),
        ({"input": [{"role": "user", "content": [{"type": "input_file"}]}]}, "input[0].content[0].file_data"),
        ({"input": [{"type": "function_call", "name": "x", "arguments": "{}"}]}, "input[0].call_id"),
        ({"input": [{"type": "function_call", "call_id": "c", "name": "x", "arguments": {}}]}, "input[0].arguments"),
        ({"input": [{"type": "function_call_output", "call_id": "c"}]}, "input[0].output"),
        (
            {
                "input": [
                    {"type": "function_call_output", "call_id": "c", "output": [{"type": "refusal", "refusal": "n"}]}
                ]
            },
            "input[0].output",
        ),
        ({"input": [{"type": "additional_tools"}]}, "input[0].tools"),
        ({"tools": [{}]}, "tools[0].type"),
        ({"tools": [{"type": "function"}]}, "tools[0].name"),
        ({"tools": [{"type": "namespace", "name": "n", "tools": [{"type": "function"}]}]}, "tools[0].tools[0].name"),
        ({"tool_choice": "perhaps"}, "tool_choice"),
        ({"tool_choice": {"name": "x"}}, "tool_choice"),
        ({"tool_choice": {"type": "function", "name": "x"}}, "tool_choice"),
        (
            {"tool_choice": {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "x"}]}},
            "tool_choice",
        ),
        ({"temperature": 3}, "temperature"),
        ({"top_p": "x"}, "top_p"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"reasoning": {"effort": "huge"}}, "reasoning.effort"),
        ({"text": {"format": {"type": "xml"}}}, "text.format.type"),
        ({"text": {"format": {"type": "json_schema", "name": "x"}}}, "text.format.schema"),
    ],
)
def test_wrong_requests_name_the_field(body: dict[str, Any], param: str) -> None:
    """The field at fault is named as the client wrote it."""
    with pytest.raises(InvalidRequest) as caught:
        decoded(**body)
    assert caught.value.param == param
    assert caught.value.public
