"""Bedrock's InvokeModel for Claude: Anthropic's answers, and their frames inside AWS's event stream."""

import base64
import struct
from binascii import crc32
from typing import Any
from urllib.parse import unquote

import msgspec

from tests.scripted.text import messages
from tests.scripted.text.faults import answer, stream
from tests.scripted.text.script import Wishes, script
from tests.scripted.text.wire import Asked, Play

STREAM = "invoke-with-response-stream"
TYPE = "application/vnd.amazon.eventstream"
COUNTED = msgspec.json.encode({"inputTokens": 14})
Json = dict[str, Any]


def problem(kind: str, message: str, status: int) -> Play:
    """An exception as an answer; its name stands in a header."""
    body = msgspec.json.encode({"message": message})
    return Play((answer(status, body, more=f"x-amzn-errortype: {kind}:http://internal.amazon.com/\r\n"),))


def play(asked: Asked, wish: Wishes) -> Play:
    """What is answered."""
    model, _, verb = asked.target.removeprefix("/model/").partition("/")
    if verb == "count-tokens":
        return Play((answer(200, COUNTED),))
    body = msgspec.json.decode(asked.body)
    if body.pop("anthropic_version", "") != "bedrock-2023-05-31" or {"model", "stream"} & body.keys():
        return problem("ValidationException", "Malformed input request", 400)
    request = messages.read(body | {"model": unquote(model).rpartition("anthropic.")[2], "stream": verb == STREAM}, "")
    said = script(request, wish)
    if not request.stream:
        return Play((answer(200, msgspec.json.encode(messages.whole(said))),))
    frames = [_chunk(frame) for frame in messages.frames(said, request)]
    if "error" in wish:
        words = msgspec.json.encode({"message": "Too many tokens, please wait before trying again."})
        frames = [*frames[: len(frames) // 2], message("exception", "throttlingException", words)]
    return Play(stream(frames, TYPE))


def _chunk(frame: bytes) -> bytes:
    data = frame.partition(b"data: ")[2].strip()
    return message("event", "chunk", msgspec.json.encode({"bytes": base64.b64encode(data).decode(), "p": "abcdef"}))


def message(kind: str, name: str, payload: bytes) -> bytes:
    """A message of the event stream (docs.aws.amazon.com, Event stream encoding)."""
    said = {f":{kind}-type": name, ":content-type": "application/json", ":message-type": kind}
    headers = b"".join(
        bytes([len(n)]) + n.encode() + b"\x07" + struct.pack(">H", len(v)) + v.encode() for n, v in said.items()
    )
    start = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    whole = start + struct.pack(">I", crc32(start)) + headers + payload
    return whole + struct.pack(">I", crc32(whole))
