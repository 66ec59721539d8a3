"""A chat answer as OpenAI streams it: chunks as server-sent events, `[DONE]` at the end."""

from typing import Any

import msgspec

from philae.core.chat import ChatRequest, Image, Part, Refusal, Text, Thinking, ToolCall
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent, Writer
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import meter
from philae.vendors.openai.chat.errors import error
from philae.vendors.openai.chat.message import asked, detailed, finish, shown

DONE = b"data: [DONE]\n\n"
FIELDS: dict[type[Part], str] = {Text: "content", Refusal: "refusal", Thinking: "reasoning_content"}
"""The delta's field for each kind of words."""


def writer(request: ChatRequest) -> Writer:
    """What words one stream."""
    return _Stream(request).write


class _Open(msgspec.Struct):
    """A part under way: its choice, and which of the choice's tool calls it is."""

    part: Part
    choice: int
    place: int = 0


class _Stream:
    """The chunks of one answer; what each repeats is known once the vendor has begun."""

    def __init__(self, request: ChatRequest) -> None:
        self._request = request
        self._head: dict[str, Any] = {}
        self._parts: dict[int, _Open] = {}
        self._calls: dict[int, int] = {}
        self._kinds: dict[int, set[type[Part]]] = {}
        self._spoken = set[int]()
        self._tokens: Tokens | None = None
        self._broken = False

    def write(self, event: Event | None) -> bytes:
        """An event's chunks, b"" for none; None: the last ones."""
        told = b""
        match event:
            case Begin():
                told = self._begin(event)
            case Open():
                told = self._open(event)
            case Delta():
                told = self._delta(event)
            case Mark():
                told = self._mark(event)
            case Close(index=index):
                self._parts.pop(index, None)
            case End(reason=reason, choice=choice):
                told = self._first(choice) + self._chunk(choice, {}, end=finish(reason, self._kinds.get(choice, ())))
            case Spent(tokens=tokens):
                self._tokens = tokens
            case Fault(error=problem):
                self._broken = True
                told = _sse(error(problem, "").body)
            case None:
                told = self._last()
        return told

    def _begin(self, event: Begin) -> bytes:
        self._head = {"id": event.id, "object": "chat.completion.chunk", "created": event.created}
        self._head["model"] = event.model or self._request.model
        if event.service_tier:
            self._head["service_tier"] = event.service_tier
        return self._first(0)

    def _first(self, choice: int) -> bytes:
        """Who speaks, once for each choice."""
        if choice in self._spoken:
            return b""
        self._spoken.add(choice)
        return self._chunk(choice, {"role": "assistant", "content": ""})

    def _open(self, event: Open) -> bytes:
        part, choice = event.part, event.choice
        place = self._calls.get(choice, 0) if isinstance(part, ToolCall) else 0
        self._parts[event.index] = _Open(part, choice, place)
        self._kinds.setdefault(choice, set()).add(type(part))
        delta: dict[str, Any] = {}
        if isinstance(part, ToolCall):
            self._calls[choice] = place + 1
            delta = {"tool_calls": [{"index": place} | asked(part)]}
        elif isinstance(part, Image):
            delta = {"images": [shown(part)]}
        elif isinstance(part, Thinking) and (part.signature or part.redacted):
            delta = {"reasoning_details": [detailed(part)]}
        elif isinstance(part, Text | Refusal | Thinking) and part.text:
            delta = {FIELDS[type(part)]: part.text}
        return self._first(choice) + (self._chunk(choice, delta) if delta else b"")

    def _delta(self, event: Delta) -> bytes:
        under = self._parts.get(event.index)
        if under is None:
            return b""
        if isinstance(under.part, ToolCall):
            piece = {"tool_calls": [{"index": under.place, "function": {"arguments": event.text}}]}
            return self._chunk(under.choice, piece)
        field = FIELDS.get(type(under.part))
        return self._chunk(under.choice, {field: event.text}, event.logprobs) if field else b""

    def _mark(self, event: Mark) -> bytes:
        under = self._parts.get(event.index)
        if under is None:
            return b""
        delta: dict[str, Any] = {"annotations": [event.annotation]} if event.annotation is not None else {}
        if event.signature and isinstance(under.part, ToolCall):
            signed = asked(msgspec.structs.replace(under.part, signature=event.signature))
            delta["tool_calls"] = [{"index": under.place, "extra_content": signed["extra_content"]}]
        elif event.signature and isinstance(under.part, Thinking):
            delta["reasoning_details"] = [detailed(msgspec.structs.replace(under.part, signature=event.signature))]
        return self._chunk(under.choice, delta) if delta else b""

    def _last(self) -> bytes:
        """The usage, if it was asked for, and the end; after a fault there is nothing more to say."""
        if self._broken:
            return b""
        if not self._request.usage or self._tokens is None:
            return DONE
        return _sse(self._head | {"choices": [], "usage": meter.worded(self._tokens)}) + DONE

    def _chunk(self, choice: int, delta: dict[str, Any], logprobs: Any = None, end: str | None = None) -> bytes:
        told = {"index": choice, "delta": delta, "logprobs": logprobs, "finish_reason": end}
        body = self._head | {"choices": [told]}
        return _sse(body | {"usage": None} if self._request.usage else body)


def _sse(body: dict[str, Any]) -> bytes:
    """One server-sent event; OpenAI's have no name."""
    return b"data: %b\n\n" % msgspec.json.encode(body)
