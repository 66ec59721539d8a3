"""Our parts as Anthropic's content blocks."""

import base64
import binascii
import re
from typing import Any

from philae.core.arguments import as_raw
from philae.core.chat import Cache, Document, Image, Part, Refusal, Source, Text, Thinking, ToolCall, ToolResult
from philae.core.errors import InvalidRequest
from philae.core.picture import pictured
from philae.vendors.anthropic.wire import ORIGIN

MESSAGES = "messages"
PDF = "application/pdf"
# Anthropic takes ids of these characters only; other vendors' calls have dots and colons in theirs.
_STRANGE = re.compile(r"[^a-zA-Z0-9_-]")


Made = dict[str, Any]


def block(part: Part, *, native: bool) -> Made | None:
    """The block for a part, None for what says nothing to Anthropic. Raises `InvalidRequest` for what it cannot take.

    `native`: the client spoke Messages, so citations and file ids are Anthropic's own.
    """
    match part:
        case Text() | Refusal():
            return _text(part, native=native)
        case Image() | Document():
            return _media(part, native=native)
        case Thinking():
            return _thinking(part)
        case ToolCall():
            return _call(part)
        case ToolResult():
            return _result(part, native=native)
    raise InvalidRequest("the vendor takes no sound", param=MESSAGES)


def cached(cache: Cache | None) -> Made:
    """`cache_control`."""
    if cache is None:
        return {}
    return {"cache_control": {"type": "ephemeral"} | ({"ttl": cache.ttl} if cache.ttl else {})}


def _text(part: Text | Refusal, *, native: bool) -> Made | None:
    """Words; blank ones are errors there."""
    if not part.text.strip():
        return None
    said: Made = {"type": "text", "text": part.text}
    if isinstance(part, Refusal):
        return said
    return said | ({"citations": list(part.annotations)} if native and part.annotations else {}) | cached(part.cache)


def _media(part: Image | Document, *, native: bool) -> Made:
    if isinstance(part, Image):
        return {"type": "image", "source": _picture(part.source, native=native)} | cached(part.cache)
    title = {"title": part.name} if part.name else {}
    return {"type": "document", "source": _document(part.source, native=native)} | title | cached(part.cache)


def _call(part: ToolCall) -> Made:
    used = {"type": "tool_use", "id": _id(part.id), "name": part.name, "input": as_raw(part.arguments)}
    return used | cached(part.cache)


def _thinking(part: Thinking) -> Made | None:
    """A thought of Claude's own; others' mean nothing to it, and one without a signature is refused."""
    if part.origin != ORIGIN:
        return None
    if part.redacted:
        return {"type": "redacted_thinking", "data": part.redacted}
    return {"type": "thinking", "thinking": part.text, "signature": part.signature} if part.signature else None


def _result(part: ToolResult, *, native: bool) -> Made:
    blocks = [b for p in part.parts if (b := block(p, native=native))]
    said = {"content": blocks} if blocks else {}
    failed = {"is_error": True} if part.error else {}
    return {"type": "tool_result", "tool_use_id": _id(part.id)} | said | failed | cached(part.cache)


def _id(ident: str) -> str:
    return _STRANGE.sub("_", ident)


def _picture(source: Source, *, native: bool) -> Made:
    if not source.data:
        return _elsewhere(source, native=native)
    mime = pictured(source)
    if not mime:
        raise InvalidRequest("the vendor takes JPEG, PNG, GIF and WebP pictures only", param=MESSAGES)
    return {"type": "base64", "media_type": mime, "data": source.data}


def _document(source: Source, *, native: bool) -> Made:
    """A PDF as base64, text as text."""
    if not source.data:
        return _elsewhere(source, native=native)
    mime = source.mime.partition(";")[0]
    if mime in {PDF, ""}:
        return {"type": "base64", "media_type": PDF, "data": source.data}
    if not mime.startswith("text/"):
        raise InvalidRequest("the vendor takes PDF and text documents only", param=MESSAGES)
    try:
        words = base64.b64decode(source.data, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise InvalidRequest("a text document is not UTF-8 in base64", param=MESSAGES) from error
    return {"type": "text", "media_type": "text/plain", "data": words}


def _elsewhere(source: Source, *, native: bool) -> Made:
    if source.url:
        return {"type": "url", "url": source.url}
    if native and source.file:
        return {"type": "file", "file_id": source.file}
    raise InvalidRequest("a file kept by another vendor cannot be shown to this one", param=MESSAGES)
