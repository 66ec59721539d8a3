"""Our parts as Anthropic's blocks."""

import base64
from typing import Any

import msgspec
import pytest

from philae.core.chat import (
    Audio,
    Cache,
    Document,
    Image,
    Message,
    Part,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.vendors.anthropic import CODEC
from tests.vendors.anthropic.said import asked, written

PDF = base64.b64encode(b"%PDF-").decode()


def blocks(part: Part, role: Any = "user") -> Any:
    """The blocks of a message of that part."""
    return written(asked(Message(role, (part, Text("x"))), Message("user", (Text("y"),))))[0]["messages"][0]["content"]


@pytest.mark.parametrize(
    ("part", "block"),
    [
        (Text("a", Cache("1h")), {"type": "text", "text": "a", "cache_control": {"type": "ephemeral", "ttl": "1h"}}),
        # Citations of another vendor's mean nothing there.
        (Text("a", annotations=({"type": "url_citation"},)), {"type": "text", "text": "a"}),
        (
            Image(Source(url="https://a.example/b.png"), cache=Cache()),
            {
                "type": "image",
                "source": {"type": "url", "url": "https://a.example/b.png"},
                "cache_control": {"type": "ephemeral"},
            },
        ),
        (
            Image(Source(data="/9j/4AAQ")),
            {"type": "image", "source": {"type": "base64", "media_type": "image/jpeg", "data": "/9j/4AAQ"}},
        ),
        (
            Document(Source(data=PDF, mime="application/pdf"), "Report"),
            {
                "type": "document",
                "source": {"type": "base64", "media_type": "application/pdf", "data": PDF},
                "title": "Report",
            },
        ),
        (
            Document(Source(data=base64.b64encode("grün".encode()).decode(), mime="text/markdown; charset=utf-8")),
            {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "grün"}},
        ),
        (
            Document(Source(url="https://a.example/b.pdf")),
            {"type": "document", "source": {"type": "url", "url": "https://a.example/b.pdf"}},
        ),
        (
            ToolResult("functions.f:0", (Text(""), Text("r")), error=True, cache=Cache()),
            {
                "type": "tool_result",
                "tool_use_id": "functions_f_0",
                "content": [{"type": "text", "text": "r"}],
                "is_error": True,
                "cache_control": {"type": "ephemeral"},
            },
        ),
        (ToolResult("c"), {"type": "tool_result", "tool_use_id": "c"}),
    ],
)
def test_user_blocks(part: Part, block: dict[str, Any]) -> None:
    """What a user's message is made of."""
    assert blocks(part)[0] == block


@pytest.mark.parametrize(
    ("part", "block"),
    [
        (Thinking("hm", "Eq", origin="anthropic"), {"type": "thinking", "thinking": "hm", "signature": "Eq"}),
        (Thinking(redacted="xx", origin="anthropic"), {"type": "redacted_thinking", "data": "xx"}),
        (
            ToolCall("functions.f:0", "f", '{"a": 1}'),
            {"type": "tool_use", "id": "functions_f_0", "name": "f", "input": {"a": 1}},
        ),
        (Refusal("no"), {"type": "text", "text": "no"}),
        (ToolCall("c", "f"), {"type": "tool_use", "id": "c", "name": "f", "input": {}}),
        (
            ToolCall("c", "f", '{"a": '),
            {"type": "tool_use", "id": "c", "name": "f", "input": {"INVALID_JSON": '{"a": '}},
        ),
        (ToolCall("c", "f", "[1]"), {"type": "tool_use", "id": "c", "name": "f", "input": {"INVALID_JSON": "[1]"}}),
        # Thoughts that Claude did not sign mean nothing to it.
        (Thinking("hm", "Eq", origin="gemini"), {"type": "text", "text": "x"}),
        (Thinking("hm", origin="anthropic"), {"type": "text", "text": "x"}),
    ],
)
def test_assistant_blocks(part: Part, block: dict[str, Any]) -> None:
    """What a turn of the model's is made of."""
    assert blocks(part, "assistant")[0] == block


def test_arguments_are_not_written_anew() -> None:
    """The model's own JSON goes back as it came, down to the spaces and the digits."""
    call = ToolCall("c", "f", '{"n": 1.50, "b" : true}')
    request = asked(Message("user", (Text("q"),)), Message("assistant", (call,)))
    body = CODEC.write(request, Target("https://api.anthropic.com", "claude-opus-5", "k")).call.json
    assert b'"input":{"n": 1.50, "b" : true}' in msgspec.json.encode(body)


@pytest.mark.parametrize(
    "part",
    [
        Audio(Source(data="UklGRg=="), "wav"),
        Image(Source(data="Qk0=", mime="image/bmp")),
        Image(Source(data="Qk0=")),
        Image(Source(file="file-abc")),
        Document(Source(file="file-abc")),
        Document(Source(data="UEs=", mime="application/zip")),
        Document(Source(data="/w==", mime="text/plain")),
        Document(Source(data="%", mime="text/plain")),
    ],
)
def test_refused(part: Part) -> None:
    """What Anthropic cannot be shown is refused before anything is sent."""
    with pytest.raises(InvalidRequest) as caught:
        blocks(part)
    assert caught.value.param == "messages"
