"""OpenAI's models: their sizes exact for OpenAI's clients, the nearest for others, and their prices."""

from decimal import Decimal

import pytest

from philae.catalog import find
from philae.core.blob import Blob
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.money import charge
from philae.core.request import Wish

GPT = find("gpt-image-1")


def asked(name: str, vendor: str, **common: object) -> Wish:
    """A wish for a picture of x."""
    return Wish(name, vendor, {"prompt": "x", **common})


def size(wish: Wish) -> str:
    """The size that the wish comes to."""
    model = find(wish.model)
    return str(model.check(model.fit(wish)[0]).model_dump()["size"])


def test_openais_own_size_is_meant_exactly() -> None:
    """An unknown one is refused under its own name."""
    assert size(asked("gpt-image-1", "openai", width=1024, height=1536)) == "1024x1536"
    with pytest.raises(InvalidRequest) as caught:
        size(asked("gpt-image-1", "openai", width=1000, height=1000))
    assert caught.value.param == "size"


@pytest.mark.parametrize(
    ("name", "width", "height", "found"),
    [
        ("gpt-image-1", 1000, 1000, "1024x1024"),
        ("gpt-image-1", 1440, 960, "1536x1024"),
        ("gpt-image-1", 256, 1440, "1024x1536"),
        ("dall-e-2", 500, 520, "512x512"),
        ("dall-e-3", 1920, 1080, "1792x1024"),
        ("gpt-image-2", 1920, 1088, "1920x1088"),
        ("gpt-image-2", 256, 256, "1024x1024"),
        ("gpt-image-2", 2048, 512, "1536x1024"),
        ("gpt-image-2", 4096, 4096, "2880x2880"),
    ],
)
def test_other_vendors_sizes_become_the_nearest(name: str, width: int, height: int, found: str) -> None:
    """By shape first, then by area."""
    assert size(asked(name, "bfl", width=width, height=height)) == found


def test_a_change_of_size_is_told() -> None:
    """Both sides, in words."""
    wish = asked("gpt-image-1", "bfl", width=1000, height=1024)
    params = GPT.check(GPT.fit(wish)[0])
    assert params.notes(wish) == ["width 1000 was taken as 1024"]


@pytest.mark.parametrize(
    ("aspect", "found"), [("2:3", "1024x1536"), ("16:9", "1536x1024"), ("match_input_image", "auto")]
)
def test_shapes_become_sizes(aspect: str, found: str) -> None:
    """A shape that is none leaves it to the model."""
    assert size(asked("gpt-image-1", "replicate", aspect=aspect)) == found


def test_auto_is_left_to_the_model() -> None:
    """Nothing is claimed of a size that nobody chose."""
    request = GPT.request(GPT.check({"prompt": "x"}))
    assert isinstance(request, ImageRequest)
    assert (request.width, request.height, request.params["size"]) == (None, None, "auto")


@pytest.mark.parametrize("value", ["1000x1000", "3856x1024", "3840x1024", "640x640", "3840x2176", "big", "16x"])
def test_free_sizes_have_limits(value: str) -> None:
    """gpt-image-2 takes any size within them."""
    with pytest.raises(InvalidRequest) as caught:
        find("gpt-image-2").check({"prompt": "x", "size": value})
    assert caught.value.param == "size"


@pytest.mark.parametrize("value", ["auto", "3840x2160", "1024x1024", "2880x1600"])
def test_free_sizes_within_them_are_taken(value: str) -> None:
    """4K is the largest."""
    assert find("gpt-image-2").check({"prompt": "x", "size": value}).model_dump()["size"] == value


@pytest.mark.parametrize(
    ("name", "quality", "shape", "dollars"),
    [
        ("gpt-image-1", "low", "1024x1024", "0.011"),
        ("gpt-image-1", "high", "1536x1024", "0.25"),
        ("gpt-image-1", "auto", "auto", "0.25"),
        ("gpt-image-1-mini", "medium", "1024x1536", "0.015"),
        ("gpt-image-1.5", "auto", "1024x1024", "0.133"),
        ("gpt-image-2", "high", "auto", "0.211"),
        ("gpt-image-2", "low", "1536x1024", "0.005"),
    ],
)
def test_price_by_quality_and_size(name: str, quality: str, shape: str, dollars: str) -> None:
    """Exactly one rate applies; `auto` is held at its dearest."""
    model = find(name)
    params = model.check({"prompt": "x", "quality": quality, "size": shape}).model_dump()
    assert sum(rate.applies(params) for rate in model.rates if rate.meter == "image") == 1
    assert charge(model.rates, {"image": 2}, params) == 2 * Decimal(dollars)


def test_a_size_without_a_known_price_is_not_priced() -> None:
    """So no vendor is asked for it."""
    model = find("gpt-image-2")
    assert not model.priced(model.check({"prompt": "x", "size": "3840x2160"}).model_dump())
    assert not find("dall-e-3").priced({})


def test_every_file_becomes_one_of_the_pictures() -> None:
    """OpenAI's edits and BFL's numbered fields alike; the mask stays apart."""
    media = (("input_image", "YQ=="), ("mask", "bQ=="), ("input_image_2", "Yg=="))
    values, dropped = GPT.fit(Wish("gpt-image-1", "bfl", {"prompt": "x"}, media))
    request = GPT.request(GPT.check(values))
    assert dropped == []
    assert [r.blob.data for r in request.images] == [b"a", b"b"]
    assert isinstance(request, ImageRequest)
    assert request.mask is not None
    assert request.mask.data == b"m"


def held(name: str, **params: object) -> dict[str, int]:
    """The most that such a request may use."""
    model = find(name)
    return model.bound(model.check({"prompt": "x", **params}), 1)


def kept(width: int, height: int) -> str:
    """A kept picture's handle."""
    return Blob(key="in/a/b", mime="image/png", size=9, width=width, height=height).handle()


@pytest.mark.parametrize(
    ("name", "fidelity", "width", "height", "tokens"),
    [
        ("gpt-image-1", None, 1024, 1024, 65 + 129),
        ("gpt-image-1", "low", 1024, 1536, 65 + 2 * 129),
        ("gpt-image-1.5", "high", 1024, 1024, 65 + 129 + 4160),
        ("gpt-image-1.5", "high", 1536, 1024, 65 + 2 * 129 + 6240),
        ("gpt-image-1-mini", None, 16, 20000, 65 + 4 * 129),
        ("gpt-image-2", None, 4000, 3000, 1536),
    ],
)
def test_input_pictures_are_held_by_their_tokens(
    name: str, fidelity: str | None, width: int, height: int, tokens: int
) -> None:
    """OpenAI's rules for tiles and patches; each picture counts, and for each drawn picture anew."""
    given = {"input_fidelity": fidelity} if fidelity else {}
    image = kept(width, height)

    assert held(name, image=[image], **given)["input_image_token"] == tokens
    assert held(name, image=[image, image], **given)["input_image_token"] == 2 * tokens
    assert held(name, **given)["input_image_token"] == 0


def test_what_was_measured_of_prompts_is_within_the_hold() -> None:
    """13 tokens of prompt with one square picture were billed as 28, 12 with two narrow ones as 94 (gpt-image-1.5)."""
    words = "a red cat sits on a mat and looks at the moon above"
    assert held("gpt-image-1.5", prompt=words, image=[kept(1024, 1024)])["input_text_token"] >= 28
    assert held("gpt-image-1.5", prompt=words, image=[kept(480, 1408)] * 2)["input_text_token"] >= 94
    assert held("gpt-image-1.5", prompt="鴉" * 100)["input_text_token"] >= 300


def test_what_is_told_is_charged_and_never_more_than_the_hold() -> None:
    """An edit as OpenAI bills it: the picture, the prompt's tokens, the input's."""
    model = find("gpt-image-1")
    params = model.check({"prompt": "a fox", "quality": "low", "size": "1024x1024", "image": [kept(1024, 1024)]})
    used = {"image": 1, "input_text_token": 30, "input_image_token": 194}

    bill = charge(model.rates, used, params.model_dump())

    assert bill == Decimal("0.011") + 30 * Decimal("0.000005") + 194 * Decimal("0.00001")
    assert bill <= charge(model.rates, model.bound(params, 1), params.model_dump())
