"""What a file really is, whatever its sender says: pictures are opened, films and sounds probed, shapes known by their heads."""

import io
from typing import NamedTuple

import msgspec
from msgspec import Struct
from PIL import Image, UnidentifiedImageError

from philae.core.errors import UpstreamError
from philae.core.request import Kind
from philae.engine.aide import IDLE, Aide

MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
SUFFIX = {
    "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/svg+xml": "svg",
    "video/mp4": "mp4", "video/webm": "webm", "video/quicktime": "mov",
    "audio/mpeg": "mp3", "audio/wav": "wav", "audio/mp4": "m4a", "audio/aac": "aac", "audio/ogg": "ogg", "audio/flac": "flac",
    "model/gltf-binary": "glb", "model/obj": "obj", "model/stl": "stl", "model/vnd.usdz+zip": "usdz",
    "application/zip": "zip", "application/octet-stream": "bin",
}  # fmt: skip
"""Type → the ending of a file's name."""
HEADS: tuple[tuple[bytes, str], ...] = (
    (b"glTF", "model/gltf-binary"),
    (b"PK\x03\x04", "application/zip"),
    (b"Kaydara FBX Binary", "application/octet-stream"),
    (b"solid ", "model/stl"),
    (b"# ", "model/obj"),
    (b"mtllib ", "model/obj"),
    (b"o ", "model/obj"),
    (b"v ", "model/obj"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
)
"""How files begin that no library of ours opens."""
HEAD = 64


class Seen(NamedTuple):
    """What a file really is; pixels and seconds are 0 where it has none."""

    mime: str
    width: int = 0
    height: int = 0
    duration: float = 0.0


class Found(Struct, frozen=True):
    """The prober's answer."""

    mime: str = ""
    width: int = 0
    height: int = 0
    duration: float = 0.0
    fault: str = ""


class Prober(Aide):
    """Looks at films and sounds."""

    def __init__(self, idle: float = IDLE) -> None:
        """No process yet."""
        super().__init__("philae.engine.probe", idle)

    async def look(self, file: int, kind: Kind) -> Seen:
        """What the open file is. Raises `UpstreamError` if it is not of that kind."""
        try:
            found = msgspec.json.decode(await self.ask(file), type=Found)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            found = Found(fault=repr(error))
        if not found.mime.startswith(f"{kind}/"):
            article = "an audio file" if kind == "audio" else f"a {kind}"
            message = f"the vendor delivered something that is not {article}"
            raise UpstreamError(message, detail=found.fault or found.mime)
        return Seen(found.mime, found.width, found.height, found.duration)


def look(data: bytes, side: int | None = None) -> Seen:
    """Open the picture, every pixel of it. Raises `UpstreamError` if it is none, or larger than `side` pixels."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if side and max(image.size) > side:
                raise UpstreamError("the picture is larger than it may be")
            image.load()
            return Seen(MIMES[image.format or ""], *image.size)
    except (UnidentifiedImageError, OSError, KeyError, ValueError, Image.DecompressionBombError) as error:
        message = "the vendor delivered something that is not an image"
        raise UpstreamError(message, detail=repr(error)) from error


def known(head: bytes, said: str) -> Seen:
    """What a file is that begins like that; `said` is what its vendor calls it. Raises `UpstreamError` for a web page."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n")
    if text[:5].lower() in (b"<html", b"<!doc"):
        message = "the vendor delivered a web page in place of a file"
        raise UpstreamError(message, detail=repr(head))
    mime = next((mime for start, mime in HEADS if text.startswith(start)), "application/octet-stream")
    zipped = mime == "application/zip" and said == "model/vnd.usdz+zip"
    return Seen(said if said in SUFFIX and (zipped or mime == "application/octet-stream") else mime)
