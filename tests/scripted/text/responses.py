"""Responses, with their typed events."""

from collections.abc import Iterator
from typing import Any

import msgspec

from tests.scripted.text import chat
from tests.scripted.text.samples import sample
from tests.scripted.text.script import REFUSAL, Call, Request, Script, Tool, Used

Json = dict[str, Any]
SAMPLE = sample("responses")
WHOLE: Json = SAMPLE["whole"]


def read(body: Json, _: str) -> Request:
    """What is asked."""
    given = body["input"]
    tools = tuple(
        Tool(t["name"], t.get("parameters") or {}) for t in body.get("tools") or () if t["type"] == "function"
    )
    form = (body.get("text") or {}).get("format") or {}
    answered = isinstance(given, list) and given[-1].get("type") == "function_call_output"
    return Request(body["model"], bool(body.get("stream")), tools, form.get("schema"), answered)


def whole(script: Script) -> Json:
    """An answer in one."""
    return _response(script, [item for item, _ in _items(script)])


def _response(script: Script, output: list[Json]) -> Json:
    cut = {"length": "max_output_tokens", "filter": "content_filter"}.get(script.stop)
    told = WHOLE | {"model": script.model, "output": output}
    told |= {"usage": _usage(script.used) if script.used else None}
    return told | ({"status": "incomplete", "incomplete_details": {"reason": cut}} if cut else {})


def _usage(used: Used) -> Json:
    return {
        "input_tokens": used.read,
        "input_tokens_details": {"cached_tokens": used.cached},
        "output_tokens": used.wrote,
        "output_tokens_details": {"reasoning_tokens": used.thought},
        "total_tokens": used.read + used.wrote,
    }


def _items(script: Script) -> Iterator[tuple[Json, Call | None]]:
    """The output, each call's item with the call."""
    if script.thoughts:
        summary = [{"type": "summary_text", "text": script.thought}]
        yield SAMPLE["reasoning"] | {"summary": summary}, None
    if script.words:
        text = SAMPLE["message"]["content"][0] | {"text": script.text}
        part = {"type": "refusal", "refusal": REFUSAL} if script.stop == "refusal" else text
        yield SAMPLE["message"] | {"content": [part]}, None
    for call in script.calls:
        named = {"id": f"fc_{call.id}", "call_id": call.id, "name": call.name, "arguments": call.arguments}
        yield SAMPLE["call"] | named, call


def frames(script: Script, _: Request) -> list[bytes]:
    """The same answer as a stream of events."""
    started = _response(script, []) | {"status": "in_progress", "usage": None, "incomplete_details": None}
    told: list[tuple[str, Json]] = [
        ("response.created", {"response": started}),
        ("response.in_progress", {"response": started}),
    ]
    items = list(_items(script))
    for index, (item, call) in enumerate(items):
        told += _grown(item | {"status": "in_progress"}, call, script, index)
        told.append(("response.output_item.done", {"output_index": index, "item": item}))
    last = _response(script, [item for item, _ in items])
    told.append((f"response.{last['status']}", {"response": last}))
    return [_event(name, {"sequence_number": i} | fields) for i, (name, fields) in enumerate(told)]


def _event(name: str, fields: Json) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), msgspec.json.encode({"type": name} | fields))


def _grown(item: Json, call: Call | None, script: Script, index: int) -> list[tuple[str, Json]]:
    """The events between an item's begin and its end."""
    at: Json = {"item_id": item["id"], "output_index": index}
    if call:
        name = "response.function_call_arguments"
        pieces = [(f"{name}.delta", at | {"delta": piece}) for piece in call.pieces]
        return [_added(item | {"arguments": ""}, index), *pieces, (f"{name}.done", at | {"arguments": call.arguments})]
    if item["type"] == "reasoning":
        at |= {"summary_index": 0}
        part, name = {"type": "summary_text", "text": script.thought}, "response.reasoning_summary"
        return [
            _added(item | {"summary": []}, index),
            (f"{name}_part.added", at | {"part": part | {"text": ""}}),
            *((f"{name}_text.delta", at | {"delta": piece}) for piece in script.thoughts),
            (f"{name}_text.done", at | {"text": script.thought}),
            (f"{name}_part.done", at | {"part": part}),
        ]
    at |= {"content_index": 0}
    part = item["content"][0]
    word, name = ("refusal", "response.refusal") if part["type"] == "refusal" else ("text", "response.output_text")
    more: Json = {} if word == "refusal" else {"logprobs": []}
    return [
        _added(item | {"content": []}, index),
        ("response.content_part.added", at | {"part": part | {word: ""}}),
        *((f"{name}.delta", at | {"delta": piece} | more) for piece in script.words),
        (f"{name}.done", at | {word: part[word]} | more),
        ("response.content_part.done", at | {"part": part}),
    ]


def _added(item: Json, index: int) -> tuple[str, Json]:
    return "response.output_item.added", {"output_index": index, "item": item}


problem = chat.problem


def broken() -> bytes:
    """An error in the middle of a stream."""
    return _event(
        "error", {"sequence_number": 9, "code": "server_error", "message": "it broke for sk-secret", "param": None}
    )
