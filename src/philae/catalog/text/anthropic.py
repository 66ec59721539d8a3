"""Anthropic's Claude models.

Prices at Bedrock and Vertex AI are those of their global endpoints: regional ones cost a tenth more.
"""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("anthropic", "platform.claude.com/docs/en/about-claude/pricing")
ALL = "image document tools schema reasoning cache"

ROWS = (
    VENDOR.chat("claude-opus-5-5", "Claude Opus 5.5", 1_000_000, 128_000, ALL,
        tokens("4", "20", cached="0.2", written="5", hour="8"),
        {"bedrock": "global.anthropic.claude-opus-5-5", "vertex": "claude-opus-5-5", "openrouter": "anthropic/claude-opus-5.5"}),
    VENDOR.chat("claude-sonnet-5-5", "Claude Sonnet 5.5", 1_000_000, 128_000, ALL,
        tokens("2", "10", cached="0.1", written="2.5", hour="4"),
        {"bedrock": "global.anthropic.claude-sonnet-5-5", "vertex": "claude-sonnet-5-5", "openrouter": "anthropic/claude-sonnet-5.5"}),
    VENDOR.chat("claude-haiku-5-5", "Claude Haiku 5.5", 1_000_000, 128_000, ALL,
        tiers(
            (100_000, tokens("0.1", "0.5", cached="0.01", written="0.125", hour="0.2")),
            (None, tokens("0.5", "2.5", cached="0.05", written="0.625", hour="1")),
        ),
        {"bedrock": "global.anthropic.claude-haiku-5-5", "vertex": "claude-haiku-5-5", "openrouter": "anthropic/claude-haiku-5.5"}),
    VENDOR.chat("claude-fable-5-1", "Claude Fable 5.1", 1_000_000, 128_000, ALL,
        tokens("10", "50", cached="0.25", written="12.5", hour="20"),
        {"bedrock": "global.anthropic.claude-fable-5-1", "vertex": "claude-fable-5-1", "openrouter": "anthropic/claude-fable-5.1"}),
    VENDOR.chat("claude-mythos-5-1", "Claude Mythos 5.1", 1_000_000, 128_000, ALL,
        tokens("10", "50", cached="0.25", written="12.5", hour="20"),
        {"bedrock": "global.anthropic.claude-mythos-5-1"}),
    VENDOR.chat("claude-opus-5", "Claude Opus 5", 1_000_000, 128_000, ALL,
        tokens("5", "25", cached="0.5", written="6.25", hour="10"),
        {"bedrock": "global.anthropic.claude-opus-5", "vertex": "claude-opus-5", "openrouter": "anthropic/claude-opus-5"}),
    VENDOR.chat("claude-sonnet-5", "Claude Sonnet 5", 1_000_000, 128_000, ALL,
        tokens("2", "10", cached="0.2", written="2.5", hour="4"),
        {"bedrock": "global.anthropic.claude-sonnet-5", "vertex": "claude-sonnet-5", "openrouter": "anthropic/claude-sonnet-5"}),
    VENDOR.chat("claude-fable-5", "Claude Fable 5", 1_000_000, 128_000, ALL,
        tokens("10", "50", cached="1", written="12.5", hour="20"),
        {"bedrock": "global.anthropic.claude-fable-5", "vertex": "claude-fable-5", "openrouter": "anthropic/claude-fable-5"}),
    VENDOR.chat("claude-mythos-5", "Claude Mythos 5", 1_000_000, 128_000, ALL,
        tokens("10", "50", cached="1", written="12.5", hour="20")),
    VENDOR.chat("claude-opus-4-8", "Claude Opus 4.8", 1_000_000, 128_000, ALL,
        tokens("5", "25", cached="0.5", written="6.25", hour="10"),
        {"bedrock": "global.anthropic.claude-opus-4-8", "vertex": "claude-opus-4-8", "openrouter": "anthropic/claude-opus-4.8"}),
    VENDOR.chat("claude-opus-4-7", "Claude Opus 4.7", 1_000_000, 128_000, ALL,
        tokens("5", "25", cached="0.5", written="6.25", hour="10"),
        {"bedrock": "global.anthropic.claude-opus-4-7", "vertex": "claude-opus-4-7", "openrouter": "anthropic/claude-opus-4.7"}),
    VENDOR.chat("claude-opus-4-6", "Claude Opus 4.6", 1_000_000, 128_000, ALL,
        tokens("5", "25", cached="0.5", written="6.25", hour="10"),
        {"bedrock": "global.anthropic.claude-opus-4-6-v1", "vertex": "claude-opus-4-6", "openrouter": "anthropic/claude-opus-4.6"}),
    VENDOR.chat("claude-sonnet-4-6", "Claude Sonnet 4.6", 1_000_000, 128_000, ALL,
        tokens("3", "15", cached="0.3", written="3.75", hour="6"),
        {"bedrock": "global.anthropic.claude-sonnet-4-6", "vertex": "claude-sonnet-4-6", "openrouter": "anthropic/claude-sonnet-4.6"}),
    VENDOR.chat("claude-opus-4-5-20251101", "Claude Opus 4.5", 200_000, 64_000, ALL,
        tokens("5", "25", cached="0.5", written="6.25", hour="10"),
        {"bedrock": "global.anthropic.claude-opus-4-5-20251101-v1:0", "vertex": "claude-opus-4-5@20251101",
         "openrouter": "anthropic/claude-opus-4.5"},
        aliases=("claude-opus-4-5",), created="2025-11-01"),
    VENDOR.chat("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", 200_000, 64_000, ALL,
        tokens("3", "15", cached="0.3", written="3.75", hour="6"),
        aliases=("claude-sonnet-4-5",), created="2025-09-29", deprecated=True),  # until 2026-11-30
    VENDOR.chat("claude-haiku-4-5-20251001", "Claude Haiku 4.5", 200_000, 64_000, ALL,
        tokens("1", "5", cached="0.1", written="1.25", hour="2"),
        {"bedrock": "global.anthropic.claude-haiku-4-5-20251001-v1:0", "vertex": "claude-haiku-4-5@20251001",
         "openrouter": "anthropic/claude-haiku-4.5"},
        aliases=("claude-haiku-4-5",), created="2025-10-01"),
)  # fmt: skip
