"""A wave becomes a file: MP3, or WAV; both say where they come from."""

import io
from typing import cast

import av
import numpy as np

from philae.studio.label import Origin, tags
from philae.studio.sound.synth import RATE, Wave

CODECS = {"mp3": "libmp3lame", "wav": "pcm_s16le"}


def encode(wave: Wave, kind: str, origin: Origin, note: str) -> bytes:
    """The file with that wave [n], -1 to 1."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as tape:
        tape.metadata.update(tags(origin, note))
        stream = cast("av.AudioStream", tape.add_stream(CODECS[kind], rate=RATE, layout="mono"))
        frame = av.AudioFrame.from_ndarray((wave[None] * 32767).astype(np.int16), "s16p", "mono")
        frame.sample_rate = RATE
        tape.mux(stream.encode(frame))
        tape.mux(stream.encode())
    return out.getvalue()
