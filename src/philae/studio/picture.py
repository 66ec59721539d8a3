"""An order becomes a picture: pure, the same bytes for the same order and seed."""

import io
from collections.abc import Iterator

from PIL import Image

from philae.studio import edit, label
from philae.studio.degree import guided, quality
from philae.studio.drawing import Bytes, Drawing, draw
from philae.studio.piece import Piece, Show
from philae.studio.request import MIME, Request
from philae.studio.scene import PLACES, STYLES
from philae.studio.stage import Progress

PREVIEWS = 128, 256, 512
"""The longer sides of the early pictures, in pixels."""
SHARE = 16
"""How many times smaller than the picture an early one is: all of them together cost a tenth of it."""


def paint(request: Request, seed: int, progress: Progress, show: Show) -> Piece:
    """Paint an order. `show` gets small JPEGs on the way, each sharper. Raises Refused for what cannot be painted."""
    plain = request.operation == "generate" and not request.images
    drawn = _generate(request, seed % 2**32, progress, show) if plain else edit.apply(request, seed % 2**32, progress)
    rgb = drawn.rgb if request.operation in edit.EXACT else guided(drawn.rgb, request)
    made = label.encode(rgb, request.format, label.Origin(request.label, seed, edited=not plain))
    details = {"engine": "studio", "note": label.NOTE, "understood": drawn.understood, "unknown": list(drawn.unknown)}
    return Piece(made, MIME[request.format], seed, details, rgb.shape[1], rgb.shape[0])


def rehearsal() -> list[Request]:
    """Small pictures of every kind, so that all kernels are compiled."""
    drawn = [Request(prompt=f"{place}, {style}, fox", width=96, height=96) for place, style in _variety()]
    return drawn + edit.rehearsal()


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
