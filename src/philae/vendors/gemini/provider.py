"""The Gemini API as we call it: chat in its own format, and the count of a request's tokens."""

from typing import Any
from urllib.parse import quote

from msgspec import Struct

from philae.core.auth import Static
from philae.core.chat import ChatRequest
from philae.core.http import HttpCall, HttpReply
from philae.core.provider import Provider, Target
from philae.core.text import ChatCodec, Written
from philae.core.unsaid import foreign, unsaid
from philae.vendors.gemini import films, pictures, settings, tools, turns, usage
from philae.vendors.gemini.fault import fault
from philae.vendors.gemini.reader import reader
from philae.vendors.gemini.thinking import levelled
from philae.vendors.gemini.whole import BAD, read

WIRE = "gemini"
TIMEOUT = 600.0
# Ours in `extra`; the others there are Google's own fields, to be joined with what is canonical.
OURS = frozenset({"generationConfig", "tools", "toolConfig"})
# OpenAI's word → Google's; "auto" leaves it to Google.
TIERS = {"default": "standard", "flex": "flex", "priority": "priority"}


def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
    """Where the model takes this format."""
    return at(model, "streamGenerateContent?alt=sse" if stream else "generateContent")


def at(model: str, verb: str) -> str:
    """A method of the model's; tuned models have a collection of their own."""
    name = model if model.startswith("tunedModels/") else f"models/{model.removeprefix('models/')}"
    return f"/v1beta/{quote(name)}:{verb}"


def write(request: ChatRequest, to: Target) -> Written:
    """The call, and what Google has no word for. Raises `InvalidRequest` for what must not be left out."""
    said, dropped = body(request, to.model)
    return Written(to.post(path(to.model, request.stream), said, timeout=TIMEOUT), dropped)


def body(request: ChatRequest, model: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The request in Google's words, and what was left out. Raises `InvalidRequest`."""
    talk = turns.written(request.messages, signed=levelled(model))
    offer, lost_tools = tools.written(request.tools, request.choose)
    config, lost_settings = settings.written(request, model)
    own = request.extra.get(WIRE, {})
    said: dict[str, Any] = {"contents": talk.contents}
    if talk.system:
        said["systemInstruction"] = {"parts": talk.system}
    if found := [*offer.get("tools", ()), *own.get("tools", ())]:
        said["tools"] = found
    for name, value in (("toolConfig", offer.get("toolConfig", {})), ("generationConfig", config)):
        if joined := own.get(name, {}) | value:
            said[name] = joined
    if request.service_tier in TIERS:
        said["serviceTier"] = TIERS[request.service_tier]
    rest = {name: value for name, value in own.items() if name not in OURS}
    return said | rest, (*talk.dropped, *lost_tools, *lost_settings, *_dropped(request))


class Total(Struct, frozen=True, rename="camel"):
    """How many tokens a request has."""

    total_tokens: int


def ask_count(request: ChatRequest, to: Target) -> HttpCall:
    """`:countTokens` of the whole request, instructions and tools included."""
    said, _ = body(request, to.model)
    whole = said | {"model": f"models/{to.model.removeprefix('models/')}"}
    return to.post(at(to.model, "countTokens"), {"generateContentRequest": whole}, effect="none", timeout=30.0)


def read_count(reply: HttpReply) -> int:
    """The tokens. Raises from the error tree."""
    if reply.status >= BAD:
        raise fault(reply)
    return reply.parse(Total).total_tokens


def _dropped(request: ChatRequest) -> tuple[str, ...]:
    """What of the request itself has no word here."""
    lost = unsaid(request, ("user", "cache_key", "verbosity", "metadata"))
    if request.service_tier not in ("", "auto", *TIERS):
        lost.append("service_tier")
    return (*lost, *foreign(request.extra, WIRE))


CODEC = ChatCodec(
    wire="gemini",
    path=path,
    write=write,
    read=read,
    reader=reader,
    fault=fault,
    tokens=usage.find,
    spent=usage.find,
)


def auth(secret: str) -> Static:
    """The key in Google's own header."""
    return Static((("x-goog-api-key", secret),))


PROVIDER = Provider(
    "gemini",
    base_url="https://generativelanguage.googleapis.com",
    auth=auth,
    serves={"video.generate": films.CODEC, "image.generate": pictures.CODEC},
    secret="GEMINI_API_KEY",  # noqa: S106 - the name of a variable
    hosts=("googleapis.com",),
    callbacks=False,
)
