"""What stands in `content`: the prompt with parameters behind it, pictures by their roles, and back (reference, 6.2).

{"type": "text", "text": "a fox --ratio 16:9"}  ↔  prompt, ratio
{"type": "image_url", "image_url": {"url": …}, "role": "last_frame"}  ↔  last_frame
"""

import re
from collections.abc import Iterator
from typing import Any

from philae.core.errors import InvalidRequest

SUFFIX = re.compile(r"(?:^|\s)--(\w+)[ =]+(\S+)")
"""A parameter behind the prompt."""
LONG = ("resolution", "ratio", "duration", "frames", "framespersecond", "seed", "watermark")
NAMES = {name: name for name in LONG} | {"camerafixed": "camera_fixed", "cf": "camera_fixed", "fps": "framespersecond"}
NAMES |= {"rs": "resolution", "rt": "ratio", "dur": "duration", "wm": "watermark"}
"""Ark's long and short names for them (docs.acedata.cloud, seedance-videos) → ours."""
ONE = ("first_frame", "last_frame")
MANY = ("reference_image", "reference_video", "reference_audio")
ROLES = {
    "image_url": (*ONE, "reference_image"),
    "video_url": ("reference_video",),
    "audio_url": ("reference_audio",),
}
"""What a file of that type may be; without a role it is the first of them."""


def reads(body: dict[str, Any]) -> dict[str, Any]:
    """The body with a field for each thing in `content`. Raises `InvalidRequest`."""
    content = body.get("content", [])
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        message = "content must be a list of objects"
        raise InvalidRequest(message, param="content")
    found: dict[str, Any] = {}
    for name, value in (thing for item in content for thing in _things(item)):
        if name == "prompt":
            found[name] = f"{found[name]}\n{value}" if name in found else value
        elif name in MANY:
            found.setdefault(name, []).append(value)
        elif name in found:
            message = f"there is more than one {name}: give each picture its role"
            raise InvalidRequest(message, param="content")
        else:
            found[name] = value
    text, behind = _parted(str(found.get("prompt", "")))
    found |= {"prompt": text} if text else {}
    return behind | found | {name: value for name, value in body.items() if name != "content"}


def _things(item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and value of what an item is."""
    kind = item.get("type")
    inner = item.get(kind) if isinstance(kind, str) else None
    if kind == "text" and isinstance(inner, str):
        yield "prompt", inner
    elif kind in ROLES and isinstance(inner, dict) and isinstance(inner.get("url"), str):
        role = item.get("role") or ROLES[kind][0]
        if role not in ROLES[kind]:
            message = f"the role of an item of type {kind} must be one of {', '.join(ROLES[kind])}"
            raise InvalidRequest(message, param="content")
        yield role, inner["url"]
    else:
        message = "content has an item that is none of text, image_url, video_url and audio_url as documented"
        raise InvalidRequest(message, param="content")


def _parted(text: str) -> tuple[str, dict[str, Any]]:
    """The prompt itself, and the parameters that stand behind it; a word that is none stays."""
    found = {NAMES[name]: _value(word) for name, word in SUFFIX.findall(text) if name in NAMES}
    rest = SUFFIX.sub(lambda match: "" if match[1] in NAMES else match[0], text)
    return rest.strip(), found


def _value(word: str) -> Any:
    """A word as JSON would have it."""
    if word in ("true", "false"):
        return word == "true"
    return int(word) if re.fullmatch(r"-?\d{1,12}", word) else word


def writes(fields: dict[str, Any]) -> dict[str, Any]:
    """The vendor's body: what belongs into `content` stands there, in the order in which prompts count pictures."""
    given = dict(fields)
    prompt = given.pop("prompt", "")
    content: list[dict[str, Any]] = [{"type": "text", "text": prompt}] if prompt else []
    for kind, roles in ROLES.items():
        for role in roles:
            value = given.pop(role, None)
            urls = value if isinstance(value, list) else [value] if value else []
            content += [{"type": kind, kind: {"url": url}, "role": role} for url in urls]
    rest = {
        name: value for name, value in given.items() if name not in ("framespersecond", "draft")
    }  # there is but one
    return {"content": content} | rest
