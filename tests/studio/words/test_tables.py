"""Tests of the tables: everything can be reached, in enough languages."""

import emoji
import pytest

from philae.studio import words
from philae.studio.nouns import NOUNS
from philae.studio.scene import PLACES as ALL_PLACES
from philae.studio.scene import STYLES as ALL_STYLES
from philae.studio.scene import TIMES as ALL_TIMES
from philae.studio.scene import WEATHERS as ALL_WEATHERS
from philae.studio.words.amounts import COUNTS, SIZES
from philae.studio.words.colours import COLOUR_WORDS, COLOURS
from philae.studio.words.families import ANY, AT, FAMILIES, UNDER
from philae.studio.words.implied import HOME, LIGHT
from philae.studio.words.lexicon import find, vocabulary
from philae.studio.words.moods import CHOICES, LENDS, MOODS
from philae.studio.words.phenomena import NEEDS, PHENOMENA, WHERE
from philae.studio.words.places import PLACES
from philae.studio.words.specials import SPECIALS
from philae.studio.words.spelling import plain
from philae.studio.words.styles import STYLES
from philae.studio.words.times import TIMES
from philae.studio.words.weathers import WEATHERS

MAIN = ("en", "de", "fr", "es", "it", "pt")
KINDS = [("place", PLACES), ("time", TIMES), ("weather", WEATHERS), ("style", STYLES), ("phenomenon", PHENOMENA)]


@pytest.mark.parametrize(("kind", "table"), KINDS, ids=[kind for kind, _ in KINDS])
def test_every_value_is_reached_in_every_language(kind: str, table: dict[str, dict[str, str]]) -> None:
    """The first word of each row means that row, in at least twelve languages."""
    for value, row in table.items():
        reached = {lang for lang, text in row.items() if _means(text.split(",")[0], lang) == (kind, value)}

        assert reached >= set(MAIN), (value, set(MAIN) - reached)
        assert len(reached) >= 12, (value, reached)


def _means(word: str, language: str) -> tuple[str, str] | None:
    hit = find(plain(word).strip(), language)
    return tuple(hit.meaning) if hit else None  # type: ignore[return-value]


def test_the_tables_cover_the_whole_scene() -> None:
    """No place, time, weather, style or phenomenon is left without words or light."""
    assert set(PLACES) == set(ALL_PLACES) == set(LIGHT)
    assert set(TIMES) == set(ALL_TIMES) == set(AT)
    assert set(WEATHERS) == set(ALL_WEATHERS) == set(UNDER)
    assert set(STYLES) == set(ALL_STYLES)
    assert set(PHENOMENA) == set(NEEDS) == set(WHERE)
    assert set(CHOICES) == set(LENDS) == set(MOODS)
    assert set(COLOUR_WORDS) == set(COLOURS)


def test_every_family_is_named_somewhere_and_every_name_is_a_family() -> None:
    """Rows of choices and the families fit together."""
    named = {name for names in (*CHOICES.values(), *AT.values(), *UNDER.values(), ANY) for name in names}

    assert named == set(FAMILIES)
    assert len(ANY) >= 8


def test_every_noun_has_a_home_and_no_home_an_unknown_noun() -> None:
    """Each noun is drawn somewhere when the prompt names no place."""
    assert set(HOME) == set(NOUNS)
    assert {special.noun for special in SPECIALS} <= set(NOUNS)
    assert {special.colour for special in SPECIALS} <= {"", *COLOURS}


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "it", "pt", "zh", "ja", "ko", "ru", "tr", "ar", "fa", "id"]
)
def test_the_emoji_names_find_their_nouns(language: str) -> None:
    """What the emoji package calls a noun means it, unless a more special word of ours stands first."""
    emoji.config.load_language(language)
    missed = []
    for noun, sign in NOUNS.items():
        name = emoji.EMOJI_DATA[sign][language].strip(":").replace("_", " ").split("(")[0] if sign else ""
        scene = words.read(name, 1)
        if name and noun not in {subject.noun for subject in scene.subjects}:
            missed.append((noun, name))

    assert len(missed) <= 4, missed


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "ko", "tr", "ar"]
)
def test_every_noun_has_a_word_in_every_language(language: str) -> None:
    """All nouns, also those without an emoji, can be said."""
    known = {meaning.value for meaning in vocabulary(language).words.values() if meaning.kind == "noun"}

    assert known >= set(NOUNS), set(NOUNS) - known


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko"])
def test_one_word_nouns_are_read_back(language: str) -> None:
    """The shortest word of each noun, alone, is read as that noun."""
    shortest: dict[str, str] = {}
    for word, meaning in vocabulary(language).words.items():
        if meaning.kind == "noun" and len(word) > 3 > word.count(" ") + 2:
            shortest[meaning.value] = min(shortest.get(meaning.value, word), word, key=len)
    wrong = {n: w for n, w in shortest.items() if n not in {s.noun for s in words.read(w, 1).subjects}}

    assert len(wrong) <= 5, wrong


def test_colours_counts_and_sizes_are_many_enough() -> None:
    """At least sixteen colours in the main languages, numbers to twelve, sizes from tiny to giant."""
    assert len(COLOURS) >= 16
    assert sum(set(MAIN) <= set(row) for row in COLOUR_WORDS.values()) >= 16
    assert set(range(1, 11)) <= set(COUNTS)
    assert min(SIZES) < 1 < max(SIZES)


@pytest.mark.parametrize(
    ("word", "language", "noun"),
    [
        ("Füchse", "de", "fox"), ("Häusern", "de", "house"), ("Wölfe", "de", "wolf"), ("oiseaux", "fr", "bird"), ("chevaux", "fr", "horse"),
        ("leones", "es", "lion"), ("peces", "es", "fish"), ("cavalli", "it", "horse"), ("leões", "pt", "lion"), ("mice", "en", "mouse"),
        ("foxes", "en", "fox"), ("butterflies", "en", "butterfly"), ("kittens", "en", "cat"), ("vossen", "nl", "fox"), ("волка", "ru", "wolf"),
        ("собаками", "ru", "dog"), ("kotem", "pl", "cat"), ("kediler", "tr", "cat"), ("Fischerboot", "de", "sailboat"), ("Hauskatze", "de", "cat"),
    ],
)  # fmt: skip
def test_inflected_words_find_their_noun(word: str, language: str, noun: str) -> None:
    """Plurals, cases and compounds lead back to the dictionary form."""
    del language
    assert noun in {subject.noun for subject in words.read(word, 1).subjects}
