"""The subjects of a picture: nouns, with the colours, sizes and numbers that stand near them."""

from dataclasses import dataclass
from typing import NamedTuple

from philae.studio.scene import RGB, Subject
from philae.studio.words.amounts import MOST
from philae.studio.words.colours import COLOURS
from philae.studio.words.lexicon import SPECIAL
from philae.studio.words.recognition import Piece
from philae.studio.words.specials import Special

_DRAWN = frozenset({"noun", "special", "people"})
_PASSED = frozenset({"colour", "size", "mood", "filler", "unknown", "count", "tint"})
_COLOUR_AFTER = frozenset({"fr", "es", "it", "pt", "ar", "fa", "id"})
_PLURAL = 3
_MOST_SUBJECTS = 6
_CROWD = 3
_TINTING = frozenset(
    "light lights lighting tones tone palette colors colours color colour licht beleuchtung farben farbe töne tönen "
    "tons ton couleurs lumière colores tonos luz colori toni luce cores".split()
)
_SINGULAR_BEFORE = frozenset("dem den des einem einen eines einer ein a an".split())
_DEFINITE = frozenset("the der die das dem den le la les el los las il lo gli".split())
"""Articles by which a noun that was said before is meant again."""
_OWN: dict[str, frozenset[str]] = {
    "sea": frozenset({"blue", "turquoise", "dark blue", "light blue", "green"}),
    "lake": frozenset({"blue", "turquoise", "dark blue", "light blue"}),
    "meadow": frozenset({"green"}), "forest": frozenset({"green"}), "jungle": frozenset({"green"}),
    "snow": frozenset({"white"}),
    "desert": frozenset({"gold", "yellow"}), "beach": frozenset({"white", "gold", "yellow"}),
    "alpine": frozenset({"white", "grey", "green"}),
    "underwater": frozenset({"blue"}), "cave": frozenset({"black"}), "space": frozenset({"black"}),
}  # fmt: skip
"""Colours that a place has anyway, and that therefore tint nothing."""


@dataclass
class _Draft:
    special: Special
    count: int | None = None
    colour: str = ""
    size: float = 1.0
    plural: bool = False
    again: bool = False


class Cast(NamedTuple):
    """What stands in the picture; in words; where it is at home, if a word said so; and the colour no subject took."""

    subjects: tuple[Subject, ...]
    told: str
    home: str
    tint: str


def cast(pieces: list[Piece]) -> Cast:
    """The subjects in the order they are said, each with what belongs to it."""
    pieces = _fruit(pieces)
    drafts = {at: _draft(piece, pieces, at) for at, piece in enumerate(pieces) if piece.kind in _DRAWN}
    tint = ""
    for at, piece in enumerate(pieces):
        target = _target(pieces, at)
        if piece.kind == "colour":
            if target is None:
                tint = tint or _tint(pieces, at)
            elif not drafts[target].colour:
                drafts[target].colour = piece.value
        elif target is not None and piece.kind == "size":
            drafts[target].size *= float(piece.value)
        elif target is not None and piece.kind == "count":
            drafts[target].count = _times(drafts[target].count, int(piece.value))
    merged = _merged(list(drafts.values()))[:_MOST_SUBJECTS]
    home = next((d.special.home for d in merged if d.special.home), "")
    return Cast(tuple(_subject(d) for d in merged), ", ".join(_told(d) for d in merged), home or "", tint)


def _times(before: int | None, count: int) -> int:
    """A figure outweighs a word for many: a herd of three is three."""
    return count if before is None or before > _CROWD else before


def _draft(piece: Piece, pieces: list[Piece], at: int) -> _Draft:
    special = SPECIAL[piece.value] if piece.kind == "special" else Special(piece.value or "person")
    before = pieces[at - 1].surface if at else ""
    plural = (piece.plural and before not in _SINGULAR_BEFORE) or piece.kind == "people"
    return _Draft(special, plural=plural, again=before in _DEFINITE)


def _fruit(pieces: list[Piece]) -> list[Piece]:
    """The word for orange without a noun to colour is the fruit."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        if (
            piece.surface in {"orange", "laranja", "naranja", "オレンジ"}
            and piece.kind == "colour"
            and _target(pieces, at) is None
        ):
            before = pieces[at - 1].kind if at else "break"
            after = pieces[at + 1] if at + 1 < len(pieces) else None
            if before in {"stop", "count", "size", "break"} and (
                after is None or after.kind in {"stop", "and", "break", "place"}
            ):
                out[at] = piece._replace(kind="noun", value="orange")
    return out


def _target(pieces: list[Piece], at: int) -> int | None:
    """The noun that the colour, size or count at a position belongs to."""
    piece = pieces[at]
    if piece.kind not in {"colour", "size", "count"}:
        return None
    if piece.kind == "count":
        return _forward(pieces, at, stops=2) or _backward(pieces, at)
    after = piece.language in _COLOUR_AFTER
    if piece.kind == "size" and after and _is(pieces, at + 1):
        return at + 1
    if after:
        back = _backward(pieces, at)
        return back if back is not None else _forward(pieces, at, stops=0)
    ahead = _forward(pieces, at, stops=0)
    return ahead if ahead is not None else _backward(pieces, at)


def _is(pieces: list[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].kind in _DRAWN


def _forward(pieces: list[Piece], at: int, *, stops: int) -> int | None:
    for ahead in range(at + 1, len(pieces)):
        kind = pieces[ahead].kind
        if kind in _DRAWN:
            return ahead
        if kind == "stop" and stops:
            stops -= 1
        elif kind not in _PASSED | {"and"} or (kind == "filler" and not _adjective(pieces, ahead)):
            return None
    return None


def _adjective(pieces: list[Piece], at: int) -> bool:
    """Whether a filler is followed by something, so that it may describe it; "blue sky" ends with the sky."""
    return at + 1 < len(pieces) and pieces[at + 1].kind in _DRAWN | _PASSED and pieces[at].surface not in _TINTING


def _backward(pieces: list[Piece], at: int) -> int | None:
    for back in range(at - 1, -1, -1):
        kind = pieces[back].kind
        if kind in _DRAWN:
            return back
        copula = pieces[back].surface in {
            "is",
            "are",
            "ist",
            "sind",
            "est",
            "sont",
            "es",
            "è",
            "é",
            "son",
            "sono",
            "são",
        }
        coloured_and = kind == "and" and back > 0 and pieces[back - 1].kind == "colour"
        if kind not in _PASSED and not copula and not coloured_and:
            return None
    return None


def _tint(pieces: list[Piece], at: int) -> str:
    """The tint of the whole picture, if a colour asks for it and does not merely name the colour a thing has anyway."""
    near = [pieces[i] for i in (at + 1, at - 1) if 0 <= i < len(pieces)]
    for piece in near:
        if piece.kind == "place" and pieces[at].value in _OWN.get(piece.value, ()):
            return ""
        if piece.kind in {"time", "weather", "phenomenon"} or (
            piece.kind == "filler" and piece.surface not in _TINTING
        ):
            return ""
        if piece.kind == "place" or piece.surface in _TINTING:
            break
    return pieces[at].value


def _merged(drafts: list[_Draft]) -> list[_Draft]:
    """Each noun once, unless it is said again in another colour."""
    seen: list[_Draft] = []
    for draft in drafts:
        same = next((d for d in seen if d.special.noun == draft.special.noun and _agrees(d, draft)), None)
        if same is None:
            seen.append(draft)
        else:
            same.plural = same.plural or draft.plural
            same.count = same.count or draft.count
            same.colour = same.colour or draft.colour
    return seen


def _agrees(known: _Draft, draft: _Draft) -> bool:
    return draft.colour in {"", known.colour} or (draft.again and not known.colour)


def _number(draft: _Draft) -> int:
    if draft.count is None:
        return _PLURAL if draft.plural else 1
    return max(1, min(MOST, draft.count))


def _colour(draft: _Draft) -> str:
    return draft.colour or draft.special.colour


def _subject(draft: _Draft) -> Subject:
    rgb: RGB | None = COLOURS.get(_colour(draft))
    return Subject(draft.special.noun, _number(draft), rgb, draft.special.size * draft.size)


def _told(draft: _Draft) -> str:
    number = _number(draft)
    times = f"{number} × " if number > 1 else ""
    return times + " ".join(word for word in (_colour(draft), draft.special.noun) if word)
