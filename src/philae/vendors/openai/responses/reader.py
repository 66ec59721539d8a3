"""A vendor's stream in canonical events."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import Part, Refusal, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.likely import likely
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Spent
from philae.vendors.openai.responses import freeform, output
from philae.vendors.openai.responses.fault import broken
from philae.vendors.openai.responses.tools import flat
from philae.vendors.openai.responses.wire import Problem, Raw, Told

ITEM = "item"
KINDS: dict[str | None, Part] = {"output_text": Text(""), "refusal": Refusal("")}
Key = tuple[int, int | str]
"""Where a part is: the output index, and the content index or that the whole item is one part."""


class Seen(Struct, frozen=True):
    """The fields of all events."""

    type: str = ""
    response: Told | None = None
    item: Raw | None = None
    part: Raw | None = None
    delta: Any = None
    output_index: int = 0
    content_index: int = 0
    summary_index: int = 0
    annotation: Any = None
    logprobs: list[Raw] | None = None
    # The `error` event has its fields at its own level, or one deeper.
    error: Problem | None = None
    message: str | None = None
    code: str | int | None = None


class StreamReader:
    """Reads one stream. Servers differ in what they leave out, so a part opens with whatever is first told of it."""

    def __init__(self) -> None:
        self._parts: dict[Key, int] = {}
        self._kinds: list[Part] = []
        self._open: set[int] = set()
        self._told: set[int] = set()
        self._over = False

    def __call__(self, frame: Frame) -> list[Event]:
        """The events of a frame. Raises `UpstreamError` for a frame that cannot be read."""
        if self._over or not frame.data or frame.data == b"[DONE]":
            return []
        try:
            seen = msgspec.json.decode(frame.data, type=Seen, strict=False)
        except msgspec.MsgspecError as error:
            message = "the vendor's answer could not be read"
            raise UpstreamError(message, detail=f"{error}: {frame.data[:300]!r}") from error
        handler = HANDLERS.get(seen.type or frame.event)
        return list(handler(self, seen)) if handler else []

    def begin(self, seen: Seen) -> Iterator[Event]:
        """`response.created`."""
        if seen.response:
            told = seen.response
            tokens = output.counted(told.usage)
            yield Begin(told.id, told.model, int(told.created_at or 0), tokens, told.service_tier or "")

    def item(self, seen: Seen) -> Iterator[Event]:
        """`output_item.added`: a call opens with its name, a thought with its id; words open with their content."""
        item, key = output.opened(seen.item or {}), (seen.output_index, ITEM)
        match item.type:
            case "reasoning":
                yield from self._opened(key, Thinking(id=item.id or "", origin="responses"))
            case "function_call" | "custom_tool_call":
                yield from self._opened(key, ToolCall(item.call_id or "", flat(item.namespace, item.name or "")))

    def item_done(self, seen: Seen) -> Iterator[Event]:
        """`output_item.done`: what was not told in pieces, then the ends of the item's parts."""
        item, place = seen.item or {}, seen.output_index
        kind = item.get("type")
        parts = output.parts_of(item) or ()
        # Words are parts by their content, all else is one part.
        keys: list[Key] = [(place, i) for i in output.said(item)] if kind == "message" else [(place, ITEM)]
        for key, part in zip(keys, parts, strict=False):
            yield from self._caught_up(key, part, custom=kind == "custom_tool_call")
        for key, index in self._parts.items():
            if key[0] == place:
                yield from self._closed(index)

    def content(self, seen: Seen) -> Iterator[Event]:
        """`content_part.added`."""
        part = KINDS.get(str((seen.part or {}).get("type")))
        if part:
            yield from self._opened((seen.output_index, seen.content_index), part)

    def content_done(self, seen: Seen) -> Iterator[Event]:
        """`content_part.done`; a thought's part is not a part of its own here."""
        index = self._parts.get((seen.output_index, seen.content_index))
        if index is not None:
            yield from self._closed(index)

    def text(self, seen: Seen) -> Iterator[Event]:
        """`output_text.delta`."""
        told = likely({"content": seen.logprobs}) if seen.logprobs else None
        yield from self._more((seen.output_index, seen.content_index), Text(""), seen.delta, told)

    def refusal(self, seen: Seen) -> Iterator[Event]:
        """`refusal.delta`."""
        yield from self._more((seen.output_index, seen.content_index), Refusal(""), seen.delta)

    def annotation(self, seen: Seen) -> Iterator[Event]:
        """`output_text.annotation.added`."""
        index = self._parts.get((seen.output_index, seen.content_index))
        if index in self._open and index is not None:
            yield Mark(index, annotation=seen.annotation)

    def summary(self, seen: Seen) -> Iterator[Event]:
        """`reasoning_summary_part.added`: one more part of a summary is one more paragraph."""
        index = self._parts.get((seen.output_index, ITEM))
        if index in self._told and index is not None:
            yield Delta(index, "\n\n")

    def thought(self, seen: Seen) -> Iterator[Event]:
        """`reasoning_summary_text.delta`, `reasoning_text.delta`."""
        yield from self._more((seen.output_index, ITEM), Thinking(origin="responses"), seen.delta)

    def arguments(self, seen: Seen) -> Iterator[Event]:
        """`function_call_arguments.delta`."""
        yield from self._more((seen.output_index, ITEM), ToolCall("", ""), seen.delta)

    def input(self, seen: Seen) -> Iterator[Event]:
        """`custom_tool_call_input.delta`: the text of a custom tool, wrapped as it comes."""
        head = "" if self._parts.get((seen.output_index, ITEM)) in self._told else freeform.HEAD
        yield from self._more((seen.output_index, ITEM), ToolCall("", ""), head + freeform.escaped(str(seen.delta)))

    def end(self, seen: Seen) -> Iterator[Event]:
        """`completed`, `incomplete`: whatever is open ends."""
        told = seen.response or Told()
        self._over = True
        yield from map(Close, sorted(self._open))
        tokens = output.counted(told.usage)
        if tokens:
            yield Spent(tokens)
        yield End(output.reason_of(told, self._kinds))

    def failed(self, seen: Seen) -> Iterator[Event]:
        """`response.failed`, or `error`, whichever is first."""
        self._over = True
        if seen.response:
            yield Fault(output.failure(seen.response))
        else:
            yield Fault(broken(seen.error or Problem(seen.message, code=seen.code)))

    def _opened(self, key: Key, part: Part) -> Iterator[Event]:
        """The part's beginning, if it has not begun."""
        if key not in self._parts:
            index = self._parts[key] = len(self._kinds)
            self._kinds.append(part)
            self._open.add(index)
            yield Open(index, part)

    def _more(self, key: Key, part: Part, text: Any, logprobs: Any = None) -> Iterator[Event]:
        """More of a part; what comes behind its end is left out."""
        yield from self._opened(key, part)
        index = self._parts[key]
        if index in self._open:
            self._told.add(index)
            yield Delta(index, str(text), logprobs)

    def _closed(self, index: int) -> Iterator[Event]:
        """The part's end, if it has not ended."""
        if index in self._open:
            self._open.discard(index)
            yield Close(index)

    def _caught_up(self, key: Key, part: Part, *, custom: bool) -> Iterator[Event]:
        """What of a whole part was not told before: all of it, or a thought's proof, or a wrapping's end."""
        index = self._parts.get(key)
        if index is None:
            yield from self._opened(key, part)
        elif index in self._open and index not in self._told:
            yield Delta(index, part.arguments if isinstance(part, ToolCall) else getattr(part, "text", ""))
        elif index in self._open and custom:
            yield Delta(index, freeform.TAIL)
        if index is not None and isinstance(part, Thinking) and part.signature:
            yield Mark(index, signature=part.signature)


HANDLERS: dict[str, Callable[[StreamReader, Seen], Iterator[Event]]] = {
    "response.created": StreamReader.begin,
    "response.output_item.added": StreamReader.item,
    "response.output_item.done": StreamReader.item_done,
    "response.content_part.added": StreamReader.content,
    "response.content_part.done": StreamReader.content_done,
    "response.output_text.delta": StreamReader.text,
    "response.refusal.delta": StreamReader.refusal,
    "response.output_text.annotation.added": StreamReader.annotation,
    "response.reasoning_summary_part.added": StreamReader.summary,
    "response.reasoning_summary_text.delta": StreamReader.thought,
    "response.reasoning_text.delta": StreamReader.thought,
    "response.function_call_arguments.delta": StreamReader.arguments,
    "response.custom_tool_call_input.delta": StreamReader.input,
    "response.completed": StreamReader.end,
    "response.incomplete": StreamReader.end,
    "response.failed": StreamReader.failed,
    "error": StreamReader.failed,
}
