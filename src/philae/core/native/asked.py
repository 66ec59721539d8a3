"""Rows as a dialect: what a vendor's client asks."""

from collections.abc import Iterator
from typing import Any

from philae.core.blob import Blob
from philae.core.dialect import Inbound, Submission
from philae.core.errors import InvalidRequest
from philae.core.native.row import Lane, Row
from philae.core.request import Wish
from philae.core.size import is_ratio
from philae.core.task import Notify

LONGEST_URL = 2048
LINE = 300.0
"""Seconds for which a client waits who asks for the end."""


def decode(lane: Lane, row: Row, adds: dict[str, Any], inbound: Inbound) -> Submission:
    """What the client asks; what is empty was not given, but for a prompt. Raises `InvalidRequest`."""
    body = adds | _body(inbound)
    body = row.reads(body) if row.reads else body
    for names in row.needs:
        _need(body, names.split("|"))
    if len([name for name in row.one if body.get(name)]) > 1:
        message = f"only one of {', '.join(row.one)} may be given"
        raise InvalidRequest(message, param=row.one[0])
    model = _text(body, row.model) or row.default
    model = row.pick(model, body) if row.pick else model
    if not model and not row.parents:
        message = "a model is required"
        raise InvalidRequest(message, param=row.model)
    external = _text(body, row.external)
    held = (body.pop(row.holds, False) is True if row.holds else False) or not row.poll
    echo = {"row": row.path, "external": external, "asked": _asked(row, body), "held": held}
    notify = _notify(lane, row, _text(body, row.callback))
    common = {name: body.pop(field) for name, field in row.names.items() if field in body} | _size(row, body)
    n = _count(row, body)
    named = [name for name in row.media if name in body and not _described(body[name])]
    media = tuple((name, item) for name in named for item in _files(body.pop(name), name))
    renamed = (
        dict(row.names)
        | ({} if "aspect" in row.names else {"aspect": row.size})
        | dict.fromkeys(("width", "height"), row.size)
    )
    wish = Wish(model, lane.vendor or lane.name, common, media, body)
    row = row.profiled(model)
    wait = row.wait or (LINE if held else 0.0)
    return Submission(
        wish, n, notify, {k: v for k, v in renamed.items() if v}, wait, echo=echo, parent=_parent(row, inbound, body),
        external=external or "", resumes=row.resumes,
        backs=tuple((name, str(body[name])) for name in row.backs if name in body),
        refers=tuple((path, found) for path in row.refers for found in _named(body, path.split("."))),
    )  # fmt: skip


def _need(body: dict[str, Any], names: list[str]) -> None:
    """One of them is there. Raises `InvalidRequest`."""
    if not any(body.get(name) for name in names):
        message = f"{' or '.join(names)} is required"
        raise InvalidRequest(message, param=names[0], reasons=("missing",))


def _asked(row: Row, body: dict[str, Any]) -> dict[str, Any]:
    """Seconds, shape and size as the client has them: what is told until the file is there to be looked at."""
    fields = (row.names.get("seconds", ""), row.names.get("aspect", ""), row.size)
    return {name: body[name] for name in fields if isinstance(body.get(name), str | int)}


def _body(inbound: Inbound) -> dict[str, Any]:
    if inbound.form is None:
        return {k: v for k, v in inbound.json().items() if v not in ("", None) or k == "prompt"}
    body: dict[str, Any] = {}
    for key, value in inbound.form:
        name = key.removesuffix("[]")
        if isinstance(value, Blob) or key != name:
            body.setdefault(name, []).append(value)
        elif value or name == "prompt":
            body[name] = value
    return body


def _text(body: dict[str, Any], name: str) -> str | None:
    """Take a text field out of the body. Raises `InvalidRequest`."""
    value = body.pop(name, None) if name else None
    if isinstance(value, str | None):
        return value
    message = f"{name} must be a string"
    raise InvalidRequest(message, param=name)


def _notify(lane: Lane, row: Row, url: str | None) -> Notify | None:
    if not url:
        return None
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL:
        message = f"{row.callback} must be an http(s) URL of at most {LONGEST_URL} characters"
        raise InvalidRequest(message, param=row.callback)
    return Notify(url, lane.name, "", ("running", "done"))


def _size(row: Row, body: dict[str, Any]) -> dict[str, Any]:
    """Width and height, or the shape, where the field has them; any other word stays in the vendor's own."""
    if row.size and is_ratio(body.get(row.size)):
        return {"aspect": body.pop(row.size)}
    width, _, height = str(body.get(row.size, "")).partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(width + height) < 11):  # noqa: PLR2004
        return {}
    body.pop(row.size)
    return {"width": int(width), "height": int(height)}


def _count(row: Row, body: dict[str, Any]) -> int:
    value = body.pop(row.count, 1) if row.count else 1
    if str(value).isdecimal():
        return int(value)
    message = f"{row.count} must be a whole number"
    raise InvalidRequest(message, param=row.count)


def _described(value: Any) -> bool:
    """A list of objects says more of its files than that they are there: it stays as it is."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _files(value: Any, name: str) -> list[str | Blob]:
    """One file or several: uploaded, as text, or as an object that holds a link. Raises `InvalidRequest`."""
    items = value if isinstance(value, list) else [value]
    found = [
        next((i[k] for k in ("image_url", "url", "uri", "Url") if k in i), None) if isinstance(i, dict) else i
        for i in items
    ]
    if all(isinstance(item, str | Blob) for item in found):
        return [item for item in found if item]
    message = f"{name} must be a file, base64 or an http(s) URL"
    raise InvalidRequest(message, param=name)


def _parent(row: Row, inbound: Inbound, body: dict[str, Any]) -> str:
    """The earlier task, file or session that the request names."""
    for name in row.parents:
        found = inbound.path.get("id") if name == "{id}" else body.get(name)
        if isinstance(found, str) and found:
            return found
    return ""


def _named(value: Any, path: list[str]) -> Iterator[str]:
    """The texts there: of an object, or of each in a list."""
    for item in value if isinstance(value, list) else [value]:
        if path and isinstance(item, dict):
            yield from _named(item.get(path[0]), path[1:])
        elif not path and isinstance(item, str) and item:
            yield item
