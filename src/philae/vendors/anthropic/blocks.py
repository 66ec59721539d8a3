"""A Messages client's content blocks as our parts."""

import base64
from collections.abc import Callable
from typing import Any

import msgspec

from philae.core.chat import Cache, Document, Image, Part, Source, Text, Thinking, ToolCall, ToolResult
from philae.vendors.anthropic.fields import Fields, wrong
from philae.vendors.anthropic.signature import thought
from philae.vendors.anthropic.wire import ORIGIN


def part(fields: Fields) -> Part | None:
    """The part that a block is, None for a block that only Messages knows. Raises `InvalidRequest`."""
    kind = fields.need("type", str)
    parse = PARTS.get(kind)
    return parse(fields) if parse else None


def cache(fields: Fields) -> Cache | None:
    """`cache_control`."""
    inner = fields.inner("cache_control")
    return Cache(inner.take("ttl", str, None)) if inner else None


def text(fields: Fields) -> Text:
    """Words, with citations where they are an answer's."""
    return Text(fields.need("text", str), cache(fields), tuple(fields.take("citations", list, [])))


def content(fields: Fields, name: str) -> list[Any]:
    """A field that is a list of blocks, or a string that stands for one of text."""
    value = fields.rest.pop(name, None)
    if isinstance(value, str):
        return [{"type": "text", "text": value}]
    if value is None or isinstance(value, list):
        return value or []
    raise wrong(fields.at(name), "must be a string or a list of blocks")


def _source(fields: Fields) -> Source | None:
    """Where media is; None for a source that only Messages knows, which then stays in its block."""
    inner = Fields(fields.rest.get("source"), fields.at("source"))
    match inner.need("type", str):
        case "base64":
            source = Source(data=inner.need("data", str), mime=inner.need("media_type", str))
        case "url":
            source = Source(url=inner.need("url", str))
        case "file":
            source = Source(file=inner.need("file_id", str))
        case "text":
            words = inner.need("data", str).encode()
            source = Source(data=base64.b64encode(words).decode(), mime=inner.take("media_type", str, "text/plain"))
        case _:
            return None
    del fields.rest["source"]
    return source


def _image(fields: Fields) -> Image | None:
    source = _source(fields)
    return Image(source, cache=cache(fields)) if source else None


def _document(fields: Fields) -> Document | None:
    source = _source(fields)
    return Document(source, fields.take("title", str, ""), cache(fields)) if source else None


def _tool_use(fields: Fields) -> ToolCall:
    arguments = msgspec.json.encode(fields.take("input", dict, {})).decode()
    return ToolCall(fields.need("id", str), fields.need("name", str), arguments, cache=cache(fields))


def _tool_result(fields: Fields) -> ToolResult:
    """A result; where a block in it is not ours, the whole content waits with the fields that are not."""
    whole = fields.rest.get("content")
    inner = [Fields(b, f"{fields.at('content')}.{i}") for i, b in enumerate(content(fields, "content"))]
    parts = [part(b) for b in inner]
    if None in parts or any(b.rest for b in inner):
        fields.rest["content"] = whole
    return ToolResult(
        fields.need("tool_use_id", str),
        tuple(p for p in parts if isinstance(p, Text | Image | Document)),
        fields.take("is_error", bool, default=False),
        cache=cache(fields),
    )


PARTS: dict[str, Callable[[Fields], Part | None]] = {
    "text": text,
    "image": _image,
    "document": _document,
    "tool_use": _tool_use,
    "tool_result": _tool_result,
    "thinking": lambda fields: thought(fields.take("thinking", str, ""), fields.take("signature", str, "")),
    "redacted_thinking": lambda fields: Thinking(redacted=fields.need("data", str), origin=ORIGIN),
}
