"""The dictionary forms that an inflected word may come from, by rules of endings, language by language."""

from collections.abc import Iterator

RULES: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "en": (("s", "", True), ("es", "", True), ("ies", "y", True), ("ves", "f", True), ("ves", "fe", True), ("ish", "", False)),
    "de": (("e", "", True), ("en", "", True), ("er", "", True), ("n", "", True), ("s", "", True), ("es", "", False), ("em", "", False),
           ("ern", "", True), ("nen", "", True), ("len", "el", False), ("le", "el", False), ("les", "el", False), ("ler", "el", False),
           ("lem", "el", False), ("chen", "", False), ("lein", "", False), ("ens", "", False)),
    "fr": (("s", "", True), ("x", "", True), ("e", "", False), ("es", "", True), ("aux", "al", True), ("euse", "eux", False),
           ("euses", "eux", True), ("ve", "f", False), ("ne", "n", False), ("elle", "el", False), ("nes", "n", True), ("ches", "c", True), ("che", "c", False)),
    "es": (("s", "", True), ("es", "", True), ("ces", "z", True), ("a", "o", False), ("as", "o", True), ("a", "", False),
           ("ito", "o", False), ("ita", "a", False), ("nes", "n", True)),
    "it": (("i", "o", True), ("i", "e", True), ("i", "a", True), ("e", "a", True), ("e", "o", True), ("a", "o", False), ("chi", "co", True),
           ("ghi", "go", True), ("che", "ca", True), ("che", "co", True), ("ghe", "ga", True), ("i", "io", True), ("o", "a", False)),
    "pt": (("s", "", True), ("es", "", True), ("ões", "ão", True), ("ães", "ão", True), ("ais", "al", True), ("éis", "el", True),
           ("ns", "m", True), ("a", "o", False), ("as", "o", True), ("is", "il", True), ("inho", "o", False), ("inha", "a", False)),
    "nl": (("en", "", True), ("s", "", True), ("n", "", True), ("e", "", False), ("tje", "", False), ("je", "", False), ("jes", "", True)),
    "id": (("nya", "", False),),
}  # fmt: skip
"""Ending, what stands for it in the dictionary form, and whether it can mark a plural."""

STRIPPED: dict[str, tuple[str, ...]] = {
    "ru": tuple(
        "иями ием иях ия ии ию ями ами его ого ему ому ыми ими ией ой ей ою ею ом ем ым им ых их ая яя ое ее ые ие ую юю ый ий ах ях ов ев "
        "а я о е ы и у ю ь й".split()
    ),
    "pl": tuple(
        "iego ego iemu emu ymi imi ami iach ach owi ów om ie ej ią ym im ych ich ą ę y i a e o u em iem".split()
    ),
    "tr": tuple(
        "lerinde larında lerin ların leri ları ler lar nın nin nun nün ında inde ında ında ında da de ta te dan den tan ten "
        "yı yi yu yü ı i u ü a e ya ye lı li lu lü".split()
    ),
}  # fmt: skip
"""Endings cut from words of languages with many cases, so that all forms meet in one stem."""

PLURALS: frozenset[str] = frozenset(
    "mice men women children wolves geese oxen cacti people dice gente leute mehrere ludzie дети люди".split()
)
_BACK = str.maketrans("äöü", "aou")
_SHORTEST = 3


def stem(word: str, language: str) -> str:
    """The word without its case endings (Turkish chains them); unchanged in languages that `STRIPPED` does not know."""
    for ending in sorted(STRIPPED.get(language, ()), key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            bare = word.removesuffix(ending)
            return stem(bare, language) if language == "tr" else bare
    return word


def lemmas(word: str, language: str) -> Iterator[tuple[str, bool]]:
    """Possible dictionary forms of a word, each with whether the word would be its plural."""
    if language == "de" and any(c in word for c in "äöü"):
        yield word.translate(_BACK), True
    for ending, restored, plural in RULES.get(language, ()):
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST - 1:
            continue
        base = word.removesuffix(ending) + restored
        yield base, plural
        if language == "de":
            yield base.translate(_BACK), plural or ending == "er"
        if language == "nl":
            yield from ((form, plural) for form in _dutch(base))


def _dutch(base: str) -> Iterator[str]:
    if len(base) > _SHORTEST and base[-1] == base[-2]:
        yield base[:-1]
    if len(base) >= _SHORTEST and base[-2] in "aeou":
        yield base[:-1] + base[-2] + base[-1]
