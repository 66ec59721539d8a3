"""Kling's task API, each endpoint a row (reference video-midjourney, section 7; docs of api-singapore.klingai.com)."""

from functools import partial
from typing import Any

from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import (
    CODE,
    CREATED,
    EXTERNAL,
    ID,
    INDEX,
    MESSAGE,
    NAME,
    REQUEST,
    SECONDS,
    STATUS,
    UPDATED,
    URL,
    Fact,
    File,
    When,
)
from philae.vendors.kling.token import PARTS, auth

SAID = Fact("message", "")
"""The reason of a failure stands beside the state, an empty text where there is none."""
INFO = When("external", {"external_task_id": EXTERNAL})
TASK = {"task_id": ID, "task_status": STATUS, "task_info": INFO, "created_at": CREATED, "updated_at": UPDATED}
FILES = {
    "videos": File("video", {"id": NAME, "url": URL, "duration": Fact("seconds", text=True)}, many=True),
    "images": File("image", {"index": INDEX, "url": URL}, many=True),
    "audios": File("audio", {"id": NAME, "url_mp3": URL, "url": URL, "duration_mp3": SECONDS}, many=True),
}
TOLD = {**TASK, "task_status_msg": SAID, "task_result": FILES}
"""The webhook's body: what a poll says, without its envelope (7.2)."""


def envelope(data: object) -> dict[str, object]:
    """What stands around every answer (7.1)."""
    return {"code": 0, "message": "SUCCEED", "request_id": REQUEST, "data": data}


SUBMITTED, POLLED = envelope(TASK), envelope(TOLD)
NAMES = {"prompt": "prompt", "aspect": "aspect_ratio", "seconds": "duration"}
_row = partial(
    Row,
    operation="video.generate",
    submitted=SUBMITTED,
    polled=POLLED,
    told=TOLD,
    words={"submitted": "queued", "processing": "running", "succeed": "succeeded", "failed": "failed"},
    time="ms",
    names=NAMES,
    callback="callback_url",
    external="external_task_id",
    inline="base64",
    lent=("video",),
)

NAMES_PICTURE = {"prompt": "prompt", "aspect": "aspect_ratio"}


def _picture(name: str, body: dict[str, Any]) -> str:
    """Our name for a model that draws: Kling's is that of a film model, and its price follows what is given."""
    given = "-multi" if body.get("subject_image_list") else "-reference" if body.get("image") else ""
    return f"kling-image-{name.removeprefix('kling-')}{given}"


_drawn = partial(
    _row, operation="image.generate", model="model_name", default="kling-v1", pick=_picture, names=NAMES_PICTURE, count="n",
    wire="pictures",
)  # fmt: skip
MULTI = "/v1/images/multi-image2image"
ROWS = (
    _row(
        path="/v1/videos/text2video",
        poll="/v1/videos/text2video/{id}",
        model="model_name",
        default="kling-v1",
        needs=("prompt",),
    ),
    _row(
        path="/v1/videos/image2video",
        poll="/v1/videos/image2video/{id}",
        model="model_name",
        default="kling-v1",
        needs=("image|image_tail",),
        media=("image", "image_tail"),
    ),
    _drawn(path="/v1/images/generations", poll="/v1/images/generations/{id}", needs=("prompt",), media=("image",)),
    _drawn(path=MULTI, poll=MULTI + "/{id}", needs=("subject_image_list",), default="kling-v2", wire="multi"),
    _row(
        path="/v1/videos/omni-video",
        poll="/v1/videos/omni-video/{id}",
        model="model_name",
        default="kling-video-o1",
        needs=("prompt",),
        wire="omni",
    ),
    _row(
        path="/v1/videos/avatar/image2video",
        poll="/v1/videos/avatar/image2video/{id}",
        default="kling-avatar",
        needs=("image", "audio_id|sound_file"),
        one=("audio_id", "sound_file"),
        names={"prompt": "prompt"},
        media=("image", "sound_file"),
        parents=("audio_id",),
        wire="avatar",
    ),
)

FAULTS = Faults(
    body={"code": CODE, "message": MESSAGE, "request_id": REQUEST},
    good=("0",),
    absent=("1203",),
    means={
        **dict.fromkeys(
            ("1000", "1001", "1002", "1003", "1004", "1100", "1101", "1102", "1103", "1304"), UpstreamRefused
        ),
        **dict.fromkeys(("1200", "1201"), InvalidRequest),
        **dict.fromkeys(("1202", "1203"), UpstreamRefused),
        **dict.fromkeys(("1300", "1301"), ContentFiltered),
        **dict.fromkeys(("1302", "1303"), RateLimited),
    },
    says={
        "invalid_request": (400, 1201),
        "invalid_input": (400, 1201),
        "too_large": (400, 1201),
        "conflict": (400, 1201),
        "invalid_api_key": (401, 1002),
        "forbidden": (403, 1103),
        "insufficient_funds": (429, 1101),
        "not_found": (404, 1203),
        "model_not_found": (404, 1203),
        "no_channel": (404, 1203),
        "method_not_allowed": (404, 1202),
        "not_implemented": (501, 1202),
        "content_filtered": (400, 1301),
        "rate_limited": (429, 1302),
        "unavailable": (503, 5001),
        "timeout": (504, 5002),
    },
    otherwise=5000,
    filtered=("risk", "sensitive", "moderat", "safety", "policy"),
)

LANE = Lane(
    name="kling",
    prefix="/kling",
    wrapped=True,
    rows=ROWS,
    faults=FAULTS,
    base_url="https://api-singapore.klingai.com",
    secret="KLING_API_KEY",  # noqa: S106  the variable's name
    auth=auth,
    parts=PARTS,
    hosts=("klingai.com",),
    recovery="lookup",
)
