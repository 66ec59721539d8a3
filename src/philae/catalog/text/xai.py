"""xAI's Grok models."""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("xai", "docs.x.ai/docs/models; api.x.ai/v1/language-models")
ALL = "image tools schema reasoning cache"
PLAIN = "image tools schema cache"

ROWS = (
    VENDOR.chat("grok-4.7", "Grok 4.7", 500_000, 500_000, ALL,
        tiers((200_000, tokens("2", "6", cached="0.5")), (None, tokens("4", "12", cached="1"))),
        {"openrouter": "x-ai/grok-4.7"}),
    VENDOR.chat("grok-4.6", "Grok 4.6", 500_000, 500_000, ALL,
        tiers((200_000, tokens("2", "6", cached="0.5")), (None, tokens("4", "12", cached="1"))),
        {"openrouter": "x-ai/grok-4.6"}),
    VENDOR.chat("grok-4.5", "Grok 4.5", 500_000, 500_000, ALL,
        tiers((200_000, tokens("2", "6", cached="0.3")), (None, tokens("4", "12", cached="0.6"))),
        {"openrouter": "x-ai/grok-4.5"}, aliases=("grok-4.5-latest",)),
    VENDOR.chat("grok-4.3", "Grok 4.3", 1_000_000, 1_000_000, ALL,
        tiers((200_000, tokens("1.25", "2.5", cached="0.2")), (None, tokens("2.5", "5", cached="0.4"))),
        aliases=("grok-4.3-latest",)),
    VENDOR.chat("grok-4.20-0309-reasoning", "Grok 4.20 reasoning", 1_000_000, 1_000_000, ALL,
        tiers((200_000, tokens("1.25", "2.5", cached="0.2")), (None, tokens("2.5", "5", cached="0.4"))),
        aliases=("grok-4.20", "grok-4.20-reasoning")),
    VENDOR.chat("grok-4.20-0309-non-reasoning", "Grok 4.20 non reasoning", 1_000_000, 1_000_000, PLAIN,
        tiers((200_000, tokens("1.25", "2.5", cached="0.2")), (None, tokens("2.5", "5", cached="0.4"))),
        aliases=("grok-4.20-non-reasoning",)),
    VENDOR.chat("grok-build-0.1", "Grok Build 0.1", 256_000, 256_000, ALL,
        tiers((200_000, tokens("1", "2", cached="0.2")), (None, tokens("2", "4", cached="0.4")))),
)  # fmt: skip
