"""A chat that draws, as we call it: the answer's text shows the picture.

Forms: PiAPI's, which are streamed (piapi.ai/docs/llm-api/gpt-4o-image-generation-api); a link in Markdown
(blog.laozhang.ai/es/posts/gpt-image-2-api); parts with base64 (Crazyrouter, personal-40b49350.mintlify.app, image-creation).
"""

import base64
import binascii
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.blob import Blob, Inline
from philae.core.errors import UpstreamError
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Done, Outcome, Ref
from philae.core.provider import Codec, Target, unreadable
from philae.core.request import Output, Result
from philae.vendors.openai.chat.errors import broken, fault

TIMEOUT = 300.0
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
"""A picture in Markdown, and where it is."""


class Message(Struct, frozen=True):
    """What is said: a text or parts; of a stream, some of it."""

    content: Any = None


class Choice(Struct, frozen=True):
    """One answer, or a piece of it."""

    message: Message = Message()
    delta: Message = Message()


class Piece(Struct, frozen=True):
    """A whole answer, or a chunk of one."""

    choices: tuple[Choice, ...] = ()
    error: Any = None


def able(request: ImageRequest) -> str | None:
    """A prompt and pictures, nothing else."""
    if request.vendor != "openai":
        return f"a chat does not know the parameters of {request.model}"
    return "no mask" if request.mask else None


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:  # noqa: ARG001  one call does it all
    """One message; streamed, since some answer in no other way."""
    shown = [{"type": "image_url", "image_url": {"url": Inline(r.blob, "data-uri")}} for r in request.images]
    message = {"role": "user", "content": [*shown, {"type": "text", "text": request.prompt}]}
    body = {"model": to.model, "messages": [message], "stream": True}
    return to.post("/v1/chat/completions", body, timeout=TIMEOUT)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:  # noqa: ARG001  there is no second turn
    """The last picture that the answer shows. Raises if there is none."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    said = [_said(piece) for piece in _pieces(reply)]
    text = "".join(part for part in said if isinstance(part, str))
    found = [*SHOWN.findall(text), *(where for parts in said if isinstance(parts, list) for where in _where(parts))]
    if not found:
        raise UpstreamError("the model drew no picture", detail=text[-500:], retryable=False)
    return Done(Result((Output(_blob(found[-1])),), {"image": 1}))


def _pieces(reply: HttpReply) -> Iterator[Piece]:
    """The answer, or the chunks of its stream. Raises the error that a stream ends with."""
    data = [line[5:].strip() for line in reply.body.splitlines() if line.startswith(b"data:")]
    for text in data or [reply.body]:
        if text == b"[DONE]":
            return
        try:
            piece = msgspec.json.decode(text, type=Piece)
        except msgspec.MsgspecError as error:
            raise unreadable("could not be read", reply) from error
        if piece.error:
            raise broken(piece.error)
        yield piece


def _said(piece: Piece) -> Any:
    choice = next(iter(piece.choices), Choice())
    return choice.message.content or choice.delta.content


def _where(parts: list[Any]) -> Iterator[str]:
    """The addresses of the pictures among the parts."""
    for part in parts:
        found = part.get("image_url") if isinstance(part, dict) else None
        url = found.get("url") if isinstance(found, dict) else found
        if isinstance(url, str):
            yield url


def _blob(where: str) -> Blob:
    """A link, or base64 behind `data:`. Raises `UpstreamError`."""
    if not where.startswith("data:"):
        return Blob(url=where)
    try:
        return Blob(data=base64.b64decode(where.partition(",")[2], validate=True))
    except (binascii.Error, ValueError) as error:
        raise UpstreamError("the vendor's picture could not be read", detail=str(error)) from error


CODEC = Codec(call, read, able)
