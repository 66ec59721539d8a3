"""A streamed answer as Gemini's clients are told it: each piece a `GenerateContentResponse`, as events or in an array."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import ChatRequest, Part, Reason, Text, Thinking, ToolCall
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent, Writer
from philae.core.tokens import Tokens
from philae.vendors.gemini import logprobs, problem, usage
from philae.vendors.gemini.answer import candidate, finish, sources, thoughts_shown
from philae.vendors.gemini.voice import Said, Voice

Frame = Callable[[dict[str, Any] | None], bytes]


class _Opened(Struct):
    """A part that is open: what it is so far, and of which choice."""

    part: Part
    choice: int
    text: list[str]


def writer(request: ChatRequest) -> Writer:
    """As server-sent events."""
    return _Chunks(thoughts_shown(request), sse)


def array(request: ChatRequest) -> Writer:
    """As one JSON array that grows."""
    return _Chunks(thoughts_shown(request), _array())


def sse(chunk: dict[str, Any] | None) -> bytes:
    """One server-sent event; Google ends a stream without a word."""
    return b"" if chunk is None else b"data: %b\r\n\r\n" % msgspec.json.encode(chunk)


def _array() -> Frame:
    """One JSON array, of which each chunk is an element."""
    begun = False

    def frame(chunk: dict[str, Any] | None) -> bytes:
        nonlocal begun
        first, begun = not begun, True
        if chunk is None:
            return b"[]" if first else b"\n]"
        return (b"[" if first else b"\n,\r\n") + msgspec.json.encode(chunk)

    return frame


class _Chunks:
    """Turns events into chunks. Calls are told when they are whole; the ends of all choices in the last chunk."""

    def __init__(self, shown: bool, frame: Frame) -> None:  # noqa: FBT001 - the only setting
        self._shown = shown
        self._frame = frame
        self._head: dict[str, Any] = {}
        self._open: dict[int, _Opened] = {}
        self._voices: dict[int, Voice] = {}
        self._ends: dict[int, Reason] = {}
        self._tokens: Tokens | None = None

    def __call__(self, event: Event | None) -> bytes:
        match event:
            case None:
                return self._last() + self._frame(None)
            case Begin() | End() | Spent():
                return self._note(event)
            case Fault(error=error):
                self._ends.clear()
                return self._frame(problem.told(error))
            case _:
                return self._part(event)

    def _note(self, event: Begin | End | Spent) -> bytes:
        """What is told with later chunks."""
        match event:
            case Begin():
                self._head = {"modelVersion": event.model, "responseId": event.id}
                self._tokens = event.tokens
            case End(choice=choice, reason=reason):
                self._ends[choice] = reason
            case _:
                self._tokens = event.tokens
        return b""

    def _part(self, event: Open | Delta | Mark | Close) -> bytes:
        match event:
            case Open(index=index, part=part, choice=choice):
                self._open[index] = _Opened(part, choice, [])
                return self._delta(Delta(index, part.text)) if isinstance(part, Text) and part.text else b""
            case Delta():
                return self._delta(event)
            case Mark():
                return self._mark(event)
            case _:
                return self._close(self._open.pop(event.index))

    def _delta(self, event: Delta) -> bytes:
        opened = self._open[event.index]
        if isinstance(opened.part, Text):
            rest = {"logprobsResult": logprobs.result(event.logprobs)} if event.logprobs else {}
            return self._chunk(opened.choice, self._voice(opened.choice).carry({"text": event.text}), **rest)
        opened.text.append(event.text)
        if isinstance(opened.part, Thinking) and self._shown:
            return self._chunk(opened.choice, [{"text": event.text, "thought": True}])
        return b""

    def _mark(self, event: Mark) -> bytes:
        opened = self._open[event.index]
        if event.signature and isinstance(opened.part, Thinking | ToolCall):
            opened.part = msgspec.structs.replace(opened.part, signature=opened.part.signature + event.signature)
        said = sources(event.annotation)
        return self._chunk(opened.choice, [], **said) if said else b""

    def _close(self, opened: _Opened) -> bytes:
        """What is told of a part when it is whole: of words nothing, they are told already."""
        part, text = opened.part, "".join(opened.text)
        voice = self._voice(opened.choice)
        if isinstance(part, Text):
            return b""
        if isinstance(part, ToolCall):
            part = msgspec.structs.replace(part, arguments=part.arguments + text)
        elif isinstance(part, Thinking):
            told = self._shown and bool(text)
            part = msgspec.structs.replace(part, text=part.text + text)
            return self._chunk(opened.choice, _signed(voice.say(part), told=told))
        elif hasattr(part, "text"):
            part = msgspec.structs.replace(part, text=part.text + text)
        return self._chunk(opened.choice, voice.say(part))

    def _last(self) -> bytes:
        """The chunk that ends it all, with the usage."""
        if not self._ends:
            return b""
        ended = [self._ended(choice, reason) for choice, reason in sorted(self._ends.items())]
        spent = {"usageMetadata": usage.metadata(self._tokens)} if self._tokens else {}
        return self._frame({"candidates": ended} | spent | self._head)

    def _ended(self, choice: int, reason: Reason) -> dict[str, Any]:
        """Google's last piece has a part, which clients rely on."""
        voice = self._voice(choice)
        return candidate(choice, voice.rest() or [{"text": ""}], finishReason=finish(reason, broken=voice.broken))

    def _chunk(self, choice: int, parts: list[Said], **fields: Any) -> bytes:
        if not parts and not fields:
            return b""
        return self._frame({"candidates": [candidate(choice, parts, **fields)]} | self._head)

    def _voice(self, choice: int) -> Voice:
        if choice not in self._voices:
            self._voices[choice] = Voice(shown=self._shown)
        return self._voices[choice]


def _signed(said: list[Said], *, told: bool) -> list[Said]:
    """Of a thought whose words are `told`, the signature alone."""
    if not told:
        return said
    return [part | {"text": ""} for part in said if "thoughtSignature" in part]
