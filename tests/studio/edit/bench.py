"""What the tests of image operations work with: a plain picture, and an order painted in this process."""

import io
from typing import Any

import numpy as np
from PIL import Image

from philae.studio.making import make
from philae.studio.piece import Piece
from philae.studio.request import Input, Request
from tests.studio.desk import encoded, landscape

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
SCENE = landscape()


def painted(
    operation: str, prompt: str = "", *images: tuple[str, Bytes], mask: Bytes | None = None, **more: Any
) -> Piece:
    """The order's picture, as PNG unless said otherwise."""
    inputs = tuple(Input(encoded(pixels), role) for role, pixels in images)
    shown = None if mask is None else encoded(mask)
    order = {"format": "png", "seed": 3, "images": inputs, "mask": shown} | more
    return make(Request(operation=operation, prompt=prompt, **order), lambda _: None)  # type: ignore[arg-type]


def pixels(picture: Piece) -> Bytes:
    """The picture's pixels [h,w,3]."""
    return np.asarray(Image.open(io.BytesIO(picture.bytes)).convert("RGB"))


def difference(one: Bytes, other: Bytes) -> float:
    """Mean absolute difference in levels."""
    return float(np.abs(one.astype(np.float64) - other).mean())


def box(top: int, bottom: int, left: int, right: int) -> Bytes:
    """A mask of the scene's size, white in the box."""
    mask = np.zeros(SCENE.shape[:2], np.uint8)
    mask[top:bottom, left:right] = 255
    return mask
