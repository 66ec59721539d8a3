"""Cohere's chat, embedding and rerank models."""

from philae.catalog.text.price import searches, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("cohere", "cohere.com/pricing")
TOOLS = "tools"

ROWS = (
    VENDOR.chat("command-a-03-2025", "Command A", 256_000, 8_000, TOOLS, tokens("2.5", "10")),
    VENDOR.chat("command-r7b-12-2024", "Command R7B", 128_000, 4_096, TOOLS,
        tokens("0.0375", "0.15")),
    VENDOR.chat("command-r-08-2024", "Command R", 128_000, 4_096, TOOLS, tokens("0.15", "0.6")),
    VENDOR.chat("command-r-plus-08-2024", "Command R+", 128_000, 4_096, TOOLS, tokens("2.5", "10")),
    VENDOR.embed("embed-v5.0-pro", "Embed 5 Pro", 128_000, 2_048, tokens("0.12")),
    VENDOR.embed("embed-v5.0-fast", "Embed 5 Fast", 128_000, 2_048, tokens("0.08")),
    VENDOR.embed("embed-v4.0", "Embed 4", 128_000, 1_536, tokens("0.12", seen="0.47")),
    VENDOR.embed("embed-english-v3.0", "Embed English 3", 512, 0, tokens("0.1")),
    VENDOR.embed("embed-multilingual-v3.0", "Embed Multilingual 3", 512, 0, tokens("0.1")),
    VENDOR.embed("embed-english-light-v3.0", "Embed English Light 3", 512, 0, tokens("0.1")),
    VENDOR.rerank("rerank-v5.0-pro", "Rerank 5 Pro", 32_768, tokens("0.05")),
    VENDOR.rerank("rerank-v5.0-fast", "Rerank 5 Fast", 32_768, tokens("0.02")),
    VENDOR.rerank("rerank-v4.0-pro", "Rerank 4 Pro", 32_768, searches("2.5")),
    VENDOR.rerank("rerank-v4.0-fast", "Rerank 4 Fast", 32_768, searches("2")),
    VENDOR.rerank("rerank-v3.5", "Rerank 3.5", 4_096, searches("2")),
)  # fmt: skip
