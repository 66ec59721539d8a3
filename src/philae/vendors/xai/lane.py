"""xAI's video API, each endpoint a row (reference video-midjourney, section 11; docs.x.ai/developers/model-capabilities/video)."""

from functools import partial
from typing import Any

from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import CODE, ID, LASTS, MESSAGE, PROGRESS, STATUS, URL, Fact, File, When

FILMS = "grok-imagine-video"
FILES = ("image", "reference_images", "video")
"""Fields whose files stand in objects: {"url": …}."""
MODEL = Fact("model", words={f"{FILMS}-edit": FILMS, f"{FILMS}-extend": FILMS})
"""What edits and extends is one model with the vendor, and with its clients."""
POLLED = {
    "status": STATUS,
    "progress": PROGRESS,
    "model": MODEL,
    "video": File("video", {"url": URL, "duration": LASTS, "respect_moderation": Fact("respect_moderation", True)}),
    "error": When("code", {"code": CODE, "message": MESSAGE}),
}


def reads(body: dict[str, Any]) -> dict[str, Any]:
    """The body with links in the place of the objects that hold them; any other object stays, and is refused."""
    given = body.get("reference_images")
    if not isinstance(given, list):
        return body
    return body | {"reference_images": [_link(item) for item in given]}


def _link(item: Any) -> Any:
    return item.get("url", item) if isinstance(item, dict) else item


def writes(fields: dict[str, Any]) -> dict[str, Any]:
    """The vendor's body: each file in an object."""
    return {name: _held(value) if name in FILES else value for name, value in fields.items()}


def _held(value: Any) -> Any:
    return [_held(item) for item in value] if isinstance(value, list) else {"url": value}


def _pick(does: str, name: str, _: dict[str, Any]) -> str:
    """The model by what it does, since that has a price of its own; 1.5 has no such thing."""
    return f"{name}-{does}" if name.casefold().startswith(FILMS) and not name.casefold().endswith(does) else name


_row = partial(
    Row,
    poll="/v1/videos/{id}",
    operation="video.generate",
    submitted={"request_id": ID},
    polled=POLLED,
    words={
        "pending": "running",
        "queued": "queued",
        "processing": "running",
        "done": "succeeded",
        "failed": "failed",
        "expired": "failed",
    },
    model="model",
    names={"prompt": "prompt", "aspect": "aspect_ratio", "seconds": "duration"},
    media=FILES,
    reads=reads,
    writes=writes,
    withheld={"respect_moderation": False},
)
ROWS = (
    _row(path="/v1/videos/generations", needs=("prompt",)),
    _row(path="/v1/videos/edits", needs=("prompt", "video"), pick=partial(_pick, "edit"), wire="edit"),
    _row(path="/v1/videos/extensions", needs=("prompt", "video"), pick=partial(_pick, "extend"), wire="extend"),
)

WRONG, ABSENT = "Client specified an invalid argument", "Some requested entity was not found"
CLOSED = "The caller does not have permission to execute the specified operation"
SPENT = "Some resource has been exhausted"
FAULTS = Faults(
    body={"code": CODE, "error": MESSAGE},
    says={
        "invalid_request": (400, WRONG),
        "invalid_input": (400, WRONG),
        "too_large": (413, WRONG),
        "conflict": (409, WRONG),
        "content_filtered": (400, WRONG),
        "not_found": (404, ABSENT),
        "model_not_found": (404, ABSENT),
        "invalid_api_key": (401, "The request does not have valid authentication credentials for the operation"),
        "forbidden": (403, CLOSED),
        "insufficient_funds": (402, SPENT),
        "rate_limited": (429, SPENT),
        "not_implemented": (501, "Operation is not implemented or not supported"),
    },
    otherwise="Internal error",
    fails={"content_filtered": "permission_denied", "invalid_request": "invalid_argument"},
    failed="internal_error",
    filtered=("moderat", "safety", "usage guidelines"),
)
"""Codes are the words of gRPC's, as xAI has them."""

LANE = Lane(
    name="xai",
    prefix="/grok",
    rows=ROWS,
    faults=FAULTS,
    base_url="https://api.x.ai",
    secret="XAI_API_KEY",  # noqa: S106  the variable's name
    hosts=("x.ai",),
)
