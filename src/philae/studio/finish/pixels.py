"""Pixel art: few large squares in few colours."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from philae.studio.finish.blur import enlarged
from philae.studio.finish.paint import saturated
from philae.studio.stage import Floats

_SQUARES = 144
_COLOURS = 40
_BAYER = np.array(((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5)), np.float32) / 16 - np.float32(0.47)


def pixel(picture: Floats, _depth: Floats, _seed: int) -> Floats:
    """The picture in about 144 squares on its short side, in 40 of its own colours with ordered dithering."""
    h, w, _ = picture.shape
    size = max(2, round(min(h, w) / _SQUARES))
    rows, columns = max(1, round(h / size)), max(1, round(w / size))
    vivid = saturated(_contrasted(_means(picture, rows, columns)), 1.30)
    pattern = np.tile(_BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns, None] * np.float32(0.028)
    palette = Image.fromarray(_bytes(vivid)).quantize(_COLOURS, Image.Quantize.MEDIANCUT, kmeans=2)
    few = Image.fromarray(_bytes(vivid + pattern)).quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    squares = np.asarray(few, np.float32) / np.float32(255)
    return squares[(np.arange(h) * rows // h)[:, None], (np.arange(w) * columns // w)[None, :]]


def _means(picture: Floats, rows: int, columns: int) -> Floats:
    h, w, _ = picture.shape
    ys, xs = np.arange(rows) * h // rows, np.arange(columns) * w // columns
    if rows == h and columns == w:
        return enlarged(picture, rows, columns)
    area = np.diff(np.append(ys, h))[:, None] * np.diff(np.append(xs, w))[None, :]
    sums = np.add.reduceat(np.add.reduceat(picture, ys, 0), xs, 1)
    return (sums / area[..., None]).astype(np.float32)


def _contrasted(squares: Floats) -> Floats:
    """Each square a little farther from its neighbours, as an artist would separate them."""
    padded = np.pad(squares, ((1, 1), (1, 1), (0, 0)), mode="edge")
    near = (padded[2:, 1:-1] + padded[:-2, 1:-1] + padded[1:-1, 2:] + padded[1:-1, :-2]) * np.float32(0.25)
    out: Floats = np.clip(squares + (squares - near) * np.float32(0.55), 0, 1)
    return out


def _bytes(picture: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
