"""The model list in Anthropic's shape."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from philae.core.dialect import Reply
from philae.core.errors import InvalidRequest

USUAL, MOST = 20, 1000
UNKNOWN = datetime.fromtimestamp(0, UTC)
"""What Anthropic says of a model whose day of release is not known."""


class Listed(Struct, frozen=True):
    """A model as a list shows it."""

    id: str
    name: str = ""
    created: datetime = UNKNOWN
    deprecated: bool = False


def listing(models: Sequence[Listed], query: Mapping[str, str]) -> Reply:
    """GET /v1/models with `limit`, `after_id` or `before_id`. Raises `InvalidRequest`."""
    limit = _limit(query.get("limit", ""))
    ids = [model.id for model in models]
    if before := query.get("before_id"):
        stop = _place(ids, before, "before_id")
        start = max(0, stop - limit)
        more = start > 0
    else:
        after = query.get("after_id")
        start = _place(ids, after, "after_id") + 1 if after else 0
        stop = start + limit
        more = stop < len(ids)
    shown = [entry(model) for model in models[start:stop]]
    first, last = (shown[0]["id"], shown[-1]["id"]) if shown else (None, None)
    return Reply(200, {"data": shown, "has_more": more, "first_id": first, "last_id": last})


def entry(model: Listed) -> dict[str, Any]:
    """One model, as GET /v1/models/{id} answers."""
    created = model.created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.name or model.id,
        "created_at": created,
        "lifecycle": "deprecated" if model.deprecated else "active",
    }


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise InvalidRequest(f"must be a whole number from 1 to {MOST}", param="limit")
    return int(text)


def _place(ids: list[str], ident: str, param: str) -> int:
    if ident not in ids:
        raise InvalidRequest("no model of that id is in the list", param=param)
    return ids.index(ident)
