"""How much a model may think, in words that it has: the nearest to what the client wants."""

from collections.abc import Sequence

from philae.core.chat import Effort, Reasoning

EFFORTS: tuple[Effort, ...] = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
# How much of the output an effort is given to think (OpenRouter's guide to reasoning tokens), turned round.
SHARES: tuple[tuple[float, Effort], ...] = ((0.65, "high"), (0.35, "medium"), (0.0, "low"))
USUAL_CAP = 32_000


def nearest(given: Reasoning | None, cap: int | None, efforts: Sequence[Effort], dropped: set[str]) -> Effort | None:
    """The effort that comes nearest; a budget of tokens counts by its share of the cap. What is changed is told."""
    if given is None:
        return None
    effort = given.effort
    if effort is None and given.budget is not None:
        dropped.add("reasoning.budget")
        share = given.budget / (cap or USUAL_CAP)
        effort = next(word for least, word in SHARES if share >= least)
    if effort is None or effort in efforts:
        return effort
    dropped.add("reasoning.effort")
    near = [word for word in efforts if word != "none"]
    if effort == "none" or not near:
        return None
    return min(near, key=lambda word: abs(EFFORTS.index(word) - EFFORTS.index(effort)))
