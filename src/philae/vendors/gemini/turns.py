"""A conversation: Gemini's `contents`, whose calls may have no ids, and canonical messages, whose calls all have one."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from msgspec import Struct

from philae.core.chat import Message, Part, Role, Text, Thinking, ToolResult
from philae.core.errors import InvalidRequest
from philae.vendors.gemini import wire
from philae.vendors.gemini.parts import MADE, ORIGIN, names, parts, result, worded

USERS = frozenset({"", "user", "function", "tool"})
SYSTEM = frozenset({"system", "developer"})
# What Google takes for a call of another model's, which it cannot have signed (ai.google.dev, "Thought signatures").
UNSIGNED = "skip_thought_signature_validator"


class Written(Struct, frozen=True):
    """A conversation in Google's words; `system` is the instruction's parts, `dropped` what had no place."""

    system: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    dropped: tuple[str, ...]


class _Calls:
    """Gives calls their ids, and finds the call that a response without one belongs to: by name, then by order."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._made = 0

    def call(self, call: wire.FunctionCall) -> str:
        """The call's own id, or one from its position in the conversation."""
        call_id = call.id or f"{MADE}{self._made}"
        self._made += 1
        self._open.append((call_id, call.name))
        return call_id

    def response(self, response: wire.FunctionResponse, where: str) -> str:
        """The id of the call that this answers. Raises `InvalidRequest`."""
        by_id = [c for c in self._open if response.id and c[0] == response.id]
        by_name = [c for c in self._open if c[1] == response.name and (not response.id or c[0].startswith(MADE))]
        found = next(iter(by_id or by_name), None)
        if not found:
            raise InvalidRequest(f"no open functionCall named {response.name!r} comes before this", param=where)
        self._open.remove(found)
        return found[0]


def messages(contents: Iterable[wire.Content], system: wire.Content | None) -> tuple[Message, ...]:
    """Canonical messages: tool results stand apart from a user's words, the model's pieces together.

    Raises `InvalidRequest`.
    """
    calls = _Calls()
    said: list[tuple[Role, int, Part]] = []
    for at, content in enumerate(contents):
        if content.role not in USERS | {"model"}:
            raise InvalidRequest("a role must be user or model", param=f"contents[{at}].role")
        for n, part in enumerate(content.parts):
            where = f"contents[{at}].parts[{n}]"
            said += [(*_turn(content.role, at, p), p) for p in _read(part, calls, where)]
    turns = [Message(role, _settled(p for *_, p in run)) for (role, _), run in groupby(said, lambda s: s[:2])]
    opening = tuple(p for part in system.parts for p in parts(part)) if system else ()
    return tuple(m for m in (Message("system", opening), *turns) if m.parts)


def written(messages: tuple[Message, ...], *, signed: bool) -> Written:
    """Google's contents, tool results of one turn in one content, as Google wants them.

    Instructions at the beginning become the system instruction; later ones stay where they are, as the user's words,
    since Google knows no other place for them. `signed`: the model wants calls of others marked as such.
    """
    called = names(messages)
    ahead = next((n for n, m in enumerate(messages) if m.role not in SYSTEM), len(messages))
    system = [said for m in messages[:ahead] for p in m.parts if (said := worded(p))]
    contents = []
    for side, group in groupby(messages[ahead:], _side):
        words = [w for m in group for p in m.parts if (w := _worded(p, called)) is not None]
        if words:
            contents.append({"role": "model" if side == "model" else "user", "parts": _marked(words, signed=signed)})
    return Written(system, contents, _dropped(messages))


def thought(part: Thinking) -> dict[str, Any] | None:
    """A thought of Google's own; one without words is a signature alone, None for what another vendor thought."""
    if part.origin != ORIGIN or not (part.text or part.signature):
        return None
    signed = {"thoughtSignature": part.signature} if part.signature else {}
    return {"text": part.text} | ({"thought": True} if part.text else {}) | signed


def _read(part: wire.Part, calls: _Calls, where: str) -> tuple[Part, ...]:
    if part.function_call:
        return parts(part, calls.call(part.function_call))
    if part.function_response:
        return parts(part, calls.response(part.function_response, where))
    return parts(part)


def _turn(role: str, at: int, part: Part) -> tuple[Role, int]:
    """Whose turn a part is in: what a stream's client kept, the model's pieces each in a content, is one turn."""
    return ("assistant", -1) if role == "model" else ("tool" if isinstance(part, ToolResult) else "user", at)


def _settled(found: Iterable[Part]) -> tuple[Part, ...]:
    """The parts without the shown words of a thought that is there again under seal."""
    settled: list[Part] = []
    for part in found:
        if isinstance(part, Thinking) and part.origin != ORIGIN:
            while settled and isinstance(last := settled[-1], Thinking) and thought(last) and not last.signature:
                settled.pop()
        settled.append(part)
    return tuple(settled)


def _side(message: Message) -> str:
    return {"assistant": "model", "tool": "tool"}.get(message.role, "user")


def _worded(part: Part, called: dict[str, str]) -> dict[str, Any] | None:
    if isinstance(part, Thinking):
        return thought(part)
    if not isinstance(part, ToolResult):
        return worded(part)
    name = part.name or called.get(part.id, "")
    if not name:
        raise InvalidRequest(f"no tool call has the id {part.id!r}", param="messages")
    return result(part, name)


def _marked(said: list[dict[str, Any]], *, signed: bool) -> list[dict[str, Any]]:
    """Google checks the first call of each turn for a signature, and a picture of its own for one."""
    said = _joined(said)
    first = next((n for n, part in enumerate(said) if "functionCall" in part), None)
    if not signed or first is None or "thoughtSignature" in said[first]:
        return said
    return [*said[:first], said[first] | {"thoughtSignature": UNSIGNED}, *said[first + 1 :]]


def _joined(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A signature that follows a picture belongs to it."""
    parts: list[dict[str, Any]] = []
    for part in said:
        if parts and "inlineData" in parts[-1] and part.keys() == {"text", "thoughtSignature"} and not part["text"]:
            parts[-1] = parts[-1] | {"thoughtSignature": part["thoughtSignature"]}
        else:
            parts.append(part)
    return parts


def _dropped(messages: tuple[Message, ...]) -> tuple[str, ...]:
    """What of the messages has no word here."""
    told = [part for message in messages for part in message.parts]
    inner = [*told, *(p for part in told if isinstance(part, ToolResult) for p in part.parts)]
    lost = {
        "messages.name": any(m.name for m in messages),
        "messages.cache": any(getattr(p, "cache", None) for p in inner),
        "messages.detail": any(getattr(p, "detail", "") not in ("", "auto") for p in inner),
        "messages.annotations": any(isinstance(p, Text) and p.annotations for p in inner),
        "messages.thinking": any(isinstance(p, Thinking) and thought(p) is None for p in told),
    }
    return tuple(name for name, is_lost in lost.items() if is_lost)
