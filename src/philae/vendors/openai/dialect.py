"""OpenAI's Images API as we serve it, for every image model of the catalogue; the line is held for the result."""

from collections.abc import Callable
from typing import Any

import msgspec

from philae.core.blob import Blob
from philae.core.dialect import Create, Dialect, Inbound, Submission
from philae.core.errors import InvalidRequest
from philae.vendors.openai import drawn, video
from philae.vendors.openai.answer import encode, error, frames
from philae.vendors.openai.asked import Picture, submission

PICTURES = {"image": "image", "images": "image", "mask": "mask"}


def generation(inbound: Inbound) -> Submission:
    """POST /v1/images/generations. Raises `InvalidRequest`."""
    fields, pictures = _read(inbound)
    if not fields.get("prompt"):
        message = "a prompt is required"
        raise InvalidRequest(message, param="prompt")
    return submission(fields, pictures)


def edit(inbound: Inbound) -> Submission:
    """POST /v1/images/edits, as multipart or JSON. Raises `InvalidRequest`."""
    fields, pictures = _read(inbound)
    if not any(name != "mask" for name, _ in pictures):
        message = "an image to edit is required"
        raise InvalidRequest(message, param="image")
    return submission(fields, pictures)


def _read(inbound: Inbound) -> tuple[dict[str, Any], list[Picture]]:
    """Fields and pictures of either kind of body; what is empty was not given."""
    pairs = list(inbound.json().items()) if inbound.form is None else list(inbound.form)
    fields: dict[str, Any] = {}
    pictures: list[Picture] = []
    for key, value in pairs:
        # Clients send several files as `image`, `image[]` or `image[0]`.
        name = key.partition("[")[0]
        if name in PICTURES or isinstance(value, Blob):
            items = value if isinstance(value, list) else [value]
            pictures += [(PICTURES.get(name, name), _picture(item, name)) for item in items if item]
        elif value not in (None, ""):
            fields[key] = value
    return fields, pictures


def _picture(item: Any, name: str) -> str | Blob:
    """A file, a string, or OpenAI's `{"image_url": …}`. Raises `InvalidRequest`."""
    if isinstance(item, dict):
        item = item.get("image_url")
        item = item.get("url") if isinstance(item, dict) else item
    if isinstance(item, str | Blob):
        return item
    message = f"{name} must be a file, a URL, base64, or an object with image_url"
    raise InvalidRequest(message, param=name)


def _create(path: str, decode: Callable[[Inbound], Submission], kind: str) -> tuple[Create, Create]:
    """The endpoint with and without `/v1`, which some clients' base URLs lack."""
    bare = Create(path, decode, encode, frames(kind))
    return msgspec.structs.replace(bare, path=f"/v1{path}"), bare


DIALECT = Dialect(
    "openai",
    endpoints=(
        *_create("/images/generations", generation, "image_generation"),
        *_create("/images/edits", edit, "image_edit"),
        *drawn.ENDPOINTS,
        *video.ENDPOINTS,
    ),
    error=error,
    paths=(
        *("/v1/images/", "/images/", "/v1/chat/", "/chat/", "/v1/completions", "/completions", "/v1/embeddings"),
        *("/embeddings", "/v1/rerank", "/rerank", "/v1/videos", "/videos"),
    ),
)
