"""What only Messages understands of a conversation, with its place, so that a Messages vendor gets it back.

Anthropic's API grows faster than any canonical form. A block of a type that is not ours (a server tool's use or
result, a search result) and a field that is not ours (a document's citations, a tool's deferred loading) wait in
`extra["messages"]`: `blocks` as `[message, part, block]`, before which part of which canonical message it stood;
`rest` as fields under `message.part`, `message` or `tools.n`. Other formats leave both out.
"""

from collections import defaultdict
from typing import Any

from philae.core.chat import ChatRequest
from philae.vendors.anthropic.wire import FORMAT

BETAS, TOOLS, BLOCKS, REST = "betas", "tools", "blocks", "rest"
RESERVED = frozenset({BETAS, TOOLS, BLOCKS, REST})


class Keep:
    """Collects while a request is decoded."""

    def __init__(self) -> None:
        self.blocks: list[list[Any]] = []
        self.rest: dict[str, dict[str, Any]] = {}

    def block(self, message: int, part: int, block: dict[str, Any]) -> None:
        """A block that is not ours, before that part of that message."""
        self.blocks.append([message, part, block])

    def fields(self, place: str, fields: dict[str, Any]) -> None:
        """Fields that are not ours; nothing for none."""
        if fields:
            self.rest[place] = fields

    def extra(self) -> dict[str, Any]:
        """As it stands in `extra`."""
        return {name: value for name, value in ((BLOCKS, self.blocks), (REST, self.rest)) if value}


class Own:
    """Gives back while a request is written. `native`: the client spoke Messages, so what it said is said again."""

    def __init__(self, request: ChatRequest) -> None:
        extra = request.extra.get(FORMAT)
        self.native = extra is not None
        self._extra: dict[str, Any] = extra or {}
        self._blocks: defaultdict[int, list[tuple[int, Any]]] = defaultdict(list)
        for message, part, block in self._extra.get(BLOCKS, ()):
            self._blocks[message].append((part, block))

    def before(self, message: int, part: int) -> list[Any]:
        """The blocks that stood before a part; those behind the last one stand before the one that would come next."""
        return [block for at, block in self._blocks.get(message, ()) if at == part]

    def rest(self, place: str) -> dict[str, Any]:
        """The fields of a place."""
        fields: dict[str, Any] = self._extra.get(REST, {}).get(place, {})
        return fields

    @property
    def tools(self) -> list[Any]:
        """The vendor's own tools."""
        return list(self._extra.get(TOOLS, ()))

    @property
    def betas(self) -> tuple[str, ...]:
        """What the client asked for in `anthropic-beta`."""
        return tuple(self._extra.get(BETAS, ()))

    @property
    def top(self) -> dict[str, Any]:
        """The request's own fields."""
        return {name: value for name, value in self._extra.items() if name not in RESERVED}
