"""`python -m philae.engine.probe FD`: says what a film or a sound is, in a process of its own.

FFmpeg reads what strangers made, and its builds carry libraries under the GPL: both are reasons to keep it out of a worker.
"""

import os

import av
import msgspec
from av.error import FFmpegError
from msgspec import Struct

from philae.engine.aide import serve

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,wav,mp3,aac,ogg,flac"
"""What is read at all; lists of other files (HLS, concat), which would be opened too, are not among it."""
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "pipe"}
MIMES = {"matroska,webm": "webm", "wav": "wav", "mp3": "mpeg", "aac": "aac", "ogg": "ogg", "flac": "flac"}
"""FFmpeg's name of a format → the second half of its type; all of the first line above are MP4 or QuickTime."""


class Found(Struct, frozen=True):
    """What it is: pixels and seconds, 0 where there are none; or what is wrong with it."""

    mime: str = ""
    width: int = 0
    height: int = 0
    duration: float = 0.0
    fault: str = ""


def probe(fd: int) -> Found:
    """Read the head and decode one picture or one piece of sound: a file that stops there is none."""
    with os.fdopen(os.dup(fd), "rb") as file:
        file.seek(0)
        head = file.read(12)
        file.seek(0)
        try:
            with av.open(file, "r", options=OPTIONS) as container:
                films = [s for s in container.streams.video if not s.disposition & s.disposition.attached_pic]
                stream = films[0] if films else container.streams.audio[0]
                next(container.decode(stream))
                kind = "video" if films else "audio"
                brand = "quicktime" if head[8:10] == b"qt" and films else "mp4"
                size = (films[0].width, films[0].height) if films else (0, 0)
                return Found(f"{kind}/{MIMES.get(container.format.name, brand)}", *size, _seconds(container, stream))
        except (FFmpegError, IndexError, StopIteration, ValueError) as error:
            return Found(fault=repr(error)[:200])


def _seconds(container: "av.container.InputContainer", stream: "av.VideoStream | av.AudioStream") -> float:
    if container.duration:
        return round(container.duration / av.time_base, 3)
    return round(float(stream.duration * stream.time_base), 3) if stream.duration and stream.time_base else 0.0


if __name__ == "__main__":
    serve(lambda fd: msgspec.json.encode(probe(fd)))
