"""Moonshot's Kimi models, and who else serves their weights at the same price."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("moonshot", "platform.kimi.ai/docs/pricing/chat")
ALL = "image tools schema reasoning cache"

ROWS = (
    VENDOR.chat("kimi-k3.1-pro", "Kimi K3.1 Pro", 1_048_576, 1_048_576, ALL,
        tokens("2", "10", cached="0.2", written="2", hour="4"), {"openrouter": "moonshotai/kimi-k3.1-pro"}),
    VENDOR.chat("kimi-k3", "Kimi K3", 1_048_576, 1_048_576, ALL,
        tokens("3", "15", cached="0.3", written="3", hour="6"),
        {"together": "moonshotai/Kimi-K3", "fireworks": "accounts/fireworks/models/kimi-k3",
         "novita": "moonshotai/kimi-k3", "baseten": "moonshotai/Kimi-K3"}),
    VENDOR.chat("kimi-k2.7-code", "Kimi K2.7 Code", 262_144, 262_144, ALL,
        tokens("0.95", "4", cached="0.19"), {"novita": "moonshotai/kimi-k2.7-code"}),
    VENDOR.chat("kimi-k2.6", "Kimi K2.6", 262_144, 262_144, ALL, tokens("0.95", "4", cached="0.16")),
)  # fmt: skip
