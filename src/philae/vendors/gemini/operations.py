"""Operations that last, as Google's clients see them: `:predictLongRunning`, the poll, and the file by the key."""

from http import HTTPStatus
from typing import Any

from msgspec.structs import replace

from philae.core.dialect import Content, Create, Endpoint, Get, Inbound, Reply, Submission
from philae.core.errors import InvalidRequest, NotFound
from philae.core.request import Wish
from philae.core.task import Asset, Task
from philae.vendors.gemini.problem import error

OPERATION = "video.generate"
CANONICAL = {"aspectRatio": "aspect", "durationSeconds": "seconds", "seed": "seed"}
RENAMED = {"aspect": "aspectRatio", "seconds": "durationSeconds", "width": "aspectRatio", "height": "aspectRatio"}
FRAMES = ("image", "lastFrame")
CODES = {"content_filtered": 3, "canceled": 1, "timeout": 4, "rate_limited": 8, "unavailable": 14}
"""Our code → gRPC's, which stands in an operation that failed; 13 is everything else."""
GENERATED = "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse"
ONE = "numberOfVideos", "sampleCount"


def decode(inbound: Inbound) -> Submission:
    """POST …:predictLongRunning. Raises `InvalidRequest`."""
    body = inbound.json()
    instances, parameters = body.get("instances"), body.get("parameters") or {}
    if not (isinstance(instances, list) and len(instances) == 1 and isinstance(instances[0], dict)):
        message = "instances must hold one object"
        raise InvalidRequest(message, param="instances")
    if not isinstance(parameters, dict):
        message = "parameters must be an object"
        raise InvalidRequest(message, param="parameters")
    given, own = instances[0], dict(parameters)
    if "video" in given:
        message = "films cannot be extended here yet"
        raise InvalidRequest(message, param="video")
    if any(own.pop(name, 1) != 1 for name in ONE):
        message = "one film is made at a time"
        raise InvalidRequest(message, param=ONE[0])
    common = {"prompt": given.get("prompt")} | {name: own.pop(key) for key, name in CANONICAL.items() if key in own}
    model = inbound.path["name"]
    wish = Wish(model, "gemini", common, tuple(_pictures(given)), own)
    return Submission(wish, renamed=RENAMED)


def _pictures(given: dict[str, Any]) -> list[tuple[str, str]]:
    frames = [(name, _picture(given[name], name)) for name in FRAMES if given.get(name)]
    references = given.get("referenceImages") or []
    if not (isinstance(references, list) and all(isinstance(r, dict) for r in references)):
        message = "referenceImages must be a list of objects"
        raise InvalidRequest(message, param="referenceImages")
    return frames + [("referenceImages", _picture(r.get("image"), "referenceImages")) for r in references]


def _picture(value: Any, name: str) -> str:
    """Base64 in any of the places that Google's documents have for it; a link is taken too."""
    inner = value.get("inlineData", value) if isinstance(value, dict) else {}
    places = ("bytesBase64Encoded", "imageBytes", "data", "fileUri", "uri", "url")
    found = next((inner[p] for p in places if isinstance(inner, dict) and isinstance(inner.get(p), str)), "")
    if found:
        return str(found)
    message = f"{name} must be an image with bytesBase64Encoded"
    raise InvalidRequest(message, param=name)


def named(task: Task) -> str:
    """The operation's name."""
    return f"models/{task.wish.get('model') or task.model}/operations/{task.id}"


def begun(task: Task) -> Reply:
    """The answer to a submit."""
    return Reply(HTTPStatus.OK, {"name": named(task)})


def polled(task: Task) -> Reply:
    """How far it is; what failed is done too."""
    if not task.final:
        return Reply(HTTPStatus.OK, {"name": named(task)})
    return Reply(
        HTTPStatus.OK,
        {"name": named(task), "done": True} | (_films(task) if task.state == "succeeded" else _fault(task)),
    )


def _films(task: Task) -> dict[str, Any]:
    """The file, under a link that takes the key, as Google's do."""
    samples = [{"video": {"uri": f"{task.base}/v1beta/files/{task.id.hex}:download?alt=media"}}]
    return {"response": {"@type": GENERATED, "generateVideoResponse": {"generatedSamples": samples}}}


def _fault(task: Task) -> dict[str, Any]:
    failed = task.error
    code, message = (failed.code, failed.message) if failed else ("canceled", "the task was canceled")
    return {"error": {"code": CODES.get(code, 13), "message": message}}


def film(task: Task, _: Inbound) -> Asset:
    """The task's film. Raises `NotFound`."""
    if found := next((a for a in task.outputs if a.kind == "video"), None):
        return found
    message = "there is no such file"
    raise NotFound(message)


def _missing(_: str) -> Reply:
    return error(NotFound("there is no such operation or file"), "")


def _id(inbound: Inbound) -> str:
    return inbound.path["id"]


_below: tuple[Endpoint, ...] = (
    Create("/v1beta/models/{name:path}:predictLongRunning", decode, begun),
    Get("/v1beta/models/{name:path}/operations/{id}", _id, polled, _missing),
    Content("/v1beta/files/{id}:download", _id, film, _missing, OPERATION),
)
ENDPOINTS = _below + tuple(replace(endpoint, path=endpoint.path.replace("/v1beta/", "/v1/")) for endpoint in _below)
"""Google's newer clients say /v1."""
