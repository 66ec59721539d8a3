"""What a prompt asks this vendor to say, whatever the format.

`chunks=N` pieces of text, `stamps=N` pieces that tell when they were sent, `marks`
says what stands at the ends of streams · `pause=S` seconds between them · `wait=S` before the first · `tools` calls the first tool that
is offered, `parallel` two · `reasoning` · `refusal` · `filter` · `length` · `read=N`, `wrote=N`, `cached=N` are the usage
told · `nousage`. A schema for the answer needs no word. What `faults` lists may be added to any of them.
"""

import re
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from tests.scripted.text.wire import STAMP

HELLO = ("Hello", "!", " How", " can", " I", " help", " you", " today", "?")
MARKS = ("[DONE]", " message_stop", ' "response.completed"', ' "finishReason"', ' "usage": {} ', "data: [DONE]\n\n")
THOUGHTS = ("The user", " greets me,", " so I greet back.")
REFUSAL = "I'm sorry, but I can't help with that."
PIECE = 12
"""Characters of arguments or of JSON in one piece of a stream."""
Stop = Literal["stop", "length", "tools", "refusal", "filter"]
STOPS: tuple[Stop, ...] = ("refusal", "filter", "length")
Wishes = dict[str, str]


class Tool(NamedTuple):
    """A function that may be called."""

    name: str
    schema: dict[str, Any]


class Request(NamedTuple):
    """What a format's reader finds in a request. `answered`: its last turn is a tool's result; `n` answers are wanted."""

    model: str
    stream: bool
    tools: tuple[Tool, ...] = ()
    schema: dict[str, Any] | None = None
    answered: bool = False
    usage: bool = True
    n: int = 1


class Call(NamedTuple):
    """A call of a tool."""

    id: str
    name: str
    arguments: str

    @property
    def pieces(self) -> list[str]:
        """The arguments as they stream."""
        return _cut(self.arguments)


class Used(NamedTuple):
    """Tokens; `read` includes the cached ones, `wrote` those of thoughts."""

    read: int
    wrote: int
    cached: int
    thought: int


class Script(NamedTuple):
    """An answer in no format."""

    model: str
    words: tuple[str, ...]
    thoughts: tuple[str, ...]
    calls: tuple[Call, ...]
    stop: Stop
    used: Used | None
    n: int = 1

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.words)

    @property
    def thought(self) -> str:
        """All thoughts."""
        return "".join(self.thoughts)


@lru_cache(16)
def _pattern(name: str) -> "re.Pattern[bytes]":
    return re.compile(rb"\b(?:vendor|%b):([a-z0-9]+)(?:=([\w.]+))?" % re.escape(name.encode()))


def wishes(body: bytes, name: str) -> Wishes:
    """The words in a request that are meant for this vendor."""
    return {word.decode(): value.decode() for word, value in _pattern(name).findall(body)}


def script(request: Request, wish: Wishes) -> Script:
    """What is answered."""
    calls = _calls(request, parallel="parallel" in wish) if {"tools", "parallel"} & wish.keys() else ()
    thoughts = THOUGHTS if "reasoning" in wish else ()
    return Script(
        model=request.model,
        words=() if calls else _words(request, wish),
        thoughts=thoughts,
        calls=calls,
        stop="tools" if calls else next((stop for stop in STOPS if stop in wish), "stop"),
        used=None if "nousage" in wish else _used(wish, request.n, thought=4 if thoughts else 0),
        n=request.n,
    )


def _words(request: Request, wish: Wishes) -> tuple[str, ...]:
    if "refusal" in wish:
        return (REFUSAL,)
    if "filter" in wish:
        return ()
    if request.schema is not None:
        return tuple(_cut(msgspec.json.encode(example(request.schema, request.schema)).decode()))
    if request.answered:
        return ("It is", " 12 °C", " there.")
    if "marks" in wish:
        return MARKS + HELLO
    if "stamps" in wish:
        return (STAMP.decode(),) * int(wish["stamps"])
    return tuple(f" word{i}" for i in range(int(wish["chunks"]))) if "chunks" in wish else HELLO


def _calls(request: Request, *, parallel: bool) -> tuple[Call, ...]:
    if request.answered or not request.tools:
        return ()
    picked = (request.tools * 2)[:2] if parallel else request.tools[:1]
    made = [(tool.name, msgspec.json.encode(example(tool.schema, tool.schema)).decode()) for tool in picked]
    return tuple(Call(f"call_{i}{name}", name, arguments) for i, (name, arguments) in enumerate(made))


def _used(wish: Wishes, n: int, thought: int) -> Used:
    wrote = (int(wish.get("wrote", 10)) + thought) * n
    return Used(int(wish.get("read", 19)), wrote, int(wish.get("cached") or 0), thought * n)


def _cut(text: str) -> list[str]:
    return [text[i : i + PIECE] for i in range(0, len(text), PIECE)]


def example(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """A value of that JSON schema; Google's spelling of types in capitals too."""
    if "$ref" in schema:
        return example(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], root)
    match str(schema.get("type", "object")).lower():
        case "object":
            return {name: example(kind, root) for name, kind in schema.get("properties", {}).items()}
        case "array":
            return [example(schema.get("items", {"type": "string"}), root)]
        case "string":
            return "Paris"
        case "integer":
            return 3
        case "number":
            return 0.5
        case "boolean":
            return True
    return None
