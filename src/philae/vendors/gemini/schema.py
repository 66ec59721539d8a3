"""JSON Schema and the two subsets that Google takes: its own `Schema` message, and `…JsonSchema` fields.

Read from google-genai 3.4 (`types.Schema`, `GenerateContentConfig.response_json_schema`). Reading keeps everything.
Writing for a `…JsonSchema` field keeps the keywords of `KEPT`, puts those of `_reworded` in these words, drops the
others by name, and refuses those of `REFUSED` where the client insists on the schema (`strict`).
"""

from collections.abc import Iterator
from typing import Any

from philae.core.errors import InvalidRequest
from philae.vendors.gemini.spelling import camel

KEPT = frozenset({
    "$id", "$defs", "$ref", "$anchor", "type", "format", "title", "description", "enum", "items", "prefixItems",
    "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties", "additionalProperties", "required",
    "propertyOrdering",
})  # fmt: skip
# Without these the schema says something else, not only less.
REFUSED = frozenset({
    "allOf", "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "patternProperties", "contains",
    "$dynamicRef", "unevaluatedProperties",
})  # fmt: skip
# Said for people or for other tools: nothing is lost without them.
SILENT = frozenset({"$schema", "$comment", "default", "examples", "deprecated", "readOnly", "writeOnly"})
NOTES = frozenset({"description", "title", "default"})
MAPS = frozenset({"properties", "$defs"})
MANY = frozenset({"anyOf", "oneOf", "prefixItems", "allOf"})
ONE = frozenset({"items", "additionalProperties"})
WHOLE = frozenset({"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"})
RENAMED = {"ref": "$ref", "defs": "$defs", "example": "examples"}


def canonical(schema: Any) -> Any:
    """JSON Schema from Google's `Schema`: small types, `nullable` as a type, properties in the order wanted."""
    if not isinstance(schema, dict):
        return schema
    fields = {RENAMED.get(name, name): value for name, value in ((camel(k), v) for k, v in schema.items())}
    said = {name: _canonical(name, value) for name, value in fields.items() if value is not None}
    order = said.pop("propertyOrdering", None)
    if order and "properties" in said:
        known = said["properties"]
        said["properties"] = {name: known[name] for name in order if name in known} | known
    return _nullable(said) if said.pop("nullable", False) else said


def narrowed(schema: dict[str, Any], *, strict: bool, param: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The schema in Google's subset, and the keywords left out. Raises `InvalidRequest` naming `param`."""
    lost: list[str] = []
    said = _narrow(schema, lost)
    if strict and (hard := [word for word in lost if word in REFUSED]):
        raise InvalidRequest(f"this model cannot keep to a schema with {hard[0]!r}", param=param)
    return said, tuple(f"{param}.{word}" for word in dict.fromkeys(lost) if word not in SILENT)


def _canonical(name: str, value: Any) -> Any:
    if name in MAPS and isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    if name in MANY and isinstance(value, list):
        return [canonical(item) for item in value]
    if name in ONE:
        return canonical(value)
    if name == "type":
        return value.lower() if isinstance(value, str) else [str(v).lower() for v in value]
    if name in WHOLE:
        return int(value) if str(value).isdigit() else value
    return [value] if name == "examples" else value


def _nullable(said: dict[str, Any]) -> dict[str, Any]:
    if isinstance(said.get("type"), str):
        enum = {"enum": [*said["enum"], None]} if "enum" in said else {}
        return said | {"type": [said["type"], "null"]} | enum
    return said | {"anyOf": [*said["anyOf"], {"type": "null"}]} if "anyOf" in said else said


def _narrow(schema: Any, lost: list[str]) -> Any:
    if not isinstance(schema, dict):
        return schema
    said = dict(_reworded(schema))
    if "$ref" in said:
        # Beside a reference nothing else may stand.
        lost += [name for name in said if not name.startswith("$") and name not in NOTES]
        return {name: value for name, value in said.items() if name in ("$ref", "$defs", "$id", "$anchor")}
    lost += [name for name in said if name not in KEPT]
    return {name: _below(name, value, lost) for name, value in said.items() if name in KEPT}


def _below(name: str, value: Any, lost: list[str]) -> Any:
    if name in MAPS and isinstance(value, dict):
        return {key: _narrow(item, lost) for key, item in value.items()}
    if name in MANY and isinstance(value, list):
        return [_narrow(item, lost) for item in value]
    return _narrow(value, lost) if name in ONE else value


def _reworded(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What Google has under another name, or as a special case of something else."""
    for name, value in schema.items():
        if name == "definitions":
            yield "$defs", value
        elif name == "$ref" and isinstance(value, str):
            yield name, value.replace("#/definitions/", "#/$defs/")
        elif name == "const" and isinstance(value, str | int | float) and not isinstance(value, bool):
            yield "enum", [value]
        elif name == "enum" and isinstance(value, list):
            # Words and numbers only; null is allowed by the type.
            if plain := [v for v in value if isinstance(v, str | int | float) and not isinstance(v, bool)]:
                yield name, plain
        elif name == "allOf" and isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            yield from _reworded(value[0])
        else:
            yield name, value
