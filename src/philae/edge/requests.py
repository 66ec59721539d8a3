"""Requests as JSON Schema, out of the catalogue: each model's parameters, and the bodies that carry them."""

from collections.abc import Mapping
from typing import Any

from philae.catalog.schema import schema
from philae.core.model import Model
from philae.edge.shapes import TEXT, Shape, each, ref

HOOK: dict[str, Shape] = {
    "webhook_url": TEXT | {"pattern": r"^https?://\S+$", "description": "Who is told, after Standard Webhooks."},
    "webhook_secret": TEXT | {"description": "Signs what is told."},
    "webhook_events": each({"enum": ["running", "done"]}) | {"minItems": 1, "default": ["done"]},
}


def parameters(models: Mapping[str, Model]) -> dict[str, Shape]:
    """Each model's own parameters under its name among the schemas."""
    return {name(m): {k: v for k, v in schema(m).items() if k != "$schema"} for m in models.values()}


def requests(models: Mapping[str, Model]) -> dict[str, Shape]:
    """`Request`: any model's parameters beside the model's name."""
    return {"Request": {"oneOf": [_of(m) for m in models.values()]}}


def name(model: Model) -> str:
    """The schema's name: the id without what a reference may not hold."""
    return model.id.replace("/", ".")


def called(model: Model) -> Shape:
    """The words that name the model."""
    return {"enum": [model.id, *model.aliases]}


def _of(model: Model) -> Shape:
    count: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": model.max_n, "default": 1}
    own: dict[str, Any] = {"properties": {"model": called(model), "n": count, **HOOK}, "required": ["model"]}
    if model.params.strict:
        # A closed schema and a wider one exclude each other: here both are one.
        whole = schema(model)
        fields = whole["properties"] | own["properties"]
        return {"title": model.id, "type": "object", "properties": fields, "required": ["model", *whole["required"]]}
    return {"title": model.id, "allOf": [ref(name(model)), own]}


def bfl(model: Model) -> Shape:
    """A model's body in BFL's API: its parameters, and whom to tell."""
    hook: Shape = {"properties": {"webhook_url": TEXT, "webhook_secret": TEXT}}
    return {"allOf": [ref(name(model)), hook]} if not model.params.strict else ref(name(model))
