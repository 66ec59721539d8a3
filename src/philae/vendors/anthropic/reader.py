"""What Anthropic answers, whole or as it comes, in our terms."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from philae.core import stream
from philae.core.chat import Answer, Choice, Part, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.http import HttpReply
from philae.core.stream import Begin, Close, End, Fault, Frame, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.anthropic.fault import broken
from philae.vendors.anthropic.meter import NOTHING, counted
from philae.vendors.anthropic.own import BLOCKS
from philae.vendors.anthropic.reasons import OURS
from philae.vendors.anthropic.wire import FORMAT, ORIGIN, Block, Delta, Event, Usage

KNOWN = frozenset({"id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"})
_frame = msgspec.json.Decoder(Event, strict=False)


def read(reply: HttpReply) -> Answer:
    """A whole answer. Blocks and fields that are not ours are kept in `extra`. Raises `UpstreamError`."""
    fields = reply.parse(dict[str, msgspec.Raw])
    try:
        return _answer(fields)
    except (msgspec.MsgspecError, KeyError) as error:
        raise _unreadable(reply.body) from error


def _answer(fields: dict[str, msgspec.Raw]) -> Answer:
    parts, foreign = list[Part](), list[Any]()
    for raw in _as(list[msgspec.Raw], fields["content"]):
        part = whole(_as(Block, raw))
        if part is None:
            foreign.append([len(parts), msgspec.json.decode(raw)])
        else:
            parts.append(part)
    word = _as(str | None, fields.get("stop_reason"))
    matched = _as(str | None, fields.get("stop_sequence")) or ""
    usage = _as(Usage | None, fields.get("usage"))
    rest = {name: value for name, raw in fields.items() if name not in KNOWN and (value := msgspec.json.decode(raw))}
    return Answer(
        id=_as(str, fields["id"]),
        model=_as(str, fields["model"]),
        choices=(Choice(tuple(parts), OURS.get(word or "", "stop"), matched),),
        tokens=counted(usage) if usage else None,
        service_tier=(usage and usage.service_tier) or "",
        extra={FORMAT: rest | ({BLOCKS: foreign} if foreign else {})},
    )


def _as(kind: Any, raw: msgspec.Raw | None) -> Any:
    return None if raw is None else msgspec.json.decode(raw, type=kind, strict=False)


def _unreadable(data: bytes) -> UpstreamError:
    return UpstreamError("the vendor's answer could not be read", detail=repr(data[:300]))


def whole(block: Block) -> Part | None:
    """The part that a block of an answer is, None for one that only Messages knows."""
    match block.type:
        case "text":
            return Text(block.text, annotations=tuple(block.citations or ()))
        case "tool_use":
            return ToolCall(block.id, block.name, bytes(block.input).decode())
        case "thinking":
            return Thinking(block.thinking, block.signature, origin=ORIGIN)
        case "redacted_thinking":
            return Thinking(redacted=block.data, origin=ORIGIN)
    return None


class Reading:
    """Reads one stream. Anthropic's blocks of types that are not ours are passed over."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._tokens = NOTHING
        self._opened = 0

    def __call__(self, frame: Frame) -> Iterable[stream.Event]:
        """The events of one frame, () for a ping and for frames of kinds that came later."""
        try:
            event = _frame.decode(frame.data)
        except msgspec.MsgspecError as error:
            raise _unreadable(frame.data) from error
        handle = HANDLERS.get(event.type)
        return handle(self, event) if handle else ()

    def start(self, event: Event) -> Iterable[stream.Event]:
        """message_start."""
        message = event.message
        if message is None:
            return ()
        told = self._count(message.usage)
        tier = (message.usage and message.usage.service_tier) or ""
        return (Begin(message.id, message.model, tokens=told, service_tier=tier),)

    def open(self, event: Event) -> Iterable[stream.Event]:
        """content_block_start. Some servers put a block's text, or a call's whole input, into its start."""
        block = event.content_block
        part = whole(block) if block else None
        if block is None or part is None:
            return ()
        index = self._places[event.index] = self._opened
        self._opened += 1
        given = block.text or block.thinking or ("" if bytes(block.input) == b"{}" else bytes(block.input).decode())
        opened = Open(index, _empty(part))
        return (opened, stream.Delta(index, given)) if given else (opened,)

    def more(self, event: Event) -> Iterable[stream.Event]:
        """content_block_delta."""
        index, delta = self._places.get(event.index), event.delta
        if index is None or delta is None:
            return ()
        text = delta.text or delta.partial_json or delta.thinking
        return (stream.Delta(index, text),) if text else _marks(index, delta)

    def close(self, event: Event) -> Iterable[stream.Event]:
        """content_block_stop."""
        index = self._places.pop(event.index, None)
        return () if index is None else (Close(index),)

    def end(self, event: Event) -> Iterable[stream.Event]:
        """message_delta: why it ended, and the usage so far."""
        events: list[stream.Event] = []
        if event.delta and event.delta.stop_reason:
            reason = OURS.get(event.delta.stop_reason, "stop")
            events.append(End(reason, matched=event.delta.stop_sequence or ""))
        if told := self._count(event.usage):
            events.append(Spent(told))
        return events

    def fault(self, event: Event) -> Iterable[stream.Event]:
        """The error event."""
        return (Fault(broken(event.error)),) if event.error else ()

    def _count(self, usage: Usage | None) -> Tokens | None:
        if usage is None:
            return None
        self._tokens = counted(usage, self._tokens)
        return self._tokens


def _empty(part: Part) -> Part:
    """A part as it opens: what comes in pieces is left out."""
    if isinstance(part, ToolCall):
        return ToolCall(part.id, part.name)
    return Thinking(redacted=part.redacted, origin=ORIGIN) if isinstance(part, Thinking) else Text("")


def _marks(index: int, delta: Delta) -> Iterable[stream.Event]:
    """A signature or a citation."""
    if delta.signature:
        return (Mark(index, delta.signature),)
    return (Mark(index, annotation=delta.citation),) if delta.citation is not None else ()


Handler = Callable[[Reading, Event], Iterable[stream.Event]]
HANDLERS: dict[str, Handler] = {
    "message_start": Reading.start,
    "content_block_start": Reading.open,
    "content_block_delta": Reading.more,
    "content_block_stop": Reading.close,
    "message_delta": Reading.end,
    "error": Reading.fault,
}
