"""ByteDance's task API of Ark: one row for all films (reference video-midjourney, 6.2; docs.byteplus.com/ModelArk)."""

from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import (
    CODE,
    CREATED,
    ID,
    MESSAGE,
    MODEL,
    STATUS,
    UPDATED,
    URL,
    Fact,
    File,
    When,
)
from philae.vendors.bytedance.content import reads, writes

TASKS = "/contents/generations/tasks"
FILES = {"video_url": File("video", URL), "last_frame_url": File("image", URL)}
TOKENS = {"completion_tokens": Fact("completion_tokens"), "total_tokens": Fact("total_tokens")}
ECHOED = ("seed", "resolution", "ratio", "duration", "frames", "service_tier", "execution_expires_after",
          "generate_audio", "draft")  # fmt: skip
TOLD = {
    "id": ID,
    "model": MODEL,
    "status": STATUS,
    "error": When("code", {"code": CODE, "message": MESSAGE}),
    "created_at": CREATED,
    "updated_at": UPDATED,
    "content": When("size", FILES),
    "framespersecond": Fact("framespersecond", 24),
    "usage": When("completion_tokens", TOKENS),
} | {name: Fact(name) for name in ECHOED}
"""A poll, and the body of a callback. `size` is known of a film that is there."""

ROWS = (
    Row(
        path=TASKS,
        poll=TASKS + "/{id}",
        operation="video.generate",
        submitted={"id": ID},
        polled=TOLD,
        told=TOLD,
        words={
            "queued": "queued",
            "running": "running",
            "succeeded": "succeeded",
            "failed": "failed",
            "expired": "failed",
            "cancelled": "canceled",
        },
        model="model",
        needs=("prompt|first_frame|reference_image|reference_video",),
        names={"prompt": "prompt", "aspect": "ratio", "seconds": "duration"},
        media=("first_frame", "last_frame", "reference_image"),
        callback="callback_url",
        reads=reads,
        writes=writes,
        cancel=("DELETE", TASKS + "/{id}"),
        every=3.0,
        meters={"completion_tokens": "video_token"},
    ),
)

FAULTS = Faults(
    body={"error": {"code": CODE, "message": MESSAGE, "param": Fact("param", ""), "type": Fact("type", "")}},
    says={
        "invalid_request": (400, "InvalidParameter"),
        "invalid_input": (400, "InvalidParameter"),
        "too_large": (413, "InvalidParameter"),
        "conflict": (409, "InvalidAction"),
        "invalid_api_key": (401, "AuthenticationError"),
        "forbidden": (403, "AccessDenied"),
        "insufficient_funds": (403, "AccountOverdueError"),
        "not_found": (404, "ResourceNotFound"),
        "model_not_found": (404, "InvalidEndpointOrModel.NotFound"),
        "no_channel": (404, "InvalidEndpointOrModel.NotFound"),
        "not_implemented": (501, "NotImplemented"),
        "content_filtered": (400, "InputTextSensitiveContentDetected"),
        "rate_limited": (429, "RateLimitExceeded"),
    },
    otherwise="InternalServiceError",
    fails={"content_filtered": "OutputVideoSensitiveContentDetected", "timeout": "TaskTimeout"},
    failed="InternalServiceError",
)

LANE = Lane(
    name="bytedance",
    prefix="/volc/v3",
    rows=ROWS,
    faults=FAULTS,
    base_url="https://ark.cn-beijing.volces.com/api/v3",
    secret="ARK_API_KEY",  # noqa: S106  the variable's name
    stops=("queued",),
    deleted={},
)
