"""Parameters as values: a wish is put into own names, checked by name, and what is taken otherwise is told."""

from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import Field

from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.media import Media
from philae.core.params import Params, validate
from philae.core.request import Wish


class Sketch(Params):
    """A model of our own: sides, a list of pictures, a mask."""

    vendor: ClassVar[str] = "atelier"
    renamed: ClassVar[dict[str, str]] = {"format": "kind"}
    count: ClassVar[str] = "copies"
    step: ClassVar[int] = 8

    prompt: str
    width: Annotated[int, Field(ge=64, le=512)] = 256
    height: Annotated[int, Field(ge=64, le=512)] = 256
    kind: Literal["png", "jpeg"] = "png"
    pictures_in: Annotated[list[str] | None, Media("reference")] = None
    mask: Annotated[str | None, Media("mask")] = None


class Film(Params):
    """A model of films, whose lengths are numbers."""

    vendor: ClassVar[str] = "atelier"
    seconds: Literal[4, 6, 8] | None = None


def test_a_length_is_the_nearest_that_there_is() -> None:
    """Of numbers as of words, and where nothing need be said."""
    for asked, taken in (("5", 4), (7, 6), ("12", 8)):
        assert Film.fit(Wish("m", "other", {"seconds": asked})) == ({"seconds": taken}, [])


class Exact(Sketch):
    """The same, strict."""

    strict: ClassVar[bool] = True


def test_canonical_names_become_own_ones() -> None:
    """And the number of pictures is asked beside them, under whichever name."""
    wish = Wish("m", "atelier", {"prompt": "x", "format": "jpeg", "n": 2, "seed": None}, own={"copies": 2, "mood": 1})
    assert Sketch.fit(wish) == ({"prompt": "x", "kind": "jpeg"}, ["mood"])


def test_a_strict_model_sees_unknown_fields_of_its_own_vendor() -> None:
    """Its check then refuses them; another vendor's words are dropped."""
    values, dropped = Exact.fit(Wish("m", "atelier", {"prompt": "x"}, own={"mood": 1}))
    assert dropped == []
    with pytest.raises(InvalidRequest) as caught:
        validate(Exact, values)
    assert caught.value.param == "mood"
    assert Exact.fit(Wish("m", "other", {"prompt": "x"}, own={"mood": 1})) == ({"prompt": "x"}, ["mood"])


def test_pictures_find_their_places() -> None:
    """By name, else in order; masks only where masks go."""
    media = (("image", "YQ=="), ("mask", "bQ=="), ("pictures_in", "Yg=="), ("mask", "bQ=="))
    values, dropped = Sketch.fit(Wish("m", "other", {"prompt": "x"}, media))
    assert (values["pictures_in"], values["mask"], dropped) == (["YQ==", "Yg=="], "bQ==", ["mask"])
    request = validate(Sketch, values).request("m", "image.edit")
    assert [r.blob.data for r in request.images] == [b"a", b"b"]
    assert isinstance(request, ImageRequest)
    assert request.mask is not None


def test_sides_of_others_are_fitted_and_told() -> None:
    """The same shape within the limits, in words that show both."""
    wish = Wish("m", "other", {"prompt": "x", "width": 1024, "height": 512})
    params = validate(Sketch, Sketch.fit(wish)[0])
    assert params.canonical() | {"prompt": "x", "width": 512, "height": 256, "aspect": None} == params.canonical()
    assert params.notes(wish) == ["width 1024 was taken as 512", "height 512 was taken as 256"]


@pytest.mark.parametrize(
    ("values", "param", "kind"),
    [({}, "prompt", "missing"), ({"prompt": "x", "width": 1}, "width", "greater_than_equal"),
     ({"prompt": "x", "pictures_in": ["a", 5]}, "pictures_in", "string_type")],
)  # fmt: skip
def test_the_field_at_fault_is_named(values: dict[str, object], param: str, kind: str) -> None:
    """The field itself, not where in it, with pydantic's word for the fault."""
    with pytest.raises(InvalidRequest) as caught:
        validate(Sketch, values)
    assert (caught.value.param, caught.value.reasons) == (param, (kind,))
