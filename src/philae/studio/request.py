"""One order for a picture, a film, a shape, a sound or a text, as the gateway sends it: decoded once, strictly, and handed on as a value."""

import base64
import binascii
from typing import Annotated, Any, Literal

import msgspec

Operation = Literal[
    "generate",
    "image_prompt",
    "edit",
    "fill",
    "expand",
    "outpaint",
    "canny",
    "depth",
    "erase",
    "deblur",
    "try_on",
    "enlarge",
    "background",
    "film",
    "mesh",
    "sound",
    "speech",
    "describe",
]
Format = Literal["jpeg", "png", "webp", "mp4", "webm", "glb", "obj", "stl", "mp3", "wav"]
Side = Annotated[int, msgspec.Meta(ge=64, le=4096)]
MIME: dict[Format, str] = {
    "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "mp4": "video/mp4", "webm": "video/webm",
    "glb": "model/gltf-binary", "obj": "model/obj", "stl": "model/stl", "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip


class Refused(Exception):
    """What cannot be done, with a stable `code` and a message for the person who asked; `param` is the field at fault."""

    def __init__(self, code: str, message: str, param: str = "") -> None:
        """Keep all; the message is also the exception's text."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.param = param


class Label(msgspec.Struct, frozen=True):
    """What the file says about its origin; nothing secret."""

    model: str = ""
    task: str = ""
    served_by: str = "studio"


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An image that came with the order: its part in it (`input`, `reference`, `control`, `person`, …) and base64."""

    data: str
    role: str = "input"


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a picture, a film or a sound of so many `seconds`, a shape or a text is made from.

    Without `width` and `height` an operation on an image keeps that image's size. `steps` and `guidance` count relative
    to `extra["default_steps"]` and `extra["default_guidance"]`; `strength` 0..1 is how closely a reference is followed.
    """

    operation: Operation = "generate"
    prompt: str = ""
    width: Side | None = None
    height: Side | None = None
    seed: int | None = None
    format: Format = "jpeg"
    seconds: Annotated[float, msgspec.Meta(gt=0, le=20)] | None = None
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    images: tuple[Input, ...] = ()
    mask: str | None = None
    extra: dict[str, Any] = {}
    label: Label = Label()

    def number(self, name: str, otherwise: float) -> float:
        """A numeric entry of `extra`; refuses what is not a number."""
        value = self.extra.get(name)
        if value is None:
            return otherwise
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused("invalid_request", f"{name} must be a number")
        return float(value)


def decode(body: bytes) -> Request:
    """Read a JSON body; raises Refused("invalid_request") that names the field."""
    try:
        return msgspec.json.decode(body, type=Request)
    except msgspec.DecodeError as wrong:
        raise Refused("invalid_request", str(wrong)) from wrong


def unpack(data: str) -> bytes:
    """Bytes of a base64 text, with or without a `data:` prefix; raises Refused("invalid_image")."""
    try:
        return base64.b64decode(data.partition(",")[2] if data.startswith("data:") else data)
    except (binascii.Error, ValueError) as wrong:
        raise Refused("invalid_image", "the image is not valid base64") from wrong
