"""The catalogue of models that read and write text: what they can do, what they cost, who serves them."""

from philae.catalog.text import (
    anthropic,
    azure,
    bedrock,
    cohere,
    deepseek,
    google,
    hosted,
    minimax,
    mistral,
    moonshot,
    open_vectors,
    open_weights,
    openai,
    qwen,
    studio,
    vertex,
    xai,
    zhipu,
)
from philae.catalog.text.names import Names
from philae.catalog.text.overrides import with_overrides
from philae.catalog.text.studio import with_twin
from philae.core.text import TextModel

__all__ = ["FAMILIES", "MODELS", "NAMES", "Names", "find", "pinned", "with_overrides"]

FAMILIES = (
    openai, azure, anthropic, google, deepseek, mistral, xai, moonshot, zhipu, qwen, minimax, cohere,
    open_weights, hosted, bedrock, vertex, open_vectors, studio,
)  # fmt: skip

MODELS: dict[str, TextModel] = {row.id: with_twin(row) for family in FAMILIES for row in family.ROWS}
"""Every model under its id, in the order in which they are listed."""

_BOOK = Names(MODELS)
NAMES = _BOOK.names
"""Every model under its id and aliases, in lower case."""
find = _BOOK.find
pinned = _BOOK.pinned
