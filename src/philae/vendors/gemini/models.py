"""The model list in Google's shape: `/v1beta/models`, a page at a time, and one model."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from philae.core.dialect import Reply
from philae.core.errors import InvalidRequest, ModelNotFound

USUAL, MOST = 50, 1000
CHAT = ("generateContent", "streamGenerateContent", "countTokens")
EMBED = ("embedContent", "batchEmbedContents")


class Listed(Struct, frozen=True):
    """A model as it is listed. `methods` are what it may be asked for; the limits are tokens, 0 if not known."""

    id: str
    title: str = ""
    description: str = ""
    methods: tuple[str, ...] = CHAT
    input_limit: int = 0
    output_limit: int = 0


def page(models: Sequence[Listed], query: Mapping[str, str]) -> Reply:
    """`pageSize` models from `pageToken` on, which is the id of the first. Raises `InvalidRequest`."""
    size = _size(query.get("pageSize") or query.get("page_size") or str(USUAL))
    token = query.get("pageToken") or query.get("page_token") or ""
    start = next((n for n, model in enumerate(models) if model.id == token), None) if token else 0
    if start is None:
        raise InvalidRequest("no page begins there", param="pageToken")
    rest = models[start + size : start + size + 1]
    body: dict[str, Any] = {"models": [_model(model) for model in models[start : start + size]]}
    return Reply(200, body | ({"nextPageToken": rest[0].id} if rest else {}))


def one(models: Sequence[Listed], name: str) -> Reply:
    """The model of that name, with or without `models/` before it. Raises `ModelNotFound`."""
    found = next((model for model in models if model.id == name.removeprefix("models/")), None)
    if not found:
        raise ModelNotFound(f"models/{name.removeprefix('models/')} is not found", param="model")
    return Reply(200, _model(found))


def _model(model: Listed) -> dict[str, Any]:
    limits = {"inputTokenLimit": model.input_limit, "outputTokenLimit": model.output_limit}
    return {
        "name": f"models/{model.id}",
        "version": "001",
        "displayName": model.title or model.id,
        "description": model.description,
        **{name: value for name, value in limits.items() if value},
        "supportedGenerationMethods": list(model.methods),
    }


def _size(text: str) -> int:
    """At most 1000, as at Google."""
    if not text.isascii() or not text.isdigit():
        raise InvalidRequest("pageSize must be a whole number", param="pageSize")
    return min(int(text) or USUAL, MOST)
