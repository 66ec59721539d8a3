"""Embeddings at Bedrock: Amazon's Titan and Cohere's models, by InvokeModel, each maker in words of its own.

Titan takes one text at a time, Cohere many (docs.aws.amazon.com, Bedrock user guide: model parameters of Titan Embeddings,
Cohere Embed v3 and v4; read in 2026-11). Cohere's answers tell no usage, but Bedrock counts input tokens in a header.
"""

from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.embed import Embedded, EmbedRequest
from philae.core.errors import InvalidRequest
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.text import PlainCodec, Written
from philae.core.tokens import Tokens
from philae.core.unsaid import foreign
from philae.vendors.bedrock.claude import path
from philae.vendors.bedrock.fault import fault

TIMEOUT = 120.0
MOST = 96
"""Texts in one request to Cohere."""
COUNTED = "x-amzn-bedrock-input-token-count"
# Google's purposes → Cohere's; a document is what most vectors are made of.
PURPOSES = {
    "RETRIEVAL_QUERY": "search_query", "QUESTION_ANSWERING": "search_query", "FACT_VERIFICATION": "search_query",
    "CODE_RETRIEVAL_QUERY": "search_query", "CLASSIFICATION": "classification", "CLUSTERING": "clustering",
}  # fmt: skip
USUAL = "search_document"
WIRE = "embeddings"
OURS = ("input_type", "truncate")
"""Cohere's own words, which a client of OpenAI's format may say too."""
Vector = tuple[float, ...]


class Titan(Struct, frozen=True, rename="camel"):
    """Titan's answer."""

    embedding: Vector
    input_text_token_count: int = 0


class Typed(Struct, frozen=True):
    """Vectors by their type."""

    float: tuple[Vector, ...]


class Cohere(Struct, frozen=True):
    """Cohere's answer."""

    embeddings: Typed | tuple[Vector, ...]


def write(request: EmbedRequest, to: Target) -> Written:
    """The call. Raises `InvalidRequest` for what the model cannot take."""
    texts = [item for item in request.inputs if isinstance(item, str)]
    if len(texts) < len(request.inputs):
        raise InvalidRequest("this model takes texts, not numbers of tokens", param="input")
    cohere = any("cohere." in name for name in (to.model, request.model))
    body = _many(request, to, texts) if cohere else _one(request, to, texts)
    told = {"gemini.one", "gemini.requests", *(f"{WIRE}.{name}" for name in OURS if cohere)}
    strange = set(foreign(request.extra)) - told
    dropped = sorted(strange | ({"user"} if request.user else set()))
    return Written(to.post(path(to.model, False), body, timeout=TIMEOUT), tuple(dropped))


def read(reply: HttpReply, request: EmbedRequest) -> Embedded:
    """The vectors. Raises from the error tree."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    return Embedded(request.model, _vectors(reply), _counted(reply))


def _vectors(reply: HttpReply) -> tuple[Vector, ...]:
    if b'"embeddings"' not in reply.body:
        return (reply.parse(Titan).embedding,)
    found = reply.parse(Cohere).embeddings
    return found.float if isinstance(found, Typed) else found


def _counted(reply: HttpReply) -> Tokens | None:
    told = reply.headers.get(COUNTED, "")
    return Tokens(input=int(told)) if told.isdigit() else tokens(reply.body)


def tokens(body: bytes) -> Tokens | None:
    """The usage in Titan's answer."""
    if b'"inputTextTokenCount"' not in body:
        return None
    try:
        return Tokens(input=msgspec.json.decode(body, type=Titan, strict=False).input_text_token_count)
    except msgspec.MsgspecError:
        return None


def _one(request: EmbedRequest, to: Target, texts: list[str]) -> dict[str, Any]:
    if len(texts) != 1:
        raise InvalidRequest("this model takes one text at a time", param="input")
    if request.dimensions is None:
        return {"inputText": texts[0]}
    if "-v1" in to.model:
        raise InvalidRequest("this model's vectors have one size", param="dimensions")
    return {"inputText": texts[0], "dimensions": request.dimensions}


def _many(request: EmbedRequest, to: Target, texts: list[str]) -> dict[str, Any]:
    if len(texts) > MOST:
        raise InvalidRequest(f"this model takes at most {MOST} texts at a time", param="input")
    body: dict[str, Any] = {"texts": texts, "input_type": _purpose(request), "embedding_types": ["float"]}
    if request.dimensions is not None:
        if "-v3" in to.model:
            raise InvalidRequest("this model's vectors have one size", param="dimensions")
        body["output_dimension"] = request.dimensions
    return body | {name: value for name, value in request.extra.get(WIRE, {}).items() if name in OURS}


def _purpose(request: EmbedRequest) -> str:
    """What the vectors are for, as a Gemini client says it of each text; Cohere is told it of all."""
    asked = {one.get("taskType", "") for one in request.extra.get("gemini", {}).get("requests", ())}
    if len(asked) > 1:
        raise InvalidRequest("taskType must be the same in all requests", param="requests")
    return PURPOSES.get(asked.pop() if asked else "", USUAL)


VECTORS = PlainCodec(lambda to: path(to.model, False), write, read, fault, tokens)
