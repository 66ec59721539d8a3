"""Conversations that are kept: what the layer that stores responses needs of their shapes.

A stored response is its input items, with ids, and the response object as it ended.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from philae.core.errors import InvalidRequest, NotFound
from philae.vendors.openai.responses.ids import fresh
from philae.vendors.openai.responses.wire import Raw

REFERENCE = "item_reference"
PAGE, MOST = 20, 100
# These items have a status; one that a client sends is over.
ENDED = frozenset({"message", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output"})


def items(body: Raw) -> list[Raw]:
    """The input items of a request, each with a type, an id, its content as a list. References stay references."""
    given = body.get("input")
    if given is None:
        return []
    if isinstance(given, str):
        given = [{"role": "user", "content": given}]
    return [_normal(item) for item in given]


def continued(previous_input: Iterable[Raw], previous_output: Iterable[Raw], body: Raw) -> Raw:
    """The request with the whole conversation as its input. Instructions are the request's own, as the vendor has it."""
    rest = {name: value for name, value in body.items() if name != "previous_response_id"}
    return rest | {"input": [*previous_input, *previous_output, *items(body)]}


def references(body: Raw) -> list[str]:
    """The ids of stored items that a request refers to."""
    given = body.get("input")
    return [str(item.get("id")) for item in given if _refers(item)] if isinstance(given, list) else []


def resolved(body: Raw, stored: Mapping[str, Raw]) -> Raw:
    """The request with the stored items in place of their references. Raises `NotFound` for one that is not there."""
    given = body.get("input")
    if not isinstance(given, list):
        return body
    return body | {"input": [_stored(item, stored) if _refers(item) else item for item in given]}


def page(kept: list[Raw], query: Mapping[str, str]) -> Raw:
    """`GET /v1/responses/{id}/input_items`: newest first unless `order=asc`. Raises `InvalidRequest`."""
    order, after = query.get("order", "desc"), query.get("after")
    if order not in {"asc", "desc"}:
        raise InvalidRequest("order must be asc or desc", param="order")
    ordered = kept if order == "asc" else kept[::-1]
    if after:
        places = [i for i, item in enumerate(ordered) if item["id"] == after]
        if not places:
            raise InvalidRequest("after must be the id of an item in the list", param="after")
        ordered = ordered[places[0] + 1 :]
    limit = _limit(query.get("limit", str(PAGE)))
    data = ordered[:limit]
    ends = {"first_id": data[0]["id"] if data else None, "last_id": data[-1]["id"] if data else None}
    return {"object": "list", "data": data, **ends, "has_more": len(ordered) > limit}


def deleted(name: str) -> Raw:
    """`DELETE /v1/responses/{id}`."""
    return {"id": name, "object": "response", "deleted": True}


def canceled(stored: Raw) -> Raw:
    """`POST /v1/responses/{id}/cancel`: the stored response, which ends here."""
    return stored | {"status": "cancelled"}


def _normal(item: Any) -> Raw:
    """One item. Raises `InvalidRequest`."""
    if not isinstance(item, dict):
        raise InvalidRequest("input must be a text or a list of items", param="input")
    kind = item.get("type") or ("message" if "role" in item else REFERENCE)
    if kind == REFERENCE:
        return item | {"type": kind}
    normal = {"type": kind, **item} | {"id": item.get("id") or fresh(kind)}
    normal |= {"status": item.get("status") or "completed"} if kind in ENDED else {}
    if kind == "message":
        normal["content"] = _content(item)
    elif kind == "reasoning":
        normal["summary"] = item.get("summary") or []
    return normal


def _content(message: Raw) -> list[Raw]:
    """A message's content as a list, with what each part must have."""
    said = message.get("role") == "assistant"
    given = message.get("content")
    if isinstance(given, str):
        given = [{"type": "output_text" if said else "input_text", "text": given}]
    return [_noted(part) for part in given or ()]


def _noted(part: Raw) -> Raw:
    """What the model said has a list of citations, a picture its detail."""
    match part.get("type"):
        case "output_text":
            return {"annotations": [], **part}
        case "input_image":
            return {"detail": "auto", **part}
    return part


def _refers(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type", REFERENCE) == REFERENCE and "role" not in item


def _stored(item: Raw, stored: Mapping[str, Raw]) -> Raw:
    name = str(item.get("id"))
    if name not in stored:
        raise NotFound(f"Item with id '{name}' not found.", param="input")
    return stored[name]


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST:
        return int(text)
    raise InvalidRequest(f"limit must be a whole number from 1 to {MOST}", param="limit")
