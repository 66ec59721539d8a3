"""What the model says: a message of texts and refusals."""

from typing import Any

from philae.core.chat import Refusal, Text
from philae.core.stream import Mark
from philae.vendors.openai.responses.citations import citation
from philae.vendors.openai.responses.item import Events, Growing, Status
from philae.vendors.openai.responses.wire import Raw


class Content:
    """One text or refusal of a message; `place` is its content index."""

    def __init__(self, place: int, kind: str) -> None:
        self.place = place
        self.kind = kind
        self.words: list[str] = []
        self.annotations: list[Raw] = []
        self.logprobs: list[Raw] = []

    @property
    def text(self) -> str:
        return "".join(self.words)

    def body(self) -> Raw:
        """The part as it stands."""
        if self.kind == "refusal":
            return {"type": "refusal", "refusal": self.text}
        told = {"annotations": [*self.annotations], "logprobs": [*self.logprobs], "text": self.text}
        return {"type": "output_text"} | told


class Said(Growing):
    """An item of the type `message`."""

    kind = "message"

    def __init__(self, name: str, place: int) -> None:
        super().__init__(name, place)
        self.contents: dict[int, Content] = {}

    @property
    def refused(self) -> bool:
        """Whether the model said no."""
        return any(content.kind == "refusal" for content in self.contents.values())

    def body(self, status: Status) -> Raw:
        content = [part.body() for part in self.contents.values()]
        return {"id": self.id, "type": "message", "status": status, "content": content, "role": "assistant"}

    def begin(self, index: int, part: Text | Refusal) -> Events:
        """A new part, which may have words already."""
        content = Content(len(self.contents), "refusal" if isinstance(part, Refusal) else "output_text")
        self.contents[index] = content
        self.open.add(index)
        events = [self._tell("content_part.added", content, part=content.body())]
        events += self.delta(index, part.text, None) if part.text else []
        noted = part.annotations if isinstance(part, Text) else ()
        return events + [event for note in noted for event in self.mark(Mark(index, annotation=note))]

    def delta(self, index: int, text: str, logprobs: Any) -> Events:
        content = self.contents[index]
        content.words.append(text)
        if content.kind == "refusal":
            return [self._tell("refusal.delta", content, delta=text)]
        likely = [_likely(token) for token in _tokens(logprobs)]
        content.logprobs += likely
        return [self._tell("output_text.delta", content, delta=text, logprobs=likely)]

    def mark(self, mark: Mark) -> Events:
        content = self.contents[mark.index]
        note = citation(mark.annotation)
        if note is None or content.kind == "refusal":
            return []
        content.annotations.append(note)
        place = len(content.annotations) - 1
        return [self._tell("output_text.annotation.added", content, annotation_index=place, annotation=note)]

    def close(self, index: int) -> Events:
        self.open.discard(index)
        content = self.contents[index]
        if content.kind == "refusal":
            done = self._tell("refusal.done", content, refusal=content.text)
        else:
            done = self._tell("output_text.done", content, text=content.text, logprobs=[*content.logprobs])
        return [done, self._tell("content_part.done", content, part=content.body())]

    def _tell(self, kind: str, content: Content, **fields: Any) -> Raw:
        return self.tell(kind, content_index=content.place, **fields)


def _tokens(logprobs: Any) -> list[Raw]:
    """The tokens of `logprobs` in the form of chat completions, `{"content": [...]}`."""
    return (logprobs.get("content") or []) if isinstance(logprobs, dict) else []


def _likely(token: Raw) -> Raw:
    """A token in the form of this API, where `bytes` and `top_logprobs` are always there."""
    others = [{**other, "bytes": _octets(other)} for other in token.get("top_logprobs") or ()]
    return {**token, "bytes": _octets(token), "top_logprobs": others}


def _octets(token: Raw) -> list[int]:
    return token.get("bytes") or list(str(token.get("token", "")).encode())
