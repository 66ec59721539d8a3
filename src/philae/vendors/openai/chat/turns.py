"""The messages of a canonical request, in the words of a vendor of chat completions."""

from collections.abc import Iterator, Sequence
from typing import Any

from philae.core.chat import Audio, Image, Message, Part, Refusal, Text, Thinking, ToolCall, ToolResult
from philae.vendors.openai.chat.message import asked, joined
from philae.vendors.openai.chat.parts import given
from philae.vendors.openai.chat.quirks import Quirks

Turns = Iterator[dict[str, Any]]


def turns(messages: tuple[Message, ...], quirks: Quirks, dropped: set[str]) -> list[dict[str, Any]]:
    """All messages. Raises `InvalidRequest` for parts that the vendor cannot be shown.

    Tools and the model can answer in words alone here. What else they showed follows in a message of the user, after
    the last tool's answer.
    """
    told = list[dict[str, Any]]()
    shown = list[Part]()
    for message in messages:
        if message.role != "tool" and shown:
            told.append(_plain("user", tuple(shown), quirks, dropped))
            shown.clear()
        match message.role:
            case "tool":
                told += _answers(message, quirks, dropped, shown)
            case "assistant":
                told.append(_said(message, quirks, dropped) | _name(message, quirks, dropped))
                shown += _labelled("you", [p for p in message.parts if isinstance(p, Image)])
            case role:
                role = "system" if role == "developer" and not quirks.developer else role
                told.append(_plain(role, message.parts, quirks, dropped) | _name(message, quirks, dropped))
    return [*told, _plain("user", tuple(shown), quirks, dropped)] if shown else told


def _plain(role: str, parts: tuple[Part, ...], quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """What is not the model's: a text alone is a string, which every vendor takes."""
    content = [given(part, quirks, dropped) for part in parts]
    alone = len(content) == 1 and content[0].keys() == {"type", "text"}
    return {"role": role, "content": content[0]["text"] if alone else content}


def _answers(message: Message, quirks: Quirks, dropped: set[str], shown: list[Part]) -> Turns:
    """A message for each tool result; whatever else stands here, and pictures, wait in `shown`."""
    for part in message.parts:
        if not isinstance(part, ToolResult):
            shown.append(part)
            continue
        if part.error:
            dropped.add("messages.error")
        seen = [p for p in part.parts if not isinstance(p, Text)]
        shown += _labelled(f"the tool call {part.id}", seen)
        words = tuple(p for p in part.parts if isinstance(p, Text))
        yield _plain("tool", words or (Text(""),), quirks, dropped) | {"tool_call_id": part.id}


def _labelled(whose: str, parts: Sequence[Part]) -> list[Part]:
    """What somebody else showed, as the user shows it."""
    return [Text(f"From {whose}:"), *parts] if parts else []


def _said(message: Message, quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """What the model said earlier."""
    parts = message.parts
    calls = [asked(part) for part in parts if isinstance(part, ToolCall)]
    turn: dict[str, Any] = {"role": "assistant", "content": joined(parts, Text)}
    if turn["content"] is None and not calls:
        turn["content"] = ""
    if refusal := joined(parts, Refusal):
        turn["refusal"] = refusal
    if sound := next((p for p in parts if isinstance(p, Audio) and p.id), None):
        turn["audio"] = {"id": sound.id}
    return turn | _thoughts(parts, quirks, dropped) | ({"tool_calls": calls} if calls else {})


def _thoughts(parts: tuple[Part, ...], quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """Earlier thinking in plain words, where the vendor takes it back; signatures mean nothing here."""
    if not any(isinstance(part, Thinking) for part in parts):
        return {}
    thought = joined(parts, Thinking)
    if quirks.thoughts and thought:
        return {quirks.thoughts: thought}
    dropped.add("messages.thinking")
    return {}


def _name(message: Message, quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    if message.name and "name" in quirks.lacks:
        dropped.add("messages.name")
        return {}
    return {"name": message.name} if message.name else {}
