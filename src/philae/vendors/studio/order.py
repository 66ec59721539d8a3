"""Orders to the studio: what a request is in its words."""

from typing import Any

from philae.core.audio import AudioRequest
from philae.core.blob import Blob, Inline, is_handle
from philae.core.image import ImageRequest
from philae.core.mesh import MeshRequest
from philae.core.provider import Target
from philae.core.request import Reference, Request
from philae.core.size import Limits, is_ratio, size_of
from philae.core.video import VideoRequest

SMALLEST, LARGEST = 64, 4096
LIMITS = Limits(SMALLEST, LARGEST, 16, 1 << 20)
"""What an aspect ratio is worth where no size is asked: about a megapixel."""
ROLES = {"source": "input"}
FIELDS = {"preprocessed_image": "preprocessed"}
SAID = frozenset(
    {"prompt", "width", "height", "size", "aspect_ratio", "seed", "output_format", "steps", "guidance"}
    | {"strength", "image_prompt_strength", "mask"}
)
# Steps and guidance count relative to the model's own defaults (reference flux.md, 1.1 to 1.5).
DEFAULTS: dict[str, tuple[int, float]] = {
    "flux-dev": (28, 3.0),
    "flux-pro": (40, 2.5),
    "flux-2-flex": (50, 5.0),
    "flux-pro-1.0-canny": (50, 30.0),
    "flux-pro-1.0-depth": (50, 30.0),
    "flux-pro-1.0-fill": (50, 60.0),
    "flux-pro-1.0-fill-finetuned": (50, 60.0),
    "flux-pro-1.0-expand": (50, 60.0),
}


FILM = Limits(64, 1920, 2, 1920 * 1080)
"""The sides of a film; 720p is what an aspect ratio is worth."""
FILM_AREA = 1280 * 720
LONGEST = 20
SHAPES, SOUNDS = ("glb", "obj", "stl"), ("mp3", "wav")
"""Formats of shapes and of sounds."""
BEGINS = ("first", "source", "reference", "last")
"""Roles of a picture that a film may begin with, the likeliest first."""


def able(request: ImageRequest) -> str | None:
    """Why the studio cannot draw this."""
    sides = [side for side in (request.width, request.height) if side]
    if any(not SMALLEST <= side <= LARGEST for side in sides):
        return f"sides from {SMALLEST} to {LARGEST}"
    return "pictures in their own size" if request.params.get("original_image_size") else None


def film_able(request: VideoRequest) -> str | None:
    """Why the studio cannot film this."""
    return f"at most {LONGEST} seconds" if (request.seconds or 0) > LONGEST else None


def picture(request: ImageRequest, to: Target) -> dict[str, Any]:
    """The order of a picture."""
    return {
        "operation": _operation(request, to.model),
        "prompt": request.prompt,
        "seed": request.seed,
        "format": request.format or "jpeg",
        "steps": request.params.get("steps"),
        "guidance": request.params.get("guidance"),
        "strength": request.params.get("image_prompt_strength", request.params.get("strength")),
        "images": [{"role": _role(image), "data": Inline(image.blob)} for image in request.images],
        "mask": Inline(request.mask) if request.mask else None,
        "extra": _extra(request),
    } | _size(request)


def film(request: VideoRequest, _: Target) -> dict[str, Any]:
    """The order of a film: it begins with the picture that is its first frame, or the likeliest of those given."""
    begins = sorted((i for i in request.images if i.role in BEGINS), key=lambda i: BEGINS.index(i.role))[:1]
    return {
        "operation": "film",
        "prompt": request.prompt,
        "seed": request.seed,
        "seconds": request.seconds,
        "format": request.params.get("output_format", "mp4"),
        "images": [{"role": "first", "data": Inline(image.blob)} for image in begins],
    } | _frame(request)


def shape_able(request: MeshRequest) -> str | None:
    """Why the studio cannot shape this."""
    return None if request.format in (None, *SHAPES) else f"shapes as {', '.join(SHAPES)}"


def shape(request: MeshRequest, _: Target) -> dict[str, Any]:
    """The order of a shape; what it shows is read from the prompt alone."""
    return {"operation": "mesh", "prompt": request.prompt, "seed": request.seed, "format": request.format or "glb"}


def sound(request: AudioRequest, to: Target) -> dict[str, Any]:
    """The order of a sound; what is spoken is another one. A film that is to have one gives its length."""
    films = [Blob.parse(v).duration for v in request.params.values() if isinstance(v, str) and is_handle(v)]
    return {
        "operation": "speech" if to.model == "speech" else "sound",
        "prompt": request.prompt,
        "seed": request.seed,
        "seconds": request.seconds or min(max([*films, 0.0]), LONGEST) or None,
        "format": request.format or "mp3",
    }


def text(request: Request, _: Target) -> dict[str, Any]:
    """The order of a text about a picture or a prompt."""
    images = [{"role": "input", "data": Inline(image.blob)} for image in request.images[:1]]
    return {"operation": "describe", "prompt": request.prompt, "seed": request.seed, "images": images}


def text_able(request: Request) -> str | None:
    """Why the studio cannot tell of this."""
    return None if request.images or request.prompt else "texts about a picture or a prompt"


def sound_able(request: AudioRequest) -> str | None:
    """Why the studio cannot make this sound."""
    return None if request.format in (None, *SOUNDS) else f"sounds as {', '.join(SOUNDS)}"


def _frame(request: VideoRequest) -> dict[str, int]:
    """Pixels of a film; without any, the studio's own choice or its first picture's shape."""
    if request.width and request.height:
        size = (request.width, request.height)
    elif request.aspect and is_ratio(request.aspect):
        size = size_of(request.aspect, FILM_AREA)
    else:
        return {}
    width, height = FILM.fit(*size)
    return {"width": width, "height": height}


def _operation(request: ImageRequest, name: str) -> str:
    """A model that edits draws where it is given no picture, and repaints the white part where it is given a mask."""
    if name != "edit":
        return name
    return "generate" if not request.images else "fill" if request.mask else name


def _size(request: ImageRequest) -> dict[str, int]:
    """Pixels; without any, an operation on a picture keeps that picture's size."""
    if request.width and request.height:
        return {"width": request.width, "height": request.height}
    if request.aspect and is_ratio(request.aspect):
        width, height = LIMITS.fit(*size_of(request.aspect, LIMITS.most))
        return {"width": width, "height": height}
    return {}


def _role(image: Reference) -> str:
    """The picture's part in the studio's words."""
    return FIELDS.get(image.field) or ROLES.get(image.role, image.role)


def _extra(request: ImageRequest) -> dict[str, Any]:
    """The model's other parameters, pictures left out, and what its defaults are."""
    taken = SAID | {image.field for image in request.images}
    rest = {name: value for name, value in request.params.items() if name not in taken}
    rest |= dict(
        zip(("reference_offset_x", "reference_offset_y"), rest.pop("original_image_location", ()), strict=False)
    )
    names = ("default_steps", "default_guidance")
    return rest | dict(zip(names, DEFAULTS.get(request.model, ()), strict=False))
