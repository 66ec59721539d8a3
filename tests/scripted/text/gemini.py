"""Gemini's generateContent and streamGenerateContent."""

import re
from typing import Any

import msgspec

from tests.scripted.text.samples import sample
from tests.scripted.text.script import Request, Script, Tool, Used

Json = dict[str, Any]
SAMPLE = sample("gemini")
WHOLE: Json = SAMPLE["whole"]
STOPS = {"stop": "STOP", "length": "MAX_TOKENS", "tools": "STOP", "refusal": "SAFETY", "filter": "SAFETY"}
KINDS = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE",
}  # fmt: skip
COUNTED = msgspec.json.encode(SAMPLE["counted"])
EMBEDDED = msgspec.json.encode(SAMPLE["embedded"])


def read(body: Json, path: str) -> Request:
    """What is asked; the path says of which model, and whether it streams."""
    model, _, verb = path.rpartition("/")[2].partition(":")
    declared = [t for group in body.get("tools") or () for t in _one(group, "functionDeclarations") or ()]
    tools = tuple(Tool(t["name"], _one(t, "parametersJsonSchema", "parameters") or {}) for t in declared)
    config = _one(body, "generationConfig") or {}
    schema = _one(config, "responseJsonSchema", "responseSchema")
    answered = any(_one(part, "functionResponse") for part in body["contents"][-1]["parts"])
    n = _one(config, "candidateCount") or 1
    return Request(model, verb == "streamGenerateContent", tools, schema, answered, n=n)


def _one(fields: Json, *names: str) -> Any:
    """The field of one of these names, which may also be written with underscores, as proto JSON allows."""
    spelled = [name for camel in names for name in (camel, re.sub(r"[A-Z]", lambda m: f"_{m[0].lower()}", camel))]
    return next((fields[name] for name in spelled if fields.get(name)), None)


def whole(script: Script) -> Json:
    """An answer in one."""
    spoken: list[Json] = [{"text": script.thought, "thought": True}] if script.thoughts else []
    spoken += [{"text": script.text}] if script.words and script.stop != "refusal" else []
    told = [_candidate(spoken + _called(script), STOPS[script.stop], i) for i in range(script.n)]
    return _response(script, told, script.used)


def _called(script: Script) -> list[Json]:
    """Calls come whole; the first has the signature of the thoughts before it."""
    calls: list[Json] = [
        {"functionCall": {"id": c.id, "name": c.name, "args": msgspec.json.decode(c.arguments)}} for c in script.calls
    ]
    if calls and script.thoughts:
        calls[0]["thoughtSignature"] = SAMPLE["signature"]
    return calls


def _candidate(parts: list[Json], reason: str | None, index: int) -> Json:
    candidate: Json = {"content": {"parts": parts, "role": "model"}, "index": index}
    return candidate | ({"finishReason": reason} if reason else {})


def _response(script: Script, candidates: list[Json], used: Used | None) -> Json:
    told = WHOLE | {"candidates": candidates, "modelVersion": script.model}
    del told["usageMetadata"]
    return told | ({"usageMetadata": _usage(used)} if used else {})


def _usage(used: Used) -> Json:
    told = {"promptTokenCount": used.read, "candidatesTokenCount": used.wrote - used.thought}
    told |= {"cachedContentTokenCount": used.cached} if used.cached else {}
    told |= {"thoughtsTokenCount": used.thought} if used.thought else {}
    return dict(WHOLE["usageMetadata"]) | told | {"totalTokenCount": used.read + used.wrote}


def frames(script: Script, _: Request) -> list[bytes]:
    """The same answer as a stream of events: one candidate after the other, the usage told as far as it goes."""
    pieces: list[Json] = [{"text": piece, "thought": True} for piece in script.thoughts]
    pieces += [{"text": piece} for piece in script.words] if script.stop != "refusal" else []
    pieces += _called(script) or [{"text": ""}]
    told = []
    for i in range(script.n):
        reasons = [None] * (len(pieces) - 1) + [STOPS[script.stop]]
        used = script.used and script.used._replace(wrote=script.used.wrote * (i + 1) // script.n)
        told += [_response(script, [_candidate([p], r, i)], used) for p, r in zip(pieces, reasons, strict=True)]
    return [_event(response) for response in told]


def _event(response: Json) -> bytes:
    return b"data: %b\r\n\r\n" % msgspec.json.encode(response)


def _problem(status: int) -> Json:
    kind = KINDS.get(status, "UNKNOWN")
    return {"error": {"code": status, "message": f"it said {status} to key sk-secret", "status": kind}}


def problem(status: int) -> bytes:
    """An error."""
    return msgspec.json.encode(_problem(status))


def broken() -> bytes:
    """An error in the middle of a stream."""
    return _event(_problem(503))


def listed(events: list[bytes]) -> list[bytes]:
    """The same stream as a JSON array, which clients get that do not ask for events."""
    bare = [event.removeprefix(b"data: ").strip() for event in events]
    return [
        (b"[" if not i else b",\r\n") + event + (b"]" if i == len(bare) - 1 else b"") for i, event in enumerate(bare)
    ]
