"""`python -m philae.engine.stills FD`: pictures of a film, in a process of its own for the reasons of `probe`."""

import io
import os
from collections.abc import Iterator

import av
import msgspec
from av.error import FFmpegError
from PIL import Image

from philae.engine.aide import serve
from philae.engine.photographer import Stills
from philae.engine.probe import OPTIONS

THUMB, CELL = 640, 240
"""The longer side of the one picture, and of each of several, in pixels."""
COLUMNS, ROWS = 4, 4
EARLY = 0.1
"""Where in the film the one picture is: films often begin in the dark."""


def taken(fd: int) -> Stills:
    """The pictures, by their places in the film."""
    with os.fdopen(os.dup(fd), "rb") as file:
        file.seek(0)
        try:
            with av.open(file, "r", options=OPTIONS) as container:
                stream = container.streams.video[0]
                early = next(_frames(container, stream, [EARLY]))
                places = [place / (COLUMNS * ROWS) for place in range(COLUMNS * ROWS)]
                return Stills(
                    _encoded(_small(early, THUMB), "WEBP"),
                    _encoded(_sheet([*_frames(container, stream, places)]), "JPEG"),
                )
        except (FFmpegError, IndexError, StopIteration, TypeError, ValueError) as error:
            return Stills(fault=repr(error)[:200])


def _frames(
    container: "av.container.InputContainer", stream: "av.VideoStream", places: list[float]
) -> Iterator[Image.Image]:
    """The frames at those parts of the film, 0 is its beginning; where it stops early, its last one."""
    length = (container.duration or 0) / av.time_base
    last: av.VideoFrame | None = None
    for place in places:
        container.seek(int(place * length * av.time_base))
        for frame in container.decode(stream):
            last = frame
            if frame.time >= place * length:
                break
        if last is not None:
            yield Image.fromarray(last.to_ndarray(format="rgb24"))


def _small(picture: Image.Image, side: int) -> Image.Image:
    """Its longer side at most that long."""
    shrink = min(1.0, side / max(picture.size))
    return picture.resize(
        (max(round(picture.width * shrink), 1), max(round(picture.height * shrink), 1)), Image.Resampling.LANCZOS
    )


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    """All of them, in rows."""
    small = [_small(picture, CELL) for picture in pictures]
    width, height = small[0].size
    sheet = Image.new("RGB", (COLUMNS * width, ROWS * height))
    for place, picture in enumerate(small):
        sheet.paste(picture, (place % COLUMNS * width, place // COLUMNS * height))
    return sheet


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, quality=85)
    return out.getvalue()


if __name__ == "__main__":
    serve(lambda fd: msgspec.msgpack.encode(taken(fd)))
