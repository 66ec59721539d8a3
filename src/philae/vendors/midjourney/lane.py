"""Midjourney's task API as midjourney-proxy has it, each endpoint a row (reference video-midjourney, section 3)."""

from functools import partial
from typing import Any

from philae.core.auth import Auth, Static
from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import CODE, ID, MESSAGE, PROGRESS, STATUS, URL, Alias, Each, Fact, File
from philae.vendors.midjourney.button import model_of, model_of_change, simple


def submitted(code: int, description: str) -> dict[str, Any]:
    """The answer to a submit (3.3)."""
    return {"code": code, "description": description, "result": ID, "properties": {}}


TAKEN, WINDOW = submitted(1, "Submission successful"), submitted(21, "Waiting for window confirm")
BUTTON = {
    "customId": Alias("customId"),
    "emoji": Fact("emoji", ""),
    "label": Fact("label", ""),
    "type": Fact("type", 2),
    "style": Fact("style", 2),
}
PICTURE = {"promptEn": Fact("promptEn", ""), "properties": {"finalPrompt": Fact("finalPrompt", "")}}
TEXTS = {"promptEn": Fact("text", ""), "properties": {"finalPrompt": Fact("text", "")}}
"""The answer of describe and shorten stands in two places."""


def task(action: str, texts: dict[str, Any] = PICTURE) -> dict[str, Any]:
    """The task object (3.6)."""
    return {
        "id": ID,
        "action": Fact("action", action),
        "status": STATUS,
        "progress": PROGRESS,
        "imageUrl": File("image", URL, otherwise=""),
        "videoUrl": File("video", URL),
        "videoUrls": File("video", {"url": URL}, many=True),
        "buttons": Each("buttons", BUTTON, []),
        "customId": Alias("customId"),
        "botType": Fact("botType", "MID_JOURNEY"),
        "prompt": Fact("prompt", ""),
        "description": "",
        "state": Fact("state", ""),
        "submitTime": Fact("created", 0),
        "startTime": Fact("started", 0),
        "finishTime": Fact("finished", 0),
        "failReason": Fact("message", ""),
    } | texts


def told(action: str, **more: Any) -> dict[str, Any]:
    """What is said of tasks with that action."""
    return {"polled": task(action), "told": task(action), **more}


PRESSED = {
    **{f"mj_{a.lower()}": told(a) for a in ("UPSCALE", "LOW_VARIATION", "HIGH_VARIATION", "VARIATION", "REROLL")},
    "mj_zoom": told("ZOOM"),
    "mj_pan": told("PAN"),
    "mj_picread": told("IMAGINE"),
    "mj_modal": told("MODAL"),
    "mj_inpaint": told("INPAINT", submitted=WINDOW, wait=10.0),
    "mj_custom_zoom": told("CUSTOM_ZOOM", submitted=WINDOW, wait=10.0),
}
"""By model what a button is told as. A window opens at the vendor first: its client is answered when it is there."""


def _row(name: str, action: str, texts: dict[str, Any] = PICTURE, **more: Any) -> Row:
    given: dict[str, Any] = {"path": f"/mj/submit/{name}", "wire": name, "operation": "image.generate"} | more
    return Row(
        **given,
        submitted=TAKEN,
        polled=task(action, texts),
        told=task(action, texts),
        poll="/mj/task/{id}/fetch",
        words={
            "SUBMITTED": "queued",
            "NOT_START": "queued",
            "IN_PROGRESS": "running",
            "MODAL": "awaiting_input",
            "SUCCESS": "succeeded",
            "FAILURE": "failed",
            "CANCEL": "canceled",
        },
        callback="notifyHook",
        time="ms",
        percent="text",
        cancel=("POST", "/mj/task/{id}/cancel"),
    )


PROMPT = {"prompt": "prompt"}
_action = partial(
    _row, "action", needs=("customId", "taskId"), pick=model_of, parents=("taskId",), backs=("customId",), profiles=PRESSED
)  # fmt: skip
_change = partial(
    _row, wire="action", action="UPSCALE", needs=("taskId", "action"), pick=model_of_change, parents=("taskId",), profiles=PRESSED,
    only=("taskId", "action", "index", "state", "accountFilter"),
)  # fmt: skip


def _at_once(path: str, model: str, result: object, **more: Any) -> Row:
    """What the proxy answers in the same breath."""
    told = submitted(1, "Submit success") | {"result": result}
    given: dict[str, Any] = {"operation": "assist", "wire": model, "default": f"mj_{model}", "wait": 60.0} | more
    return Row(
        path=path,
        submitted=told,
        polled=task(model.upper()),
        words={"SUCCESS": "succeeded", "FAILURE": "failed"},
        **given,
    )


ROWS = (
    _row("imagine", "IMAGINE", default="mj_imagine", needs=("prompt",), names=PROMPT, media=("base64Array",)),
    _action("UPSCALE"),
    _action("VIDEO", wire="animate", operation="video.generate"),
    _action("DESCRIBE", TEXTS, wire="retry", operation="describe"),
    _change("change"),
    _change("simple-change", reads=simple, path="/mj/submit/simple-change"),
    _row(
        "modal", "MODAL", default="mj_modal", needs=("taskId",), names=PROMPT, media=("maskBase64",), parents=("taskId",),
        resumes=True, profiles=PRESSED,
    ),
    _row("blend", "BLEND", default="mj_blend", needs=("base64Array",), media=("base64Array",)),
    _row(
        "describe", "DESCRIBE", TEXTS, default="mj_describe", needs=("base64|link",), media=("base64", "link"),
        operation="describe",
    ),
    _row(
        "video", "VIDEO", default="mj_video", needs=("motion",), names=PROMPT, media=("image", "endImage"),
        parents=("taskId",), operation="video.generate",
    ),
    _row("edits", "EDITS", default="mj_edits", needs=("prompt", "image"), names=PROMPT, media=("image", "maskBase64")),
    _row(
        "swap_face", "SWAP_FACE", path="/mj/insight-face/swap", default="mj_swap_face", needs=("sourceBase64", "targetBase64"),
        media=("sourceBase64", "targetBase64"),
    ),
    _at_once(
        "/mj/submit/upload-discord-images", "upload", File("image", URL, many=True, otherwise=[]), needs=("base64Array",),
        media=("base64Array",),
    ),
    _at_once("/mj/task/{id}/image-seed", "seed", Fact("seed_said", ""), method="GET", parents=("{id}",)),
    _row("shorten", "SHORTEN", TEXTS, default="mj_shorten", needs=("prompt",), names=PROMPT, operation="describe"),
)  # fmt: skip


def auth(secret: str) -> Auth:
    """`mj-api-secret: …`."""
    return Static((("mj-api-secret", secret),))


FAULTS = Faults(
    body={"code": CODE, "description": MESSAGE, "type": "upstream_error", "result": None, "properties": {}},
    good=("1", "21", "22"),
    absent=("3",),
    means={
        **dict.fromkeys(("3", "5", "9"), UpstreamRefused),
        **dict.fromkeys(("23", "30"), RateLimited),
        "4": InvalidRequest,
        "24": ContentFiltered,
    },
    says={
        "invalid_request": (400, 4),
        "invalid_input": (400, 4),
        "too_large": (400, 4),
        "conflict": (400, 4),
        "not_found": (400, 4),
        "model_not_found": (400, 4),
        "no_channel": (400, 3),
        "invalid_api_key": (401, 4),
        "forbidden": (403, 4),
        "insufficient_funds": (403, 4),
        "content_filtered": (400, 24),
        "rate_limited": (429, 30),
    },
    otherwise=9,
    filtered=("banned", "moderat", "sensitive", "policy", "blocked"),
)


def _speed(mode: str) -> dict[str, Any]:
    return {"accountFilter": {"modes": [mode]}}


LANE = Lane(
    name="midjourney",
    rows=ROWS,
    faults=FAULTS,
    base_url="",
    secret="MIDJOURNEY_API_SECRET",  # noqa: S106  the variable's name
    address="MIDJOURNEY_PROXY_URL",
    auth=auth,
    doors={"/mj-relax": _speed("RELAX"), "/mj-fast": _speed("FAST"), "/mj-turbo": _speed("TURBO")},
    owns=("/mj/", "/mj-relax/", "/mj-fast/", "/mj-turbo/"),
    digits=True,
    batch=("/mj/task/list-by-condition", "ids"),
    cancels=("/mj/task/{id}/cancel", {"code": 1, "description": "Submit success", "result": ID, "properties": {}}),
    picture="/mj/image/{id}",
)
