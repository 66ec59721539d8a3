"""Anthropic's Messages API on the wire: the fields of its answers, frames and errors that we read."""

from typing import Any, Final

from msgspec import Raw, Struct

FORMAT: Final = "messages"
"""This format's name, and the key in `extra` for what only it understands."""
ORIGIN = "anthropic"
"""Whose signature it is that stands in `Thinking.origin`."""


class CacheCreation(Struct, frozen=True):
    """What was written to the cache, by how long it is kept."""

    ephemeral_1h_input_tokens: int = 0


class OutputDetails(Struct, frozen=True):
    """What the output was."""

    thinking_tokens: int = 0


class Usage(Struct, frozen=True):
    """What a call took. `input_tokens` leaves out what was read from the cache and written to it."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation: CacheCreation | None = None
    output_tokens_details: OutputDetails | None = None
    service_tier: str | None = None


class Block(Struct, frozen=True):
    """A piece of content: text, thinking, redacted_thinking or tool_use; other types keep what they have elsewhere."""

    type: str
    text: str = ""
    thinking: str = ""
    signature: str = ""
    data: str = ""
    id: str = ""
    name: str = ""
    input: Raw = Raw(b"{}")
    citations: list[Any] | None = None


class Delta(Struct, frozen=True):
    """What changes: of a block by its `type`, or of the message where it ends."""

    type: str = ""
    text: str = ""
    thinking: str = ""
    partial_json: str = ""
    signature: str = ""
    citation: Any = None
    stop_reason: str | None = None
    stop_sequence: str | None = None


class Start(Struct, frozen=True):
    """The message as it begins."""

    id: str = ""
    model: str = ""
    usage: Usage | None = None


class Problem(Struct, frozen=True):
    """Why it failed."""

    type: str = ""
    message: str = ""


class Event(Struct, frozen=True):
    """Any frame of a stream, told apart by `type`."""

    type: str = ""
    index: int = 0
    message: Start | None = None
    content_block: Block | None = None
    delta: Delta | None = None
    usage: Usage | None = None
    error: Problem | None = None


class Failed(Struct, frozen=True):
    """An error's body."""

    error: Problem


class Whole(Struct, frozen=True):
    """A whole answer, where only its usage matters."""

    usage: Usage | None = None


class Counted(Struct, frozen=True):
    """The answer to a token count."""

    input_tokens: int
