"""What the model thinks: a reasoning item, with a summary for clients that asked for one, else the thoughts themselves."""

from typing import Any

from philae.core.chat import Thinking
from philae.core.stream import Mark
from philae.vendors.openai.responses.foreign import Carried, pack
from philae.vendors.openai.responses.item import Events, Item, Single, Status
from philae.vendors.openai.responses.wire import Raw

OWN = "responses"


class Thought(Single):
    """An item of the type `reasoning`.

    `show` is the client's wish: True, the text is told as the summary; False, not at all. A client that did not say gets
    it as `reasoning_text`, as servers of open models tell it: neither lost, nor said to be a summary.
    """

    kind = "reasoning"

    def __init__(self, name: str, place: int, part: Thinking, *, show: bool | None) -> None:
        super().__init__(part.id if part.id.startswith("rs_") else name, place, part.text)
        self.origin = part.origin
        self.redacted = part.redacted
        self.signature = part.signature
        self.show = show

    def body(self, status: Status) -> Raw:
        told = bool(self.words) and self.show is not False
        summary = [{"type": "summary_text", "text": self.text}] if told and self.show else []
        body: Raw = {"id": self.id, "type": "reasoning", "summary": summary}
        body |= {"content": [{"type": "reasoning_text", "text": self.text}]} if told and not self.show else {}
        sealed = self._sealed() if status != "in_progress" else ""
        return body | ({"encrypted_content": sealed} if sealed else {})

    def delta(self, index: int, text: str, logprobs: Any) -> Events:  # noqa: ARG002 - thoughts have no likelihood
        first = [] if self.words else [self._part("added", "")]
        self.words.append(text)
        if self.show is False:
            return []
        return [*first, self._tell("text.delta", delta=text)]

    def mark(self, mark: Mark) -> Events:
        self.signature = mark.signature or self.signature
        return []

    def close(self, index: int) -> Events:
        self.open.discard(index)
        if not self.words or self.show is False:
            return []
        return [self._tell("text.done", text=self.text), self._part("done", self.text)]

    def _tell(self, kind: str, **fields: Any) -> Raw:
        if self.show:
            return self.tell(f"reasoning_summary_{kind}", summary_index=0, **fields)
        return self.tell(f"reasoning_{kind}", content_index=0, **fields)

    def _part(self, what: str, text: str) -> Raw:
        if self.show:
            part = {"type": "summary_text", "text": text}
            return self.tell(f"reasoning_summary_part.{what}", summary_index=0, part=part)
        return self.tell(f"content_part.{what}", content_index=0, part={"type": "reasoning_text", "text": text})

    def _sealed(self) -> str:
        """`encrypted_content`: the vendor's own proof, or another vendor's in our cover."""
        if self.origin == OWN or not (self.signature or self.redacted):
            return self.signature if self.origin == OWN else ""
        thinking = Thinking(self.text, self.signature, self.redacted, origin=self.origin)
        return pack(Carried(thinking))


class Sealed(Item):
    """A reasoning item that says nothing: it carries the signature of a call, which has no place for one."""

    kind = "reasoning"

    def __init__(self, name: str, place: int, call: str, signature: str) -> None:
        super().__init__(name, place)
        self.content = pack(Carried(call=call, signature=signature))

    def body(self, status: Status) -> Raw:  # noqa: ARG002 - it is whole from the start
        return {"id": self.id, "type": "reasoning", "summary": [], "encrypted_content": self.content}
