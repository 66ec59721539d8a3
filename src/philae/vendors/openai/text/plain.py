"""The simple endpoints of text in OpenAI's words: as we serve them, and as every vendor that has them is called."""

from functools import partial

from philae.core.provider import Target
from philae.core.text import PlainCodec, PlainFace
from philae.vendors.openai.chat import errors, meter
from philae.vendors.openai.text import embeddings, rerank

EMBEDDINGS = PlainFace("embeddings", "embed", embeddings.decode, embeddings.encode, errors.error)
RERANK = PlainFace("rerank", "rerank", rerank.decode, rerank.encode, errors.error)


def embeds(prefix: str = "/v1", *, base64: bool = False) -> PlainCodec:
    """Embeddings at a vendor whose paths begin with `prefix`."""
    return PlainCodec(
        path=lambda _: f"{prefix}/embeddings",
        write=partial(embeddings.write, prefix=prefix, base64=base64),
        read=lambda reply, _: embeddings.read(reply),
        fault=errors.fault,
        tokens=meter.tokens,
    )


def ranks(prefix: str = "/v1") -> PlainCodec:
    """Reranking at a vendor that speaks Jina's words."""
    return PlainCodec(
        path=lambda _: f"{prefix}/rerank",
        write=partial(rerank.write, prefix=prefix),
        read=rerank.read,
        fault=errors.fault,
        tokens=rerank.tokens,
    )


def _cohere(to: Target) -> str:
    """Cohere's own API, which stands beside the one that is compatible with OpenAI's."""
    return f"{to.base_url.rstrip('/').removesuffix('/compatibility')}/v2"


COHERE = PlainCodec(
    path=lambda to: f"{_cohere(to)}/rerank",
    write=lambda request, to: rerank.write(request, to, prefix=_cohere(to)),
    read=rerank.read,
    fault=errors.fault,
    tokens=rerank.tokens,
)
"""Reranking at Cohere (docs.cohere.com/reference/rerank), whose answers `rerank.read` knows."""
