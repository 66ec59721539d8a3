"""A whole answer in this API's form."""

from collections.abc import Iterator
from typing import Any

from philae.core.chat import Answer, ChatRequest, Choice, Part, Text
from philae.core.dialect import Reply
from philae.core.stream import Begin, Close, Delta, End, Event, Open, Spent
from philae.vendors.openai.responses.assembly import assembled
from philae.vendors.openai.responses.decode import WIRE
from philae.vendors.openai.responses.wire import Raw


def encode(answer: Answer, request: ChatRequest) -> Reply:
    """The response object."""
    return Reply(200, assembled(request, _events(answer)))


def _events(answer: Answer) -> Iterator[Event | Raw]:
    """The answer as it would have come in a stream. Only the first choice: this API knows one."""
    yield Begin(answer.id, answer.model, answer.created, answer.tokens, answer.service_tier)
    choice = answer.choices[0] if answer.choices else Choice(())
    odd = answer.extra.get(WIRE, {}).get("items", [])
    logprobs = choice.logprobs
    for i, part in enumerate(choice.parts):
        yield from (kept["item"] for kept in odd if kept["before"] == i)
        yield from _part(i, part, logprobs if isinstance(part, Text) else None)
        logprobs = None if isinstance(part, Text) else logprobs
    yield from (kept["item"] for kept in odd if kept["before"] >= len(choice.parts))
    yield End(choice.reason, matched=choice.matched)
    if answer.tokens:
        yield Spent(answer.tokens)


def _part(index: int, part: Part, logprobs: Any) -> Iterator[Event]:
    """One part; the logprobs are of the first text."""
    if logprobs and isinstance(part, Text):
        yield Open(index, Text("", annotations=part.annotations))
        yield Delta(index, part.text, logprobs)
    else:
        yield Open(index, part)
    yield Close(index)
