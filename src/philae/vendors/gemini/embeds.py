"""Embeddings as Gemini's clients ask for them: `:embedContent` for one text, `:batchEmbedContents` for many.

`extra["gemini"]` has `one`, true where the client wants one vector, and the `taskType` and `title` of each text under
`requests`, where any has them.
"""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from philae.core.dialect import Inbound, Reply
from philae.core.embed import Embedded, EmbedRequest, floats
from philae.core.errors import InvalidRequest
from philae.vendors.gemini import usage
from philae.vendors.gemini.decode import WIRE, name
from philae.vendors.gemini.spelling import respell
from philae.vendors.gemini.wire import Content

T = TypeVar("T")


class Asked(Struct, frozen=True, rename="camel"):
    """One text, and what its vector is for."""

    content: Content
    task_type: str = ""
    title: str = ""
    output_dimensionality: int | None = None


class Batch(Struct, frozen=True):
    """Several of them."""

    requests: tuple[Asked, ...]


def decode_one(inbound: Inbound) -> EmbedRequest:
    """`:embedContent`. Raises `InvalidRequest` naming the field."""
    return _request(name(inbound), (_read(inbound, Asked),), one=True)


def decode_batch(inbound: Inbound) -> EmbedRequest:
    """`:batchEmbedContents`. Raises `InvalidRequest` naming the field."""
    asked = _read(inbound, Batch).requests
    if not asked:
        raise InvalidRequest("requests is required", param="requests")
    return _request(name(inbound), asked, one=False)


def encode(answer: Embedded, request: EmbedRequest) -> Reply:
    """The vectors, as many as the client's method gives."""
    vectors = [{"values": floats(vector)} for vector in answer.vectors]
    one = request.extra.get(WIRE, {}).get("one")
    body: dict[str, Any] = {"embedding": vectors[0]} if one else {"embeddings": vectors}
    return Reply(200, body | ({"usageMetadata": usage.metadata(answer.tokens)} if answer.tokens else {}))


def _request(model: str, asked: tuple[Asked, ...], *, one: bool) -> EmbedRequest:
    sizes = {item.output_dimensionality for item in asked}
    if len(sizes) > 1:
        raise InvalidRequest("outputDimensionality must be the same in all requests", param="requests")
    own = [_own(item) for item in asked]
    extra = {"one": one} | ({"requests": own} if any(own) else {})
    return EmbedRequest(model, tuple(_text(item.content) for item in asked), sizes.pop(), extra={WIRE: extra})


def _own(item: Asked) -> dict[str, str]:
    said = {"taskType": item.task_type, "title": item.title}
    return {key: value for key, value in said.items() if value}


def _text(content: Content) -> str:
    if any(part.text is None for part in content.parts):
        raise InvalidRequest("only text can be embedded", param="content.parts")
    return "".join(part.text or "" for part in content.parts)


def _read(inbound: Inbound, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(msgspec.json.encode(respell(inbound.json())), type=shape, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$.")
        raise InvalidRequest(message, param=path.rstrip("`") or None) from error
