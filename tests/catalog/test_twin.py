"""The offline twin serves every model by one rule."""

import pytest

from philae.catalog import MODELS, find
from philae.catalog.twin import OWN
from philae.core.request import PICTURES

OPERATIONS = {
    "flux-2-pro": "edit",
    "flux-3-image": "edit",
    "flux-kontext-pro": "edit",
    "gpt-image-2": "edit",
    "flux-pro-1.1": "generate",
    "flux-pro-1.1-ultra": "generate",
    "flux-schnell": "generate",
    "dall-e-3": "generate",
    "flux-pro-1.0-fill": "fill",
    "flux-pro-1.0-fill-finetuned": "fill",
    "flux-pro-1.0-expand": "expand",
    "flux-pro-1.0-canny": "canny",
    "flux-pro-1.0-depth": "depth",
    "flux-tools/outpainting-v1": "outpaint",
    "flux-tools/erase-v1": "erase",
    "flux-tools/deblur-v1": "deblur",
    "flux-tools/vto-v2": "try_on",
    "studio/picture": "edit",
    "studio/video": "studio/video",
    "kling-v1": "studio/video",
}


@pytest.mark.parametrize(("name", "operation"), OPERATIONS.items())
def test_the_operation_follows_from_the_parameters(name: str, operation: str) -> None:
    """By what the model takes, not by its name."""
    assert [r.name for r in find(name).routes if r.provider == "studio"] == [operation]


@pytest.mark.parametrize("name", [n for n, m in MODELS.items() if m.operation in (*PICTURES, *OWN)])
def test_every_model_has_a_twin(name: str) -> None:
    """Once, and after all others; where the studio can make such a thing."""
    if MODELS[name].params.twin is None:
        assert [r for r in MODELS[name].routes if r.provider == "studio"] == []
        return
    assert [r.provider for r in MODELS[name].routes].index("studio") == len(MODELS[name].routes) - 1


def test_names_that_others_sell_it_under_are_aliases() -> None:
    """A Replicate client's name finds the model."""
    assert find("black-forest-labs/flux-1.1-pro").id == "flux-pro-1.1"
