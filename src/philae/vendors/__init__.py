"""One folder per vendor: its wire shapes, its API as we serve it and as we call it. A few tables are the architecture."""

from philae.core.dialect import Dialect
from philae.core.provider import Provider, bearer
from philae.core.text import ChatFace, Plain, Speaker, Wire
from philae.vendors import anthropic
from philae.vendors.bfl import dialect as bfl_dialect
from philae.vendors.bfl import provider as bfl
from philae.vendors.gemini import dialect as gemini_dialect
from philae.vendors.gemini import provider as gemini
from philae.vendors.openai import chat, responses
from philae.vendors.openai import dialect as openai_dialect
from philae.vendors.openai import provider as openai
from philae.vendors.openai.compatible import COMPATIBLE, Compatible, Service
from philae.vendors.philae import dialect as philae_dialect
from philae.vendors.replicate import dialect as replicate_dialect
from philae.vendors.replicate import provider as replicate
from philae.vendors.studio import provider as studio

PLAIN: dict[Service, Plain] = {"complete": "completions", "embed": "embeddings", "rerank": "rerank"}


def _provider(row: Compatible) -> Provider:
    return Provider(row.name, row.base_url, bearer, serves={}, secret=row.secret, callbacks=False)


def _speaker(row: Compatible) -> Speaker:
    codec = chat.codec(row.quirks)
    plain = {PLAIN[s]: f"{row.quirks.prefix}/{PLAIN[s]}" for s in row.serves if s in PLAIN}
    return Speaker(PROVIDERS[row.name], {"chat": codec} if "chat" in row.serves else {}, plain)


PROVIDERS: dict[str, Provider] = {
    "bfl": bfl.PROVIDER,
    "openai": openai.PROVIDER,
    "anthropic": anthropic.PROVIDER_FACTS,
    "gemini": gemini.PROVIDER,
    "replicate": replicate.PROVIDER,
    "studio": studio.PROVIDER,
    **{row.name: _provider(row) for row in COMPATIBLE},
}

DIALECTS: dict[str, Dialect] = {
    "bfl": bfl_dialect.DIALECT,
    "openai": openai_dialect.DIALECT,
    "replicate": replicate_dialect.DIALECT,
    "philae": philae_dialect.DIALECT,
}

FACES: dict[Wire, ChatFace] = {
    "chat": chat.CHAT,
    "responses": responses.RESPONSES,
    "messages": anthropic.MESSAGES,
    "gemini": gemini_dialect.GEMINI_SSE,
}
GEMINI_ARRAY = gemini_dialect.GEMINI_ARRAY

SPEAKERS: dict[str, Speaker] = {
    "openai": Speaker(
        openai.PROVIDER,
        {"chat": chat.codec(), "responses": responses.CODEC},
        {"completions": "/v1/completions", "embeddings": "/v1/embeddings"},
    ),
    "anthropic": Speaker(anthropic.PROVIDER_FACTS, {"messages": anthropic.CODEC}),
    "gemini": Speaker(gemini.PROVIDER, {"gemini": gemini.CODEC}),
    **{row.name: _speaker(row) for row in COMPATIBLE},
}
"""Who can be asked for text, in which formats."""
