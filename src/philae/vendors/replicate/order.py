"""A request in Replicate's words, or the reason why it cannot be said there."""

from typing import Any

from philae.core.blob import Blob, Inline
from philae.core.image import ImageRequest
from philae.core.size import is_ratio, nearest_ratio, ratio_of, shape_of
from philae.vendors.replicate.inputs import INPUTS, NEUTRAL, Inputs

CANONICAL = frozenset({"prompt", "width", "height", "aspect_ratio", "seed", "output_format", "safety_tolerance"})


def able(request: ImageRequest) -> str | None:
    """Why Replicate's form of this model cannot do this request, None for a model whose words we pass as they are."""
    inputs = INPUTS.get(request.model)
    if inputs is None:
        return None if request.vendor == "replicate" else f"no form of {request.model} is known there"
    reasons = (_no_parameter(request, inputs), _no_picture(request, inputs), _no_size(request, inputs))
    return next((reason for reason in reasons if reason), None)


def order(request: ImageRequest) -> dict[str, Any]:
    """The prediction's input."""
    inputs = INPUTS.get(request.model)
    return _told(request, inputs) if inputs else _verbatim(request)


def _told(request: ImageRequest, inputs: Inputs) -> dict[str, Any]:
    """The request in Replicate's words."""
    body: dict[str, Any] = {"prompt": request.prompt} | _size(request, inputs)
    names = {name: name for name in inputs.plain} | inputs.renamed
    body |= {to: request.params[name] for name, to in names.items() if request.params.get(name) is not None}
    tolerance = request.params.get("safety_tolerance")
    if tolerance is not None and inputs.tolerance is not None:
        body["safety_tolerance"] = tolerance
    if request.seed is not None:
        body["seed"] = request.seed
    if request.format:
        body["output_format"] = "jpg" if request.format == "jpeg" else request.format
    if inputs.many:
        body["num_outputs"] = request.n
    if inputs.images and request.images:
        body[inputs.images] = [_file(image.blob) for image in request.images]
    elif request.images:
        body |= {inputs.media[image.field]: _file(image.blob) for image in request.images}
    return body | ({"mask": _file(request.mask)} if request.mask else {})


def _verbatim(request: ImageRequest) -> dict[str, Any]:
    """A model whose parameters are Replicate's own; a field that takes a list keeps one."""
    body = dict(request.params)
    for field in {image.field for image in request.images}:
        files = [_file(image.blob) for image in request.images if image.field == field]
        body[field] = files if isinstance(body.get(field), list) else files[0]
    return body | ({"mask": _file(request.mask)} if request.mask else {})


def _file(blob: Blob) -> Any:
    """A picture: its link, or its bytes as a data URI."""
    return blob.url or Inline(blob, "data-uri")


def _size(request: ImageRequest, inputs: Inputs) -> dict[str, Any]:
    """How the size is said; without one it follows the first picture."""
    if inputs.size == "pixels" and request.width and request.height:
        return {"aspect_ratio": "custom", "width": request.width, "height": request.height}
    if inputs.size == "ratio" and (asked := _shape(request)):
        return {"aspect_ratio": nearest_ratio(asked, inputs.ratios)}
    # The models without a size have no such input; the others would make a square of it.
    return {"aspect_ratio": "match_input_image"} if request.images and inputs.size != "none" else {}


def _shape(request: ImageRequest) -> str | None:
    """The ratio that is asked, if any is."""
    if request.aspect and is_ratio(request.aspect):
        return request.aspect
    return ratio_of(request.width, request.height) if request.width and request.height else None


def _no_parameter(request: ImageRequest, inputs: Inputs) -> str | None:
    """A parameter that is set and has no place there."""
    tolerance = request.params.get("safety_tolerance")
    if tolerance is not None and inputs.tolerance is not None and tolerance < inputs.tolerance:
        return f"no safety_tolerance below {inputs.tolerance}"
    if tolerance is not None and request.images and tolerance > inputs.loosest:
        return f"no safety_tolerance over {inputs.loosest} with pictures"
    if request.format and request.format not in inputs.formats:
        return f"no {request.format}"
    placed = inputs.plain | inputs.renamed.keys() | {image.field for image in request.images} | {"mask"}
    placed |= CANONICAL if inputs.tolerance is not None else CANONICAL - {"safety_tolerance"}
    rest = {name: value for name, value in request.params.items() if name not in placed}
    return next((f"no {name}" for name, value in rest.items() if value and value != NEUTRAL.get(name)), None)


def _no_picture(request: ImageRequest, inputs: Inputs) -> str | None:
    """A picture that has no place there."""
    if request.mask and not inputs.mask:
        return "no mask"
    if len(request.images) > inputs.most:
        return f"at most {inputs.most} input images"
    if inputs.images:
        return None
    return next((f"no {image.field}" for image in request.images if image.field not in inputs.media), None)


def _no_size(request: ImageRequest, inputs: Inputs) -> str | None:
    """A size that cannot be said there. Where only ratios can, the pixels are up to the model."""
    asked = _shape(request)
    if inputs.size == "ratio" and asked:
        (a, b), (c, d) = shape_of(asked), shape_of(nearest_ratio(asked, inputs.ratios))
        return None if a * d == b * c else f"no aspect ratio {asked}"
    low, high = inputs.sides
    sides = (request.width or low, request.height or low) if inputs.size == "pixels" else ()
    fits = all(low <= side <= high and side % 32 == 0 for side in sides)
    return None if fits else f"sides from {low} to {high} in steps of 32"
