"""A Messages client's conversation as our messages: tool results become messages of their own."""

from typing import Any

import msgspec

from philae.core.chat import Message, Part, Role, ToolCall, ToolResult
from philae.vendors.anthropic.blocks import content, part, text
from philae.vendors.anthropic.fields import Fields, wrong
from philae.vendors.anthropic.own import Keep
from philae.vendors.anthropic.signature import signed_call

ROLES: dict[str, Role] = {"user": "user", "assistant": "assistant", "system": "system"}


def conversation(fields: Fields, keep: Keep) -> tuple[Message, ...]:
    """The system prompt and the turns. Raises `InvalidRequest` naming the block at fault."""
    said: list[Message] = []
    if system := content(fields, "system"):
        said.append(_system(system, keep))
    turns: list[Any] = fields.need("messages", list)
    if not turns:
        raise wrong("messages", "at least one message is required")
    for i, turn in enumerate(turns):
        _turn(Fields(turn, f"messages.{i}"), said, keep)
    return tuple(said)


def _system(blocks: list[Any], keep: Keep) -> Message:
    parts = []
    for i, block in enumerate(blocks):
        fields = Fields(block, f"system.{i}")
        if fields.need("type", str) != "text":
            raise wrong(fields.at("type"), "a system prompt is made of text blocks")
        parts.append(text(fields))
        keep.fields(f"0.{i}", fields.rest)
    return Message("system", tuple(parts))


def _turn(fields: Fields, said: list[Message], keep: Keep) -> None:
    """One turn as one message, or as several where tool results and other blocks alternate."""
    word = fields.need("role", str)
    role = ROLES.get(word)
    if role is None:
        raise wrong(fields.at("role"), "must be user, assistant or system")
    if "content" not in fields.rest:
        raise wrong(fields.at("content"), "is required")
    runs: list[tuple[Role, list[Part]]] = []
    proofs: dict[str, str] = {}
    for i, block in enumerate(content(fields, "content")):
        if proof := signed_call(block):
            proofs |= dict([proof])
            continue
        inner = Fields(block, f"{fields.at('content')}.{i}")
        _place(inner, block, role, runs, len(said), keep)
    runs = runs or [(role, [])]
    keep.fields(str(len(said)), fields.rest)
    said.extend(Message(role, tuple(_signed(p, proofs) for p in parts)) for role, parts in runs)


def _signed(found: Part, proofs: dict[str, str]) -> Part:
    """A tool call with the signature that another vendor gave it."""
    if isinstance(found, ToolCall) and found.id in proofs:
        return msgspec.structs.replace(found, signature=proofs[found.id])
    return found


def _place(fields: Fields, block: Any, role: Role, runs: list[tuple[Role, list[Part]]], first: int, keep: Keep) -> None:
    """Put one block into the turn's last message, or into a new one; the first of them has the number `first`."""
    found = part(fields)
    wanted: Role = "tool" if isinstance(found, ToolResult) else role
    if not runs or (found is not None and runs[-1][0] != wanted):
        runs.append((wanted, []))
    message, parts = first + len(runs) - 1, runs[-1][1]
    if found is None:
        keep.block(message, len(parts), block)
        return
    keep.fields(f"{message}.{len(parts)}", fields.rest)
    parts.append(found)
