"""Our parts as Converse's content blocks."""

import re
from hashlib import sha256
from typing import Any

from philae.core.arguments import as_raw
from philae.core.chat import (
    Audio,
    Document,
    Image,
    Part,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.core.picture import pictured
from philae.vendors.bedrock.converse.wire import ORIGIN

MESSAGES = "messages"
DOCUMENTS = {
    "application/pdf": "pdf",
    "text/csv": "csv",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/html": "html",
    "text/markdown": "md",
}
"""Type → Converse's word; other texts are `txt`."""
SOUNDS = frozenset(
    {"mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm"}
)
LONGEST_ID = 64
_STRANGE_ID = re.compile(r"[^a-zA-Z0-9_.:-]")
# A document's name has letters, digits, single spaces, hyphens, parentheses and brackets.
_STRANGE_NAME = re.compile(r"[^a-zA-Z0-9()\[\]-]+")
Made = dict[str, Any]


def block(part: Part) -> Made | None:
    """The block for a part, None for what says nothing to Converse. Raises `InvalidRequest` for what it cannot take."""
    match part:
        case Text(text=text) | Refusal(text=text):
            return {"text": text} if text.strip() else None
        case Image() | Document() | Audio():
            return _media(part)
        case Thinking():
            return _thought(part)
        case ToolCall():
            return {"toolUse": {"toolUseId": _id(part.id), "name": part.name, "input": as_raw(part.arguments)}}
        case ToolResult():
            return _result(part)


def beside(part: Part) -> tuple[Image | Document, ...]:
    """The files of a tool's result, which few models take within it: they are shown behind it."""
    return tuple(p for p in part.parts if not isinstance(p, Text)) if isinstance(part, ToolResult) else ()


def told(part: ToolCall | ToolResult) -> Made:
    """A call or its result in words, where no tools are offered: Converse takes their blocks only beside tools."""
    if isinstance(part, ToolCall):
        return {"text": f"[tool {part.name} was called with {part.arguments or '{}'}]"}
    return {"text": f"[the tool answered: {_words(part)}]"}


def named(document: Document) -> str:
    """A name that Converse takes."""
    return _STRANGE_NAME.sub(" ", document.name).strip()[:100] or "document"


def _words(part: ToolResult) -> str:
    return "\n".join(p.text for p in part.parts if isinstance(p, Text) and p.text.strip())


def _result(part: ToolResult) -> Made:
    """Text as it is; a result has to have some content."""
    content = [{"text": _words(part) or "(no output)"}]
    return {"toolResult": {"toolUseId": _id(part.id), "content": content}}


def _id(ident: str) -> str:
    """An id of no more characters, and no others, than AWS takes."""
    clean = _STRANGE_ID.sub("_", ident)
    return clean if len(clean) <= LONGEST_ID else sha256(clean.encode()).hexdigest()


def _thought(part: Thinking) -> Made | None:
    """A thought that was signed here; others mean nothing to the model."""
    if part.origin != ORIGIN:
        return None
    if part.redacted:
        return {"reasoningContent": {"redactedContent": part.redacted}}
    if not part.signature:
        return None
    return {"reasoningContent": {"reasoningText": {"text": part.text, "signature": part.signature}}}


def _media(part: Image | Document | Audio) -> Made:
    if not part.source.data:
        raise InvalidRequest("this vendor takes pictures and documents in the request only", param=MESSAGES)
    source = {"bytes": part.source.data}
    match part:
        case Image():
            return {"image": {"format": _picture(part.source), "source": source}}
        case Document():
            return {"document": {"format": _kind(part.source), "name": named(part), "source": source}}
        case Audio():
            return {"audio": {"format": _sound(part), "source": source}}


def _picture(source: Source) -> str:
    mime = pictured(source)
    if not mime:
        raise InvalidRequest("the vendor takes JPEG, PNG, GIF and WebP pictures only", param=MESSAGES)
    return mime.removeprefix("image/")


def _kind(source: Source) -> str:
    """A document's format. Without a type it is a PDF, as in the other formats."""
    mime = source.mime.partition(";")[0] or "application/pdf"
    found = DOCUMENTS.get(mime, "txt" if mime.startswith("text/") else "")
    if not found:
        raise InvalidRequest(f"the vendor takes no documents of the type {mime[:80]}", param=MESSAGES)
    return found


def _sound(part: Audio) -> str:
    kind = part.format or part.source.mime.rpartition("/")[2]
    if kind not in SOUNDS:
        raise InvalidRequest(f"the vendor takes no sound of the kind {kind[:80]!r}", param=MESSAGES)
    return kind
