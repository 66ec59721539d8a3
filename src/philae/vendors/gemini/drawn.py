"""Google's models that draw, as Google's clients see them: `generateContent`, whole and streamed (platform reference, 3.4)."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob, Inline
from philae.core.dialect import Create, Endpoint, Inbound, Reply, Submission
from philae.core.errors import Canceled, GatewayError, InvalidRequest, UpstreamTimeout
from philae.core.request import Wish
from philae.core.task import Event, Task
from philae.vendors.gemini.problem import told
from philae.vendors.gemini.spelling import respell

NAMES = (
    "gemini-3-pro-image-preview", "gemini-3-pro-image", "gemini-3.1-flash-image-preview", "gemini-3.1-flash-image",
    "gemini-2.5-flash-image", "gemini-2.5-flash-image-preview",
)  # fmt: skip
"""The models that draw where others talk: calls of theirs are tasks. The relay takes every other."""
HOLD = 600.0
RENAMED = {"aspect": "generationConfig.imageConfig.aspectRatio", "image": "contents", "prompt": "contents"}
READ = ("contents", "generationConfig", "systemInstruction")
SETTINGS = ("responseModalities", "imageConfig", "seed", "candidateCount")


def decode(name: str, stream: bool, inbound: Inbound) -> Submission:  # noqa: FBT001  bound in the table below
    """A picture to be drawn; several turns are told as one. Raises `InvalidRequest`."""
    body = respell(inbound.json())
    config, shape = _config(name, body)
    given = (*_parts(body.get("systemInstruction") or []), *_parts(body.get("contents")))
    parts = [part for part in given if not part.get("thought")]
    prompt = "\n".join(part["text"] for part in parts if isinstance(part.get("text"), str))
    common = {"prompt": prompt, "aspect": shape.get("aspectRatio"), "seed": config.get("seed")}
    pictures = tuple(("image", picture) for part in parts for picture in _pictures(part))
    own = _rest(body, READ) | _rest(config, SETTINGS) | _rest(shape, ("aspectRatio",))
    events = inbound.query.get("alt") == "sse"
    wish = Wish(name, "gemini", common, pictures, own)
    return Submission(wish, renamed=RENAMED, wait=HOLD, stream=stream and events, echo={"list": stream and not events})


def _config(name: str, body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings, and those of the picture. Raises `InvalidRequest`."""
    config = body.get("generationConfig") or {}
    shape = config.get("imageConfig") or {} if isinstance(config, dict) else None
    if not isinstance(shape, dict):
        message = "generationConfig and imageConfig must be objects"
        raise InvalidRequest(message, param="generationConfig")
    if "IMAGE" not in [str(m).upper() for m in config.get("responseModalities") or ["IMAGE"]]:
        message = f"{name} draws: responseModalities must have IMAGE"
        raise InvalidRequest(message, param="generationConfig.responseModalities")
    if config.get("candidateCount", 1) != 1:
        message = "candidateCount must be 1"
        raise InvalidRequest(message, param="generationConfig.candidateCount")
    return config, shape


def _rest(given: dict[str, Any], read: tuple[str, ...]) -> dict[str, Any]:
    """What is said beside that."""
    return {name: value for name, value in given.items() if name not in read}


def _parts(turns: Any) -> Iterator[dict[str, Any]]:
    """The parts of all turns. Raises `InvalidRequest`."""
    for turn in turns if isinstance(turns, list) else [turns]:
        found = [{"text": turn}] if isinstance(turn, str) else turn.get("parts") if isinstance(turn, dict) else None
        if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
            message = "contents must be turns with parts"
            raise InvalidRequest(message, param="contents")
        yield from found


def _pictures(part: dict[str, Any]) -> Iterator[str]:
    """What the part shows."""
    for holder, key in (("inlineData", "data"), ("fileData", "fileUri")):
        inner = part.get(holder)
        if isinstance(inner, dict) and isinstance(inner.get(key), str):
            yield inner[key]


def encode(task: Task) -> Reply:
    """The answer. Raises the task's error."""
    if task.state != "succeeded":
        raise _failure(task)
    pictures = [_picture(a.mime, Inline(Blob(key=a.key), "base64")) for a in task.outputs]
    said = answer(task, pictures)
    return Reply(HTTPStatus.OK, [said] if task.wish.get("list") else said)


def answer(task: Task, pictures: list[dict[str, Any]]) -> dict[str, Any]:
    """A GenerateContentResponse."""
    text = task.details.get("text")
    parts = ([{"text": text}] if text else []) + pictures
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}
    return {"candidates": [candidate], "modelVersion": task.model, "responseId": str(task.id)}


def frame(event: Event, task: Task) -> bytes:
    """The one event of a stream: the picture, or why there is none."""
    if event.kind != "done":
        return b""
    if task.state != "succeeded":
        body: dict[str, Any] = told(_failure(task))
    else:
        pairs = zip(task.outputs, event.data["b64"], strict=True)
        body = answer(task, [_picture(a.mime, b64) for a, b64 in pairs])
    return b"data: %b\r\n\r\n" % msgspec.json.encode(body)


def _picture(mime: str, data: Any) -> dict[str, Any]:
    return {"inlineData": {"mimeType": mime, "data": data}}


def _failure(task: Task) -> GatewayError:
    if task.error:
        return task.error.error()
    if task.state == "canceled":
        return Canceled("the task was canceled")
    return UpstreamTimeout("the picture is not finished yet; the task goes on")


ENDPOINTS: tuple[Endpoint, ...] = tuple(
    Create(f"/{version}/models/{name}:{verb}", partial(decode, name, stream), encode, frame)
    for version in ("v1beta", "v1")
    for name in NAMES
    for verb, stream in (("generateContent", False), ("streamGenerateContent", True))
)
