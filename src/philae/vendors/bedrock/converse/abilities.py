"""What each model can do at Converse, beyond what all can; what it cannot answers 400 there.

Read in 2026-11: docs.aws.amazon.com, Bedrock user guide (structured output, prompt caching, tool use), Nova user guides
(complete request schema, extended thinking), botocore's service model of bedrock-runtime (ToolChoice, ToolResultBlock);
github.com/BerriAI/litellm, model_prices_and_context_window.json (tool choice, structured output) and its notes on efforts.
"""

import re
from typing import Literal

from msgspec import Struct

from philae.core.chat import Effort

Thinks = Literal["nova", "field", "object"]
LEVELS: tuple[Effort, ...] = ("low", "medium", "high")


class Abilities(Struct, frozen=True):
    """One model's. `forced`: a tool choice of any or one tool; `schemas`: answers by a schema, and strict tools.

    `thinks`: how an effort is said, None where it cannot be; `caches`: it takes cache points; `failures`: results of tools
    say whether they failed; `top_k`; `streams`: tools can be offered to an answer that is streamed.
    """

    forced: bool = False
    schemas: bool = False
    thinks: Thinks | None = None
    efforts: tuple[Effort, ...] = LEVELS
    caches: bool = False
    failures: bool = False
    top_k: bool = False
    streams: bool = True


PLAIN, FORCED, SCHEMAS = Abilities(), Abilities(forced=True), Abilities(schemas=True)
BOTH = Abilities(forced=True, schemas=True)
MODELS: dict[str, Abilities] = {
    # Nova 2 thinks without a bound when told "high", and refuses one beside it: a call's price would have none.
    "amazon.nova-2": Abilities(forced=True, thinks="nova", efforts=("low", "medium"), caches=True, failures=True),
    "amazon.nova": Abilities(forced=True, caches=True, failures=True, top_k=True),
    "deepseek.r1": PLAIN,
    "deepseek.v3": Abilities(forced=True, schemas=True, thinks="field"),
    "google.": PLAIN,
    "meta.": Abilities(streams=False),
    "minimax.minimax-m2.": FORCED,
    "minimax.": SCHEMAS,
    "mistral.devstral": FORCED,
    "mistral.ministral-3": SCHEMAS,
    "mistral.mistral-large-3": SCHEMAS,
    "mistral.voxtral": SCHEMAS,
    "mistral.": PLAIN,
    "moonshot.": SCHEMAS,
    "moonshotai.kimi-k3": Abilities(forced=True, thinks="object"),
    "moonshotai.": FORCED,
    "nvidia.nemotron-nano-3": BOTH,
    "nvidia.nemotron-super": FORCED,
    "nvidia.": PLAIN,
    "openai.gpt-oss-safeguard": PLAIN,
    "openai.gpt-oss": Abilities(forced=True, thinks="field"),
    "qwen.qwen3-coder-next": FORCED,
    "qwen.qwen3-next": SCHEMAS,
    "qwen.qwen3-vl": SCHEMAS,
    "qwen.": BOTH,
    "writer.": PLAIN,
    "zai.glm-5": BOTH,
    "zai.": FORCED,
}
"""How names begin → what these models can; the longest that fits holds."""

# us.amazon.nova-pro-v1:0, bedrock/global.amazon.nova-2-lite-v1:0, arn:aws:bedrock:…:foundation-model/amazon.nova-pro-v1:0
_BEFORE = re.compile(r"^(?:.*/)?(?:(?:global|us|us-gov|eu|apac|au|ca|in|jp)\.)?")
_LONGEST = sorted(MODELS, key=len, reverse=True)


def abilities(model: str, alias: str = "") -> Abilities:
    """The abilities of a model by its name there; where that does not tell, by the name it was asked by.

    One that is not known is taken to be able to do what most can: Bedrock refuses what it cannot.
    """
    names = [_maker(model), _maker(alias)]
    return next((MODELS[start] for name in names for start in _LONGEST if name.startswith(start)), FORCED)


def _maker(model: str) -> str:
    """The name without a provider, an ARN or the place of a profile before it."""
    return _BEFORE.sub("", model)
