"""Our own documents as JSON Schema: what the API's description says of tasks, quotes, models and errors."""

from typing import Any, get_args

from philae.core.errors import BY_CODE
from philae.core.request import Operation
from philae.core.task import State

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
WHOLE: Shape = {"type": "integer", "minimum": 0}
ID: Shape = {"type": "string", "format": "uuid"}
TIME: Shape = {"type": "string", "format": "date-time"}
DOLLARS: Shape = {"type": "string", "pattern": r"^-?\d+\.\d{2,}$", "description": "US dollars"}
BOOK: Shape = {"enum": ["live", "sandbox"], "description": "The sandbox is play money."}
OPERATION: Shape = {"enum": [*get_args(Operation), "chat", "complete", "embed", "rerank"]}
STATE: Shape = {"enum": list(get_args(State))}


def record(properties: dict[str, Shape], optional: tuple[str, ...] = (), description: str = "") -> Shape:
    """An object all of whose properties are there but the `optional` ones."""
    required = [name for name in properties if name not in optional]
    said = {"description": description} if description else {}
    return {"type": "object", "properties": properties, "required": required, **said}


def each(shape: Shape) -> Shape:
    """A list of it."""
    return {"type": "array", "items": shape}


def ref(name: str) -> Shape:
    """One of the description's own schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


FAILURE = {"code": {"enum": sorted(BY_CODE)}, "message": TEXT, "param": TEXT, "retryable": FLAG}
OUTPUT = {
    "id": ID, "kind": TEXT, "url": {"type": "string", "format": "uri"}, "mime": TEXT, "bytes": WHOLE, "width": WHOLE,
    "height": WHOLE, "duration": {"type": "number"}, "seed": {"type": "integer"}, "expires_at": TIME,
    "differs": each({"type": "string", "description": "What was delivered otherwise than asked."}),
}  # fmt: skip
RECEIPT = {
    "book": BOOK, "quoted": DOLLARS, "held": DOLLARS, "captured": DOLLARS,
    "usage": {"type": "object", "additionalProperties": WHOLE, "description": "Meter → quantity."},
    "served_by": {"type": "string", "description": "A provider; `studio` is the offline twin: a renderer."},
    "estimated": FLAG,
}  # fmt: skip
TASK = {
    "id": ID, "object": {"const": "task"}, "operation": OPERATION, "model": TEXT, "state": STATE,
    "progress": {"type": "number", "minimum": 0, "maximum": 1}, "params": {"type": "object"}, "warnings": each(TEXT),
    "outputs": each(ref("Output")), "error": record(FAILURE, ("param",)), "receipt": ref("Receipt"), "parent": ID,
    "actions": each(TEXT), "created_at": TIME, "started_at": TIME, "finished_at": TIME,
}  # fmt: skip
QUOTE = {
    "object": {"const": "quote"}, "model": TEXT, "operation": OPERATION, "price": DOLLARS, "currency": {"const": "USD"},
    "book": BOOK, "n": WHOLE, "params": {"type": "object"}, "served_by": {"enum": ["studio", "vendor"]},
    "warnings": each(TEXT),
}  # fmt: skip
RATE = {"meter": TEXT, "price": TEXT, "per": WHOLE, "when": {"type": "object"}}
MODEL = {
    "id": TEXT,
    "object": {"const": "model"},
    "created": WHOLE,
    "owned_by": TEXT,
    "title": TEXT,
    "operation": OPERATION,
    "rates": each(record(RATE, ("when",))),
    "aliases": each(TEXT),
    "max_n": WHOLE,
    "served_by": each(TEXT),
    "deprecated": FLAG,
    "source": TEXT,
    "as_of": TEXT,
    "supported_endpoint_types": each(TEXT),
    "features": each(TEXT),
    "context": WHOLE,
    "output": WHOLE,
    "dimensions": WHOLE,
}
ONE_KIND = ("max_n", "supported_endpoint_types", "features", "context", "output", "dimensions")
"""What either picture models or text models tell alone."""  # fmt: skip
STANDING: Shape = record(
    {"running": WHOLE, "faults": WHOLE, "rests_for": {"type": "number"}, "first_byte": {"type": "number"}},
    ("running", "first_byte"), "How it fares; times in seconds.",
)  # fmt: skip
CHANNEL = {
    "name": TEXT, "object": {"const": "channel"}, "provider": TEXT, "base_url": TEXT, "weight": WHOLE, "concurrency": WHOLE,
    "rpm": WHOLE, "tpm": WHOLE, "models": each(TEXT), "state": {"enum": ["ready", "busy", "resting"]}, "calls": STANDING, "jobs": STANDING,
}  # fmt: skip
CALL = {
    "id": TEXT, "object": {"const": "call"}, "model": TEXT, "format": TEXT, "book": BOOK,
    "served_by": {"type": "string", "description": "A provider; `cache`: the answer was given again."}, "key": ID,
    "key_name": TEXT, "status": WHOLE, "usage": {"type": "object", "additionalProperties": WHOLE}, "cost": DOLLARS,
    "saved": DOLLARS, "stream": FLAG, "estimated": FLAG, "error": TEXT, "started_at": TIME, "first": {"type": "number"},
    "took": {"type": "number"}, "kept_until": TIME,
    "request": {"description": "The request's body, where it is kept: JSON, or text."},
    "answer": {"description": "The answer's body, likewise."},
}  # fmt: skip
MAYBE = ("served_by", "saved", "error", "first", "kept_until", "request", "answer")
HEALTH = {"status": {"type": "string", "description": "`ok`, or what is the matter."}}

SHAPES: dict[str, Shape] = {
    "Task": record(TASK, ("error", "parent", "started_at", "finished_at"), "Absent, not null."),
    "Tasks": record({"data": each(ref("Task")), "has_more": FLAG, "next": ID}, ("next",)),
    "Output": record(OUTPUT, ("url", "width", "height", "duration", "seed", "expires_at")),
    "Receipt": record(RECEIPT, ("served_by",)),
    "Quote": record(QUOTE),
    "Call": record(CALL, MAYBE),
    "Calls": record({"data": each(ref("Call")), "has_more": FLAG, "next": TEXT}, ("next",)),
    "Model": record(MODEL, ONE_KIND),
    "Models": record({"object": {"const": "list"}, "data": each(ref("Model"))}),
    "Channels": record(
        {
            "object": {"const": "list"},
            "worker": {"type": "string", "description": "The process that sees it so."},
            "data": each(record(CHANNEL, ("concurrency", "rpm", "tpm", "models", "calls", "jobs"))),
        }
    ),
    "Schema": {"type": "object", "description": "JSON Schema (2020-12) of the model's parameters."},
    "Error": record({"error": record({**FAILURE, "request_id": TEXT}, ("param", "request_id"))}),
    "Health": {**record(HEALTH), "additionalProperties": TEXT},
}
"""Name → schema, under `components`."""
