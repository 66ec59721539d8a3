"""Gemini's format at Vertex AI: nearly the same bodies at another address. The codec of the format is handed in."""

from typing import Literal
from urllib.parse import quote

import msgspec

from philae.core.chat import ChatRequest
from philae.core.http import HttpCall
from philae.core.provider import Target
from philae.core.text import ChatCodec, Written

CLAUDE = "claude-"
OPEN = "/endpoints/openapi"
"""Below it are OpenAI's paths, for open models, whose names have their makers before them."""


def only(model: str) -> Literal["messages", "gemini", "chat"]:
    """The format in which a model is served: each publisher's own, OpenAI's for open ones."""
    if "/" in model.removeprefix("models/"):
        return "chat"
    return "messages" if model.startswith(CLAUDE) else "gemini"


def gemini(codec: ChatCodec) -> ChatCodec:
    """The codec of Gemini's API, called here.

    Bytes do not pass untouched: Vertex AI wants the role of every turn, which the Gemini API lets clients leave out.
    """

    def write(request: ChatRequest, to: Target) -> Written:
        written = codec.write(request, to)
        call = msgspec.structs.replace(written.call, url=to.url(path(to.model, request.stream)))
        return msgspec.structs.replace(written, call=call)

    return msgspec.structs.replace(codec, path=path, write=write, bare=False)


def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
    """Where a Gemini model takes this format, below the project's place."""
    return at("google", model, "streamGenerateContent?alt=sse" if stream else "generateContent")


def at(publisher: Literal["google", "anthropic"], model: str, verb: str) -> str:
    """A method of a model, below the project's place."""
    return f"/publishers/{publisher}/models/{quote(model.removeprefix('models/'), safe='@')}:{verb}"


COUNTED = ("contents", "systemInstruction", "tools", "generationConfig")


def count_gemini(codec: ChatCodec, request: ChatRequest, to: Target) -> HttpCall:
    """`:countTokens` of what counts, which stands at the top here (cloud.google.com, Vertex AI: CountTokensRequest)."""
    body = codec.write(request, to).call.json
    counted = {name: body[name] for name in COUNTED if name in body}
    return to.post(at("google", to.model, "countTokens"), counted, effect="none", timeout=30.0)
