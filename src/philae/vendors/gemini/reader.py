"""A stream of Google's in canonical events. Its frames have no structure but their order: parts begin where kinds change."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import Part, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.stream import Close, Delta, End, Event, Fault, Frame, Mark, Open, Reader, Spent
from philae.vendors.gemini import logprobs, usage, wire
from philae.vendors.gemini.fault import meant
from philae.vendors.gemini.origin import begin, call_id, sources
from philae.vendors.gemini.parts import ORIGIN, parts
from philae.vendors.gemini.reasons import failure, meaning

UNSAID = ("", "FINISH_REASON_UNSPECIFIED")
_RESPONSE = msgspec.json.Decoder(wire.Response, strict=False)


def reader() -> Reader:
    """Anew for each stream."""
    return _Pieces()


class _Choice(Struct):
    """Where one choice stands: the open part and its kind, whether it said anything, called a tool, ended."""

    index: int | None = None
    kind: type[Any] | None = None
    spoke: bool = False
    called: bool = False
    ended: bool = False


class _Pieces:
    """Reads one frame after the other."""

    def __init__(self) -> None:
        self._begun = False
        self._opened = 0
        self._calls = 0
        self._choices: dict[int, _Choice] = {}

    def __call__(self, frame: Frame) -> Iterable[Event]:
        try:
            response = _RESPONSE.decode(frame.data)
        except msgspec.MsgspecError as error:
            detail = f"{error}: {frame.data[:300]!r}"
            raise UpstreamError("the vendor's answer could not be read", detail=detail) from error
        # Google breaks off with an error object in place of a frame, also behind a stream that began well.
        return (Fault(meant(response.error)),) if response.error else self._events(response)

    def _events(self, response: wire.Response) -> Iterator[Event]:
        if not self._begun:
            self._begun = True
            yield begin(response)
        for candidate in response.candidates:
            state = self._choices.setdefault(candidate.index, _Choice())
            if not state.ended:
                yield from self._candidate(response, candidate, state)
        if not response.candidates and response.prompt_feedback and response.prompt_feedback.block_reason:
            self._choices[0] = _Choice(ended=True)
            yield End("content_filter")
        if response.usage_metadata and any(state.ended for state in self._choices.values()):
            yield Spent(usage.tokens(response.usage_metadata))

    def _candidate(self, response: wire.Response, candidate: wire.Candidate, state: _Choice) -> Iterator[Event]:
        likely = logprobs.canonical(candidate.logprobs_result) if candidate.logprobs_result else None
        for part in candidate.content.parts:
            call = part.function_call
            found = parts(part, call_id(response, call, self._calls) if call else "")
            self._calls += call is not None
            for piece in found:
                yield from self._piece(piece, state, candidate.index, likely)
                likely = None if isinstance(piece, Text) else likely
        if (told := sources(candidate)) and state.index is not None and state.kind is Text:
            yield Mark(state.index, annotation=told)
        if candidate.finish_reason not in UNSAID:
            yield from self._end(candidate, state)

    def _piece(self, piece: Part, state: _Choice, choice: int, likely: Any) -> Iterator[Event]:
        """A piece goes on with the open part if it is of its kind; all but words come whole."""
        flows = isinstance(piece, Text) or (isinstance(piece, Thinking) and piece.origin == ORIGIN)
        if not flows or state.kind is not type(piece):
            yield from _close(state)
            yield self._open(piece, state, choice)
        index = self._opened - 1 if state.index is None else state.index
        text = piece.arguments if isinstance(piece, ToolCall) else getattr(piece, "text", "")
        if text:
            yield Delta(index, text, likely if isinstance(piece, Text) else None)
        if isinstance(piece, Thinking) and piece.signature:
            yield Mark(index, piece.signature)
        if not flows or (isinstance(piece, Thinking) and piece.signature):
            yield from _close(state)

    def _open(self, piece: Part, state: _Choice, choice: int) -> Open:
        state.index, state.kind, state.spoke = self._opened, type(piece), True
        state.called = state.called or isinstance(piece, ToolCall)
        self._opened += 1
        return Open(state.index, _empty(piece), choice)

    def _end(self, candidate: wire.Candidate, state: _Choice) -> Iterator[Event]:
        yield from _close(state)
        state.ended = True
        error = None if state.spoke else failure(candidate.finish_reason, candidate.finish_message)
        if error:
            yield Fault(error)
        else:
            yield End(meaning(candidate.finish_reason, called=state.called), candidate.index)


def _close(state: _Choice) -> Iterator[Event]:
    if state.index is not None:
        yield Close(state.index)
    state.index = state.kind = None


def _empty(piece: Part) -> Part:
    """What is known of the part when it opens: pictures and sounds come whole."""
    match piece:
        case Text():
            return Text("")
        case Thinking():
            return Thinking(redacted=piece.redacted, id=piece.id, origin=piece.origin)
        case ToolCall():
            return msgspec.structs.replace(piece, arguments="")
        case _:
            return piece
