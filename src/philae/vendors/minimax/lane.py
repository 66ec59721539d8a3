"""MiniMax's video API: one row, with a second call for the file (reference video-midjourney, section 10; platform.minimax.io)."""

from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Faults, Lane, Row, Then
from philae.core.native.template import BYTES, CODE, FINISHED, ID, MESSAGE, NAME, STATUS, URL, Fact, File
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
    rows=(FILMS,),
    faults=FAULTS,
    base_url="https://api.minimax.io",
    secret="MINIMAX_API_KEY",  # noqa: S106  the variable's name
    auth=bearer,
    hosts=("minimax.io",),
    doors={"/minimax": {}, "/hailuo": {}},
    owns=("/minimax/", "/hailuo/", "/v1/video_generation", "/v1/query/video_generation", "/v1/files/retrieve"),
    digits=True,
    challenge="challenge",
)
