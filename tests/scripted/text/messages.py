"""Anthropic's messages."""

from collections.abc import Iterator
from typing import Any

import msgspec

from tests.scripted.text.samples import sample
from tests.scripted.text.script import Request, Script, Tool, Used

Json = dict[str, Any]
SAMPLE = sample("messages")
WHOLE: Json = SAMPLE["whole"]
STOPS = {"stop": "end_turn", "length": "max_tokens", "tools": "tool_use", "refusal": "refusal", "filter": "refusal"}
KINDS = {
    400: "invalid_request_error", 401: "authentication_error", 402: "billing_error", 403: "permission_error",
    404: "not_found_error", 429: "rate_limit_error", 529: "overloaded_error",
}  # fmt: skip
COUNTED = msgspec.json.encode(SAMPLE["counted"])


def read(body: Json, _: str) -> Request:
    """What is asked."""
    tools = tuple(Tool(t["name"], t["input_schema"]) for t in body.get("tools") or () if "input_schema" in t)
    form = (body.get("output_config") or {}).get("format") or {}
    last = body["messages"][-1]["content"]
    answered = isinstance(last, list) and any(block["type"] == "tool_result" for block in last)
    return Request(body["model"], bool(body.get("stream")), tools, form.get("schema"), answered)


def whole(script: Script) -> Json:
    """An answer in one."""
    told = WHOLE | {"model": script.model, "content": [block for block, _ in _blocks(script)]}
    told |= {"stop_reason": STOPS[script.stop]}
    return told | {"usage": _usage(script.used) if script.used else {}}


def _usage(used: Used) -> Json:
    told = {
        "input_tokens": used.read - used.cached,
        "cache_read_input_tokens": used.cached,
        "output_tokens": used.wrote,
    }
    return dict(WHOLE["usage"]) | told


def _blocks(script: Script) -> Iterator[tuple[Json, list[Json]]]:
    """Each block, and the deltas that it grows by."""
    if script.thoughts:
        signed = {"type": "signature_delta", "signature": SAMPLE["signature"]}
        deltas: list[Json] = [{"type": "thinking_delta", "thinking": piece} for piece in script.thoughts]
        yield {"type": "thinking", "thinking": script.thought, "signature": SAMPLE["signature"]}, [*deltas, signed]
    if script.words:
        deltas = [{"type": "text_delta", "text": piece} for piece in script.words]
        yield {"type": "text", "text": script.text}, deltas
    for call in script.calls:
        given = {"input": msgspec.json.decode(call.arguments)}
        deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in ["", *call.pieces]]
        yield {"type": "tool_use", "id": f"toolu_{call.id}", "name": call.name} | given, deltas


EMPTY: dict[str, Json] = {
    "thinking": {"thinking": "", "signature": ""},
    "text": {"text": ""},
    "tool_use": {"input": {}},
}


def frames(script: Script, _: Request) -> list[bytes]:
    """The same answer as a stream of events."""
    started = whole(script) | {"content": [], "stop_reason": None}
    if script.used:
        started["usage"] = started["usage"] | {"output_tokens": 1}
    told: list[Json] = [{"type": "message_start", "message": started}]
    for index, (block, deltas) in enumerate(_blocks(script)):
        empty = block | EMPTY[block["type"]]
        told.append({"type": "content_block_start", "index": index, "content_block": empty})
        told += [{"type": "ping"}] if not index else []
        told += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        told.append({"type": "content_block_stop", "index": index})
    delta = {"stop_reason": STOPS[script.stop], "stop_sequence": None}
    spent = {"usage": {"output_tokens": script.used.wrote}} if script.used else {}
    told += [{"type": "message_delta", "delta": delta} | spent, {"type": "message_stop"}]
    return [_event(fields) for fields in told]


def _event(fields: Json) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (fields["type"].encode(), msgspec.json.encode(fields))


def _problem(status: int) -> Json:
    said = {"type": KINDS.get(status, "api_error"), "message": f"it said {status} to key sk-secret"}
    return dict(SAMPLE["error"]) | {"error": said}


def problem(status: int) -> bytes:
    """An error."""
    return msgspec.json.encode(_problem(status))


def broken() -> bytes:
    """An error in the middle of a stream."""
    return _event(_problem(529))
