"""What the tests of Anthropic's format share: requests in its words, frames of documented streams, what was written."""

import json
from pathlib import Path
from typing import Any

import msgspec

from philae.core.chat import ChatRequest, Message, Text
from philae.core.dialect import Inbound
from philae.core.provider import Target
from philae.core.stream import Frame
from philae.core.text import ChatCodec
from philae.vendors.anthropic import CODEC, MESSAGES

STREAMS = Path(__file__).parent / "streams"
OPUS = "claude-opus-4-8"


def inbound(body: Any, **headers: str) -> Inbound:
    """A client's request; underscores in header names stand for dashes."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Inbound("POST", {}, {}, names, json.dumps(body).encode())


def native(**changes: Any) -> dict[str, Any]:
    """A request in Anthropic's words, changed as told."""
    said = {"role": "user", "content": [{"type": "text", "text": "Hello"}]}
    return {"model": OPUS, "max_tokens": 1024, "messages": [said]} | changes


def heard(**changes: Any) -> ChatRequest:
    """The same as we understand it."""
    return MESSAGES.decode(inbound(native(**changes)))


def asked(*messages: Message, **changes: Any) -> ChatRequest:
    """A request of another format's client."""
    said: dict[str, Any] = {"model": "some", "messages": messages or (Message("user", (Text("Hello"),)),), "cap": 8192}
    return ChatRequest(**(said | changes))


def written(
    request: ChatRequest, model: str = OPUS, codec: ChatCodec = CODEC
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The body that a vendor is sent, and what was dropped."""
    made = codec.write(request, Target("https://api.anthropic.com", model, "attempt-1"))
    return msgspec.json.decode(msgspec.json.encode(made.call.json)), made.dropped


def frames(name: str) -> list[Frame]:
    """The frames of a documented stream."""
    blocks = (STREAMS / f"{name}.sse").read_text("utf-8").strip().split("\n\n")
    lines = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    return [Frame(line["data"].encode(), line["event"]) for line in lines]


def plain(sse: bytes) -> list[dict[str, Any]]:
    """The data of written events, each of which must repeat its name."""
    found = []
    for block in sse.decode().strip().split("\n\n") if sse else ():
        name, data = block.split("\n", 1)
        found.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {found[-1]['type']}"
    return found
