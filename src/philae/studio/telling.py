"""An order becomes text: what a picture's pixels show, or which words of a prompt matter. It names what it is."""

import re
from collections.abc import Iterator

import numpy as np

from philae.studio.edit import look, photo
from philae.studio.edit.colour import oklab, shown
from philae.studio.piece import Piece, Show
from philae.studio.request import Refused, Request
from philae.studio.stage import Progress
from philae.studio.words.colours import COLOURS

NOTE = "Told by the offline twin from pixels and words; no AI model took part, and nothing was recognised."
MARKS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣")
SIDE = 96
"""Pixels of the small copy whose colours are named."""
SIDES = ("on the left", "in the middle", "on the right")
LIGHT = ("light from the left", "even light", "light from the right")
WORD, FLAG = re.compile(r"[\w'-]+"), re.compile(r"(^|\s)--?\w+(\s+[\w:.]+)?")
"""A prompt's words, and its flags such as `--ar 16:9`."""
LITTLE = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "by", "for", "with", "from", "very", "is", "are"]
)


def make(request: Request, seed: int, progress: Progress, _: Show) -> Piece:
    """Four texts about the picture that is given, else four shorter prompts. Raises Refused where there is neither."""
    given = photo.chosen(request, "input", "reference", "first")
    told = _shown(given) if given else _shorter(request.prompt)
    text = "\n\n".join(f"{mark} {line} (offline twin)" for mark, line in zip(MARKS, told, strict=True))
    details = {"engine": "studio", "note": NOTE, "said": {"text": text}}
    progress(1.0)
    return Piece(text.encode(), "text/plain", seed, details)


def _shown(given: photo.Photo) -> Iterator[str]:
    """Format, colours, light, and where something stands out."""
    width, height = given.size
    scale = SIDE / max(width, height)
    small = photo.fitted(given.rgb, max(round(width * scale), 8), max(round(height * scale), 8))
    lab = oklab(small)
    shape = "square" if width == height else "landscape" if width > height else "portrait"
    colours, bright = _colours(small), "bright" if float(lab[..., 0].mean()) > 0.6 else "dark"
    body = look.subject(lab)
    side = SIDES[
        int(2.99 * float((body.sum(0) * np.linspace(0, 1, body.shape[1])).sum() / max(float(body.sum()), 1e-6)))
    ]
    light = LIGHT[int(1.49 * (look.brighter_side(lab) + 1))]
    yield f"a {shape} picture of {width} by {height} pixels in {' and '.join(colours[:2])}"
    yield f"a {bright} picture, mostly {colours[0]}, something stands out {side}"
    yield f"{', '.join(colours)}, {light}"
    yield f"{shape} format, {bright}, {colours[0]} with {colours[-1]}, the weight {side}"


def _colours(small: photo.Bytes) -> list[str]:
    """At most three colours that most pixels are nearest to, the commonest first."""
    names, known = list(COLOURS), oklab(shown(np.array([list(COLOURS.values())], np.float32)))[0]
    pixels = oklab(small).reshape(-1, 3)
    nearest = ((pixels[:, None] - known) ** 2).sum(-1).argmin(1)
    count = np.bincount(nearest, minlength=len(names))
    return [names[n] for n in count.argsort()[::-1][:3] if count[n]]


def _shorter(prompt: str) -> Iterator[str]:
    """The prompt without its flags and little words, then with ever fewer of the others."""
    kept = [w for w in WORD.findall(FLAG.sub("", prompt)) if w.casefold() not in LITTLE]
    if not kept:
        raise Refused("invalid_request", "there is nothing to tell of: a picture or words are required", "prompt")
    for share in (1.0, 0.75, 0.5, 0.25):
        yield " ".join(kept[: max(round(share * len(kept)), 1)])
