"""all-MiniLM-L6-v2 as llama.cpp reads it: made from the weights and the vocabulary that its authors publish.

The shape is that of the model's config.json; the names of tensors are those of llama.cpp's `bert` architecture.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from philae.packs import gguf
from philae.packs.gguf import Fact, Tensor

LAYERS, MEAN, HALVES = 6, 1, 1
"""`MEAN` is llama.cpp's number for mean pooling, `HALVES` that for a file of 16-bit numbers."""
FACTS: dict[str, Fact] = {
    "general.architecture": "bert",
    "general.name": "all-MiniLM-L6-v2",
    "general.license": "apache-2.0",
    "general.file_type": HALVES,
    "bert.context_length": 512,
    "bert.embedding_length": 384,
    "bert.feed_forward_length": 1536,
    "bert.block_count": LAYERS,
    "bert.attention.head_count": 12,
    "bert.attention.layer_norm_epsilon": 1e-12,
    "bert.attention.causal": False,
    "bert.pooling_type": MEAN,
    "tokenizer.ggml.model": "bert",
    "tokenizer.ggml.token_type_count": 2,
}
SPECIAL = {"unknown": "[UNK]", "seperator": "[SEP]", "padding": "[PAD]", "mask": "[MASK]", "bos": "[CLS]", "eos": "[SEP]"}  # fmt: skip
"""The format's name for a token of its own → the token; one of the names is spelled so there."""
WHOLE = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
BLOCK = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
ADDED = frozenset({"position_embd.weight", "token_types.weight"})
"""Tables that are added to the words' and so keep their 32 bits."""
PLAIN, CONTROL = 1, 3


class Part(Struct, frozen=True):
    """Where a tensor lies in a safetensors file."""

    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


def convert(weights: Path, vocabulary: Path, target: Path) -> None:
    """Write `target` from model.safetensors and vocab.txt."""
    words = vocabulary.read_text("utf-8").splitlines()
    tokens: dict[str, Fact] = {
        "tokenizer.ggml.tokens": [_token(word) for word in words],
        "tokenizer.ggml.token_type": [CONTROL if _special(word) else PLAIN for word in words],
    }
    ids = {f"tokenizer.ggml.{name}_token_id": words.index(word) for name, word in SPECIAL.items()}
    gguf.write(target, FACTS | tokens | ids, dict(_tensors(weights.read_bytes())))


def _tensors(data: bytes) -> Iterator[tuple[str, Tensor]]:
    """Each tensor by its name at llama.cpp; a matrix in 16 bits."""
    start = 8 + struct.unpack_from("<Q", data)[0]
    head = msgspec.json.decode(data[8:start], type=dict[str, msgspec.Raw])
    for theirs, ours in _names():
        part = msgspec.json.decode(head[theirs], type=Part)
        low, high = part.data_offsets
        numbers = np.frombuffer(data[start + low : start + high], np.float32).reshape(part.shape)
        small = len(part.shape) > 1 and ours not in ADDED
        yield ours, numbers.astype(np.float16) if small else numbers


def _names() -> Iterator[tuple[str, str]]:
    """The authors' name → llama.cpp's."""
    pairs = list(WHOLE.items())
    pairs += [
        (f"encoder.layer.{i}.{theirs}", f"blk.{i}.{ours}") for i in range(LAYERS) for theirs, ours in BLOCK.items()
    ]
    for theirs, ours in pairs:
        yield f"{theirs}.weight", f"{ours}.weight"
        if theirs not in WHOLE or theirs.endswith("LayerNorm"):
            yield f"{theirs}.bias", f"{ours}.bias"


def _special(word: str) -> bool:
    return word.startswith("[") and word.endswith("]")


def _token(word: str) -> str:
    """Where the vocabulary marks what goes on within a word, the format marks what begins one."""
    if _special(word):
        return word
    return word.removeprefix("##") if word.startswith("##") else f"\u2581{word}"
