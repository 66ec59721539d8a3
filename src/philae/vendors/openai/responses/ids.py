"""Ids: a response's, and its items', which follow from it, so that a stream and its stored copy agree."""

from hashlib import sha256

from philae.core.ids import uuid7

PREFIXES = {
    "message": "msg",
    "reasoning": "rs",
    "function_call": "fc",
    "function_call_output": "fco",
    "custom_tool_call": "ctc",
    "custom_tool_call_output": "ctco",
    "image_generation_call": "ig",
}


def response_id(told: str) -> str:
    """`resp_…`: as it was told, or made of another format's id; a fresh one if there is none."""
    if told.startswith("resp_"):
        return told
    return f"resp_{sha256(told.encode()).hexdigest()[:48] if told else uuid7().hex}"


def item_id(kind: str, response: str, index: int) -> str:
    """The id of the response's item at that place: `msg_…`, `fc_…`, `rs_…`, `ctc_…`."""
    return f"{PREFIXES[kind]}_{response.removeprefix('resp_')}{index:02x}"


def fresh(kind: str) -> str:
    """An id for an item that came without one."""
    return f"{PREFIXES.get(kind, 'item')}_{uuid7().hex}"


def now() -> int:
    """Seconds since 1970, read off a fresh id: for a vendor that does not tell when it began."""
    return int(uuid7().int >> 80) // 1000
