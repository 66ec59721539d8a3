"""Embeddings in OpenAI's words: POST /v1/embeddings, as we serve it and as vendors are called."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from philae.core.dialect import Inbound, Reply
from philae.core.embed import Embedded, EmbedRequest, Input, floats, packed
from philae.core.errors import InvalidRequest
from philae.core.http import HttpReply
from philae.core.provider import Target, unreadable
from philae.core.text import Written
from philae.core.tokens import Tokens
from philae.core.unsaid import foreign
from philae.vendors.openai.chat.errors import fault
from philae.vendors.openai.chat.meter import counted
from philae.vendors.openai.chat.request import shaped
from philae.vendors.openai.chat.wire import Usage

TIMEOUT = 120.0
MOST = 2048
"""Inputs in one request, at most (OpenAI's API reference)."""
WIRE = "embeddings"


class Asked(Struct, frozen=True):
    """A request's body, but for its input, which has four forms."""

    model: str
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: Annotated[int, Meta(ge=1)] | None = None
    user: str = ""


class Row(Struct, frozen=True):
    """One vector, numbers or base64."""

    embedding: tuple[float, ...] | str
    index: int | None = None


class Answered(Struct, frozen=True):
    """A vendor's answer."""

    data: tuple[Row, ...]
    model: str = ""
    usage: Usage | None = None


KNOWN = frozenset({"input", *Asked.__struct_fields__})


def decode(inbound: Inbound) -> EmbedRequest:
    """The request in canonical terms. Raises `InvalidRequest`."""
    body = {name: value for name, value in inbound.json().items() if value not in (None, "")}
    asked = shaped(body, Asked)
    inputs = _inputs(body.get("input"))
    strange = {name: value for name, value in body.items() if name not in KNOWN}
    extra = {WIRE: strange} if strange else {}
    return EmbedRequest(asked.model, inputs, asked.dimensions, asked.encoding_format, asked.user, extra)


def encode(answer: Embedded, request: EmbedRequest) -> Reply:
    """The vectors in the form that the client asked for."""
    form = packed if request.encoding == "base64" else floats
    rows = [{"object": "embedding", "index": i, "embedding": form(v)} for i, v in enumerate(answer.vectors)]
    used = (answer.tokens or Tokens()).input
    body = {"object": "list", "data": rows, "model": answer.model or request.model}
    return Reply(200, body | {"usage": {"prompt_tokens": used, "total_tokens": used}})


def write(request: EmbedRequest, to: Target, *, prefix: str = "/v1", base64: bool = False) -> Written:
    """The call. `base64`: the vendor can send packed vectors, a quarter of the bytes; else it sends numbers unasked."""
    inputs = [list(one) if isinstance(one, tuple) else one for one in request.inputs]
    body: dict[str, Any] = {"model": to.model, "input": inputs[0] if len(inputs) == 1 else inputs}
    body |= {"encoding_format": "base64"} if base64 else {}
    body |= {"dimensions": request.dimensions} if request.dimensions else {}
    body |= {"user": request.user} if request.user else {}
    dropped = tuple(sorted(foreign(request.extra, WIRE)))
    return Written(to.post(f"{prefix}/embeddings", body | request.extra.get(WIRE, {}), timeout=TIMEOUT), dropped)


def read(reply: HttpReply) -> Embedded:
    """The vectors in the order of the inputs. Raises from the error tree."""
    if reply.status >= 400:  # noqa: PLR2004 - errors begin here
        raise fault(reply)
    told = reply.parse(Answered)
    if not told.data:
        raise unreadable("has no embeddings", reply)
    rows = sorted(enumerate(told.data), key=lambda row: row[0] if row[1].index is None else row[1].index)
    vectors = tuple(row.embedding for _, row in rows)
    return Embedded(told.model, vectors, counted(told.usage) if told.usage else None)


def _inputs(given: Any) -> tuple[Input, ...]:
    """A text, texts, tokens, or lists of tokens. Raises `InvalidRequest`."""
    several = given if isinstance(given, list) and given and not isinstance(given[0], int) else [given]
    if len(several) > MOST:
        message = f"input may have at most {MOST} entries"
        raise InvalidRequest(message, param="input")
    inputs = tuple(tuple(one) if isinstance(one, list) else one for one in several)
    if not all(_whole(one) for one in inputs):
        message = "input must be a text, tokens, or a list of these, none of them empty"
        raise InvalidRequest(message, param="input")
    return inputs


def _whole(one: Any) -> bool:
    """Whether it is words, or token numbers."""
    if isinstance(one, tuple):
        return bool(one) and all(isinstance(number, int) and not isinstance(number, bool) for number in one)
    return isinstance(one, str) and bool(one)
