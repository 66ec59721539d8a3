"""Replicate's predictions as we serve them: made, polled, listed, canceled, and told by webhook."""

import re
from collections.abc import Callable
from typing import Any

from philae.core.dialect import Cancel, Create, Dialect, Endpoint, Get, Inbound, List, Page, Reply, Submission, Webhook
from philae.core.errors import InvalidRequest, NotFound
from philae.core.request import Wish
from philae.core.task import Notify, Task
from philae.core.webhook import sign
from philae.vendors.replicate.answer import error, notice, prediction

PREFIXES = ("/replicate/v1", "/v1")
LONGEST_WAIT = 60
SHOWN = 64
PICTURE = r"image|images|mask|image_prompt|control_image|input_image(_\d+)?|input_images|reference_images"
FRAME = r"(start|end)_image|last_frame|(first|last)_frame_image"
MEDIA = re.compile(f"{PICTURE}|{FRAME}")
CANONICAL = {"prompt": "prompt", "width": "width", "height": "height", "seed": "seed", "duration": "seconds"}
# One word of theirs that means the same as everyone else's.
OWN = {"num_inference_steps": "steps"}
RENAMED = {
    "seconds": "duration",
    "aspect": "aspect_ratio",
    "format": "output_format",
    "n": "num_outputs",
    "steps": "num_inference_steps",
}
# Which events of ours a filter asks for; we have no logs to send.
EVENTS = {"start": "running", "output": "done", "completed": "done"}


def for_model(prefix: str) -> Callable[[Inbound], Submission]:
    """POST …/models/{owner}/{name}/predictions."""

    def decode(inbound: Inbound) -> Submission:
        body = inbound.json()
        return _submission(inbound, body, f"{inbound.path['owner']}/{inbound.path['name']}", prefix)

    return decode


def for_version(prefix: str) -> Callable[[Inbound], Submission]:
    """POST …/predictions, where the model is named as `version` (`owner/name` or `owner/name:version`) or `model`."""

    def decode(inbound: Inbound) -> Submission:
        body = inbound.json()
        name = body.get("model") or body.get("version")
        if not isinstance(name, str):
            message = "version is required"
            raise InvalidRequest(message, param="version")
        return _submission(inbound, body, name.partition(":")[0], prefix)

    return decode


def _submission(inbound: Inbound, body: dict[str, Any], model: str, prefix: str) -> Submission:
    """What the client asked. Raises `InvalidRequest`."""
    given = body.get("input")
    if not isinstance(given, dict):
        message = "input is required and must be an object"
        raise InvalidRequest(message, param="input")
    given = {k: v for k, v in given.items() if v is not None and (v != "" or k == "prompt")}
    media = tuple(_pictures(given))
    rest = {k: v for k, v in given.items() if not MEDIA.fullmatch(k)}
    n = rest.pop("num_outputs", 1)
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        message = "num_outputs must be a positive whole number"
        raise InvalidRequest(message, param="num_outputs")
    common = {"n": n} | _format(rest) | _shape(rest)
    common |= {name: rest.pop(own) for own, name in CANONICAL.items() if own in rest}
    own = {OWN.get(k, k): v for k, v in rest.items()}
    wish = Wish(model, "replicate", common, media, own)
    echo = {"model": model, "prefix": prefix, "input": _brief(given)}
    return Submission(wish, n, _notify(body), RENAMED, _wait(inbound), echo=echo)


def _pictures(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Pictures by the client's names, lists in order. Raises `InvalidRequest`."""
    found = []
    for name, value in given.items():
        if MEDIA.fullmatch(name):
            for item in value if isinstance(value, list) else [value]:
                if not isinstance(item, str):
                    message = f"{name} must be a URL or a data URI"
                    raise InvalidRequest(message, param=name)
                found.append((name, item))
    return found


def _shape(rest: dict[str, Any]) -> dict[str, Any]:
    """The aspect ratio; where one is given and is not `custom`, width and height do not count."""
    aspect = rest.pop("aspect_ratio", None)
    if aspect not in (None, "custom"):
        rest.pop("width", None)
        rest.pop("height", None)
    return {} if aspect is None else {"aspect": aspect}


def _format(rest: dict[str, Any]) -> dict[str, Any]:
    """The canonical format: Replicate says jpg for jpeg."""
    value = rest.pop("output_format", None)
    return {} if value is None else {"format": "jpeg" if value == "jpg" else value}


def _notify(body: dict[str, Any]) -> Notify | None:
    """Who is told, and when: without a filter whenever there is output."""
    url = body.get("webhook")
    if not url:
        return None
    asked = body.get("webhook_events_filter") or ("output", "completed")
    if not isinstance(url, str) or not isinstance(asked, list | tuple):
        message = "webhook must be a URL and webhook_events_filter a list"
        raise InvalidRequest(message, param="webhook")
    return Notify(url, "replicate", events=tuple({told: None for name, told in EVENTS.items() if name in asked}))


def _wait(inbound: Inbound) -> float:
    """Seconds from `Prefer: wait` or `wait=n`; their bounds are 1 and 60."""
    for part in inbound.headers.get("prefer", "").split(","):
        name, _, seconds = part.strip().partition("=")
        if name == "wait":
            return float(min(max(int(seconds), 1), LONGEST_WAIT)) if seconds.isdecimal() else float(LONGEST_WAIT)
    return 0.0


def _brief(given: dict[str, Any]) -> dict[str, Any]:
    """The input as the client will see it again, without the bytes of inline pictures."""
    return {k: _short(v) if MEDIA.fullmatch(k) else v for k, v in given.items()}


def _short(value: Any) -> Any:
    """Links stay; of base64 only the beginning does."""
    if isinstance(value, list):
        return [_short(item) for item in value]
    inline = isinstance(value, str) and not value.startswith(("http://", "https://"))
    return f"{value[:SHOWN]}…" if inline and len(value) > SHOWN else value


def created(task: Task) -> Reply:
    """201 with the prediction, finished or not."""
    return Reply(201, prediction(task))


def shown(task: Task) -> Reply:
    """The prediction as it stands."""
    return Reply(200, prediction(task))


def missing(id: str) -> Reply:  # noqa: A002 - it is the id
    """404."""
    return error(NotFound(f"no prediction {id}"), "")


def listed(prefix: str) -> Callable[[Page, str], Reply]:
    """A page of predictions; `next` is the URL of the page that follows."""

    def encode(page: Page, origin: str) -> Reply:
        follows = f"{origin}{prefix}/predictions?cursor={page.next}" if page.next else None
        return Reply(200, {"previous": None, "next": follows, "results": [prediction(t) for t in page.tasks]})

    return encode


def _id(inbound: Inbound) -> str:
    return inbound.path["id"]


def _endpoints(prefix: str) -> tuple[Endpoint, ...]:
    """Replicate's paths below one prefix."""
    one = f"{prefix}/predictions/{{id}}"
    return (
        Create(f"{prefix}/models/{{owner}}/{{name}}/predictions", for_model(prefix), created),
        Create(f"{prefix}/predictions", for_version(prefix), created),
        Get(one, _id, shown, missing),
        Cancel(f"{one}/cancel", _id, shown, missing),
        List(f"{prefix}/predictions", listed(prefix)),
    )


DIALECT = Dialect(
    "replicate",
    endpoints=tuple(endpoint for prefix in PREFIXES for endpoint in _endpoints(prefix)),
    error=error,
    webhook=Webhook(notice, sign),
    paths=("/replicate/", "/v1/predictions"),
)
