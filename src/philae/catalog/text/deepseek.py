"""DeepSeek's models, at the prices of its peak hours (01-04 and 06-10 UTC on working days); off-peak ones are half of them."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("deepseek", "api-docs.deepseek.com/quick_start/pricing")
READS = "tools reasoning cache"
SEES = "image tools reasoning cache"

ROWS = (
    VENDOR.chat("deepseek-v4-pro", "DeepSeek V4 Pro", 1_000_000, 393_216, READS,
        tokens("1.32", "3.96", cached="0.044")),
    VENDOR.chat("deepseek-v4-flash", "DeepSeek V4 Flash", 1_000_000, 393_216, SEES,
        tokens("0.3", "1.2", cached="0.006")),
    VENDOR.chat("deepseek-flash", "DeepSeek Flash", 1_000_000, 393_216, SEES,
        tokens("0.3", "1.2", cached="0.006")),
    VENDOR.chat("deepseek-v4-flash-vision-exp", "DeepSeek V4 Flash Vision (experimental)", 1_000_000, 393_216, SEES,
        tokens("0.3", "1.2", cached="0.006")),
)  # fmt: skip
