"""Sounds of the twin: as long as asked, heard, labelled, and the same again by their seed."""

import io

import av
import numpy as np
import pytest

from philae.studio.making import make
from philae.studio.piece import Piece
from philae.studio.request import Format, Label, Operation, Refused, Request


def heard(operation: Operation, prompt: str, form: Format = "mp3", seconds: float | None = None) -> Piece:
    """What is made of it."""
    label = Label("kling-text-to-audio", "task-9")
    asked = Request(operation=operation, prompt=prompt, format=form, seconds=seconds, seed=4, label=label)
    return make(asked, lambda _: None)


@pytest.mark.parametrize(
    ("operation", "prompt", "form", "seconds"),
    [
        ("sound", "rain on a roof", "mp3", 3.0),
        ("sound", "rain on a roof", "wav", 3.0),
        ("speech", "Hello there. How are you?", "wav", 2.7),
        ("speech", "你好世界", "mp3", 1.2),
    ],
)
def test_a_sound_lasts_and_says_what_it_is(operation: Operation, prompt: str, form: Format, seconds: float) -> None:
    """Loud but not clipped, of that form, with its origin in the comment."""
    made = heard(operation, prompt, form, seconds if operation == "sound" else None)
    with av.open(io.BytesIO(made.bytes), "r") as tape:
        comment = tape.metadata["comment"]
        frames = [frame.to_ndarray().ravel() for frame in tape.decode(audio=0)]
        rate = tape.streams.audio[0].rate
    wave = np.concatenate(frames)
    loud = wave.astype(np.float64) / (1 if wave.dtype == np.float32 else 32768)

    assert made.mime == {"mp3": "audio/mpeg", "wav": "audio/wav"}[form]
    assert len(wave) / rate == pytest.approx(seconds, abs=0.3)
    assert 0.5 < np.abs(loud).max() < 1.0
    assert float(np.sqrt((loud**2).mean())) > 0.02
    assert "no AI model took part, and no words are said" in comment
    assert "kling-text-to-audio" in comment


def test_the_same_order_sounds_the_same() -> None:
    """And another prompt otherwise; a picture's format is refused."""
    assert heard("sound", "wind", seconds=1).bytes == heard("sound", "wind", seconds=1).bytes
    assert heard("sound", "wind", seconds=1).bytes != heard("sound", "sea", seconds=1).bytes
    with pytest.raises(Refused):
        heard("sound", "wind", "png")
