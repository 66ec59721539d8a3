"""Our messages as Anthropic's system prompt and turns, which alternate between user and assistant.

Tool results are the user's. Consecutive turns of one speaker become one. System and developer messages at the start
are the system prompt. One amid the conversation takes hold before the model's next answer: on a model that knows
system messages there, it stands behind the user's turn it came with, which is where Anthropic allows it. On other
models it moves up to the end of the system prompt, since an instruction's authority matters more than its place. One
that ends a conversation after the model's own turn is told as the user's, or there would be nothing to answer.
"""

from typing import Any

from philae.core.chat import ChatRequest, Image, Message
from philae.core.errors import InvalidRequest
from philae.vendors.anthropic.own import Own
from philae.vendors.anthropic.parts import MESSAGES, block

ABOVE = frozenset({"system", "developer"})
Blocks = list[dict[str, Any]]


class Turns:
    """Collects the system prompt and the turns. `inserted`: the model takes system messages between turns."""

    def __init__(self, own: Own, *, inserted: bool) -> None:
        self._own = own
        self._inserted = inserted
        self._waiting: list[tuple[Blocks, dict[str, Any]]] = []
        self.system: Blocks = []
        self.said: list[dict[str, Any]] = []
        self.dropped: list[str] = []

    def add(self, number: int, message: Message) -> None:
        """The next message of the conversation."""
        blocks, rest = self._blocks(number, message), self._own.rest(str(number))
        if not blocks and not rest:
            return
        if message.role in ABOVE:
            if self.said:
                self._waiting.append((blocks, rest))
            else:
                self.system += blocks
            return
        role = "assistant" if message.role == "assistant" else "user"
        if role == "assistant":
            self._settle(end=False)
        self._say(role, blocks, rest)

    def finish(self) -> None:
        """All messages are there. Raises `InvalidRequest` if nothing was said."""
        self._settle(end=True)
        if not self.said:
            raise InvalidRequest("the vendor needs at least one message that is not a system prompt", param=MESSAGES)

    def _blocks(self, number: int, message: Message) -> Blocks:
        """A message's blocks, those that only Messages knows in their places."""
        if message.name:
            self.dropped.append("messages.name")
        blocks: Blocks = []
        for i, part in enumerate(message.parts):
            blocks += self._own.before(number, i)
            if isinstance(part, Image) and part.detail in {"low", "high"}:
                self.dropped.append("messages.detail")
            if made := block(part, native=self._own.native):
                blocks.append(made | self._own.rest(f"{number}.{i}"))
        return blocks + self._own.before(number, len(message.parts))

    def _settle(self, *, end: bool) -> None:
        """Give the waiting system messages their place."""
        last = self.said[-1]["role"] if self.said else None
        for blocks, rest in self._waiting:
            if last == "user" and self._inserted:
                self._say("system", blocks, rest)
            elif last == "assistant" and end:
                self._say("user", blocks, {})
            else:
                self.system += blocks
        self._waiting = []

    def _say(self, role: str, blocks: Blocks, rest: dict[str, Any]) -> None:
        last = self.said[-1] if self.said else {}
        if last.get("role") == role and not rest and last.keys() == {"role", "content"}:
            last["content"] += blocks
        else:
            self.said.append({"role": role, "content": blocks} | rest)


def turns(request: ChatRequest, own: Own, dropped: list[str], *, inserted: bool) -> dict[str, Any]:
    """`system` and `messages`. Raises `InvalidRequest` for parts that Anthropic cannot take."""
    told = Turns(own, inserted=inserted)
    for number, message in enumerate(request.messages):
        told.add(number, message)
    told.finish()
    dropped += told.dropped
    return ({"system": told.system} if told.system else {}) | {"messages": told.said}
