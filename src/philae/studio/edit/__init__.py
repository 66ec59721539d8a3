"""Operations on images that come in: one file each, and the table that finds them by name."""

import base64
import io
from collections.abc import Callable

import numpy as np
from PIL import Image

from philae.studio.drawing import Drawing
from philae.studio.edit.background import background
from philae.studio.edit.control import canny, depth
from philae.studio.edit.deblur import deblur
from philae.studio.edit.enlarge import enlarge
from philae.studio.edit.erase import erase
from philae.studio.edit.fill import fill
from philae.studio.edit.outpaint import outpaint
from philae.studio.edit.reference import image_prompt
from philae.studio.edit.revise import edit
from philae.studio.edit.try_on import try_on
from philae.studio.request import Input, Operation, Request
from philae.studio.stage import Progress

OPERATIONS: dict[Operation, Callable[[Request, int, Progress], Drawing]] = {
    "generate": image_prompt,
    "image_prompt": image_prompt,
    "edit": edit,
    "fill": fill,
    "erase": erase,
    "expand": outpaint,
    "outpaint": outpaint,
    "deblur": deblur,
    "canny": canny,
    "depth": depth,
    "try_on": try_on,
    "enlarge": enlarge,
    "background": background,
}
EXACT: frozenset[Operation] = frozenset({"fill", "erase", "expand", "outpaint"})
"""Operations that leave a part of their input untouched, so nothing may be done to the whole picture after them."""


def apply(request: Request, seed: int, progress: Progress) -> Drawing:
    """Do what the order asks with its images; raises Refused for images or parameters that cannot be used."""
    return OPERATIONS[request.operation](request, seed, progress)


def rehearsal() -> list[Request]:
    """Small orders that pass through every compiled kernel of these operations."""
    shade = (np.add.outer(np.arange(96), np.arange(96)) % 256).astype(np.uint8)
    image = Input(_png(np.stack([shade, shade.T, shade[::-1]], -1)))
    hole = np.zeros((96, 96), np.uint8)
    hole[40:60, 40:60] = 255
    return [
        Request(operation="erase", images=(image,), mask=_png(hole)),
        Request(operation="canny", prompt="lake", images=(image,)),
        Request(operation="deblur", images=(image,)),
    ]


def _png(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> str:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
