"""Messages to input items: the way back from `items`."""

from collections.abc import Iterator

from philae.core.chat import (
    ChatRequest,
    Document,
    Image,
    Message,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from philae.vendors.openai.responses import content, freeform
from philae.vendors.openai.responses.decode import WIRE
from philae.vendors.openai.responses.response import instructions
from philae.vendors.openai.responses.wire import Raw


def write(request: ChatRequest) -> list[Raw]:
    """The messages as items, those without a canonical form in their places among them."""
    own = request.extra.get(WIRE, {})
    odd = own.get("items", [])
    begin = 1 if instructions(request.messages) else 0
    writing = _Writing(own.get("aliases", {}))
    written = [item["item"] for item in odd if item["before"] < begin]
    for i, message in enumerate(request.messages[begin:], begin):
        written += [item["item"] for item in odd if item["before"] == i]
        written += writing.items(message)
    return written + [item["item"] for item in odd if item["before"] >= max(begin, len(request.messages))]


class _Writing:
    """Words parts as items; knows which calls were of custom tools, since their results are of another type."""

    def __init__(self, aliases: dict[str, Raw]) -> None:
        self.aliases = aliases
        self.custom: set[str] = set()
        self.count = 0

    def items(self, message: Message) -> Iterator[Raw]:
        """A message's parts: words and media in a row are one item, all else is an item each."""
        said = message.role == "assistant"
        row: list[Raw] = []
        for part in message.parts:
            if isinstance(part, Text | Refusal) or (isinstance(part, Image | Document) and not said):
                row.append(content.write(part, said=said))
                continue
            if row:
                yield self._message(message, row)
                row = []
            yield from self._item(part)
        if row:
            yield self._message(message, row)

    def _message(self, message: Message, row: list[Raw]) -> Raw:
        if message.role != "assistant":
            return {"type": "message", "role": "user" if message.role == "tool" else message.role, "content": row}
        # The reference wants an id and a status of what the model said.
        self.count += 1
        named = {"id": f"msg_{self.count}", "status": "completed"}
        return {"type": "message", **named, "role": "assistant", "content": row}

    def _item(self, part: Part) -> Iterator[Raw]:
        match part:
            case ToolCall():
                yield self._call(part)
            case ToolResult(id=call):
                kind = "custom_tool_call_output" if call in self.custom else "function_call_output"
                yield {"type": kind, "call_id": call, "output": _result(part)}
            case Thinking(origin="responses", signature=str(proof)) if proof:
                # A thought without proof would be looked up by its id, and nothing is stored.
                summary = [{"type": "summary_text", "text": part.text}] if part.text else []
                named = {"id": part.id} if part.id else {}
                yield {"type": "reasoning", **named, "summary": summary, "encrypted_content": proof}

    def _call(self, part: ToolCall) -> Raw:
        alias = self.aliases.get(part.name, {})
        named = {"name": part.name} | {k: v for k, v in alias.items() if k != "type"}
        if alias.get("type") != "custom":
            return {"type": "function_call", "call_id": part.id, **named, "arguments": part.arguments or "{}"}
        self.custom.add(part.id)
        return {"type": "custom_tool_call", "call_id": part.id, **named, "input": freeform.unwrap(part.arguments)}


def _result(result: ToolResult) -> str | list[Raw]:
    """A tool's output: one text is a string."""
    if not result.parts:
        return ""
    if len(result.parts) == 1 and isinstance(result.parts[0], Text):
        return result.parts[0].text
    return [content.write(part) for part in result.parts]
