"""Gemini's embeddings: as we serve them, for one text and for many, and as Google is called."""

from philae.core.embed import Embedded, EmbedRequest
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.text import Plain, PlainCodec, PlainFace, Written
from philae.core.unsaid import foreign
from philae.vendors.gemini import embeds, usage, vectors
from philae.vendors.gemini.fault import fault
from philae.vendors.gemini.problem import error
from philae.vendors.gemini.provider import WIRE, at

ONE = PlainFace("embedContent", "embed", embeds.decode_one, embeds.encode, error)
BATCH = PlainFace("batchEmbedContents", "embed", embeds.decode_batch, embeds.encode, error)


def _write(request: EmbedRequest, to: Target) -> Written:
    lost = foreign(request.extra, WIRE)
    return Written(vectors.write(request, to), (*(("user",) if request.user else ()), *lost))


def _read(reply: HttpReply, request: EmbedRequest) -> Embedded:
    return vectors.read(reply, request.model)


EMBEDS = PlainCodec(lambda to: at(to.model, "batchEmbedContents"), _write, _read, fault, usage.find)
EMBEDS_AT: dict[Plain, str] = {
    "embedContent": "/v1beta/models/{model}:embedContent",
    "batchEmbedContents": "/v1beta/models/{model}:batchEmbedContents",
}
"""Where Google takes them from its own clients, whose bytes pass untouched."""
