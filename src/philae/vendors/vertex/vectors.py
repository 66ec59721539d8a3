"""Embeddings at Vertex AI: Gemini's models by `:embedContent` and `:batchEmbedContents`, older ones by `:predict`.

As google-genai 3.6.1 calls them (`t_is_vertex_embed_content_model`, `_EmbedContentConfig_to_vertex`). How Google words errors
is handed in.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from msgspec import Struct

from philae.core.embed import Embedded, EmbedRequest
from philae.core.errors import GatewayError, InvalidRequest
from philae.core.http import HttpReply
from philae.core.provider import Target, unreadable
from philae.core.text import PlainCodec, Written
from philae.core.tokens import Tokens
from philae.core.unsaid import foreign
from philae.vendors.vertex.codec import at

WIRE = "gemini"
TIMEOUT = 120.0


class Statistics(Struct, frozen=True):
    """What one text had."""

    token_count: float = 0


class Vector(Struct, frozen=True):
    """One vector."""

    values: tuple[float, ...]
    statistics: Statistics = Statistics()


class Prediction(Struct, frozen=True):
    """The answer for one text."""

    embeddings: Vector


class Usage(Struct, frozen=True, rename="camel"):
    """What all texts had."""

    prompt_token_count: int = 0


class Answered(Struct, frozen=True, rename="camel"):
    """An answer to any of the three methods."""

    predictions: tuple[Prediction, ...] = ()
    embeddings: tuple[Vector, ...] = ()
    embedding: Vector | None = None
    usage_metadata: Usage | None = None


def vectors(fault: Callable[[HttpReply], GatewayError]) -> PlainCodec:
    """The codec."""

    def read(reply: HttpReply, request: EmbedRequest) -> Embedded:
        if reply.status >= HTTPStatus.BAD_REQUEST:
            raise fault(reply)
        return _read(reply, request)

    return PlainCodec(lambda to: at("google", to.model, _method(to, 1)), write, read, fault, lambda _: None)


def write(request: EmbedRequest, to: Target) -> Written:
    """The call. Raises `InvalidRequest` for numbers of tokens, which are another model's."""
    texts = [item for item in request.inputs if isinstance(item, str)]
    if len(texts) < len(request.inputs):
        raise InvalidRequest("this model takes texts, not numbers of tokens", param="input")
    own = request.extra.get(WIRE, {}).get("requests") or [{}] * len(texts)
    body = (_asked if _gemini(to) else _instances)(texts, own, request.dimensions)
    where = at("google", to.model, _method(to, len(texts)))
    return Written(
        to.post(where, body, timeout=TIMEOUT), (*(("user",) if request.user else ()), *foreign(request.extra, WIRE))
    )


def _method(to: Target, texts: int) -> str:
    if not _gemini(to):
        return "predict"
    return "embedContent" if texts == 1 else "batchEmbedContents"


def _gemini(to: Target) -> bool:
    return "gemini" in to.model


def _asked(texts: list[str], own: list[dict[str, str]], size: int | None) -> dict[str, Any]:
    """Contents, with what is wished of each; one alone stands at the top."""
    sized = {} if size is None else {"outputDimensionality": size}
    asked = [
        {"content": {"role": "user", "parts": [{"text": text}]}} | ({"embedContentConfig": more | sized} if more or sized else {})
        for text, more in zip(texts, own, strict=True)
    ]  # fmt: skip
    return asked[0] if len(asked) == 1 else {"requests": asked}


def _instances(texts: list[str], own: list[dict[str, str]], size: int | None) -> dict[str, Any]:
    words = {"taskType": "task_type", "title": "title"}
    told = [
        {"content": text} | {words[name]: value for name, value in more.items()}
        for text, more in zip(texts, own, strict=True)
    ]
    return {"instances": told} | ({} if size is None else {"parameters": {"outputDimensionality": size}})


def _read(reply: HttpReply, request: EmbedRequest) -> Embedded:
    told = reply.parse(Answered)
    found = [one.embeddings for one in told.predictions] or [*told.embeddings]
    found = [told.embedding] if told.embedding else found
    if len(found) != len(request.inputs):
        raise unreadable("has not a vector for each text", reply)
    counted = int(sum(one.statistics.token_count for one in found))
    counted = counted or (told.usage_metadata.prompt_token_count if told.usage_metadata else 0)
    return Embedded(request.model, tuple(one.values for one in found), Tokens(input=counted) if counted else None)
