"""What is told of an answer beside its words: made ids of calls, when it was made, its sources."""

from datetime import datetime
from hashlib import blake2b
from typing import Any

from philae.core.stream import Begin
from philae.vendors.gemini import usage, wire
from philae.vendors.gemini.parts import MADE

SOURCES = {
    "grounding_metadata": "groundingMetadata",
    "citation_metadata": "citationMetadata",
    "url_context_metadata": "urlContextMetadata",
}


def begin(response: wire.Response) -> Begin:
    """The first event of a stream; its usage is that of the input."""
    spent = usage.tokens(response.usage_metadata) if response.usage_metadata else None
    return Begin(response.response_id, response.model_version, created(response), spent)


def call_id(response: wire.Response, call: wire.FunctionCall, position: int) -> str:
    """The call's own id, or one from the answer's id and the call's position in it, so that no other answer has it."""
    if call.id:
        return call.id
    answer = response.response_id or blake2b(bytes(call.args) + call.name.encode(), digest_size=8).hexdigest()
    return f"{MADE}{answer}_{position}"


def created(response: wire.Response) -> int:
    """Unix seconds, 0 where Google does not tell."""
    try:
        return int(datetime.fromisoformat(response.create_time).timestamp())
    except ValueError:
        return 0


def sources(candidate: wire.Candidate) -> dict[str, Any]:
    """Google's sources under Google's names, {} if there are none."""
    found = {name: getattr(candidate, field) for field, name in SOURCES.items()}
    return {name: value for name, value in found.items() if value}
