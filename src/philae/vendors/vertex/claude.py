"""Claude at Vertex AI: Anthropic's bodies at rawPredict, the same server-sent events. The format's codec is handed in.

The path names the model, and the body the format's version (platform.claude.com: Claude on Vertex AI).
"""

from typing import Any

import msgspec

from philae.core.chat import ChatRequest
from philae.core.http import HttpCall
from philae.core.provider import Target
from philae.core.text import ChatCodec, Written
from philae.vendors.vertex.codec import at

VERSION = "vertex-2023-10-16"
# The model whose prediction is a count (cloud.google.com, Vertex AI: count tokens for Claude models).
COUNTER = "count-tokens"


def claude(codec: ChatCodec) -> ChatCodec:
    """Anthropic's codec, called here; bytes do not pass untouched, since the body differs."""

    def write(request: ChatRequest, to: Target) -> Written:
        written = codec.write(request, to)
        call, body = written.call, {n: v for n, v in written.call.json.items() if n != "model"}
        there = to.url(path(to.model, request.stream))
        return msgspec.structs.replace(written, call=_versioned(call, there, body))

    return msgspec.structs.replace(codec, path=path, write=write, bare=False)


def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
    """Where a Claude model is asked, below the project's place."""
    return at("anthropic", model, "streamRawPredict" if stream else "rawPredict")


def count_claude(counting: HttpCall, to: Target) -> HttpCall:
    """Anthropic's call that counts tokens, asked here; names with a version are not counted for."""
    body = counting.json | {"model": to.model.partition("@")[0]}
    return _versioned(counting, to.url(at("anthropic", COUNTER, "rawPredict")), body)


def _versioned(call: HttpCall, url: str, body: dict[str, Any]) -> HttpCall:
    return msgspec.structs.replace(call, url=url, json={"anthropic_version": VERSION} | body)
