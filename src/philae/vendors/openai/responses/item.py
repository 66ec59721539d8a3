"""Output items in the making: the events that tell of each as it grows, and the item as it stands.

An event is its fields, `type` first; whoever sends it numbers it. Items know the index of the parts of a stream that
they are made of.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Literal

from philae.core.stream import Mark
from philae.vendors.openai.responses.wire import Raw

Status = Literal["in_progress", "completed", "incomplete"]
Events = list[Raw]


class Item(ABC):
    """One output item; `open` are the parts that are not whole yet, `status` is told by `done`."""

    kind: ClassVar[str]

    def __init__(self, name: str, place: int) -> None:
        self.id = name
        self.place = place
        self.open: set[int] = set()
        self.status: Status = "in_progress"

    @abstractmethod
    def body(self, status: Status) -> Raw:
        """The item as it stands."""

    def added(self) -> Raw:
        """The event of its beginning."""
        item = self.body("in_progress")
        return {"type": "response.output_item.added", "output_index": self.place, "item": item}

    def done(self, status: Status) -> Raw:
        """The event of its end."""
        self.status = status
        return {"type": "response.output_item.done", "output_index": self.place, "item": self.body(status)}

    def tell(self, kind: str, **fields: Any) -> Raw:
        """An event of what happens inside it."""
        return {"type": f"response.{kind}", "item_id": self.id, "output_index": self.place, **fields}


class Growing(Item):
    """An item made of parts of the stream."""

    @abstractmethod
    def delta(self, index: int, text: str, logprobs: Any) -> Events:
        """More of a part."""

    def mark(self, mark: Mark) -> Events:  # noqa: ARG002 - most have no place for it
        """What belongs to a part besides its text."""
        return []

    def close(self, index: int) -> Events:
        """A part is whole."""
        self.open.discard(index)
        return []


class Single(Growing):
    """An item that is one part, which may have words when it opens."""

    def __init__(self, name: str, place: int, first: str) -> None:
        super().__init__(name, place)
        self.first = first
        self.words: list[str] = []

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.words)

    def begin(self, index: int) -> Events:
        """The part opens."""
        self.open.add(index)
        return self.delta(index, self.first, None) if self.first else []
