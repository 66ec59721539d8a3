"""Orders become films: size, length, format, label; they move, and the same seed moves the same way."""

import io
from functools import cache

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from philae.studio.making import make
from philae.studio.piece import Piece
from philae.studio.request import Input, Label, Refused, Request
from tests.studio.desk import encoded, landscape

SMALL = Request(
    operation="film", prompt="a boat on a lake in the rain", width=64, height=48, seconds=1 / 3, format="mp4", seed=4,
    label=Label("kling-v1", "task-7"),
)  # fmt: skip
Frames = NDArray[np.uint8]


@cache
def filmed(**changes: object) -> Piece:
    """The small film, with changes."""
    return make(Request(**{name: getattr(SMALL, name) for name in SMALL.__struct_fields__} | changes), lambda _: None)


def frames(piece: Piece) -> Frames:
    """All pictures of a film [n,h,w,3]."""
    with av.open(io.BytesIO(piece.bytes), "r") as reel:
        return np.stack(
            [frame.to_ndarray(format="rgb24").astype(np.uint8) for frame in reel.decode(reel.streams.video[0])]
        )


@pytest.mark.parametrize(("kind", "codec"), [("mp4", "h264"), ("webm", "vp9")])
def test_a_film_has_the_size_the_length_and_the_format_that_were_asked(kind: str, codec: str) -> None:
    """At 24 frames a second, and every frame can be decoded."""
    piece = filmed(format=kind)

    with av.open(io.BytesIO(piece.bytes)) as reel:
        assert reel.streams.video[0].codec_context.name == codec
        assert float(reel.streams.video[0].average_rate or 0) == 24
    assert (piece.mime, piece.width, piece.height) == (f"video/{kind}", 64, 48)
    assert frames(piece).shape == (8, 48, 64, 3)


def test_a_film_moves_and_a_seed_decides_how() -> None:
    """The last frame is another than the first; the same order gives the same bytes."""
    first, *_, last = frames(filmed()).astype(np.float32)

    assert np.abs(last - first).mean() > 2
    assert make(SMALL, lambda _: None).bytes == filmed().bytes != filmed(seed=5).bytes


def test_a_film_plays_before_it_is_all_there() -> None:
    """The index stands before the pictures."""
    body = filmed().bytes

    assert body.index(b"moov") < body.index(b"mdat")


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_film_says_what_made_it(kind: str) -> None:
    """Model, task and engine, in the file's metadata."""
    with av.open(io.BytesIO(filmed(format=kind).bytes)) as reel:
        told = str(reel.metadata)

    for part in ("kling-v1", "task-7", "studio", "procedural renderer, not a model", "no AI model took part"):
        assert part in told


def test_a_given_picture_is_the_first_frame() -> None:
    """In its own shape where no size is asked; the film then moves away from it."""
    picture = landscape(160, 128)
    piece = filmed(images=(Input(encoded(picture), "first"),), width=160, height=128, prompt="")
    first, *_, last = frames(piece).astype(np.float32)
    free = filmed(images=(Input(encoded(landscape(90, 160)), "first"),), width=None, height=None, seconds=0.04)

    assert np.abs(first - picture).mean() < 8
    assert np.abs(last - picture).mean() > np.abs(first - picture).mean()
    assert abs(free.width / free.height - 90 / 160) < 0.01


def test_the_preview_is_the_first_frame_and_progress_rises() -> None:
    """One small JPEG; the last word is that all is done."""
    shown, told = list[bytes](), list[float]()
    make(SMALL, told.append, shown.append)

    assert [body[:2] for body in shown] == [b"\xff\xd8"]
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_film_that_is_cancelled_stops() -> None:
    """At the next frame."""

    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(SMALL, stop)


@pytest.mark.parametrize("wrong", [{"format": "png"}, {"width": 4096, "height": 4096}])
def test_what_is_no_film_is_refused(wrong: dict[str, object]) -> None:
    """A picture's format, and a size beyond 1080p."""
    with pytest.raises(Refused):
        filmed(**wrong)
