"""A chat answer as a vendor streams it in OpenAI's chunks, read into events."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from philae.core.chat import Part, Refusal, Text, Thinking, ToolCall
from philae.core.errors import UpstreamError
from philae.core.likely import likely
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Frame, Mark, Open, Reader, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import meter
from philae.vendors.openai.chat.errors import broken
from philae.vendors.openai.chat.message import BROKEN, argued, called, contents, pictured, reason, signed
from philae.vendors.openai.chat.wire import Completion, Fragment, Outcome, Said

DONE = b"[DONE]"
_CHUNK = msgspec.json.Decoder(Completion, strict=False)


def reader() -> Reader:
    """What reads one stream's frames."""
    return _Stream().read


class _Choice(Struct):
    """What is open in one choice: the words under way, and the tool calls by the vendor's index."""

    kinds: set[type[Part]]
    words: tuple[type[Part], int] | None = None
    calls: dict[int, tuple[str, int]] = {}
    over: bool = False


class _Stream:
    """The events of one answer. The usage is told when all choices are over, and again if the vendor corrects it."""

    def __init__(self) -> None:
        self._id = ""
        self._begun = False
        self._next = 0
        self._choices: dict[int, _Choice] = {}
        self._tokens: Tokens | None = None
        self._told: Tokens | None = None

    def read(self, frame: Frame) -> Iterator[Event]:
        """The frame's events. Raises `UpstreamError` for what is no chunk."""
        if frame.data.strip() == DONE:
            yield from self._done()
            return
        chunk = _chunk(frame.data)
        if chunk.error is not None:
            yield Fault(broken(chunk.error))
            return
        if not self._begun and (chunk.id or chunk.choices):
            self._begun, self._id = True, chunk.id or ""
            yield Begin(self._id, chunk.model or "", int(chunk.created or 0), service_tier=chunk.service_tier or "")
        self._tokens = meter.found(chunk) or self._tokens
        for outcome in chunk.choices or ():
            yield from self._outcome(outcome)
        yield from self._spent()

    def _outcome(self, outcome: Outcome) -> Iterator[Event]:
        choice = self._choices.setdefault(outcome.index, _Choice(set()))
        said = outcome.delta or outcome.message
        if said:
            yield from self._words(said, outcome, choice)
            for place, fragment in enumerate(said.tool_calls or ()):
                yield from self._call(fragment, place, outcome.index, choice)
        if outcome.finish_reason in BROKEN:
            yield Fault(UpstreamError("the vendor broke off its answer", detail=str(outcome.finish_reason)))
        elif outcome.finish_reason and not choice.over:
            yield from self._end(outcome, choice)

    def _words(self, said: Said, outcome: Outcome, choice: _Choice) -> Iterator[Event]:
        """Thinking, text, pictures and a refusal, each in a part of its own."""
        at = outcome.index
        if thought := said.reasoning_content or said.reasoning:
            yield from self._say(Thinking(), thought, at, choice)
        logprobs = likely(outcome.logprobs)
        for thinks, text in contents(said.content):
            yield from self._say(Thinking() if thinks else Text(""), text, at, choice, logprobs)
            logprobs = None
        for image in said.images or ():
            yield from self._shut(choice)
            yield Open(self._next, pictured(image), at)
            yield Close(self._next)
            self._next += 1
        if said.refusal:
            yield from self._say(Refusal(""), said.refusal, at, choice, logprobs)
        for annotation in said.annotations or ():
            yield from self._say(Text(""), "", at, choice)
            if choice.words:
                yield Mark(choice.words[1], annotation=annotation)

    def _say(self, part: Part, text: str, at: int, choice: _Choice, logprobs: object = None) -> Iterator[Event]:
        """More of the part that is under way, or of a new one if that is of another kind."""
        words = choice.words
        if words is None or words[0] is not type(part):
            yield from self._shut(choice)
            yield from self._start(part, at, choice)
            words = choice.words = (type(part), self._next - 1)
        if text:
            yield Delta(words[1], text, logprobs)

    def _call(self, fragment: Fragment, place: int, at: int, choice: _Choice) -> Iterator[Event]:
        """A tool call begins or goes on; some servers number all calls 0 and tell them apart by their ids."""
        index = place if fragment.index is None else fragment.index
        function = fragment.function or {}
        under = choice.calls.get(index)
        if under is None or (fragment.id and fragment.id != under[0]):
            if under:
                yield Close(under[1])
            yield from self._shut(choice)
            under = (called(fragment, self._id, self._next), self._next)
            part = ToolCall(under[0], function.get("name") or "", signature=signed(fragment))
            yield from self._start(part, at, choice)
            choice.calls = choice.calls | {index: under}
        if arguments := argued(function):
            yield Delta(under[1], arguments)

    def _start(self, part: Part, at: int, choice: _Choice) -> Iterator[Event]:
        choice.kinds.add(type(part))
        yield Open(self._next, part, at)
        self._next += 1

    def _shut(self, choice: _Choice) -> Iterator[Event]:
        """The words under way are whole."""
        if choice.words:
            yield Close(choice.words[1])
            choice.words = None

    def _end(self, outcome: Outcome, choice: _Choice) -> Iterator[Event]:
        """All parts of the choice are whole, and it is over."""
        yield from self._shut(choice)
        for _, index in choice.calls.values():
            yield Close(index)
        choice.over = True
        yield End(reason(outcome.finish_reason, choice.kinds), outcome.index, matched(outcome))

    def _done(self) -> Iterator[Event]:
        """The stream is over: so are choices for which the vendor gave no reason to end."""
        for index, choice in self._choices.items():
            if not choice.over:
                yield from self._end(Outcome(index), choice)
        yield from self._spent()

    def _spent(self) -> Iterator[Event]:
        over = bool(self._choices) and all(choice.over for choice in self._choices.values())
        if over and self._tokens and self._tokens != self._told:
            self._told = self._tokens
            yield Spent(self._tokens)


def matched(outcome: Outcome) -> str:
    """The client's stop text that was met, where the server tells it (vLLM, SGLang); else it names a token."""
    return next((m for m in (outcome.stop_reason, outcome.matched_stop) if isinstance(m, str)), "")


def _chunk(data: bytes) -> Completion:
    try:
        return _CHUNK.decode(data)
    except msgspec.MsgspecError as error:
        message = "the vendor's answer could not be read"
        raise UpstreamError(message, detail=f"{error}: {data[:300]!r}") from error
