"""Reranking: POST /v1/rerank in Jina's words, which vLLM and other open servers speak, and Cohere's answers."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from philae.core.dialect import Inbound, Reply
from philae.core.embed import Rank, Ranked, RerankRequest
from philae.core.errors import UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.text import Written
from philae.core.tokens import Tokens
from philae.core.unsaid import foreign
from philae.vendors.openai.chat.errors import fault
from philae.vendors.openai.chat.request import shaped

TIMEOUT = 120.0
WIRE = "rerank"


class Words(Struct, frozen=True):
    """A document as an object."""

    text: str


class Asked(Struct, frozen=True):
    """A request's body. The answer repeats the documents unless told not to, as Jina's and vLLM's do."""

    model: str
    query: Annotated[str, Meta(min_length=1)]
    documents: Annotated[tuple[str | Words, ...], Meta(min_length=1)]
    top_n: Annotated[int, Meta(ge=1)] | None = None
    return_documents: bool = True


class Result(Struct, frozen=True):
    """A document's place in the request and its score."""

    index: int
    relevance_score: float


class Used(Struct, frozen=True):
    """Jina's and vLLM's usage: they count the input alone."""

    total_tokens: int | None = None
    prompt_tokens: int | None = None


class Counted(Struct, frozen=True):
    """Cohere's tokens."""

    input_tokens: float | None = None


class Billed(Struct, frozen=True):
    """Cohere's bill."""

    search_units: float | None = None


class Meter(Struct, frozen=True):
    """Cohere's usage."""

    tokens: Counted | None = None
    billed_units: Billed | None = None


class Answered(Struct, frozen=True):
    """A vendor's answer."""

    results: tuple[Result, ...]
    id: str | None = None
    model: str | None = None
    usage: Used | None = None
    meta: Meter | None = None


KNOWN = frozenset(Asked.__struct_fields__)


def decode(inbound: Inbound) -> RerankRequest:
    """The request in canonical terms. Raises `InvalidRequest`."""
    body = {name: value for name, value in inbound.json().items() if value not in (None, "")}
    asked = shaped(body, Asked)
    strange = {name: value for name, value in body.items() if name not in KNOWN}
    return RerankRequest(
        asked.model,
        asked.query,
        tuple(document if isinstance(document, str) else document.text for document in asked.documents),
        asked.top_n,
        asked.return_documents,
        {WIRE: strange} if strange else {},
    )


def encode(answer: Ranked, request: RerankRequest) -> Reply:
    """The documents, best first."""
    used = (answer.tokens or Tokens()).input
    body: dict[str, Any] = {
        "id": answer.id,
        "model": answer.model or request.model,
        "results": [_result(rank, request) for rank in answer.ranks],
        "usage": {"prompt_tokens": used, "total_tokens": used},
    }
    billed = {"meta": {"billed_units": {"search_units": answer.searches}}} if answer.searches is not None else {}
    return Reply(200, body | billed)


def write(request: RerankRequest, to: Target, *, prefix: str = "/v1") -> Written:
    """The call. The documents' text need not come back: we have it."""
    body: dict[str, Any] = {"model": to.model, "query": request.query, "documents": list(request.documents)}
    body |= {"top_n": request.top} if request.top else {}
    dropped = tuple(sorted(foreign(request.extra, WIRE)))
    return Written(to.post(f"{prefix}/rerank", body | request.extra.get(WIRE, {}), timeout=TIMEOUT), dropped)


def read(reply: HttpReply, request: RerankRequest) -> Ranked:
    """The documents, best first. Raises from the error tree, also for a place that no document has."""
    if reply.status >= 400:  # noqa: PLR2004 - errors begin here
        raise fault(reply)
    told = reply.parse(Answered)
    if any(not 0 <= result.index < len(request.documents) for result in told.results):
        message = "the vendor ranked a document that was not sent"
        raise UpstreamError(message, detail=f"{reply.body[:300]!r}")
    ranks = [Rank(result.index, result.relevance_score) for result in told.results]
    ranks.sort(key=lambda rank: rank.score, reverse=True)
    searches = _searches(told)
    return Ranked(told.id or "", told.model or "", tuple(ranks[: request.top]), _tokens(told), searches)


def tokens(body: bytes) -> Tokens | None:
    """What a whole answer says that it took."""
    try:
        return _tokens(_READ.decode(body))
    except msgspec.MsgspecError:
        return None


_READ = msgspec.json.Decoder(Answered, strict=False)


def _tokens(told: Answered) -> Tokens | None:
    """What was read, in whichever words, and the searches where the vendor bills them."""
    searches = _searches(told) or 0
    used = (told.usage.prompt_tokens or told.usage.total_tokens) if told.usage else None
    counted = told.meta.tokens if told.meta else None
    read = used or int((counted.input_tokens or 0) if counted else 0)
    return Tokens(input=read, searches=searches) if read or searches else None


def _searches(told: Answered) -> int | None:
    billed = told.meta.billed_units if told.meta else None
    return int(billed.search_units) if billed and billed.search_units is not None else None


def _result(rank: Rank, request: RerankRequest) -> dict[str, Any]:
    told: dict[str, Any] = {"index": rank.index, "relevance_score": rank.score}
    return told | ({"document": {"text": request.documents[rank.index]}} if request.show else {})
