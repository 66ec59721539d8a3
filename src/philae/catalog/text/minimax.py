"""MiniMax's models, and who else serves their weights at the same price."""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("minimax", "platform.minimax.io/docs/guides/pricing-paygo")
SEES = "image tools reasoning cache"
ALL = "tools reasoning cache"

ROWS = (
    VENDOR.chat("MiniMax-M3", "MiniMax M3", 1_000_000, 128_000, SEES,
        tiers(
            (512_000, tokens("0.3", "1.2", cached="0.06")),
            (None, tokens("0.6", "2.4", cached="0.12")),
        )),
    VENDOR.chat("MiniMax-M3.1-Flash", "MiniMax M3.1 Flash", 1_000_000, 1_048_576, ALL,
        tokens("0.15", "0.6", cached="0.015"),
        {"together": "MiniMaxAI/MiniMax-M3.1-Flash", "fireworks": "accounts/fireworks/models/minimax-m3p1-flash"}),
    VENDOR.chat("MiniMax-M2.7", "MiniMax M2.7", 204_800, 131_072, ALL,
        tokens("0.3", "1.2", cached="0.06", written="0.375"),
        {"novita": "minimax/minimax-m2.7", "together": "MiniMaxAI/MiniMax-M2.7"}),
    VENDOR.chat("MiniMax-M2.5", "MiniMax M2.5", 204_800, 204_800, ALL,
        tokens("0.3", "1.2", cached="0.03", written="0.375"), {"novita": "minimax/minimax-m2.5"}),
)  # fmt: skip
