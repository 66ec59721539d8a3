"""Any dialect reaches any model: each one's usual request becomes sensible parameters of each model."""

from typing import Any

import pytest

from philae.catalog import MODELS, find
from philae.core.image import ImageRequest
from philae.core.model import Model
from philae.core.request import Wish

A, B, M = "YQ==", "Yg==", "bQ=="
PICTURES = {
    "openai": (("image", A), ("image", B), ("mask", M)),
    "replicate": (("input_images", A), ("input_images", B), ("mask", M)),
    "bfl": (("input_image", A), ("input_image_2", B), ("mask", M)),
}
USUAL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "openai": ({"n": 2, "width": 1024, "height": 1536, "format": "webp"}, {"quality": "high", "user": "u-1"}),
    "replicate": ({"aspect": "16:9", "seed": 42, "format": "jpeg"}, {"num_outputs": 2, "go_fast": True}),
    "bfl": ({"width": 1024, "height": 768, "aspect": "custom", "seed": 7, "format": "png"}, {"safety_tolerance": 2}),
}
# Only these have something to say beyond a prompt and pictures.
ALSO = {"flux-pro-1.0-expand": {"left": 64}, "flux-tools/outpainting-v1": {"width": 1536, "height": 1536}}
TUNED = ("flux-pro-1.1-ultra-finetuned", "flux-pro-1.0-fill-finetuned")


def wish(vendor: str, name: str) -> Wish:
    """That vendor's usual request, with pictures where the model needs any."""
    common, own = USUAL[vendor]
    fields, places = find(name).params.model_fields, find(name).params.media()
    needs = find(name).operation == "image.edit" or any(fields[place].is_required() for place in places)
    extra = {**ALSO.get(name, {})} | ({"finetune_id": "f"} if name in TUNED else {})
    if find(name).params.strict and vendor == "bfl":
        # BFL's own clients know what a strict model takes.
        common, own = {}, {"safety_tolerance": 2}
    return Wish(name, vendor, {"prompt": "x", **common}, PICTURES[vendor] if needs else (), {**own, **extra})


def stands_alone(model: Model) -> bool:
    """Whether it makes pictures of a prompt and of pictures: others go on from an earlier task, or take lists of objects."""
    needed = {name for name, field in model.params.model_fields.items() if field.is_required()}
    known = {"prompt", "finetune_id", *ALSO.get(model.id, {}), *model.params.media()}
    return model.operation.startswith("image.") and needed <= known


# OpenAI's own clients mean their sizes exactly, ByteDance's models among theirs: see test_openai_images.
EXACT = ("openai", "bytedance")
PAIRS = [
    (v, n)
    for v in USUAL
    for n, m in MODELS.items()
    if stands_alone(m) and not (v == "openai" and m.params.vendor in EXACT)
]


@pytest.mark.parametrize(("vendor", "name"), PAIRS)
def test_every_dialect_reaches_every_model(vendor: str, name: str) -> None:
    """What comes out is valid, also when read back, draws the prompt, and loses no picture that has a place."""
    model = MODELS[name]
    asked = wish(vendor, name)
    values, dropped = model.fit(asked)
    params = model.check(values)
    request = model.request(params)
    assert model.check(params.model_dump(mode="json")) == params
    assert request.prompt == "x" or "prompt" not in model.params.model_fields
    assert "n" not in dropped
    if asked.media:
        assert request.images[0].blob.data == b"a"
        assert isinstance(request, ImageRequest)
        assert (request.mask is not None) is ("mask" in model.params.media().values())


@pytest.mark.parametrize(
    ("name", "vendor", "common", "found"),
    [
        ("flux-2-pro", "openai", {"width": 1024, "height": 1536}, {"width": 1024, "height": 1536}),
        ("flux-2-pro", "openai", {"width": 3840, "height": 2160}, {"width": 2720, "height": 1520}),
        ("flux-2-pro", "replicate", {"aspect": "16:9"}, {"width": 1360, "height": 768}),
        ("flux-2-pro", "replicate", {"aspect": "custom", "width": 640, "height": 480}, {"width": 640, "height": 480}),
        ("flux-2-pro", "replicate", {"aspect": "match_input_image"}, {}),
        ("flux-pro-1.1", "openai", {"width": 1024, "height": 1536}, {"width": 960, "height": 1440}),
        ("flux-pro-1.1", "openai", {"width": 100, "height": 100}, {"width": 256, "height": 256}),
        ("flux-pro-1.1", "replicate", {"aspect": "21:9"}, {"width": 1440, "height": 608}),
        ("flux-kontext-pro", "openai", {"width": 1024, "height": 1536}, {"aspect_ratio": "2:3"}),
        ("flux-kontext-pro", "replicate", {"aspect": "match_input_image"}, {}),
        ("flux-kontext-pro", "replicate", {"aspect": "3:2"}, {"aspect_ratio": "3:2"}),
        ("flux-pro-1.1-ultra", "openai", {"width": 1792, "height": 1024}, {"aspect_ratio": "7:4"}),
        ("flux-3-image", "openai", {"width": 1792, "height": 1024}, {"aspect_ratio": "16:9"}),
        ("flux-3-image", "replicate", {"aspect": "21:9"}, {"aspect_ratio": "21:9"}),
        ("gpt-image-1", "bfl", {"width": 1440, "height": 768}, {"size": "1536x1024"}),
        ("flux-schnell", "bfl", {"aspect": "16:9"}, {"aspect_ratio": "16:9"}),
    ],
)
def test_sizes_and_shapes_cross_over(name: str, vendor: str, common: dict[str, Any], found: dict[str, Any]) -> None:
    """Sizes become shapes, shapes become sizes, and both stay within what the model allows."""
    values, dropped = find(name).fit(Wish(name, vendor, {"prompt": "x", **common}))
    assert {k: v for k, v in values.items() if k != "prompt"} == found
    assert dropped == []
    assert find(name).check(values).canonical()["prompt"] == "x"


def test_the_main_job_as_its_users_type_it() -> None:
    """`aspect_ratio: custom` says that width and height decide; what FLUX.2 does not take is dropped by name."""
    common = {"prompt": "ein fantastisches bild", "width": 2048, "height": 2048, "aspect": "custom", "seed": 42}
    own = {"prompt_upsampling": False, "safety_tolerance": 2}
    values, dropped = find("flux-2-pro").fit(Wish("flux-2-pro", "bfl", {**common, "format": "jpeg"}, own=own))
    assert dropped == ["prompt_upsampling"]
    request = find("flux-2-pro").request(find("flux-2-pro").check(values))
    assert isinstance(request, ImageRequest)
    assert (request.width, request.height, request.seed, request.format) == (2048, 2048, 42, "jpeg")


def test_custom_makes_a_shape_of_the_size() -> None:
    """Where a model takes shapes only, and it is told."""
    wish = Wish("m", "bfl", {"prompt": "x", "aspect": "custom", "width": 1440, "height": 960})
    params = find("flux-kontext-pro").check(find("flux-kontext-pro").fit(wish)[0])
    assert params.canonical()["aspect"] == "3:2"
    assert params.notes(wish) == ["this model takes an aspect ratio in place of width and height: 3:2"]


def test_a_second_picture_of_one_name_goes_to_the_next_place() -> None:
    """And what has no place at all is dropped by name."""
    media = (("image", A), ("image", B), ("mask", M), ("mask", M))
    values, dropped = find("flux-pro-1.0-fill").fit(Wish("m", "openai", {}, media))
    assert (values, dropped) == ({"image": A, "mask": M}, ["image", "mask"])
