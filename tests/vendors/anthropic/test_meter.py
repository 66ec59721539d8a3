"""Anthropic's usage as tokens."""

import msgspec
import pytest

from philae.core.tokens import Tokens
from philae.vendors.anthropic import CODEC
from philae.vendors.anthropic.meter import usage_of
from tests.vendors.anthropic.said import frames

USAGE = (
    b'{"id": "msg_1", "content": [{"type": "text", "text": "a"}], "usage": {"input_tokens": 10, "output_tokens": 50, '
    b'"cache_creation_input_tokens": 200, "cache_read_input_tokens": 1000, "cache_creation": '
    b'{"ephemeral_5m_input_tokens": 150, "ephemeral_1h_input_tokens": 50}, '
    b'"output_tokens_details": {"thinking_tokens": 30}, "server_tool_use": {"web_search_requests": 1}}}'
)
TOKENS = Tokens(1210, 50, cached=1000, written=200, written_1h=50, reasoning=30)


def test_a_whole_answer() -> None:
    """Input counts the cache in, and each token falls under one meter."""
    assert CODEC.tokens(USAGE) == TOKENS
    assert TOKENS.usage == {
        "input_token": 10,
        "cached_token": 1000,
        "cache_write_token": 150,
        "cache_write_1h_token": 50,
        "output_token": 50,
    }


@pytest.mark.parametrize("body", [b"", b"{}", b'{"usage": null}', b'"usage"', b'{"usage": {"input_tokens": "many"}}'])
def test_no_usage(body: bytes) -> None:
    """None, whatever the body is."""
    assert CODEC.tokens(body) is None
    assert CODEC.spent(body) is None


def test_a_stream() -> None:
    """The first frame tells the input, the last the output; the others nothing, though they may speak of usage."""
    told = [CODEC.spent(frame.data) for frame in frames("text")]
    assert [tokens for tokens in told if tokens] == [Tokens(25, 1), Tokens(0, 15)]
    words = b'{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\"usage\\": 5"}}'
    assert CODEC.spent(words) is None


@pytest.mark.parametrize("tokens", [TOKENS, Tokens(5, 7), Tokens()])
def test_told_to_clients(tokens: Tokens) -> None:
    """What a client is told counts to the same."""
    assert CODEC.tokens(msgspec.json.encode({"usage": usage_of(tokens)})) == tokens
