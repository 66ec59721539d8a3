"""What the model wants done: calls of functions, of custom tools; and pictures that it drew."""

from typing import Any

from philae.core.chat import Image, ToolCall
from philae.core.stream import Mark
from philae.vendors.openai.responses.freeform import Unwrap
from philae.vendors.openai.responses.item import Events, Single, Status
from philae.vendors.openai.responses.wire import Raw


class Called(Single):
    """An item of the type `function_call`. `alias` says what it is called in this format, if not as elsewhere."""

    kind = "function_call"

    def __init__(self, name: str, place: int, part: ToolCall, alias: Raw) -> None:
        super().__init__(name, place, part.arguments)
        self.call = part.id
        self.signature = part.signature
        self.named = {"name": part.name} | {k: v for k, v in alias.items() if k != "type"}

    def body(self, status: Status) -> Raw:
        told = {"arguments": self.text, "call_id": self.call}
        return {"id": self.id, "type": self.kind, "status": status} | told | self.named

    def delta(self, index: int, text: str, logprobs: Any) -> Events:  # noqa: ARG002 - calls have no likelihood
        self.words.append(text)
        return [self.tell("function_call_arguments.delta", delta=text)]

    def mark(self, mark: Mark) -> Events:
        self.signature = mark.signature or self.signature
        return []

    def close(self, index: int) -> Events:
        self.open.discard(index)
        return [self.tell("function_call_arguments.done", arguments=self.text, name=self.named["name"])]


class Custom(Called):
    """An item of the type `custom_tool_call`: the text is taken out of the arguments as they come."""

    kind = "custom_tool_call"

    def __init__(self, name: str, place: int, part: ToolCall, alias: Raw) -> None:
        super().__init__(name, place, part, alias)
        self.taken = Unwrap()

    def body(self, status: Status) -> Raw:
        told = {"call_id": self.call, "input": self.text}
        return {"id": self.id, "type": self.kind, "status": status} | told | self.named

    def delta(self, index: int, text: str, logprobs: Any) -> Events:  # noqa: ARG002 - as above
        return self._told(self.taken.feed(text))

    def close(self, index: int) -> Events:
        self.open.discard(index)
        text, rest = self.taken.whole()
        events = self._told(rest)
        self.words = [text]
        return [*events, self.tell("custom_tool_call_input.done", input=text)]

    def _told(self, text: str) -> Events:
        if not text:
            return []
        self.words.append(text)
        return [self.tell("custom_tool_call_input.delta", delta=text)]


class Drawn(Single):
    """An item of the type `image_generation_call`: a model's picture, in base64, told when it is whole."""

    kind = "image_generation_call"

    def __init__(self, name: str, place: int, part: Image) -> None:
        super().__init__(name, place, part.source.data)

    def body(self, status: Status) -> Raw:
        result = self.text if status == "completed" else None
        told = "failed" if status == "incomplete" else status
        return {"id": self.id, "type": self.kind, "status": told, "result": result}

    def delta(self, index: int, text: str, logprobs: Any) -> Events:  # noqa: ARG002 - as above
        self.words.append(text)
        return []
