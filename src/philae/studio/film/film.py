"""An order becomes a film: the layers once, then each frame through the moving camera, then the file."""

import io
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from philae.studio import label
from philae.studio.edit import photo
from philae.studio.film.camera import path
from philae.studio.film.layers import Layers, drawn, given
from philae.studio.film.reel import RATE, encode
from philae.studio.film.warp import frame
from philae.studio.finish.weather import Fall, fallen, falling
from philae.studio.piece import Piece, Show
from philae.studio.request import MIME, Refused, Request
from philae.studio.stage import Progress
from philae.studio.words import read

SECONDS = 5.0
USUAL = (1280, 720)
LARGEST = 1920 * 1080
SCENE = 0.12
"""The share of the work that the layers are."""
PREVIEW = 512


def make(request: Request, seed: int, progress: Progress, show: Show) -> Piece:
    """Film an order; `show` gets the first frame, small. Raises Refused for what cannot be filmed."""
    if request.format not in ("mp4", "webm"):
        raise Refused("invalid_request", "a film is mp4 or webm", "format")
    first = photo.chosen(request, "first", "input", "reference")
    width, height = _size(request, first)
    start = lambda x: progress(SCENE * x)  # noqa: E731
    layers = given(first, width, height) if first else drawn(request.prompt, seed, width, height, start)
    show(_small(layers))
    seconds = request.seconds or SECONDS
    fall = [] if first else falling(read(request.prompt, seed), width, height, seed)
    origin = label.Origin(request.label, seed, edited=first is not None)
    made = encode(_frames(layers, seconds, seed, fall, progress), width, height, request.format, origin)
    details = {"engine": "studio", "note": label.NOTE, "understood": layers.understood, "unknown": list(layers.unknown)}
    return Piece(made, MIME[request.format], seed, details, width, height)


def rehearsal() -> Request:
    """A small film that compiles the kernels."""
    return Request(
        operation="film", prompt="a boat on a lake in the snow", width=96, height=64, seconds=0.2, format="mp4"
    )


def _frames(
    layers: Layers, seconds: float, seed: int, fall: list[Fall], progress: Progress
) -> Iterator[NDArray[np.uint8]]:
    moments = path(seconds, max(round(seconds * RATE), 1), seed)
    for done, moment in enumerate(moments, 1):
        picture = frame(layers, moment)
        fallen(picture, fall, moment.time)
        yield picture
        progress(SCENE + (1 - SCENE) * done / len(moments))


def _size(request: Request, first: photo.Photo | None) -> tuple[int, int]:
    """Even sides: as asked, else in the shape of the given picture, at about 720p; at most 1080p."""
    if request.width and request.height:
        width, height = float(request.width), float(request.height)
    elif first:
        shape = first.size[0] / first.size[1]
        width, height = (USUAL[0] * USUAL[1] * shape) ** 0.5, (USUAL[0] * USUAL[1] / shape) ** 0.5
    else:
        width, height = USUAL
    if width * height > LARGEST:
        raise Refused("invalid_request", "a film has at most 1920×1080 pixels", "width")
    return max(round(width / 2) * 2, 2), max(round(height / 2) * 2, 2)


def _small(layers: Layers) -> bytes:
    """The first frame as a small JPEG."""
    picture, out = Image.fromarray(frame(layers, path(1.0, 1, 0)[0])), io.BytesIO()
    picture.thumbnail((PREVIEW, PREVIEW))
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
