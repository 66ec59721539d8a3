"""Canonical requests in the words of the Responses API, for vendors that speak it."""

from typing import Any

import msgspec
import pytest
from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming
from pydantic import TypeAdapter

from philae.core.chat import (
    Audio,
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
from philae.core.provider import Target
from philae.vendors.openai.responses import CODEC, RESPONSES

TO = Target("https://api.example/", "gpt-x", "key-1")
PARAMS: TypeAdapter[Any] = TypeAdapter(ResponseCreateParamsNonStreaming)


def written(request: ChatRequest) -> dict[str, Any]:
    """The body that a vendor is sent, which the official type takes."""
    body: dict[str, Any] = CODEC.write(request, TO).call.json
    PARAMS.validate_python(msgspec.to_builtins({k: v for k, v in body.items() if k != "stream"}))
    return body


def asked(*messages: Message, **more: Any) -> dict[str, Any]:
    """The body of a request of another format."""
    return written(ChatRequest("m", messages, **more))


def user(*parts: Any) -> Message:
    """What the user says."""
    return Message("user", parts or (Text("hi"),))


def test_call() -> None:
    """One POST with the attempt's key; the vendor stores nothing."""
    call = CODEC.write(ChatRequest("m", (user(),), stream=True), TO).call
    assert (call.method, call.url, call.effect) == ("POST", "https://api.example/v1/responses", "submit")
    assert CODEC.path("gpt-x", False) == CODEC.path("gpt-x", True) == "/v1/responses"
    assert ("idempotency-key", "key-1") in call.headers
    said = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hi"}]}
    assert call.json == {"model": "gpt-x", "input": [said], "store": False, "stream": True}


def test_a_conversation() -> None:
    """The system's first words are instructions; turns become items; thoughts go only where their proof is read."""
    said = (
        Thinking("a", "gAAA", id="rs_1", origin="responses"),
        Thinking("b", "sig", origin="anthropic"),
        Thinking("c", origin="responses"),
        Text("ok"),
        Refusal("no"),
        ToolCall("c1", "look"),
        Text("then"),
    )
    body = asked(
        Message("system", (Text("x"), Text("y"))),
        Message("developer", (Text("z"),)),
        user(Text("see"), Image(Source(data="aGk=")), Document(Source(url="https://x.example/a.pdf"), "a.pdf")),
        Message("assistant", said),
        Message(
            "tool",
            (ToolResult("c1", (Text("r"),)), ToolResult("c2", (Text("s"), Image(Source(file="f")))), ToolResult("c3")),
        ),
        Message("assistant", ()),
    )
    assert body["instructions"] == "x\n\ny"
    assert body["input"] == [
        {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "z"}]},
        {
            "type": "message",
            "role": "user",
            "content": [
                {"type": "input_text", "text": "see"},
                {"type": "input_image", "detail": "auto", "image_url": "data:image/png;base64,aGk="},
                {"type": "input_file", "file_url": "https://x.example/a.pdf", "filename": "a.pdf"},
            ],
        },
        {
            "type": "reasoning",
            "id": "rs_1",
            "summary": [{"type": "summary_text", "text": "a"}],
            "encrypted_content": "gAAA",
        },
        {
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "ok", "annotations": []}, {"type": "refusal", "refusal": "no"}],
        },
        {"type": "function_call", "call_id": "c1", "name": "look", "arguments": "{}"},
        {
            "type": "message",
            "id": "msg_2",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "then", "annotations": []}],
        },
        {"type": "function_call_output", "call_id": "c1", "output": "r"},
        {
            "type": "function_call_output",
            "call_id": "c2",
            "output": [{"type": "input_text", "text": "s"}, {"type": "input_image", "detail": "auto", "file_id": "f"}],
        },
        {"type": "function_call_output", "call_id": "c3", "output": ""},
    ]


@pytest.mark.parametrize(
    ("document", "file"),
    [
        (Document(Source(data="aGk=")), {"filename": "document.pdf", "file_data": "data:application/pdf;base64,aGk="}),
        (
            Document(Source(data="aGk=", mime="text/plain"), "a"),
            {"filename": "a", "file_data": "data:text/plain;base64,aGk="},
        ),
        (Document(Source(file="f"), "a"), {"file_id": "f"}),
        (Document(Source(url="https://x.example/a")), {"file_url": "https://x.example/a"}),
    ],
)
def test_documents(document: Document, file: dict[str, str]) -> None:
    """By data, which needs a name, by the vendor's id, by a link."""
    assert asked(user(document))["input"][0]["content"] == [{"type": "input_file"} | file]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"cap": 100}, {"max_output_tokens": 100}),
        ({"cap": 1}, {"max_output_tokens": 16}),
        ({"sampling": Sampling(0.0, 0.5)}, {"temperature": 0.0, "top_p": 0.5}),
        (
            {"sampling": Sampling(logprobs=True, top_logprobs=2)},
            {"top_logprobs": 2, "include": ["message.output_text.logprobs"]},
        ),
        (
            {"format": Format("json"), "verbosity": "low"},
            {"text": {"format": {"type": "json_object"}, "verbosity": "low"}},
        ),
        ({"format": Format()}, {"text": {"format": {"type": "text"}}}),
        (
            {"format": Format("schema", {"type": "object"})},
            {"text": {"format": {"type": "json_schema", "name": "answer", "schema": {"type": "object"}}}},
        ),
        ({"reasoning": Reasoning("none")}, {"reasoning": {"effort": "none"}}),
        (
            {"reasoning": Reasoning("high", show=True)},
            {"reasoning": {"effort": "high", "summary": "auto"}, "include": ["reasoning.encrypted_content"]},
        ),
        (
            {"reasoning": Reasoning(budget=0)},
            {"reasoning": {"effort": "none"}, "include": ["reasoning.encrypted_content"]},
        ),
        (
            {"reasoning": Reasoning(budget=1024)},
            {"reasoning": {"effort": "low"}, "include": ["reasoning.encrypted_content"]},
        ),
        (
            {"reasoning": Reasoning(budget=10_000)},
            {"reasoning": {"effort": "medium"}, "include": ["reasoning.encrypted_content"]},
        ),
        (
            {"reasoning": Reasoning(budget=32_000)},
            {"reasoning": {"effort": "high"}, "include": ["reasoning.encrypted_content"]},
        ),
        ({"reasoning": Reasoning(adaptive=True)}, {"include": ["reasoning.encrypted_content"]}),
        (
            {"user": "u", "cache_key": "k", "service_tier": "flex"},
            {"user": "u", "prompt_cache_key": "k", "service_tier": "flex"},
        ),
        ({"metadata": {"a": "b"}}, {"metadata": {"a": "b"}}),
        (
            {
                "tools": (Tool("f", "d", {"type": "object"}), Tool("g", strict=True)),
                "choose": Choose("named", "f", parallel=False),
            },
            {
                "tools": [
                    {
                        "type": "function",
                        "name": "f",
                        "description": "d",
                        "parameters": {"type": "object"},
                        "strict": False,
                    },
                    {
                        "type": "function",
                        "name": "g",
                        "parameters": {"type": "object", "properties": {}},
                        "strict": True,
                    },
                ],
                "tool_choice": {"type": "function", "name": "f"},
                "parallel_tool_calls": False,
            },
        ),
        ({"choose": Choose("required")}, {"tool_choice": "required"}),
    ],
)
def test_settings(more: dict[str, Any], fields: dict[str, Any]) -> None:
    """Each canonical field in this API's words, and nothing besides."""
    body = asked(user(), **more)
    assert {name: body[name] for name in body.keys() - {"model", "input", "store"}} == fields


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"n": 2}, "n"),
        ({"stop": ("x",)}, "stop"),
        ({"messages": (user(Audio(Source(data="x"))),)}, "messages"),
        ({"extra": {"messages": {"tools": [{"type": "web_search_20250305", "name": "web_search"}]}}}, "tools"),
        ({"extra": {"gemini": {"tools": [{"googleSearch": {}}]}}}, "tools"),
    ],
)
def test_what_cannot_be_said_is_refused(more: dict[str, Any], param: str) -> None:
    """Without these the answer would not be what was asked for; another vendor's server tool is named."""
    request = msgspec.structs.replace(ChatRequest("m", (user(),)), **more)
    with pytest.raises(InvalidRequest) as caught:
        CODEC.write(request, TO)
    assert caught.value.param == param
    if param == "tools":
        assert any(word in caught.value.public for word in ("web_search_20250305", "googleSearch"))


def test_what_is_left_out_is_named() -> None:
    """What has no word here and may be missing."""
    said = Message("assistant", (Image(Source(url="https://x.example/a.png")),))
    result = Message("tool", (ToolResult("c", error=True),))
    request = ChatRequest(
        "m",
        (Message("user", (Text("x"),), "Al"), said, result),
        sampling=Sampling(top_k=3, seed=1, presence_penalty=1.0, frequency_penalty=1.0, logit_bias={"1": 1.0}),
        reasoning=Reasoning(budget=5000),
        extra={"messages": {"container": "c"}},
    )
    assert set(CODEC.write(request, TO).dropped) == {
        "sampling.top_k",
        "sampling.seed",
        "sampling.presence_penalty",
        "sampling.frequency_penalty",
        "sampling.logit_bias",
        "reasoning.budget",
        "messages.name",
        "messages.image",
        "messages.error",
        "messages.container",
    }


SHELL = {"type": "function", "name": "shell", "parameters": {"type": "object"}}
PATCH = {"type": "custom", "name": "apply_patch", "description": "Edits.", "format": {"type": "text"}}
SPACE = {"type": "namespace", "name": "mcp__docs__", "description": "Docs", "tools": [SHELL]}


def message(role: str, text: str) -> dict[str, Any]:
    """A message item."""
    kind = "output_text" if role == "assistant" else "input_text"
    noted: dict[str, Any] = {"annotations": []} if role == "assistant" else {}
    named = {"id": "msg_1", "status": "completed"} if role == "assistant" else {}
    return {"type": "message", **named, "role": role, "content": [{"type": kind, "text": text} | noted]}


NATIVE: list[dict[str, Any]] = [
    {"input": [message("user", "hi")], "instructions": "x", "tools": [SHELL], "tool_choice": "required"},
    {
        "input": [
            {"type": "item_reference", "id": "msg_1"},
            message("user", "a"),
            {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
            {"type": "custom_tool_call", "call_id": "c", "name": "apply_patch", "input": "***"},
            {"type": "function_call", "call_id": "d", "name": "shell", "namespace": "mcp__docs__", "arguments": "{}"},
            {"type": "custom_tool_call_output", "call_id": "c", "output": "ok"},
            {"type": "function_call_output", "call_id": "d", "output": "ok"},
            {
                "type": "web_search_call",
                "id": "ws_1",
                "status": "completed",
                "action": {"type": "search", "query": "x"},
            },
            message("assistant", "b"),
            {"type": "compaction", "encrypted_content": "x"},
        ],
        "tools": [PATCH, SPACE, {"type": "web_search"}],
        "tool_choice": {"type": "custom", "name": "apply_patch"},
        "parallel_tool_calls": False,
    },
    {
        "input": [{"type": "additional_tools", "role": "developer", "tools": [PATCH]}, message("user", "a")],
        "tools": [SHELL, SHELL | {"name": "look"}],
        "tool_choice": {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "look"}]},
        "reasoning": {"effort": "high", "summary": "detailed"},
        "include": ["reasoning.encrypted_content", "web_search_call.results"],
        "truncation": "auto",
        "safety_identifier": "s",
        "max_tool_calls": 3,
        "text": {
            "format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}, "strict": True},
            "verbosity": "low",
        },
    },
]


@pytest.mark.parametrize("body", NATIVE)
def test_requests_of_this_format_stay_as_they_are(body: dict[str, Any]) -> None:
    """What a client of this format asked is written as it was, items and tools without a canonical form included."""
    stored = {"store": True, "background": True, "previous_response_id": "resp_1", "conversation": "conv_1"}
    sent = msgspec.json.encode({"model": "m", **body, **stored})
    request = RESPONSES.decode(Inbound("POST", {}, {}, {}, sent))
    again = CODEC.write(request, TO)
    assert again.call.json == {"model": "gpt-x", "store": False} | body
    assert again.dropped == ()
    back = RESPONSES.decode(Inbound("POST", {}, {}, {}, msgspec.json.encode(again.call.json)))
    assert (back.messages, back.tools, back.choose) == (request.messages, request.tools, request.choose)
