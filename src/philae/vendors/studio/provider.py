"""The studio as we call it, over its own socket: an order is taken, polled, and its picture fetched from it."""

from http import HTTPStatus
from typing import Any

from philae.core.auth import Static
from philae.core.blob import Blob, Inline
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target
from philae.core.request import Output, Reference, Result
from philae.core.size import Limits, is_ratio, size_of
from philae.vendors.studio.problem import error, problem
from philae.vendors.studio.wire import Job, Problem

FAILED = "the picture could not be drawn"
SOONEST, LATEST = 0.15, 0.5
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


def able(request: ImageRequest) -> str | None:
    """Why the studio cannot draw this."""
    sides = [side for side in (request.width, request.height) if side]
    if any(not SMALLEST <= side <= LARGEST for side in sides):
        return f"sides from {SMALLEST} to {LARGEST}"
    return None


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:
    """Order the picture, or look at the job again."""
    if ref:
        return to.get(f"/v1/images/{ref['id']}")
    order: dict[str, Any] = {
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
        "label": {"model": request.model} | to.label,
    }
    order |= _size(request)
    return to.post("/v1/images", {name: value for name, value in order.items() if value is not None})


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What became of the job."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise error(problem(reply), reply, FAILED)
    job = reply.parse(Job)
    match job.state:
        case "queued":
            return Pending({"id": job.id}, _later(job.ahead_seconds / 4), job.progress)
        case "running":
            early = tuple(f"/v1/images/{job.id}/previews/{number}" for number in range(1, job.previews + 1))
            return Pending(ref or {"id": job.id}, _later(job.seconds / 4), job.progress, previews=early)
        case "done":
            where = f"/v1/images/{job.id}/content"
            blob = Blob(url=where, mime=job.mime, size=job.bytes, width=job.width, height=job.height)
            return Done(Result((Output(blob, job.mime, job.seed),), details=job.details))
    raise error(job.error or Problem(job.state), reply, FAILED)


def cancel(ref: Ref, to: Target) -> HttpCall:
    """Stop a job wherever it is."""
    return HttpCall("DELETE", to.url(f"/v1/images/{ref['id']}"), timeout=10.0)


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
    names = ("default_steps", "default_guidance")
    return rest | dict(zip(names, DEFAULTS.get(request.model, ()), strict=False))


def _later(seconds: float) -> float:
    """When to ask again: soon at first and before its turn, seldom in between."""
    return min(max(seconds, SOONEST), LATEST)


def _open(secret: str) -> Static:  # noqa: ARG001 - its socket is its lock
    return Static(())


_CODEC = Codec(call, read, able, cancel=cancel)

PROVIDER = Provider(
    "studio",
    base_url="http://studio",
    auth=_open,
    serves={"image.generate": _CODEC, "image.edit": _CODEC},
    recovery="key",
)
