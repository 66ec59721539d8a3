"""A client's chat request, from OpenAI's words into canonical terms."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from philae.core.chat import (
    Audio,
    ChatRequest,
    Choose,
    Document,
    Format,
    Image,
    Message,
    Part,
    Reasoning,
    Refusal,
    Sampling,
    Source,
    Text,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest
from philae.vendors.openai.chat.message import pictured, signed, thoughts
from philae.vendors.openai.chat.parts import taken
from philae.vendors.openai.chat.wire import Asked, Function, ResponseFormat, Turn

T = TypeVar("T")
# What OpenAI replaced in 2023; where a request passes through untouched, vendors may still know it.
REPLACED = {"functions": "tools", "function_call": "tool_choice"}
SAMPLING = Sampling.__struct_fields__
KNOWN = frozenset(Asked.__struct_fields__)
_WHERE = re.compile(r"(.*?)(?: - at `(?:key in )?\$\.?(.*)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")


def decode(inbound: Inbound) -> ChatRequest:
    """The request in canonical terms. Raises `InvalidRequest` naming the field as OpenAI does."""
    body = {name: value for name, value in inbound.json().items() if value not in (None, "")}
    for name in REPLACED.keys() & body.keys():
        message = f"{name} is no longer supported; use {REPLACED[name]}"
        raise InvalidRequest(message, param=name)
    asked = shaped(body, Asked)
    tools, others = _tools(asked.tools)
    strange = {name: value for name, value in body.items() if name not in KNOWN} | ({"tools": others} if others else {})
    choose, tools = _choose(asked, tools)
    return ChatRequest(
        model=asked.model,
        messages=tuple(_message(turn, f"messages[{i}]") for i, turn in enumerate(asked.messages)),
        tools=tools,
        choose=choose,
        format=_format(asked.response_format),
        reasoning=Reasoning(asked.reasoning_effort) if asked.reasoning_effort else None,
        sampling=Sampling(**{name: getattr(asked, name) for name in SAMPLING}),
        cap=asked.max_completion_tokens or asked.max_tokens,
        stop=(asked.stop,) if isinstance(asked.stop, str) else asked.stop,
        n=asked.n,
        stream=asked.stream,
        usage=bool(asked.stream_options and asked.stream_options.include_usage),
        user=asked.user,
        cache_key=asked.prompt_cache_key,
        service_tier=asked.service_tier,
        verbosity=asked.verbosity,
        metadata=asked.metadata,
        extra={"chat": strange} if strange else {},
    )


def shaped(body: Any, shape: type[T], within: str = "") -> T:
    """The body in that shape. Raises `InvalidRequest` that names the field at fault."""
    try:
        return msgspec.convert(body, shape)
    except msgspec.ValidationError as problem:
        told = _WHERE.fullmatch(str(problem))
        what, where = told.groups("") if told else (str(problem), "")
        missing = _MISSING.match(what)
        param = ".".join(word for word in (within, where, missing[1] if missing else "") if word)
        message = f"{param} is required" if missing else f"{param}: {what}"
        raise InvalidRequest(message, param=param or None) from problem


def _message(turn: Turn, where: str) -> Message:
    """A message of any role. Raises `InvalidRequest` for one that says nothing, or answers no call."""
    match turn.role:
        case "tool":
            if not turn.tool_call_id:
                raise _required(f"{where}.tool_call_id")
            told = tuple(_contents(turn))
            shown = tuple(p for p in told if isinstance(p, Text | Image | Document))
            if shown != told:
                message = "a tool answers with text, pictures and documents"
                raise InvalidRequest(message, param=f"{where}.content")
            parts: tuple[Part, ...] = (ToolResult(turn.tool_call_id, shown, name=turn.name or ""),)
        case "assistant":
            parts = tuple(_said(turn))
        case _:
            parts = tuple(_contents(turn))
    if turn.content is None and (turn.role != "assistant" or not parts):
        raise _required(f"{where}.content")
    return Message(turn.role, parts, "" if turn.role == "tool" else turn.name or "")


def _said(turn: Turn) -> Iterator[Part]:
    """What the assistant said, in the order in which models say it."""
    yield from thoughts(turn)
    yield from _contents(turn)
    yield from map(pictured, turn.images or ())
    if turn.refusal:
        yield Refusal(turn.refusal)
    if turn.audio:
        yield Audio(Source(), id=turn.audio.id)
    for call in turn.tool_calls or ():
        yield ToolCall(call.id, call.function.name, call.function.arguments, signed(call))


def _contents(turn: Turn) -> Iterator[Part]:
    """The parts of the content; a plain text is one."""
    if isinstance(turn.content, str):
        yield Text(turn.content)
    else:
        yield from (taken(part) for part in turn.content or ())


def _tools(given: tuple[dict[str, Any], ...]) -> tuple[tuple[Tool, ...], list[dict[str, Any]]]:
    """Functions, and the tools that only this format's vendors know, as they are."""
    functions, others = list[Tool](), list[dict[str, Any]]()
    for i, tool in enumerate(given):
        match tool.get("type", "function"):
            case "function":
                told = shaped(tool.get("function"), Function, f"tools[{i}].function")
                functions.append(Tool(told.name, told.description or "", told.parameters, told.strict))
            case "custom":
                message = "custom tools can be used only with a vendor to whom the request passes untouched"
                raise InvalidRequest(message, param=f"tools[{i}].type")
            case _:
                others.append(tool)
    return tuple(functions), others


def _choose(asked: Asked, tools: tuple[Tool, ...]) -> tuple[Choose | None, tuple[Tool, ...]]:
    """Which tool is to be called, and those that may be: OpenAI's `allowed_tools` leaves some of them."""
    parallel = asked.parallel_tool_calls
    match asked.tool_choice:
        case None:
            return (None if parallel is None else Choose(parallel=parallel)), tools
        case "auto" | "none" | "required" as mode:
            return Choose(mode, parallel=parallel), tools
        case {"type": "function", "function": {"name": str(name)}}:
            return Choose("named", name, parallel), tools
        case {"type": "allowed_tools", "allowed_tools": {"mode": "auto" | "required" as mode, "tools": list(some)}}:
            names = {tool.get("function", {}).get("name") for tool in some}
            return Choose(mode, parallel=parallel), tuple(tool for tool in tools if tool.name in names)
    message = "tool_choice must be none, auto, required, or an object that names a function"
    raise InvalidRequest(message, param="tool_choice")


def _format(given: ResponseFormat | None) -> Format | None:
    """The answer's form; text is what all give."""
    if given is None or given.type == "text":
        return None
    if given.type == "json_object":
        return Format("json")
    told = given.json_schema
    if told is None or told.schema is None:
        raise _required("response_format.json_schema.schema")
    return Format("schema", told.schema, told.name, told.strict, told.description or "")


def _required(field: str) -> InvalidRequest:
    return InvalidRequest(f"{field} is required", param=field)
