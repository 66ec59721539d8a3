"""Converse's answers, whole and in a stream: only the fields that are read (botocore's service model of bedrock-runtime)."""

import msgspec
from msgspec import Struct

ORIGIN = "bedrock"
"""Whose signatures thoughts bear that came from here."""
ANSWER = "json_answer"
"""The tool by which a model that knows no schemas is made to answer in one: what it is called with is the answer."""


class Detail(Struct, frozen=True, rename="camel"):
    """Tokens written to the cache, by how long they are kept."""

    ttl: str = ""
    input_tokens: int = 0


class Usage(Struct, frozen=True, rename="camel"):
    """Tokens; those of the cache are not among `input_tokens` (docs.aws.amazon.com, Bedrock: prompt caching)."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_input_tokens: int = 0
    cache_write_input_tokens: int = 0
    cache_details: tuple[Detail, ...] = ()


class ToolUse(Struct, frozen=True, rename="camel"):
    """A call; in a stream its `input` comes in pieces of text."""

    tool_use_id: str = ""
    name: str = ""
    input: msgspec.Raw = msgspec.Raw(b'""')


class ReasoningText(Struct, frozen=True):
    """A thought."""

    text: str = ""
    signature: str = ""


class Reasoning(Struct, frozen=True, rename="camel"):
    """A thought, told or hidden; in a stream `text` and `signature` come in pieces."""

    reasoning_text: ReasoningText | None = None
    redacted_content: str = ""
    text: str = ""
    signature: str = ""


class Said(Struct, frozen=True):
    """Words."""

    text: str = ""


class Cited(Struct, frozen=True):
    """Words with their sources."""

    content: tuple[Said, ...] = ()


class Block(Struct, frozen=True, rename="camel"):
    """A block of an answer, or a piece of one in a stream: one of these is there."""

    text: str | None = None
    tool_use: ToolUse | None = None
    reasoning_content: Reasoning | None = None
    citations_content: Cited | None = None


class Message(Struct, frozen=True):
    """What the model said."""

    content: tuple[Block, ...] = ()


class Output(Struct, frozen=True):
    """Where it stands in an answer."""

    message: Message = Message()


class Whole(Struct, frozen=True, rename="camel"):
    """A whole answer."""

    output: Output
    stop_reason: str = ""
    usage: Usage | None = None


class Event(Struct, frozen=True, rename="camel"):
    """Any event of a stream; its frame says which."""

    content_block_index: int = 0
    start: Block | None = None
    delta: Block | None = None
    stop_reason: str = ""
    usage: Usage | None = None
