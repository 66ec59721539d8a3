"""Models at Google's Vertex AI that are neither Gemini nor Claude: open ones, and its older models of vectors."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("vertex", "cloud.google.com/vertex-ai/generative-ai/pricing", under=True)
GOOGLE = Vendor("vertex", "cloud.google.com/vertex-ai/generative-ai/pricing", "google")

ROWS = (
    VENDOR.chat("deepseek-ai/deepseek-v4.1-flash-maas", "DeepSeek V4.1 Flash", 1_048_576, 1_048_576,
        "image tools schema reasoning cache", tokens("0.3", "1.2", cached="0.03"), owner="deepseek"),
    VENDOR.chat("zai-org/glm-5.2-maas", "GLM-5.2", 1_000_000, 64_000, "tools schema reasoning cache",
        tokens("1.4", "4.4", cached="0.14"), owner="zhipu"),
    VENDOR.chat("openai/gpt-oss-120b-maas", "GPT-OSS 120B", 131_072, 32_768, "reasoning",
        tokens("0.09", "0.36"), owner="openai"),
    VENDOR.chat("meta/llama-4-maverick-17b-128e-instruct-maas", "Llama 4 Maverick 17B 128E", 1_000_000, 1_000_000,
        "image tools", tokens("0.35", "1.15"), owner="meta"),
    VENDOR.chat("meta/llama-4-scout-17b-16e-instruct-maas", "Llama 4 Scout 17B 16E", 10_000_000, 10_000_000,
        "image tools", tokens("0.25", "0.7"), owner="meta"),
    VENDOR.chat("google/gemma-4-26b-a4b-it-maas", "Gemma 4 26B A4B", 262_144, 128_000, "image tools cache",
        tokens("0.15", "0.6", cached="0.015"), owner="google"),
    # Google bills these by characters, $0.025 a million; litellm counts four to a token.
    GOOGLE.embed("text-embedding-005", "Text Embedding 005", 2_048, 768, tokens("0.1"), deprecated=True),  # until 2027-04-01
    GOOGLE.embed("text-multilingual-embedding-002", "Text Multilingual Embedding 002", 2_048, 768,
        tokens("0.1"), deprecated=True),  # until 2027-04-01
)  # fmt: skip
