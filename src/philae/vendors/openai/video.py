"""OpenAI's Videos API: rows for every film model of the catalogue, and what is beside them: list, content, delete.

Forms: reference video-midjourney, sections 4 to 6.1. Models of other makers say other words for the same state.
"""

from functools import partial
from http import HTTPStatus
from typing import Any, Literal

from msgspec.structs import replace

from philae.core.dialect import Content, Delete, Endpoint, Inbound, List, Listing, Page, Reply, Still
from philae.core.errors import InvalidRequest, NotFound
from philae.core.native import face, told
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import (
    CODE,
    CREATED,
    EXPIRES,
    ID,
    MESSAGE,
    MODEL,
    PROGRESS,
    STATUS,
    URL,
    Fact,
    File,
    When,
)
from philae.core.provider import bearer
from philae.core.task import Asset, Task

MOST, USUAL = 100, 20
"""Films of one page."""
STILLS: dict[str, Literal["thumbnail", "spritesheet"]] = {"thumbnail": "thumbnail", "spritesheet": "spritesheet"}
VARIANTS = ("video", *STILLS)

MADE = {"id": ID, "object": "video", "model": MODEL, "status": STATUS, "progress": PROGRESS, "created_at": CREATED}
SHAPE = {"seconds": Fact("seconds", "", text=True), "size": Fact("size", "")}
ORIGIN = {"remixed_from_video_id": Fact("parent", None)}
SUBMITTED = MADE | SHAPE | ORIGIN
POLLED = SUBMITTED | {
    "completed_at": Fact("finished", None),
    "expires_at": When("expires", EXPIRES, None),
    "error": When("code", {"code": CODE, "message": MESSAGE}, None),
    "prompt": Fact("prompt", None),
    "video_url": File("video", URL),
}
TASK = {"task_id": ID}
"""Beside the id, where OpenAI's form was taken over for other makers' models."""
SEEDANCE = {
    "words": {
        "SUBMITTED": "queued",
        "IN_PROGRESS": "running",
        "SUCCESS": "succeeded",
        "FAILED": "failed",
        "ERROR": "failed",
    },
    "submitted": SUBMITTED | TASK,
    "polled": POLLED | TASK,
}
VEO = {"submitted": SUBMITTED | TASK, "polled": POLLED | TASK}

_row = partial(
    Row,
    operation="video.generate",
    submitted=SUBMITTED,
    polled=POLLED,
    poll="/v1/videos/{id}",
    words={
        "queued": "queued",
        "in_progress": "running",
        "completed": "succeeded",
        "failed": "failed",
        "error": "failed",
    },
    needs=("prompt",),
    fetched=(("video", "/v1/videos/{id}/content"),),
    profiles={"doubao-": SEEDANCE, "veo": VEO},
)
ROWS = (
    _row(
        path="/v1/videos",
        model="model",
        default="sora-2",
        names={"prompt": "prompt", "seconds": "seconds"},
        size="size",
        media=("input_reference",),
        inline="file",
        multipart=True,
    ),
    _row(path="/v1/videos/{id}/remix", parents=("{id}",), names={"prompt": "prompt"}, only=("prompt",)),
)
FAULTS = Faults(
    body={
        "error": {"message": MESSAGE, "type": "invalid_request_error", "param": Fact("param", None), "code": CODE},
    },
    says={"not_found": (400, "task_not_exist")},
    fails={"content_filtered": "content_policy_violation", "canceled": "cancelled"},
)
LANE = Lane(
    name="openai",
    rows=ROWS,
    faults=FAULTS,
    base_url="https://api.openai.com",
    secret="OPENAI_API_KEY",  # noqa: S106  the variable's name
    auth=bearer,
)


# --- beside the rows ----------------------------------------------------------------------------------------------


def asked(inbound: Inbound) -> Listing:
    """Which films: `after`, `limit`, `order`. Raises `InvalidRequest`."""
    limit, order = inbound.query.get("limit", str(USUAL)), inbound.query.get("order", "desc")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 4 and 1 <= int(limit) <= MOST):  # noqa: PLR2004
        message = f"limit must be a whole number from 1 to {MOST}"
        raise InvalidRequest(message, param="limit")
    if order not in ("asc", "desc"):
        message = "order must be asc or desc"
        raise InvalidRequest(message, param="order")
    return Listing(inbound.query.get("after", ""), int(limit), order == "asc")


def listed(page: Page, _: str) -> Reply:
    """A page of films."""
    films: list[dict[str, Any]] = [told.encode(LANE, (ROWS[0],), "polled", task).body for task in page.tasks]
    ends = {"first_id": films[0]["id"], "last_id": films[-1]["id"]} if films else {"first_id": None, "last_id": None}
    return Reply(HTTPStatus.OK, {"object": "list", "data": films, **ends, "has_more": page.next is not None})


def chosen(task: Task, inbound: Inbound) -> Asset | Still:
    """The film itself, or a picture of it. Raises `InvalidRequest` before it is there, and for another variant; `NotFound`."""
    variant = inbound.query.get("variant", "video")
    if variant not in VARIANTS:
        message = f"variant must be one of {', '.join(VARIANTS)}"
        raise InvalidRequest(message, param="variant")
    if task.state != "succeeded":
        message = f"Task is not completed yet, current status: {ROWS[0].profiled(task.model).word(task.state)}"
        raise InvalidRequest(message)
    found = [a for a in task.outputs if a.kind == "video"]
    if not found:
        message = "the film is no longer there"
        raise NotFound(message)
    form = STILLS.get(variant)
    return Still(found[0], form) if form else found[0]


def erased(task: Task) -> Reply:
    """It is gone."""
    return Reply(HTTPStatus.OK, {"id": str(task.id), "object": "video.deleted", "deleted": True})


def _id(inbound: Inbound) -> str:
    return inbound.path["id"]


_missing = partial(told.missing, LANE)
_paths: tuple[Endpoint, ...] = (
    *face.endpoints(LANE),
    List("/v1/videos", listed, asked, "video.generate"),
    Content("/v1/videos/{id}/content", _id, chosen, _missing, "video.generate"),
    Delete("/v1/videos/{id}", _id, erased, _missing, operation="video.generate"),
)
ENDPOINTS = _paths + tuple(replace(endpoint, path=endpoint.path.removeprefix("/v1")) for endpoint in _paths)
"""With and without `/v1`, which some clients' base URLs lack."""
