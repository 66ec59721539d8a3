"""A model's parameters as JSON Schema, for forms, docs and clients: ordered, with pictures marked."""

from typing import Any

from philae.core.model import Model
from philae.core.params import Params

LAST = ("seed", "safety_tolerance", "output_format", "user")


def schema(model: Model) -> dict[str, Any]:
    """JSON Schema (2020-12) of the params: `x-order` from 0, `x-media` a picture's role, titles for people."""
    params = model.params
    whole = params.model_json_schema()
    defined = whole.get("$defs", {})
    properties = {name: _whole(whole["properties"][name], defined) for name in order(params)}
    kinds = {place.path[0]: place.media.kind for place in params.places()}
    for name, role in params.media().items():
        properties[name] |= {"x-media": role, "contentMediaType": f"{kinds[name]}/*"}
    if params.count and model.max_n > 1:
        properties[params.count] = _count(model)
    for place, (name, field) in enumerate(properties.items()):
        field |= {"title": _title(name), "x-order": place}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": model.title or model.id,
        "type": "object",
        "properties": properties,
        "required": whole.get("required", []),
        "additionalProperties": not params.strict,
    }


def order(params: type[Params]) -> list[str]:
    """The fields as a form shows them: the prompt, the pictures, the model's own, and last what every model has."""
    media = params.media()

    def place(name: str) -> int:
        return 0 if name == "prompt" else 1 if name in media else 3 if name in LAST else 2

    return sorted(params.model_fields, key=place)


def _whole(shape: Any, defined: dict[str, Any]) -> Any:
    """The schema with objects in the place of references to them, so that it stands by itself wherever it is put."""
    if isinstance(shape, list):
        return [_whole(item, defined) for item in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        rest = {k: v for k, v in shape.items() if k != "$ref"}
        return _whole(defined[shape["$ref"].rpartition("/")[2]] | rest, defined)
    return {key: _whole(value, defined) for key, value in shape.items()}


def _count(model: Model) -> dict[str, Any]:
    about = "How many pictures are made."
    return {"type": "integer", "minimum": 1, "maximum": model.max_n, "default": 1, "description": about}


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
