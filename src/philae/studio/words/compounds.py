"""Compound words of German and Dutch: "Herbstwald" is a wood in autumn, "Fischerboot" a boat."""

from functools import cache

from philae.studio.words.lexicon import Hit, find

_LINKS = ("", "s", "n", "en", "es", "er", "e")
_LENDING = {"place", "weather", "time", "colour", "size", "mood", "phenomenon", "tint", "style"}
_DRAWN = {"noun", "special", "place", "time", "weather", "phenomenon", "style"}
_SHORTEST_TAIL = 4
_SHORTEST_HEAD = 3
_SHORTEST_TAIL_OF_A_KNOWN = 3

NOT_THESE = frozenset(
    "seehund seepferdchen seestern seeigel zeehond zeepaard handschuh fernseher freund freunde".split()
)
"""Words that look like compounds of something drawable and are something else."""


@cache
def split(word: str, language: str) -> tuple[Hit, ...]:
    """The drawable parts of a compound, what its head lends first; empty when it is none."""
    if language not in {"de", "nl"} or word in NOT_THESE:
        return ()
    for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL_OF_A_KNOWN + 1):
        tail = find(word[at:], language)
        if tail is None or tail.meaning.kind not in _DRAWN:
            continue
        head = _head(word[:at], language)
        if head and head.meaning.kind in _LENDING and head.meaning != tail.meaning:
            return (head, tail)
        if head or len(word) - at >= _SHORTEST_TAIL:
            return (tail,)
    return ()


def _head(text: str, language: str) -> Hit | None:
    for link in _LINKS:
        if text.endswith(link) and len(text) - len(link) >= _SHORTEST_HEAD:
            hit = find(text.removesuffix(link), language)
            if hit and hit.meaning.kind != "stop":
                return hit
    return None
