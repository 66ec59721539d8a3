"""Text endpoints and codecs: chat as dialects serve it and as providers are called, beside the relay's untouched way.

Each wire format has a name: `chat` (OpenAI chat completions), `responses`, `messages` (Anthropic), `gemini`. Where a
client's format is one that the provider speaks, bytes pass untouched but for `Splice`; else the request is decoded to
a `ChatRequest`, written in the provider's words, and the answer comes back through `Answer` or events.
"""

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from philae.core.chat import Answer, ChatRequest
from philae.core.dialect import Inbound, Reply
from philae.core.errors import GatewayError
from philae.core.http import HttpCall, HttpReply
from philae.core.model import Route
from philae.core.money import Rate
from philae.core.provider import Provider, Target
from philae.core.stream import Reader, Writer
from philae.core.tokens import Tokens

Wire = Literal["chat", "responses", "messages", "gemini"]
Spoken = Wire | Literal["converse"]
"""Formats in which vendors are called; the last is Bedrock's, which no client speaks to us."""
Plain = Literal["completions", "embeddings", "rerank", "embedContent", "batchEmbedContents"]
"""Formats of the simple endpoints, which pass untouched or, where both sides differ, through their own codecs."""
Simple = Literal["embed", "rerank"]
"""Operations that are one question and one whole answer."""
Feature = Literal["image", "document", "audio", "tools", "schema", "reasoning", "cache"]
Framing = Literal["sse", "aws-eventstream"]
"""How a vendor cuts a stream into frames."""


class TextModel(Struct, frozen=True):
    """A catalogue row of a model that reads or writes text.

    `context` and `output` are tokens at most, 0: not said. `rates` are per meter of `core.tokens`; one that depends on the
    size of the input has a condition on `context`. Empty: no price is known, so no vendor is asked.
    """

    id: str
    operation: Literal["chat", "embed", "rerank", "complete"]
    source: str
    as_of: str
    context: int = 0
    output: int = 0
    features: tuple[Feature, ...] = ()
    rates: tuple[Rate, ...] = ()
    routes: tuple[Route, ...] = ()
    aliases: tuple[str, ...] = ()
    owner: str = ""
    title: str = ""
    created: str = ""
    dimensions: int = 0
    deprecated: bool = False


class Written(Struct, frozen=True):
    """A call in the vendor's words. `dropped` names what the vendor has no word for and that may be left out."""

    call: HttpCall
    dropped: tuple[str, ...] = ()


class ChatFace(Struct, frozen=True):
    """Chat as a dialect serves it, in its format.

    `decode` raises `InvalidRequest` naming the field in the client's own words. `encode` words a whole answer, `writer`
    makes what words a stream. `error` words an error; in the middle of a stream the writer does, from a `Fault`.
    """

    wire: Wire
    decode: Callable[[Inbound], ChatRequest]
    encode: Callable[[Answer, ChatRequest], Reply]
    writer: Callable[[ChatRequest], Writer]
    error: Callable[[GatewayError, str], Reply]
    media: str = "text/event-stream"


class ChatCodec(Struct, frozen=True):
    """Chat as a provider is called, in its format.

    `path(model, stream)` is where the vendor takes this format. `write(request, to)` writes the call; it raises
    `InvalidRequest`, naming the canonical field, for what the vendor cannot do and must not be dropped. `read(reply)`
    reads a whole answer, raising from the error tree for errors. `reader()` makes what reads a stream's frames.
    `fault(reply)` maps an error answer. `tokens(body)` finds the usage in a whole answer, `spent(data)` in one frame of
    a stream; both are given raw bytes on the hot path and give None fast. A written call may go to the path of a whole
    answer although a stream was asked for: it then is told as if it had been one. `tells`: it can be asked for a stream's usage.
    `bare`: the vendor takes the very bytes of a client of this format; elsewhere more than the address differs.
    """

    wire: Spoken
    path: Callable[[str, bool], str]
    write: Callable[[ChatRequest, Target], Written]
    read: Callable[[HttpReply], Answer]
    reader: Callable[[], Reader]
    fault: Callable[[HttpReply], GatewayError]
    tokens: Callable[[bytes], Tokens | None]
    spent: Callable[[bytes], Tokens | None]
    framing: Framing = "sse"
    tells: bool = True
    bare: bool = True


class PlainFace(Struct, frozen=True):
    """A simple endpoint as a dialect serves it.

    `decode` gives an `EmbedRequest` or a `RerankRequest`, raising `InvalidRequest` that names the field; `encode` words
    the answer to it, an `Embedded` or `Ranked`.
    """

    wire: Plain
    operation: Simple
    decode: Callable[[Inbound], Any]
    encode: Callable[[Any, Any], Reply]
    error: Callable[[GatewayError, str], Reply]


class PlainCodec(Struct, frozen=True):
    """A simple operation as a provider is called.

    `path(to)` is where it is asked, `write(request, to)` the call, `read(reply, request)` the answer; both raise from the
    error tree. `fault(reply)` maps an error answer, `tokens(body)` finds the usage in an answer of the vendor's.
    """

    path: Callable[[Target], str]
    write: Callable[[Any, Target], Written]
    read: Callable[[HttpReply, Any], Any]
    fault: Callable[[HttpReply], GatewayError]
    tokens: Callable[[bytes], Tokens | None]


class Counter(Struct, frozen=True):
    """How a provider is asked how many tokens a chat request has; it costs nothing. `of(name)`: it counts for that model."""

    ask: Callable[[ChatRequest, Target], HttpCall]
    read: Callable[[HttpReply], int]
    of: Callable[[str], bool] = lambda _: True


class Speaker(Struct, frozen=True):
    """A provider of text: its codecs by the format that they speak, the likeliest first, and where it takes plain ones.

    In a path of `plain`, `{model}` stands for the model's name there. `simple` are its codecs for clients of other plain
    formats. `raw`: its chat models take plain completions as well. `counter` counts tokens before a call. `only(name)` is
    the one format in which it serves the model of that name there, "" where it is any.
    """

    provider: Provider
    codecs: dict[Spoken, ChatCodec] = {}
    plain: dict[Plain, str] = {}
    simple: dict[Simple, PlainCodec] = {}
    raw: bool = True
    counter: Counter | None = None
    only: Callable[[str], Spoken | Literal[""]] = lambda _: ""

    def able(self, operation: str) -> bool:
        """Whether it serves models of that operation."""
        if operation in ("embed", "rerank"):
            return operation in self.simple
        return bool(self.codecs) if operation == "chat" else "completions" in self.plain
