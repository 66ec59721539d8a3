"""Enlarge: the same picture with longer sides, its edges sharpened again."""

import numpy as np
from PIL import Image

from philae.studio.drawing import Drawing
from philae.studio.edit import colour, photo
from philae.studio.edit.deblur import restored
from philae.studio.request import Refused, Request
from philae.studio.stage import Progress

LARGEST = 4096
SHARPER = 0.45
"""The blur that enlarging by 1 would leave, in pixels."""


def enlarge(request: Request, seed: int, progress: Progress) -> Drawing:
    """`extra["desired_increase"]` times as wide and high (default 2); raises Refused for what becomes too large."""
    image, times = photo.first(request, "image", "input"), round(request.number("desired_increase", 2))
    width, height = (side * times for side in image.size)
    if max(width, height) > LARGEST:
        raise Refused("invalid_request", f"the result may be at most {LARGEST} pixels a side")
    large = Image.fromarray(image.rgb).resize((width, height), Image.Resampling.LANCZOS)
    lab = colour.oklab(np.asarray(large))
    lab[..., 0] = restored(np.ascontiguousarray(lab[..., 0]), SHARPER * times, progress)
    del seed
    return Drawing(colour.from_oklab(lab), understood={"enlarged": f"{times} times"})
