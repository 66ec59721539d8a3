"""Embeddings as we ask Google for them: always `:batchEmbedContents`, which takes one text as well."""

from typing import Any

from msgspec import Struct

from philae.core.embed import Embedded, EmbedRequest
from philae.core.errors import InvalidRequest
from philae.core.http import HttpCall, HttpReply
from philae.core.provider import Target
from philae.vendors.gemini import usage
from philae.vendors.gemini.fault import fault
from philae.vendors.gemini.provider import WIRE, at
from philae.vendors.gemini.whole import BAD
from philae.vendors.gemini.wire import Usage

TIMEOUT = 120.0


class Vector(Struct, frozen=True):
    """One embedding."""

    values: tuple[float, ...]


class Vectors(Struct, frozen=True, rename="camel"):
    """The answer to a batch, in its order; older models tell no usage."""

    embeddings: tuple[Vector, ...]
    usage_metadata: Usage | None = None


def write(request: EmbedRequest, to: Target) -> HttpCall:
    """The call. Raises `InvalidRequest` for inputs that are numbers of tokens, which are another model's."""
    own = request.extra.get(WIRE, {}).get("requests") or [{}] * len(request.inputs)
    size = {} if request.dimensions is None else {"outputDimensionality": request.dimensions}
    name = {"model": f"models/{to.model.removeprefix('models/')}"}
    asked = [name | _content(item) | size | rest for item, rest in zip(request.inputs, own, strict=True)]
    return to.post(at(to.model, "batchEmbedContents"), {"requests": asked}, timeout=TIMEOUT)


def read(reply: HttpReply, model: str) -> Embedded:
    """The vectors; Google does not name the model. Raises from the error tree."""
    if reply.status >= BAD:
        raise fault(reply)
    found = reply.parse(Vectors)
    spent = usage.tokens(found.usage_metadata) if found.usage_metadata else None
    return Embedded(model, tuple(vector.values for vector in found.embeddings), spent)


def _content(item: Any) -> dict[str, Any]:
    if not isinstance(item, str):
        raise InvalidRequest("this model takes texts, not numbers of tokens", param="inputs")
    return {"content": {"parts": [{"text": item}]}}
