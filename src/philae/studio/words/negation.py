"""What a prompt takes away: "without trees", "ohne Menschen", "人なし"."""

from philae.studio.words.recognition import Piece

PERSONS = frozenset({"person", "man", "woman", "child"})
_CONTENT = frozenset(
    {"noun", "special", "people", "place", "time", "weather", "phenomenon", "style", "colour", "tint", "unknown"}
)
_PASSED = frozenset({"colour", "size", "mood", "filler", "count", "unknown", "tint"})


def without(pieces: list[Piece]) -> tuple[list[Piece], frozenset[Piece]]:
    """The pieces that stay, and those that were negated."""
    gone: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.kind == "no":
            gone |= {at} | _after(pieces, at + 1)
        elif piece.kind == "no_after":
            gone |= {at} | _before(pieces, at - 1)
    removed = frozenset(pieces[at] for at in gone if pieces[at].kind in _CONTENT)
    names = {(piece.kind, piece.value) for piece in removed if piece.kind in {"noun", "special"}}
    if any(piece.kind == "people" for piece in removed):
        names |= {("noun", person) for person in PERSONS}
    stay = [p for at, p in enumerate(pieces) if at not in gone and (p.kind, p.value) not in names]
    return stay, removed


def _after(pieces: list[Piece], at: int) -> set[int]:
    """The words after a "no": up to its thing, and on through "and" and "or"."""
    gone: set[int] = set()
    while at < len(pieces) and pieces[at].kind in {"stop", *_PASSED}:
        if pieces[at].kind == "unknown" and _ends(pieces, at + 1):
            return gone | {at}
        gone.add(at)
        at += 1
    if at >= len(pieces) or pieces[at].kind not in _CONTENT:
        return gone
    gone.add(at)
    if at + 1 < len(pieces) and pieces[at + 1].kind in {"and", "no"}:
        return gone | {at + 1} | _after(pieces, at + 2)
    return gone


def _ends(pieces: list[Piece], at: int) -> bool:
    return at >= len(pieces) or pieces[at].kind not in _CONTENT | {"and"}


def _before(pieces: list[Piece], at: int) -> set[int]:
    gone: set[int] = set()
    while at >= 0 and pieces[at].kind in {"stop", "filler"}:
        at -= 1
    if at >= 0 and pieces[at].kind in _CONTENT:
        gone.add(at)
        if at and pieces[at - 1].kind == "and":
            gone |= {at - 1} | _before(pieces, at - 2)
    return gone
