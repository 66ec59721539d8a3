"""What OpenAI's clients are told: the images, the frames of a stream, and errors."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec

from philae.core.blob import Blob, Inline
from philae.core.dialect import Reply
from philae.core.errors import Canceled, GatewayError, UpstreamTimeout
from philae.core.task import Asset, Event, Task

ARK = "doubao-"
"""How the ids of ByteDance's models begin."""
QUALITIES = ("low", "medium", "high", "xhigh", "max")
BACKGROUNDS = ("transparent", "opaque")

WORDING: dict[str, tuple[int, str, str]] = {
    # ours: status, type and code of theirs
    "invalid_input": (400, "invalid_request_error", "invalid_input"),
    "insufficient_funds": (402, "insufficient_quota", "insufficient_quota"),
    "content_filtered": (400, "image_generation_user_error", "moderation_blocked"),
    "rate_limited": (429, "requests", "rate_limit_exceeded"),
}
# The official clients send a request again after these unless told otherwise.
RETRIED = frozenset({408, 409, 429})


def encode(task: Task) -> Reply:
    """The images. Raises the task's error, so that the answer can name the request."""
    if task.state != "succeeded":
        raise failure(task)
    return Reply(200, images(task))


def images(task: Task) -> dict[str, Any]:
    """OpenAI's ImagesResponse; `Inline` leaves stand for base64 that the edge fills in."""
    linked = task.wish.get("response_format") == "url"
    if task.model.startswith(ARK):
        return _ark(task, linked=linked)
    usage = tokens(task)
    return {
        "created": _seconds(task),
        "data": [_picture(asset, linked=linked) for asset in task.outputs],
        **(_facts(task, task.outputs[0]) if task.outputs else {}),
        **({"usage": usage} if usage["total_tokens"] else {}),
    }


def _ark(task: Task, *, linked: bool) -> dict[str, Any]:
    """ByteDance's form of the same: a size for each picture, and tokens, which are pixels by 256."""
    pictures = [_picture(a, linked=linked) | {"size": f"{a.width}x{a.height}"} for a in task.outputs]
    tokens = task.details.get("output_tokens") or sum(a.width * a.height for a in task.outputs) // 256
    usage = {"generated_images": len(pictures), "output_tokens": tokens, "total_tokens": tokens}
    return {"model": task.wish.get("model") or task.model, "created": _seconds(task), "data": pictures, "usage": usage}


def frames(kind: str) -> Callable[[Event, Task], bytes]:
    """The server-sent events of a streamed generation or edit: `kind` is `image_generation` or `image_edit`.

    A preview's `data` has its base64 as `b64`, its `mime` and its `index`, from 0 for each picture; the client said how many
    it wants. The end's `b64` is a list, one for each output.
    """

    def frame(event: Event, task: Task) -> bytes:
        if event.kind == "preview":
            return _partial(kind, event.data, task) if event.data["index"] < task.wish.get("partial_images", 0) else b""
        if event.kind != "done":
            return b""
        if task.state != "succeeded":
            return _sse("error", error(failure(task), "").body)
        pairs = zip(event.data["b64"], task.outputs, strict=True)
        rest = {"usage": tokens(task)}
        return b"".join(_sse(f"{kind}.completed", {"b64_json": b64} | _shown(task, a) | rest) for b64, a in pairs)

    return frame


def _partial(kind: str, preview: dict[str, Any], task: Task) -> bytes:
    body = {"b64_json": preview["b64"], "partial_image_index": preview["index"]}
    return _sse(f"{kind}.partial_image", body | _shown(task, None) | {"output_format": _format(preview["mime"])})


def error(problem: GatewayError, request_id: str) -> Reply:
    """OpenAI's error object."""
    kind = "server_error" if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    status, kind, code = WORDING.get(problem.code, (problem.status, kind, problem.code))
    message = f"{problem.public} (request id: {request_id})" if request_id else problem.public
    headers = []
    if problem.retry_after is not None:
        headers.append(("retry-after", problem.wait))
    if status in RETRIED or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        headers.append(("x-should-retry", "true" if problem.retryable else "false"))
    body = {"error": {"message": message, "type": kind, "param": problem.param, "code": code}}
    return Reply(status, body, tuple(headers))


def failure(task: Task) -> GatewayError:
    """Why there is no picture. An unfinished task outlived its held line."""
    if task.error:
        return task.error.error()
    if task.state == "canceled":
        return Canceled("the task was canceled")
    return UpstreamTimeout("the picture is not finished yet; the task goes on")


def _picture(asset: Asset, *, linked: bool) -> dict[str, Any]:
    """One image, as a link or as base64."""
    where = {"url": asset.url} if linked else {"b64_json": Inline(Blob(key=asset.key), "base64")}
    return where | ({"revised_prompt": asset.prompt} if asset.prompt else {})


def _facts(task: Task, asset: Asset) -> dict[str, Any]:
    """What was delivered, and the settings that were really used; `auto` is no setting."""
    said = task.wish | task.details
    facts: dict[str, Any] = {"output_format": _format(asset.mime), "size": f"{asset.width}x{asset.height}"}
    facts |= {"quality": said["quality"]} if said.get("quality") in QUALITIES else {}
    return facts | ({"background": said["background"]} if said.get("background") in BACKGROUNDS else {})


def _shown(task: Task, asset: Asset | None) -> dict[str, Any]:
    """What each frame repeats; where nothing is known OpenAI says `auto`."""
    facts = {"quality": "auto", "background": "auto", "size": task.wish.get("size", "auto")}
    return {"created_at": _seconds(task)} | facts | (_facts(task, asset) if asset else {})


def _format(mime: str) -> str:
    """`png` of `image/png`."""
    return mime.rpartition("/")[2]


def tokens(task: Task) -> dict[str, Any]:
    """Tokens, where the model counts in tokens; none else."""
    used = task.receipt.usage
    given, made = used.get("input_token", 0), used.get("output_token", 0)
    pictures = used.get("input_image_token", 0)
    return {
        "input_tokens": given,
        "input_tokens_details": {"image_tokens": pictures, "text_tokens": given - pictures},
        "output_tokens": made,
        "total_tokens": given + made,
    }


def _seconds(task: Task) -> int:
    """When the picture was made, in seconds since 1970."""
    return int((task.finished_at or task.created_at).timestamp())


def _sse(name: str, body: dict[str, Any]) -> bytes:
    """One server-sent event; its type is in the data as well."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), msgspec.json.encode({"type": name} | body))
