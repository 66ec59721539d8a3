"""Gemini's format at Vertex AI: the same bodies at another address. The codec of the format is handed in."""

from urllib.parse import quote

import msgspec

from philae.core.chat import ChatRequest
from philae.core.provider import Target
from philae.core.text import ChatCodec, Written

GLOBAL = "global"
# Places that are several regions have hosts of another form (google-genai 3.4, `_api_client`).
WIDE = frozenset({"us", "eu"})


def vertex(gemini: ChatCodec, project: str, location: str = GLOBAL) -> ChatCodec:
    """The codec of `gemini`, called at a project's place."""

    def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
        return at(project, location, model, "streamGenerateContent?alt=sse" if stream else "generateContent")

    def write(request: ChatRequest, to: Target) -> Written:
        written = gemini.write(request, to)
        call = msgspec.structs.replace(written.call, url=to.url(path(to.model, request.stream)))
        return msgspec.structs.replace(written, call=call)

    return msgspec.structs.replace(gemini, path=path, write=write)


def at(project: str, location: str, model: str, verb: str) -> str:
    """A method of a model that Google publishes."""
    place = f"/v1/projects/{quote(project, safe='')}/locations/{quote(location, safe='')}"
    return f"{place}/publishers/google/models/{quote(model.removeprefix('models/'), safe='')}:{verb}"


def host(location: str) -> str:
    """The base URL for a place: `global`, `us`, `eu`, or a region as `europe-west4`."""
    if location == GLOBAL:
        return "https://aiplatform.googleapis.com"
    if location in WIDE:
        return f"https://aiplatform.{location}.rep.googleapis.com"
    return f"https://{location}-aiplatform.googleapis.com"
