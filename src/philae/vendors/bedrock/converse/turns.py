"""Our messages as Converse's system prompt and turns, which alternate between user and assistant.

Instructions at the beginning are the system prompt; later ones stay where they are, as the user's words. Results of tools
are the user's. `tooled`: tools are offered; else calls and results are told in words, since their blocks would be refused.
"""

from typing import Any

from philae.core.chat import Image, Message, Part, Text, ToolCall, ToolResult
from philae.core.errors import InvalidRequest
from philae.vendors.bedrock.converse.abilities import Abilities
from philae.vendors.bedrock.converse.parts import MESSAGES, Made, beside, block, told

SYSTEM = frozenset({"system", "developer"})
POINT: Made = {"cachePoint": {"type": "default"}}
Blocks = list[Made]


class Turns:
    """Collects the system prompt and the turns; `dropped` is given what Converse has no word for."""

    def __init__(self, able: Abilities, dropped: set[str], *, tooled: bool) -> None:
        self._able, self._dropped, self._tooled = able, dropped, tooled
        self._documents = 0
        self.system: Blocks = []
        self.said: list[dict[str, Any]] = []

    def add(self, message: Message) -> None:
        """The next message of the conversation."""
        if message.name:
            self._dropped.add("messages.name")
        blocks = [b for part in message.parts for b in self._blocks(part)]
        if message.role in SYSTEM and not self.said:
            self.system += [b for b in blocks if b.keys() <= {"text", "cachePoint"}]
        elif blocks:
            self._say("assistant" if message.role == "assistant" else "user", blocks)

    def finish(self) -> None:
        """All messages are there. Raises `InvalidRequest` if nothing was said."""
        if not self.said:
            raise InvalidRequest("the vendor needs at least one message that is not a system prompt", param=MESSAGES)
        for turn in self.said:
            self._explain(turn["content"])

    def _say(self, role: str, blocks: Blocks) -> None:
        if self.said and self.said[-1]["role"] == role:
            self.said[-1]["content"] += blocks
        else:
            self.said.append({"role": role, "content": blocks})

    def _blocks(self, part: Part) -> Blocks:
        """The part, what belongs beside it, and the cache point behind it."""
        self._lost(part)
        made = [self._made(part), *map(block, beside(part))]
        blocks = [b for b in made if b is not None]
        for number, one in enumerate(blocks):
            if "document" in one:
                blocks[number] = self._numbered(one)
        return [*blocks, POINT] if blocks and self._able.caches and getattr(part, "cache", None) else blocks

    def _made(self, part: Part) -> Made | None:
        if isinstance(part, ToolCall | ToolResult) and not self._tooled:
            self._dropped.add("messages.tools")
            return told(part)
        made = block(part)
        if made and isinstance(part, ToolResult) and part.error and self._able.failures:
            made["toolResult"]["status"] = "error"
        return made

    def _numbered(self, made: Made) -> Made:
        """No two documents of a request may have the same name."""
        self._documents += 1
        name = made["document"]["name"]
        return made if self._documents == 1 else {"document": made["document"] | {"name": f"{name} {self._documents}"}}

    def _explain(self, content: Blocks) -> None:
        """A turn with a document has to have words too: its name."""
        files = [b["document"]["name"] for b in content if "document" in b]
        if files and not any("text" in b for b in content):
            content.insert(0, {"text": ", ".join(files)})

    def _lost(self, part: Part) -> None:
        inner = part.parts if isinstance(part, ToolResult) else ()
        if not self._able.caches and any(getattr(p, "cache", None) for p in (part, *inner)):
            self._dropped.add("messages.cache")
        if any(isinstance(p, Image) and p.detail in {"low", "high"} for p in (part, *inner)):
            self._dropped.add("messages.detail")
        if isinstance(part, Text) and part.annotations:
            self._dropped.add("messages.annotations")
        if isinstance(part, ToolResult) and part.error and not self._able.failures:
            self._dropped.add("messages.error")
