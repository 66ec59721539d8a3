"""Replicate as we call it: a prediction is made, then polled by its id below the channel's own base."""

import re
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob, Inline
from philae.core.errors import (
    Canceled,
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamError,
    UpstreamRefused,
    UpstreamUnknown,
)
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest, Output, Result
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target, bearer, unreadable
from philae.core.size import is_ratio, nearest_ratio, ratio_of, shape_of
from philae.vendors.replicate.inputs import INPUTS, NEUTRAL, Inputs
from philae.vendors.replicate.wire import Prediction, Problem

SOON = 0.7
LATER = 5.0
# Replicate drops output an hour after the end.
EXPIRES = 3600.0
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PERCENT = re.compile(r"(\d{1,3})%\|")
# Words seen in errors of image models: the safety checker of the open ones, E005 of the official ones.
FILTERED = re.compile(
    r"nsfw|flagged as sensitive|E005|safety (system|filter|checker)|content polic|moderat", re.IGNORECASE
)
CANONICAL = frozenset({"prompt", "width", "height", "aspect_ratio", "seed", "output_format", "safety_tolerance"})

Meaning = tuple[type[GatewayError], str]
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
FAILED: Meaning = (UpstreamUnknown, "the vendor failed")
WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")
LOST: Meaning = (UpstreamError, "the vendor does not know the prediction any more")
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 402, 403, 404, 503), CLOSED) | {
    413: (TooLarge, "the vendor refused inputs of this size"),
    429: (RateLimited, "the vendor is busy"),
}


def able(request: ImageRequest) -> str | None:
    """Why Replicate's form of this model cannot do this request, None for a model whose words we pass as they are."""
    inputs = INPUTS.get(request.model)
    if inputs is None:
        return None if request.vendor == "replicate" else f"no form of {request.model} is known there"
    reasons = (_no_parameter(request, inputs), _no_picture(request, inputs), _no_size(request, inputs))
    return next((reason for reason in reasons if reason), None)


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:
    """Make the prediction, or look at it again."""
    if ref:
        return to.get(f"/v1/predictions/{ref['id']}")
    inputs = INPUTS.get(request.model)
    body: dict[str, Any] = {"input": _inputs(request, inputs) if inputs else _verbatim(request)}
    if to.callback:
        body |= {"webhook": to.callback, "webhook_events_filter": ["completed"]}
    return to.post(f"/v1/models/{to.model}/predictions", body)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What became of the prediction. A failing poll is asked again: the job itself goes on."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        if ref and (reply.status == HTTPStatus.TOO_MANY_REQUESTS or _failed(reply)):
            return Pending(ref, reply.retry_after() or LATER)
        raise _error(reply, polled=bool(ref))
    job = reply.parse(Prediction)
    match job.status:
        case "starting" | "processing":
            return Pending(_ref(job, reply), SOON, _progress(job), EXPIRES)
        case "succeeded":
            return Done(_result(job, reply))
        case "canceled":
            message = "the prediction was canceled"
            raise Canceled(message)
        case "aborted":
            message = "the vendor did not start the prediction"
            raise UpstreamRefused(message, detail=str(job.error))
    raise _failure(job)


def cancel(ref: Ref, to: Target) -> HttpCall:
    """Stop a running prediction."""
    return to.post(f"/v1/predictions/{ref['id']}/cancel", {}, effect="none")


def hook(told: HttpReply) -> Ref | None:
    """The prediction that a webhook speaks of; it is polled, never believed."""
    try:
        return _ref(told.parse(Prediction), told)
    except UpstreamError:
        return None


def _inputs(request: ImageRequest, inputs: Inputs) -> dict[str, Any]:
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


def _ref(job: Prediction, reply: HttpReply) -> Ref:
    """What is needed to ask again. The id becomes part of a path, so it must look like one. Raises `UpstreamError`."""
    if not ID.fullmatch(job.id):
        raise unreadable("has no usable id", reply)
    return {"id": job.id}


def _progress(job: Prediction) -> float | None:
    """From the progress bar in the logs, where the model draws one."""
    found = PERCENT.findall(job.logs or "")
    return min(int(found[-1]) / 100, 1.0) if found else None


def _result(job: Prediction, reply: HttpReply) -> Result:
    """The pictures. Raises `UpstreamError` if there is no link."""
    items = job.output if isinstance(job.output, list) else [job.output]
    links = [item for item in items if isinstance(item, str)]
    if not links:
        raise unreadable("has no picture", reply)
    return Result(tuple(Output(Blob(url=link)) for link in links))


def _failure(job: Prediction) -> GatewayError:
    """Why it failed; models say it in free words only."""
    said = str(job.error)
    if FILTERED.search(said):
        return ContentFiltered("the vendor's filter stopped this picture", detail=said)
    return UpstreamError("the generation failed at the vendor", detail=f"{job.status}: {said}")


def _error(reply: HttpReply, *, polled: bool) -> GatewayError:
    """Replicate's problems in the words of our tree."""
    try:
        problem = msgspec.json.decode(reply.body, type=Problem, strict=False)
    except msgspec.MsgspecError:
        problem = Problem(detail=repr(reply.body[:300]))
    detail = f"{reply.status} {problem.title}: {problem.detail}"
    kind, public = LOST if polled else STATUSES.get(reply.status, FAILED if _failed(reply) else WRONG)
    return kind(public, detail=detail, retry_after=reply.retry_after())


def _failed(reply: HttpReply) -> bool:
    """Whether the fault is the vendor's own."""
    return reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR


_CODEC = Codec(call, read, able, cancel=cancel, hook=hook)

PROVIDER = Provider(
    "replicate",
    base_url="https://api.replicate.com",
    auth=bearer,
    serves={"image.generate": _CODEC, "image.edit": _CODEC},
    secret="REPLICATE_API_TOKEN",  # noqa: S106 - the name of a variable
    hosts=("replicate.com", "replicate.delivery"),
)
