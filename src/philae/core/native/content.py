"""What several vendors write in `content`: a text, and files by their roles, as a field each, and back.

{"type": "text", "text": "a fox"}  ↔  prompt
{"type": "image_url", "image_url": {"url": …}, "role": "last_frame"}  ↔  last_frame
"""

from collections.abc import Iterator
from typing import Any

from philae.core.errors import InvalidRequest

Roles = dict[str, tuple[str, ...]]
"""Type of a file → what such a file may be; without a role it is the first of them. Of references there may be many."""
MANY = "reference_"


def reads(roles: Roles, body: dict[str, Any]) -> dict[str, Any]:
    """The body with a field for each thing in `content`. Raises `InvalidRequest`."""
    content = body.get("content", [])
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        message = "content must be a list of objects"
        raise InvalidRequest(message, param="content")
    found: dict[str, Any] = {}
    for name, value in (thing for item in content for thing in _things(roles, item)):
        if name == "prompt":
            found[name] = f"{found[name]}\n{value}" if name in found else value
        elif name.startswith(MANY):
            found.setdefault(name, []).append(value)
        elif name in found:
            message = f"there is more than one {name}: give each picture its role"
            raise InvalidRequest(message, param="content")
        else:
            found[name] = value
    return found | {name: value for name, value in body.items() if name != "content"}


def _things(roles: Roles, item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and value of what an item is."""
    kind = item.get("type")
    inner = item.get(kind) if isinstance(kind, str) else None
    if kind == "text" and isinstance(inner, str):
        yield "prompt", inner
    elif kind in roles and isinstance(inner, dict) and isinstance(inner.get("url"), str):
        role = item.get("role") or roles[kind][0]
        if role not in roles[kind]:
            message = f"the role of an item of type {kind} must be one of {', '.join(roles[kind])}"
            raise InvalidRequest(message, param="content")
        yield role, inner["url"]
    else:
        *most, last = ("text", *roles)
        message = f"content has an item that is none of {', '.join(most)} and {last} as documented"
        raise InvalidRequest(message, param="content")


def writes(roles: Roles, fields: dict[str, Any]) -> dict[str, Any]:
    """The vendor's body: what belongs into `content` stands there, in the order in which prompts count pictures."""
    given = dict(fields)
    prompt = given.pop("prompt", "")
    content: list[dict[str, Any]] = [{"type": "text", "text": prompt}] if prompt else []
    for kind, names in roles.items():
        for role in names:
            value = given.pop(role, None)
            urls = value if isinstance(value, list) else [value] if value else []
            content += [{"type": kind, kind: {"url": url}, "role": role} for url in urls]
    return {"content": content} | given
