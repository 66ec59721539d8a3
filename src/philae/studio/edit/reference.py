"""Pictures after a reference: its palette, its layout, and with more strength the reference itself."""

import numpy as np

from philae.studio import drawing
from philae.studio.degree import quality, strength
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, photo
from philae.studio.edit.smooth import blur
from philae.studio.request import Request
from philae.studio.stage import Floats, Progress

STRENGTH = 0.35
ALONE = 0.8


def image_prompt(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt in the manner of the reference; without a prompt, a variation of the reference."""
    references = [photo.opened(image.data).rgb for image in request.images]
    width, height = request.width or 1024, request.height or 1024
    prompt = request.prompt.strip() or told(references[0])
    drawn = drawing.draw(prompt, seed, width, height, quality(request), lambda x: progress(0.9 * x))
    share = strength(request, STRENGTH if request.prompt.strip() else ALONE)
    lab = colour.oklab(drawn.rgb)
    for reference in references:
        lab = influenced(lab, colour.oklab(photo.fitted(reference, width, height)), share / len(references) ** 0.5)
    return Drawing(colour.from_oklab(lab), drawn.depth, drawn.understood | {"references": str(len(references))}, drawn.unknown)


def influenced(lab: Floats, model: Floats, share: float) -> Floats:
    """Bring an Oklab picture towards a model of the same size; `share` 0 leaves it, 1 is nearly the model."""
    if share <= 0:
        return lab
    toned = colour.transfer(lab, model, 0.35 + 0.65 * share)
    wide = max(lab.shape[:2]) / (14 + 26 * share)
    layout = (blur(model, wide) - blur(toned, wide)) * np.float32([0.75, 1, 1])
    toned = toned + layout * (0.15 + 0.8 * share)
    itself = np.clip((share - 0.6) / 0.4, 0, 1) * 0.85
    return (toned + (model - toned) * itself).astype(np.float32)


def told(rgb: Bytes) -> str:
    """A prompt for a picture that comes alone: a place and a time of day whose colours are near to it."""
    lab = colour.oklab(rgb[:: max(rgb.shape[0] // 64, 1), :: max(rgb.shape[1] // 64, 1)])
    light, _, warm = lab.mean((0, 1))
    low = lab[len(lab) // 2 :].mean((0, 1))
    place = "snow" if low[0] > 0.78 and np.hypot(low[1], low[2]) < 0.05 else "meadow"
    if low[2] < -0.03:
        place = "lake"
    elif low[2] > 0.06 and low[1] > -0.01:
        place = "desert"
    time = "night" if light < 0.3 else "sunset" if warm > 0.04 else "day"
    return f"{place}, {time}"
