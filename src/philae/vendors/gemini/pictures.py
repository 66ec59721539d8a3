"""Google's models that draw, as we call them: `generateContent` with pictures in and one out (platform reference, 3.4)."""

import base64
import binascii
from http import HTTPStatus
from typing import Any

from philae.core.blob import Blob, Inline
from philae.core.errors import ContentFiltered, UpstreamError
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Done, Outcome, Ref
from philae.core.provider import Codec, Target
from philae.core.request import Output, Result
from philae.vendors.gemini.fault import fault
from philae.vendors.gemini.reasons import FILTERED
from philae.vendors.gemini.wire import Candidate, Response

TIMEOUT = 300.0
LONGEST_TEXT = 4000
"""Characters of what the model says beside its picture that are kept."""


def able(request: ImageRequest) -> str | None:
    """Only Google's own parameters, and no mask."""
    if request.vendor != "gemini":
        return f"gemini does not know the parameters of {request.model}"
    return "no mask" if request.mask else None


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:  # noqa: ARG001  one call does it all
    """The prompt, and the pictures behind it."""
    pictures = [
        {"inlineData": {"mimeType": r.blob.mime or "image/png", "data": Inline(r.blob)}} for r in request.images
    ]
    shape = {name: request.params[name] for name in ("aspectRatio", "imageSize") if request.params.get(name)}
    config: dict[str, Any] = {"responseModalities": ["TEXT", "IMAGE"]} | ({"imageConfig": shape} if shape else {})
    body = {
        "contents": [{"role": "user", "parts": [{"text": request.prompt}, *pictures]}],
        "generationConfig": config,
    }
    return to.post(f"/v1beta/models/{to.model}:generateContent", body, timeout=TIMEOUT)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:  # noqa: ARG001  there is no second turn
    """The last picture that is no thought. Raises why there is none."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    answer = reply.parse(Response)
    candidate = next(iter(answer.candidates), Candidate())
    parts = [p for p in candidate.content.parts if not p.thought]
    drawn = next((p.inline_data for p in reversed(parts) if p.inline_data and p.inline_data.data), None)
    if drawn is None:
        raise _undrawn(answer, candidate)
    said = "\n".join(p.text for p in parts if p.text)[:LONGEST_TEXT]
    output = Output(Blob(data=_bytes(drawn.data), mime=drawn.mime_type), drawn.mime_type)
    return Done(Result((output,), details={"text": said} if said else {}))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        message = "the vendor's picture could not be read"
        raise UpstreamError(message, detail=str(error)) from error


def _undrawn(answer: Response, candidate: Candidate) -> UpstreamError | ContentFiltered:
    blocked = answer.prompt_feedback.block_reason if answer.prompt_feedback else ""
    if blocked or candidate.finish_reason in FILTERED:
        message = "the vendor's filter stopped this picture"
        return ContentFiltered(message, detail=f"{blocked} {candidate.finish_reason}: {candidate.finish_message}"[:500])
    message = "the model drew no picture"
    return UpstreamError(message, detail=f"{candidate.finish_reason}: {candidate.finish_message}"[:500])


CODEC = Codec(call, read, able)
