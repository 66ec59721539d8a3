"""From the pieces of a prompt to the scene they say, with what is left unsaid filled in."""

import zlib
from typing import NamedTuple, TypeVar, get_args

from philae.studio.scene import PLACES, STYLES, TIMES, WEATHERS, Phenomenon, Place, Scene, Style, Time, Weather
from philae.studio.words.colours import COLOURS, TINTS
from philae.studio.words.families import ANY, AT, FAMILIES, UNDER, Family
from philae.studio.words.faults import without_faults
from philae.studio.words.implied import HOME, LIGHT
from philae.studio.words.moods import CHOICES, LENDS
from philae.studio.words.negation import PERSONS, without
from philae.studio.words.phenomena import NEEDS, WHERE
from philae.studio.words.recognition import Piece, pieces
from philae.studio.words.subjects import Cast, cast

_PHENOMENA: tuple[Phenomenon, ...] = get_args(Phenomenon)
_MOST_UNKNOWN = 12
_SUNNY = frozenset(
    {
        "sunny",
        "sonnig",
        "sonne",
        "soleado",
        "ensoleillé",
        "soleggiato",
        "ensolarado",
        "sun",
        "soleil",
        "sol",
        "sole",
        "blue sky",
    }
)
_DIVERS = frozenset({"fish", "shark", "octopus", "submarine"})
_SKYLESS = frozenset({"space", "underwater", "cave", "moon", "abstract", "backdrop"})
_YIELDING: dict[Style, int] = {"natural": 2, "noir": 1}
_T = TypeVar("_T")


class _Said(NamedTuple):
    """What the words name, before anything is implied."""

    places: tuple[Place, ...]
    time: Time | None
    weather: Weather | None
    phenomena: frozenset[Phenomenon]
    style: Style | None
    mood: str
    tint: str


def read(prompt: str, seed: int) -> Scene:
    """What a prompt in any of the languages says, as a scene; the seed decides only what the words leave open."""
    stay, removed = without(pieces(without_faults(prompt)))
    said, cast_ = _said(stay, removed), cast(stay)
    family = _family(said, cast_, seed)
    place, weather = _place(said, cast_, family), said.weather
    if "snow" in said.places and place != "snow" and place not in _SKYLESS:
        weather = weather or "snow"
    time, weather, phenomena = _light(said._replace(weather=weather), family, place)
    tint = cast_.tint or said.tint
    return Scene(
        place=place, time=time, weather=weather, phenomena=phenomena, subjects=cast_.subjects,
        style=said.style or "natural",
        palette=COLOURS.get(tint) or TINTS.get(tint), unknown=_unknown(stay), seed=seed,
        understood=_understood(said, cast_, family, place),
    )  # fmt: skip


def _said(stay: list[Piece], removed: frozenset[Piece]) -> _Said:
    weather = _first(stay, "weather", WEATHERS)
    if weather is None and any(p.kind == "weather" and p.value != "clear" for p in removed):
        weather = "clear"
    time = _first(stay, "time", TIMES)
    if time is None and any(p.surface in _SUNNY for p in stay):
        time = "day"
    return _Said(
        tuple(place for p in stay if p.kind == "place" for place in PLACES if place == p.value),
        time,
        weather,
        frozenset(seen for p in stay if p.kind == "phenomenon" for seen in _PHENOMENA if seen == p.value),
        _style(stay),
        next((p.value for p in stay if p.kind == "mood"), ""),
        next((p.value for p in stay if p.kind == "tint"), ""),
    )


def _first(stay: list[Piece], kind: str, known: tuple[_T, ...]) -> _T | None:
    return next((value for p in stay if p.kind == kind for value in known if value == p.value), None)


def _style(stay: list[Piece]) -> Style | None:
    """The first style; "photo" gives way to another one, and so does "black and white" (it may be a coat)."""
    named = [style for p in stay if p.kind == "style" for style in STYLES if style == p.value]
    return min(named, key=lambda style: _YIELDING.get(style, 0), default=None)


def _lit(style: Style | None) -> Time | None:
    return "night" if style == "neon" else None


def _chosen(options: tuple[str, ...], seed: int) -> str:
    return options[zlib.crc32(f"{seed}/{len(options)}".encode()) % len(options)]


def _family(said: _Said, cast_: Cast, seed: int) -> str:
    """The family that a prompt without subject and place becomes; empty when it says what to draw."""
    if cast_.subjects or said.places or said.phenomena:
        return ""
    if said.mood:
        return _chosen(_fitting(CHOICES[said.mood], said), seed)
    if said.time:
        return _chosen(_fitting(AT[said.time], said), seed)
    return _chosen(UNDER[said.weather] if said.weather else ANY, seed)


def _fitting(options: tuple[str, ...], said: _Said) -> tuple[str, ...]:
    """Those whose hour and weather are the ones asked for, if there are any."""
    hours = tuple(name for name in options if said.time in {None, FAMILIES[name].time})
    skies = tuple(name for name in hours or options if said.weather in {None, FAMILIES[name].weather})
    return skies or hours or options


def _place(said: _Said, cast_: Cast, family: str) -> Place:
    if family:
        return FAMILIES[family].place
    if said.places:
        return _among(said.places, cast_)
    nouns = [subject.noun for subject in cast_.subjects]
    if cast_.home:
        return next(place for place in PLACES if place == cast_.home)
    if nouns:
        return HOME.get(min(nouns, key=lambda noun: noun in PERSONS or HOME.get(noun) == "backdrop"), "meadow")
    return next(WHERE[seen] for seen in _PHENOMENA if seen in said.phenomena)


def _among(places: tuple[Place, ...], cast_: Cast) -> Place:
    """Of several places the first, but snow covers the others and mountains stand behind them."""
    near = (
        [place for place in places if place not in {"snow", "alpine"}] or [p for p in places if p != "snow"] or ["snow"]
    )
    if near[0] == "sea" and any(subject.noun in _DIVERS for subject in cast_.subjects):
        return "underwater"
    return near[0]


def _light(said: _Said, family: str, place: Place) -> tuple[Time, Weather, frozenset[Phenomenon]]:
    """Hour, weather and sights: as said, else as the sights need them, else by mood, else as suits the place."""
    row = FAMILIES[family] if family else Family(place, *LIGHT[place])
    needs = [NEEDS[seen] for seen in _PHENOMENA if seen in said.phenomena]
    lent = LENDS.get(said.mood, (None, None)) if not family and place not in _SKYLESS else (None, None)
    time = said.time or next((t for t, _ in needs if t), None) or lent[0] or _lit(said.style) or row.time
    weather = said.weather or next((w for _, w in needs if w), None) or lent[1] or row.weather
    own = row.phenomena if time == row.time and weather == row.weather else frozenset()
    return time, weather, own | said.phenomena


def _unknown(stay: list[Piece]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.surface for piece in stay if piece.kind == "unknown"))[:_MOST_UNKNOWN]


def _understood(said: _Said, cast_: Cast, family: str, place: Place) -> dict[str, str]:
    """What was read, in English words; a place only if one was said."""
    told = {
        "subject": cast_.told,
        "place": place if said.places else "",
        "time": said.time or "",
        "weather": said.weather or "",
        "phenomena": ", ".join(seen for seen in _PHENOMENA if seen in said.phenomena),
        "style": said.style or "",
        "colour": cast_.tint or said.tint,
        "mood": said.mood,
        "picture": family,
    }
    return {key: value for key, value in told.items() if value}
