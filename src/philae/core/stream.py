"""A chat answer as it comes: the events between a provider's frames and a dialect's.

The grammar, for each choice: `Begin` once for all, then parts one after the other or side by side (parallel tool
calls), each `Open`, any number of `Delta`, `Close`; then `End`; `Spent` once, at the latest at the end. `index` counts
the parts of all choices, in the order in which they open.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from philae.core.chat import Answer, Part, Reason, Refusal, Text, Thinking, ToolCall
from philae.core.errors import GatewayError
from philae.core.tokens import Tokens


class Begin(Struct, frozen=True):
    """The vendor began. `tokens`: what it told of the input already."""

    id: str
    model: str
    created: int = 0
    tokens: Tokens | None = None
    service_tier: str = ""


class Open(Struct, frozen=True):
    """A part begins; `part` is empty but for what is known at once (a tool call's id and name)."""

    index: int
    part: Part
    choice: int = 0


class Delta(Struct, frozen=True):
    """More of a part: its text, or the JSON text of its arguments. `logprobs` in OpenAI's form."""

    index: int
    text: str
    logprobs: Any = None


class Mark(Struct, frozen=True):
    """What belongs to an open part besides its text: a signature, a citation in the vendor's own form."""

    index: int
    signature: str = ""
    annotation: Any = None


class Close(Struct, frozen=True):
    """The part is whole."""

    index: int


class End(Struct, frozen=True):
    """A choice is over."""

    reason: Reason
    choice: int = 0
    matched: str = ""


class Spent(Struct, frozen=True):
    """What the call took; the last one told holds."""

    tokens: Tokens


class Fault(Struct, frozen=True):
    """The vendor broke off with an error, in the middle of its answer."""

    error: GatewayError


Event = Begin | Open | Delta | Mark | Close | End | Spent | Fault


class Frame(Struct, frozen=True):
    """A vendor's frame: of server-sent events `event` ("" if it has none) and `data`; of other framings `data` alone."""

    data: bytes
    event: str = ""


Reader = Callable[[Frame], Iterable[Event]]
"""Made anew for each stream, since it remembers what is open. Raises from the error tree for what cannot be read."""
Writer = Callable[[Event | None], bytes]
"""Made anew for each stream: an event as the bytes that the client is sent, b"" for nothing; None: the stream is over."""


def told(answer: Answer) -> Iterator[Event]:
    """A whole answer as it would have come in a stream."""
    yield Begin(answer.id, answer.model, answer.created, answer.tokens, answer.service_tier)
    index = 0
    for number, choice in enumerate(answer.choices):
        for part in choice.parts:
            yield from _grown(index, part, number)
            index += 1
        yield End(choice.reason, number, choice.matched)
    if answer.tokens:
        yield Spent(answer.tokens)


def _grown(index: int, part: Part, choice: int) -> Iterator[Event]:
    """One part, what comes in pieces in one piece."""
    match part:
        case Text(text=text) | Refusal(text=text):
            yield Open(index, replace(part, text=""), choice)
        case Thinking(text=text):
            yield Open(index, replace(part, text="", signature=""), choice)
        case ToolCall(arguments=text):
            yield Open(index, replace(part, arguments=""), choice)
        case _:
            text = ""
            yield Open(index, part, choice)
    if text:
        yield Delta(index, text)
    if isinstance(part, Thinking) and part.signature:
        yield Mark(index, part.signature)
    yield Close(index)
