"""Open embedding and rerank models, at hosts that serve them in OpenAI's and Cohere's formats."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

NOVITA = Vendor("novita", "novita.ai/pricing", under=True)
SCALEWAY = Vendor("scaleway", "scaleway.com/en/pricing/model-as-a-service", under=True)
TOGETHER = Vendor("together", "together.ai/pricing", under=True)

ROWS = (
    NOVITA.embed("qwen/qwen3-embedding-8b", "Qwen3 Embedding 8B", 32_768, 0,
        tokens("0.07"), owner="qwen"),
    NOVITA.embed("qwen/qwen3-embedding-0.6b", "Qwen3 Embedding 0.6B", 32_768, 0,
        tokens("0.07"), owner="qwen"),
    NOVITA.embed("baai/bge-m3", "BGE M3", 8_192, 0, tokens("0.01"), owner="baai"),
    SCALEWAY.embed("qwen/qwen3-embedding-8b", "Qwen3 Embedding 8B", 0, 0,
        tokens("0.1"), owner="qwen"),
    SCALEWAY.embed("BAAI/bge-multilingual-gemma2", "BGE Multilingual Gemma 2", 0, 0,
        tokens("0.1"), owner="baai"),
    TOGETHER.embed("BAAI/bge-base-en-v1.5", "BGE Base English 1.5", 512, 768,
        tokens("0.008"), owner="baai"),
    NOVITA.rerank("qwen/qwen3-reranker-8b", "Qwen3 Reranker 8B", 32_768,
        tokens("0.05"), owner="qwen"),
    NOVITA.rerank("baai/bge-reranker-v2-m3", "BGE Reranker 2 M3", 8_000,
        tokens("0.01"), owner="baai"),
)  # fmt: skip
