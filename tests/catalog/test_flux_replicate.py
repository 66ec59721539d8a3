"""What only Replicate hosts, in its words."""

from philae.catalog import find
from philae.core.request import Wish

SCHNELL = find("black-forest-labs/flux-schnell")


def test_jpeg_is_jpg_there() -> None:
    """Canonically it stays jpeg on both sides."""
    for word in ("jpeg", "jpg"):
        params = SCHNELL.check({"prompt": "x", "output_format": word})
        assert (params.model_dump()["output_format"], params.canonical()["format"]) == ("jpg", "jpeg")
    assert SCHNELL.check({"prompt": "x"}).canonical()["format"] == "webp"


def test_a_size_becomes_the_nearest_shape() -> None:
    """The model knows shapes only, and of those eleven."""
    wish = Wish("flux-schnell", "openai", {"prompt": "x", "width": 1792, "height": 1024})
    params = SCHNELL.check(SCHNELL.fit(wish)[0])
    assert params.canonical()["aspect"] == "16:9"
    assert params.notes(wish) == ["this model takes an aspect ratio in place of width and height: 16:9"]


def test_the_number_is_asked_beside_the_parameters() -> None:
    """It is neither a parameter nor dropped with a warning."""
    assert SCHNELL.fit(Wish("flux-schnell", "replicate", {"prompt": "x"}, own={"num_outputs": 2}))[1] == []


def test_the_list_takes_every_picture() -> None:
    """In the order given."""
    model = find("flux-2-dev")
    values, _ = model.fit(Wish("m", "bfl", {"prompt": "x"}, (("input_image", "YQ=="), ("input_image_2", "Yg=="))))
    assert [r.blob.data for r in model.check(values).pictures()] == [b"a", b"b"]
