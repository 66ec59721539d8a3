"""Every BFL model takes exactly the fields of its specification, kept beside this file as data (reference flux.md)."""

import json
from pathlib import Path
from typing import Any

import pytest

from philae.catalog import MODELS, find
from philae.catalog.schema import schema
from philae.core.errors import InvalidRequest

SPEC = json.loads(Path(__file__).with_name("flux_models.json").read_text("utf-8"))["models"]
PATHS = {p.removeprefix("/v1/"): told for p, told in SPEC.items() if p != "/v1/delete_finetune"}
# What the gateway itself handles, for every model.
OURS = {"webhook_url", "webhook_secret"}
NAMES = {"minimum": "minimum", "maximum": "maximum", "multipleOf": "multipleOf", "minLength": "minLength"}
FORMAT = {"jpeg", "png", "webp"}


def fields() -> list[Any]:
    """Each field of each model, as a parameter of its own."""
    told = [(m, f, spec) for m, path in PATHS.items() for f, spec in path["fields"].items() if f not in OURS]
    return [pytest.param(*each, id=f"{each[0]}.{each[1]}") for each in told]


def kinds(field: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives of a field's schema."""
    return list(field.get("anyOf", [field]))


@pytest.mark.parametrize("name", PATHS)
def test_fields_are_the_specified_ones(name: str) -> None:
    """No field is missing, none is invented, and the same ones are required."""
    shape, told = schema(MODELS[name]), PATHS[name]
    assert set(shape["properties"]) == set(told["fields"]) - OURS
    assert sorted(shape["required"]) == sorted(told["required"])
    assert shape["additionalProperties"] is not told["strict"]


@pytest.mark.parametrize(("name", "field", "told"), fields())
def test_a_field_is_as_specified(name: str, field: str, told: dict[str, Any]) -> None:
    """Type, bounds, default, enumeration and nullability are the specification's."""
    found = schema(MODELS[name])["properties"][field]
    value = next(k for k in kinds(found) if k.get("type") != "null")
    assert any(k.get("type") == "null" for k in kinds(found)) is bool(told.get("nullable"))
    default = told.get("default")
    # FLUX.2's sides have the default 0 under a minimum of 64: it stands for "left out".
    assert found.get("default") == (None if default == 0 and told.get("minimum", 0) > 0 else default)
    if told["type"] == "OutputFormat":
        assert set(value["enum"]) == FORMAT
    elif "|" not in told["type"]:
        assert value["type"] == told["type"]
        assert value.get("enum", [value["const"]] if "const" in value else None) == told.get("enum")
    assert {n: value[o] for n, o in NAMES.items() if n in told} == {n: told[n] for n in NAMES if n in told}


@pytest.mark.parametrize("name", PATHS)
def test_every_field_tells_what_it_is(name: str) -> None:
    """Descriptions feed docs and forms, so none is empty."""
    assert all(f["description"].endswith(".") for f in schema(MODELS[name])["properties"].values())


@pytest.mark.parametrize("aspect", ["21:9", "9:21", "1:1", "16:9"])
def test_ratios_in_range_are_taken(aspect: str) -> None:
    """Both ends belong to the range."""
    assert find("flux-kontext-pro").check({"prompt": "x", "aspect_ratio": aspect}).canonical()["aspect"] == aspect


@pytest.mark.parametrize("aspect", ["22:9", "9:22", "custom", "16:0", "16/9", "16:", "٣:٢"])
def test_other_ratios_are_refused(aspect: str) -> None:
    """What lies outside, or is no ratio, is refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        find("flux-pro-1.1-ultra").check({"aspect_ratio": aspect})
    assert caught.value.param == "aspect_ratio"
    assert "Value error" not in caught.value.public
