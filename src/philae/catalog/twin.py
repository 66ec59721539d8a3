"""How the offline twin serves a model: the studio's operation, found from the parameters that the model takes."""

from msgspec.structs import replace

from philae.core.model import Model, Route
from philae.core.params import Params
from philae.core.request import PICTURES

# The first whose fields the model has; a model that may also draw without a picture edits when it is given one.
MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("try_on", frozenset({"person", "garment"})),
    ("canny", frozenset({"control_image", "canny_low_threshold"})),
    ("depth", frozenset({"control_image"})),
    ("erase", frozenset({"dilate_pixels"})),
    ("outpaint", frozenset({"reference_offset_x"})),
    ("expand", frozenset({"top", "bottom", "left", "right"})),
)


OWN = {
    "video.generate": "studio/video",
    "mesh.generate": "studio/mesh",
    "audio.generate": "studio/sound",
    "describe": "studio/text",
}
"""What else the studio can make, and its own model of each: it stands in for all others of that kind."""


def operation(params: type[Params]) -> str | None:
    """The studio's operation on pictures for these parameters."""
    fields, media = set(params.model_fields), params.media()
    for name, marks in MARKS:
        if marks <= fields:
            return name
    if not set(media) - {"image_prompt"}:
        return "generate"
    if media.get("image") == "source" and params.model_fields["image"].is_required():
        return "fill" if "mask" in media else "deblur"
    return "edit"


def with_twin(model: Model) -> Model:
    """The model with the studio as one more route, where it can make such a thing, and the names that others sell it under as aliases."""
    names = tuple(dict.fromkeys(r.name for r in model.routes if "/" in r.name and r.name != model.id))
    usual = operation(model.params) if model.operation in PICTURES else OWN.get(model.operation)
    name = usual if model.params.twin == "" else model.params.twin
    twin = (Route("studio", name),) if name else ()
    return replace(model, routes=model.routes + twin, aliases=model.aliases + names)
