"""Small films that scripted vendors deliver, made once."""

import io
import wave
from functools import cache

import av
import numpy as np

RATE = 8


@cache
def clip(seconds: int, width: int = 320, height: int = 192) -> bytes:
    """An MP4 of that many seconds and that size."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(seconds * RATE):
            shade = np.full((height, width, 3), number * 7 % 256, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


@cache
def sound(seconds: int) -> bytes:
    """A WAV of that many seconds of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(16000 * seconds))
    return out.getvalue()
