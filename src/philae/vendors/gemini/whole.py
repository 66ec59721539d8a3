"""A whole answer of Google's in canonical terms."""

import msgspec

from philae.core.chat import Answer, Choice, Part, Text, ToolCall
from philae.core.http import HttpReply
from philae.core.provider import unreadable
from philae.vendors.gemini import logprobs, usage, wire
from philae.vendors.gemini.fault import fault, meant
from philae.vendors.gemini.origin import call_id, created, sources
from philae.vendors.gemini.parts import ORIGIN, parts
from philae.vendors.gemini.reasons import failure, meaning

BAD = 400


def read(reply: HttpReply) -> Answer:
    """The answer. A blocked prompt is one without words, ended by the filter. Raises from the error tree."""
    if reply.status >= BAD:
        raise fault(reply)
    response = reply.parse(wire.Response)
    if response.error:
        raise meant(response.error)
    blocked = response.prompt_feedback.block_reason if response.prompt_feedback else ""
    if not response.candidates and not blocked:
        raise unreadable("has no candidates", reply)
    return Answer(
        response.response_id,
        response.model_version,
        _choices(response) or (Choice((), "content_filter"),),
        usage.tokens(response.usage_metadata) if response.usage_metadata else None,
        created(response),
        extra={ORIGIN: {"promptFeedback": {"blockReason": blocked}}} if blocked else {},
    )


def _choices(response: wire.Response) -> tuple[Choice, ...]:
    """By their index. Raises `UpstreamError` if the model went wrong in all of them."""
    calls = 0
    choices = []
    for candidate in sorted(response.candidates, key=lambda c: c.index):
        found: list[Part] = []
        for part in candidate.content.parts:
            call = part.function_call
            found += parts(part, call_id(response, call, calls) if call else "")
            calls += call is not None
        choices.append(_choice(candidate, found))
    failures = [failure(c.finish_reason, c.finish_message) for c in response.candidates]
    if failures and failures[0] and not any(choice.parts for choice in choices):
        raise failures[0]
    return tuple(choices)


def _choice(candidate: wire.Candidate, found: list[Part]) -> Choice:
    last = max((n for n, part in enumerate(found) if isinstance(part, Text)), default=None)
    told = sources(candidate)
    if told and last is not None:
        found[last] = msgspec.structs.replace(found[last], annotations=(told,))
    called = any(isinstance(part, ToolCall) for part in found)
    likely = logprobs.canonical(candidate.logprobs_result) if candidate.logprobs_result else None
    return Choice(tuple(found), meaning(candidate.finish_reason, called=called), logprobs=likely)
