"""The catalogue: every model that can be asked for, as rows of plain data."""

from difflib import get_close_matches

from philae.catalog import (
    bria,
    flux1,
    flux1_edit,
    flux2,
    flux3,
    flux_replicate,
    flux_tools,
    gemini_images,
    grok,
    hunyuan,
    kling,
    kling_avatar,
    kling_edit,
    kling_images,
    kling_omni,
    kling_sound,
    kontext,
    midjourney,
    minimax,
    openai_images,
    runway,
    runway_images,
    seedance,
    seedream,
    sora,
    studio,
    veo,
)
from philae.catalog.twin import with_twin
from philae.core.errors import ModelNotFound
from philae.core.model import Model

FAMILIES = (
    flux2,
    flux1,
    kontext,
    flux1_edit,
    flux3,
    flux_tools,
    flux_replicate,
    openai_images,
    gemini_images,
    seedream,
    sora,
    seedance,
    veo,
    kling,
    kling_images,
    kling_omni,
    kling_avatar,
    kling_edit,
    kling_sound,
    midjourney,
    minimax,
    grok,
    runway,
    runway_images,
    bria,
    hunyuan,
    studio,
)

MODELS: dict[str, Model] = {row.id: with_twin(row) for family in FAMILIES for row in family.ROWS}
"""Every model under its id, in the order in which they are listed."""

NAMES: dict[str, Model] = {n.lower(): m for m in MODELS.values() for n in (m.id, *m.aliases)}
"""Every model under all of its names, in lower case."""


def find(name: str) -> Model:
    """The model of that id or alias, whatever its case. Raises `ModelNotFound`, which offers near names."""
    if model := NAMES.get(name.lower()):
        return model
    near = get_close_matches(name.lower(), NAMES, n=3, cutoff=0.6)
    offer = f"; did you mean {' or '.join(near)}?" if near else ""
    message = f"there is no model {name[:100]!r}{offer}"
    raise ModelNotFound(message, param="model")
