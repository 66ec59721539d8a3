"""Bedrock: InvokeModel for Claude, with Anthropic's frames inside AWS's event stream, and Converse for all others."""

import base64
from typing import Any
from urllib.parse import unquote

import msgspec

from tests.scripted.cloud import converse
from tests.scripted.cloud.eventstream import message
from tests.scripted.text import messages
from tests.scripted.text.faults import answer, stream
from tests.scripted.text.samples import sample
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
    if verb.startswith("converse"):
        return _conversed(asked, wish)
    body = msgspec.json.decode(asked.body)
    if "inputText" in body or "texts" in body:
        return _embedded(body)
    if body.pop("anthropic_version", "") != "bedrock-2023-05-31" or {"model", "stream"} & body.keys():
        return problem("ValidationException", "Malformed input request", 400)
    request = messages.read(body | {"model": unquote(model).rpartition("anthropic.")[2], "stream": verb == STREAM}, "")
    said = script(request, wish)
    if not request.stream:
        return Play((answer(200, msgspec.json.encode(messages.whole(said))),))
    frames = [_chunk(frame) for frame in messages.frames(said, request)]
    return Play(stream(_spoilt(frames, wish), TYPE))


def _embedded(body: Json) -> Play:
    """Titan's vector, or Cohere's, whose tokens a header tells."""
    values = sample("plain")["embeddings"]["data"][0]["embedding"] * 512
    if "inputText" in body:
        told = {"embedding": values[: body.get("dimensions") or 3], "inputTextTokenCount": 8}
        return Play((answer(200, msgspec.json.encode(told)),))
    vectors = [values[: body.get("output_dimension") or 3] for _ in body["texts"]]
    told = {"id": "1", "texts": body["texts"], "response_type": "embeddings_by_type", "embeddings": {"float": vectors}}
    counted = f"x-amzn-bedrock-input-token-count: {8 * len(vectors)}\r\n"
    return Play((answer(200, msgspec.json.encode(told), more=counted),))


def _spoilt(frames: list[bytes], wish: Wishes) -> list[bytes]:
    if "error" not in wish:
        return frames
    words = msgspec.json.encode({"message": "Too many tokens, please wait before trying again."})
    return [*frames[: len(frames) // 2], message("exception", "throttlingException", words)]


def _conversed(asked: Asked, wish: Wishes) -> Play:
    body = msgspec.json.decode(asked.body)
    try:
        request = converse.read(body, asked.target)
    except converse.Refused as refused:
        return problem("ValidationException", str(refused), 400)
    said = script(request, wish | ({"tools": ""} if converse.forced(body) else {}))
    if not request.stream:
        return Play((answer(200, msgspec.json.encode(converse.whole(said))),))
    return Play(stream(_spoilt(converse.frames(said), wish), TYPE))


def _chunk(frame: bytes) -> bytes:
    data = frame.partition(b"data: ")[2].strip()
    return message("event", "chunk", msgspec.json.encode({"bytes": base64.b64encode(data).decode(), "p": "abcdef"}))
