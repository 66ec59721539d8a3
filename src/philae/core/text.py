"""Text endpoints and codecs: chat as dialects serve it and as providers are called, beside the relay's untouched way.

Each wire format has a name: `chat` (OpenAI chat completions), `responses`, `messages` (Anthropic), `gemini`. Where a
client's format is one that the provider speaks, bytes pass untouched but for `Splice`; else the request is decoded to
a `ChatRequest`, written in the provider's words, and the answer comes back through `Answer` or events.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from philae.core.chat import Answer, ChatRequest
from philae.core.dialect import Inbound, Reply
from philae.core.errors import GatewayError
from philae.core.http import HttpCall, HttpReply
from philae.core.provider import Target
from philae.core.stream import Reader, Writer
from philae.core.tokens import Tokens

Wire = Literal["chat", "responses", "messages", "gemini"]
Framing = Literal["json", "sse", "ndjson", "json-array", "aws-eventstream", "raw"]


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
    a stream; both are given raw bytes on the hot path and give None fast.
    """

    wire: Wire
    path: Callable[[str, bool], str]
    write: Callable[[ChatRequest, Target], Written]
    read: Callable[[HttpReply], Answer]
    reader: Callable[[], Reader]
    fault: Callable[[HttpReply], GatewayError]
    tokens: Callable[[bytes], Tokens | None]
    spent: Callable[[bytes], Tokens | None]
    framing: Framing = "sse"
