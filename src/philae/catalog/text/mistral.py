"""Mistral's models. What `latest` leads to is Mistral's to say, so those names have rows of their own."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("mistral", "docs.mistral.ai/models; mistral.ai/pricing")
ALL = "image tools schema reasoning cache"
SEES = "image tools schema cache"
CODE = "tools schema cache"
AGENT = "tools schema reasoning cache"
HEARS = "audio tools schema cache"

ROWS = (
    VENDOR.chat("mistral-large-4-0", "Mistral Large 4", 1_048_576, 1_048_576, ALL,
        tokens("0.7", "2.1", cached="0.07"), aliases=("mistral-large-4",)),  # genai-prices: from 2026-10-29; litellm still has the list price
    VENDOR.chat("mistral-large-2512", "Mistral Large 3", 262_144, 262_144, SEES,
        tokens("0.5", "1.5", cached="0.05"), aliases=("mistral-large-3",)),
    VENDOR.chat("mistral-medium-2604", "Mistral Medium 3.5", 262_144, 262_144, ALL,
        tokens("1.5", "7.5", cached="0.15"), aliases=("mistral-medium-3-5", "mistral-medium-3.5")),
    VENDOR.chat("mistral-small-2603", "Mistral Small 4", 262_144, 262_144, ALL,
        tokens("0.15", "0.6", cached="0.015")),
    VENDOR.chat("ministral-14b-2512", "Ministral 3 14B", 262_144, 262_144, SEES,
        tokens("0.2", "0.2", cached="0.02"), {"openrouter": "mistralai/ministral-14b-2512"}),
    VENDOR.chat("ministral-8b-2512", "Ministral 3 8B", 262_144, 262_144, SEES,
        tokens("0.15", "0.15", cached="0.015")),
    VENDOR.chat("ministral-3b-2512", "Ministral 3 3B", 131_072, 131_072, SEES,
        tokens("0.1", "0.1", cached="0.01")),
    VENDOR.chat("codestral-2508", "Codestral 25.08", 128_000, 128_000, CODE,
        tokens("0.3", "0.9", cached="0.03"), {"openrouter": "mistralai/codestral-2508"}),
    VENDOR.chat("devstral-medium-latest", "Devstral Medium, latest", 256_000, 256_000, AGENT,
        tokens("0.4", "2", cached="0.04")),
    VENDOR.chat("devstral-small-latest", "Devstral Small, latest", 256_000, 256_000, AGENT,
        tokens("0.1", "0.3", cached="0.01")),
    VENDOR.chat("voxtral-small-2507", "Voxtral Small", 32_768, 32_768, HEARS,
        tokens("0.1", "0.4", cached="0.01")),
    VENDOR.chat("mistral-large-latest", "Mistral Large, latest", 262_144, 262_144, SEES,
        tokens("0.5", "1.5", cached="0.05")),
    VENDOR.chat("mistral-medium-latest", "Mistral Medium, latest", 262_144, 262_144, ALL,
        tokens("1.5", "7.5", cached="0.15")),
    VENDOR.chat("mistral-small-latest", "Mistral Small, latest", 262_144, 262_144, ALL,
        tokens("0.15", "0.6", cached="0.015")),
    VENDOR.chat("magistral-medium-latest", "Magistral Medium, latest", 262_144, 262_144, ALL,
        tokens("1.5", "7.5", cached="0.15")),
    VENDOR.chat("magistral-small-latest", "Magistral Small, latest", 262_144, 262_144, ALL,
        tokens("0.15", "0.6", cached="0.015")),
    VENDOR.chat("codestral-latest", "Codestral, latest", 128_000, 128_000, CODE,
        tokens("0.3", "0.9", cached="0.03")),
    VENDOR.embed("mistral-embed", "Mistral Embed", 8_192, 0, tokens("0.1")),
    VENDOR.embed("codestral-embed", "Codestral Embed", 8_192, 0, tokens("0.15")),
)  # fmt: skip
