"""Background: what stands in the middle stays, and the prompt is drawn behind it."""

import numpy as np

from philae.studio import drawing
from philae.studio.drawing import Drawing
from philae.studio.edit import colour, look, photo
from philae.studio.request import Request
from philae.studio.stage import Progress


def background(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt at the picture's size and lay its subject, or what is not transparent in it, over that."""
    image = photo.first(request, "image", "input")
    lab = colour.oklab(image.rgb)
    cut = look.subject(lab) if image.alpha is None else np.asarray(image.alpha / 255, np.float32)
    width, height = image.size
    drawn = drawing.draw(request.prompt, seed, width, height, 0.75, progress)
    mixed = colour.oklab(drawn.rgb) * (1 - cut[..., None]) + lab * cut[..., None]
    return Drawing(colour.from_oklab(mixed), None, drawn.understood, drawn.unknown)
