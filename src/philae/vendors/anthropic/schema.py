"""Fits another vendor's JSON Schema to what Anthropic's structured output takes.

Objects are closed and `oneOf` is `anyOf` there; bounds and lengths are not enforced, so they are told to the model in
the description (platform.claude.com docs, structured outputs: JSON Schema limitations).
"""

from typing import Any

import msgspec

from philae.core.errors import InvalidRequest

KEPT = frozenset(
    {"type", "enum", "const", "default", "required", "$ref", "title", "description", "pattern", "minItems", "format"}
)
MAPS = frozenset({"properties", "$defs", "definitions"})
LISTS = {"anyOf": "anyOf", "allOf": "allOf", "oneOf": "anyOf"}
SILENT = frozenset({"$schema", "$id", "$comment", "additionalProperties", "examples", "deprecated"})
FORMATS = frozenset(
    {"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"},
)


def fit(schema: Any, param: str) -> Any:
    """The schema as Anthropic takes it. Raises `InvalidRequest` for what it has no form for."""
    if not isinstance(schema, dict):
        return schema
    fitted: dict[str, Any] = {}
    told: list[str] = []
    for word, value in schema.items():
        if word in MAPS and isinstance(value, dict):
            fitted[word] = {name: fit(inner, param) for name, inner in value.items()}
        elif word in LISTS and isinstance(value, list):
            fitted[LISTS[word]] = [fit(inner, param) for inner in value]
        elif word == "items":
            fitted[word] = fit(value, param)
        elif _enforced(word, value):
            fitted[word] = value
        elif word not in SILENT:
            told.append(f"{word}: {msgspec.json.encode(value).decode()}")
    _close(fitted, schema, param)
    if told:
        fitted["description"] = f"{fitted.get('description', '')} ({', '.join(told)})".strip()
    return fitted


def _enforced(word: str, value: Any) -> bool:
    """Whether the grammar that is made of the schema knows this."""
    if word == "format":
        return value in FORMATS
    return value in (0, 1) if word == "minItems" else word in KEPT


def _close(fitted: dict[str, Any], schema: dict[str, Any], param: str) -> None:
    """An object has the named properties and no others; one of free names cannot be asked for."""
    if schema.get("type") != "object" and "properties" not in schema:
        return
    if isinstance(schema.get("additionalProperties"), dict):
        raise InvalidRequest("the vendor's structured output has no objects with free property names", param=param)
    fitted["additionalProperties"] = False
