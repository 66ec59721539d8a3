"""The list of models in OpenAI's shape: GET /v1/models and /v1/models/{id}."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from philae.core.dialect import Reply


class Listed(Struct, frozen=True):
    """A model as it is listed: when it came, in Unix seconds, 0 if not known, and the formats that serve it, if told."""

    id: str
    owner: str = ""
    created: int = 0
    endpoints: tuple[str, ...] = ()


def listing(models: Iterable[Listed]) -> Reply:
    """All models: OpenAI's list has one page."""
    return Reply(200, {"object": "list", "data": [entry(model) for model in models]})


def entry(model: Listed) -> dict[str, Any]:
    """One model, as GET /v1/models/{id} answers."""
    told = {"id": model.id, "object": "model", "created": model.created, "owned_by": model.owner or "philae"}
    return told | ({"supported_endpoint_types": list(model.endpoints)} if model.endpoints else {})
