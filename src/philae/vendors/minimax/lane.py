"""MiniMax's video API: Hailuo with a second call for the file, and H3 (reference video-midjourney, section 10; platform.minimax.io)."""

from functools import partial

from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native import content
from philae.core.native.row import Faults, Lane, Row, Then
from philae.core.native.template import (
    BYTES,
    CODE,
    CREATED,
    FINISHED,
    ID,
    MESSAGE,
    MODEL,
    NAME,
    SECONDS,
    STATUS,
    UPDATED,
    URL,
    Fact,
    File,
    When,
)
from philae.core.provider import bearer

FINE = {"status_code": 0, "status_msg": "success"}
CAME = {"status_code": Fact("code", 0), "status_msg": Fact("message", "success")}
"""Why a job failed stands where other answers have their errors."""
POLLED = {
    "task_id": ID,
    "status": STATUS,
    "file_id": File("video", NAME, otherwise=""),
    "video_width": File("video", Fact("width"), otherwise=0),
    "video_height": File("video", Fact("height"), otherwise=0),
    "base_resp": CAME,
}
FILE = {
    "file_id": NAME,
    "bytes": BYTES,
    "created_at": FINISHED,
    "filename": "output.mp4",
    "purpose": "video_generation",
    "download_url": URL,
}
FILMS = Row(
    path="/v1/video_generation",
    poll="/v1/query/video_generation?task_id={id}",
    operation="video.generate",
    submitted={"task_id": ID, "base_resp": FINE},
    polled=POLLED,
    then=Then("/v1/files/retrieve?file_id={name}", {"file": File("video", FILE), "base_resp": FINE}),
    told=POLLED,
    words={
        "Queueing": "queued",
        "Preparing": "queued",
        "Processing": "running",
        "Success": "succeeded",
        "Fail": "failed",
    },
    told_words={"processing": "running", "success": "succeeded", "failed": "failed"},
    model="model",
    names={"prompt": "prompt", "seconds": "duration"},
    media=("first_frame_image", "last_frame_image"),
    callback="callback_url",
)

ROLES: content.Roles = {"image_url": ("first_frame", "last_frame", "reference_image")}
"""What H3 is given here. Films and sounds to go by, which it takes too, cost by their seconds and are not served."""
H3 = {
    "task": {
        "id": ID,
        "model": MODEL,
        "status": STATUS,
        "created_at": CREATED,
        "updated_at": UPDATED,
        "content": File("video", {"url": URL}),
        "resolution": Fact("resolution"),
        "ratio": Fact("ratio"),
        "duration": File("video", SECONDS),
        "error": When("code", {"code": CODE, "message": MESSAGE}),
    }
}
HAILUO3 = Row(
    path="/v2/video_generation",
    poll="/v2/query/video_generation/{id}",
    operation="video.generate",
    wire="h3",
    submitted={"task_id": ID},
    polled=H3,
    told=H3,
    words={
        "queued": "queued",
        "running": "running",
        "succeeded": "succeeded",
        "failed": "failed",
        "expired": "failed",
        "cancelled": "canceled",
    },
    model="model",
    needs=("prompt", "duration", "resolution"),
    names={"prompt": "prompt", "seconds": "duration", "aspect": "ratio"},
    media=("first_frame", "last_frame", "reference_image"),
    callback="callback_url",
    reads=partial(content.reads, ROLES),
    writes=partial(content.writes, ROLES),
    cancel=("DELETE", "/v2/video_generation/{id}"),
    every=5.0,
)

FAULTS = Faults(
    body={"base_resp": {"status_code": CODE, "status_msg": MESSAGE}},
    good=("0",),
    means={
        **dict.fromkeys(("1002", "1039"), RateLimited),
        **dict.fromkeys(("1004", "1008", "2049"), UpstreamRefused),
        **dict.fromkeys(("1026", "1027"), ContentFiltered),
        "2013": InvalidRequest,
    },
    says={
        "invalid_request": (400, 2013),
        "invalid_input": (400, 2013),
        "too_large": (400, 2013),
        "conflict": (409, 2013),
        "not_found": (400, 2013),
        "model_not_found": (400, 2013),
        "invalid_api_key": (401, 1004),
        "forbidden": (403, 1004),
        "insufficient_funds": (402, 1008),
        "content_filtered": (400, 1026),
        "rate_limited": (429, 1002),
        "timeout": (504, 1001),
    },
    otherwise=1000,
    fails={"content_filtered": 1027, "invalid_request": 2013},
    failed=1000,
)

LANE = Lane(
    name="minimax",
    rows=(FILMS, HAILUO3),
    faults=FAULTS,
    base_url="https://api.minimax.io",
    secret="MINIMAX_API_KEY",  # noqa: S106  the variable's name
    auth=bearer,
    hosts=("minimax.io",),
    doors={"/minimax": {}, "/hailuo": {}},
    owns=(
        "/minimax/",
        "/hailuo/",
        "/v1/video_generation",
        "/v1/query/video_generation",
        "/v1/files/retrieve",
        "/v2/video_generation",
        "/v2/query/video_generation",
    ),
    stops=("queued",),
    deleted={"task_id": ID, "base_resp": FINE},
    digits=True,
    challenge="challenge",
)
