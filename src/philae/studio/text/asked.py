"""What is asked of the twin's text models, in OpenAI's and Jina's formats: decoded once, and checked."""

import re
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from philae.studio.request import Refused

T = TypeVar("T")
MOST = 2048
"""Texts in one request, at most."""
Share = Annotated[float, Meta(ge=0, le=1)]
Penalty = Annotated[float, Meta(ge=-2, le=2)]
_WHERE = re.compile(r" - at `(?:key in )?\$\.?(.*)`$")


class Part(Struct, frozen=True):
    """A part of a message's content; only words are read."""

    type: str
    text: str | None = None
    refusal: str | None = None


class Function(Struct, frozen=True):
    """What a tool can be called with: a JSON Schema."""

    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None


class Tool(Struct, frozen=True):
    """A function that the client offers."""

    function: Function
    type: Literal["function"] = "function"


class Called(Struct, frozen=True):
    """A function that was called."""

    name: str
    arguments: str = ""


class Call(Struct, frozen=True):
    """An earlier call of a tool."""

    function: Called
    id: str = ""


class Message(Struct, frozen=True):
    """A message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | tuple[Part, ...] | None = None
    tool_calls: tuple[Call, ...] | None = None
    tool_call_id: str | None = None


class Named(Struct, frozen=True):
    """A function's name."""

    name: str


class Chosen(Struct, frozen=True):
    """The one tool that is to be called."""

    function: Named
    type: Literal["function"] = "function"


class Shape(Struct, frozen=True):
    """A schema for the answer."""

    schema: dict[str, Any]
    name: str = "answer"


class Format(Struct, frozen=True):
    """The answer's form."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: Shape | None = None


class Options(Struct, frozen=True):
    """What a stream tells besides."""

    include_usage: bool | None = None


class Chat(Struct, frozen=True, kw_only=True):
    """A chat request, as far as the twin follows it; other fields change nothing."""

    messages: Annotated[tuple[Message, ...], Meta(min_length=1)]
    stream: bool | None = None
    stream_options: Options | None = None
    tools: tuple[Tool, ...] | None = None
    tool_choice: Literal["auto", "none", "required"] | Chosen | None = None
    response_format: Format | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Share | None = None
    top_k: int | None = None
    seed: int | None = None
    max_tokens: Annotated[int, Meta(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Meta(ge=1)] | None = None
    stop: str | tuple[str, ...] | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    logprobs: bool | None = None
    top_logprobs: Annotated[int, Meta(ge=0, le=20)] | None = None
    n: Literal[1] | None = None

    @property
    def offered(self) -> dict[str, Function]:
        """The tools that may be called, by name."""
        return {} if self.tool_choice == "none" else {tool.function.name: tool.function for tool in self.tools or ()}


class Embed(Struct, frozen=True):
    """A request for vectors."""

    input: Annotated[str, Meta(min_length=1)] | Annotated[tuple[str, ...], Meta(min_length=1, max_length=MOST)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, Meta(ge=1)] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them."""
        return (self.input,) if isinstance(self.input, str) else self.input


class Words(Struct, frozen=True):
    """A document as an object."""

    text: str


class Rerank(Struct, frozen=True):
    """A request for an order."""

    query: Annotated[str, Meta(min_length=1)]
    documents: Annotated[tuple[str | Words, ...], Meta(min_length=1, max_length=MOST)]
    top_n: Annotated[int, Meta(ge=1)] | None = None
    return_documents: bool | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The documents' words."""
        return tuple(one if isinstance(one, str) else one.text for one in self.documents)


def decode(body: bytes, shape: type[T]) -> T:
    """Read a JSON body; raises Refused("invalid_request") that names the field."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.DecodeError as wrong:
        where = _WHERE.search(str(wrong))
        raise Refused("invalid_request", str(wrong), where[1] if where else "") from wrong
