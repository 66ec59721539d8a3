"""What an edit prompt asks for: its verbs and adjustments here, what it names by the studio's own reader of words."""

import re
from dataclasses import dataclass

from philae.studio import words
from philae.studio.scene import RGB, Scene
from philae.studio.words.colours import COLOUR_WORDS, COLOURS

# English, German, French, Spanish, Italian; stems match any ending.
VERBS: dict[str, str] = {
    "remove": (
        "remove|delete|erase|get rid of|without the|entfern|lösch|ohne d|enlève|enlever|supprim|efface|"
        "quita|elimina|borra|rimuov|togli"
    ),
    "replace": (
        "replace|turn .* into|swap|ersetz|verwandel|tausch|remplac|transforme|reemplaz|sustitu|sostitu|trasforma"
    ),
    "add": (
        r"add|insert|put|place|include|with an? |füge|hinzu|setz|stell|mit ein|ajout|insère|mets|"
        r"avec une? |añad|agrega|pon |inserta|con una? |aggiung|metti|inserisci"
    ),
}
ADJUSTMENTS: dict[str, str] = {
    "monochrome": (
        "black.and.white|black & white|monochrom|greyscale|grayscale|schwarz.?wei|noir et blanc|"
        "blanco y negro|bianco e nero"
    ),
    "sepia": "sepia|sépia|seppia",
    "blur_background": (
        "(blur|unscharf|flou|desenfo|sfoca|bokeh).*(background|hintergrund|fond|fondo|sfondo|arrière)|"
        "(background|hintergrund|fondo|sfondo|arrière.plan).*(blur|unscharf|flou|desenfo|sfoca)|bokeh|"
        "shallow depth of field"
    ),
    "blur": r"blur|weichzeich|unscharf|flou|desenfo|sfoca|soft focus",
    "brighten": "bright|lighter|heller|hell mach|plus clair|éclairci|más clar|brillant|aclara|più chiar|schiari",
    "darken": r"darken|darker|dunkler|abdunkel|plus sombre|assombri|oscurec|más oscur|scurisci|più scur",
    "contrast": "contrast|kontrast|contrasto",
    "vivid": "vivid|saturat|colou?rful|vibrant|farbenfroh|kräftig|gesättigt|satur|vif|vives|vívid|vivac",
    "muted": "muted|desaturat|washed.out|faded|entsättig|blasser|désatur|désatur|apagad|desatur|smorzat",
    "warm": r"\bwarm|wärmer|chaleureu|chaud|cálid|\bcald",
    "cool": r"\bcool|\bcold|\bkühl|\bkalt|\bfroid|\bfría|\bfrío|\bfredd",
    "sharpen": "sharpen|sharper|crisp|schärf|plus net|nítid|enfoc|nitid",
    "sky": r"\bsky\b|himmel|\bciel\b|\bcielo\b",
    "background": "background|hintergrund|arrière.plan|\\bfond\\b|\\bfondo\\b|sfondo",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A prompt as read: the verbs in it, the adjustments, and the scene that its words name."""

    verbs: frozenset[str]
    adjustments: frozenset[str]
    scene: Scene
    tint: RGB | None

    def says(self, *names: str) -> bool:
        """Whether the words named the scene's place, time, weather, … rather than left it to chance."""
        return any(name in self.scene.understood for name in names)

    @property
    def colour(self) -> RGB | None:
        """The colour named, of a thing or of the picture."""
        named = next((s.colour for s in self.scene.subjects if s.colour), None) or self.scene.palette
        # "Noir" and "black and white" name no colour.
        return named or (None if self.says("style") or "monochrome" in self.adjustments else self.tint)

    @property
    def told(self) -> dict[str, str]:
        """What the words named, without the picture that the studio chose because they named none."""
        return {name: text for name, text in self.scene.understood.items() if name != "picture"}


def read(prompt: str, seed: int) -> Wish:
    """Read a prompt in the languages above (what is named: in all that the studio reads)."""
    text = prompt.lower()
    found = {name for table in (VERBS, ADJUSTMENTS) for name, words in table.items() if re.search(words, text)}
    if "blur_background" in found:
        found -= {"blur", "background"}
    scene = words.read(prompt, seed)
    return Wish(frozenset(found & VERBS.keys()), frozenset(found & ADJUSTMENTS.keys()), scene, _tint(text))


def _tint(text: str) -> RGB | None:
    """The first colour word of the text in any language, also one that belongs to no noun that can be drawn."""
    words = {word: name for name, by in COLOUR_WORDS.items() for told in by.values() for word in told.split(", ")}
    places = {text.find(word): words[word] for word in sorted(words, key=len) if _stands(word, text)}
    return COLOURS[places[min(places)]] if places else None


def _stands(word: str, text: str) -> bool:
    """Whether the text has the word; in scripts with spaces, as a word of its own."""
    return word in text and (ord(word[0]) > 0x2E80 or re.search(rf"\b{re.escape(word)}\b", text) is not None)
