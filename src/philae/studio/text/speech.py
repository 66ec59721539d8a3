"""What a chat model says, piece by piece, with its words or a tool's arguments held to a form by grammar."""

from collections.abc import AsyncGenerator
from typing import Any

import msgspec
from msgspec import Struct

from philae.studio.request import Refused
from philae.studio.text.asked import Chat, Chosen, Function
from philae.studio.text.model import Model
from philae.studio.text.prompt import Turn, fitting, shown, turns

PATH = "/v1/chat/completions"
USUAL_CAP = 1024
"""Tokens of an answer for which the client names no bound."""
USUAL = {"temperature": 0.2, "top_p": 0.9}
"""How a small model speaks best unless told otherwise (SmolLM2's model card)."""
SEEDS = 1 << 31
NONE = "none"
CHOICE_CAP = 64
DATA, DONE = b"data:", b"[DONE]"
SAMPLING = (
    "temperature",
    "top_p",
    "top_k",
    "stop",
    "presence_penalty",
    "frequency_penalty",
    "logprobs",
    "top_logprobs",
)
LONG = "exceed_context_size_error"


class Delta(Struct, frozen=True):
    """Some of the words, or of what the model thinks first."""

    content: str | None = None
    reasoning_content: str | None = None


class Choice(Struct, frozen=True):
    """A step of the answer."""

    delta: Delta = Delta()
    finish_reason: str | None = None
    logprobs: dict[str, Any] | None = None


class Usage(Struct, frozen=True):
    """Tokens, by the model's own count."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Problem(Struct, frozen=True):
    """Why llama.cpp refuses."""

    message: str = ""
    type: str = ""


class Chunk(Struct, frozen=True):
    """What comes in one event of llama.cpp's."""

    choices: tuple[Choice, ...] = ()
    usage: Usage | None = None
    error: Problem | None = None


async def tool(model: Model, chat: Chat) -> Function | None:
    """The function to call now, chosen by the model where the client leaves a choice; None: it answers with words."""
    offered = chat.offered
    if isinstance(chat.tool_choice, Chosen):
        if chat.tool_choice.function.name not in offered:
            raise Refused("invalid_request", "tool_choice names a function that is not among the tools", "tool_choice")
        return offered[chat.tool_choice.function.name]
    must = chat.tool_choice == "required"
    # Small models would call the same function again and again.
    if not offered or (not must and chat.messages[-1].role == "tool"):
        return None
    names = [*offered] if must else [*offered, NONE]
    if len(names) == 1:
        return offered[names[0]]
    hint = f"{shown(offered)}\nWhich function helps with the last message? Answer with its name"
    hint += "." if must else f', or with "{NONE}" if no function is needed.'
    return offered.get(await _choice(model, turns(chat, hint), names))


async def _choice(model: Model, messages: list[Turn], names: list[str]) -> str:
    body = {"messages": messages, "temperature": 0, "seed": 0, "max_tokens": CHOICE_CAP, "stream": True}
    said = [chunk async for chunk in _chunks(model, body | _held({"enum": names}))]
    text = "".join(choice.delta.content or "" for chunk in said for choice in chunk.choices)
    try:
        return msgspec.json.decode(text, type=str)
    except msgspec.DecodeError:
        return NONE


async def speech(model: Model, chat: Chat, function: Function | None) -> AsyncGenerator[Chunk, None]:
    """The answer as it comes; with a function, its words are the arguments of the call."""
    hint, schema = _form(chat, function)
    body: dict[str, Any] = USUAL | {"messages": turns(chat, hint), "stream": True}
    body |= {name: value for name in SAMPLING if (value := getattr(chat, name)) is not None}
    body |= {"seed": (chat.seed or 0) % SEEDS, "stream_options": {"include_usage": True}}
    body |= {"max_tokens": chat.max_completion_tokens or chat.max_tokens or USUAL_CAP}
    async for chunk in _chunks(model, body | (_held(schema) if schema else {})):
        yield chunk


def _form(chat: Chat, function: Function | None) -> tuple[str, dict[str, Any] | None]:
    """What the model is told of the form of its answer, and the schema that it is held to. Raises Refused."""
    if function:
        schema = function.parameters or {"type": "object"}
        return f"{shown({function.name: function})}\nCall {function.name} now. {fitting(schema)}", schema
    form = chat.response_format
    if form and form.type == "json_schema":
        if form.json_schema is None:
            raise Refused("invalid_request", "json_schema is required", "response_format.json_schema")
        return fitting(form.json_schema.schema), form.json_schema.schema
    if form and form.type == "json_object":
        return "Answer with JSON alone.", {"type": "object"}
    return shown(chat.offered) if chat.offered else "", None


def _held(schema: dict[str, Any]) -> dict[str, Any]:
    """The parameter by which llama.cpp makes a grammar of a schema."""
    return {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}}


async def _chunks(model: Model, body: dict[str, Any]) -> AsyncGenerator[Chunk, None]:
    """llama.cpp's events. Raises Refused for what it refuses."""
    async with model.ask(PATH, body) as reply:
        if reply.status != 200:
            raise _refused(msgspec.json.decode(await reply.read(), type=Chunk).error or Problem())
        async for line in reply.content:
            data = line.removeprefix(DATA).strip()
            if line.startswith(DATA) and data != DONE:
                chunk = msgspec.json.decode(data, type=Chunk)
                if chunk.error:
                    raise _refused(chunk.error)
                yield chunk


def _refused(problem: Problem) -> Refused:
    if problem.type == LONG:
        return Refused("context_length_exceeded", "the messages are longer than the model's context", "messages")
    if problem.type == "invalid_request_error":
        return Refused("invalid_request", f"the model cannot do this: {problem.message}")
    return Refused("engine_failed", "the model failed")
