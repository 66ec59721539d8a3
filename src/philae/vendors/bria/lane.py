"""Bria's API as rows: its own paths, and the shorter ones of reference text-image-audio-platform, 3.8.

Forms: docs.bria.ai (image-editing v2 endpoints, status; image-generation endpoints text-to-image and text-to-vector base).
"""

from functools import partial
from typing import Any

from philae.core.auth import Auth, Static
from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import CODE, ID, MESSAGE, REQUEST, STATUS, URL, Fact, File, When

SEED = Fact("seed")
DRAWN = {"result": File("image", {"urls": [URL], "seed": SEED}, many=True, otherwise=[])}
TRACED = {"result": File("file", {"urls": [URL], "seed": SEED}, many=True, otherwise=[])}
"""The first API answers at once."""
POLLED = {
    "status": STATUS,
    "request_id": ID,
    "result": When("done", {"image_url": File("image", URL), "seed": SEED, "refined_prompt": Fact("refined_prompt")}),
    "error": When("code", {"code": CODE, "message": MESSAGE, "details": ""}),
}
SUBMITTED = {"request_id": ID, "status_url": Fact("poll_url")}
WORDS: dict[str, Any] = {"IN_PROGRESS": "running", "COMPLETED": "succeeded", "ERROR": "failed", "UNKNOWN": "failed"}

_made = partial(
    Row,
    operation="image.generate",
    words=WORDS,
    needs=("prompt",),
    names={"prompt": "prompt", "aspect": "aspect_ratio", "seed": "seed"},
    count="num_results",
    holds="sync",
    sends={"num_results": 1, "sync": True},
)
NAMES = {"prompt": "prompt", "seed": "seed"}


def _edit(action: str, *needs: str) -> Row:
    """One action on a picture."""
    return Row(
        path=f"/v2/image/edit/{action}",
        also=(f"/image/edit/{action}",),
        poll="/v2/status/{id}",
        polls=("/{id}",),
        operation="image.edit",
        submitted=SUBMITTED,
        polled=POLLED,
        words=WORDS,
        accepted=202,
        default=f"bria-{action.replace('_', '-')}",
        needs=("image", *needs),
        names=NAMES,
        count="num_results",
        media=("image", "mask"),
        holds="sync",
        inline="base64",
        wire=action,
    )


ROWS = (
    _made(
        path="/v1/text-to-image/base/3.2", also=("/text-to-image",), submitted=DRAWN, default="bria-text-to-image", wire="drawn"
    ),
    _made(
        path="/v1/text-to-vector/base/3.2", also=("/text-to-vector",), submitted=TRACED, default="bria-text-to-vector",
        wire="traced",
    ),
    _edit("erase", "mask"),
    _edit("gen_fill", "mask", "prompt"),
    _edit("expand"),
    _edit("enhance"),
    _edit("increase_resolution"),
    _edit("replace_background", "prompt"),
    _edit("remove_background"),
)  # fmt: skip

FAULTS = Faults(
    body={
        "status": "ERROR",
        "error": {"code": CODE, "message": MESSAGE, "details": Fact("param", "")},
        "request_id": REQUEST,
    },
    means={
        **dict.fromkeys(("401", "402", "403", "404", "405", "503"), UpstreamRefused),
        **dict.fromkeys(("400", "415", "460"), InvalidRequest),
        "422": ContentFiltered,
        "429": RateLimited,
    },
    says={
        "invalid_request": (400, 400),
        "invalid_input": (400, 400),
        "too_large": (413, 413),
        "conflict": (409, 409),
        "invalid_api_key": (401, 401),
        "forbidden": (403, 403),
        "insufficient_funds": (402, 402),
        "not_found": (404, 404),
        "model_not_found": (404, 404),
        "no_channel": (503, 503),
        "not_implemented": (501, 501),
        "content_filtered": (422, 422),
        "rate_limited": (429, 429),
        "timeout": (504, 504),
    },
    otherwise=500,
    fails={"content_filtered": 422, "invalid_request": 400},
    failed=500,
)


def auth(secret: str) -> Auth:
    """`api_token: …`."""
    return Static((("api_token", secret),))


LANE = Lane(
    name="bria",
    prefix="/bria",
    rows=ROWS,
    faults=FAULTS,
    base_url="https://engine.prod.bria-api.com",
    secret="BRIA_API_TOKEN",  # noqa: S106  the variable's name
    auth=auth,
    hosts=("bria-api.com",),
)
