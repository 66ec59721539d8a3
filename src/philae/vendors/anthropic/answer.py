"""What a Messages client is told: a whole answer, a token count."""

from typing import Any

from philae.core.arguments import as_object
from philae.core.chat import Answer, ChatRequest, Part, Refusal, Text, Thinking, ToolCall
from philae.core.dialect import Reply
from philae.core.tokens import Tokens
from philae.vendors.anthropic.meter import usage_of
from philae.vendors.anthropic.own import BLOCKS
from philae.vendors.anthropic.reasons import stop_reason
from philae.vendors.anthropic.signature import sealed, sealed_call
from philae.vendors.anthropic.wire import FORMAT, ORIGIN


def encode(answer: Answer, request: ChatRequest) -> Reply:
    """Anthropic's Message; it has one choice."""
    choice = answer.choices[0]
    own = dict(answer.extra.get(FORMAT, {}))
    foreign: list[list[Any]] = own.pop(BLOCKS, [])
    usage = usage_of(answer.tokens or Tokens())
    tier = {"service_tier": answer.service_tier} if answer.service_tier else {}
    said = {
        "id": answer.id,
        "type": "message",
        "role": "assistant",
        "model": answer.model or request.model,
        "content": _content(choice.parts, foreign),
        "stop_reason": stop_reason(choice.reason, choice.matched),
        "stop_sequence": choice.matched or None,
        "usage": usage | tier,
    }
    return Reply(200, said | own)


def _content(parts: tuple[Part, ...], foreign: list[list[Any]]) -> list[dict[str, Any]]:
    """The parts as blocks, those that are not ours in their places."""
    blocks: list[dict[str, Any]] = []
    for i, part in enumerate(parts):
        blocks += [b for at, b in foreign if at == i] + [block(part)] + proof(part)
    return [b for b in blocks + [b for at, b in foreign if at == len(parts)] if b]


def encode_count(tokens: int) -> Reply:
    """The answer of /v1/messages/count_tokens."""
    return Reply(200, {"input_tokens": tokens})


def block(part: Part) -> dict[str, Any]:
    """The block for a part, {} for what Anthropic's answers have no block for."""
    match part:
        case Text(text):
            # Other vendors' citations are of another form, which Anthropic's clients refuse.
            own = [a for a in part.annotations if cites(a)]
            return {"type": "text", "text": text} | ({"citations": own} if own else {})
        case Refusal(text):
            return {"type": "text", "text": text}
        case ToolCall(ident, name, arguments):
            return {"type": "tool_use", "id": ident, "name": name, "input": as_object(arguments)}
        case Thinking():
            return thought(part)
    return {}


def thought(part: Thinking) -> dict[str, Any]:
    """A thought; what another vendor signed is marked, so that it finds the way back."""
    if part.redacted and part.origin == ORIGIN:
        return redacted(part.redacted)
    return {"type": "thinking", "thinking": part.text, "signature": sealed(part)}


def redacted(data: str) -> dict[str, Any]:
    """A block that says nothing to the client, but must come back."""
    return {"type": "redacted_thinking", "data": data}


def proof(part: Part) -> list[dict[str, Any]]:
    """The block behind a tool call that carries its signature, where another vendor signed it."""
    if isinstance(part, ToolCall) and part.signature:
        return [redacted(sealed_call(part.id, part.signature))]
    return []


def cites(annotation: Any) -> bool:
    """Whether an annotation is a citation of Anthropic's."""
    return isinstance(annotation, dict) and "cited_text" in annotation
