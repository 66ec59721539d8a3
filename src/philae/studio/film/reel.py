"""Frames become a file: MP4 with H.264, which every player reads, or WebM with VP9; both say where they come from."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import av
import numpy as np
from numpy.typing import NDArray

from philae.studio.label import Origin, tags

RATE = 24
"""Frames a second."""
CODECS = {
    "mp4": ("libx264", {"preset": "veryfast", "crf": "20"}, {"movflags": "+faststart+use_metadata_tags"}),
    "webm": ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "7", "crf": "31", "row-mt": "1"}, {}),
}
THREADS = 2
"""A fixed number: the same frames then give the same bytes on every machine."""


def encode(frames: Iterable[NDArray[np.uint8]], width: int, height: int, kind: str, origin: Origin) -> bytes:
    """The file with all frames [height,width,3] of even sides, its index in front where the format has one."""
    name, tuned, laid = CODECS[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{kind}"
        with av.open(str(path), "w", options=laid) as reel:
            reel.metadata.update(tags(origin))
            stream = cast("av.VideoStream", reel.add_stream(name, rate=RATE, options=tuned))
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.codec_context.thread_count = THREADS
            for frame in frames:
                reel.mux(stream.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
            reel.mux(stream.encode())
        return path.read_bytes()
