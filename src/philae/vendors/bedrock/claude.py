"""Claude at Bedrock: Anthropic's bodies at InvokeModel, their frames inside AWS's event stream.

The codec of Anthropic's format is handed in. Bedrock wants the model and whether to stream in the path, the format's
version and beta features in the body; it takes media in the body only and knows no service tiers of Anthropic's.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec

from philae.core.chat import Answer, ChatRequest
from philae.core.errors import InvalidRequest, UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.stream import Event, Fault, Frame, Reader
from philae.core.text import ChatCodec, Written
from philae.core.tokens import Tokens
from philae.vendors.bedrock.fault import fault, meant, said
from philae.vendors.bedrock.wire import Chunk, Counted

VERSION = "bedrock-2023-05-31"
CHUNK = "chunk"
TIMEOUT = 600.0
# What the path or a header says here, and what Bedrock refuses.
OUTSIDE = ("model", "stream")
UNKNOWN = ("service_tier",)
# A profile's name is a place and the model's name.
_PROFILE = re.compile(r"^[a-z]+(?:-gov)?\.(?=anthropic\.)")
_chunk = msgspec.json.Decoder(Chunk)


def claude(messages: ChatCodec) -> ChatCodec:
    """Anthropic's codec, called at Bedrock.

    It speaks the same format in another framing: bytes must not pass untouched from a client of that format.
    """

    def write(request: ChatRequest, to: Target) -> Written:
        body, dropped = _body(messages, request, to)
        call = to.post(path(to.model, request.stream), body, timeout=TIMEOUT)
        return Written(call, dropped)

    def read(reply: HttpReply) -> Answer:
        if reply.status >= HTTPStatus.BAD_REQUEST:
            raise fault(reply)
        return messages.read(reply)

    def spent(data: bytes) -> Tokens | None:
        inner = _inner(data)
        return messages.spent(inner) if inner else None

    return msgspec.structs.replace(
        messages,
        path=path,
        write=write,
        read=read,
        reader=lambda: _reader(messages.reader()),
        fault=fault,
        spent=spent,
        framing="aws-eventstream",
        bare=False,
    )


def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
    """Where a model is invoked. Colons stay as they are: a client that spells them anew would break the signature."""
    return f"/model/{quote(model, safe=':')}/{'invoke-with-response-stream' if stream else 'invoke'}"


def count(messages: ChatCodec, request: ChatRequest, to: Target) -> Written:
    """The call that counts a request's input tokens; it costs nothing.

    Models are counted for under their own names, not those of inference profiles (docs.aws.amazon.com, Bedrock: count
    tokens).
    """
    body, dropped = _body(messages, request, to)
    whole = base64.b64encode(msgspec.json.encode(body)).decode()
    where = f"/model/{quote(_PROFILE.sub('', to.model), safe=':')}/count-tokens"
    return Written(to.post(where, {"input": {"invokeModel": {"body": whole}}}, effect="none"), dropped)


def counted(reply: HttpReply) -> int:
    """The input tokens of a count. Raises from the error tree."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    return reply.parse(Counted).inputTokens


def _body(messages: ChatCodec, request: ChatRequest, to: Target) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Anthropic's body as Bedrock takes it. Raises `InvalidRequest`."""
    written = messages.write(request, to)
    body = {name: value for name, value in written.call.json.items() if name not in OUTSIDE}
    dropped = [name for name in UNKNOWN if body.pop(name, None)]
    for turn in body["messages"]:
        _carried(turn["content"])
    betas = [b for name, value in written.call.headers if name == "anthropic-beta" for b in value.split(",")]
    asked = {"anthropic_beta": betas} if betas else {}
    return {"anthropic_version": VERSION} | body | asked, (*written.dropped, *dropped)


def _carried(content: Any) -> None:
    """All media is in the body. Raises `InvalidRequest` for what is elsewhere."""
    for block in content if isinstance(content, list) else ():
        source = block.get("source")
        if isinstance(source, dict) and source.get("type") in {"url", "file"}:
            raise InvalidRequest("this vendor takes pictures and documents in the request only", param="messages")
        _carried(block.get("content"))


def _reader(inner: Reader) -> Reader:
    """Reads chunks as Anthropic's frames; an exception breaks the answer off."""

    def read(frame: Frame) -> Iterable[Event]:
        if frame.event in {CHUNK, ""}:
            return _chunks(inner, frame)
        return (Fault(meant(frame.event, said(frame.data))),)

    return read


def _chunks(inner: Reader, frame: Frame) -> Iterator[Event]:
    data = _inner(frame.data)
    if data is None:
        raise UpstreamError("the vendor's answer could not be read", detail=repr(frame.data[:300]))
    if data:
        yield from inner(Frame(data))


def _inner(data: bytes) -> bytes | None:
    """The frame inside a chunk, None if there is none to be read."""
    try:
        return base64.b64decode(_chunk.decode(data).bytes, validate=True)
    except (msgspec.MsgspecError, binascii.Error):
        return None
