"""Input items to messages.

What the model said in a row, thoughts and calls included, is one message of the assistant's, as the tools' answers in a
row are one of the tools'. Items that have no canonical form (what a server tool did, references to stored items) stay as
they came, each with the number of the message that it stands before.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from philae.core.chat import Document, Image, Message, Part, Role, Text, Thinking, ToolCall, ToolResult
from philae.core.errors import InvalidRequest
from philae.vendors.openai.responses import content, foreign, freeform, tools
from philae.vendors.openai.responses.wire import CallItem, MessageItem, Raw, ReasoningItem, ResultItem, shaped

JOINED = frozenset({"assistant", "tool"})


class Conversation(Struct, frozen=True):
    """An input in canonical terms.

    `odd` are the items without a canonical form, each `{"before": number of a message, "item": …}`; `offers` are tools
    offered on the way; `aliases` say which calls were of custom tools or of a namespace's.
    """

    messages: tuple[Message, ...]
    odd: tuple[Raw, ...] = ()
    offers: tuple[tools.Offer, ...] = ()
    aliases: dict[str, Raw] = {}


def read(given: str | list[Raw]) -> Conversation:
    """A request's `input`. Raises `InvalidRequest`."""
    if isinstance(given, str):
        return Conversation((Message("user", (Text(given),)),))
    reading = _Reading()
    for i, item in enumerate(given):
        reading.take(item, f"input[{i}]")
    reading.pause()
    return Conversation(tuple(reading.messages), tuple(reading.odd), tuple(reading.offers), reading.aliases)


def call(item: CallItem, *, custom: bool) -> ToolCall:
    """A call in canonical terms; the arguments of a custom tool are wrapped."""
    arguments = freeform.wrap(item.input) if custom else item.arguments
    return ToolCall(item.call_id, tools.flat(item.namespace, item.name), arguments)


class _Reading:
    """The conversation so far; `parts` are of a message that may go on."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.odd: list[Raw] = []
        self.offers: list[tools.Offer] = []
        self.aliases: dict[str, Raw] = {}
        self.role: Role = "user"
        self.parts: list[Part] = []

    def take(self, item: Raw, where: str) -> None:
        """One item. A type that is not known is kept: the vendor may know it."""
        kind = item.get("type") or ("message" if "role" in item else None)
        if not isinstance(kind, str):
            raise InvalidRequest(f"{where}.type is required", param=f"{where}.type")
        reader = READERS.get(kind)
        if reader:
            reader(self, item, where)
        if reader is None or kind == "additional_tools":
            self.pause()
            self.odd.append({"before": len(self.messages), "item": item})

    def add(self, role: Role, *parts: Part) -> None:
        """More parts, in the open message if it is of the same role and such roles' items belong together."""
        if role != self.role or role not in JOINED:
            self.pause()
        self.role = role
        self.parts.extend(parts)

    def pause(self) -> None:
        """Nothing more belongs to the open message."""
        if self.parts:
            self.messages.append(Message(self.role, tuple(self.parts)))
        self.parts = []

    def sign(self, carried: foreign.Carried) -> None:
        """The signature of an earlier call comes back to it."""
        for i, part in enumerate(self.parts):
            if isinstance(part, ToolCall) and part.id == carried.call:
                self.parts[i] = msgspec.structs.replace(part, signature=carried.signature)


def _message(reading: _Reading, item: Raw, where: str) -> None:
    message = shaped(item, MessageItem, where)
    reading.add(message.role, *content.read(message.content, f"{where}.content"))


def _reasoning(reading: _Reading, item: Raw, where: str) -> None:
    told = shaped(item, ReasoningItem, where)
    sealed = told.encrypted_content or ""
    carried = foreign.unpack(sealed)
    if carried and carried.call:
        reading.sign(carried)
    elif carried and carried.thought:
        reading.add("assistant", carried.thought)
    else:
        reading.add("assistant", Thinking(told.text, sealed, id=told.id or "", origin="responses"))


def _call(reading: _Reading, item: Raw, where: str) -> None:
    told = shaped(item, CallItem, where)
    custom = item["type"] == "custom_tool_call"
    made = call(told, custom=custom)
    named = {"namespace": told.namespace, "name": told.name} if told.namespace else {}
    if custom or named:
        reading.aliases[made.name] = ({"type": "custom"} if custom else {}) | named
    reading.add("assistant", made)


def _result(reading: _Reading, item: Raw, where: str) -> None:
    result = shaped(item, ResultItem, where)
    parts = content.read(result.output, f"{where}.output")
    fit = tuple(part for part in parts if isinstance(part, Text | Image | Document))
    if fit != parts:
        raise InvalidRequest(f"{where}.output takes texts, images and files", param=f"{where}.output")
    reading.add("tool", ToolResult(result.call_id, fit, name=result.name or ""))


def _tools(reading: _Reading, item: Raw, where: str) -> None:
    offered = item.get("tools")
    if not isinstance(offered, list):
        raise InvalidRequest(f"{where}.tools must be a list", param=f"{where}.tools")
    reading.offers.append(tools.read(offered, f"{where}.tools"))


READERS: dict[str, Callable[[_Reading, Raw, str], None]] = {
    "message": _message,
    "reasoning": _reasoning,
    "function_call": _call,
    "custom_tool_call": _call,
    "function_call_output": _result,
    "custom_tool_call_output": _result,
    "additional_tools": _tools,
}
