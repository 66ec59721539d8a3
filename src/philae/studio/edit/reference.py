"""Pictures after a reference: its palette, its layout, and with more strength the reference itself."""

import numpy as np

from philae.studio import drawing
from philae.studio.degree import quality, strength
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, look, photo
from philae.studio.edit.seam import banded
from philae.studio.edit.smooth import blur, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.request import Request
from philae.studio.stage import Floats, Progress

STRENGTH = 0.35
ALONE = 0.8
ITSELF = 0.6
EMPTY = 0.01


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
    told_ = drawn.understood | {"references": str(len(references))}
    return Drawing(colour.from_oklab(lab), drawn.depth, told_, drawn.unknown)


def influenced(lab: Floats, model: Floats, share: float) -> Floats:
    """Bring an Oklab picture towards a model of the same size: tones, then layout, and from 0.6 on the model's subject.

    The model is never mixed in evenly, which would look like a double exposure.
    """
    if share <= 0:
        return lab
    toned = colour.transfer(lab, model, 0.35 + 0.65 * share)
    wide = max(lab.shape[:2]) / (14 + 10 * share)
    layout = (blur(model, wide) - blur(toned, wide)) * vec(0.75, 1, 1)
    toned = toned + layout * (0.15 + 0.6 * share)
    if share <= ITSELF:
        return toned.astype(np.float32)
    body = look.subject(model)
    if float(body.mean()) < EMPTY:
        # No subject to keep: its sky and land change places with the drawing's where the two are alike.
        body = smoothstep(0.05, 0.6, look.nearness(model))
    soft = np.clip((share - ITSELF) / 0.15, 0, 1) * body
    return banded(toned, model, soft.astype(np.float32), 4)


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
