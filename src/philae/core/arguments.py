"""Tool arguments as an object, for formats that have one where ours are the JSON text that the model wrote."""

from typing import Any

import msgspec

BROKEN = "INVALID_JSON"
"""Anthropic's own advice for arguments that are no JSON (docs: fine-grained tool streaming)."""


def as_object(text: str) -> Any:
    """The arguments read; text that is no JSON object is put into one."""
    try:
        value = msgspec.json.decode(text.strip() or "{}")
    except msgspec.MsgspecError:
        return {BROKEN: text}
    return value if isinstance(value, dict) else {BROKEN: text}


def as_raw(text: str) -> Any:
    """The same to be sent on: the text as it came where it is an object, so that nothing of it is written anew."""
    value = as_object(text)
    return value if BROKEN in value else msgspec.Raw((text.strip() or "{}").encode())
