"""Ark's images as we call them: one call does it all, references and all (platform reference, 3.5 and 3.6)."""

from msgspec import Struct

from philae.core.blob import Blob, Inline
from philae.core.errors import ContentFiltered, UpstreamError
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.native.fault import PUBLIC, refusal
from philae.core.outcome import Done, Outcome, Ref
from philae.core.provider import Codec, Target
from philae.core.request import Output, Result
from philae.vendors.bytedance.lane import FAULTS

TIMEOUT = 300.0
"""Seconds; a series of large pictures takes its time."""
PATH = "/images/generations"


class Fault(Struct, frozen=True):
    """Why one picture of a series is missing."""

    code: str = ""
    message: str = ""


class Picture(Struct, frozen=True):
    """A result, or why there is none."""

    url: str | None = None
    error: Fault | None = None


class Used(Struct, frozen=True):
    """What ByteDance counted."""

    generated_images: int | None = None
    output_tokens: int = 0


class Images(Struct, frozen=True):
    """The answer."""

    data: tuple[Picture, ...] = ()
    usage: Used = Used()


def able(request: ImageRequest) -> str | None:
    """Only ByteDance's own parameters."""
    return None if request.vendor == "bytedance" else f"bytedance does not know the parameters of {request.model}"


def call(request: ImageRequest, ref: Ref | None, to: Target) -> HttpCall:  # noqa: ARG001  one call does it all
    """A generation; a single picture is named alone, as SeedEdit wants it."""
    pictures = [Inline(r.blob, "data-uri") for r in request.images]
    image = {"image": pictures if len(pictures) > 1 else pictures[0]} if pictures else {}
    body = request.params | image | {"model": to.model, "response_format": "url"}
    return to.post(PATH, body, timeout=TIMEOUT)


def read(reply: HttpReply, ref: Ref | None) -> Outcome:  # noqa: ARG001  there is no second turn
    """The pictures that there are. Raises what stopped the others if there are none."""
    if error := refusal(FAULTS, reply):
        raise error
    answer = reply.parse(Images)
    outputs = tuple(Output(Blob(url=p.url)) for p in answer.data if p.url)
    if not outputs:
        faults = [p.error for p in answer.data if p.error]
        filtered = not faults or any("sensitive" in f"{f.code} {f.message}".casefold() for f in faults)
        kind = ContentFiltered if filtered else UpstreamError
        raise kind(PUBLIC[kind], detail=repr(faults)[:500])
    count = answer.usage.generated_images or len(outputs)
    return Done(Result(outputs, {"image": count}, {"output_tokens": answer.usage.output_tokens}))


CODEC = Codec(call, read, able)
