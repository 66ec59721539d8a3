"""Chat completions, as OpenAI and the vendors that follow it answer."""

from typing import Any

import msgspec

from tests.scripted.text.samples import sample
from tests.scripted.text.script import REFUSAL, Request, Script, Tool, Used

STOPS = {"stop": "stop", "length": "length", "tools": "tool_calls", "refusal": "stop", "filter": "content_filter"}
KINDS = {401: "invalid_api_key", 402: "insufficient_quota", 429: "rate_limit_exceeded", 500: "server_error"}
Json = dict[str, Any]
SAMPLE = sample("chat")
WHOLE: Json = SAMPLE["whole"]


def read(body: Json, _: str) -> Request:
    """What is asked."""
    tools = tuple(
        Tool(t["function"]["name"], t["function"].get("parameters") or {})
        for t in body.get("tools") or ()
        if t["type"] == "function"
    )
    form = body.get("response_format") or {}
    answered = body["messages"][-1]["role"] == "tool"
    usage = bool((body.get("stream_options") or {}).get("include_usage"))
    schema = form.get("json_schema", {}).get("schema")
    return Request(body["model"], bool(body.get("stream")), tools, schema, answered, usage, body.get("n") or 1)


def whole(script: Script) -> Json:
    """An answer in one."""
    refused = script.stop == "refusal"
    message: Json = {"role": "assistant", "content": None if refused or script.calls else script.text}
    message |= {"refusal": REFUSAL if refused else None, "annotations": []}
    if script.thoughts:
        message["reasoning_content"] = script.thought
    if script.calls:
        message["tool_calls"] = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}}
            for c in script.calls
        ]
    choice = WHOLE["choices"][0] | {"message": message, "finish_reason": STOPS[script.stop]}
    told = WHOLE | {"model": script.model, "choices": [choice | {"index": i} for i in range(script.n)]}
    return told | {"usage": usage(script.used) if script.used else None}


def usage(used: Used) -> Json:
    """Tokens, told."""
    told: Json = WHOLE["usage"]
    details = told["completion_tokens_details"] | {"reasoning_tokens": used.thought}
    return told | {
        "prompt_tokens": used.read,
        "completion_tokens": used.wrote,
        "total_tokens": used.read + used.wrote,
        "prompt_tokens_details": told["prompt_tokens_details"] | {"cached_tokens": used.cached},
        "completion_tokens_details": details,
    }


def frames(script: Script, request: Request) -> list[bytes]:
    """The same answer as a stream of events."""
    word = "refusal" if script.stop == "refusal" else "content"
    deltas: list[Json] = [{"role": "assistant", "content": None if script.calls else "", "refusal": None}]
    deltas += [{"reasoning_content": piece} for piece in script.thoughts]
    deltas += [{word: piece} for piece in script.words]
    for index, call in enumerate(script.calls):
        named = {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": ""}}
        deltas.append({"tool_calls": [{"index": index} | named]})
        deltas += [{"tool_calls": [{"index": index, "function": {"arguments": p}}]} for p in call.pieces]
    base = SAMPLE["chunk"] | {"model": script.model} | ({"usage": None} if request.usage else {})
    several = range(script.n)
    told = [base | {"choices": [_choice(delta, None, i)]} for delta in deltas for i in several]
    told += [base | {"choices": [_choice({}, STOPS[script.stop], i)]} for i in several]
    if request.usage and script.used:
        told.append(base | {"choices": [], "usage": usage(script.used)})
    return [*(b"data: %b\n\n" % msgspec.json.encode(event) for event in told), b"data: [DONE]\n\n"]


def _choice(delta: Json, reason: str | None, index: int) -> Json:
    return dict(SAMPLE["chunk"]["choices"][0]) | {"index": index, "delta": delta, "finish_reason": reason}


def problem(status: int) -> bytes:
    """An error."""
    said = SAMPLE["error"]["error"] | {"message": f"it said {status} to key sk-secret"}
    said |= {"type": "server_error" if status >= 500 else "invalid_request_error", "code": KINDS.get(status)}
    return msgspec.json.encode({"error": said})


def broken() -> bytes:
    """An error in the middle of a stream."""
    return b"data: %b\n\n" % problem(500)
