"""Requests, answers and frames that the tests of the Gemini format share, in the shapes of Google's documentation."""

import json
from typing import Any

import msgspec

from philae.core.chat import ChatRequest, Message, Text
from philae.core.dialect import Inbound
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.stream import Event, Frame
from philae.vendors.gemini.decode import decode
from philae.vendors.gemini.provider import CODEC
from philae.vendors.gemini.reader import reader

Json = dict[str, Any]
TO = Target("https://vendor.example", "gemini-2.5-flash", "attempt-1")
HELLO = Message("user", (Text("hello"),))


def inbound(body: Any, model: str = "gemini-2.5-flash", **query: str) -> Inbound:
    """A client's request; text is sent as it is."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Inbound("POST", {"model": model}, query, {}, data)


def asked(**body: Any) -> ChatRequest:
    """What is understood of a body whose contents are one word unless told."""
    return decode(inbound({"contents": [{"role": "user", "parts": [{"text": "hello"}]}]} | body))


def request(**fields: Any) -> ChatRequest:
    """A canonical request of one word."""
    return ChatRequest(**{"model": "m", "messages": (HELLO,)} | fields)


def body(given: ChatRequest, model: str = TO.model) -> Json:
    """The body of the call that is written."""
    call = CODEC.write(given, msgspec.structs.replace(TO, model=model)).call
    return plain(call.json)  # type: ignore[no-any-return]


def dropped(given: ChatRequest) -> tuple[str, ...]:
    """What was left out."""
    return CODEC.write(given, TO).dropped


def reply(json_body: Any, status: int = 200, **headers: str) -> HttpReply:
    """A vendor's answer."""
    return HttpReply(status, headers, json.dumps(json_body).encode())


def candidate(*parts: Json, **fields: Any) -> Json:
    """A response with one candidate."""
    return {"candidates": [{"content": {"role": "model", "parts": list(parts)}, "index": 0} | fields]}


def events(*frames: Any) -> list[Event]:
    """What comes of the frames of one stream."""
    read = reader()
    return [event for frame in frames for event in read(Frame(json.dumps(frame).encode()))]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(value))
