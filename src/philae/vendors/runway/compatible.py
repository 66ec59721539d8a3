"""The form in which gateways sold Runway's web app (reference video-midjourney, section 9): its words, for Runway's own models."""

from typing import Any

from philae.core.errors import InvalidRequest
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import CODE, ID, MESSAGE, PROGRESS, STATUS, URL, Fact, File
from philae.core.provider import bearer

SHAPES = {"16:9": "1280:720", "9:16": "720:1280", "1:1": "960:960"}
Body = dict[str, Any]


def polled(action: str) -> Body:
    """The task of `feed`, and of the callback."""
    return {
        "task_id": ID,
        "action": action,
        "status": STATUS,
        "fail_reason": Fact("message", ""),
        "result_url": File("video", URL, otherwise=""),
        "submit_time": Fact("created", 0),
        "start_time": Fact("started", 0),
        "finish_time": Fact("finished", 0),
        "progress": PROGRESS,
        "data": {"task_id": ID, "video_url": File("video", URL, otherwise="")},
    }


def _need(body: Body, *names: str) -> None:
    """All of them are there, beside the callback. Raises `InvalidRequest`."""
    for name in ("callback_url", *names):
        if not body.get(name):
            message = f"{name} is required"
            raise InvalidRequest(message, param=name, reasons=("missing",))


def _common(body: Body) -> Body:
    """What all of them say, in Runway's own names; a shape of another name is Runway's own."""
    options, ratio = body.get("options"), body.get("ratio")
    made = {
        "callback_url": body["callback_url"],
        "promptText": body.get("prompt"),
        "ratio": SHAPES.get(ratio, ratio) if isinstance(ratio, str) else ratio,
        "duration": options.get("seconds") if isinstance(options, dict) else None,
        "seed": body.get("seed"),
    }
    return {name: value for name, value in made.items() if value is not None}


def generate(body: Body) -> Body:
    """From text, or from frames: `gen4` is the turbo model where it has a picture, and Gen-4.5 where it has none."""
    _need(body, "prompt", "model")
    frame, last, name = body.get("image"), body.get("image_as_end_frame"), body["model"]
    if name in ("gen4", "gen4_turbo"):
        name = "gen4_turbo" if frame else "gen4.5"
    frames = [{"uri": uri, "position": at} for uri, at in ((frame, "first"), (last, "last")) if isinstance(uri, str)]
    return _common(body) | {"model": name} | ({"promptImage": frames if last else frame} if frame else {}) | _rest(body)


def restyle(body: Body) -> Body:
    """A film in another style."""
    _need(body, "video", "prompt")
    name = "gen4_aleph" if body.get("model") in ("gen4", None) else body["model"]
    return _common(body) | {"model": name, "videoUri": body["video"]} | _rest(body)


def act(body: Body) -> Body:
    """A portrait does what somebody does in a film."""
    _need(body, "video", "image")
    character, reference = {"type": "image", "uri": body["image"]}, {"type": "video", "uri": body["video"]}
    return _common(body) | {"model": "act_two", "character": character, "reference": reference, "ratio": "1280:720"}


def _rest(body: Body) -> Body:
    """What has no place in Runway's own API, so that it is dropped with a warning."""
    return {name: body[name] for name in ("style", "options") if name in body}


def _row(name: str, **more: Any) -> Row:
    return Row(
        path=f"/pro/{name}",
        operation="video.generate",
        submitted={"code": 200, "msg": "success", "data": {"task_id": ID}, "exec_time": 0},
        polled=polled(name.upper()),
        told=polled(name.upper()),
        poll="/feed",
        asks="task_id",
        words={
            "SUBMITTED": "queued",
            "NOT_START": "queued",
            "QUEUED": "queued",
            "IN_PROGRESS": "running",
            "SUCCESS": "succeeded",
            "FAILURE": "failed",
        },
        model="model",
        callback="callback_url",
        percent="text",
        **more,
    )


FRAMED = {"prompt": "promptText", "aspect": "ratio", "seconds": "duration"}
ROWS = (
    _row("generate", reads=generate, names=FRAMED, media=("promptImage",)),
    _row("video2video", reads=restyle, names=FRAMED, media=("videoUri",)),
    _row("act_one", reads=act),
)
FAULTS = Faults(
    body={"code": CODE, "message": MESSAGE, "data": None},
    says={"not_found": (400, "task_not_exist")},
    missing={"callback_url": "callback_url_empty"},
)
LANE = Lane(
    name="runway-compatible",
    prefix="/runway",
    rows=ROWS,
    faults=FAULTS,
    base_url="",
    secret="",
    vendor="runway",
    wrapped=True,
    auth=bearer,
)
"""For clients alone: Runway itself has no such form."""
