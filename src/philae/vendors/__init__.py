"""One folder per vendor: its wire shapes, its API as we serve it and as we call it. A few tables are the architecture."""

from msgspec.structs import replace

from philae.core.chat import ChatRequest
from philae.core.dialect import Dialect
from philae.core.http import HttpCall, HttpReply
from philae.core.native import codec, face
from philae.core.native.row import Lane
from philae.core.provider import Provider, Target, bearer
from philae.core.request import PICTURES
from philae.core.text import ChatCodec, ChatFace, Counter, Plain, PlainCodec, PlainFace, Simple, Speaker, Spoken, Wire
from philae.vendors import anthropic, azure, bedrock, vertex
from philae.vendors.bfl import dialect as bfl_dialect
from philae.vendors.bfl import provider as bfl
from philae.vendors.bria.lane import LANE as BRIA
from philae.vendors.bytedance import dialect as bytedance_dialect
from philae.vendors.bytedance import pictures as bytedance_pictures
from philae.vendors.bytedance.lane import LANE as BYTEDANCE
from philae.vendors.fal import provider as fal
from philae.vendors.gemini import dialect as gemini_dialect
from philae.vendors.gemini import drawn as gemini_drawn
from philae.vendors.gemini import operations as gemini_operations
from philae.vendors.gemini import plain as gemini_plain
from philae.vendors.gemini import problem as gemini_problem
from philae.vendors.gemini import provider as gemini
from philae.vendors.hunyuan.lane import LANE as HUNYUAN
from philae.vendors.kling.lane import LANE as KLING
from philae.vendors.midjourney.lane import LANE as MIDJOURNEY
from philae.vendors.minimax.lane import LANE as MINIMAX
from philae.vendors.openai import chat, responses
from philae.vendors.openai import dialect as openai_dialect
from philae.vendors.openai import provider as openai
from philae.vendors.openai.chat import pictures as chat_pictures
from philae.vendors.openai.chat.quirks import STRANGE, Quirks
from philae.vendors.openai.compatible import COMPATIBLE, Compatible, Service
from philae.vendors.openai.text import plain as openai_plain
from philae.vendors.openai.text.prompted import COMPLETIONS
from philae.vendors.philae import dialect as philae_dialect
from philae.vendors.replicate import dialect as replicate_dialect
from philae.vendors.replicate import provider as replicate
from philae.vendors.runway.compatible import LANE as RUNWAY_COMPATIBLE
from philae.vendors.runway.lane import LANE as RUNWAY
from philae.vendors.studio import problem as studio_problem
from philae.vendors.studio import provider as studio
from philae.vendors.xai.lane import LANE as XAI

PLAIN: dict[Service, Plain] = {"complete": "completions", "embed": "embeddings", "rerank": "rerank"}

OWN: dict[str, dict[Simple, PlainCodec]] = {"cohere": {"rerank": openai_plain.COHERE}}
"""Operations that a compatible vendor has in words of its own."""


def _provider(row: Compatible) -> Provider:
    return Provider(row.name, row.base_url, bearer, serves={}, secret=row.secret, callbacks=False)


def _speaker(row: Compatible) -> Speaker:
    codec = chat.codec(row.quirks)
    prefix = row.quirks.prefix
    plain = {PLAIN[s]: f"{prefix}/{PLAIN[s]}" for s in row.serves if s in PLAIN}
    simple = {"embed": openai_plain.embeds(prefix), "rerank": openai_plain.ranks(prefix)}
    able: dict[Simple, PlainCodec] = {s: simple[s] for s in ("embed", "rerank") if s in row.serves} | OWN.get(
        row.name, {}
    )
    return Speaker(PROVIDERS[row.name], {"chat": codec} if "chat" in row.serves else {}, plain, able)


LANES: tuple[Lane, ...] = (KLING, MIDJOURNEY, MINIMAX, RUNWAY, HUNYUAN, BRIA, BYTEDANCE, XAI)
"""Vendors whose task APIs are rows."""

TWIN = Quirks(lacks=(STRANGE - {"top_k"}) | {"logit_bias", "n", "parallel_tool_calls", "reasoning_effort", "user"})
"""What the offline twin's small model cannot follow."""


def _twin() -> Speaker:
    """The studio speaks OpenAI's formats, and its refusals may be shown as they are."""
    fault = studio_problem.fault
    simple: dict[Simple, PlainCodec] = {"embed": openai_plain.embeds(), "rerank": openai_plain.ranks()}
    return Speaker(
        studio.PROVIDER,
        {"chat": replace(chat.codec(TWIN), fault=fault)},
        {"embeddings": "/v1/embeddings", "rerank": "/v1/rerank"},
        {name: replace(codec, fault=fault) for name, codec in simple.items()},
    )


def _bytedance(films: Provider) -> Provider:
    """Ark draws too, in one call each."""
    drawn = dict.fromkeys(PICTURES, bytedance_pictures.CODEC)
    return replace(films, serves=films.serves | drawn)


PROVIDERS: dict[str, Provider] = {
    "bfl": bfl.PROVIDER,
    "openai": openai.PROVIDER,
    "anthropic": anthropic.PROVIDER_FACTS,
    "gemini": gemini.PROVIDER,
    "replicate": replicate.PROVIDER,
    "fal": fal.PROVIDER,
    "azure": Provider(
        "azure", "", azure.auth, {}, "AZURE_OPENAI_API_KEY", callbacks=False, parts=azure.PARTS,
        options={"api_version": ("OPENAI_API_VERSION",)}, address="AZURE_OPENAI_ENDPOINT", home=azure.home, place=azure.place,
    ),
    "bedrock": Provider(
        "bedrock", "", bedrock.auth, {}, "AWS_BEARER_TOKEN_BEDROCK", callbacks=False,
        parts=bedrock.PARTS, options=bedrock.OPTIONS, home=bedrock.home,
    ),
    "vertex": Provider(
        "vertex", "", vertex.auth, {}, "GOOGLE_APPLICATION_CREDENTIALS", callbacks=False,
        options=vertex.OPTIONS, home=vertex.home,
    ),
    "piapi": Provider(
        "piapi", "https://api.piapi.ai", bearer, dict.fromkeys(PICTURES, chat_pictures.CODEC), "PIAPI_API_KEY", callbacks=False,
    ),
    "studio": studio.PROVIDER,
    **{row.name: _provider(row) for row in COMPATIBLE},
    **{lane.name: codec.provider(lane) for lane in LANES},
    "bytedance": _bytedance(codec.provider(BYTEDANCE)),
}  # fmt: skip

DIALECTS: dict[str, Dialect] = {
    "bfl": bfl_dialect.DIALECT,
    "openai": openai_dialect.DIALECT,
    "replicate": replicate_dialect.DIALECT,
    "philae": philae_dialect.DIALECT,
    "anthropic": Dialect("anthropic", (), anthropic.MESSAGES.error, paths=("/v1/messages", "/messages")),
    "gemini": Dialect(
        "gemini", gemini_operations.ENDPOINTS + gemini_drawn.ENDPOINTS, gemini_problem.error, paths=("/v1beta/",)
    ),
    **{lane.name: face.dialect(lane) for lane in (*LANES, RUNWAY_COMPATIBLE)},
    "bytedance": bytedance_dialect.DIALECT,
}

FACES: dict[Wire, ChatFace] = {
    "chat": chat.CHAT,
    "responses": responses.RESPONSES,
    "messages": anthropic.MESSAGES,
    "gemini": gemini_dialect.GEMINI_SSE,
}
DRAWN = frozenset(gemini_drawn.NAMES)
"""Models of Google's whose calls are tasks, though chat has the same paths."""
GEMINI_ARRAY = gemini_dialect.GEMINI_ARRAY
PLAIN_FACES: dict[Plain, ChatFace | PlainFace] = {
    "completions": COMPLETIONS,
    "embeddings": openai_plain.EMBEDDINGS,
    "rerank": openai_plain.RERANK,
    "embedContent": gemini_plain.ONE,
    "batchEmbedContents": gemini_plain.BATCH,
}
"""The simple endpoints, for clients whose model is served in another format."""


def _openai(provider: Provider) -> Speaker:
    """Who serves OpenAI's own models in all of OpenAI's formats."""
    plain: dict[Plain, str] = {"completions": "/v1/completions", "embeddings": "/v1/embeddings"}
    codecs: dict[Spoken, ChatCodec] = {"chat": chat.codec(), "responses": responses.CODEC}
    return Speaker(provider, codecs, plain, {"embed": openai_plain.embeds(base64=True)}, raw=False)


def _count_at_vertex(request: ChatRequest, to: Target) -> HttpCall:
    if vertex.only(to.model) == "messages":
        return vertex.count_claude(anthropic.count(request, to).call, to)
    return vertex.count_gemini(gemini.CODEC, request, to)


def _counted_at_vertex(reply: HttpReply) -> int:
    return anthropic.counted(reply) if b"input_tokens" in reply.body else gemini.read_count(reply)


SPEAKERS: dict[str, Speaker] = {
    "openai": _openai(openai.PROVIDER),
    "azure": _openai(PROVIDERS["azure"]),
    "bedrock": Speaker(
        PROVIDERS["bedrock"],
        {"messages": bedrock.claude(anthropic.CODEC), "converse": bedrock.CONVERSE},
        simple={"embed": bedrock.VECTORS},
        counter=Counter(
            lambda request, to: bedrock.count(anthropic.CODEC, request, to).call, bedrock.counted, bedrock.is_claude
        ),
        only=bedrock.only,
    ),
    "vertex": Speaker(
        PROVIDERS["vertex"],
        {
            "gemini": vertex.gemini(gemini.CODEC),
            "messages": vertex.claude(anthropic.CODEC),
            "chat": replace(chat.codec(Quirks(prefix=vertex.OPEN)), fault=gemini.CODEC.fault),
        },
        simple={"embed": vertex.vectors(gemini.CODEC.fault)},
        counter=Counter(_count_at_vertex, _counted_at_vertex, lambda name: vertex.only(name) != "chat"),
        only=vertex.only,
    ),
    "anthropic": Speaker(
        anthropic.PROVIDER_FACTS,
        {"messages": anthropic.CODEC},
        counter=Counter(lambda request, to: anthropic.count(request, to).call, anthropic.counted),
    ),
    "gemini": Speaker(
        gemini.PROVIDER,
        {"gemini": gemini.CODEC},
        gemini_plain.EMBEDS_AT,
        {"embed": gemini_plain.EMBEDS},
        counter=Counter(gemini.ask_count, gemini.read_count),
    ),
    "studio": _twin(),
    **{row.name: _speaker(row) for row in COMPATIBLE},
}
"""Who can be asked for text, in which formats."""
