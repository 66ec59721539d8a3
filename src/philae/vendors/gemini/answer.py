"""A whole answer as Gemini's clients are told it: a `GenerateContentResponse`."""

from typing import Any

from philae.core.chat import Answer, ChatRequest, Choice, Reason, Text
from philae.core.dialect import Reply
from philae.vendors.gemini import logprobs, usage
from philae.vendors.gemini.decode import WIRE
from philae.vendors.gemini.origin import SOURCES
from philae.vendors.gemini.reasons import WORDS
from philae.vendors.gemini.voice import Voice

BROKEN = "MALFORMED_FUNCTION_CALL"


def encode(answer: Answer, request: ChatRequest) -> Reply:
    """The answer; thoughts are in it if the client asked to see them."""
    shown = thoughts_shown(request)
    body: dict[str, Any] = {"candidates": [_candidate(c, n, shown=shown) for n, c in enumerate(answer.choices)]}
    feedback = answer.extra.get(WIRE, {}).get("promptFeedback")
    if feedback and not any(choice.parts for choice in answer.choices):
        body = {"promptFeedback": feedback}
    if answer.tokens:
        body["usageMetadata"] = usage.metadata(answer.tokens)
    return Reply(200, body | {"modelVersion": answer.model, "responseId": answer.id})


def thoughts_shown(request: ChatRequest) -> bool:
    """Google's clients see thoughts only if they ask for them."""
    return bool(request.reasoning and request.reasoning.show)


def candidate(index: int, parts: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """One candidate, or a piece of one."""
    return {"content": {"parts": parts, "role": "model"}, "index": index} | fields


def finish(reason: Reason, *, broken: bool) -> str:
    """Google's word for the end; `broken`: a call had to be left out since its arguments are no JSON object."""
    return BROKEN if broken and reason in ("stop", "tool_calls") else WORDS[reason]


def sources(annotation: Any) -> dict[str, Any]:
    """What an annotation of Google's, which has Google's names, says of a candidate; nothing for other vendors'."""
    return {n: annotation[n] for n in SOURCES.values() if n in annotation} if isinstance(annotation, dict) else {}


def _candidate(choice: Choice, index: int, *, shown: bool) -> dict[str, Any]:
    voice = Voice(shown=shown)
    parts = [said for part in choice.parts for said in voice.say(part)] + voice.rest()
    said = candidate(index, parts, finishReason=finish(choice.reason, broken=voice.broken))
    for part in choice.parts:
        for annotation in part.annotations if isinstance(part, Text) else ():
            said |= sources(annotation)
    return said | ({"logprobsResult": logprobs.result(choice.logprobs)} if choice.logprobs else {})
