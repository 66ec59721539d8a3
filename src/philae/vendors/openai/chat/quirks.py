"""How a vendor's chat completions differ from OpenAI's: a row of data for each, so that none needs code."""

from typing import Literal

from msgspec import Struct

from philae.core.chat import Effort
from philae.core.effort import EFFORTS

STRANGE = frozenset({"verbosity", "metadata", "service_tier", "prompt_cache_key", "top_k"})
"""Parameters that an OpenAI-compatible vendor is not expected to know; `top_k` is not even OpenAI's."""
Choosing = Literal["auto", "none", "required", "named"]


class Quirks(Struct, frozen=True):
    """What one vendor understands.

    `prefix` stands between the channel's base URL and `/chat/completions`. `cap` is its name for the bound on output.
    `usage`: a stream tells its usage if `stream_options` asks for it; else it tells anyway, or never.
    `developer`: it knows that role; else such messages go as `system`. `thoughts` is the field in which a message of
    the history takes earlier thinking back, "": nowhere. `schema`, `json`: the answer can be made to fit a JSON
    Schema, to be any JSON object. `choices`: the ways of choosing a tool that it knows. `efforts`: those of reasoning.
    `files`: it takes documents. `cache`: how a client's cache mark is said, "": not at all.
    `lacks` are top-level parameters that it refuses or does not know. `renamed`: OpenAI's parameter → its own name.
    """

    prefix: str = "/v1"
    cap: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    usage: bool = True
    developer: bool = False
    thoughts: Literal["", "reasoning_content", "reasoning"] = ""
    schema: bool = True
    json: bool = True
    choices: frozenset[Choosing] = frozenset({"auto", "none", "required", "named"})
    efforts: tuple[Effort, ...] = ("low", "medium", "high")
    files: bool = False
    cache: Literal["", "breakpoint", "control"] = ""
    lacks: frozenset[str] = STRANGE
    renamed: dict[str, str] = {}


OPENAI = Quirks(
    cap="max_completion_tokens",
    developer=True,
    efforts=EFFORTS,
    files=True,
    cache="breakpoint",
    lacks=frozenset({"top_k"}),
)
"""OpenAI itself (its API reference, chat completions, 2026-11)."""
