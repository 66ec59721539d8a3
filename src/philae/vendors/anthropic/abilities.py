"""What each Claude model takes, as Anthropic's documentation says; what it does not take answers 400 there.

Sources, read 2026-11: platform.claude.com docs `build-with-claude/thinking` (the table of thinking types, sampling,
forced tools), `thinking-troubleshooting`, `effort`, `structured-outputs`, `mid-conversation-system-messages`,
`api/errors`, and the migration guides of Opus 5.5 and Haiku 5.5. A model that is newer than these rows counts as the
newest; a model that is no Claude is some other server's that speaks this format, as it was before 4.6.
"""

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from philae.core.chat import Effort

Thinks = Literal["adaptive", "enabled", "disabled", "between_tools"]


class Abilities(Struct, frozen=True):
    """One model's. `thinking`: the types it takes; `thinks`: whether it does without being told to.

    `sampling`: temperature, top_p, top_k; `forced`: a tool choice of any or one tool; `inserted`: system messages
    amid the conversation; `schemas`: structured output and strict tools.
    """

    thinking: tuple[Thinks, ...] = ("adaptive",)
    thinks: bool = True
    efforts: tuple[Effort, ...] = ("low", "medium", "high", "xhigh", "max")
    sampling: bool = False
    forced: bool = True
    inserted: bool = True
    schemas: bool = True


NEWEST = Abilities()
PLAIN = Abilities((), thinks=False, efforts=(), sampling=True, inserted=False, schemas=False)
BUDGET = replace(PLAIN, thinking=("enabled", "disabled"))
SCHEMA = replace(BUDGET, schemas=True)
BOTH = replace(SCHEMA, thinking=("adaptive", "enabled", "disabled"), efforts=("low", "medium", "high", "max"))
ASKED = Abilities(("adaptive", "disabled"), thinks=False, inserted=False)
ALWAYS = replace(NEWEST, forced=False)
MODELS: dict[str, Abilities] = {
    "opus-4": BUDGET,
    "sonnet-4": BUDGET,
    "opus-4-1": BUDGET,
    "opus-4-5": replace(SCHEMA, efforts=("low", "medium", "high")),
    "sonnet-4-5": SCHEMA,
    "haiku-4-5": SCHEMA,
    "opus-4-6": BOTH,
    "sonnet-4-6": BOTH,
    "mythos-preview": Abilities(("adaptive", "enabled"), efforts=("low", "medium", "high", "max"), inserted=False),
    "opus-4-7": ASKED,
    "opus-4-8": replace(ASKED, inserted=True),
    "opus-5": Abilities(("adaptive", "disabled")),
    "sonnet-5": Abilities(("adaptive", "disabled"), inserted=False),
    "fable-5": NEWEST,
    "mythos-5": NEWEST,
    "fable-5-1": ALWAYS,
    "mythos-5-1": ALWAYS,
    "opus-5-5": ALWAYS,
    "sonnet-5-5": replace(ALWAYS, thinking=("adaptive", "between_tools")),
    "haiku-5-5": Abilities(("adaptive", "disabled")),
}

# claude-opus-4-5-20251101, us.anthropic.claude-opus-4-6-v1, claude-opus-4@20250514, anthropic/claude-opus-4.5
_NAMED = re.compile(r"claude-(?:mythos-preview|[a-z]+-\d+(?:[-.]\d{1,2}(?!\d))?)")
# claude-3-7-sonnet-20250219, claude-2.1, claude-instant-v1
_OLD = re.compile(r"claude-(?:instant|v?\d)[\w.-]*")


def abilities(model: str, alias: str = "") -> Abilities:
    """The abilities of a model by any platform's name for it; where that does not tell, by the name it was asked by."""
    if "claude" not in model:
        model = alias
    if found := _NAMED.search(model):
        return MODELS.get(found[0].removeprefix("claude-").replace(".", "-"), NEWEST)
    if found := _OLD.search(model):
        return BUDGET if found[0].startswith(("claude-3-7-sonnet", "claude-3.7-sonnet")) else PLAIN
    return NEWEST if "claude" in model else SCHEMA
