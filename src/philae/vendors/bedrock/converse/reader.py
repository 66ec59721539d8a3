"""What Converse answers, whole or as it comes, in our terms."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from philae.core import stream
from philae.core.chat import Answer, Choice, Part, Reason, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.http import HttpReply
from philae.core.ids import uuid7
from philae.core.stream import Begin, Close, End, Fault, Frame, Mark, Open, Spent
from philae.vendors.bedrock.converse.meter import counted
from philae.vendors.bedrock.converse.wire import ANSWER, ORIGIN, Block, Event, Whole
from philae.vendors.bedrock.fault import meant, said

OURS: dict[str, Reason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}
BROKEN = frozenset({"malformed_model_output", "malformed_tool_use"})
_event = msgspec.json.Decoder(Event, strict=False)


def read(reply: HttpReply) -> Answer:
    """A whole answer. Converse names neither it nor its model. Raises `UpstreamError`."""
    whole = reply.parse(Whole)
    if problem := _broken(whole.stop_reason):
        raise problem
    parts = tuple(part for block in whole.output.message.content if (part := _part(block)) is not None)
    reason = _reason(whole.stop_reason, called=any(isinstance(part, ToolCall) for part in parts))
    ident, created = _born()
    spent = counted(whole.usage) if whole.usage else None
    return Answer(ident, "", (Choice(parts, reason),), spent, created)


class Reading:
    """Reads one stream. Only calls are told to begin; words and thoughts begin with their first piece."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, type[Part]]] = {}
        self._opened = 0
        self._called = False

    def __call__(self, frame: Frame) -> Iterable[stream.Event]:
        """The events of one frame, () for one of a kind that came later."""
        if frame.event.endswith("xception"):
            return (Fault(meant(frame.event, said(frame.data))),)
        handle = HANDLERS.get(frame.event)
        if handle is None:
            return ()
        try:
            return tuple(handle(self, _event.decode(frame.data)))
        except msgspec.MsgspecError as error:
            raise UpstreamError("the vendor's answer could not be read", detail=repr(frame.data[:300])) from error

    def begin(self, _: Event) -> Iterator[stream.Event]:
        """MessageStart."""
        ident, created = _born()
        yield Begin(ident, "", created)

    def start(self, event: Event) -> Iterator[stream.Event]:
        """ContentBlockStart."""
        call = event.start.tool_use if event.start else None
        if call and call.name == ANSWER:
            yield from self._opening(event.content_block_index, Text(""))
        elif call:
            self._called = True
            yield from self._opening(event.content_block_index, ToolCall(call.tool_use_id, call.name))

    def more(self, event: Event) -> Iterator[stream.Event]:
        """ContentBlockDelta."""
        delta, at = event.delta or Block(), event.content_block_index
        if delta.tool_use and at in self._open:
            yield stream.Delta(self._open[at][0], msgspec.json.decode(delta.tool_use.input, type=str))
        elif delta.reasoning_content:
            yield from self._thought(at, delta)
        elif delta.text:
            yield from self._grown(at, Text(""), delta.text)

    def _thought(self, at: int, delta: Block) -> Iterator[stream.Event]:
        thought = delta.reasoning_content
        if thought is None:
            return
        if thought.redacted_content:
            yield from self._opening(at, Thinking(redacted=thought.redacted_content, origin=ORIGIN))
        else:
            yield from self._grown(at, Thinking(origin=ORIGIN), thought.text)
        if thought.signature:
            yield Mark(self._open[at][0], thought.signature)

    def _grown(self, at: int, part: Part, text: str) -> Iterator[stream.Event]:
        """A piece of a part, which it opens if need be."""
        if at not in self._open or self._open[at][1] is not type(part):
            yield from self._opening(at, part)
        if text:
            yield stream.Delta(self._open[at][0], text)

    def _opening(self, at: int, part: Part) -> Iterator[stream.Event]:
        yield from self._closing(at)
        self._open[at] = (self._opened, type(part))
        self._opened += 1
        yield Open(self._open[at][0], part)

    def _closing(self, at: int) -> Iterator[stream.Event]:
        if at in self._open:
            yield Close(self._open.pop(at)[0])

    def close(self, event: Event) -> Iterator[stream.Event]:
        """ContentBlockStop."""
        yield from self._closing(event.content_block_index)

    def end(self, event: Event) -> Iterator[stream.Event]:
        """MessageStop."""
        problem = _broken(event.stop_reason)
        yield Fault(problem) if problem else End(_reason(event.stop_reason, called=self._called))

    def spent(self, event: Event) -> Iterator[stream.Event]:
        """The metadata, which come last."""
        if event.usage:
            yield Spent(counted(event.usage))


def _part(block: Block) -> Part | None:
    """The part that a block of a whole answer is, None for one that we do not know."""
    if call := block.tool_use:
        given = bytes(call.input).decode()
        return Text(given) if call.name == ANSWER else ToolCall(call.tool_use_id, call.name, given)
    if thought := block.reasoning_content:
        told = thought.reasoning_text
        if told is None:
            return Thinking(redacted=thought.redacted_content, origin=ORIGIN) if thought.redacted_content else None
        return Thinking(told.text, told.signature, origin=ORIGIN)
    if block.citations_content:
        return Text("".join(cited.text for cited in block.citations_content.content))
    return Text(block.text) if block.text else None


def _reason(word: str, *, called: bool) -> Reason:
    """Ours; where only the tool of the answer's form was called, it is a plain end."""
    reason = OURS.get(word, "stop")
    return "stop" if reason == "tool_calls" and not called else reason


def _broken(word: str) -> UpstreamError | None:
    """The error that an answer is which the model made a mess of."""
    return UpstreamError("the model gave no usable answer", detail=word, retryable=True) if word in BROKEN else None


def _born() -> tuple[str, int]:
    """An id for an answer that has none, and the Unix time that stands in it."""
    made = uuid7()
    return made.hex, (made.int >> 80) // 1000


Handler = Callable[[Reading, Event], Iterator[stream.Event]]
HANDLERS: dict[str, Handler] = {
    "messageStart": Reading.begin,
    "contentBlockStart": Reading.start,
    "contentBlockDelta": Reading.more,
    "contentBlockStop": Reading.close,
    "messageStop": Reading.end,
    "metadata": Reading.spent,
}
