"""Kling's endpoints, each a row (reference video-midjourney, section 7; docs of api-singapore.klingai.com)."""

from functools import partial
from typing import Any

from philae.core.native.row import Row
from philae.core.native.template import ID, PARENT, Fact
from philae.vendors.kling.replies import (
    CHOSEN,
    FACES,
    FOUND,
    POLLED,
    SEGMENTS,
    SPOKEN,
    SUBMITTED,
    TOLD,
    VOICES,
    envelope,
)

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


def effect(_: str, body: dict[str, Any]) -> str:
    """Our name for the effect that is asked: what it costs follows how many people take part."""
    return "kling-effect-pair" if body.get("effect_scene") in ("hug", "kiss", "heart_gesture") else "kling-effect"


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


def _of_several(name: str, _: dict[str, Any]) -> str:
    """Our name for a film model that is given several pictures."""
    return name if name.endswith("-multi") else f"{name}-multi"


def _film(name: str, wire: str, default: str = "", **more: Any) -> Row:
    given: dict[str, Any] = {
        "path": f"/v1/videos/{name}",
        "poll": f"/v1/videos/{name}/{{id}}",
        "wire": wire,
        "default": default,
    }
    return _row(**given | more)


def _sound(name: str, **more: Any) -> Row:
    given: dict[str, Any] = {
        "path": f"/v1/audio/{name}",
        "poll": f"/v1/audio/{name}/{{id}}",
        "wire": name,
        "default": f"kling-{name}",
    }
    return _row(operation="audio.generate", **given, **more)


def _at_once(path: str, wire: str, reply: object, **more: Any) -> Row:
    """What Kling answers in the same breath."""
    given: dict[str, Any] = {"operation": "assist", "names": {}, "callback": "", "external": "", "wait": 60.0} | more
    return _row(
        path=f"/v1/{path}", wire=wire, default=f"kling-{wire}", submitted=reply, polled=reply, told=None, **given
    )


def _selection(name: str) -> Row:
    """One step of a session, which its first step's id names."""
    told = envelope({"status": Fact("verdict", 0), "session_id": PARENT, "res": CHOSEN})
    return _at_once(
        f"videos/multi-elements/{name}", name, told, needs=("session_id",), parents=("session_id",), right=RECOGNISED
    )


EXTENDED = ("video_id", "prompt", "negative_prompt", "cfg_scale")
FILM = ("video_id|video_url",)
RECOGNISED = {"verdict": 0}
"""Every other `status` says that recognition failed."""
OF_FILM: dict[str, Any] = {
    "needs": FILM, "one": ("video_id", "video_url"), "media": ("video_url",), "parents": ("video_id",)
}  # fmt: skip
SPEAKERS = ("voice_list.voice_id",)
ROWS = (
    _row(
        path="/v1/videos/text2video",
        poll="/v1/videos/text2video/{id}",
        model="model_name",
        default="kling-v1",
        needs=("prompt",),
        refers=SPEAKERS,
    ),
    _row(
        path="/v1/videos/image2video",
        poll="/v1/videos/image2video/{id}",
        model="model_name",
        default="kling-v1",
        needs=("image|image_tail",),
        media=("image", "image_tail"),
        refers=SPEAKERS,
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
    _film("multi-image2video", "multi-film", "kling-v1-6-multi", needs=("image_list", "prompt"), model="model_name", pick=_of_several),
    _film("video-extend", "extend", "kling-extend", needs=("video_id",), parents=("video_id",), only=EXTENDED),
    _film("effects", "effects", needs=("effect_scene", "input"), pick=effect, names={}),
    _film("multi-elements", "elements", "kling-elements", needs=("session_id", "edit_mode"), parents=("session_id",)),
    _film(
        "advanced-lip-sync", "lips", "kling-lip-sync", needs=("session_id", "face_choose"), names={}, parents=("session_id",),
        refers=("face_choose.audio_id",), polls=("/v1/videos/lip-sync/{id}",),
    ),
    _film("motion-control", "motion", "kling-motion", needs=("image_url", "video_url"), media=("image_url", "video_url")),
    _row(
        path="/v1/images/editing/expand", poll="/v1/images/editing/expand/{id}", operation="image.edit", default="kling-expand",
        needs=("image",), names=NAMES_PICTURE, count="n", media=("image",), wire="expand",
    ),
    _row(
        path="/v1/images/kolors-virtual-try-on", poll="/v1/images/kolors-virtual-try-on/{id}", operation="image.edit",
        default="kling-try-on", needs=("human_image", "cloth_image"), names={}, media=("human_image", "cloth_image"), wire="try-on",
    ),
    _sound("text-to-audio", needs=("prompt", "duration"), names={"prompt": "prompt"}),
    _sound("video-to-audio", needs=FILM, one=("video_id", "video_url"), names={}, media=("video_url",), parents=("video_id",)),
    _at_once(
        "audio/tts", "tts", envelope(TOLD | {"task_result": SPOKEN}), operation="audio.generate", needs=("text", "voice_id"),
        polls=("/v1/audio/tts/{id}",),
    ),
    _row(
        path="/v1/general/custom-voices", poll="/v1/general/custom-voices/{id}", operation="audio.generate", wire="voice",
        default="kling-voice", needs=("voice_name", "voice_url|video_id"), one=("voice_url", "video_id"), names={},
        media=("voice_url",), parents=("video_id",), lent=("audio",),
        polled=envelope(TOLD | {"task_result": VOICES}), told=TOLD | {"task_result": VOICES},
    ),
    _at_once(
        "general/delete-voices", "delete-voice", envelope({"task_id": ID, "task_status": "succeed"}), needs=("voice_id",),
        parents=("voice_id",),
    ),
    _at_once("videos/identify-face", "identify-face", envelope({"session_id": ID, "face_data": FACES}), **OF_FILM),
    _at_once(
        "videos/image-recognize", "image-recognize", envelope({"task_result": {"images": SEGMENTS}}), needs=("image",),
        media=("image",),
    ),
    _at_once("videos/multi-elements/init-selection", "init-selection", envelope(FOUND | {"session_id": ID}), right=RECOGNISED, **OF_FILM),
    *(_selection(name) for name in ("add-selection", "delete-selection", "clear-selection", "preview-selection")),
)  # fmt: skip
