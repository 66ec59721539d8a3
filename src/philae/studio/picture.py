"""An order becomes a picture: pure, the same bytes for the same order and seed."""

import io
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from philae.studio import edit, label
from philae.studio.degree import guided, quality
from philae.studio.drawing import Bytes, Drawing, draw
from philae.studio.request import MIME, Request
from philae.studio.scene import PLACES, STYLES
from philae.studio.stage import Progress

Show = Callable[[bytes], object]
PREVIEWS = 128, 256, 512
"""The longer sides of the early pictures, in pixels."""
SHARE = 16
"""How many times smaller than the picture an early one is: all of them together cost a tenth of it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture and what is told about it."""

    bytes: bytes
    mime: str
    width: int
    height: int
    seed: int
    details: dict[str, Any]


def paint(request: Request, progress: Progress, show: Show = lambda _: None) -> Picture:
    """Paint an order. `show` gets small JPEGs on the way, each sharper. Raises Refused for what cannot be painted."""
    seed = secrets.randbelow(2**32) if request.seed is None else request.seed
    plain = request.operation == "generate" and not request.images
    drawn = _generate(request, seed % 2**32, progress, show) if plain else edit.apply(request, seed % 2**32, progress)
    rgb = drawn.rgb if request.operation in edit.EXACT else guided(drawn.rgb, request)
    made = label.encode(rgb, request.format, label.Origin(request.label, seed, edited=not plain))
    details = {"engine": "studio", "note": label.NOTE, "understood": drawn.understood, "unknown": list(drawn.unknown)}
    return Picture(made, MIME[request.format], rgb.shape[1], rgb.shape[0], seed, details)


def rehearse() -> Iterator[float]:
    """Paint small pictures of every kind so that all kernels are compiled; yields the share done after each."""
    orders = [Request(prompt=f"{place}, {style}, fox", width=96, height=96) for place, style in _variety()]
    orders += edit.rehearsal()
    for done, order in enumerate(orders, 1):
        paint(order, lambda _: None)
        yield done / len(orders)


def _variety() -> Iterator[tuple[str, str]]:
    for number, place in enumerate(PLACES):
        yield place, STYLES[number % len(STYLES)]


def _generate(request: Request, seed: int, progress: Progress, show: Show) -> Drawing:
    width, height = request.width or 1024, request.height or 1024
    for side in PREVIEWS:
        shrink = side / max(width, height)
        if shrink**2 <= 1 / SHARE:
            small = draw(
                request.prompt, seed, round(width * shrink), round(height * shrink), 0.5, lambda _: progress(0.0)
            )
            show(_jpeg(small.rgb))
    return draw(request.prompt, seed, width, height, quality(request), progress)


def _jpeg(rgb: Bytes) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=80)
    return out.getvalue()
