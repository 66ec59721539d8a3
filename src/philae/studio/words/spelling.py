"""One spelling for words that can be written in several ways, and the splitting of a prompt into such words."""

import re
import unicodedata
from typing import Literal, NamedTuple

Script = Literal["latin", "cyrillic", "arabic", "han", "hangul", "digits", "break"]

_UNIFY = str.maketrans({"ё": "е", "’": " ", "'": " ", "`": " ", "´": " ", "-": " ", "–": " ", "_": " ", "أ": "ا", "إ": "ا",
                        "آ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "\u0640": "", "\u200c": " ", "\u0307": ""})  # fmt: skip
_TASHKEEL = re.compile("[\u064b-\u0652]")
_ARTICLE = re.compile(r"(?<!\S)ال(?=\S{2})")
_FLAGS = re.compile(r"https?://\S+|--\w+(?:\s+[\d:.]+)?|<[^>]*>|:\d+(?:\.\d+)?(?=\))|\b\w+/\d+(?:\.\d+)?\b|\b\d+:\d+\b")
_SPANS: tuple[tuple[Script, str], ...] = (
    ("digits", r"\d+(?![\d.]*(?:mm|px|k\b|d\b|%|°))"),
    ("han", r"[\u3400-\u9fff\u3040-\u30ff々ー]+"),
    ("hangul", r"[\uac00-\ud7a3]+"),
    ("cyrillic", r"[\u0400-\u04ff]+"),
    ("arabic", r"[\u0600-\u06ff]+"),
    ("latin", r"[0-9]*[a-zß-ɏ&][a-zß-ɏ0-9&]*|\d+\w*"),
    ("break", r"[,.;:!?()\[\]{}|/\n、。,;:!?·…—\"«»“”„]+"),
)
_TOKEN = re.compile("|".join(f"(?P<{script}>{pattern})" for script, pattern in _SPANS))
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Token(NamedTuple):
    """A word in its one spelling, and the script it is written in."""

    text: str
    script: Script


def plain(text: str) -> str:
    """The text in the spelling that tables and prompts share: lower case, without apostrophes, hyphens and articles."""
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_UNIFY)
    return _ARTICLE.sub("", _TASHKEEL.sub("", lowered))


def unaccented(text: str) -> str:
    """Latin letters without their accents; other scripts untouched."""
    letters = (unicodedata.normalize("NFD", c)[0] if c < "\u0250" else c for c in text.translate(_LETTERS))
    return "".join(letters)


def without_umlauts(text: str) -> str:
    """The spelling of German on a keyboard without umlauts: "ä" as "ae"."""
    return text.translate(_UMLAUTS)


def tokens(prompt: str) -> list[Token]:
    """The words of a prompt in order; links, flags like `--ar 16:9` and weights like `:1.2` are dropped."""
    spelled = plain(_FLAGS.sub(" ", unicodedata.normalize("NFKC", prompt).replace("--ar", " --ar")))
    return [Token(m.group(), m.lastgroup) for m in _TOKEN.finditer(spelled)]  # type: ignore[arg-type]
