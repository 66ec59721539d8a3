"""OpenAI's Images API as we call it, and every server that speaks it: vLLM-Omni, SGLang, LocalAI, sd-server."""

import base64
import binascii
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob, Inline
from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    UpstreamError,
)
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.money import Usage
from philae.core.native.codec import codecs
from philae.core.outcome import Done, Outcome, Ref
from philae.core.provider import Codec, Provider, Target, bearer, unreadable
from philae.core.request import Output, Result
from philae.core.size import Limits, is_ratio, size_of
from philae.vendors.openai import video
from philae.vendors.openai.meaning import CLOSED, FAILED, FILTERED, STATUSES, Meaning
from philae.vendors.openai.wire import Failed, Images, Picture, Problem, Tokens

TIMEOUT = 180.0
MOST_IMAGES = 16
LONGEST_PROMPT = 32_000
# What an aspect ratio is worth: about a megapixel, in multiples that every model takes.
LIMITS = Limits(256, 4096, 32, 1 << 20)
# OpenAI's own fields: of both endpoints, of generations alone, of edits alone; strangers are errors there.
BOTH = ("quality", "background", "output_compression", "user", "safety_identifier")
GENERATION = ("style", "moderation")
EDIT = ("input_fidelity",)
# What open servers take beyond OpenAI's fields (docs.vllm.ai, vLLM-Omni image generation and edit APIs).
FOREIGN = {
    "steps": "num_inference_steps",
    "guidance": "guidance_scale",
    "negative_prompt": "negative_prompt",
    "seed": "seed",
}
# What changes the picture and cannot be said in this protocol.
UNSAID = ("top", "bottom", "left", "right", "finetune_id", "dilate_pixels", "reference_offset_x", "reference_offset_y")
NEUTRAL = (None, 0, "", "auto")
ROLES = frozenset({"source", "reference"})
BLOCKED = frozenset({"moderation_blocked", "content_policy_violation"})
SPENT = frozenset({"insufficient_quota", "billing_hard_limit_reached"})

WRONG: Meaning = (InvalidRequest, "the vendor refused these parameters")


def able(request: ImageRequest) -> str | None:
    """Why the protocol cannot express this request."""
    if len(request.images) > MOST_IMAGES:
        return f"at most {MOST_IMAGES} input images"
    if len(request.prompt) > LONGEST_PROMPT:
        return f"a prompt of at most {LONGEST_PROMPT} characters"
    if other := next((r.role for r in request.images if r.role not in ROLES), None):
        return f"no {other} image"
    if request.mask and not request.images:
        return "no mask without an image"
    # A stricter or looser filter, and a style, can be asked for new pictures only; `auto` is what an edit gets anyway.
    unsaid = UNSAID + (GENERATION if request.images and request.vendor == "openai" else ())
    return next((f"no {name}" for name in unsaid if request.params.get(name) not in NEUTRAL), None)


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:  # noqa: ARG001 - one call does it all
    """A generation, or an edit when there are input pictures."""
    fields = _fields(request, to.model)
    if not request.images:
        return to.post("/v1/images/generations", fields, timeout=TIMEOUT)
    # The official clients name a single file `image` and several `image[]`; so do we.
    name = "image" if len(request.images) == 1 else "image[]"
    files: list[tuple[str, Any]] = [(name, Inline(r.blob, "file", f"image-{i}")) for i, r in enumerate(request.images)]
    if request.mask:
        # White means edit with us, transparent means edit here.
        files.append(("mask", Inline(request.mask, "alpha-file", "mask")))
    form = (*((k, str(v)) for k, v in fields.items()), *files)
    headers = (("idempotency-key", to.key),)
    return HttpCall("POST", to.url("/v1/images/edits"), headers, form=form, effect="submit", timeout=TIMEOUT)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:  # noqa: ARG001 - there is no second turn
    """The pictures; an empty list means that a filter took them all (reference, 3.2)."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise _error(reply)
    answer = reply.parse(Images)
    if answer.data is None:
        raise unreadable("has no pictures", reply)
    mime = f"image/{answer.output_format}" if answer.output_format else ""
    outputs = tuple(_output(p, mime) for p in answer.data if p.b64_json or p.url)
    if not outputs:
        message = "the vendor's filter stopped this picture"
        raise ContentFiltered(message)
    said = {"quality": answer.quality, "background": answer.background}
    details = {name: value for name, value in said.items() if value}
    usage = _usage(answer.usage, len(outputs)) if answer.usage else None
    return Done(Result(outputs, usage, details))


def _fields(request: ImageRequest, model: str) -> dict[str, Any]:
    """The request in OpenAI's fields, or in those of the open servers for a model that is not OpenAI's."""
    size = _size(request)
    fields = {"model": model, "prompt": request.prompt, "n": request.n} | ({"size": size} if size else {})
    own = request.vendor == "openai"
    dalle = model.startswith("dall-e")
    if request.format and not dalle:
        fields["output_format"] = request.format
    if dalle or not own:
        fields["response_format"] = "b64_json"
    names = {name: name for name in BOTH + (EDIT if request.images else GENERATION)} if own else FOREIGN
    given = {"seed": request.seed} | request.params
    return fields | {to: given[name] for name, to in names.items() if given.get(name) is not None}


def _size(request: ImageRequest) -> str | None:
    """`1024x768`."""
    if request.width and request.height:
        return f"{request.width}x{request.height}"
    if request.aspect and is_ratio(request.aspect):
        return "{}x{}".format(*LIMITS.fit(*size_of(request.aspect, LIMITS.most)))
    return request.params.get("size")


def _output(picture: Picture, mime: str) -> Output:
    """One result; some servers put a `data:` prefix before the base64. Raises `UpstreamError`."""
    if not picture.b64_json:
        return Output(Blob(url=picture.url), mime, prompt=picture.revised_prompt)
    try:
        data = base64.b64decode(picture.b64_json.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError) as error:
        message = "the vendor's picture could not be read"
        raise UpstreamError(message, detail=str(error)) from error
    return Output(Blob(data=data, mime=mime), mime, prompt=picture.revised_prompt)


def _usage(tokens: Tokens, pictures: int) -> Usage:
    """Text and image input are metered apart, since their prices differ."""
    details = tokens.input_tokens_details
    usage = {"image": pictures, "input_token": tokens.input_tokens, "output_token": tokens.output_tokens}
    if details:
        usage |= {"input_text_token": details.text_tokens, "input_image_token": details.image_tokens}
    return usage


def _error(reply: HttpReply) -> GatewayError:
    """OpenAI's errors in the words of our tree; what the vendor said is for the operator."""
    try:
        problem = msgspec.json.decode(reply.body, type=Failed, strict=False).error
    except msgspec.MsgspecError:
        problem = Problem(message=repr(reply.body[:300]))
    detail = f"{reply.status} {problem.type} {problem.code}: {problem.message}"
    kind, public = STATUSES.get(reply.status, FAILED if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR else WRONG)
    if problem.code in BLOCKED or "safety system" in problem.message:
        kind, public = FILTERED
    elif problem.code in SPENT:
        kind, public = CLOSED
    param = problem.param if kind is InvalidRequest else None
    return kind(public, detail=detail, param=param, retry_after=reply.retry_after())


_CODEC = Codec(call, read, able)

PROVIDER = Provider(
    "openai",
    base_url="https://api.openai.com",
    auth=bearer,
    serves={"image.generate": _CODEC, "image.edit": _CODEC, **codecs(video.LANE)},
    secret="OPENAI_API_KEY",  # noqa: S106 - the name of a variable
    hosts=("openai.com",),
    callbacks=False,  # its images are answered in the call itself, and its films have no webhook per call
)
