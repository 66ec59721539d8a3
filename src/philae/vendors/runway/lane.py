"""Runway's task API, each endpoint a row (reference video-midjourney, section 8; types of runwayml/sdk-python)."""

from functools import partial
from typing import Any

from philae.core.auth import Auth, Static
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import CODE, CREATED, ID, MESSAGE, PROGRESS, STATUS, URL, Fact, File, When
from philae.core.request import Kind

VERSION = "2024-11-06"
TASK = "/v1/tasks/{id}"


def polled(kind: Kind) -> dict[str, Any]:
    """The task: how far it is while it runs, its links when it is done, and what it cost here, in credits of a cent."""
    return {
        "id": ID,
        "status": STATUS,
        "createdAt": CREATED,
        "progress": When("running", PROGRESS),
        "output": File(kind, URL, many=True),
        "estimatedCost": When("open", {"credits": Fact("estimate")}),
        "cost": When("over", {"credits": Fact("credits")}),
        "failure": MESSAGE,
        "failureCode": CODE,
    }


_row = partial(
    Row,
    operation="video.generate",
    submitted={"id": ID},
    polled=polled("video"),
    poll=TASK,
    words={
        "PENDING": "queued",
        "THROTTLED": "queued",
        "RUNNING": "running",
        "SUCCEEDED": "succeeded",
        "FAILED": "failed",
        "CANCELLED": "canceled",
    },
    model="model",
    names={"prompt": "promptText", "aspect": "ratio", "seconds": "duration"},
    time="iso",
    percent="fraction",
    cancel=("DELETE", TASK),
    every=5.0,
)
ROWS = (
    _row(path="/v1/image_to_video", needs=("promptImage",), media=("promptImage",)),
    _row(path="/v1/text_to_video", needs=("promptText",)),
    _row(path="/v1/video_to_video", needs=("videoUri", "promptText"), media=("videoUri",)),
    _row(path="/v1/video_upscale", needs=("videoUri",), media=("videoUri",)),
    _row(path="/v1/character_performance", needs=("character", "reference")),
    _row(
        path="/v1/text_to_image",
        operation="image.generate",
        polled=polled("image"),
        needs=("promptText", "referenceImages"),
        names={"prompt": "promptText", "aspect": "ratio"},
    ),
)


def auth(secret: str) -> Auth:
    """The key, and the version of the API."""
    return Static((("authorization", f"Bearer {secret}"), ("x-runway-version", VERSION)))


FAULTS = Faults(
    body={"error": MESSAGE, "code": CODE},
    missing={"referenceImages": "reference_images_empty"},
    says={"not_found": (404, "task_not_exist")},
    fails={"content_filtered": "SAFETY.OUTPUT", "invalid_request": "ASSET.INVALID"},
    failed="INTERNAL",
)
LANE = Lane(
    name="runway",
    prefix="/runwayml",
    rows=ROWS,
    faults=FAULTS,
    base_url="https://api.dev.runwayml.com",
    secret="RUNWAYML_API_SECRET",  # noqa: S106  the variable's name
    auth=auth,
    hosts=("runwayml.com",),
    wrapped=True,
    credit=10_000_000,
)
