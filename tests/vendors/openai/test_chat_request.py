"""Chat requests as OpenAI's clients send them, understood in canonical terms."""

import json
from typing import Any

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
from philae.vendors.openai.chat import CHAT

HELLO = {"role": "user", "content": "Hello!"}
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
WEATHER = {"type": "function", "function": {"name": "weather", "description": "of a city", "parameters": SCHEMA}}
CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city":"Aswan"}'}}


def understood(**body: Any) -> ChatRequest:
    """A body as it is understood; it greets unless told otherwise."""
    told = {"model": "gpt-6-astra", "messages": [HELLO]} | body
    return CHAT.decode(Inbound("POST", {}, {}, {}, json.dumps(told).encode()))


def said(*messages: dict[str, Any]) -> tuple[Message, ...]:
    """The messages as they are understood."""
    return understood(messages=list(messages)).messages


def test_the_least() -> None:
    """A model and a message are enough."""
    assert understood() == ChatRequest("gpt-6-astra", (Message("user", (Text("Hello!"),)),))


def test_parameters() -> None:
    """Each parameter has its canonical place."""
    request = understood(
        temperature=0.5,
        top_p=1,
        top_k=40,
        seed=7,
        presence_penalty=-1,
        frequency_penalty=2,
        logit_bias={"50256": -100},
        logprobs=True,
        top_logprobs=3,
        max_completion_tokens=300,
        stop="END",
        n=2,
        stream=True,
        stream_options={"include_usage": True, "include_obfuscation": False},
        user="u-1",
        prompt_cache_key="k",
        service_tier="flex",
        verbosity="low",
        metadata={"a": "b"},
        reasoning_effort="xhigh",
    )
    assert request.sampling == Sampling(0.5, 1, 40, 7, -1, 2, {"50256": -100}, logprobs=True, top_logprobs=3)
    assert (request.cap, request.stop, request.n, request.stream, request.usage) == (300, ("END",), 2, True, True)
    assert (request.user, request.cache_key, request.service_tier, request.verbosity) == ("u-1", "k", "flex", "low")
    assert request.metadata == {"a": "b"}
    assert request.reasoning == Reasoning("xhigh")
    assert request.extra == {}


@pytest.mark.parametrize(
    ("body", "cap"),
    [
        ({"max_tokens": 5}, 5),
        ({"max_tokens": 5, "max_completion_tokens": 6}, 6),
        ({}, None),
        ({"max_tokens": None}, None),
    ],
)
def test_cap(body: dict[str, Any], cap: int | None) -> None:
    """The newer name of the cap goes before the older one."""
    assert understood(**body).cap == cap


def test_empties_are_not_given() -> None:
    """Null and empty strings count as absent."""
    assert understood(user="", stop=None, service_tier="", response_format=None, temperature=None) == understood()


def test_strange_parameters_stay() -> None:
    """What only vendors of this format know is kept for them."""
    request = understood(enable_thinking=True, store=False, safety_identifier="s")
    assert request.extra == {"chat": {"enable_thinking": True, "store": False, "safety_identifier": "s"}}


def test_roles() -> None:
    """Instructions stand where the client put them, with the speaker's name."""
    told = said(
        {"role": "system", "content": "Be brief."},
        {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
        HELLO | {"name": "Alice"},
    )
    assert told == (
        Message("system", (Text("Be brief."),)),
        Message("developer", (Text("Be kind."),)),
        Message("user", (Text("Hello!"),), "Alice"),
    )


def test_parts() -> None:
    """Pictures, sound and documents, inline, linked and kept."""
    (message,) = said(
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Look", "prompt_cache_breakpoint": {"mode": "explicit"}},
                {"type": "image_url", "image_url": {"url": "https://img.example/1.png", "detail": "low"}},
                {
                    "type": "image_url",
                    "image_url": "data:image/png;base64,iVBO",
                    "cache_control": {"type": "ephemeral"},
                },
                {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}},
                {"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBE", "filename": "a.pdf"}},
                {"type": "file", "file": {"file_data": "JVBE"}},
                {"type": "file", "file": {"file_id": "file-1"}},
            ],
        },
    )
    assert message.parts == (
        Text("Look", Cache("30m")),
        Image(Source(url="https://img.example/1.png"), "low"),
        Image(Source(data="iVBO", mime="image/png"), cache=Cache()),
        Audio(Source(data="UklG", mime="audio/wav"), "wav"),
        Document(Source(data="JVBE", mime="application/pdf"), "a.pdf"),
        Document(Source(data="JVBE")),
        Document(Source(file="file-1")),
    )


def test_tools_used() -> None:
    """A tool's call and its answer."""
    told = said(
        HELLO,
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "call_1", "content": "hot", "name": "weather"},
    )
    assert told[1:] == (
        Message("assistant", (ToolCall("call_1", "weather", '{"city":"Aswan"}'),)),
        Message("tool", (ToolResult("call_1", (Text("hot"),), name="weather"),)),
    )


def test_what_tools_show() -> None:
    """Pictures from tools are kept, though OpenAI's reference has words alone; sound is refused."""
    picture = {"type": "image_url", "image_url": {"url": "https://img.example/1.png"}}
    (told,) = said({"role": "tool", "tool_call_id": "a", "content": [{"type": "text", "text": "see"}, picture]})
    assert told.parts == (ToolResult("a", (Text("see"), Image(Source(url="https://img.example/1.png")))),)
    sound = {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}}
    with pytest.raises(InvalidRequest) as raised:
        said(HELLO, {"role": "tool", "tool_call_id": "a", "content": [sound]})
    assert raised.value.param == "messages[1].content"


def test_refusal_as_content() -> None:
    """The model's no may stand among its words."""
    (told,) = said({"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}]})
    assert told.parts == (Refusal("No."),)


def test_what_the_assistant_said() -> None:
    """Thinking, words, pictures, a refusal, sound and signed calls of the history."""
    signed = CALL | {"extra_content": {"google": {"thought_signature": "c2ln"}}}
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}
    told = said(
        {
            "role": "assistant",
            "reasoning_content": "Hm.",
            "content": "Yes.",
            "refusal": "But no.",
            "audio": {"id": "audio_1"},
            "images": [picture],
            "tool_calls": [signed],
        },
    )
    assert told[0].parts == (
        Thinking("Hm."),
        Text("Yes."),
        Image(Source(data="iVBO", mime="image/png")),
        Refusal("But no."),
        Audio(Source(), id="audio_1"),
        ToolCall("call_1", "weather", '{"city":"Aswan"}', "c2ln"),
    )


def test_signed_thinking() -> None:
    """Thinking comes back with its proof; the plain words beside it are the same thinking."""
    details = [
        {"type": "reasoning.text", "text": "Hm.", "signature": "sig", "format": "anthropic", "index": 0},
        {"type": "reasoning.encrypted", "data": "cipher", "id": "rs_1"},
    ]
    (message,) = said({"role": "assistant", "content": "Yes.", "reasoning_details": details, "reasoning": "Hm."})
    assert message.parts[:-1] == (Thinking("Hm.", "sig", origin="anthropic"), Thinking("", "", "cipher", "rs_1"))


def test_tools_offered() -> None:
    """Functions are canonical, tools of one vendor stay as they are."""
    search = {"type": "web_search", "web_search": {"enable": True}}
    request = understood(tools=[WEATHER, search])
    assert request.tools == (Tool("weather", "of a city", SCHEMA),)
    assert request.extra == {"chat": {"tools": [search]}}


@pytest.mark.parametrize(
    ("body", "choose"),
    [
        ({}, None),
        ({"tool_choice": "required"}, Choose("required")),
        ({"tool_choice": "none", "parallel_tool_calls": False}, Choose("none", parallel=False)),
        ({"parallel_tool_calls": True}, Choose(parallel=True)),
        ({"tool_choice": {"type": "function", "function": {"name": "weather"}}}, Choose("named", "weather")),
    ],
)
def test_choice_of_tools(body: dict[str, Any], choose: Choose | None) -> None:
    """Which tool the client wants used."""
    assert understood(tools=[WEATHER], **body).choose == choose


def test_allowed_tools() -> None:
    """Only those tools are offered that may be used."""
    other = {"type": "function", "function": {"name": "time"}}
    allowed = {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [other]}}
    request = understood(tools=[WEATHER, other], tool_choice=allowed)
    assert (request.tools, request.choose) == ((Tool("time"),), Choose("required"))


@pytest.mark.parametrize(
    ("asked", "format_"),
    [
        ({"type": "text"}, None),
        ({"type": "json_object"}, Format("json")),
        (
            {"type": "json_schema", "json_schema": {"name": "town", "schema": SCHEMA, "strict": True}},
            Format("schema", SCHEMA, "town", strict=True),
        ),
    ],
)
def test_format(asked: dict[str, Any], format_: Format | None) -> None:
    """The form of the answer."""
    assert understood(response_format=asked).format == format_


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": None}, "model"),
        ({"model": 3}, "model"),
        ({"messages": []}, "messages"),
        ({"messages": "hi"}, "messages"),
        ({"messages": [{"content": "hi"}]}, "messages[0].role"),
        ({"messages": [HELLO, {"role": "robot", "content": "hi"}]}, "messages[1].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "assistant"}]}, "messages[0].content"),
        ({"messages": [{"role": "tool", "content": "hot"}]}, "messages[0].tool_call_id"),
        ({"messages": [{"role": "user", "content": [{"type": "smell"}]}]}, "messages[0].content[0].type"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages[0].content[0].text"),
        (
            {"messages": [HELLO, {"role": "assistant", "tool_calls": [{"id": "a"}]}]},
            "messages[1].tool_calls[0].function",
        ),
        ({"temperature": 2.1}, "temperature"),
        ({"temperature": "warm"}, "temperature"),
        ({"top_p": -1}, "top_p"),
        ({"n": 0}, "n"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"top_logprobs": 21}, "top_logprobs"),
        ({"stream": "yes"}, "stream"),
        ({"stop": 3}, "stop"),
        ({"reasoning_effort": "enormous"}, "reasoning_effort"),
        ({"tools": [{"type": "function"}]}, "tools[0].function"),
        ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name"),
        ({"tools": [WEATHER, {"type": "custom", "custom": {"name": "sh"}}]}, "tools[1].type"),
        ({"tool_choice": "perhaps"}, "tool_choice"),
        ({"tool_choice": {"type": "function"}}, "tool_choice"),
        ({"response_format": {"type": "xml"}}, "response_format.type"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema.schema"),
        ({"functions": []}, "functions"),
        ({"function_call": "auto"}, "function_call"),
    ],
)
def test_wrong(body: dict[str, Any], param: str) -> None:
    """The field at fault is named as the client wrote it."""
    with pytest.raises(InvalidRequest) as caught:
        understood(**body)
    assert caught.value.param == param
    assert caught.value.public


@pytest.mark.parametrize("body", [b"[]", b"{", b'"hi"'])
def test_no_object(body: bytes) -> None:
    """A body that is no JSON object is refused."""
    with pytest.raises(InvalidRequest):
        CHAT.decode(Inbound("POST", {}, {}, {}, body))
