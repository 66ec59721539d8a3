"""Every word the studio knows, in every language: built once from the tables here and the names of the emoji."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import emoji

from philae.studio.nouns import NOUNS
from philae.studio.words.amounts import COUNTS, SIZES
from philae.studio.words.animals import ANIMALS
from philae.studio.words.colours import COLOUR_WORDS, TINT_WORDS
from philae.studio.words.folk import FOLK
from philae.studio.words.grammar import AND, FILLER, NO, NO_AFTER, PEOPLE, STOP
from philae.studio.words.inflection import PLURALS, lemmas, stem
from philae.studio.words.moods import MOODS
from philae.studio.words.phenomena import PHENOMENA
from philae.studio.words.places import PLACES
from philae.studio.words.specials import SPECIALS
from philae.studio.words.spelling import plain, unaccented, without_umlauts
from philae.studio.words.styles import STYLES
from philae.studio.words.times import TIMES
from philae.studio.words.wares import WARES
from philae.studio.words.weathers import WEATHERS

LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "id")
LANGUAGES = (*LATIN, "ru", "ar", "fa", "zh", "ja", "ko")
_EMOJI_LANGUAGES = ("es", "ja", "ko", "pt", "it", "fr", "de", "fa", "id", "zh", "ru", "tr", "ar")
_FACES = ("rosto de ", "tête de ", "faccina di ", "морда ", "голова ", "وجه ")
_SHORTEST_UNACCENTED = 4
_SHORTEST_HIRAGANA = 3
Table = Mapping[Any, Mapping[str, str]]
_KANA = {k: k - 0x60 for k in range(0x30A1, 0x30F7)}


class Meaning(NamedTuple):
    """What a word stands for: a kind such as "noun" or "place", and which one."""

    kind: str
    value: str


class Hit(NamedTuple):
    """A word found in a language, and whether it stands in the plural."""

    meaning: Meaning
    plural: bool


class Vocabulary(NamedTuple):
    """The words of one language: as written, without accents, and by stem."""

    words: dict[str, Meaning]
    bare: dict[str, Meaning]
    stems: dict[str, Meaning]


SPECIAL = {str(i): special for i, special in enumerate(SPECIALS)}


@cache
def vocabulary(language: str) -> Vocabulary:
    """All words of a language; the first table that knows a word decides its meaning."""
    words: dict[str, Meaning] = {}
    for meaning, term in _terms(language):
        words.setdefault(plain(term).strip(), meaning)
    bare: dict[str, Meaning] = {}
    for term, meaning in words.items():
        for other in {unaccented(term), without_umlauts(term)} - {term}:
            if len(other) >= _SHORTEST_UNACCENTED:
                bare.setdefault(other, meaning)
    stems: dict[str, Meaning] = {}
    if language in {"ru", "pl", "tr"}:
        for term, meaning in words.items():
            if meaning.kind != "stop":
                stems.setdefault(_stems(term, language), meaning)
    return Vocabulary(words, bare, stems)


def _terms(language: str) -> Iterator[tuple[Meaning, str]]:
    special = {key: SPECIALS[value] for key, value in SPECIAL.items()}
    yield from _table("special", special, language)
    for nouns in (ANIMALS, FOLK, WARES):
        yield from _table("noun", nouns, language)
    tables: tuple[tuple[str, Table], ...] = (
        ("colour", COLOUR_WORDS), ("tint", TINT_WORDS), ("phenomenon", PHENOMENA), ("place", PLACES), ("time", TIMES),
        ("weather", WEATHERS), ("style", STYLES), ("mood", MOODS), ("people", {"": PEOPLE}),
    )  # fmt: skip
    for kind, table in tables:
        yield from _table(kind, table, language)
    yield from _table("count", {str(n): words for n, words in COUNTS.items()}, language)
    yield from _table("size", {str(f): words for f, words in SIZES.items()}, language)
    for kind, small in (("no", NO), ("no_after", NO_AFTER), ("and", AND), ("stop", STOP)):
        yield from ((Meaning(kind, ""), word) for word in small.get(language, "").replace(",", " ").split())
    yield from _emoji_names(language)
    yield from _table("filler", {"": FILLER}, language)


def _table(kind: str, table: Table, language: str) -> Iterator[tuple[Meaning, str]]:
    for value, words in table.items():
        for word in words.get(language, "").split(","):
            if word.strip():
                yield Meaning(kind, value), word.strip()


def _emoji_names(language: str) -> Iterator[tuple[Meaning, str]]:
    names = _names(language)
    for noun, sign in NOUNS.items():
        for name in names.get(sign, ()):
            yield Meaning("noun", noun), name


@cache
def _names(language: str) -> dict[str, tuple[str, ...]]:
    """The emoji's names, without the words "face of" that some languages put around an animal."""
    if language == "en":
        raw = {s: (emoji.EMOJI_DATA[s]["en"], *emoji.EMOJI_DATA[s].get("alias", ())) for s in NOUNS.values() if s}
    elif language in _EMOJI_LANGUAGES:
        read = json.loads(files(emoji).joinpath("unicode_codes", f"emoji_{language}.json").read_text("utf-8"))
        raw = {s: (read[s],) for s in NOUNS.values() if s in read}
    else:
        raw = {}
    return {sign: tuple(_variants(names)) for sign, names in raw.items()}


def _variants(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        text = name.strip(":").replace("_", " ").split("(")[0].removesuffix("の顔").removesuffix(" 얼굴")
        for face in _FACES:
            text = text.removeprefix(face)
        yield text
        if len(text) >= _SHORTEST_HIRAGANA and text.translate(_KANA) != text:
            yield text.translate(_KANA)


def _stems(term: str, language: str) -> str:
    return " ".join(stem(word, language) for word in term.split())


@cache
def find(term: str, language: str) -> Hit | None:
    """What a word or phrase in its plain spelling means in a language, through its inflections."""
    words, bare, stems = vocabulary(language)
    meaning = words.get(term) or bare.get(term)
    if meaning:
        return Hit(meaning, plural=_is_plural(term, meaning, language))
    head, _, last = term.rpartition(" ")
    for lemma, plural in lemmas(last, language):
        known = words.get(f"{head} {lemma}".strip()) or bare.get(f"{head} {lemma}".strip())
        if known and known.kind not in {"stop", "and", "no"}:
            return Hit(known, plural)
    by_stem = stems.get(_stems(term, language)) if stems else None
    return Hit(by_stem, plural=False) if by_stem else None


def _is_plural(term: str, meaning: Meaning, language: str) -> bool:
    words = vocabulary(language).words
    return term in PLURALS or any(plural and words.get(form) == meaning for form, plural in lemmas(term, language))
