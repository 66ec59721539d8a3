"""Open models that several hosts serve at one price, under the name that people know."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

TOGETHER = Vendor("together", "together.ai/pricing")
NOVITA = Vendor("novita", "novita.ai/pricing")

ROWS = (
    TOGETHER.chat("gpt-oss-120b", "GPT-OSS 120B", 131_072, 131_072, "tools reasoning",
        tokens("0.15", "0.6"), {"nebius": "openai/gpt-oss-120b", "scaleway": "openai/gpt-oss-120b"},
        there="openai/gpt-oss-120b", owner="openai"),
    TOGETHER.chat("muse-spark-open", "Muse Spark Open", 1_048_576, 1_048_576, "tools cache",
        tokens("1.25", "4.25", cached="0.15"),
        {"fireworks": "accounts/fireworks/models/muse-spark-open", "baseten": "meta-models/muse-spark-open"},
        there="meta-models/Muse-Spark-Open-816B-A42B", owner="meta"),
    TOGETHER.chat("deepseek-v4.1-flash", "DeepSeek V4.1 Flash", 1_048_576, 1_048_576, "tools schema reasoning cache",
        tokens("0.3", "1.2", cached="0.006"), {"fireworks": "accounts/fireworks/models/deepseek-v4p1-flash"},
        there="deepseek-ai/DeepSeek-V4.1-Flash", owner="deepseek"),
    NOVITA.chat("deepseek-v4-pro-0813", "DeepSeek V4 Pro 0813", 1_048_576, 393_216, "tools schema reasoning cache",
        tokens("1.32", "3.96", cached="0.132"), {"baseten": "deepseek-ai/DeepSeek-V4-Pro-0813"},
        there="deepseek/deepseek-v4-pro-0813", owner="deepseek"),
    NOVITA.chat("qwen3.5-397b-a17b", "Qwen3.5 397B-A17B", 262_144, 262_144, "tools reasoning",
        tokens("0.6", "3.6"), {"nebius": "Qwen/Qwen3.5-397B-A17B", "scaleway": "qwen/qwen3.5-397b-a17b"},
        there="qwen/qwen3.5-397b-a17b", owner="qwen"),
)  # fmt: skip
