"""From a prompt to pieces: which language it is in, and what each of its words means there."""

from collections.abc import Iterator
from typing import NamedTuple

from philae.studio.words.compounds import split
from philae.studio.words.grammar import FALSE_FRIENDS
from philae.studio.words.lexicon import LATIN, Hit, find, vocabulary
from philae.studio.words.spelling import Script, Token, tokens

_LONGEST_PHRASE = 5
_SHORTEST_FOREIGN = 5
_SHORTEST_UNKNOWN = 3
_SMALL = {"stop", "and", "no"}
_ATTRIBUTIVE = frozenset({"的", "の", "之"})
_COUNTERS = frozenset("本 匹 頭 羽 枚 台 人 只 个 条 座 艘 개 마리 명 대 송이 그루 채".split())
_PARTICLES = frozenset(
    "이 가 은 는 을 를 의 와 과 에 에서 로 으로 도 들 들이 들은 들의 들과 위 위에 위의 속 속의 속에 안 안의 안에 아래 옆 옆의 옆에 앞 앞의 한 하는 있는 이랑 랑 처럼 위에서 "
    "에서의 으로의 풍 풍의 풍으로 스타일 만 까지 부터 밑 밑의 너머 가의 가에 과의 에는 에선 인 로운".split()
)


class Piece(NamedTuple):
    """A word of the prompt as understood: its meaning, as written, in which language, and whether plural."""

    kind: str
    value: str
    surface: str
    language: str
    plural: bool = False


def pieces(prompt: str) -> list[Piece]:
    """The words of a prompt with their meanings, in order; breaks and unknown words are pieces too."""
    words = tokens(prompt)
    latin = _latin_order(words)
    han = ("ja", "zh") if any("\u3040" <= c <= "\u30ff" for t in words for c in t.text) else ("zh", "ja")
    found: list[Piece] = []
    at = 0
    while at < len(words):
        token = words[at]
        used, new = 1, []
        if token.script == "break":
            new = [Piece("break", "", token.text, "")]
        elif token.script == "digits":
            new = [Piece("count", token.text, token.text, "")]
        elif token.script == "han":
            new = list(_unspaced(token.text, han, after_number=_is_number(found)))
        else:
            used, new = _spaced(words, at, _order(token.script, latin), after_number=_is_number(found))
        found.extend(new)
        at += used
    return found


def _order(script: Script, latin: tuple[str, ...]) -> tuple[str, ...]:
    return {"cyrillic": ("ru",), "arabic": ("ar", "fa"), "hangul": ("ko",)}.get(script, latin)


def _is_number(found: list[Piece]) -> bool:
    return bool(found) and found[-1].kind == "count"


def _latin_order(words: list[Token]) -> tuple[str, ...]:
    """The languages of the Latin script, the likeliest first: small words weigh most, words shared by many least."""
    score = dict.fromkeys(LATIN, 0.0)
    for token in words:
        if token.script != "latin":
            continue
        hits = {
            language: hit
            for language in LATIN
            if (hit := find(token.text, language) or _compound(token.text, language))
        }
        exact = {language for language in hits if token.text in vocabulary(language).words}
        for language, hit in hits.items():
            weight = 2.0 if hit.meaning.kind in _SMALL else 1.5
            score[language] += weight / len(hits) if language in exact else weight / 3 / len(hits)
    return tuple(sorted(LATIN, key=lambda language: (-score[language], LATIN.index(language))))


def _compound(text: str, language: str) -> Hit | None:
    return next(iter(split(text, language)), None)


def _spaced(words: list[Token], at: int, order: tuple[str, ...], *, after_number: bool) -> tuple[int, list[Piece]]:
    """The longest phrase that starts here: how many words it has, and its pieces."""
    script = words[at].script
    run = 1
    while run < _LONGEST_PHRASE and at + run < len(words) and words[at + run].script in {script, "digits"}:
        run += 1
    if script == "hangul" and after_number and words[at].text in _COUNTERS:
        return 1, []
    for length in range(run, 0, -1):
        text = " ".join(token.text for token in words[at : at + length])
        hits = _meanings(text, order, script)
        if hits:
            language, found = hits
            return length, [Piece(*hit.meaning, text, language, hit.plural) for hit in found]
    if script == "hangul":
        return 1, list(_hangul(words[at].text))
    return 1, _unknown(words[at].text, order[0])


def _meanings(text: str, order: tuple[str, ...], script: Script) -> tuple[str, list[Hit]] | None:
    best = order[0]
    for language in order:
        foreign = language != best and script == "latin"
        if foreign and (text in FALSE_FRIENDS or (language != "en" and len(text) < _SHORTEST_FOREIGN)):
            continue
        hit = find(text, language) or (_joined(text, language) if script == "arabic" else None)
        if hit and not (foreign and hit.meaning.kind in {"stop", "count", "and"} and language != "en"):
            return language, [hit]
        parts = split(text, language) if not foreign and " " not in text else ()
        if parts:
            return language, list(parts)
    return None


def _joined(text: str, language: str) -> Hit | None:
    """An Arabic word behind a preposition or an "and" written together with it."""
    for prefix in ("وال", "بال", "كال", "فال", "لل", "و", "ب", "ل", "ف", "ك"):
        if text.startswith(prefix) and len(text) - len(prefix) > 1:
            hit = find(text.removeprefix(prefix), language)
            if hit:
                return hit
    return None


def _hangul(text: str) -> Iterator[Piece]:
    """A Korean word with its particles, or several words written without a space."""
    rest, found = text, False
    while rest and rest not in _PARTICLES:
        length = next((n for n in range(len(rest), 0, -1) if _begins(rest, n)), 0)
        if not length:
            break
        yield Piece(*vocabulary("ko").words[rest[:length]], rest[:length], "ko")
        found, rest = True, rest[length:]
    if not found:
        yield from _unknown(text, "ko")


def _begins(text: str, length: int) -> bool:
    known = text[:length] in vocabulary("ko").words
    return known and (length > 1 or length == len(text) or text[length:] in _PARTICLES)


def _unspaced(text: str, order: tuple[str, ...], *, after_number: bool) -> Iterator[Piece]:
    """Chinese or Japanese, longest match first; what nothing matches is gathered into unknown words."""
    at, missed = 0, ""
    while at < len(text):
        if at == 0 and after_number and text[0] in _COUNTERS:
            at += 1
            continue
        piece = _longest(text, at, order)
        if piece is None:
            missed += text[at]
            at += 1
            continue
        yield from _gathered(missed)
        missed = ""
        if piece.surface not in _ATTRIBUTIVE:
            yield piece
        at += len(piece.surface)
    yield from _gathered(missed)


def _longest(text: str, at: int, order: tuple[str, ...]) -> Piece | None:
    for length in range(min(10, len(text) - at), 0, -1):
        for language in order:
            meaning = vocabulary(language).words.get(text[at : at + length])
            if meaning:
                return Piece(*meaning, text[at : at + length], language)
    return None


def _gathered(missed: str) -> Iterator[Piece]:
    """Unknown words keep their characters; hiragana between words is grammar."""
    word = "".join(c for c in missed if not "\u3040" <= c <= "\u309f")
    if len(word) > 1:
        yield Piece("unknown", "", word, "zh")


def _unknown(text: str, language: str) -> list[Piece]:
    wordless = len(text) < _SHORTEST_UNKNOWN and text.isascii()
    return [] if wordless or any(c.isdigit() for c in text) else [Piece("unknown", "", text, language)]
