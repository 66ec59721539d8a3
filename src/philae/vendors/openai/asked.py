"""What pictures a client of OpenAI's asks for, whatever endpoint it names them at: a wish in OpenAI's words."""

import re
from typing import Any

from philae.core.blob import Blob
from philae.core.dialect import Submission
from philae.core.errors import InvalidRequest
from philae.core.request import Wish

Picture = tuple[str, str | Blob]

HOLD = 600.0
NATIVE = ("gpt-image", "chatgpt-image")
CANONICAL = {"prompt": "prompt", "seed": "seed", "aspect_ratio": "aspect"}
ECHOED = ("size", "quality", "background")
RENAMED = {"width": "size", "height": "size"}
# Pixels; or the words of Seedream and SeedEdit, which share these paths.
PIXELS = re.compile(r"(\d{1,5})x(\d{1,5})")
NAMED_SIZES = ("1K", "2K", "3K", "4K", "adaptive")


def submission(fields: dict[str, Any], pictures: list[Picture]) -> Submission:
    """What the client asked; every field that has no place of its own stays in the client's words."""
    model = fields.pop("model", None)
    if not isinstance(model, str):
        message = "a model is required"
        raise InvalidRequest(message, param="model")
    echo = {name: fields[name] for name in ECHOED if name in fields}
    if partials := _whole(fields.pop("partial_images", 0), "partial_images", 0, 3):
        echo["partial_images"] = partials
    echo["response_format"] = _delivery(fields.pop("response_format", None), model)
    if any(name == "mask" for name, _ in pictures):
        echo["mask_is"] = "alpha"
    n = _whole(fields.pop("n", 1), "n", 1, 10)
    stream = fields.pop("stream", False) in (True, "true")
    common = {"n": n} | _size(fields) | _format(fields)
    common |= {name: fields.pop(own) for own, name in CANONICAL.items() if own in fields}
    wish = Wish(model, "openai", common, tuple(pictures), fields)
    return Submission(wish, n, renamed=RENAMED, wait=HOLD, stream=stream, echo=echo)


def _delivery(asked: Any, model: str) -> str:
    """How pictures are delivered: the GPT image models know base64 only, all others give links unless asked."""
    if asked is None:
        return "b64_json" if model.rpartition("/")[2].startswith(NATIVE) else "url"
    if asked not in ("url", "b64_json"):
        message = "response_format must be url or b64_json"
        raise InvalidRequest(message, param="response_format")
    return str(asked)


def _size(fields: dict[str, Any]) -> dict[str, int]:
    """Width and height from `size`. A named size stays where it is; `auto` is nothing."""
    size = fields.get("size", "auto")
    if size in NAMED_SIZES:
        return {}
    fields.pop("size", None)
    if size == "auto":
        return {}
    if isinstance(size, str) and (pixels := PIXELS.fullmatch(size)):
        return {"width": int(pixels[1]), "height": int(pixels[2])}
    message = "size must be WIDTHxHEIGHT in pixels, or auto"
    raise InvalidRequest(message, param="size")


def _format(fields: dict[str, Any]) -> dict[str, Any]:
    """The canonical format from `output_format`."""
    value = fields.pop("output_format", None)
    return {} if value is None else {"format": "jpeg" if value == "jpg" else value}


def _whole(value: Any, name: str, least: int, most: int) -> int:
    """A whole number, which multipart gives as text. Raises `InvalidRequest`."""
    text = str(value)
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    message = f"{name} must be a whole number from {least} to {most}"
    raise InvalidRequest(message, param=name)
