"""A file on its way in or out: inline, at a URL, or kept by us under a handle."""

import base64
import binascii
from typing import Literal

from msgspec import Struct

from philae.core.errors import UnprocessableInput

HANDLE = "blob:"


class Blob(Struct, frozen=True, omit_defaults=True):
    """Exactly one of `key` (our storage), `url` and `data` says where the bytes are; the rest is known once kept."""

    key: str | None = None
    url: str | None = None
    data: bytes | None = None
    mime: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    duration: float = 0.0

    @classmethod
    def parse(cls, text: str, param: str = "image") -> "Blob":
        """Read a handle of ours, an http(s) URL, a `data:` URI or bare base64. Raises `UnprocessableInput`."""
        if is_handle(text):
            return _unpack(text)
        if text.startswith(("http://", "https://")):
            return cls(url=text)
        mime = ""
        if text.startswith("data:"):
            head, _, text = text.partition(",")
            mime = head[5:].partition(";")[0]
        try:
            # Google's clients write base64 in its form for URLs.
            return cls(data=base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True), mime=mime)
        except (binascii.Error, ValueError) as error:
            message = f"{param} is neither an http(s) URL nor valid base64"
            raise UnprocessableInput(message, param=param) from error

    def handle(self) -> str:
        """The kept blob as one string, which stands in stored params: `blob:key;mime;size;width;height`, then seconds if any."""
        lasting = f";{self.duration:g}" if self.duration else ""
        return f"{HANDLE}{self.key};{self.mime};{self.size};{self.width};{self.height}{lasting}"


def is_handle(text: str) -> bool:
    """Whether the text is a handle of ours, as it stands in stored params."""
    return text.startswith(f"{HANDLE}in/") and text.count(";") in (4, 5)


def _unpack(text: str) -> Blob:
    key, mime, size, width, height, *seconds = text.removeprefix(HANDLE).split(";")
    lasting = float(seconds[0]) if seconds else 0.0
    return Blob(key=key, mime=mime, size=int(size), width=int(width), height=int(height), duration=lasting)


class Inline(Struct, frozen=True):
    """A leaf of an `HttpCall` body that the sender fills with the blob's bytes in that form.

    `alpha-file` is a mask (white: repaint) sent as OpenAI wants it: a PNG that is transparent there.
    """

    blob: Blob
    form: Literal["base64", "data-uri", "file", "alpha-file"] = "base64"
    name: str = "image"
