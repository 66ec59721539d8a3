"""Other vendors' schemas fitted to Anthropic's structured output."""

from typing import Any

import pytest

from philae.core.errors import InvalidRequest
from philae.vendors.anthropic.schema import fit


@pytest.mark.parametrize(
    ("schema", "fitted"),
    [
        ({"type": "string", "enum": ["a"], "title": "T"}, {"type": "string", "enum": ["a"], "title": "T"}),
        ({"type": "string", "format": "date"}, {"type": "string", "format": "date"}),
        ({"type": "string", "format": "color"}, {"type": "string", "description": '(format: "color")'}),
        (
            {"type": "array", "items": {"type": "number", "maximum": 2}, "minItems": 1, "maxItems": 3},
            {
                "type": "array",
                "items": {"type": "number", "description": "(maximum: 2)"},
                "minItems": 1,
                "description": "(maxItems: 3)",
            },
        ),
        ({"type": "array", "minItems": 2}, {"type": "array", "description": "(minItems: 2)"}),
        (
            {"type": "string", "minLength": 2, "description": "A name."},
            {"type": "string", "description": "A name. (minLength: 2)"},
        ),
        (
            {"oneOf": [{"type": "null"}, {"properties": {"a": True}}]},
            {"anyOf": [{"type": "null"}, {"properties": {"a": True}, "additionalProperties": False}]},
        ),
        (
            {"$schema": "x", "$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "additionalProperties": True}}},
            {"$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "additionalProperties": False}}},
        ),
    ],
)
def test_fitted(schema: dict[str, Any], fitted: dict[str, Any]) -> None:
    """What is enforced stays; what is not is told in words."""
    assert fit(schema, "format") == fitted


def test_free_names_have_no_form() -> None:
    """An object of any property names would always come out empty, so it is refused."""
    with pytest.raises(InvalidRequest) as caught:
        fit({"properties": {"a": {"type": "object", "additionalProperties": {"type": "string"}}}}, "format")
    assert caught.value.param == "format"
