"""Schemas of parameters: ordered for forms, pictures marked, the number of pictures beside them."""

import pytest

from philae.catalog import MODELS, find
from philae.catalog.schema import schema


@pytest.mark.parametrize("name", MODELS)
def test_fields_are_in_order(name: str) -> None:
    """`x-order` counts from 0 without gaps, and every field has a title and a description."""
    fields = schema(find(name))["properties"]
    assert [f["x-order"] for f in fields.values()] == list(range(len(fields)))
    assert all(f["title"] and f["description"] for f in fields.values())


def test_the_prompt_comes_first_and_what_all_have_last() -> None:
    """As a person would fill the form in."""
    names = list(schema(find("flux-2-flex"))["properties"])
    assert names[:2] == ["prompt", "input_image"]
    assert set(names[-3:]) == {"seed", "safety_tolerance", "output_format"}


def test_pictures_are_marked() -> None:
    """With their part in it, for file inputs."""
    fields = schema(find("flux-tools/erase-v1"))["properties"]
    assert (fields["image"]["x-media"], fields["mask"]["x-media"]) == ("source", "mask")
    assert fields["image"]["contentMediaType"] == "image/*"


@pytest.mark.parametrize(("name", "field", "most"), [("gpt-image-2", "n", 10), ("flux-schnell", "num_outputs", 4)])
def test_how_many_is_asked_in_the_vendors_word(name: str, field: str, most: int) -> None:
    """It is no parameter of the picture, but a form needs it."""
    assert schema(find(name))["properties"][field]["maximum"] == most


@pytest.mark.parametrize("name", ["flux-2-pro", "dall-e-3"])
def test_one_at_a_time_needs_no_number(name: str) -> None:
    """BFL has no such field, and dall-e-3 draws one only."""
    assert "n" not in schema(find(name))["properties"]
