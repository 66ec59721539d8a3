"""Veo as we call it: an operation that lasts, polled by its name, whose file is fetched with the key (reference, 5)."""

from http import HTTPStatus
from typing import Any

from msgspec import Struct

from philae.core.blob import Blob, Inline
from philae.core.errors import ContentFiltered, GatewayError, UpstreamError, UpstreamRefused, UpstreamUnknown
from philae.core.http import HttpCall, HttpReply
from philae.core.outcome import Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Target, unreadable
from philae.core.request import Output, Reference, Result
from philae.core.video import VideoRequest
from philae.vendors.gemini.fault import fault, meant
from philae.vendors.gemini.wire import Problem

EVERY = 5.0
"""Seconds between polls; a film takes a minute or more."""
FIRST = 1.0
IN_INSTANCE = ("prompt", "image", "lastFrame", "referenceImages")
ROLES = {"first": "image", "last": "lastFrame"}
FILTERED = "the vendor's filter stopped this film"


class File(Struct, frozen=True):
    """Where a film is."""

    uri: str | None = None


class Sample(Struct, frozen=True):
    """A film."""

    video: File | None = None


class Films(Struct, frozen=True, rename="camel"):
    """What came of it; those that a filter stopped are only counted."""

    generated_samples: tuple[Sample, ...] = ()
    rai_media_filtered_count: int = 0
    rai_media_filtered_reasons: tuple[str, ...] = ()


class Response(Struct, frozen=True, rename="camel"):
    """The end of an operation that went well."""

    generate_video_response: Films = Films()


class Operation(Struct, frozen=True):
    """A job: its name, and once it is done how it ended."""

    name: str = ""
    done: bool = False
    error: Problem | None = None
    response: Response | None = None


def able(request: VideoRequest) -> str | None:
    """Only Google's own parameters."""
    return None if request.vendor == "gemini" else f"gemini does not know the parameters of {request.model}"


def call(request: VideoRequest, ref: Ref | None, to: Target) -> HttpCall:
    """Begin it, or ask how far it is."""
    if ref is not None:
        return to.get(f"/v1beta/{ref['id']}")
    instance: dict[str, Any] = {"prompt": request.prompt}
    instance |= {ROLES[r.role]: _picture(r) for r in request.images if r.role in ROLES}
    if references := [r for r in request.images if r.role == "reference"]:
        instance["referenceImages"] = [{"image": _picture(r), "referenceType": "asset"} for r in references]
    parameters = {name: value for name, value in request.params.items() if name not in IN_INSTANCE}
    return to.post(f"/v1beta/models/{to.model}:predictLongRunning", {"instances": [instance], "parameters": parameters})


def _picture(reference: Reference) -> dict[str, Any]:
    return {"bytesBase64Encoded": Inline(reference.blob), "mimeType": reference.blob.mime or "image/png"}


def read(reply: HttpReply, ref: Ref | None) -> Outcome:
    """What came of the submit, or how far the job is."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise _unasked(reply) if ref is not None else _refused(reply)
    job = reply.parse(Operation)
    if ref is None:
        if not job.name:
            message = "the vendor's answer could not be read"
            raise UpstreamUnknown(message, detail=repr(reply.body[:300]))
        return Pending({"id": job.name}, FIRST)
    if not job.done:
        return Pending(ref, EVERY)
    if job.error:
        raise _failed(job.error)
    return _made(reply, job.response.generate_video_response if job.response else Films())


def _made(reply: HttpReply, films: Films) -> Done:
    outputs = tuple(
        Output(Blob(url=s.video.uri), kind="video") for s in films.generated_samples if s.video and s.video.uri
    )
    if not outputs and (films.rai_media_filtered_count or films.rai_media_filtered_reasons):
        raise ContentFiltered(FILTERED, detail="; ".join(films.rai_media_filtered_reasons)[:500])
    if not outputs:
        raise unreadable("has no film", reply)
    return Done(Result(outputs))


def _refused(reply: HttpReply) -> GatewayError:
    """Why a submit was not accepted; a server's failure may have come after the purchase."""
    error = fault(reply)
    failed = isinstance(error, UpstreamRefused) and reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return (
        UpstreamUnknown(error.public, detail=error.detail)
        if failed and reply.status != HTTPStatus.SERVICE_UNAVAILABLE
        else error
    )


def _unasked(reply: HttpReply) -> GatewayError:
    """Why a poll said nothing of the job: it passes, unless the job is gone."""
    if reply.status == HTTPStatus.NOT_FOUND:
        return unreadable("no longer knows the task", reply)
    error = fault(reply)
    message = "the vendor cannot be asked at the moment"
    return UpstreamError(message, detail=error.detail, retryable=True, retry_after=error.retry_after)


def _failed(problem: Problem) -> GatewayError:
    """Why a job that was accepted did not succeed; codes here are those of gRPC."""
    text = f"{problem.code} {problem.message}"
    if any(word in text.casefold() for word in ("safety", "responsible ai", "policy", "sensitive", "prohibited")):
        return ContentFiltered(FILTERED, detail=text[:500])
    message = "the vendor could not do it"
    return UpstreamError(message, detail=f"{meant(problem).detail}"[:500])


CODEC = Codec(call, read, able)
