"""What only Messages understands comes back to a Messages vendor as it was, and to no other."""

from typing import Any

import pytest

from philae.core.provider import Target
from philae.vendors.anthropic import CODEC, MESSAGES
from tests.vendors.anthropic.said import inbound, native, written

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}}
TEXT = {"type": "text", "text": "a"}
SEARCH = {"type": "search_result", "source": "s", "title": "t", "content": [{"type": "text", "text": "x"}]}
QUERY = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "q"}}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}, "caller": {"type": "direct"}}
CITED = {"type": "char_location", "cited_text": "x", "document_index": 0, "start_char_index": 0, "end_char_index": 1}


def user(*blocks: dict[str, Any]) -> dict[str, Any]:
    """A user's turn."""
    return {"role": "user", "content": list(blocks)}


def model(*blocks: dict[str, Any]) -> dict[str, Any]:
    """A turn of the model's."""
    return {"role": "assistant", "content": list(blocks)}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"system": [TEXT | {"cache_control": {"type": "ephemeral", "ttl": "1h"}}, TEXT]},
        {"messages": [user(TEXT, SEARCH, TEXT)]},
        {"messages": [user({"type": "container_upload", "file_id": "file_1"})]},
        {"messages": [user(TEXT), model(QUERY, TEXT | {"citations": [CITED]}, CALL)]},
        {
            "messages": [
                user(
                    {
                        "type": "document",
                        "source": {"type": "text", "media_type": "text/plain", "data": "grün"},
                        "title": "t",
                        "context": "c",
                        "citations": {"enabled": True},
                    },
                    {"type": "document", "source": {"type": "content", "content": "x"}},
                    {"type": "image", "source": {"type": "file", "file_id": "file_1"}, "transformations": {}},
                )
            ]
        },
        {
            "messages": [
                user(TEXT),
                model({"type": "thinking", "thinking": "", "signature": "Eq"}, CALL),
                user(
                    {
                        "type": "tool_result",
                        "tool_use_id": "toolu_1",
                        "content": [TEXT, {"type": "tool_reference", "tool_name": "g"}],
                        "toolset_name": "browser",
                    },
                    TEXT,
                ),
            ]
        },
        {"messages": [user(TEXT), {"role": "system", "content": [TEXT], "clear_at": "next_user_message"}]},
        {"messages": [user(TEXT), {"role": "system", "content": [], "output_config": {"effort": "low"}}]},
        {
            "tools": [
                {"name": "f", "input_schema": SCHEMA, "strict": False, "defer_loading": True},
                {"type": "bash_20250124", "name": "bash"},
            ],
            "tool_choice": {"type": "any", "disable_parallel_tool_use": True},
        },
        {"tools": [{"name": "f", "input_schema": SCHEMA}], "tool_choice": {"type": "none"}},
        {"thinking": {"type": "adaptive", "display": "updates"}, "output_config": {"effort": "max"}},
        {"thinking": {"type": "adaptive", "display": "omitted", "block_binding": {}}},
        {"thinking": {"type": "enabled", "budget_tokens": 2048}, "output_config": {"effort": "low"}},
        {"thinking": {"type": "disabled"}, "output_config": {"effort": "low"}},
        {"thinking": {"type": "between_tools"}},
        {"output_config": {"effort": "high", "task_budget": {"type": "tokens", "total": 20_000}}},
        {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}},
        {"metadata": {"user_id": "u-1"}, "service_tier": "standard_only", "stop_sequences": ["END"], "stream": True},
        {"container": "c-1", "cache_control": {"type": "ephemeral"}, "context_management": {"edits": []}},
        {"max_tokens": 0},
    ],
)
def test_round_trip(changes: dict[str, Any]) -> None:
    """A request of a Messages client is written for a Messages vendor in the words that the client used."""
    body = native(**changes)
    said, dropped = written(MESSAGES.decode(inbound(body)))
    assert said == body
    assert dropped == ()


def test_betas_go_into_the_header() -> None:
    """The features that the client asked for are asked for again."""
    request = MESSAGES.decode(inbound(native(), anthropic_beta="one,two"))
    call = CODEC.write(request, Target("https://api.anthropic.com", "claude-opus-4-8", "k")).call
    assert ("anthropic-beta", "one,two") in call.headers
    assert "betas" not in call.json
