"""A Gemini client's request in canonical terms.

What only Google understands stays in `extra["gemini"]` under Google's names: fields of the body (`safetySettings`,
`cachedContent`, …), `tools` that run at Google, the rest of `toolConfig` and of `generationConfig`.
"""

from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import ChatRequest
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest
from philae.vendors.gemini import settings, tools, turns
from philae.vendors.gemini.spelling import respell
from philae.vendors.gemini.wire import Content

WIRE = "gemini"
PLACED = frozenset({
    "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "serviceTier", "model",
})  # fmt: skip
# Google's word → ours, which are OpenAI's.
TIERS = {"standard": "default", "unspecified": ""}


class Talk(Struct, frozen=True, rename="camel"):
    """The conversation, apart from all settings."""

    contents: tuple[Content, ...] = ()
    system_instruction: Content | None = None


def decode(inbound: Inbound, *, stream: bool = False) -> ChatRequest:
    """`:generateContent`, or `:streamGenerateContent` if `stream`. Raises `InvalidRequest` naming the field."""
    return request(name(inbound), inbound.json(), raw=inbound.body, stream=stream)


def request(model: str, sent: dict[str, Any], *, raw: bytes = b"", stream: bool = False) -> ChatRequest:
    """The canonical request from a body; `raw` are its bytes, if it is a whole one."""
    body = respell(sent)
    talk = _talk(raw if raw and body == sent else msgspec.json.encode(body))
    offer = tools.read(_objects(body, "tools"), _object(body, "toolConfig"))
    found = settings.read(_object(body, "generationConfig"))
    own = {"tools": list(offer.own), "toolConfig": offer.config, "generationConfig": found.rest}
    rest = {key: value for key, value in body.items() if key not in PLACED}
    kept = rest | {key: value for key, value in own.items() if value}
    tier = str(body.get("serviceTier", "")).lower()
    return ChatRequest(
        model,
        turns.messages(talk.contents, talk.system_instruction),
        tools=offer.tools,
        choose=offer.choose,
        format=found.format,
        reasoning=found.reasoning,
        sampling=found.sampling,
        cap=found.cap,
        stop=found.stop,
        n=found.n,
        stream=stream,
        usage=stream,
        service_tier=TIERS.get(tier, tier),
        extra={WIRE: kept} if kept else {},
    )


def name(inbound: Inbound) -> str:
    """The model of the path."""
    return inbound.path["model"].removeprefix("models/")


def _talk(body: bytes) -> Talk:
    try:
        talk = msgspec.json.decode(body, type=Talk, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$.")
        raise InvalidRequest(message, param=path.rstrip("`") or None) from error
    if not talk.contents:
        raise InvalidRequest("contents is required", param="contents")
    return talk


def _object(body: dict[str, Any], key: str) -> dict[str, Any]:
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise InvalidRequest(f"{key} must be an object", param=key)
    return value


def _objects(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value: list[dict[str, Any]] = body.get(key, [])
    if not all(isinstance(item, dict) for item in value):
        raise InvalidRequest(f"{key} must be a list of objects", param=key)
    return value
