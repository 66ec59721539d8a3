"""How much the model may think: `thinkingConfig`, which newer models take as a level and older ones as a budget."""

import re
from typing import Any

from philae.core.chat import Effort, Reasoning
from philae.core.errors import InvalidRequest

LEVELS: dict[str, Effort] = {"MINIMAL": "minimal", "LOW": "low", "MEDIUM": "medium", "HIGH": "high", "XHIGH": "xhigh"}
AUTOMATIC = -1
LEVELLED = 3.0
# The budgets that Google's own OpenAI-compatible endpoint takes for efforts (ai.google.dev, "OpenAI compatibility").
BUDGETS: dict[Effort, int] = {
    "none": 0, "minimal": 1024, "low": 1024, "medium": 8192, "high": 24576, "xhigh": 24576, "max": 24576,
}  # fmt: skip
# Pro models always think: these are their least budget and least level.
LEAST_BUDGET, LEAST_LEVEL = 128, "LOW"
VERSION = re.compile(r"gemini-(\d+(?:\.\d+)?)")


def read(config: dict[str, Any]) -> Reasoning:
    """The wish in canonical terms. Raises `InvalidRequest`."""
    level, budget, show = config.get("thinkingLevel"), config.get("thinkingBudget"), config.get("includeThoughts")
    if level is not None and str(level).upper() not in LEVELS:
        raise InvalidRequest(f"thinkingLevel must be one of {', '.join(LEVELS)}", param=_where("thinkingLevel"))
    if budget is not None and (not isinstance(budget, int) or isinstance(budget, bool) or budget < AUTOMATIC):
        raise InvalidRequest("thinkingBudget must be a whole number from -1", param=_where("thinkingBudget"))
    if show is not None and not isinstance(show, bool):
        raise InvalidRequest("includeThoughts must be true or false", param=_where("includeThoughts"))
    effort = LEVELS[str(level).upper()] if level is not None else "none" if budget == 0 else None
    return Reasoning(effort, budget if budget and budget > 0 else None, budget == AUTOMATIC, show)


def written(reasoning: Reasoning, model: str) -> dict[str, Any]:
    """Google's `thinkingConfig`; a level and a budget never stand together, since Google refuses both."""
    said: dict[str, Any] = {} if reasoning.show is None else {"includeThoughts": reasoning.show}
    if reasoning.budget is not None:
        return said | {"thinkingBudget": reasoning.budget}
    if reasoning.effort is not None and levelled(model):
        return said | {"thinkingLevel": _level(reasoning.effort, model)}
    if reasoning.effort is not None:
        least = LEAST_BUDGET if "pro" in model else 0
        return said | {"thinkingBudget": max(least, BUDGETS[reasoning.effort])}
    if reasoning.adaptive and not levelled(model):
        return said | {"thinkingBudget": AUTOMATIC}
    return said


def levelled(model: str) -> bool:
    """Whether the model is a Gemini of the third generation or newer; names without a number mean the newest."""
    found = VERSION.search(model)
    return float(found[1]) >= LEVELLED if found else "gemini" in model


def _level(effort: Effort, model: str) -> str:
    if effort in ("none", "minimal"):
        return LEAST_LEVEL if "pro" in model else "MINIMAL"
    # XHIGH is known to few models, HIGH to all.
    return effort.upper() if effort in ("low", "medium") else "HIGH"


def _where(name: str) -> str:
    return f"generationConfig.thinkingConfig.{name}"
