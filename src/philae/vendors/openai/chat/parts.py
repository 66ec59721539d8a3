"""The parts of a message's content: from OpenAI's words into ours, and back into what a vendor understands."""

import base64
import binascii
from typing import Any

from philae.core.chat import Audio, Cache, Document, Image, Part, Refusal, Source, Text
from philae.core.errors import InvalidRequest
from philae.vendors.openai.chat.quirks import Quirks
from philae.vendors.openai.chat.wire import (
    AudioPart,
    ContentPart,
    FilePart,
    ImagePart,
    ImageUrl,
    Marked,
    RefusalPart,
    TextPart,
)

# What OpenAI keeps a marked prefix for unless told otherwise, and all that may be told (prompt caching guide).
USUAL_LIFE = "30m"
LIVES = frozenset({"30m", "12h"})


def taken(part: ContentPart) -> Part:
    """A client's part in canonical terms."""
    cache = _wish(part)
    match part:
        case TextPart(text=text):
            return Text(text, cache)
        case ImagePart(image_url=image):
            image = ImageUrl(image) if isinstance(image, str) else image
            return Image(source(image.url), image.detail or "", cache)
        case AudioPart(input_audio=audio):
            return Audio(Source(data=audio.data, mime=f"audio/{audio.format}"), audio.format)
        case FilePart(file=file):
            where = Source(file=file.file_id) if file.file_id else source(file.file_data or "", inline=True)
            return Document(where, file.filename or "", cache)
        case RefusalPart(refusal=refusal):
            return Refusal(refusal)


def given(part: Part, quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """A part of what is asked, in the vendor's words. Raises `InvalidRequest` for what it cannot be shown."""
    match part:
        case Text(text=text):
            return {"type": "text", "text": text} | _mark(part.cache, quirks, dropped)
        case Image(source=where):
            detail = {"detail": part.detail} if part.detail else {}
            return {"type": "image_url", "image_url": {"url": link(where)} | detail} | _mark(
                part.cache, quirks, dropped
            )
        case Audio(source=where) if where.data:
            return {"type": "input_audio", "input_audio": {"data": where.data, "format": _format(part)}}
        case Document():
            return _document(part, quirks) | _mark(part.cache, quirks, dropped)
    message = f"this vendor cannot be shown {type(part).__name__.lower()} parts here"
    raise InvalidRequest(message, param="messages")


def source(text: str, *, inline: bool = False) -> Source:
    """A `data:` URI or a link; `inline`: what is neither is base64."""
    if text.startswith("data:"):
        head, _, data = text.partition(",")
        return Source(data=data, mime=head[5:].partition(";")[0])
    return Source(data=text) if inline else Source(url=text)


def link(where: Source) -> str:
    """The link, or the data as a `data:` URI. Raises `InvalidRequest` for a file that some vendor keeps."""
    if where.file:
        message = "a file kept at a vendor cannot be passed on to another one"
        raise InvalidRequest(message, param="messages")
    return where.url or f"data:{where.mime or 'application/octet-stream'};base64,{where.data}"


def _document(part: Document, quirks: Quirks) -> dict[str, Any]:
    """A file inline or kept at the vendor; a text goes as words where no files are taken."""
    where = part.source
    if where.data and where.mime.startswith("text/"):
        return {"type": "text", "text": _plain(where.data)}
    if not quirks.files or where.url:
        message = "this vendor takes no documents" if not quirks.files else "this vendor takes no links to documents"
        raise InvalidRequest(message, param="messages")
    name = {"filename": part.name} if part.name else {}
    return {"type": "file", "file": {"file_id": where.file} if where.file else {"file_data": link(where)} | name}


def _plain(data: str) -> str:
    """The words of an inline text file."""
    try:
        return base64.b64decode(data, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        message = "a text document must be UTF-8 in base64"
        raise InvalidRequest(message, param="messages") from error


def _format(part: Audio) -> str:
    """`wav` of `audio/wav`."""
    return part.format or part.source.mime.rpartition("/")[2]


def _wish(part: Marked) -> Cache | None:
    if part.prompt_cache_breakpoint:
        return Cache(part.prompt_cache_breakpoint.ttl or USUAL_LIFE)
    return Cache(part.cache_control.ttl) if part.cache_control else None


def _mark(cache: Cache | None, quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """The wish to cache, where the vendor has a word for it.

    OpenAI's models before gpt-5.6 know no mark, and all cache by themselves, so only a wish in OpenAI's own words goes.
    """
    if cache is None:
        return {}
    if quirks.cache == "control":
        life = {"ttl": cache.ttl} if cache.ttl in ("5m", "1h") else {}
        return {"cache_control": {"type": "ephemeral"} | life}
    if quirks.cache == "breakpoint" and cache.ttl in LIVES:
        return {"prompt_cache_breakpoint": {"mode": "explicit", "ttl": cache.ttl}}
    dropped.add("messages.cache")
    return {}
