"""How much Claude is to think, from any client's wish.

A Messages client's words are said again as they were. Another client's effort becomes `output_config.effort` where
the model has efforts, the nearest one not above it; beside it `thinking` is set to `adaptive` on a model that does not
think unasked. On models that know budgets only, an effort is worth BUDGETS tokens, at most half of the output's cap.
A budget is kept where the model takes budgets; elsewhere it counts as the effort that is worth as much. `none` turns
thinking off; a model that cannot is asked for its lowest effort, and the wish is named among what was dropped.
"""

from typing import Any

from philae.core.chat import ChatRequest, Effort, Reasoning, Thinking
from philae.vendors.anthropic.abilities import Abilities
from philae.vendors.anthropic.own import Own
from philae.vendors.anthropic.wire import ORIGIN

Said = dict[str, Any] | None
Wanted = tuple[Said, Effort | None]
NOTHING: Wanted = (None, None)

ORDER: tuple[Effort, ...] = ("minimal", "low", "medium", "high", "xhigh", "max")
# From Anthropic's advice: at least 1,024; 16,000 for complex work; beyond 32,000 calls grow too long to hold a line.
BUDGETS: dict[Effort, int] = {
    "minimal": 1024,
    "low": 2048,
    "medium": 8192,
    "high": 16_384,
    "xhigh": 32_000,
    "max": 32_000,
}
LEAST = 1024
DROPPED = "reasoning"


def thinking(request: ChatRequest, able: Abilities, cap: int, own: Own, dropped: list[str]) -> Wanted:
    """`thinking` and the effort, each None where nothing is said."""
    wish = request.reasoning
    if wish is None:
        return NOTHING
    if own.native:
        return _again(wish, own)
    if wish.effort == "none" or wish.budget == 0:
        return _off(able, dropped)
    if not able.thinking:
        dropped.append(DROPPED)
        return NOTHING
    if "adaptive" in able.thinking and not (wish.budget and "enabled" in able.thinking):
        return _adaptive(wish, able), _nearest(_effort(wish), able)
    return _manual(request, wish, able, cap, dropped)


def _again(wish: Reasoning, own: Own) -> Wanted:
    """A Messages client's own words."""
    rest = own.rest("thinking") | _display(wish)
    if wish.effort == "none":
        return {"type": "disabled"} | rest, None
    if wish.budget is not None:
        return {"type": "enabled", "budget_tokens": wish.budget} | rest, wish.effort
    return ({"type": "adaptive"} | rest if wish.adaptive else None), wish.effort


def _off(able: Abilities, dropped: list[str]) -> Wanted:
    """No thinking, or as little as the model can."""
    if not able.thinks:
        return NOTHING
    for kind in ("disabled", "between_tools"):
        if kind in able.thinking:
            return {"type": kind}, None
    dropped.append(DROPPED)
    return None, able.efforts[0]


def _adaptive(wish: Reasoning, able: Abilities) -> Said:
    """Thinking as the model finds right; nothing need be said where it does so anyway."""
    display = _display(wish)
    return {"type": "adaptive"} | display if display or not able.thinks else None


def _manual(request: ChatRequest, wish: Reasoning, able: Abilities, cap: int, dropped: list[str]) -> Wanted:
    """Thinking within a budget, which bears neither forced tools nor a turn that was begun without thoughts."""
    effort = _effort(wish)
    budget = min(wish.budget, cap - LEAST) if wish.budget else min(BUDGETS[effort or "medium"], cap // 2)
    forced = request.choose is not None and request.choose.mode in {"required", "named"}
    if budget < LEAST or forced or _thoughtless(request):
        dropped.append(DROPPED)
        return NOTHING
    said = {"type": "enabled", "budget_tokens": budget} | _display(wish)
    return said, _nearest(effort, able) if wish.effort else None


def _thoughtless(request: ChatRequest) -> bool:
    """Whether the model's last turn called tools that are answered now, without a thought that Claude signed."""
    answered = False
    for message in reversed(request.messages):
        if message.role == "assistant":
            thought = any(isinstance(p, Thinking) and p.origin == ORIGIN for p in message.parts)
            return answered and not thought
        answered = answered or message.role == "tool"
    return False


def _display(wish: Reasoning) -> dict[str, str]:
    return {} if wish.show is None else {"display": "summarized" if wish.show else "omitted"}


def _effort(wish: Reasoning) -> Effort | None:
    """The effort that was said, or the one that the budget is worth."""
    if wish.effort or not wish.budget:
        return wish.effort
    budget = wish.budget
    return next((e for e in ORDER[1:] if BUDGETS[e] >= budget), "max")


def _nearest(effort: Effort | None, able: Abilities) -> Effort | None:
    """The highest effort of the model's that is not above the wish, else its lowest."""
    if effort is None or not able.efforts:
        return None
    wish = ORDER.index(effort)
    return next((e for e in reversed(able.efforts) if ORDER.index(e) <= wish), able.efforts[0])
