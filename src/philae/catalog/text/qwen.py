"""Alibaba's Qwen models at Model Studio's international site, and who else serves them at the same price."""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("dashscope", "alibabacloud.com/help/en/model-studio/models", "qwen")
SEES = "image tools schema reasoning cache"
OMNI = "image audio tools schema reasoning cache"
ALL = "tools schema reasoning cache"
THINKS_SEES = "image tools reasoning"
THINKS = "tools reasoning"
CODES = "tools reasoning cache"
PLAIN = "tools"
PLAIN_SEES = "image tools"

ROWS = (
    VENDOR.chat("qwen3.8-max", "Qwen3.8 Max", 991_808, 131_072, SEES,
        tokens("2", "6", cached="0.25"),
        {"fireworks": "accounts/fireworks/models/qwen3p8-max", "novita": "qwen/qwen3.8-max"}),
    VENDOR.chat("qwen3.8-flash", "Qwen3.8 Flash", 991_808, 131_072, SEES,
        tokens("0.15", "0.47", cached="0.016", written="0.2"), {"openrouter": "qwen/qwen3.8-flash"}),
    VENDOR.chat("qwen3.8-omni-flash", "Qwen3.8 Omni Flash", 991_808, 131_072, OMNI,
        tokens("0.15", "0.47", cached="0.016"), {"openrouter": "qwen/qwen3.8-omni-flash"}),
    VENDOR.chat("qwen3.7-max", "Qwen3.7 Max", 991_808, 65_536, ALL,
        tokens("2.5", "7.5", cached="0.5", written="3.125"), {"deepinfra": "Qwen/Qwen3.7-Max"}),
    VENDOR.chat("qwen3.7-plus", "Qwen3.7 Plus", 991_808, 65_536, SEES,
        tiers(
            (256_000, tokens("0.4", "1.6", cached="0.08")),
            (None, tokens("1.2", "4.8", cached="0.24")),
        )),
    VENDOR.chat("qwen3.5-plus", "Qwen3.5 Plus", 991_808, 65_536, THINKS_SEES,
        tiers((256_000, tokens("0.4", "2.4")), (None, tokens("0.5", "3")))),
    VENDOR.chat("qwen3-max", "Qwen3 Max", 258_048, 65_536, THINKS,
        tiers((32_000, tokens("1.2", "6")), (128_000, tokens("2.4", "12")), (None, tokens("3", "15")))),
    VENDOR.chat("qwen3-max-2026-01-23", "Qwen3 Max (2026-01-23)", 258_048, 65_536, THINKS,
        tiers((32_000, tokens("1.2", "6")), (128_000, tokens("2.4", "12")), (None, tokens("3", "15")))),
    VENDOR.chat("qwen3-coder-plus", "Qwen3 Coder Plus", 997_952, 65_536, CODES,
        tiers(
            (32_000, tokens("1", "5", cached="0.1")),
            (128_000, tokens("1.8", "9", cached="0.18")),
            (256_000, tokens("3", "15", cached="0.3")),
            (None, tokens("6", "60", cached="0.6")),
        )),
    VENDOR.chat("qwen3-coder-flash", "Qwen3 Coder Flash", 997_952, 65_536, CODES,
        tiers(
            (32_000, tokens("0.3", "1.5", cached="0.08")),
            (128_000, tokens("0.5", "2.5", cached="0.12")),
            (256_000, tokens("0.8", "4", cached="0.2")),
            (None, tokens("1.6", "9.6", cached="0.4")),
        )),
    VENDOR.chat("qwen3-vl-plus", "Qwen3 VL Plus", 260_096, 32_768, THINKS_SEES,
        tiers(
            (32_000, tokens("0.2", "1.6")),
            (128_000, tokens("0.3", "2.4")),
            (None, tokens("0.6", "4.8")),
        )),
    VENDOR.chat("qwen-plus-latest", "Qwen Plus Latest", 997_952, 32_768, THINKS,
        tiers((256_000, tokens("0.4", "1.2")), (None, tokens("1.2", "3.6")))),
    VENDOR.chat("qwen-plus", "Qwen Plus", 129_024, 16_384, THINKS, tokens("0.4", "1.2")),
    VENDOR.chat("qwen-flash", "Qwen Flash", 997_952, 32_768, THINKS,
        tiers((256_000, tokens("0.05", "0.4")), (None, tokens("0.25", "2")))),
    VENDOR.chat("qwen-turbo", "Qwen Turbo", 129_024, 16_384, THINKS,
        tokens("0.05", "0.2"), {"openrouter": "qwen/qwen-turbo"}),
    VENDOR.chat("qwen-max", "Qwen Max", 30_720, 8_192, THINKS,
        tokens("1.6", "6.4"), {"openrouter": "qwen/qwen-max"}),
    VENDOR.chat("qwq-plus", "QwQ Plus", 98_304, 8_192, THINKS, tokens("0.8", "2.4")),
    VENDOR.chat("qwen3-next-80b-a3b-instruct", "Qwen3 Next 80B-A3B Instruct", 262_144, 65_536, PLAIN,
        tokens("0.15", "1.2")),
    VENDOR.chat("qwen3-next-80b-a3b-thinking", "Qwen3 Next 80B-A3B Thinking", 262_144, 65_536, THINKS,
        tokens("0.15", "1.2"), {"nebius": "Qwen/Qwen3-Next-80B-A3B-Thinking"}),
    VENDOR.chat("qwen3-vl-235b-a22b-instruct", "Qwen3 VL 235B-A22B Instruct", 131_072, 32_768, PLAIN_SEES,
        tokens("0.4", "1.6")),
    VENDOR.chat("qwen3-vl-235b-a22b-thinking", "Qwen3 VL 235B-A22B Thinking", 131_072, 32_768, THINKS_SEES,
        tokens("0.4", "4")),
    VENDOR.chat("qwen3-vl-32b-instruct", "Qwen3 VL 32B Instruct", 131_072, 32_768, PLAIN_SEES,
        tokens("0.16", "0.64")),
    VENDOR.chat("qwen3-vl-32b-thinking", "Qwen3 VL 32B Thinking", 131_072, 32_768, THINKS_SEES,
        tokens("0.16", "2.87")),
)  # fmt: skip
